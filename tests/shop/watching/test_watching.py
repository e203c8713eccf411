"""Who is told that a type is back, or costs less, in which order and how often."""

from datetime import timedelta

import pytest

from bot.shop.errors import NotForSaleError, SupplierAwayError, TooManyWatchedError
from bot.shop.outbox.messages import MessageKind
from bot.shop.prices.rules import RuleScopeKey
from bot.shop.refs import short_key
from bot.shop.watching.favorites import KEEP_WAITING, MOST_FAVORITES, MOST_WAITS
from bot.shop.watching.watcher import TURN
from storage.chat import customers
from tests.fakes.supplier import FakeSupplier
from tests.shop.whole import STAFF, WholeShop

pytestmark = pytest.mark.both_engines

P1, T1, T2 = short_key("P1"), short_key("T1"), short_key("T2")
BACK, CHEAPER = MessageKind.BACK_IN_STOCK, MessageKind.PRICE_DROP


@pytest.fixture
async def people(shop: WholeShop) -> list[int]:
    """Five who wait for T1, which is out of stock, a second apart."""
    shop.supplier.shelves["P1"].types["T1"].stock = 0
    five = [await shop.customer(number) for number in range(101, 106)]
    for person in five:
        await shop.favorites.wait(person, P1, T1)
        shop.clock.tick(1)
    return five


async def look(shop: WholeShop, *, after: float = 301) -> None:
    shop.clock.tick(after)
    await shop.watcher.look()


async def told(shop: WholeShop, kind: MessageKind = BACK) -> list[int]:
    """Whose chats got such messages, in order."""
    return [row.chat_id for row in await shop.outbox(kind=kind)]


def arrive(supplier: FakeSupplier, count: int) -> None:
    supplier.shelves["P1"].types["T1"].stock = count


async def test_as_many_as_came_are_told_and_those_who_asked_first(
    shop: WholeShop, people: list[int], supplier: FakeSupplier
) -> None:
    await look(shop)
    assert await told(shop) == []
    arrive(supplier, 3)
    await look(shop)
    assert await told(shop) == people[:3]
    await look(shop)
    assert await told(shop) == people[:3]


async def test_the_next_are_told_when_the_turn_of_the_first_is_over_and_some_are_left(
    shop: WholeShop, people: list[int], supplier: FakeSupplier
) -> None:
    arrive(supplier, 2)
    await look(shop)
    arrive(supplier, 1)  # one of the first two took theirs
    await look(shop)
    assert await told(shop) == people[:2]
    await look(shop, after=TURN.total_seconds())
    assert await told(shop) == people[:3]
    arrive(supplier, 0)
    await look(shop, after=TURN.total_seconds())
    assert await told(shop) == people[:3]


async def test_more_that_come_are_for_the_next_at_once(
    shop: WholeShop, people: list[int], supplier: FakeSupplier
) -> None:
    arrive(supplier, 1)
    await look(shop)
    arrive(supplier, 4)
    await look(shop)
    assert await told(shop) == people[:4]


async def test_who_was_told_may_ask_again_and_stands_behind_the_others(
    shop: WholeShop, people: list[int], supplier: FakeSupplier
) -> None:
    arrive(supplier, 1)
    await look(shop)
    arrive(supplier, 0)
    shop.clock.tick(121)
    await shop.favorites.wait(people[0], P1, T1)
    arrive(supplier, 5)
    await look(shop)
    assert await told(shop) == [people[0], *people[1:], people[0]]


async def test_asking_twice_keeps_the_turn_and_leaving_gives_it_up(
    shop: WholeShop, people: list[int], supplier: FakeSupplier
) -> None:
    await shop.favorites.wait(people[0], P1, T1)
    await shop.favorites.stop_waiting(people[1], P1, T1)
    arrive(supplier, 2)
    await look(shop)
    assert await told(shop) == [people[0], people[2]]


