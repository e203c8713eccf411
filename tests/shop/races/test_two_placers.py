"""Placing in two processes: each order is sent once, and what a dead one was sending is unknown."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from bot.shop.orders.history import OrderView
from storage.purchases import order_events
from tests.shop.paying_shop import PayingShop
from tests.shop.races.two_shops import TwoShops

pytestmark = pytest.mark.both_engines


@pytest.fixture(autouse=True)
async def rich(two_shops: TwoShops) -> None:
    await two_shops.one.customer(1001, dinars=100_000)


async def round_of(shop: PayingShop) -> None:
    await shop.placer.run_once()
    await shop.placer.finish()


async def state(shop: PayingShop, order: OrderView) -> tuple[str, str]:
    return await shop.status(order), str((await shop.attempts(order))[-1].state)


@asynccontextmanager
async def sending(two_shops: TwoShops, shop: PayingShop, step: str) -> AsyncIterator[asyncio.Task[None]]:
    """While that shop waits for the supplier's answer; `two_shops.supplier.release` lets it come."""
    supplier = two_shops.supplier
    supplier.reached.clear()
    supplier.release.clear()
    supplier.script.append(step)
    placing = asyncio.create_task(shop.place())
    await supplier.reached.wait()
    yield placing
    supplier.release.set()
    await asyncio.gather(placing, return_exceptions=True)


async def test_both_place_what_is_due_and_each_order_is_sent_once(two_shops: TwoShops) -> None:
    one, other = two_shops.one, two_shops.other
    goods = [("P1", "T1"), ("P1", "T2"), ("P2", "T3")]
    bought = [await one.buy(product=goods[n % 3][0], type_=goods[n % 3][1]) for n in range(12)]
    statuses: set[str] = set()
    for _ in range(30):
        rounds = asyncio.gather(round_of(one), round_of(other))
        await two_shops.until(rounds)
        statuses = {await one.status(order) for order in bought}
        if statuses == {"processing"}:
            break
    assert statuses == {"processing"}
    assert sorted(str(sent["ref"]) for sent in two_shops.supplier.sent) == sorted(o.ref for o in bought)


async def test_what_one_is_sending_the_other_does_not_take_for_lost(two_shops: TwoShops) -> None:
    one, other = two_shops.one, two_shops.other
    order = await one.buy()
    async with sending(two_shops, one, "hang_after") as placing:
        await two_shops.pass_(60, one, other)
        assert await other.placing.recover() == 0
        assert await one.placing.recover() == 0
        two_shops.supplier.release.set()
        await placing
    assert await state(other, order) == ("processing", "accepted")


@pytest.mark.parametrize("step", ["hang", "hang_after"])
async def test_what_a_dead_one_was_sending_is_unknown_once_and_never_sent_again(
    two_shops: TwoShops, step: str
) -> None:
    one, other = two_shops.one, two_shops.other
    order = await one.buy()
    async with sending(two_shops, one, step) as placing:
        placing.cancel()
    assert await other.placing.recover() == 0
    await two_shops.is_found_dead(one)
    assert await other.placing.recover() == 1
    assert await other.placing.recover() == 0
    assert await state(other, order) == ("unknown", "unknown")
    assert (await other.attempt(order)).error_code == "process_ended"
    await other.place()
    assert len(two_shops.supplier.sent) == 1
    async with other.db.read() as conn:
        moves = [
            (event.from_status, event.to_status) for event in await order_events.of_orders(conn, [order.id])
        ]
    assert moves.count(("placing", "unknown")) == 1


async def test_the_placer_of_the_other_takes_up_the_dead_ones_orders_by_itself(two_shops: TwoShops) -> None:
    one, other = two_shops.one, two_shops.other
    lost, waiting = await one.buy(), await one.buy(product="P2", type_="T3")
    async with sending(two_shops, one, "hang") as placing:
        placing.cancel()
    await two_shops.is_found_dead(one)
    assert await other.placer.wake_up.wait(0)
    await round_of(other)
    assert await other.status(lost) == "unknown"
    assert await other.status(waiting) == "processing"


async def test_a_clean_stop_leaves_nothing_to_wait_for(two_shops: TwoShops) -> None:
    """A stop that was too short for an answer: the others need no death to take it up."""
    one, other = two_shops.one, two_shops.other
    order = await one.buy()
    async with sending(two_shops, one, "hang") as placing:
        placing.cancel()
    await one.process.leave()
    assert await other.placing.recover() == 1
    assert await other.status(order) == "unknown"


async def test_the_answer_to_one_that_was_taken_for_dead_still_counts(two_shops: TwoShops) -> None:
    one, other = two_shops.one, two_shops.other
    order = await one.buy()
    async with sending(two_shops, one, "hang_after") as placing:
        await two_shops.is_found_dead(one)
        await other.placing.recover()
        assert await other.status(order) == "unknown"
        two_shops.supplier.release.set()
        await placing
    assert await state(other, order) == ("processing", "accepted")
    assert two_shops.supplier.charges == 1


