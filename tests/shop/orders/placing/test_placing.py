import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta

import pytest
from sqlalchemy.exc import OperationalError
from sqlalchemy.ext.asyncio import AsyncConnection
from structlog.testing import capture_logs

from bot.shop.orders.history import OrderView
from bot.supplier import (
    DuplicatedRef,
    KeyTrouble,
    NoBalance,
    NoSuchPath,
    NotFound,
    OutOfStock,
    RefRefused,
    Refused,
    SlowDown,
    Unknown,
    Unreachable,
)
from storage.database import Database
from tests.fakes.supplier import FakeSupplier
from tests.shop.conftest import MakeShop
from tests.shop.whole import WholeShop

pytestmark = pytest.mark.both_engines


async def state(shop: WholeShop, order: OrderView) -> tuple[str, str]:
    return await shop.status(order), (await shop.attempts(order))[-1].state


@asynccontextmanager
async def placing_hangs(
    shop: WholeShop, step: str, supplier: FakeSupplier
) -> AsyncIterator[asyncio.Task[None]]:
    """A placing that has reached the supplier and has no answer yet."""
    supplier.script.append(step)
    (order, *_), _ = await shop.placing.due(limit=1)
    task = asyncio.create_task(shop.placing.place(order))
    await supplier.reached.wait()
    yield task


class BrokenWrites(Database):
    """A database whose disk is full for the next so many write transactions."""

    broken = 0

    @asynccontextmanager
    async def write(self) -> AsyncIterator[AsyncConnection]:
        if self.broken:
            self.broken -= 1
            raise OperationalError("INSERT", {}, Exception("database or disk is full"))
        async with super().write() as conn:
            yield conn


async def test_an_accepted_order_is_processing_with_its_id_and_due_for_a_look(
    shop: WholeShop, supplier: FakeSupplier
) -> None:
    order = await shop.buy(quantity=2)
    await shop.place()
    row, attempt = await shop.row(order.id), await shop.attempt(order)
    assert (row.status, row.supplier_order_id) == ("processing", supplier.only().id)
    assert row.due_at - shop.clock.now() == timedelta(seconds=5)
    assert (attempt.state, attempt.supplier_order_id, attempt.ref_sent) == ("accepted", supplier.only().id, 1)
    assert attempt.request_id.startswith("req-")
    assert supplier.sent == [{"product_id": "P1", "type_id": "T1", "quantity": 2, "ref": order.ref}]


async def test_the_attempt_is_on_disk_before_the_request_leaves(
    shop: WholeShop, supplier: FakeSupplier
) -> None:
    order = await shop.buy()
    async with placing_hangs(shop, "hang", supplier) as placing:
        attempt = await shop.attempt(order)
        assert (attempt.state, attempt.ref, attempt.unit_cost_centimes) == ("sending", order.ref, 100_000)
        assert await shop.status(order) == "placing"
        supplier.release.set()
        await placing
    assert await state(shop, order) == ("processing", "accepted")


@pytest.mark.parametrize(
    ("answer", "why"),
    [
        (OutOfStock("OUT_OF_STOCK", 400), "sold_out"),
        (NoBalance("INSUFFICIENT_BALANCE", 403), "no_float"),
        (NotFound("NOT_FOUND", 404), "refused"),
        (Refused("FORBIDDEN", 403), "refused"),
    ],
)
async def test_a_final_no_gives_the_money_back_at_once(
    shop: WholeShop, supplier: FakeSupplier, answer: Exception, why: str
) -> None:
    order = await shop.buy(quantity=2)
    supplier.script.append(answer)
    await shop.place()
    assert await state(shop, order) == ("rejected", "not_placed")
    assert await shop.dinars() == 100_000
    view = await shop.orders.view(1001, order.ref)
    assert (view.refunded, view.why) == (order.total, why)
    assert await shop.told(order) == ["receipt", "order_ended"]
    assert (await shop.alert("order_rejected"))["why"] == why
    assert supplier.charges == 0


@pytest.mark.parametrize(
    "answer",
    [
        SlowDown("RATE_LIMIT_EXCEEDED", 429, retry_after=7),
        SlowDown("BUDGET", retry_after=7),
        Unreachable("CONNECT_ERROR"),
        KeyTrouble("IP_NOT_ALLOWED", 403),
        NoSuchPath(None, 404),
    ],
    ids=["429", "budget", "unreachable", "key", "path"],
)
async def test_a_passing_no_puts_the_order_back_and_places_it_once_later(
    shop: WholeShop, supplier: FakeSupplier, answer: Exception
) -> None:
    order = await shop.buy()
    supplier.script.append(answer)
    await shop.place()
    assert await state(shop, order) == ("paid", "not_placed")
    assert await shop.dinars() == 100_000 - 1050
    wait = (await shop.row(order.id)).due_at - shop.clock.now()
    assert wait == timedelta(seconds=7 if isinstance(answer, SlowDown) else 2)
    await shop.place()
    assert len(supplier.sent) == 1  # not before its time
    shop.clock.tick(wait.total_seconds())
    await shop.place()
    assert [attempt.state for attempt in await shop.attempts(order)] == ["not_placed", "accepted"]
    assert supplier.charges == 1


