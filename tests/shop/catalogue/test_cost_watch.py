"""A cost that jumps, or overtakes a set price, is told once, and once more when it is over."""

from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.shop.catalogue.cost_watch import Announce
from bot.shop.catalogue.stock import Stock, TypeNow
from bot.shop.prices.rules import PriceRule
from bot.shop.refs import short_key
from bot.supplier import Lane
from tests.fakes.supplier import FakeSupplier
from tests.shop.conftest import MakeShop
from tests.shop.whole import STAFF, WholeShop, dinars

pytestmark = pytest.mark.both_engines

P1, T1 = short_key("P1"), short_key("T1")
DAY = 86_400


async def looks(shop: WholeShop, after: float = 180) -> None:
    """Somebody looks at the product, later; then the worker."""
    shop.clock.tick(after)
    await shop.catalogue.product(P1)
    await shop.goods_watch.look()


def costs(supplier: FakeSupplier, cost: int | str, type_: str = "T1") -> None:
    supplier.shelves["P1"].types[type_].cost = Decimal(cost)


async def said(shop: WholeShop, code: str) -> dict[str, Any]:
    args = await shop.alert(code)
    return {
        name: value for name, value in args.items() if name not in {"product_id", "type_id", "place", "at"}
    }


async def test_a_jump_is_told_once_with_what_the_rules_make_of_it_until_the_cost_is_back(
    shop: WholeShop, make_shop: MakeShop, supplier: FakeSupplier
) -> None:
    await looks(shop)
    costs(supplier, 1099)
    await looks(shop)
    assert await shop.alerted() == []
    costs(supplier, 1000)
    await looks(shop)
    costs(supplier, "1234.50")
    for each in (shop, make_shop(), make_shop()):  # also after a restart, and in another process
        await looks(each)
    assert await said(shop, "price_jump") == {
        "product": "PSN Germany",
        "type": "Type T1",
        "percent": 23,
        "was": "1000.00",
        "cost": "1234.50",
        "before": "1050.00",
        "price": "1300.00",
        "sold": "yes",
        "others": 0,
    }
    costs(supplier, 1099)
    for each in (make_shop(), shop):
        await looks(each)
    assert await shop.alerted() == ["price_jump", "price_usual"]
    ended = await said(shop, "price_usual")
    assert (ended["how"], ended["was"], ended["cost"]) == ("back", "1000.00", "1099.00")


async def test_a_jump_is_no_news_after_three_days(
    shop: WholeShop, make_shop: MakeShop, supplier: FakeSupplier
) -> None:
    await looks(shop)
    costs(supplier, 1200)
    await looks(shop)
    await looks(shop, after=3 * DAY - 600)
    assert await shop.alerted() == ["price_jump"]
    for each in (shop, make_shop()):
        await looks(each, after=600)
    assert await shop.alerted() == ["price_jump", "price_usual"]
    assert (await said(shop, "price_usual"))["how"] == "stays"


async def test_the_types_of_one_product_are_told_together_the_worst_by_name(
    shop: WholeShop, supplier: FakeSupplier
) -> None:
    await looks(shop)
    costs(supplier, 1150)
    costs(supplier, 5000, "T2")
    await looks(shop)
    told = await said(shop, "price_jump")
    assert (told["type"], told["percent"], told["others"]) == ("Type T2", 100, 1)


async def test_a_second_jump_of_a_product_is_told_too(shop: WholeShop, supplier: FakeSupplier) -> None:
    await looks(shop)
    for cost in (1200, 1500):
        costs(supplier, cost)
        await looks(shop)
    assert await shop.alerted() == ["price_jump", "price_jump"]
    costs(supplier, 1200)
    await looks(shop)
    ended = await said(shop, "price_usual")
    assert (ended["was"], ended["cost"]) == ("1200.00", "1200.00")


async def test_very_many_jumps_are_named_as_far_as_ten(shop: WholeShop, supplier: FakeSupplier) -> None:
    for number in range(14):
        supplier.sells(f"M{number}", f"MT{number}", cost=100, category="Many")
    await shop.catalogue.refresh()

    async def look_at_all() -> None:
        shop.clock.tick(180)
        for number in range(14):
            await shop.catalogue.product(short_key(f"M{number}"))

    await look_at_all()
    for number in range(14):
        supplier.shelves[f"M{number}"].types[f"MT{number}"].cost = Decimal(150)
    await look_at_all()
    assert await shop.alerted() == [*["price_jump"] * 10, "prices_jump"]
    shop.clock.tick(3 * DAY)
    for _ in range(2):
        await shop.goods_watch.look()
    assert (await shop.alerted())[11:] == [*["price_usual"] * 10, "prices_usual"]


async def test_a_change_that_two_processes_read_at_the_same_moment_is_told_by_one(
    shop: WholeShop, supplier: FakeSupplier
) -> None:
    told: list[str] = []

    def process(name: str, meanwhile: Stock | None) -> Stock:
        async def read(_product: str, _types: tuple[TypeNow, ...]) -> None:
            pass

        async def changed(_product: str, _before: object, _types: object) -> Announce:
            if meanwhile is not None:
                await meanwhile.ask("P1", Lane.BROWSING)

            async def tell(_conn: AsyncConnection) -> None:
                told.append(name)

            return tell

        return Stock(shop.db, shop.supplier, shop.clock, on_read=read, on_change=changed)

    await shop.catalogue.product(P1)
    costs(supplier, 1200)
    await process("first", process("second", None)).ask("P1", Lane.BROWSING)
    assert told == ["second"]


async def test_who_wants_to_hear_of_no_jump_hears_of_none(
    make_shop: MakeShop, supplier: FakeSupplier
) -> None:
    shop = make_shop(price_jump_percent=0)
    await looks(shop)
    costs(supplier, 4000)
    await looks(shop)
    assert await shop.alerted() == []


async def test_a_set_price_below_cost_is_over_with_the_cost_or_the_rule(
    shop: WholeShop, make_shop: MakeShop, supplier: FakeSupplier
) -> None:
    await looks(shop)

    async def sets(price: int) -> None:
        preview = await shop.pricelist.propose(STAFF, f"t.{P1}.{T1}", PriceRule(set_price=dinars(price)))
        await shop.pricelist.save(STAFF, preview.id)

    await sets(1050)
    costs(supplier, 1090)
    for each in (shop, make_shop()):
        await looks(each)
    assert await shop.alerted() == ["price_below_cost"]
    await sets(1100)
    for each in (make_shop(), shop):
        await looks(each)
    assert await shop.alerted() == ["price_below_cost", "price_covers_cost"]
    ended = await said(shop, "price_covers_cost")
    assert (ended["how"], ended["cost"], ended["price"]) == ("sold", "1090.00", "1100.00")


async def test_names_that_nobody_can_read_are_told_until_they_can(
    shop: WholeShop, make_shop: MakeShop, supplier: FakeSupplier
) -> None:
    supplier.shelves["P2"].title = "\u200b"
    for each in (shop, make_shop()):
        await each.catalogue.refresh()
    assert await shop.alerted() == ["names_unreadable"]
    supplier.shelves["P2"].title = "Steam"
    for each in (make_shop(), shop):
        await each.catalogue.refresh()
    assert await shop.alerted() == ["names_unreadable", "names_readable"]
