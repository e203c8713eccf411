import dataclasses

import pytest

from bot.shop.errors import NotFoundError
from bot.shop.money import Money
from bot.shop.order_status import FINAL, OPEN, TRANSITIONS, OrderStatus
from bot.shop.orders.lifecycle import move
from bot.shop.paging import FIRST, PAGE_SIZE
from bot.supplier import OutOfStock
from tests.fakes.supplier import FakeSupplier
from tests.shop.whole import WholeShop

pytestmark = pytest.mark.both_engines


async def test_history_has_pages_newest_first_and_is_ones_own(shop: WholeShop) -> None:
    await shop.customer(1002, dinars=10_000)
    await shop.buy(1002)
    made = [await shop.buy() for _ in range(9)]
    first = await shop.orders.history(1001)
    assert first.turns.older is not None
    second = await shop.orders.history(1001, first.turns.older)
    assert [order.ref for order in first.items + second.items] == [order.ref for order in reversed(made)]
    assert (first.turns.newer, second.turns.older) == (None, None)
    assert (second.turns.page, len(first.items)) == (2, 8)
    assert second.turns.newer is not None
    assert (await shop.orders.history(1001, second.turns.newer)) == first
    # The same page is no way to somebody else's orders: who presses it sees their own.
    assert [order.customer_id for order in (await shop.orders.history(1002, first.turns.older)).items] == [
        1002
    ]
    assert (await shop.orders.history(404)).items == ()


async def test_a_page_in_the_middle_is_turned_to_from_both_sides(shop: WholeShop) -> None:
    made = [await shop.buy() for _ in range(3 * PAGE_SIZE)]  # several of them within a moment
    newest = [order.ref for order in reversed(made)]
    first = await shop.orders.history(1001)
    assert first.turns.older is not None
    second = await shop.orders.history(1001, first.turns.older)
    assert second.turns.older is not None
    third = await shop.orders.history(1001, second.turns.older)
    assert third.turns.newer is not None
    again = await shop.orders.history(1001, third.turns.newer)
    assert [order.ref for page in (first, second, third) for order in page.items] == newest
    assert again == dataclasses.replace(second, turns=again.turns)
    assert (again.turns.page, again.turns.newer, again.turns.older) == (2, FIRST, second.turns.older)


async def test_an_order_is_found_by_its_ref_as_typed_and_only_by_its_owner(shop: WholeShop) -> None:
    order = await shop.buy(quantity=2)
    ref = order.ref
    assert await shop.orders.view(1001, f" {ref[:5].lower()}-{ref[5:]}") == order
    for customer, asked in ((1002, ref), (1001, "NOSUCHREF2"), (1001, "")):
        with pytest.raises(NotFoundError):
            await shop.orders.view(customer, asked)


async def test_codes_again_are_for_the_owner_and_only_when_there_are_some(
    shop: WholeShop, supplier: FakeSupplier
) -> None:
    order = await shop.buy()
    with pytest.raises(NotFoundError):
        await shop.orders.send_codes_again(1001, order.ref, key="k")
    await shop.place()
    supplier.settle(supplier.only().id)
    shop.clock.tick(5)
    await shop.tracking.look()
    await shop.send()
    with pytest.raises(NotFoundError):
        await shop.orders.send_codes_again(1002, order.ref, key="k")
    assert (await shop.orders.send_codes_again(1001, order.ref, key="k")).has_codes
    assert [row.chat_id for row in await shop.outbox(kind="codes")] == [1001, 1001]


async def test_a_message_is_the_card_of_whose_order_it_shows_and_of_nobody_else_s(shop: WholeShop) -> None:
    order = await shop.buy()
    assert not await shop.orders.are_shown_in(1001, 70)
    await shop.message_data.receipt_sent(order.id, 70)
    assert await shop.orders.are_shown_in(1001, 70)
    assert not await shop.orders.are_shown_in(1002, 70)
    await shop.message_data.receipt_sent(order.id, 71)
    assert not await shop.orders.are_shown_in(1001, 70)
    assert await shop.orders.are_shown_in(1001, 71)