async def test_the_merchant_hears_of_a_key_that_is_turned_away_once_an_hour(
    shop: WholeShop, supplier: FakeSupplier
) -> None:
    await shop.buy()
    supplier.script.extend([KeyTrouble("IP_NOT_ALLOWED", 403)] * 3)
    for _ in range(3):
        await shop.place()
        shop.clock.tick(20)
    assert await shop.alerted() == ["key_trouble"]
    assert (await shop.alert("key_trouble"))["error"] == "IP_NOT_ALLOWED"


@pytest.mark.parametrize(
    "answer", [Unknown("READ_TIMEOUT"), Unknown("INTERNAL_ERROR", 500), DuplicatedRef("DUPLICATED_REF", 403)]
)
async def test_what_is_not_clearly_no_is_unknown_and_never_sent_again(
    shop: WholeShop, supplier: FakeSupplier, answer: Exception
) -> None:
    order = await shop.buy()
    supplier.script.append(answer)
    await shop.place()
    assert await state(shop, order) == ("unknown", "unknown")
    assert (await shop.attempt(order)).error_code == answer.code  # type: ignore[attr-defined]
    assert await shop.dinars() == 100_000 - 1050
    for _ in range(20):
        shop.clock.tick(100)
        await shop.place()
        assert await shop.placing.recover() == 0
    assert len(supplier.sent) == 1


async def test_the_log_says_of_a_lost_answer_that_it_was_lost_and_not_that_nothing_was_placed(
    shop: WholeShop, supplier: FakeSupplier
) -> None:
    lost = await shop.buy()
    supplier.script.extend(["lose", OutOfStock("OUT_OF_STOCK", 400)])
    with capture_logs() as logs:
        await shop.place()
    assert [(line["event"], line["ref"], line["code"]) for line in logs] == [
        ("order's answer was lost", lost.ref, "READ_TIMEOUT")
    ]
    refused = await shop.buy()
    with capture_logs() as logs:
        await shop.place()
    assert [(line["event"], line["ref"], line["why"]) for line in logs] == [
        ("order not placed", refused.ref, "sold_out")
    ]


async def test_the_log_says_so_too_of_what_a_process_left_behind(
    shop: WholeShop, make_shop: MakeShop, supplier: FakeSupplier
) -> None:
    order = await shop.buy()
    async with placing_hangs(shop, "hang_after", supplier) as placing:
        placing.cancel()
    await asyncio.gather(placing, return_exceptions=True)
    with capture_logs() as logs:
        await make_shop().placing.recover()
    assert [(line["event"], line["ref"], line["code"]) for line in logs] == [
        ("order's answer was lost", order.ref, "process_ended")
    ]


async def test_a_mistake_of_ours_during_the_call_counts_as_unanswered(
    shop: WholeShop, supplier: FakeSupplier
) -> None:
    order = await shop.buy()
    supplier.script.append(ZeroDivisionError("a bug"))
    with pytest.raises(ZeroDivisionError):
        await shop.place()
    assert await state(shop, order) == ("unknown", "unknown")
    assert (await shop.attempt(order)).error_code == "internal"


@pytest.mark.parametrize("step", ["hang", "hang_after"])
async def test_a_process_that_dies_while_sending_leaves_an_unknown_order(
    shop: WholeShop, make_shop: MakeShop, supplier: FakeSupplier, step: str
) -> None:
    order = await shop.buy()
    async with placing_hangs(shop, step, supplier) as placing:
        placing.cancel()
    await asyncio.gather(placing, return_exceptions=True)
    assert await state(shop, order) == ("placing", "sending")
    reborn = make_shop()
    assert await reborn.placing.recover() == 1
    assert await state(reborn, order) == ("unknown", "unknown")
    assert (await reborn.attempt(order)).error_code == "process_ended"
    assert await reborn.placing.recover() == 0
    await reborn.place()
    assert len(supplier.sent) == 1


async def test_an_order_cut_off_before_anything_was_written_is_simply_placed(
    shop: WholeShop, make_shop: MakeShop, supplier: FakeSupplier
) -> None:
    order = await shop.buy()
    reborn = make_shop()
    assert await reborn.placing.recover() == 0
    await reborn.place()
    assert await state(reborn, order) == ("processing", "accepted")
    assert supplier.charges == 1


async def test_what_is_being_placed_right_now_is_not_taken_for_lost(
    shop: WholeShop, supplier: FakeSupplier
) -> None:
    order = await shop.buy()
    async with placing_hangs(shop, "hang_after", supplier) as placing:
        assert await shop.placing.recover() == 0
        supplier.release.set()
        await placing
    assert await shop.placing.recover() == 0
    assert await state(shop, order) == ("processing", "accepted")


