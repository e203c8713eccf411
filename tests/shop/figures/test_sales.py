"""What was sold over some days: the same as its rows say, kept once, and the same as the books say."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.shop.figures.sales import Sales, longest_in, step_of, within
from bot.shop.figures.sales_book import MOST_DAYS
from bot.shop.money import Money
from bot.shop.order_status import OrderStatus
from tests.shop.books.closing import HOUR, TODAY, begun, night, sell
from tests.shop.whole import STAFF, WholeShop, dinars

pytestmark = pytest.mark.both_engines
MONTH = timedelta(days=29)


async def trade(shop: WholeShop, days: int) -> None:
    """Days of trade; every order is another ending, and staff give something back."""
    shop.supplier.shelves["P1"].types["T1"].stock = 10_000
    for number in range(days):
        for outcome in ("FULFILLED", "PARTIALLY_FILLED", "REFUNDED")[: 1 + number % 3]:
            ref = await sell(shop, outcome=outcome)
            if outcome == "FULFILLED" and number % 2:
                await shop.refunds.refund(STAFF, ref, dinars(100), "late", to="wallet", key=f"r{ref}")
        await shop.send()
        shop.clock.tick(24 * HOUR)


async def of_month(shop: WholeShop) -> Sales:
    today = shop.sales_book.today()
    return await shop.sales_book.sales(today - MONTH, today)


async def kept_days(shop: WholeShop) -> list[str]:
    async with shop.db.read() as conn:
        rows = await conn.exec_driver_sql("SELECT day FROM day_sales WHERE part = 'all' ORDER BY day")
        return list(rows.scalars())


async def test_the_sales_of_a_day_are_what_was_bought(shop: WholeShop) -> None:
    for outcome in ("FULFILLED", "PARTIALLY_FILLED", "REFUNDED"):
        await sell(shop, quantity=2, outcome=outcome)
    await shop.send()
    shop.clock.tick(1)
    seen = await shop.sales_book.sales(TODAY, TODAY)
    (day,) = seen.days
    # Three orders of two cards for 1,050 each, which cost 1,000: two came, one of two, none.
    assert (day.orders, day.earned, day.cost) == (3, dinars(3150), dinars(3000))
    assert seen.margin == dinars(150)
    (product,) = seen.products
    assert (product.title, product.region, product.cards) == ("PSN Germany", "germany", 3)
    assert (product.sold, product.margin) == (dinars(3150), dinars(150))
    assert seen.hours == {10: 3}  # in Algiers
    assert [(one.status, one.orders) for one in seen.failures] == [
        (OrderStatus.PARTIALLY_FILLED, 1),
        (OrderStatus.REFUNDED, 1),
    ]
    assert seen.delivered == 2
    assert (seen.new_customers, seen.orders_of_known) == (1, 2)
    assert sum(seen.delivery.values()) == 2
    assert (seen.median, seen.p95) == (20, pytest.approx(30, rel=0.05))  # what the tracker had slept
    assert seen.methods == ()


async def test_codes_that_come_late_are_counted_when_they_have_arrived(shop: WholeShop) -> None:
    await sell(shop)
    before = await shop.sales_book.sales(TODAY, TODAY)
    assert (before.delivery, before.median) == ({}, None)
    shop.clock.tick(90)  # Telegram was away
    await shop.send()
    shop.clock.tick(1)
    seen = await shop.sales_book.sales(TODAY, TODAY)
    assert seen.median is not None
    assert 100 <= seen.median <= 105


async def test_days_are_kept_after_their_close_and_not_added_up_again(shop: WholeShop) -> None:
    books = await begun(shop)
    for _ in range(4):
        await trade(shop, 3)
        await books.close_when_due()
    added_up = await of_month(shop)
    assert added_up.missing == 10  # a look adds up few days itself; the worker has not had its turn
    await shop.sales_book.keep_when_due()
    assert len(await kept_days(shop)) == 12
    kept = await of_month(shop)
    assert kept.missing == 0
    assert kept.delivered == 4 * (1 + 2 + 2)
    async with shop.db.write() as conn:
        await conn.exec_driver_sql("UPDATE orders SET finished_at = finished_at + 86400000 * 20")
    await shop.sales_book.keep_when_due()
    assert await of_month(shop) == kept


async def test_the_books_and_the_sales_say_the_same_of_each_day(shop: WholeShop) -> None:
    books = await begun(shop)
    await trade(shop, 5)
    await books.close_when_due()
    await shop.sales_book.keep_when_due()
    days = (await of_month(shop)).days
    assert len(days) == 6
    for day in days:
        told = await books.day(day.day)
        assert (day.orders, day.earned, day.margin) == (told.orders, told.earned, told.margin)
    assert any(day.margin != Money.ZERO for day in days)


async def test_a_glance_says_todays_margin_and_how_long_a_float_lasts(shop: WholeShop) -> None:
    books = await begun(shop)
    await sell(shop, quantity=2)
    shop.clock.tick(1)
    young = await shop.sales_book.glance()
    assert (young.margin, young.cost_of_a_day, young.lasts(dinars(5000))) == (dinars(100), None, None)
    await trade(shop, 9)
    await books.close_when_due()
    await shop.sales_book.keep_when_due()
    today = shop.sales_book.today()
    week = await shop.sales_book.sales(today - timedelta(days=7), today - timedelta(days=1))
    await sell(shop)
    shop.clock.tick(1)
    seen = await shop.sales_book.glance()
    cost = sum(day.cost.centimes for day in week.days)
    assert seen.margin == (await shop.sales_book.sales(today, today)).margin
    assert seen.cost_of_a_day == Money(cost // 7)
    assert cost > 0
    assert [seen.lasts(Money(cost * weeks)) for weeks in (0, 1, 2)] == [0, 7, 14]
    assert seen.lasts(Money(-5)) == 0


async def test_a_day_is_kept_once_however_often_the_worker_comes(shop: WholeShop) -> None:
    books = await begun(shop)
    await trade(shop, 2)
    await books.close_when_due()
    for _ in range(3):
        await shop.sales_book.keep_when_due()
    assert len(await kept_days(shop)) == 2
    seen = await of_month(shop)
    await night(shop, books, hours=24)
    await shop.sales_book.keep_when_due()
    assert (await of_month(shop)).earned == seen.earned


async def test_years_from_before_are_kept_a_month_at_a_time(shop: WholeShop) -> None:
    await trade(shop, 1)
    shop.clock.tick(70 * 24 * HOUR)
    books = await begun(shop)
    for _ in range(3):
        await books.close_when_due()
    await shop.sales_book.keep_when_due()
    days = await kept_days(shop)
    assert len(days) == 31
    yesterday = str(shop.sales_book.today() - timedelta(days=1))
    assert days[-1] == yesterday  # the newest first: a month is whole at once
    assert (await of_month(shop)).missing == 0
    for _ in range(2):
        await shop.sales_book.keep_when_due()
    days = await kept_days(shop)
    assert (days[0], days[-1], len(days)) == (str(TODAY), yesterday, 71)


@pytest.mark.sqlite_only("a rule of the service")
async def test_too_many_days_and_days_the_wrong_way_round_are_refused(shop: WholeShop) -> None:
    for first, last in ((TODAY, TODAY - timedelta(days=1)), (TODAY - timedelta(days=MOST_DAYS), TODAY)):
        with pytest.raises(ValueError, match="from"):
            await shop.sales_book.sales(first, last)
    empty = await shop.sales_book.sales(TODAY - timedelta(days=MOST_DAYS - 1), TODAY)
    assert (empty.missing, len(empty.days), empty.is_empty) == (0, 1, True)


TIMES = st.lists(st.integers(0, 10**8), min_size=1, max_size=200)


@pytest.mark.sqlite_only("arithmetic")
@given(TIMES, st.sampled_from([0.5, 0.95]))
def test_times_are_told_to_a_twentieth(times: list[int], share: float) -> None:
    counts: dict[int, int] = {}
    for time in times:
        counts[step_of(time)] = counts.get(step_of(time), 0) + 1
    said = within(counts, share)
    true = sorted(times)[-(-len(times) * int(share * 100) // 100) - 1] / 1000
    assert said is not None
    assert true <= said + 1e-6
    assert said <= max(true * 1.06, true + 1)


@pytest.mark.sqlite_only("arithmetic")
@given(st.integers(0, 10**9))
def test_a_longer_time_is_in_no_earlier_step(milliseconds: int) -> None:
    step = step_of(milliseconds)
    assert step_of(milliseconds + 1) >= step
    assert milliseconds / 1000 <= longest_in(step) + 1e-6