async def test_who_is_banned_or_blocks_the_bot_takes_nobodys_turn(
    shop: WholeShop, people: list[int], supplier: FakeSupplier
) -> None:
    await shop.customer_care.ban(STAFF, people[0], "stolen cards")
    async with shop.db.write() as conn:
        await customers.set_blocked(conn, people[1], shop.clock.now())
    arrive(supplier, 1)
    await look(shop)
    assert await told(shop) == [people[2]]


async def test_what_is_hidden_is_told_to_nobody_until_it_is_shown(
    shop: WholeShop, people: list[int], supplier: FakeSupplier
) -> None:
    goods = RuleScopeKey("PSN", "P1")
    await shop.rule_store.hide(STAFF, goods, "PSN Germany", hidden=True)
    arrive(supplier, 9)
    await look(shop)
    assert await told(shop) == []
    with pytest.raises(NotForSaleError):
        await shop.favorites.wait(1001, P1, T1)
    await shop.rule_store.hide(STAFF, goods, "PSN Germany", hidden=False)
    await look(shop)
    assert await told(shop) == people


async def test_nobody_is_told_while_the_shop_sells_nothing(
    shop: WholeShop, people: list[int], supplier: FakeSupplier
) -> None:
    arrive(supplier, 9)
    await shop.staff_actions.maintenance(STAFF, on=True)
    await look(shop)
    assert await told(shop) == []
    await shop.staff_actions.maintenance(STAFF, on=False)
    await look(shop)
    assert await told(shop) == people


async def test_what_was_known_before_the_supplier_went_away_is_told_to_nobody(
    shop: WholeShop, people: list[int], supplier: FakeSupplier
) -> None:
    arrive(supplier, 9)
    supplier.goes_away("product_types")
    await look(shop)
    assert await told(shop) == []
    supplier.comes_back()
    await look(shop, after=121)
    assert await told(shop) == people


async def test_a_product_that_was_never_read_waits_for_the_supplier(
    shop: WholeShop, people: list[int], make_shop: object, supplier: FakeSupplier
) -> None:
    del people
    async with shop.db.write() as conn:
        await conn.exec_driver_sql("DELETE FROM catalogue_cache WHERE key LIKE 'types:%'")
    after_restart = make_shop()  # type: ignore[operator]
    supplier.goes_away("product_types")
    shop.clock.tick(301)
    with pytest.raises(SupplierAwayError):
        await after_restart.watcher.look()


async def test_looks_cost_one_request_for_a_product_and_none_for_what_was_just_read(
    shop: WholeShop, people: list[int], supplier: FakeSupplier
) -> None:
    del people
    await shop.favorites.star(1001, short_key("P2"), short_key("T3"))
    before = supplier.asked["product_types"]
    await look(shop)
    assert supplier.asked["product_types"] == before + 1
    shop.clock.tick(250)
    await shop.catalogue.product(P1)
    asked = supplier.asked["product_types"]
    await look(shop, after=60)
    assert supplier.asked["product_types"] == asked


async def test_a_look_takes_a_tenth_of_what_the_supplier_may_be_asked(
    shop: WholeShop, supplier: FakeSupplier
) -> None:
    for number in range(20):
        supplier.sells(f"W{number}", "T", stock=0)
    await shop.catalogue.refresh()
    for number in range(20):
        await shop.favorites.wait(1001, short_key(f"W{number}"), short_key("T"))
    shop.clock.tick(301)
    seen = []
    for _ in range(4):
        before = supplier.asked["product_types"]
        await look(shop, after=60)
        seen.append(supplier.asked["product_types"] - before)
    assert seen == [6, 6, 6, 2]


async def test_a_price_that_falls_is_told_once(shop: WholeShop, supplier: FakeSupplier) -> None:
    await shop.favorites.star(1001, P1, T1)
    type_ = supplier.shelves["P1"].types["T1"]
    for cost, count in ((970, 0), (1000, 0), (900, 1), (900, 1), (1000, 1), (900, 1), (850, 2)):
        type_.cost = type_.cost.__class__(cost)
        await look(shop, after=3601)
        assert len(await told(shop, CHEAPER)) == count, cost
    assert await told(shop, BACK) == []


