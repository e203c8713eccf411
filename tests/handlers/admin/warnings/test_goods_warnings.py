"""What staff read, in Arabic, of costs that jump and of best sellers that are gone or out of stock."""

from datetime import timedelta

import pytest

from storage.money.daily import day_sales
from storage.money.daily.day_sales import SalesRow
from storage.states import SalesPart
from tests.handlers.buying_steps import FRANCE, bought
from tests.handlers.shopfloor import KARIM, Floor, Person


@pytest.fixture
def merchant(floor: Floor) -> Person:
    """Reads Arabic."""
    return floor.person(KARIM, "ar")


async def reads_types(floor: Floor, amina: Person) -> None:
    floor.clock.tick(180)
    await amina.sends("/shop")
    await amina.taps("PlayStation", "PlayStation Store France")
    await floor.work()


async def test_a_jump_is_told_with_the_way_to_its_price(
    floor: Floor, merchant: Person, amina: Person
) -> None:
    await merchant.sends("/start")
    ten = floor.type_(FRANCE, "10 EUR")
    await reads_types(floor, amina)
    before, ten.price = ten.price, ten.price * 2
    await reads_types(floor, amina)
    assert "ارتفعت تكلفة PlayStation Store France (10 EUR)" in merchant.screen
    for words in ("2 648,40", "5 296,80", "100%", "2 790", "5 570"):
        assert words in merchant.screen
    alert = merchant.last["message_id"]
    await merchant.sends("/warnings")
    assert "ارتفعت تكلفة" in merchant.screen
    await merchant.taps("الأسعار", on=alert)
    assert merchant.last["message_id"] > alert
    assert "10 EUR" in merchant.screen
    ten.price = before
    await reads_types(floor, amina)
    assert "انخفضت التكلفة من جديد" in merchant.screen


async def test_best_sellers_are_missed_and_found_again(
    floor: Floor, merchant: Person, sofiane: Person
) -> None:
    await merchant.sends("/start")
    await bought(floor, sofiane)
    product = floor.product(FRANCE)
    yesterday = str((floor.clock.now() - timedelta(days=1)).date())
    rows = [SalesRow(SalesPart.ALL, "", 1), SalesRow(SalesPart.PRODUCT, product.id, 12, title=FRANCE)]
    async with floor.db.write() as conn:
        assert await day_sales.keep(conn, yesterday, rows)

    async def looks() -> None:
        for _ in range(4):
            floor.clock.tick(600)
            await floor.worker("goods").run_once()
        await floor.work()

    ten = floor.type_(FRANCE, "10 EUR")
    left, ten.stock = ten.stock, 0
    await looks()
    assert "نفد لدى OneClickDz منتج من أكثر ما تبيعه: PlayStation Store France (10 EUR)" in merchant.screen
    assert ": 12" in merchant.screen
    ten.stock = left
    await looks()
    assert "عاد متوفرًا" in merchant.screen
    shelf = next(each for each in floor.books.categories if product in each.products)
    shelf.products.remove(product)
    await floor.services.catalogue.refresh()
    await looks()
    assert "اختفى PlayStation Store France من قائمة OneClickDz" in merchant.screen
    shelf.products.append(product)
    await floor.services.catalogue.refresh()
    await looks()
    assert "عاد إلى قائمة OneClickDz" in merchant.screen
