"""Who works here, and what they did."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Final

import structlog
from sqlalchemy import bindparam, func, literal, select, tuple_
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.columns import Timestamp
from storage.committed_lines import log_once_committed
from storage.dialects import insert
from storage.rows import RowShape
from storage.states import StaffRole
from storage.tables import audit_log, staff
from storage.wakeups import note_change

CHANGED: Final = "staff"
"""What `storage.wakeups` calls a change of who works here."""


@dataclass(frozen=True, slots=True)
class StaffRow:
    """Somebody who works here, in their role since `added_at`; `added_by` None: by the settings."""

    user_id: int
    role: StaffRole
    added_at: datetime
    added_by: int | None


@dataclass(frozen=True, slots=True)
class AuditRow:
    """One act of a member of the staff."""

    id: int
    at: datetime
    staff_id: int
    action: str
    subject: str
    detail: str | None


@dataclass(frozen=True, slots=True)
class AuditFilter:
    """Which lines of the audit log are wanted; None: any."""

    staff_id: int | None = None
    action: str | None = None
    subject: str | None = None
    since: datetime | None = None
    until: datetime | None = None


_STAFF = RowShape(StaffRow, staff)
_AUDIT = RowShape(AuditRow, audit_log)
_MOST_KINDS = 100
_HERE: Final = staff.c.removed_at.is_(None)
_logger = structlog.get_logger(__name__)


async def working(conn: AsyncConnection) -> list[StaffRow]:
    """Who works here, the longest in their role first."""
    return _STAFF.all(await conn.execute(_WORKING))


async def get(conn: AsyncConnection, user_id: int) -> StaffRow | None:
    """Somebody who works here; None for who does not (any more)."""
    return _STAFF.first(await conn.execute(_GET, {"of": user_id}))


async def gone(conn: AsyncConnection) -> list[int]:
    """Who worked here once."""
    return list((await conn.execute(_GONE)).scalars())


# Made once, as they are asked all the time.
_WORKING = select(*_STAFF.columns).where(_HERE).order_by(staff.c.added_at, staff.c.user_id)
_GET = select(*_STAFF.columns).where(staff.c.user_id == bindparam("of"), _HERE)
_GONE = select(staff.c.user_id).where(~_HERE)


async def put(conn: AsyncConnection, user_id: int, *, role: StaffRole, by: int | None, now: datetime) -> None:
    """Gives somebody a role, whatever they had before."""
    told = {"role": role, "added_at": now, "added_by": by, "removed_at": None}
    row = insert(staff).values(user_id=user_id, **told)
    await conn.execute(row.on_conflict_do_update(index_elements=["user_id"], set_=told))
    note_change(conn, CHANGED, str(user_id))


async def remove(conn: AsyncConnection, user_id: int, now: datetime) -> None:
    """From now on they do not work here."""
    await conn.execute(staff.update().where(staff.c.user_id == user_id, _HERE).values(removed_at=now))
    note_change(conn, CHANGED, str(user_id))


async def quiet_hours(conn: AsyncConnection) -> dict[int, str]:
    """The quiet hours of those who work here and have their own."""
    query = select(staff.c.user_id, staff.c.quiet_hours).where(_HERE, staff.c.quiet_hours.is_not(None))
    return {user_id: hours for user_id, hours in await conn.execute(query)}


async def set_quiet_hours(conn: AsyncConnection, user_id: int, hours: str | None) -> bool:
    """Their own from now on, None: none of their own; False for who does not work here."""
    change = staff.update().where(staff.c.user_id == user_id, _HERE).values(quiet_hours=hours)
    return (await conn.execute(change)).rowcount > 0


async def last_acts(conn: AsyncConnection, user_ids: Collection[int]) -> dict[int, datetime]:
    """When each of them last did something that the audit log knows of."""
    newest = (
        select(audit_log.c.at)
        .where(audit_log.c.staff_id == staff.c.user_id)
        .order_by(audit_log.c.at.desc(), audit_log.c.id.desc())
        .limit(1)
        .scalar_subquery()
    )
    query = select(staff.c.user_id, newest).where(staff.c.user_id.in_(user_ids))
    return {user_id: at for user_id, at in await conn.execute(query) if at is not None}


async def log(
    conn: AsyncConnection,
    *,
    staff_id: int,
    action: str,
    subject: str,
    at: datetime,
    detail: str | None = None,
) -> None:
    """Adds one line to the audit log, in the transaction of the act; once that has committed, the
    process's log has it too, without `detail`.

    `detail` may hold what people typed, or a promo code, so it stays in the database.
    """
    kind, _, name = subject.partition(":")
    log_once_committed(
        conn, _logger.info, "staff acted", person=staff_id, action=action, **{kind: name or kind}
    )
    line = {"staff_id": staff_id, "action": action, "subject": subject, "at": at, "detail": detail}
    await conn.execute(_LOG, line)


_LOG = audit_log.insert()  # made once, as it is executed all the time


async def audit(
    conn: AsyncConnection, wanted: AuditFilter, *, before: tuple[datetime, int] | None = None, limit: int
) -> list[AuditRow]:
    """Lines of the audit log, newest first; `before`: from the one after this time and id on."""
    lines = audit_log.c
    query = select(*_AUDIT.columns).order_by(lines.at.desc(), lines.id.desc()).limit(limit)
    if wanted.staff_id is not None:
        query = query.where(lines.staff_id == wanted.staff_id)
    if wanted.action is not None:
        query = query.where(lines.action == wanted.action)
    if wanted.subject is not None:
        query = query.where(lines.subject == wanted.subject)
    if wanted.since is not None:
        query = query.where(lines.at >= wanted.since)
    if before is None and wanted.until is not None:
        query = query.where(lines.at < wanted.until)
    if (
        before is not None
    ):  # it is before `until`: with both, SQLite would begin at the day's end on each page
        at, line_id = before
        query = query.where(tuple_(lines.at, lines.id) < tuple_(literal(at, Timestamp), line_id))
    return _AUDIT.all(await conn.execute(query))


async def audit_line(conn: AsyncConnection, line_id: int) -> AuditRow | None:
    """One line of the audit log."""
    return _AUDIT.first(await conn.execute(select(*_AUDIT.columns).where(audit_log.c.id == line_id)))


async def kinds_of_acts(conn: AsyncConnection) -> list[AuditRow]:
    """The newest line of each kind of act, one look into the index for each."""
    found: list[AuditRow] = []
    lines = audit_log.c
    while len(found) < _MOST_KINDS:
        after = found[-1].action if found else ""
        kind = select(func.min(lines.action)).where(lines.action > after).scalar_subquery()
        query = select(*_AUDIT.columns).where(lines.action == kind)
        row = _AUDIT.first(await conn.execute(query.order_by(lines.at.desc(), lines.id.desc()).limit(1)))
        if row is None:
            break
        found.append(row)
    return found
