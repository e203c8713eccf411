"""The ledger: one day's figures, the daily close, and the nightly look whether the books add up.

A day begins at the set hour in the shop's time zone. What does not meet is told to the staff by name, once a week for
as long as it lasts. The rules are in `bot.shop.books`; this reads, adds up and tells.
"""

import asyncio
import json
from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import structlog
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.clock import Clock
from bot.shop import books
from bot.shop.asking import asking_supplier
from bot.shop.bell import Bells
from bot.shop.books import Account, Difference
from bot.shop.delivery import Alerts
from bot.shop.errors import SupplierAwayError
from bot.shop.money import Money
from bot.supplier import Lane, SupplierClient, Transaction
from storage import attempts, notes
from storage import books as rows
from storage.database import Database

log = structlog.get_logger(__name__)

_PAD = timedelta(hours=1)
_PAGE = 250
SETTLES = timedelta(minutes=15)
"""How long a fresh order may be missing from the supplier's account."""
_LOOKS_BACK = timedelta(days=7)
_WAITS_FOR_SUPPLIER = timedelta(hours=6)
_MOST_DAYS = 7
_MOST_TOLD = 10
_TOLD_AGAIN = timedelta(days=7)
_LAST_CLOSED = "books:closed"
_DAY = "books:day:"


@dataclass(frozen=True, slots=True)
class Float:
    """The merchant's balance at the supplier over a day, by the supplier's own account."""

    opening: Money
    closing: Money
    orders: Money
    """What the account says our orders took, refunds set against it (negative: money left)."""
    other: Money
    """Everything else: deposits, payments by card, withdrawals."""


@dataclass(frozen=True, slots=True)
class Day:
    """One day's figures. `float` is None when the supplier could not be asked, or said nothing of that day."""

    day: date
    since: datetime
    until: datetime
    ended: bool
    wallets_opening: Money
    wallets_closing: Money
    by_kind: Mapping[str, Money]
    """What the entries of each kind came to, with their sign."""
    orders: int
    earned: Money
    cost: Money
    float: Float | None
    differences: tuple[Difference, ...]
    by_way: Mapping[str, Money] = field(default_factory=dict)
    """What came in by each way to pay."""
    unmatched: int = 0
    """Payments, of whatever day, of which nobody has said yet whose they are."""

    @property
    def sold(self) -> Money:
        """What customers paid for orders that day."""
        return -self.by_kind.get("purchase", Money.ZERO)

    @property
    def refunds(self) -> Money:
        """What orders gave back to wallets that day."""
        kinds = ("refund", "staff_refund")
        return sum((self.by_kind.get(kind, Money.ZERO) for kind in kinds), Money.ZERO)

    @property
    def margin(self) -> Money:
        """What the orders that ended that day left over."""
        return self.earned - self.cost

    @property
    def is_quiet(self) -> bool:
        """Whether there is nothing to tell."""
        return not (self.by_kind or self.orders or self.differences or self.unmatched)


