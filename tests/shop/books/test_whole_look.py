"""The whole look through the books: one at a time for all, how far it is, and what is kept of it."""

import asyncio

import pytest

from bot.shop.books.whole_look import WholeLook
from storage.house import facts
from storage.wakeups import WakeUp, Work
from tests.fakes.clock import FakeClock
from tests.shop.books.closing import sell
from tests.shop.books.damages import damage
from tests.shop.whole import WholeShop

pytestmark = pytest.mark.both_engines


@pytest.fixture
def look(shop: WholeShop) -> WholeLook:
    return WholeLook(shop.db, shop.clock, sandbox=False)


@pytest.mark.sqlite_only("the damage takes SQLite's guards off")
async def test_what_was_found_is_kept_with_its_moment(shop: WholeShop, look: WholeLook) -> None:
    ref = await sell(shop)
    assert await look.last() is None
    await look.take()
    seen = await look.last()
    assert seen is not None
    assert (seen.ended_at, seen.found, seen.more) == (shop.clock.now(), (), {})
    await damage(shop, "DELETE FROM entries WHERE kind = 'purchase'")
    taken = await look.take()
    shop.clock.tick(3600)
    again = await WholeLook(shop.db, shop.clock, sandbox=False).last()
    assert again == taken
    assert again is not None
    assert [(one.code, one.matter) for one in again.found] == [("order_not_paid", ref)]
    assert again.more == {}


async def test_a_look_that_is_asked_for_is_taken_once_by_the_worker(shop: WholeShop, look: WholeLook) -> None:
    woken = WakeUp.on(shop.db.wake_ups, Work.BOOKS_TO_READ)
    await look.take_when_asked()
    assert await look.last() is None  # nobody asked
    for _ in range(3):
        await look.ask()
        assert await look.done() == 0
    assert await woken.wait(0.01)
    await look.take_when_asked()
    first = await look.last()
    assert first is not None
    assert await look.done() is None
    shop.clock.tick(60)
    await look.take_when_asked()
    assert await look.last() == first


async def test_two_at_the_same_moment_are_one_look(shop: WholeShop, look: WholeLook) -> None:
    await sell(shop)
    other = WholeLook(shop.db, shop.clock, sandbox=False)
    taken = await asyncio.gather(look.take(), other.take(), look.take())
    assert sum(each is not None for each in taken) == 1
    assert await look.done() is None


async def test_a_look_whose_process_died_is_in_nobodys_way_for_long(
    shop: WholeShop, look: WholeLook, clock: FakeClock
) -> None:
    async with shop.db.write() as conn:
        await facts.put(conn, "books:look:under_way", "0.4", clock.now())
    assert await look.done() == 0.4
    assert await look.take() is None
    clock.tick(121)
    assert await look.done() is None
    assert await look.take() is not None


async def test_a_look_that_fails_leaves_the_way_free(shop: WholeShop, look: WholeLook) -> None:
    async with shop.db.write() as conn:
        await conn.exec_driver_sql("ALTER TABLE promo_uses RENAME TO gone")
    with pytest.raises(Exception, match="promo_uses"):
        await look.take()
    async with shop.db.write() as conn:
        await conn.exec_driver_sql("ALTER TABLE gone RENAME TO promo_uses")
    assert await look.take() is not None


async def test_how_far_it_is_is_told_while_it_goes(shop: WholeShop, look: WholeLook) -> None:
    await sell(shop)
    seen: list[float | None] = []

    async def watched() -> None:
        while await look.last() is None:
            seen.append(await look.done())
            shop.clock.tick(3)
            await asyncio.sleep(0)

    await asyncio.gather(look.take(), watched())
    told = [done for done in seen if done]
    assert told == sorted(told)
    assert len(set(told)) > 1
