"""Goods that sold well and are gone, or out of stock: told once, and once more when it is over."""

from datetime import timedelta

import pytest

from bot.shop.errors import SupplierAwayError
from storage.money.daily import day_sales
from storage.money.daily.day_sales import SalesRow
from storage.states import SalesPart
from tests.fakes.supplier import FakeSupplier
from tests.shop.conftest import MakeShop
from tests.shop.whole import STAFF, WholeShop

pytestmark = pytest.mark.both_engines


@pytest.fixture
async def selling(shop: WholeShop, supplier: FakeSupplier) -> WholeShop:
    """Two cards of P1's T2 were delivered, one of its T1; yesterday's sales are kept."""
    for type_, quantity in (("T2", 2), ("T1", 1)):
        await shop.buy(quantity=quantity, type_=type_)
    await shop.place()
    for order_id in supplier.bought:
        supplier.settle(order_id)
    shop.clock.tick(5)
    await shop.tracking.look()
    yesterday = str((shop.clock.now() - timedelta(days=1)).date())
    rows = [
        SalesRow(SalesPart.ALL, "", 2),
        SalesRow(SalesPart.PRODUCT, "P1", 3, title="PSN Germany"),
        SalesRow(SalesPart.PRODUCT, "P2", 1, title="Steam"),
    ]
    async with shop.db.write() as conn:
        assert await day_sales.keep(conn, yesterday, rows)
    return shop


async def looks(shop: WholeShop, times: int = 1) -> list[str]:
    for _ in range(times):
        shop.clock.tick(600)
        await shop.goods_watch.look()
    return list(await shop.alerted())


async def test_a_best_seller_out_of_stock_is_told_after_a_while_until_it_is_back(
    selling: WholeShop, make_shop: MakeShop, supplier: FakeSupplier
) -> None:
    best = supplier.shelves["P1"].types["T2"]
    assert await looks(selling, 3) == []
    best.stock = 0
    assert await looks(selling, 2) == []
    best.stock = 1
    assert await looks(selling) == []  # it was a moment
    best.stock = 0
    assert await looks(selling, 4) == ["best_seller_out"]
    again = make_shop()
    assert await looks(again, 4) == ["best_seller_out"]
    assert await selling.alert("best_seller_out") == {"product": "PSN Germany", "type": "Type T2", "count": 3}
    best.stock = 4
    assert await looks(make_shop(), 2) == ["best_seller_out", "best_seller_back"]
    assert await looks(selling, 2) == ["best_seller_out", "best_seller_back"]
    assert (await selling.alert("best_seller_back"))["how"] == "back"


async def test_what_does_not_sell_best_may_run_out(selling: WholeShop, supplier: FakeSupplier) -> None:
    supplier.shelves["P1"].types["T1"].stock = 0
    assert await looks(selling, 5) == []


async def test_what_is_hidden_may_run_out_and_go(selling: WholeShop, supplier: FakeSupplier) -> None:
    (place,) = await selling.pricelist.find("PSN Germany")
    supplier.shelves["P1"].types["T2"].stock = 0
    assert await looks(selling, 4) == ["best_seller_out"]
    await selling.pricelist.hide(STAFF, place.key, hidden=True)
    assert await looks(selling) == ["best_seller_out", "best_seller_back"]
    assert (await selling.alert("best_seller_back"))["how"] == "forgotten"
    del supplier.shelves["P1"]
    await selling.catalogue.refresh()
    assert await looks(selling) == ["best_seller_out", "best_seller_back"]


async def test_a_product_that_sold_and_has_gone_is_told_until_it_is_back(
    selling: WholeShop, make_shop: MakeShop, supplier: FakeSupplier
) -> None:
    shelf = supplier.shelves.pop("P2")
    assert await looks(selling) == []  # the catalogue is the one of before
    await selling.catalogue.refresh()
    assert await looks(selling, 2) == ["product_gone"]
    assert await selling.alert("product_gone") == {"product": "Steam", "count": 1}
    again = make_shop()
    assert await looks(again) == ["product_gone"]
    supplier.shelves["P2"] = shelf
    await again.catalogue.refresh()
    assert await looks(again, 2) == ["product_gone", "product_back"]
    assert (await selling.alert("product_back"))["how"] == "back"


async def test_a_product_that_nobody_bought_for_a_month_is_forgotten(
    selling: WholeShop, supplier: FakeSupplier
) -> None:
    del supplier.shelves["P2"]
    await selling.catalogue.refresh()
    await looks(selling)
    selling.clock.tick(31 * 86_400)
    assert await looks(selling) == ["product_gone", "product_back"]
    assert (await selling.alert("product_back"))["how"] == "forgotten"


async def test_a_look_asks_for_few_products_and_for_nothing_that_was_just_read(
    selling: WholeShop, supplier: FakeSupplier
) -> None:
    await looks(selling)
    before = supplier.asked["product_types"]
    await looks(selling, 3)
    assert supplier.asked["product_types"] - before <= 3 * 2
    before = supplier.asked["product_types"]
    await selling.goods_watch.look()
    assert supplier.asked["product_types"] == before


async def test_nothing_begins_or_ends_while_the_supplier_is_away(
    selling: WholeShop, supplier: FakeSupplier
) -> None:
    supplier.shelves["P1"].types["T2"].stock = 0
    await looks(selling, 4)
    supplier.goes_away()
    for _ in range(3):
        with pytest.raises(SupplierAwayError):
            await looks(selling)
    assert await selling.alerted() == ["best_seller_out"]
