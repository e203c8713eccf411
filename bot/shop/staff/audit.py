"""What staff did: the audit log, a page at a time, by who did what to what, and when."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.clock import Clock
from bot.shop.billing.transfers.transfer_proofs import RECEIPT
from bot.shop.books.shop_days import ShopDays
from bot.shop.customers import Customers
from bot.shop.errors import NotFoundError
from bot.shop.paging import PAGE_SIZE
from storage.database import Database
from storage.house import staff
from storage.money import payments


@dataclass(frozen=True, slots=True)
class AuditWanted:
    """Which acts are wanted; None: any. `day` is one of the shop's."""

    staff_id: int | None = None
    action: str | None = None
    subject: str | None = None
    day: date | None = None


@dataclass(frozen=True, slots=True)
class AuditLine:
    """One act of a member of the staff, whose name is `staff`. `subject` is `order:CDFGHJ2346`, say; `whom`
    names the person whom it concerns, where that is not written there in words.
    """

    id: int
    at: datetime
    staff_id: int
    staff: str
    action: str
    subject: str
    detail: str | None
    whom: str | None


@dataclass(frozen=True, slots=True)
class AuditPage:
    """Some acts, newest first. `has_older`: there are more behind them."""

    lines: Sequence[AuditLine]
    has_older: bool


class AuditLog:
    """Reads the log. It is written by whoever acts, in the transaction of the act."""

    def __init__(self, db: Database, clock: Clock, customers: Customers, days: ShopDays) -> None:
        self._db = db
        self._clock = clock
        self._customers = customers
        self._days = days

    def today(self) -> date:
        """The shop's day."""
        return self._days.day_at(self._clock.now())

    async def page(self, wanted: AuditWanted, *, behind: int | None = None) -> AuditPage:
        """A page of what is wanted; `behind`: of what was done before the act with that id."""
        since, until = (None, None) if wanted.day is None else self._days.span(wanted.day)
        chosen = staff.AuditFilter(wanted.staff_id, wanted.action, wanted.subject, since, until)
        async with self._db.read() as conn:
            last = None if behind is None else await staff.audit_line(conn, behind)
            before = None if last is None else (last.at, last.id)
            rows = await staff.audit(conn, chosen, before=before, limit=PAGE_SIZE + 1)
            lines = tuple([await self._line(conn, row) for row in rows[:PAGE_SIZE]])
        return AuditPage(lines, has_older=len(rows) > PAGE_SIZE)

    async def whom(self, subject: str) -> str | None:
        """The name of the person whom such a subject concerns; None where there is none, or nobody knows."""
        async with self._db.read() as conn:
            return await self._whom(conn, subject, None)

    async def line(self, line_id: int) -> staff.AuditRow:
        """One act. Raises `NotFoundError`."""
        async with self._db.read() as conn:
            row = await staff.audit_line(conn, line_id)
        if row is None:
            raise NotFoundError
        return row

    async def actions(self) -> Sequence[staff.AuditRow]:
        """The newest act of each kind that the log knows."""
        async with self._db.read() as conn:
            return await staff.kinds_of_acts(conn)

    async def people(self) -> Sequence[tuple[int, str]]:
        """Who works here or did once: numbers and names."""
        async with self._db.read() as conn:
            ids = [row.user_id for row in await staff.working(conn)] + sorted(await staff.gone(conn))
            found = []
            for user_id in ids:
                known = await self._customers.find(conn, user_id)
                found.append((user_id, str(user_id) if known is None else known.first_name))
        return found

    async def _line(self, conn: AsyncConnection, row: staff.AuditRow) -> AuditLine:
        known = await self._customers.find(conn, row.staff_id)
        name = str(row.staff_id) if known is None else known.first_name
        whom = await self._whom(conn, row.subject, row.detail if row.action == "give_order" else None)
        return AuditLine(row.id, row.at, row.staff_id, name, row.action, row.subject, row.detail, whom)

    async def _whom(self, conn: AsyncConnection, subject: str, given_to: str | None) -> str | None:
        kind, _, key = subject.partition(":")
        person_id: int | None = None
        if given_to is not None:
            person_id = int(given_to) if given_to.isdecimal() else None
        elif kind in {"customer", "staff"}:
            person_id = int(key) if key.lstrip("-").isdecimal() else None
        elif kind == RECEIPT:
            request = await payments.request(conn, key)
            person_id = None if request is None else request.customer_id
        elif kind == "payment" and key.isdecimal():
            payment = await payments.get(conn, int(key))
            person_id = None if payment is None else payment.customer_id
        known = None if person_id is None else await self._customers.find(conn, person_id)
        return None if known is None else known.first_name