async def test_the_answer_that_another_found_first_changes_nothing(two_shops: TwoShops) -> None:
    one, other = two_shops.one, two_shops.other
    order = await one.buy()
    async with sending(two_shops, one, "hang_after") as placing:
        await two_shops.is_found_dead(one)
        await other.placing.recover()
        two_shops.clock.tick(5)
        await other.lost_orders.settle_due()
        assert await state(other, order) == ("processing", "accepted")
        before = await other.row(order.id)
        two_shops.supplier.release.set()
        await placing
    assert await other.row(order.id) == before


async def test_a_no_to_one_that_was_taken_for_dead_leaves_the_order_to_the_evidence(
    two_shops: TwoShops,
) -> None:
    one, other = two_shops.one, two_shops.other
    order = await one.buy()
    async with sending(two_shops, one, "hang") as placing:
        await two_shops.is_found_dead(one)
        await other.placing.recover()
        two_shops.supplier.shelves["P1"].types["T1"].stock = 0
        two_shops.supplier.release.set()
        await placing
    assert await state(other, order) == ("unknown", "unknown")
    assert await other.alerted() == []


async def test_one_that_stood_still_before_the_call_does_not_send_it(two_shops: TwoShops) -> None:
    one, other = two_shops.one, two_shops.other
    order = await one.buy()
    row = await one.row(order.id)
    attempt_id, _ = await one.placing._write_ahead(row)
    await two_shops.is_found_dead(one)
    await other.placing.recover()
    await one.placing._send(row, attempt_id, None)
    assert two_shops.supplier.sent == []
    assert await state(other, order) == ("unknown", "unknown")


async def test_one_that_stood_still_and_was_not_missed_sends_it_a_little_later(two_shops: TwoShops) -> None:
    one = two_shops.one
    order = await one.buy()
    row = await one.row(order.id)
    attempt_id, _ = await one.placing._write_ahead(row)
    two_shops.clock.tick(60)
    await one.placing._send(row, attempt_id, None)
    assert two_shops.supplier.sent == []
    assert await state(one, order) == ("paid", "not_placed")
    await one.process.beat()
    two_shops.clock.tick(3)
    await one.place()
    assert await state(one, order) == ("processing", "accepted")


async def test_one_that_was_found_dead_lives_again_before_it_places(two_shops: TwoShops) -> None:
    one, other = two_shops.one, two_shops.other
    order = await one.buy()
    await two_shops.is_found_dead(one)
    await one.place()
    assert await one.status(order) == "processing"
    await other.process.beat()
    assert {row.id for row in other.process.living} == {one.process.id, other.process.id}
    assert (await one.attempt(order)).claimed_by == one.process.id


async def test_one_that_is_found_dead_while_it_waits_for_the_writer_writes_no_attempt(
    two_shops: TwoShops,
) -> None:
    one = two_shops.one
    order = await one.buy()
    await two_shops.is_found_dead(one)
    assert await one.placing._write_ahead(await one.row(order.id)) == (None, None)
    assert await one.status(order) == "paid"


async def test_the_same_goods_are_placed_by_one_process_at_a_time(two_shops: TwoShops) -> None:
    one, other = two_shops.one, two_shops.other
    await one.buy()
    async with sending(two_shops, one, "hang") as placing:
        second = await other.buy()
        others = asyncio.create_task(round_of(other))
        await two_shops.pass_(10, one, other)
        assert await other.status(second) == "paid"
        assert len(two_shops.supplier.sent) == 1
        two_shops.supplier.release.set()
        await placing
    await two_shops.until(others)
    assert await other.status(second) == "processing"


async def test_other_goods_wait_for_nobody(two_shops: TwoShops) -> None:
    one, other = two_shops.one, two_shops.other
    await one.buy()
    async with sending(two_shops, one, "hang"):
        second = await other.buy(product="P2", type_="T3")
        await round_of(other)
        assert await other.status(second) == "processing"


async def test_a_lost_order_is_looked_for_by_one_process_at_a_time_alone_for_its_goods(
    two_shops: TwoShops,
) -> None:
    """While one places the same goods, the other does not count what stands at the supplier."""
    one, other = two_shops.one, two_shops.other
    lost = await one.buy()
    two_shops.supplier.script.append("vanish")
    await one.place()
    await one.buy()
    async with sending(two_shops, one, "hang_after") as placing:
        two_shops.clock.tick(5)
        looking = asyncio.create_task(other.lost_orders.settle_due())
        await two_shops.pass_(4, one, other)
        assert await other.status(lost) == "unknown"
        two_shops.supplier.release.set()
        await placing
    await two_shops.until(looking)
    await two_shops.until(asyncio.ensure_future(other.lost_orders.finish_searches()))
    # The order that stands there is the second one's: nothing is left that could be the lost one.
    assert await other.status(lost) == "unknown"
