"""A day that is over is added up once: its close keeps the figures, and a worker those of days before."""

import json
from datetime import date, timedelta

import pytest

from storage.house import facts
from storage.money.daily import closed_days
from tests.fakes.statements import Statements
from tests.shop.books.closing import HOUR, TODAY, adds_up, begun, closes, ledger, night, sell, without_account
from tests.shop.whole import STAFF, WholeShop, dinars

pytestmark = pytest.mark.both_engines
TOMORROW = TODAY + timedelta(days=1)


async def kept(shop: WholeShop) -> list[str]:
    async with shop.db.read() as conn:
        rows = await conn.exec_driver_sql("SELECT day FROM closed_days ORDER BY day")
        return list(rows.scalars())


async def trade(shop: WholeShop, days: int) -> None:
    """Days of trade; every order is another ending, and staff act by hand."""
    shop.supplier.shelves["P1"].types["T1"].stock = 10_000
    for number in range(days):
        for outcome in ("FULFILLED", "PARTIALLY_FILLED", "REFUNDED")[: 1 + number % 3]:
            await sell(shop, outcome=outcome)
        await shop.wallet_adjustments.credit(STAFF, 1001, 500 + number, None, key=f"c{number}")
        shop.clock.tick(24 * HOUR)


async def test_a_closed_days_figures_are_those_that_its_rows_come_to(shop: WholeShop) -> None:
    books = await begun(shop)
    for _ in range(4):
        await trade(shop, 1)
        await books.close_when_due()
    told = await closes(shop)
    assert len(told) == 4
    for day in told:
        async with shop.db.read() as conn:
            computed, _ = await books._ledger.added_up(conn, day.day, None)
        assert without_account(day) == computed
        assert await books.day(day.day) == day


async def test_a_closed_day_is_not_added_up_again(shop: WholeShop) -> None:
    books = await begun(shop)
    await trade(shop, 1)
    await books.close_when_due()
    before = await books.day(TODAY)
    async with shop.db.write() as conn:
        await conn.exec_driver_sql("UPDATE orders SET finished_at = finished_at + 86400000 * 9")
    asked = shop.supplier.asked["transactions"]
    assert await books.day(TODAY) == before
    assert shop.supplier.asked["transactions"] == asked  # nor is the supplier asked again


async def test_days_from_before_any_were_kept_are_filled_by_the_worker(shop: WholeShop) -> None:
    """As in a shop that was brought to this version after days of trade."""
    books = await begun(shop)
    for _ in range(5):
        await trade(shop, 1)
        await books.close_when_due()
    told = {day.day: day for day in await closes(shop)}
    async with shop.db.write() as conn:
        await conn.exec_driver_sql("DELETE FROM closed_days")
        await facts.remove(conn, "books:filled")
    await books.close_when_due()
    assert await kept(shop) == [str(TODAY + timedelta(days=number)) for number in range(5)]
    for day, closed in told.items():
        asked = shop.supplier.asked["transactions"]
        seen = await books.day(day)
        assert without_account(seen) == without_account(closed)
        assert seen.float == closed.float  # the supplier is asked about it once, when somebody looks
        assert shop.supplier.asked["transactions"] > asked
        assert await books.day(day) == seen
        assert shop.supplier.asked["transactions"] == asked + 1


async def test_years_are_filled_a_month_at_a_time_and_a_cut_goes_on(shop: WholeShop) -> None:
    await trade(shop, 2)
    shop.clock.tick(70 * 24 * HOUR)
    books = await begun(shop)
    assert len(await kept(shop)) == 31
    await books.close_when_due()
    assert len(await kept(shop)) == 62
    for _ in range(3):
        await ledger(shop).close_when_due()
    days = await kept(shop)
    assert days[0] == str(TODAY)
    assert days[-1] == str(books.today() - timedelta(days=1))
    assert len(days) == (books.today() - TODAY).days
    async with shop.db.read() as conn:
        last = await closed_days.get(conn, days[-1])
        (wallets,) = (await conn.exec_driver_sql("SELECT SUM(balance_centimes) FROM wallets")).one()
    assert last is not None
    assert last.wallets_centimes == wallets == json.loads(last.figures)["wallets"][1]


async def test_days_that_the_close_left_out_are_filled(shop: WholeShop) -> None:
    books = await begun(shop)
    await trade(shop, 1)
    shop.clock.tick(50 * 24 * HOUR)  # the shop was off: a close makes good a month, no more
    for _ in range(3):
        await books.close_when_due()
    assert len(await kept(shop)) == (books.today() - TODAY).days
    assert (await books.day(TODAY)).sold == dinars(2100)


async def test_a_day_whose_account_could_not_be_read_is_completed_when_somebody_looks(
    shop: WholeShop,
) -> None:
    books = await begun(shop)
    await sell(shop)
    shop.supplier.goes_away()
    await night(shop, books, hours=23)
    (told,) = await closes(shop)
    assert told.float is None
    assert (await books.day(TODAY)).float is None
    shop.supplier.comes_back()
    seen = await books.day(TODAY)
    assert seen.float is not None
    assert (seen.float.opening, seen.float.closing) == (dinars(100_000), dinars(98_000))
    assert without_account(seen) == without_account(told)


async def test_a_day_costs_as_many_statements_however_long_the_shop_has_been_there(shop: WholeShop) -> None:
    books = await begun(shop)
    counts: dict[int, list[int]] = {0: [], 1: []}  # of today and of yesterday
    for days in (2, 12):
        for _ in range(days):
            await trade(shop, 1)
            await books.close_when_due()
        await sell(shop)
        for back, statements_of in counts.items():
            day: date = books.today() - timedelta(days=back)
            with Statements(shop) as statements:
                await books.day(day)
            statements_of.append(sum(statements.seen.values()))
    assert counts[0][0] == counts[0][1] < 50, counts
    assert counts[1][0] == counts[1][1] < 12, counts


async def test_what_comes_with_a_time_of_a_closed_day_is_the_next_days(shop: WholeShop) -> None:
    """Somebody sets the clock back by two hours when yesterday has been closed already."""
    books = await begun(shop)
    await sell(shop)
    await night(shop, books, hours=14.5)  # half past midnight
    yesterday = await books.day(TODAY)
    shop.clock.set_by(timedelta(hours=-2))
    await sell(shop, quantity=1)
    await shop.wallet_adjustments.credit(STAFF, 1001, 500, None, key="late")
    assert await books.day(TODAY) == yesterday
    shop.clock.tick(26 * HOUR)
    await books.close_when_due()
    day = await books.day(TOMORROW)
    assert day.wallets_opening == yesterday.wallets_closing
    assert (day.orders, day.sold, day.cost) == (1, dinars(1050), dinars(1000))
    assert adds_up(day)
    shop.clock.tick(24 * HOUR)
    await books.close_when_due()
    after = await books.day(TOMORROW + timedelta(days=1))
    async with shop.db.read() as conn:
        (wallets,) = (await conn.exec_driver_sql("SELECT SUM(balance_centimes) FROM wallets")).one()
        assert without_account(day) == (await books._ledger.added_up(conn, TOMORROW, None))[0]
    assert after.wallets_opening == after.wallets_closing == day.wallets_closing
    assert after.wallets_closing.centimes == wallets
    assert (after.orders, after.sold) == (0, dinars(0))