async def test_a_price_is_compared_with_what_each_customer_was_shown(
    shop: WholeShop, supplier: FakeSupplier
) -> None:
    type_ = supplier.shelves["P1"].types["T1"]
    await shop.customer(102)
    await shop.favorites.star(1001, P1, T1)
    type_.cost = type_.cost.__class__(920)
    shop.clock.tick(121)
    await shop.favorites.star(102, P1, T1)  # shown the lower price
    await look(shop, after=3601)
    assert await told(shop, CHEAPER) == [1001]
    await shop.favorites.unstar(1001, P1, T1)
    type_.cost = type_.cost.__class__(600)
    await look(shop, after=3601)
    assert await told(shop, CHEAPER) == [1001, 102]


async def test_a_lower_price_of_what_is_out_of_stock_is_told_when_it_is_back(
    shop: WholeShop, supplier: FakeSupplier
) -> None:
    await shop.favorites.star(1001, P1, T1)
    type_ = supplier.shelves["P1"].types["T1"]
    type_.cost, type_.stock = type_.cost.__class__(700), 0
    await look(shop, after=3601)
    assert await told(shop, CHEAPER) == []
    type_.stock = 1
    await look(shop, after=3601)
    assert await told(shop, CHEAPER) == [1001]


async def test_nobody_keeps_an_eye_on_more_than_the_shop_remembers(shop: WholeShop) -> None:
    for number in range(MOST_FAVORITES + 1):
        shop.supplier.sells(f"F{number}", "T", stock=0)
    await shop.catalogue.refresh()
    for number in range(MOST_FAVORITES):
        await shop.favorites.star(1001, short_key(f"F{number}"), short_key("T"))
    for number in range(MOST_WAITS):
        await shop.favorites.wait(1001, short_key(f"F{number}"), short_key("T"))
    for add, most in ((shop.favorites.star, MOST_FAVORITES), (shop.favorites.wait, MOST_WAITS)):
        with pytest.raises(TooManyWatchedError) as refused:
            await add(1001, short_key(f"F{MOST_FAVORITES}"), short_key("T"))
        assert refused.value.most == most
    listed = await shop.favorites.listed(1001)
    assert [one.waiting for one in listed] == [False] * MOST_FAVORITES + [True] * MOST_WAITS


async def test_a_product_of_which_nobody_wants_to_know_is_not_looked_at(
    shop: WholeShop, supplier: FakeSupplier
) -> None:
    await shop.favorites.star(1001, P1, T1)
    await shop.favorites.unstar(1001, P1, T1)
    assert await shop.count("watched_products") == 1
    await look(shop, after=3601)
    assert await shop.count("watched_products") == 0
    before = supplier.asked["product_types"]
    await look(shop, after=3601)
    assert supplier.asked["product_types"] == before


async def test_a_wait_ends_by_itself(shop: WholeShop, people: list[int], supplier: FakeSupplier) -> None:
    arrive(supplier, 1)
    await look(shop)
    shop.clock.tick(timedelta(days=2).total_seconds())
    await shop.favorites.tidy()
    assert await shop.count("restock_waits") == len(people) - 1
    shop.clock.tick(KEEP_WAITING.total_seconds())
    await shop.favorites.tidy()
    assert await shop.count("restock_waits") == 0


async def test_a_shop_that_dies_after_the_look_tells_everybody_all_the_same(
    shop: WholeShop, people: list[int], make_shop: object, supplier: FakeSupplier
) -> None:
    arrive(supplier, 2)
    await look(shop)  # nothing was sent when it died
    reborn = make_shop()  # type: ignore[operator]
    shop.clock.tick(301)
    await reborn.watcher.look()
    await reborn.send()
    got = [message.chat_id for message in reborn.delivery.delivered if message.kind is BACK]
    assert got == people[:2]