class Ledger:
    """Reads the books and closes the days."""

    def __init__(
        self,
        db: Database,
        supplier: SupplierClient,
        clock: Clock,
        *,
        bells: Bells,
        alerts: Alerts,
        zone: ZoneInfo,
        close_hour: int,
        sandbox: bool,
    ) -> None:
        self._db = db
        self._supplier = supplier
        self._clock = clock
        self._bells = bells
        self._alerts = alerts
        self._zone = zone
        self._hour = close_hour
        self._sandbox = sandbox

    def today(self) -> date:
        """The day that it is."""
        return self._day_at(self._clock.now())

    def span(self, day: date) -> tuple[datetime, datetime]:
        """When a day begins and when the next one does."""
        hour = time(self._hour)
        begin, end = (datetime.combine(each, hour, self._zone) for each in (day, day + timedelta(days=1)))
        return begin, end

    def _day_at(self, at: datetime) -> date:
        local = at.astimezone(self._zone)
        return local.date() if local.hour >= self._hour else local.date() - timedelta(days=1)

    async def day(self, day: date) -> Day:
        """The figures of one day, as far as it has come. A supplier that is away leaves the float out."""
        lines: list[Transaction] | None = None
        try:
            lines = await self._lines(day)
        except SupplierAwayError:
            log.info("the supplier's account could not be read", day=day.isoformat())
        return await self._figures(day, lines)

    async def close_when_due(self) -> None:
        """For a worker: closes each day that has ended, and tells the staff how it went and what does not meet.

        Raises `SupplierAwayError` while it is worth waiting for the supplier's account. The first day of a shop's life
        is not told: nothing was noted of its beginning.
        """
        # A little later than the hour, so that the supplier's account has everything.
        last_to_close = self._day_at(self._clock.now() - SETTLES) - timedelta(days=1)
        async with self._db.read() as conn:
            noted = await notes.get(conn, _LAST_CLOSED)
        if noted is None:
            await self._note(_LAST_CLOSED, last_to_close.isoformat())
            return
        closed = date.fromisoformat(noted.value)
        first = max(closed + timedelta(days=1), last_to_close - timedelta(days=_MOST_DAYS - 1))
        for offset in range((last_to_close - first).days + 1):
            await self._close(first + timedelta(days=offset))

    async def inspect(self) -> list[Difference]:
        """What does not add up within the shop's own database, whenever it happened."""
        async with self._db.read() as conn:
            return [difference async for difference in inside(conn, sandbox=self._sandbox)]

    async def _close(self, day: date) -> None:
        lines: list[Transaction] | None = None
        found: list[Difference] = []
        try:
            lines = await self._lines(day)
            if day == self.today() - timedelta(days=1):
                found = await self._float_now(day)
        except SupplierAwayError:
            if self._clock.now() - self.span(day)[1] < _WAITS_FOR_SUPPLIER:
                raise
        figures = await self._figures(day, lines)
        found = [*figures.differences, *found, *await self.inspect()]
        await self._tell(figures, found)
        await self._note(_LAST_CLOSED, day.isoformat())

    async def _tell(self, day: Day, found: Sequence[Difference]) -> None:
        """The close and each difference, and what the next day is compared with, in one transaction."""
        name = day.day.isoformat()
        async with self._db.write() as conn:
            if day.float is not None:
                kept = json.dumps({"float": str(day.float.closing.dinars)})
                await notes.put(conn, _DAY + name, kept, self._clock.now())
            if not day.is_quiet or found:
                code = "day_closed" if day.float is not None else "day_closed_without_float"
                await self._alerts.raise_in(conn, code, matter=name, **_said(day, len(found)))
            for difference in found[:_MOST_TOLD]:
                log.warning("the books differ", difference=difference.code, matter=difference.matter)
                await self._alerts.raise_in(
                    conn,
                    f"books_{difference.code}",
                    matter=difference.matter,
                    quiet=_TOLD_AGAIN,
                    **difference.args,
                )
            if len(found) > _MOST_TOLD:
                more = len(found) - _MOST_TOLD
                await self._alerts.raise_in(conn, "books_more", matter=name, count=more)
        self._bells.sender.ring()

    async def _lines(self, day: date) -> list[Transaction] | None:
        """The supplier's account around that day; None for play money, which has no account."""
        if self._sandbox:
            return None
        since, end = self.span(day)
        async with self._db.read() as conn:
            since = await account_since(conn, since, end)
        until = min(end, self._clock.now()) + _PAD
        with asking_supplier():
            return await self._supplier.transactions(since=since, until=until, lane=Lane.POLLING)

    async def _figures(self, day: date, lines: Sequence[Transaction] | None) -> Day:
        since, end = self.span(day)
        until = min(end, self._clock.now())
        async with self._db.read() as conn:
            opening, closing = await rows.wallets_at(conn, since), await rows.wallets_at(conn, until)
            by_kind = await rows.by_kind(conn, since, until)
            by_way = await rows.by_way(conn, since, until)
            unmatched = await rows.unmatched_payments(conn)
            ended = await rows.ended(conn, since, until, books.DELIVERED | books.GIVEN_BACK)
            before = await notes.get(conn, _DAY + (day - timedelta(days=1)).isoformat())
            settled = min(end, self._clock.now() - SETTLES)
            found = [] if lines is None else await against_account(conn, lines, since, settled)
        closed_with = None if before is None else Decimal(json.loads(before.value)["float"])
        chain = books.in_their_order(lines or ())
        inside_day = [line for line in chain if line.time is not None and since <= line.time < until]
        if lines is not None:
            # The line before midnight, if we have it, says what the day began with; else what was noted then.
            earlier = [line for line in chain if line.time is not None and line.time < since]
            opened_with = closed_with if closed_with is not None else _left_by(earlier)
            found += books.of_float(inside_day, opened_with)
        return Day(
            day=day,
            since=since,
            until=until,
            ended=end <= self._clock.now(),
            wallets_opening=Money(opening),
            wallets_closing=Money(closing),
            by_kind={kind: Money(centimes) for kind, centimes in sorted(by_kind.items())},
            orders=ended.orders,
            earned=Money(ended.earned),
            cost=Money(ended.cost),
            float=None if lines is None else _float(chain, inside_day, since, closed_with),
            differences=tuple(found),
            by_way={way: Money(centimes) for way, centimes in sorted(by_way.items())},
            unmatched=unmatched,
        )

    async def _float_now(self, day: date) -> list[Difference]:
        """Whether the balance is what the account's last line left. Not asked while orders are on their way."""
        if self._sandbox:
            return []
        now = self._clock.now()
        async with self._db.read() as conn:
            lately = now - SETTLES
            moving = await rows.taken_by_supplier(conn, since=lately, until=now, ended_since=lately)
            if moving or await rows.in_the_air(conn):
                return []
        with asking_supplier():
            before = await self._supplier.balance(lane=Lane.POLLING)
            lines = await self._supplier.transactions(
                since=self.span(day)[0] - _PAD, until=now + _PAD, lane=Lane.POLLING
            )
            after = await self._supplier.balance(lane=Lane.POLLING)
        left = _left_by(books.in_their_order(lines))
        if left is None or before != after or left == after:
            return []
        return [books.float_elsewhere(left, after, day.isoformat())]

    async def _note(self, key: str, value: str) -> None:
        async with self._db.write() as conn:
            await notes.put(conn, key, value, self._clock.now())


