"""The ledger: one day's figures, the daily close, and the nightly look whether the books add up.

A day begins at the set hour in the shop's time zone. What does not meet is told to the staff by name, once a
week for as long as it lasts. The rules are in `bot.shop.books.invariants`, `bot.shop.books.order_lines` and
`bot.shop.books.deposits`; this reads, adds up and tells.
"""

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import structlog
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.clock import Clock
from bot.shop.billing.payment_methods import KnownMethods
from bot.shop.books import invariants, losses, order_lines
from bot.shop.books.day_figures import Day, packed
from bot.shop.books.discrepancies import Difference
from bot.shop.books.inspection import Found, look
from bot.shop.books.supplier_statement import (
    LOOKS_BACK,
    PAD,
    READ_NOTE,
    SETTLES,
    Closed,
    Statement,
    closing_of,
    compared,
    float_of,
    needed_since,
    read_lines,
)
from bot.shop.errors import SupplierAwayError
from bot.shop.lost_orders.account_lines import same_money
from bot.shop.money import Money
from bot.shop.outbox.alerts import Alerts
from bot.shop.supplier_access.calls import asking_supplier
from bot.supplier import Lane, SupplierClient, Transaction
from storage.database import Database
from storage.house import facts
from storage.money import days as sums
from storage.money import deposits, request_checks
from storage.money import losses as lost_money
from storage.money import reconciliation as rows
from storage.money.deposits import DepositRow

log = structlog.get_logger(__name__)

_NOON = 12
_WAITS_FOR_SUPPLIER = timedelta(hours=6)
_MOST_DAYS = 31
_MOST_TOLD = 10
_MOST_OF_A_NAME = 100  # differences of one name that a look keeps
_TOLD_AGAIN = timedelta(days=7)
_LAST_CLOSED = "books:closed"
_DAY = "books:left:"
_NOTHING_KNOWN = "null"