def test_every_status_is_open_or_final_and_final_ones_lead_nowhere() -> None:
    assert frozenset(OrderStatus) == OPEN | FINAL
    assert {to for ways in TRANSITIONS.values() for to in ways} | {
        OrderStatus.AWAITING_PAYMENT,
        OrderStatus.PAID,
    } == set(OrderStatus)


@pytest.mark.parametrize("status", sorted(FINAL))
async def test_an_ended_order_cannot_be_moved_again(
    shop: WholeShop, supplier: FakeSupplier, status: OrderStatus
) -> None:
    order = await shop.buy()
    supplier.script.append(OutOfStock("OUT_OF_STOCK", 400))
    await shop.place()
    for to in OrderStatus:
        with pytest.raises(ValueError, match="no way"):
            async with shop.db.write() as conn:
                await move(
                    conn, order.id, expected=[status], to=to, why="x", who="test", now=shop.clock.now()
                )
    assert await shop.status(order) == "rejected"


async def test_whoever_comes_second_moves_nothing_and_writes_nothing(shop: WholeShop) -> None:
    order = await shop.buy()
    events = await shop.count("order_events")
    async with shop.db.write() as conn:
        moved = await move(
            conn,
            order.id,
            expected=[OrderStatus.PLACING],
            to=OrderStatus.UNKNOWN,
            why="x",
            who="test",
            now=shop.clock.now(),
        )
    assert moved is None
    assert await shop.status(order) == "paid"
    assert await shop.count("order_events") == events


async def test_an_order_that_takes_long_is_told_once_and_when_it_is_over(
    shop: WholeShop, supplier: FakeSupplier
) -> None:
    order = await shop.buy()
    await shop.place()
    await shop.housekeeping.old_orders()
    assert await shop.alerted() == []
    for _ in range(3):
        shop.clock.tick(3601)
        await shop.housekeeping.old_orders()
    assert await shop.alert("order_takes_long") == {"ref": order.ref, "status": "processing"}
    shop.clock.tick(86_400)
    await shop.housekeeping.old_orders()
    assert await shop.alerted() == ["order_takes_long"]
    supplier.settle(supplier.only().id)
    await shop.tracking.look()
    for _ in range(2):
        await shop.housekeeping.old_orders()
    assert await shop.alerted() == ["order_takes_long", "order_is_over"]
    assert (await shop.alert("order_is_over"))["status"] == "fulfilled"


async def test_many_orders_that_take_long_are_one_message_with_their_count(
    shop: WholeShop, supplier: FakeSupplier
) -> None:
    await shop.customer(1001, dinars=100_000)
    for _ in range(6):
        await shop.buy()
    await shop.place()
    for _ in range(3):
        shop.clock.tick(3601)
        await shop.housekeeping.old_orders()
    assert await shop.alert("orders_take_long") == {"count": 6}
    first, *others = supplier.bought
    for each in others:
        supplier.settle(each)
    await shop.tracking.look()
    await shop.housekeeping.old_orders()
    assert [each.args for each in await shop.alerts.open_warnings()] == [{"count": 1}]
    supplier.settle(first)
    shop.clock.tick(3600)  # it was looked at just now, and is old
    await shop.tracking.look()
    await shop.housekeeping.old_orders()
    assert await shop.alerted() == ["orders_take_long", "orders_are_over"]
    assert await shop.alerts.open_warnings() == []


async def test_a_parcel_shows_the_order_as_it_is_now(shop: WholeShop, supplier: FakeSupplier) -> None:
    order = await shop.buy()
    await shop.message_data.receipt_sent(order.id, 77)
    await shop.place()
    seen = await shop.message_data.order(order.id)
    assert (seen.status, seen.receipt_message_id) == ("processing", 77)
    entry = (await shop.wallet.entries(1001)).items[0]
    assert await shop.message_data.entry(entry.id) == entry
    assert await shop.message_data.balance(1001) == Money.of_dinars(100_000 - 1050)
    reader = await shop.message_data.reader(1001)
    assert reader is not None
    assert reader.language == "ar"
    assert await shop.message_data.reader(404) is None
