"""A difference that stands is a warning, from the look that finds it to the first that does not."""

import pytest

from tests.shop.books.closing import begun, ledger, night, sell
from tests.shop.books.damages import damage
from tests.shop.conftest import MakeShop
from tests.shop.whole import WholeShop

pytestmark = pytest.mark.both_engines
CODE = "books_order_not_paid"
TAKE = "UPDATE entries SET amount_centimes = amount_centimes + 1 WHERE kind = 'purchase'"
GIVE = "UPDATE entries SET amount_centimes = amount_centimes - 1 WHERE kind = 'purchase'"


async def about_books(shop: WholeShop) -> list[str]:
    return [code for code in await shop.alerted() if code.startswith("books_") or code == "difference_over"]


async def open_codes(shop: WholeShop) -> list[str]:
    return [each.code for each in await shop.alerts.open_warnings()]


@pytest.mark.sqlite_only("the damage takes SQLite's guards off")
async def test_a_difference_ends_with_the_first_look_that_does_not_find_it_also_after_a_restart(
    shop: WholeShop, make_shop: MakeShop
) -> None:
    ref = await sell(shop)
    books = await begun(shop)
    await damage(shop, TAKE)
    await night(shop, books)
    for _ in range(2):
        await night(shop, books, hours=24)
    assert await about_books(shop) == [CODE]
    assert await open_codes(shop) == [CODE]
    await damage(shop, GIVE)
    again = ledger(make_shop())
    for _ in range(2):
        await night(shop, again, hours=24)
    assert await about_books(shop) == [CODE, "difference_over"]
    assert await open_codes(shop) == []
    told = await shop.alert("difference_over")
    assert (told["difference"], told["known"]["ref"]) == (CODE, ref)
    await damage(shop, TAKE)  # within the week in which it would not be told again if it had stood
    await night(shop, again, hours=24)
    assert await about_books(shop) == [CODE, "difference_over", CODE]


@pytest.mark.sqlite_only("the damage takes SQLite's guards off")
async def test_one_of_two_that_is_over_is_news_when_it_comes_again(shop: WholeShop) -> None:
    first, second = await sell(shop), await sell(shop)
    books = await begun(shop)
    await damage(shop, TAKE)
    await night(shop, books)
    assert (await shop.alert(CODE))["others"] == 1
    for ref in (first, second):
        async with shop.db.read() as conn:
            query = f"SELECT id FROM orders WHERE ref = '{ref}'"
            number = (await conn.exec_driver_sql(query)).scalar_one()
        await damage(shop, f"{GIVE} AND subject = 'order:{number}'")
        await night(shop, books, hours=24)
    assert await about_books(shop) == [CODE, "difference_over"]


@pytest.mark.sqlite_only("the damage takes SQLite's guards off")
async def test_a_look_that_staff_asked_for_tells_and_ends_too(shop: WholeShop) -> None:
    await sell(shop)
    books = await begun(shop)
    await books.look_when_asked()  # nobody asked
    await damage(shop, TAKE)
    await books.look.ask()
    await books.look_when_asked()
    assert await about_books(shop) == [CODE]
    await damage(shop, GIVE)
    await books.look.ask()
    for _ in range(2):
        await books.look_when_asked()
    assert await about_books(shop) == [CODE, "difference_over"]


async def test_what_one_day_alone_shows_is_no_warning_that_lasts(shop: WholeShop) -> None:
    books = await begun(shop)
    shop.supplier.accept("P1", "T1", 1)  # bought by hand
    await night(shop, books)
    assert "books_unknown_order" in await about_books(shop) or len(await about_books(shop)) == 1
    assert await open_codes(shop) == []
    await night(shop, books, hours=24)
    assert "difference_over" not in await about_books(shop)