async def test_an_answer_that_could_not_be_written_down_is_looked_for_without_a_restart(
    database_url: str, db: Database, make_shop: MakeShop, supplier: FakeSupplier
) -> None:
    disk = BrokenWrites.open(database_url)
    assert isinstance(disk, BrokenWrites)
    shop = WholeShop(disk, make_shop().clock, supplier, make_shop().delivery)
    await shop.customer(1001, dinars=10_000)
    order = await shop.buy()
    async with placing_hangs(shop, "hang_after", supplier) as placing:
        disk.broken = 1
        supplier.release.set()
    with pytest.raises(OperationalError):
        await placing
    assert await state(shop, order) == ("placing", "sending")
    await shop.placer.run_once()
    assert await state(shop, order) == ("unknown", "unknown")
    shop.clock.tick(3)
    await shop.lost_orders.settle_due()
    assert await state(shop, order) == ("processing", "accepted")
    assert supplier.charges == 1
    await disk.close()


async def test_a_refused_ref_is_left_out_for_this_order_and_the_next(
    shop: WholeShop, make_shop: MakeShop, supplier: FakeSupplier
) -> None:
    supplier.refs = "reject"
    order = await shop.buy()
    await shop.place()
    assert await state(shop, order) == ("paid", "not_placed")
    await shop.place()  # at once: nothing but the ref was in the way
    assert [(a.state, a.ref_sent) for a in await shop.attempts(order)] == [("not_placed", 1), ("accepted", 0)]
    await make_shop().buy()
    await make_shop().place()
    assert [sent["ref"] for sent in supplier.sent] == [order.ref, None, None]
    assert supplier.charges == 2


async def test_a_supplier_that_refused_a_ref_is_offered_one_again_after_a_day(
    shop: WholeShop, supplier: FakeSupplier
) -> None:
    supplier.refs = "reject"
    await shop.buy()
    await shop.place()
    await shop.place()
    supplier.refs = "echo"
    shop.clock.tick(86_400)
    order = await shop.buy()
    await shop.place()
    assert [sent["ref"] is None for sent in supplier.sent] == [False, True, False]
    assert await shop.status(order) == "processing"


async def test_a_refusal_that_names_a_ref_we_did_not_send_is_final(
    make_shop: MakeShop, supplier: FakeSupplier
) -> None:
    shop = make_shop(oneclickdz_send_ref=False)
    await shop.customer(1001, dinars=10_000)
    order = await shop.buy()
    supplier.script.append(RefRefused("ERR_VALIDATION", 400))
    await shop.place()
    assert await state(shop, order) == ("rejected", "not_placed")
    assert await shop.dinars() == 10_000
    assert [sent["ref"] for sent in supplier.sent] == [None]


async def test_an_order_id_that_another_order_has_is_not_taken(
    shop: WholeShop, supplier: FakeSupplier
) -> None:
    first, second = await shop.buy(), await shop.buy(product="P2", type_="T3")
    await shop.place()
    taken = next(o for o in supplier.bought.values() if o.type_id == "T1").id
    assert (await shop.row(first.id)).supplier_order_id == taken
    third = await shop.buy()
    supplier._number = int(taken, 16) - 1  # the supplier names it again
    kept = dict(supplier.bought)
    await shop.place()
    supplier.bought = kept
    assert await state(shop, third) == ("unknown", "unknown")
    assert (await shop.attempt(third)).error_code == "known_order_id"
    assert await shop.status(second) == "processing"


async def test_two_placers_at_once_send_one_order_once(
    shop: WholeShop, make_shop: MakeShop, supplier: FakeSupplier
) -> None:
    order = await shop.buy()
    (row, *_), _ = await shop.placing.due(limit=1)
    await asyncio.gather(*(process.placing.place(row) for process in (shop, shop, make_shop(), make_shop())))
    assert len(supplier.sent) == 1
    assert await state(shop, order) == ("processing", "accepted")


async def test_orders_for_the_same_goods_are_sent_one_after_the_other(
    shop: WholeShop, supplier: FakeSupplier
) -> None:
    one, other = await shop.buy(), await shop.buy()
    async with placing_hangs(shop, "hang", supplier) as placing:
        second = asyncio.create_task(shop.placing.place(await shop.row(other.id)))
        for _ in range(50):
            await asyncio.sleep(0)
        assert len(supplier.sent) == 1
        assert await shop.status(other) == "paid"
        supplier.release.set()
        await asyncio.gather(placing, second)
    assert {await shop.status(one), await shop.status(other)} == {"processing"}
    assert len(supplier.sent) == 2


async def test_all_is_timed_from_the_order_and_told_in_its_history(
    shop: WholeShop, supplier: FakeSupplier
) -> None:
    order = await shop.buy()
    supplier.script.append(Unreachable("CONNECT_ERROR"))
    await shop.place()
    shop.clock.tick(2)
    await shop.place()
    view = await shop.orders.view(1001, order.ref)
    assert [(e.to_status, e.why) for e in view.events] == [
        ("paid", "bought"),
        ("placing", "sending"),
        ("paid", "supplier_away"),
        ("placing", "sending"),
        ("processing", "accepted"),
    ]
