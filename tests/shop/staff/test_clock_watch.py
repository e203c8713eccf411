"""Somebody sets the machine's clock by two hours while the shop works; the supplier's clock stays right."""

from datetime import timedelta
from decimal import Decimal

import pytest

from bot.shop.outbox.delivery import NotDeliveredError
from bot.supplier import Unreachable
from tests.fakes.delivery import FakeDelivery
from tests.fakes.supplier import FakeSupplier
from tests.shop.conftest import MakeShop
from tests.shop.lost_orders.losing import lost, settle_for
from tests.shop.orders.underway import processing
from tests.shop.whole import STAFF, WholeShop

BACK, FORWARD = timedelta(hours=-2), timedelta(hours=2)
both_ways = pytest.mark.parametrize("change", [BACK, FORWARD], ids=["back", "forward"])


async def clock_is_set(shop: WholeShop, change: timedelta) -> None:
    await shop.clock_watch.look()
    shop.clock.set_by(change)
    shop.clock.tick(10)
    await shop.clock_watch.look()


@both_ways
async def test_orders_at_the_supplier_are_looked_at_as_if_the_clock_had_stayed(
    shop: WholeShop, supplier: FakeSupplier, change: timedelta
) -> None:
    bought = [await processing(shop, supplier) for _ in range(5)]
    await shop.tracking.look()
    for _, theirs in bought:
        supplier.settle(theirs.id)
    await clock_is_set(shop, change)
    await shop.tracking.look()
    assert {await shop.status(order) for order, _ in bought} == {"fulfilled"}


async def test_after_a_jump_no_order_is_looked_at_much_sooner_than_its_turn(
    shop: WholeShop, supplier: FakeSupplier
) -> None:
    order, _ = await processing(shop, supplier)
    shop.clock.tick(3000)
    await shop.tracking.look()
    due_at = (await shop.row(order.id)).due_at
    assert due_at is not None
    left = due_at - shop.clock.now()
    await clock_is_set(shop, BACK)
    moved = (await shop.row(order.id)).due_at
    assert moved is not None
    assert moved - shop.clock.now() == left - timedelta(seconds=10)


async def test_a_message_that_waits_is_sent_when_the_clock_was_set_back(
    shop: WholeShop, supplier: FakeSupplier, delivery: FakeDelivery
) -> None:
    await shop.buy()
    delivery.trouble(1001, NotDeliveredError("down"))
    await shop.send()
    await clock_is_set(shop, BACK)
    await shop.send()
    assert not await shop.outbox(state="waiting", chat_id=1001)


async def test_an_order_that_waits_to_be_placed_is_placed_when_the_clock_was_set_back(
    shop: WholeShop, supplier: FakeSupplier
) -> None:
    order = await shop.buy()
    supplier.script.append(Unreachable("CONNECT_ERROR"))
    await shop.place()
    assert await shop.status(order) == "paid"
    await clock_is_set(shop, BACK)
    await shop.place()
    assert await shop.status(order) == "processing"


@both_ways
async def test_a_lost_order_is_given_back_after_its_waiting_time_and_not_before(
    shop: WholeShop, supplier: FakeSupplier, change: timedelta
) -> None:
    order = await lost(shop, supplier, "vanish")
    await settle_for(shop, 60)
    await clock_is_set(shop, change)
    await settle_for(shop, 500)
    assert await shop.status(order) == "unknown"
    await settle_for(shop, 120)
    assert await shop.status(order) == "rejected"
    assert await shop.dinars() == 100_000


async def test_a_lost_order_that_is_listed_late_is_found_though_the_clock_was_set_forward(
    shop: WholeShop, supplier: FakeSupplier
) -> None:
    supplier.list_lag = 400
    order = await lost(shop, supplier)
    await clock_is_set(shop, FORWARD)
    await settle_for(shop, 460)
    assert await shop.status(order) == "processing"
    assert await shop.dinars() == 100_000 - 1050


async def test_a_paid_order_is_not_given_up_because_the_clock_was_set_forward(
    shop: WholeShop, supplier: FakeSupplier
) -> None:
    order = await shop.buy()
    supplier.script.append(Unreachable("CONNECT_ERROR"))
    await clock_is_set(shop, FORWARD)
    await shop.place()
    assert await shop.status(order) == "paid"
    shop.clock.tick(60)
    await shop.place()
    assert await shop.status(order) == "processing"


async def test_no_old_price_is_shown_because_the_clock_was_set_back(
    shop: WholeShop, supplier: FakeSupplier
) -> None:
    before = await shop.quote()
    supplier.shelves["P1"].types["T1"].cost = Decimal(2000)
    await clock_is_set(shop, BACK)
    shop.clock.tick(120)
    after = await shop.quote()
    assert (before.total.dinars, after.total.dinars) == (1050, 2100)


@both_ways
async def test_staff_hear_of_a_jump_once_and_of_its_end(shop: WholeShop, change: timedelta) -> None:
    told = "clock_set_back" if change < timedelta(0) else "clock_set_forward"
    await clock_is_set(shop, change)
    assert await shop.alerted() == [told]
    assert await shop.alert(told) == {"minutes": 120, "at": shop.clock.now().isoformat()}
    for _ in range(3):  # and while somebody goes on setting it
        await clock_is_set(shop, -change)
        change = -change
    assert await shop.alerted() == [told]
    shop.clock.tick(3599)
    await shop.clock_watch.look()
    assert await shop.alerted() == [told]
    shop.clock.tick(1)
    await shop.clock_watch.look()
    await shop.clock_watch.look()
    assert await shop.alerted() == [told, "clock_even"]
    await clock_is_set(shop, BACK)
    assert (await shop.alerted())[2:] == ["clock_set_back"]


async def test_a_clock_that_was_set_back_while_the_shop_was_down_is_noticed_at_the_start(
    shop: WholeShop, make_shop: MakeShop, supplier: FakeSupplier
) -> None:
    order, theirs = await processing(shop, supplier)
    await shop.clock_watch.look()
    await shop.tracking.look()
    supplier.settle(theirs.id)
    shop.clock.set_by(BACK)
    shop.clock.tick(5)
    shop.clock.forget()  # another process
    reborn = make_shop()
    await reborn.clock_watch.look()
    shop.clock.tick(6)
    await reborn.tracking.look()
    assert await shop.status(order) == "fulfilled"
    assert await shop.alerted() == ["clock_set_back"]
    shop.clock.tick(3600)
    await reborn.clock_watch.look()
    assert await shop.alerted() == ["clock_set_back", "clock_even"]


async def test_an_alert_is_not_kept_back_by_one_that_a_wrong_clock_dated(shop: WholeShop) -> None:
    quiet = timedelta(hours=1)
    await shop.alerts.raise_("float_low", matter="low", quiet=quiet, float="1")
    shop.clock.set_by(BACK)
    await shop.alerts.raise_("float_low", matter="low", quiet=quiet, float="1")
    assert await shop.alerted() == ["float_low", "float_low"]
    assert {row.chat_id for row in await shop.outbox(kind="staff_alert")} == {STAFF}


async def test_an_even_clock_costs_no_more_than_a_note_a_minute(shop: WholeShop) -> None:
    async def last_seen() -> str:
        async with shop.db.read() as conn:
            return str((await conn.exec_driver_sql("SELECT at FROM notes WHERE key = 'clock'")).scalar())

    await shop.clock_watch.look()
    first = await last_seen()
    shop.clock.tick(59)
    await shop.clock_watch.look()
    assert await last_seen() == first
    shop.clock.tick(1)
    await shop.clock_watch.look()
    assert int(await last_seen()) - int(first) == 60_000
