"""Where a day begins and ends, what counts to which day, and that a closed day stays as it was told."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.exc import IntegrityError

from bot.shop.books.daily_close import DailyClose
from bot.shop.prices.promo_codes import Promo
from tests.fakes.clock import FakeClock
from tests.shop.books.closing import HOUR, TODAY, adds_up, begun, closes, ledger, night, sell, told
from tests.shop.prices.promos import runs, with_code
from tests.shop.stars import STARS, money
from tests.shop.whole import STAFF, WholeShop, dinars

TOMORROW = TODAY + timedelta(days=1)


def of_zone(name: str, hour: int, at: datetime) -> DailyClose:
    nothing: Any = None
    return DailyClose(
        nothing,
        nothing,
        FakeClock(at),
        alerts=nothing,
        methods=nothing,
        zone=ZoneInfo(name),
        close_hour=hour,
        sandbox=False,
    )


@given(
    zone=st.sampled_from(
        ["Africa/Algiers", "Europe/Paris", "America/Havana", "Asia/Beirut", "Australia/Lord_Howe", "UTC"]
    ),
    hour=st.integers(0, 23),
    at=st.datetimes(datetime(2024, 1, 1), datetime(2027, 12, 31), timezones=st.just(UTC)),  # noqa: DTZ001 - hypothesis wants them bare
)
def test_every_moment_is_in_one_day_and_days_follow_one_another(zone: str, hour: int, at: datetime) -> None:
    books = of_zone(zone, hour, at)
    day = books.today()
    since, until = books.span(day)
    assert since <= at < until
    assert books.span(day - timedelta(days=1))[1] == since
    assert books.span(day + timedelta(days=1))[0] == until
    assert timedelta(hours=23) <= until - since <= timedelta(hours=25)


@pytest.mark.parametrize(
    ("zone", "hour", "day", "hours"),
    [
        ("Africa/Algiers", 0, date(2026, 3, 29), 24),
        ("Europe/Paris", 0, date(2026, 3, 29), 23),
        ("Europe/Paris", 0, date(2026, 10, 25), 25),
        (
            "Europe/Paris",
            2,
            date(2026, 3, 28),
            24,
        ),  # an hour that the next day does not have: its first moment
        ("Europe/Paris", 3, date(2026, 10, 24), 25),
        ("Europe/Paris", 23, date(2026, 10, 25), 25),
    ],
)
def test_a_day_on_which_clocks_change_is_an_hour_shorter_or_longer(
    zone: str, hour: int, day: date, hours: int
) -> None:
    since, until = of_zone(zone, hour, datetime(2026, 1, 1, tzinfo=UTC)).span(day)
    assert until - since == timedelta(hours=hours)


async def test_a_day_with_25_hours_is_closed_once_after_its_end(shop: WholeShop) -> None:
    shop.clock.tick((datetime(2027, 10, 30, 12, tzinfo=UTC) - shop.clock.now()).total_seconds())
    books = ledger(shop, zone=ZoneInfo("Europe/Paris"))
    await books.close_when_due()
    for hours in (11, 14, 12, 0.1):  # 23:00 and 13:00 UTC; 01:00 and 01:06 in Paris
        await sell(shop, 1)
        await night(shop, books, hours=hours)
    assert [(str(day.day), day.until - day.since) for day in await closes(shop)] == [
        ("2027-10-30", timedelta(hours=24)),
        ("2027-10-31", timedelta(hours=25)),
    ]


async def test_an_order_over_midnight_is_sold_on_one_day_and_earned_on_the_next(shop: WholeShop) -> None:
    books = await begun(shop)
    order = await shop.buy(quantity=2)
    await shop.place()
    await night(shop, books)
    shop.supplier.settle((await shop.row(order.id)).supplier_order_id, "PARTIALLY_FILLED")
    await shop.tracking.look()
    await night(shop, books, hours=24)
    first, second = await closes(shop)
    assert (first.sold, first.orders, first.margin) == (dinars(2100), 0, dinars(0))
    assert (second.sold, second.orders, second.refunds) == (dinars(0), 1, dinars(1050))
    assert (second.listed, second.earned, second.cost, second.margin) == (
        dinars(1050),
        dinars(1050),
        dinars(1000),
        dinars(50),
    )
    assert first.wallets_closing == second.wallets_opening
    assert first.float is not None
    assert second.float is not None
    assert (first.float.closing, second.float.opening) == (dinars(98_000), dinars(98_000))
    assert first.differences == second.differences == ()


async def test_a_payment_counts_on_the_day_on_which_it_is_credited(shop: WholeShop) -> None:
    books = await begun(shop)
    request = await shop.cashier(STARS).top_up(1001, 1000, "stars")
    received = await shop.payment_intake.receive(money(request, currency_amount=7))
    await night(shop, books)
    assert await shop.refunds.credit(STAFF, received.payment_id, dinars(700))
    await night(shop, books, hours=24)
    first, second = await closes(shop)
    assert (first.by_way, first.unmatched) == ({}, 1)
    assert (second.by_way, second.unmatched) == ({"stars": dinars(700)}, 0)
    assert second.wallets_closing - second.wallets_opening == dinars(700)


async def test_the_close_holds_every_figure(shop: WholeShop) -> None:
    books = await begun(shop)
    await runs(shop, Promo("TEN", amount=dinars(10)))
    quote = await with_code(shop, "TEN", quantity=2)
    order = await shop.checkout.buy(1001, quote.draft_id, message_id=7)
    await shop.place()
    shop.supplier.settle((await shop.row(order.id)).supplier_order_id, "PARTIALLY_FILLED")
    shop.clock.tick(10)
    await shop.tracking.look()
    whole = await sell(shop, 3)
    await shop.refunds.refund(STAFF, whole, dinars(50), "slow", to="wallet", key="k")
    for charge in ("c1", "c2"):
        request = await shop.cashier(STARS).top_up(1001, 1000, "stars")
        await shop.payment_intake.receive(money(request, charge))
    await shop.refunds_to_payer.ask(STAFF, 1)
    await night(shop, books)
    ((_, args),) = await told(shop)
    (day,) = await closes(shop)
    assert args["figures"]["by_way"] == {"stars": 2000_00}
    assert (day.sold, day.refunds, day.staff_refunds, day.refunds_to_payer) == (
        dinars(2090 + 3150),
        dinars(1045),
        dinars(50),
        dinars(1000),
    )
    assert (day.orders, day.listed, day.discounts) == (2, dinars(4 * 1050), dinars(5))
    assert (day.earned, day.cost, day.margin) == (dinars(4145), dinars(4000), dinars(145))
    assert adds_up(day)
    assert day.differences == ()
    assert day.float is not None
    assert (day.float.opening, day.float.orders, day.float.closing) == (
        dinars(100_000),
        dinars(-4000),
        dinars(96_000),
    )


async def test_a_closed_day_stays_as_it_was_told_whatever_is_given_back_later(shop: WholeShop) -> None:
    books = await begun(shop)
    ref = await sell(shop)
    await night(shop, books)
    await shop.refunds.refund(STAFF, ref, dinars(300), None, to="wallet", key="k")
    assert await books.day(TODAY) == (await closes(shop))[0]
    await night(shop, books, hours=24)
    first, second = await closes(shop)
    assert (first.margin, second.margin) == (dinars(100), dinars(-300))
    assert (second.orders, second.staff_refunds) == (0, dinars(300))
    assert adds_up(first)
    assert adds_up(second)


async def test_days_missed_for_weeks_are_each_closed_once(shop: WholeShop) -> None:
    books = await begun(shop)
    await sell(shop)
    await night(shop, books, hours=20 * 24)
    await sell(shop)
    again = ledger(shop)  # the next start
    for _ in range(3):
        await night(shop, again, hours=12)
    assert [str(day.day) for day in await closes(shop)] == ["2026-11-01", "2026-11-21"]
    async with shop.db.read() as conn:
        noted = await conn.exec_driver_sql("SELECT key FROM notes WHERE key LIKE 'books:left:%' ORDER BY key")
        assert len(noted.all()) == 22  # quiet days too, which told nobody, and the day before the first


@pytest.mark.sqlite_only("it makes the disk full with SQLite's own trigger")
async def test_a_close_that_was_cut_off_is_done_again_and_told_once(shop: WholeShop) -> None:
    books = await begun(shop)
    await sell(shop)
    shop.clock.tick(16 * HOUR)
    async with shop.db.write() as conn:
        await conn.exec_driver_sql(
            "CREATE TRIGGER full BEFORE INSERT ON notes WHEN NEW.key = 'books:closed'"
            " BEGIN SELECT RAISE(ABORT, 'the disk is full'); END"
        )
    with pytest.raises(IntegrityError):
        await books.close_when_due()
    assert await told(shop) == []
    async with shop.db.write() as conn:
        await conn.exec_driver_sql("DROP TRIGGER full")
    for _ in range(2):
        await books.close_when_due()
    assert [str(day.day) for day in await closes(shop)] == ["2026-11-01"]
