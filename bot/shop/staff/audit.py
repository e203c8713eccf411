"""What staff did: the audit log, a page at a time, by who did what to what, and when."""

from collections.abc import Collection, Sequence
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
            lines = await self._lines(conn, rows[:PAGE_SIZE])
        return AuditPage(lines, has_older=len(rows) > PAGE_SIZE)

    async def whom(self, subject: str) -> str | None:
        """The name of the person whom such a subject concerns; None where there is none, or nobody knows."""
        async with self._db.read() as conn:
            whom = await self._whom(conn, {subject})
            known = await self._customers.find_all(conn, whom.values())
        return known[whom[subject]].first_name if whom.get(subject) in known else None

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
            names = await self._customers.names_of(conn, ids)
        return [(user_id, names[user_id]) for user_id in ids]

    async def _lines(self, conn: AsyncConnection, rows: Sequence[staff.AuditRow]) -> tuple[AuditLine, ...]:
        """As many questions for a page as for one act."""
        concerned = await self._whom(conn, {row.subject for row in rows})
        whom = {row.id: _given_to(row) or concerned.get(row.subject, 0) for row in rows}
        people = await self._customers.find_all(conn, {row.staff_id for row in rows} | set(whom.values()))
        names = {user_id: person.first_name for user_id, person in people.items()}
        return tuple(
            AuditLine(
                id=row.id,
                at=row.at,
                staff_id=row.staff_id,
                staff=names.get(row.staff_id, str(row.staff_id)),
                action=row.action,
                subject=row.subject,
                detail=row.detail,
                whom=names.get(whom[row.id]),
            )
            for row in rows
        )

    @staticmethod
    async def _whom(conn: AsyncConnection, subjects: Collection[str]) -> dict[str, int]:
        """The people whom such subjects concern, where it is known whom."""
        keys = {subject: subject.partition(":")[::2] for subject in subjects}
        found = {
            subject: int(key)
            for subject, (kind, key) in keys.items()
            if kind in {"customer", "staff"} and key.lstrip("-").isdecimal()
        }
        requests = await payments.requests(conn, {key for kind, key in keys.values() if kind == RECEIPT})
        paid = await payments.of_ids(
            conn, {int(key) for kind, key in keys.values() if kind == "payment" and key.isdecimal()}
        )
        for subject, (kind, key) in keys.items():
            payment = paid.get(int(key)) if kind == "payment" and key.isdecimal() else None
            if kind == RECEIPT and key in requests:
                found[subject] = requests[key].customer_id
            elif payment is not None and payment.customer_id is not None:
                found[subject] = payment.customer_id
        return found


def _given_to(row: staff.AuditRow) -> int | None:
    """To whom an order was given, where this act was that."""
    given = row.action == "give_order" and row.detail is not None and row.detail.isdecimal()
    return int(row.detail or "") if given else None
