"""The supplier's account around a day of the shop: read, compared, and where its close left it."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Final

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.clock import Clock
from bot.shop.billing.payment_methods import KnownMethods
from bot.shop.books.discrepancies import Difference
from bot.shop.books.shop_days import ShopDays
from bot.shop.books.supplier_account import order_lines
from bot.shop.books.supplier_account.supplier_statement import (
    LOOKS_BACK,
    PAD,
    READ_NOTE,
    SETTLES,
    Closed,
    Statement,
    closing_of,
    compared,
    needed_since,
    read_lines,
)
from bot.shop.lost_orders.account_lines import same_money
from bot.shop.supplier_access.calls import asking_supplier
from bot.supplier import Lane, SupplierClient, Transaction
from storage.database import Database
from storage.house import facts
from storage.money import deposits, request_checks
from storage.money import reconciliation as rows
from storage.money.deposits import DepositRow

_LEFT: Final = "books:left:"
NOTHING_KNOWN: Final = "null"
_SEEN_FOR: Final = timedelta(hours=1)
_LISTED_LATE: Final = timedelta(hours=2)
"""A line may be listed so much after its time; what is older is not asked for again at once."""


@dataclass(frozen=True, slots=True)
class _Seen:
    """Lines that were read lately: all since a moment up to `until`, whole at `read_at`."""

    since: datetime
    until: datetime
    read_at: datetime
    lines: Sequence[Transaction]

    def serves(self, since: datetime, now: datetime) -> bool:
        """Whether a reading from `since` until now may begin with these."""
        fresh = timedelta(0) <= now - self.read_at < _SEEN_FOR and self.until <= now
        return fresh and self.since <= since < self.until - _LISTED_LATE


class AccountReader:
    """Reads the account. Play money has none (`sandbox`)."""

    def __init__(
        self,
        db: Database,
        supplier: SupplierClient,
        clock: Clock,
        *,
        methods: KnownMethods,
        days: ShopDays,
        sandbox: bool,
    ) -> None:
        self._db = db
        self._supplier = supplier
        self._clock = clock
        self._methods = methods
        self._days = days
        self.sandbox = sandbox
        self._seen: _Seen | None = None

    async def read(self, day: date, *, lane: Lane) -> Statement | None:
        """The account around that day, compared; None for play money. Raises `SupplierAwayError`."""
        if self.sandbox:
            return None
        now = self._clock.now()
        end = min(self._days.span(day)[1], now)
        async with self._db.read() as conn:
            since, _ = await self.closed_before(conn, day)
            needed = await needed_since(conn, since, end, methods=self._methods)
        lines = await self._lines(needed, end + PAD, lane)
        return await self.compare(day, lines, now)

    async def _lines(self, since: datetime, until: datetime, lane: Lane) -> list[Transaction]:
        """The lines of that time. Who looks at a day again and again has the supplier asked for what may be
        new; a close reads all anew.
        """
        now = self._clock.now()
        before = self._seen
        begin, known = since, dict[str, Transaction]()
        if lane is Lane.BROWSING and before is not None and before.serves(since, now):
            begin = before.until - _LISTED_LATE
            known = {
                line.id: line for line in before.lines if line.time is None or since <= line.time < begin
            }
        with asking_supplier():
            fresh = await read_lines(self._supplier, begin, until, lane=lane)
        lines = list((known | {line.id: line for line in fresh}).values())
        if until >= now:
            read_at = now if begin == since or before is None else before.read_at
            self._seen = _Seen(since, now, read_at, lines)
        return lines

    async def compare(self, day: date, lines: Sequence[Transaction], now: datetime) -> Statement:
        """Lines that were read, held once more against what the shop knows."""
        async with self._db.read() as conn:
            since, closed = await self.closed_before(conn, day)
            end = min(self._days.span(day)[1], now)
            return await compared(conn, lines, since, end, methods=self._methods, now=now, closed=closed)

    async def closed_before(self, conn: AsyncConnection, day: date) -> tuple[datetime, Closed | None]:
        """From when on the account has not been held against orders yet, and where the close before left it.

        That is the day's beginning, or that of a day before it whose account could not be read.
        """
        begin = self._days.span(day)[0]
        for back in range(1, LOOKS_BACK.days + 1):
            earlier = day - timedelta(days=back)
            noted = await facts.get(conn, _LEFT + earlier.isoformat())
            if noted is not None:
                kept = json.loads(noted.value)
                closed = kept and Closed(
                    Decimal(kept["float"]), datetime.fromisoformat(kept["at"]), kept["line"]
                )
                return self._days.span(earlier)[1], closed
        return begin, None

    @staticmethod
    async def note_left(conn: AsyncConnection, day: date, said: str, now: datetime) -> None:
        """Where a day left the account, as JSON."""
        await facts.put(conn, _LEFT + day.isoformat(), said, now)

    async def write_down(self, conn: AsyncConnection, day: date, statement: Statement) -> None:
        """Where payments were found, and where the next day goes on from. For the close's transaction."""
        now = self._clock.now()
        until = min(self._days.span(day)[1], now)
        await deposits.add(
            conn,
            [
                DepositRow(one.payment.payment_id, one.line_id, one.amount, one.at, int(one.named), now)
                for one in statement.arrivals
            ],
        )
        await facts.put(conn, READ_NOTE, until.isoformat(), now)
        # Money is there for a link that counts as unpaid: the link is looked at again, however old it is.
        for request in statement.uncredited:
            await request_checks.check_again(conn, request.id, now)
        _, closed = await self.closed_before(conn, day)
        left = closing_of(statement, until, closed)
        kept = left and {"float": str(left.balance), "at": left.at.isoformat(), "line": left.line_id}
        await self.note_left(conn, day, json.dumps(kept), now)

    async def float_now(self, day: date) -> list[Difference]:
        """Whether the balance is what the account's last line left. Not asked while orders are on their
        way. Raises `SupplierAwayError`.
        """
        if self.sandbox:
            return []
        now = self._clock.now()
        async with self._db.read() as conn:
            if await rows.moving(conn, since=now - SETTLES) or await rows.in_the_air(conn):
                return []
            _, closed = await self.closed_before(conn, day)
        with asking_supplier():
            before = await self._supplier.balance(lane=Lane.POLLING)
            since = self._days.span(day)[0] - PAD
            lines = await read_lines(self._supplier, since, now + PAD, lane=Lane.POLLING)
            after = await self._supplier.balance(lane=Lane.POLLING)
        last = order_lines.in_their_order(lines)[-1:]
        noted = None if closed is None else closed.balance
        left = last[0].new_balance if last else noted
        if left is None or not same_money(before, after) or same_money(left, after):
            return []
        return [order_lines.float_elsewhere(left, after)]
