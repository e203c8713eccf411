"""The daily close: each day that is over is added up, kept and told; each night the whole books are looked
through.

A day begins at the set hour in the shop's time zone. What does not meet is told to the staff by name, once
a week for as long as it lasts. The rules are in `bot.shop.books.invariants`,
`bot.shop.books.supplier_account.order_lines` and `bot.shop.books.supplier_account.deposits`;
`bot.shop.books.day_ledger` adds up, this closes and tells.
"""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import structlog
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.clock import Clock
from bot.shop.billing.payment_methods import KnownMethods
from bot.shop.books import losses, standing
from bot.shop.books.day_figures import Day, packed
from bot.shop.books.day_ledger import DayLedger
from bot.shop.books.discrepancies import Difference, Found
from bot.shop.books.shop_days import ShopDays
from bot.shop.books.supplier_account.account_reader import NOTHING_KNOWN, AccountReader
from bot.shop.books.supplier_account.supplier_statement import SETTLES, Statement
from bot.shop.books.whole_look import LastLook, WholeLook
from bot.shop.errors import SupplierAwayError
from bot.shop.order_status import OrderStatus
from bot.shop.outbox.alerts import Alerts
from bot.shop.outbox.messages import REFUSED, MessageState
from bot.supplier import Lane, SupplierClient
from storage.chat import message_counts
from storage.committed_lines import log_once_committed
from storage.database import Database
from storage.house import facts
from storage.money import receipts
from storage.money.daily.late_rows import Newest
from storage.purchases import order_figures

log = structlog.get_logger(__name__)

