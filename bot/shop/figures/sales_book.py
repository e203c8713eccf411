"""The sales book: what was sold over some days, and the message that tells a week.

A day that is over is added up once, after its close, and kept in parts (`storage.money.daily.day_sales`); a
worker does that, and goes back through the days from before any were kept. So a month costs as much in a
shop with a million orders as in a young one: some rows for each day. Only days that are not closed are
added up anew.
"""

import json
from collections import Counter
from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta
from typing import Final

import structlog
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.clock import Clock
from bot.shop.books import invariants
from bot.shop.books.day_figures import unpacked
from bot.shop.books.shop_days import ShopDays
from bot.shop.figures.sales import (
    DaySales,
    Glance,
    MethodSales,
    Outcome,
    ProductSales,
    Sales,
    best,
    outcome_label,
    outcome_of,
    step_of,
)
from bot.shop.money import Money
from bot.shop.outbox.alerts import Alerts
from storage.database import Database
from storage.money import losses
from storage.money.daily import closed_days, day_sales, days, sales
from storage.money.daily.day_sales import DayRow, SalesRow
from storage.states import EntryKind, SalesPart

log = structlog.get_logger(__name__)

MOST_DAYS: Final = 366
"""So many days one look may span."""
_ADDED_UP_NOW: Final = 3
"""So many days that are not kept a look adds up itself: today, and one or two that wait for their close."""
_KEPT_AT_ONCE: Final = 31
_A_DAY: Final = timedelta(days=1)
_A_WEEK: Final = timedelta(days=7)
_SATURDAY: Final = 5
"""The last day of a week, as `date.weekday` counts: in Algeria weeks begin on Sunday."""
_REST_OF_A_WEEK: Final = timedelta(days=6)
_STILL_NEWS: Final = timedelta(days=3)