async def inside(conn: AsyncConnection, *, sandbox: bool) -> AsyncIterator[Difference]:
    """What does not add up within the database, order by order; gives way to others in between.

    In the supplier's sandbox every order brings the same cards, so there none is asked for twice.
    """
    async for difference in _wallets(conn):
        yield difference
    for row in await rows.cards_without_order(conn):
        yield books.lost_cards(row.order_id, row.held)
    for row in () if sandbox else await rows.cards_twice(conn):
        yield books.same_card(row.first, row.last)
    last_id = 0
    while page := await rows.orders_after(conn, last_id, _PAGE):
        for order in page:
            for difference in books.of_order(order):
                yield difference
        last_id = page[-1].id
        await asyncio.sleep(0)


async def _wallets(conn: AsyncConnection) -> AsyncIterator[Difference]:
    """What is wrong with entries, and with the payments that some of them stand for."""
    for row in await rows.wallets_below_zero(conn):
        yield books.below_zero(row.customer_id, row.lowest)
    for entry in await rows.entries_without_order(conn):
        yield books.odd_entry("entry_without_order", entry)
    for entry in await rows.topups_without_payment(conn):
        yield books.odd_entry("entry_without_payment", entry)
    for row in await rows.payments_not_booked(conn):
        yield books.unbooked(row.id, row.way, amount=row.amount_centimes, found=row.booked)
    for entry in await rows.entries_the_wrong_way(conn, adding=books.ADDING, taking=books.TAKING):
        yield books.odd_entry("entry_wrong_way", entry)


async def account_since(conn: AsyncConnection, since: datetime, until: datetime) -> datetime:
    """From when on the account is needed to judge that time: orders that ended in it may have been placed long before."""
    ended = await rows.taken_by_supplier(conn, since=since, until=until, ended_since=since)
    earliest: datetime = min([since, *(order.placed_at for order in ended)])
    return max(earliest, since - _LOOKS_BACK) - _PAD


async def against_account(
    conn: AsyncConnection, lines: Sequence[Transaction], since: datetime, until: datetime
) -> list[Difference]:
    """What does not meet between our orders and the supplier's account in that time."""
    if until <= since:
        return []
    named = {line.object_id for line in lines if line.object_id is not None}
    taken = await rows.taken_by_supplier(conn, since=since - _PAD, until=until + _PAD, ended_since=since)
    account = Account(
        lines=lines,
        placed=[order for order in taken if order.placed_at >= since - _LOOKS_BACK],
        known=await attempts.known_supplier_ids(conn, named),
        in_the_air=[each.unit_cost_centimes * each.quantity for each in await rows.in_the_air(conn)],
    )
    return list(books.of_account(account, since, until))


def _left_by(chain: Sequence[Transaction]) -> Decimal | None:
    return chain[-1].new_balance if chain else None


def _float(
    chain: Sequence[Transaction],
    inside_day: Sequence[Transaction],
    since: datetime,
    closed_with: Decimal | None,
) -> Float | None:
    """What the account says of the day; a day without lines holds what the lines around it say."""
    around = inside_day or chain
    if not around:
        if closed_with is None:
            return None
        quiet = books.money(closed_with)
        return Float(quiet, quiet, Money.ZERO, Money.ZERO)
    if inside_day:
        opening, closing = inside_day[0].old_balance, inside_day[-1].new_balance
    else:
        earlier = [line for line in chain if line.time is not None and line.time < since]
        opening = closing = earlier[-1].new_balance if earlier else chain[0].old_balance
    if opening is None or closing is None:
        return None
    ours = sum(
        (line.change or Decimal(0) for line in inside_day if line.type in {"ORDER", "REFUND_ORDER"}),
        Decimal(0),
    )
    return Float(
        opening=books.money(opening),
        closing=books.money(closing),
        orders=books.money(ours),
        other=books.money(closing - opening - ours),
    )


def _said(day: Day, differences: int) -> dict[str, Any]:
    """A close as an alert's values."""
    values: dict[str, Any] = {
        "day": day.day.isoformat(),
        "orders": day.orders,
        "differences": differences,
        "sold": str(day.sold.dinars),
        "refunds": str(day.refunds.dinars),
        "cost": str(day.cost.dinars),
        "margin": str(day.margin.dinars),
        "opening": str(day.wallets_opening.dinars),
        "closing": str(day.wallets_closing.dinars),
    }
    if day.float is not None:
        values["float_opening"] = str(day.float.opening.dinars)
        values["float_closing"] = str(day.float.closing.dinars)
    return values