_WAITS_FOR_SUPPLIER = timedelta(hours=6)
_MOST_DAYS = 31
_MOST_TOLD = 10
_TOLD_AGAIN = timedelta(days=7)
_LAST_CLOSED = "books:closed"


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
        tells_days: Callable[[], bool] = lambda: True,
    ) -> None:
        self._db = db
        self._clock = clock
        self._alerts = alerts
        self._tells_days = tells_days
        self._days = ShopDays(zone, close_hour)
        self._account = AccountReader(db, supplier, clock, methods=methods, days=self._days, sandbox=sandbox)
        self._ledger = DayLedger(db, clock, self._days, self._account)
        self.look = WholeLook(db, clock, sandbox=sandbox)

    def today(self) -> date:
        """The day that it is."""
        return self._days.day_at(self._clock.now())

    def span(self, day: date) -> tuple[datetime, datetime]:
        """When a day begins and when the next one does, UTC."""
        return self._days.span(day)

    async def day(self, day: date) -> Day:
        """The figures of one day, as far as it has come, and what does not meet: in it, of losses as it is
        now, and elsewhere as the last look through the whole books found it.

        A supplier that is away leaves the float out.
        """
        return await self._with_all(await self._ledger.day(day), await self.look.last())

    async def close_when_due(self) -> None:
        """For a worker: closes each day that has ended, and tells the staff how it went and what does not
        meet.

        Raises `SupplierAwayError` while it is worth waiting for the supplier's account. A day that had ended
        before the shop's first start is not told: nothing was noted of it.
        """
        # A little later than the hour, so that the supplier's account has everything.
        last_to_close = self._days.day_at(self._clock.now() - SETTLES) - timedelta(days=1)
        async with self._db.read() as conn:
            noted = await facts.get(conn, _LAST_CLOSED)
        if noted is None:
            async with self._db.write() as conn:
                now = self._clock.now()
                await facts.put(conn, _LAST_CLOSED, last_to_close.isoformat(), now)
                await self._account.note_left(conn, last_to_close, NOTHING_KNOWN, now)
        last_closed = last_to_close if noted is None else date.fromisoformat(noted.value)
        day = max(last_closed + timedelta(days=1), last_to_close - timedelta(days=_MOST_DAYS - 1))
        while day <= last_to_close:
            await self._close(day, last=day == last_to_close)
            last_closed, day = day, day + timedelta(days=1)
        if await self.look.last() is None:
            await self.look.take()
        await self._ledger.fill(last_closed)

    async def _close(self, day: date, *, last: bool) -> None:
        """Closes one day. What lies in the whole database and the balance of this moment is the last one's
        matter.
        """
        statement: Statement | None = None
        found: list[Difference] = []
        try:
            statement = await self._note_losses(day, await self._account.read(day, lane=Lane.POLLING))
            if last:
                found = await self._account.float_now(day)
        except SupplierAwayError:
            if self._clock.now() - self.span(day)[1] < _WAITS_FOR_SUPPLIER:
                raise
        async with self._db.read_books() as conn:
            figures, counted = await self._ledger.added_up(conn, day, statement)
        figures = replace(figures, differences=(*figures.differences, *found))
        # Somebody may be looking right now: then the last look that was ended is told of.
        looked = (await self.look.take() or await self.look.last()) if last else None
        await self._tell(figures, counted, statement, looked)

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
        return await self._account.compare(day, statement.lines, self._clock.now())

    async def _tell(
        self, day: Day, counted: Newest, statement: Statement | None, looked: LastLook | None
    ) -> None:
        """The figures, the close, the differences, where payments were found and where the next day goes on
        from: one transaction.
        """
        name, now = day.day.isoformat(), self._clock.now()
        told = await self._with_all(day, looked)
        async with self._db.write() as conn:
            if statement is not None:
                await self._account.write_down(conn, day.day, statement)
            await self._ledger.keep(conn, day, counted, account_read=statement is not None)
            if self._tells_days() and not told.is_quiet:
                await self._alerts.raise_in(
                    conn, "day_closed", matter=name, figures=packed(told), waits=await _what_waits(conn)
                )
            await self._tell_each(conn, name, told.differences, told.more)
            if looked is not None:
                await self._note_standing(conn, looked)
            await facts.put(conn, _LAST_CLOSED, name, now)

    async def look_when_asked(self) -> None:
        """For a worker: takes the look that somebody asked for, and tells what it found, and what it did not
        find any more.
        """
        looked = await self.look.take_when_asked()
        if looked is None:
            return
        async with self._db.write() as conn:
            await self._tell_each(conn, looked.ended_at.isoformat(), looked.found, looked.more)
            await self._note_standing(conn, looked)

    async def _note_standing(self, conn: AsyncConnection, looked: LastLook) -> None:
        lost = Found()
        lost.add(await losses.still_open(conn))
        more = Counter(looked.more) + lost.more
        await standing.note(conn, self._alerts, self._clock, [*looked.found, *lost.named], more)

    async def _with_all(self, day: Day, looked: LastLook | None) -> Day:
        lost = Found()
        async with self._db.read() as conn:
            lost.add(await losses.still_open(conn))
        day = replace(
            day, differences=(*day.differences, *lost.named), more=dict(Counter(day.more) + lost.more)
        )
        if looked is None:
            return day
        return replace(
            day,
            differences=(*day.differences, *looked.found),
            more=dict(Counter(day.more) + Counter(looked.more)),
            looked_at=looked.ended_at,
        )

    async def _tell_each(
        self,
        conn: AsyncConnection,
        matter: str,
        differences: Sequence[Difference],
        more: Mapping[str, int],
    ) -> None:
        """One message for all differences of a name that were not told lately; names that are too many for
        one night wait for the next. `matter`: what that is told of.
        """
        by_name: dict[str, list[Difference]] = {}
        for difference in differences:
            by_name.setdefault(difference.code, []).append(difference)
        told = 0
        for number, (code, group) in enumerate(by_name.items()):
            if told == _MOST_TOLD:
                left = sum(len(others) + more.get(name, 0) for name, others in list(by_name.items())[number:])
                await self._alerts.raise_in(conn, "books_more", matter=matter, count=left)
                return
            unnamed = more.get(code, 0)
            count = len(group) + unnamed
            log_once_committed(
                conn,
                log.warning,
                "the books differ",
                difference=code,
                count=count,
                matter=group[0].matter,
            )
            told += await self._alerts.raise_together_in(
                conn,
                f"{standing.BOOKS}{code}",
                [(difference.matter, difference.args) for difference in group],
                quiet=_TOLD_AGAIN,
                unnamed=unnamed,
            )


async def _what_waits(conn: AsyncConnection) -> dict[str, int]:
    """What waits for a person, by kind: receipts and orders to decide, messages that did not arrive."""
    held = (await order_figures.count_open(conn)).get(OrderStatus.NEEDS_REVIEW, 0)
    unsent = (await message_counts.count_unsent(conn)).get(MessageState.FAILED, 0)
    waits = {
        "receipts": await receipts.count_waiting(conn),
        "orders": held,
        "messages": unsent + await message_counts.count_refused(conn, REFUSED),
    }
    return {kind: count for kind, count in waits.items() if count}