class SalesBook:
    """Adds days up, keeps those that are over, and puts days together."""

    def __init__(
        self,
        db: Database,
        clock: Clock,
        shop_days: ShopDays,
        *,
        alerts: Alerts,
        tells_weeks: Callable[[], bool],
    ) -> None:
        self._db = db
        self._clock = clock
        self._days = shop_days
        self._alerts = alerts
        self._tells_weeks = tells_weeks

    def today(self) -> date:
        """The day that it is."""
        return self._days.day_at(self._clock.now())

    async def sales(self, first: date, last: date) -> Sales:
        """What was sold from `first` to `last`, both included, as far as the days have come.

        Raises ValueError for more than `MOST_DAYS`, and for a last day before the first.
        """
        if not 0 <= (last - first).days < MOST_DAYS:
            raise ValueError(f"from {first} to {last}")
        last = min(last, self.today())
        async with self._db.read() as conn:
            kept = await day_sales.days(conn, str(first), str(last))
            rows = await day_sales.summed(conn, str(first), str(last))
            began = await days.first_entry_at(conn)
        there = {row.day for row in kept}
        open_days = [] if began is None else self._not_kept(max(first, self._days.day_at(began)), last, there)
        for day in open_days[:_ADDED_UP_NOW]:
            async with self._db.read_books() as conn:
                added = await self._added_up(conn, day)
            kept.append(_whole(day, added))
            rows += added
        return _together(first, last, kept, rows, missing=len(open_days[_ADDED_UP_NOW:]))

    async def glance(self) -> Glance:
        """How today goes, and at what pace the days before it went; a few rows, however old the shop is."""
        today = self.today()
        async with self._db.read() as conn:
            week = await day_sales.days(conn, str(today - _A_WEEK), str(today - _A_DAY))
            so_far = await self._whole_so_far(conn, self._days.span(today)[0], self._clock.now())
        cost = sum(day.cost_centimes for day in week)
        pace = Money(cost // len(week)) if week else Money.ZERO
        return Glance(Money(so_far.sold_centimes - so_far.cost_centimes), pace if pace > Money.ZERO else None)

    @staticmethod
    def _not_kept(first: date, last: date, kept: set[str]) -> list[date]:
        """The days of which nothing is kept, newest first."""
        every = (last - timedelta(days=number) for number in range((last - first).days + 1))
        return [day for day in every if str(day) not in kept]

    async def keep_when_due(self) -> None:
        """For a worker: keeps the sales of days that are closed, new ones first, then those from before, a
        month's at a time.
        """
        for _ in range(_KEPT_AT_ONCE):
            async with self._db.read_books() as conn:
                day = await self._next_to_keep(conn)
                if day is None:
                    return
                rows = await self._added_up(conn, day)
            async with self._db.write() as conn:
                if await day_sales.keep(conn, str(day), rows):
                    await self._tell_week(conn, day)
        log.info("the sales of earlier days were kept", day=str(day))

    async def _tell_week(self, conn: AsyncConnection, last: date) -> None:
        """Tells what a week brought, once, when the sales of its last day are kept; nothing of a week without
        any, or long ago. What it was is read when the message is sent.
        """
        is_news = self.today() - last <= _STILL_NEWS
        if not (self._tells_weeks() and last.weekday() == _SATURDAY and is_news):
            return
        first = last - _REST_OF_A_WEEK
        week = await day_sales.days(conn, str(first), str(last))
        if any(day.count or day.sold_centimes for day in week):
            await self._alerts.raise_in(
                conn, "week_closed", matter=str(last), first=str(first), last=str(last)
            )

    async def _next_to_keep(self, conn: AsyncConnection) -> date | None:
        """The next closed day: on from the last that is kept, or back from the first."""
        kept = await day_sales.kept(conn)
        if kept is None:
            newest = await closed_days.last_before(conn, self._clock.now())
            return None if newest is None else await self._a_week_before(conn, date.fromisoformat(newest.day))
        first, last = map(date.fromisoformat, kept)
        for day in (last + _A_DAY, first - _A_DAY):
            if await closed_days.get(conn, str(day)) is not None:
                return day
        return None

    @staticmethod
    async def _a_week_before(conn: AsyncConnection, newest: date) -> date:
        """The first of the seven closed days up to `newest`, as a week is told when its last day is kept."""
        day = newest
        while newest - day < _REST_OF_A_WEEK and await closed_days.get(conn, str(day - _A_DAY)) is not None:
            day -= _A_DAY
        return day

    @staticmethod
    async def _whole_so_far(conn: AsyncConnection, since: datetime, until: datetime) -> SalesRow:
        """All of a day that is not closed."""
        ended = await days.ended(conn, since, until, invariants.DELIVERED | invariants.GIVEN_BACK)
        by_kind = await days.by_kind(conn, since, until)
        lost, came_back = await losses.sums(conn, since, until)
        earned = ended.kept - by_kind.get(EntryKind.STAFF_REFUND, 0)
        rewards = by_kind.get(EntryKind.REFERRAL, 0) + by_kind.get(EntryKind.REFERRAL_UNDONE, 0)
        return SalesRow(SalesPart.ALL, "", ended.orders, earned, ended.cost + lost - came_back + rewards)

    async def _added_up(self, conn: AsyncConnection, day: date) -> list[SalesRow]:
        """One day's sales from the rows of that day alone; the first is that of the whole day."""
        since, end = self._days.span(day)
        until = min(end, self._clock.now())
        closed = await closed_days.get(conn, str(day))
        if closed is None:
            whole = await self._whole_so_far(conn, since, until)
        else:
            # As the close told it: with what was booked too late for the day before, say.
            told = unpacked(json.loads(closed.figures))
            cost = told.cost + told.lost + told.rewards
            whole = SalesRow(SalesPart.ALL, "", told.orders, told.earned.centimes, cost.centimes)
        hours: Counter[int] = Counter()
        paid: Counter[int] = Counter()
        for after, (count, centimes) in (await sales.by_hour(conn, since, until)).items():
            hour = (since + timedelta(hours=after)).astimezone(self._days.zone).hour
            hours[hour] += count
            paid[hour] += centimes
        times = Counter(map(step_of, await sales.delivery_times(conn, since, until)))
        return [
            whole,
            *await sales.by_product(conn, since, until, invariants.DELIVERED),
            *(SalesRow(SalesPart.HOUR, str(hour), count, paid[hour]) for hour, count in hours.items()),
            *await sales.by_method(conn, since, until),
            *(
                SalesRow(SalesPart.OUTCOME, outcome_label(one.status, one.why), one.count, one.centimes)
                for one in await sales.by_outcome(conn, since, until)
            ),
            *(SalesRow(SalesPart.DELIVERY, str(step), count) for step, count in times.items()),
            *await sales.by_customer(conn, since, until),
        ]


def _whole(day: date, rows: Sequence[SalesRow]) -> DayRow:
    (row,) = [each for each in rows if each.part is SalesPart.ALL]
    return DayRow(str(day), row.count, row.sold_centimes, row.cost_centimes)


def _together(
    first: date, last: date, kept: Sequence[DayRow], rows: Sequence[SalesRow], *, missing: int
) -> Sales:
    by_part: dict[SalesPart, dict[str, SalesRow]] = {part: {} for part in SalesPart}
    for row in rows:
        other = by_part[row.part].get(row.label)
        by_part[row.part][row.label] = row if other is None else _sum(other, row)
    customers = by_part[SalesPart.CUSTOMER]
    outcomes = [
        Outcome(*outcome_of(label), row.count, Money(row.sold_centimes))
        for label, row in by_part[SalesPart.OUTCOME].items()
    ]
    methods = [
        MethodSales(label, row.count, Money(row.sold_centimes))
        for label, row in by_part[SalesPart.METHOD].items()
    ]
    return Sales(
        first,
        last,
        days=tuple(
            DaySales(
                date.fromisoformat(row.day), row.count, Money(row.sold_centimes), Money(row.cost_centimes)
            )
            for row in sorted(kept, key=lambda row: row.day)
        ),
        missing=missing,
        products=best(
            ProductSales(
                row.title or label, row.region, row.count, Money(row.sold_centimes), Money(row.cost_centimes)
            )
            for label, row in by_part[SalesPart.PRODUCT].items()
        ),
        hours={int(label): row.count for label, row in by_part[SalesPart.HOUR].items()},
        methods=tuple(sorted(methods, key=lambda one: (-one.amount.centimes, one.method))),
        outcomes=tuple(sorted(outcomes, key=lambda one: (-one.orders, one.status, one.why))),
        delivery={int(label): row.count for label, row in by_part[SalesPart.DELIVERY].items()},
        new_customers=_count(customers, sales.FIRST),
        orders_of_known=_count(customers, sales.AGAIN),
    )


def _count(rows: dict[str, SalesRow], label: str) -> int:
    return rows[label].count if label in rows else 0


def _sum(one: SalesRow, other: SalesRow) -> SalesRow:
    return SalesRow(
        one.part,
        one.label,
        one.count + other.count,
        one.sold_centimes + other.sold_centimes,
        one.cost_centimes + other.cost_centimes,
        other.title or one.title,
        other.region or one.region,
    )