class DailyClose:
    """Reads the books and closes the days."""

    def __init__(
        self,
        db: Database,
        supplier: SupplierClient,
        clock: Clock,
        *,
        alerts: Alerts,
        methods: KnownMethods,
        zone: ZoneInfo,
        close_hour: int,
        sandbox: bool,
    ) -> None:
        self._db = db
        self._supplier = supplier
        self._clock = clock
        self._alerts = alerts
        self._methods = methods
        self._zone = zone
        self._hour = close_hour
        self._ends_late = close_hour >= _NOON
        self._sandbox = sandbox

    def today(self) -> date:
        """The day that it is."""
        return self._day_at(self._clock.now())

    def span(self, day: date) -> tuple[datetime, datetime]:
        """When a day begins and when the next one does, UTC: where clocks are changed it has 23 or 25 hours.

        One that begins before noon has the name of the date on which it begins, any other that on which it
        ends.
        """
        first = day - timedelta(days=self._ends_late)
        begin, end = (
            datetime.combine(each, time(self._hour), self._zone)
            for each in (first, first + timedelta(days=1))
        )
        return begin.astimezone(UTC), end.astimezone(UTC)

    def _day_at(self, at: datetime) -> date:
        day = at.astimezone(self._zone).date() + timedelta(days=self._ends_late)
        return day if at >= self.span(day)[0] else day - timedelta(days=1)

    async def day(self, day: date) -> Day:
        """The figures of one day, as far as it has come, and what does not meet in it or anywhere in the
        books.

        A supplier that is away leaves the float out.
        """
        statement = None
        try:
            statement = await self._read(day)
        except SupplierAwayError:
            log.info("the supplier's account could not be read", day=day.isoformat())
        async with self._db.read() as conn:
            figures = await self._figures(conn, day, statement)
        found = await self._inspect()
        return replace(figures, differences=(*figures.differences, *found))

    async def close_when_due(self) -> None:
        """For a worker: closes each day that has ended, and tells the staff how it went and what does not
        meet.

        Raises `SupplierAwayError` while it is worth waiting for the supplier's account. A day that had ended
        before the shop's first start is not told: nothing was noted of it.
        """
        # A little later than the hour, so that the supplier's account has everything.
        last_to_close = self._day_at(self._clock.now() - SETTLES) - timedelta(days=1)
        async with self._db.read() as conn:
            noted = await facts.get(conn, _LAST_CLOSED)
        if noted is None:
            async with self._db.write() as conn:
                name, now = last_to_close.isoformat(), self._clock.now()
                await facts.put(conn, _LAST_CLOSED, name, now)
                await facts.put(conn, _DAY + name, _NOTHING_KNOWN, now)
            return
        day = max(
            date.fromisoformat(noted.value) + timedelta(days=1),
            last_to_close - timedelta(days=_MOST_DAYS - 1),
        )
        while day <= last_to_close:
            await self._close(day, last=day == last_to_close)
            day += timedelta(days=1)

    async def _inspect(self) -> list[Difference]:
        """What does not add up within the shop's own database, whenever it happened."""
        found = Found(_MOST_OF_A_NAME)
        async for each in look(self._db.read_books, sandbox=self._sandbox):
            found.add(each.found)
        return found.named

    async def _close(self, day: date, *, last: bool) -> None:
        """Closes one day. What lies in the whole database and the balance of this moment is the last one's
        matter.
        """
        statement: Statement | None = None
        found: list[Difference] = []
        try:
            statement = await self._note_losses(day, await self._read(day))
            if last:
                found = await self._float_now(day)
        except SupplierAwayError:
            if self._clock.now() - self.span(day)[1] < _WAITS_FOR_SUPPLIER:
                raise
        async with self._db.read() as conn:
            figures = await self._figures(conn, day, statement)
        if last:
            found += await self._inspect()
        await self._tell(replace(figures, differences=(*figures.differences, *found)), statement)

    async def _note_losses(self, day: date, statement: Statement | None) -> Statement | None:
        """Writes down what the account shows to be lost, or to have come back, as that day's; the account
        with it noted.

        Each is written once, however often a close begins anew.
        """
        if statement is None or not (statement.lost or statement.returned):
            return statement
        last_moment = self.span(day)[1] - timedelta(seconds=1)
        async with self._db.write() as conn:
            await losses.note(conn, statement.lost, at=last_moment)
            await losses.note_returned(conn, statement.returned, at=last_moment)
        return await self._compare(day, statement.lines, self._clock.now())

    async def _tell(self, day: Day, statement: Statement | None) -> None:
        """The close, each difference, where payments were found and where the next day goes on from: one
        transaction.
        """
        name, now = day.day.isoformat(), self._clock.now()
        async with self._db.write() as conn:
            if statement is not None:
                await self._write_down(conn, day, statement)
            if not day.is_quiet:
                await self._alerts.raise_in(conn, "day_closed", matter=name, figures=packed(day))
            await self._tell_each(conn, day.differences, name)
            await facts.put(conn, _LAST_CLOSED, name, now)

    async def _tell_each(self, conn: AsyncConnection, found: Sequence[Difference], day: str) -> None:
        """A message for each difference that was not told lately; what is too much for one night waits for
        the next.
        """
        told = 0
        for number, difference in enumerate(found):
            if told == _MOST_TOLD:
                await self._alerts.raise_in(conn, "books_more", matter=day, count=len(found) - number)
                return
            log.warning("the books differ", difference=difference.code, matter=difference.matter)
            told += await self._alerts.raise_in(
                conn,
                f"books_{difference.code}",
                matter=difference.matter,
                quiet=_TOLD_AGAIN,
                **difference.args,
            )

    async def _write_down(self, conn: AsyncConnection, day: Day, statement: Statement) -> None:
        now = self._clock.now()
        await deposits.add(
            conn,
            [
                DepositRow(one.payment.payment_id, one.line_id, one.amount, one.at, int(one.named), now)
                for one in statement.arrivals
            ],
        )
        await facts.put(conn, READ_NOTE, min(day.until, now).isoformat(), now)
        # Money is there for a link that counts as unpaid: the link is looked at again, however old it is.
        for request in statement.uncredited:
            await request_checks.check_again(conn, request.id, now)
        _, closed = await self._closed_before(conn, day.day)
        left = closing_of(statement, day.until, closed)
        kept = left and {"float": str(left.balance), "at": left.at.isoformat(), "line": left.line_id}
        await facts.put(conn, _DAY + day.day.isoformat(), json.dumps(kept), now)

    async def _closed_before(self, conn: AsyncConnection, day: date) -> tuple[datetime, Closed | None]:
        """From when on the account has not been held against orders yet, and where the close before left it.

        That is the day's beginning, or that of a day before it whose account could not be read.
        """
        begin = self.span(day)[0]
        for back in range(1, LOOKS_BACK.days + 1):
            earlier = day - timedelta(days=back)
            noted = await facts.get(conn, _DAY + earlier.isoformat())
            if noted is not None:
                kept = json.loads(noted.value)
                closed = kept and Closed(
                    Decimal(kept["float"]), datetime.fromisoformat(kept["at"]), kept["line"]
                )
                return self.span(earlier)[1], closed
        return begin, None

    async def _read(self, day: date) -> Statement | None:
        """The supplier's account around that day, compared; None for play money, which has no account."""
        if self._sandbox:
            return None
        now = self._clock.now()
        end = min(self.span(day)[1], now)
        async with self._db.read() as conn:
            since, _ = await self._closed_before(conn, day)
            needed = await needed_since(conn, since, end, methods=self._methods)
        with asking_supplier():
            lines = await read_lines(self._supplier, needed, end + PAD)
        return await self._compare(day, lines, now)

    async def _compare(self, day: date, lines: Sequence[Transaction], now: datetime) -> Statement:
        async with self._db.read() as conn:
            since, closed = await self._closed_before(conn, day)
            end = min(self.span(day)[1], now)
            return await compared(conn, lines, since, end, methods=self._methods, now=now, closed=closed)

    async def _figures(self, conn: AsyncConnection, day: date, statement: Statement | None) -> Day:
        since, end = self.span(day)
        now = self._clock.now()
        until = min(end, now)
        opening, closing = await sums.wallets_at(conn, since), await sums.wallets_at(conn, until)
        by_kind = await sums.by_kind(conn, since, until)
        by_way = await sums.by_way(conn, since, until)
        unmatched = await sums.unmatched_payments(conn)
        ended = await sums.ended(conn, since, until, invariants.DELIVERED | invariants.GIVEN_BACK)
        lost, came_back = await lost_money.sums(conn, since, until)
        _, closed = await self._closed_before(conn, day)
        on_the_way = [] if statement is None else statement.on_the_way
        return Day(
            day=day,
            since=since,
            until=until,
            ended=end <= now,
            wallets_opening=Money(opening),
            wallets_closing=Money(closing),
            by_kind={kind: Money(centimes) for kind, centimes in sorted(by_kind.items())},
            by_way={way: Money(centimes) for way, centimes in sorted(by_way.items())},
            unmatched=unmatched,
            orders=ended.orders,
            listed=Money(ended.listed),
            kept=Money(ended.kept),
            cost=Money(ended.cost),
            lost=Money(lost - came_back),
            float=None if statement is None else float_of(statement, since, until, closed),
            on_the_way=Money(sum(row.currency_amount for row in on_the_way)),
            on_the_way_count=len(on_the_way),
            differences=() if statement is None else statement.differences,
        )

    async def _float_now(self, day: date) -> list[Difference]:
        """Whether the balance is what the account's last line left. Not asked while orders are on their
        way.
        """
        if self._sandbox:
            return []
        now = self._clock.now()
        async with self._db.read() as conn:
            if await rows.moving(conn, since=now - SETTLES) or await rows.in_the_air(conn):
                return []
            _, closed = await self._closed_before(conn, day)
        with asking_supplier():
            before = await self._supplier.balance(lane=Lane.POLLING)
            lines = await read_lines(self._supplier, self.span(day)[0] - PAD, now + PAD)
            after = await self._supplier.balance(lane=Lane.POLLING)
        last = order_lines.in_their_order(lines)[-1:]
        noted = None if closed is None else closed.balance
        left = last[0].new_balance if last else noted
        if left is None or not same_money(before, after) or same_money(left, after):
            return []
        return [order_lines.float_elsewhere(left, after)]
