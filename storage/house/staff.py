"""Who works here, and what they did."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

import structlog
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.committed_lines import log_once_committed
from storage.dialects import insert
from storage.rows import RowShape
from storage.states import StaffRole
from storage.tables import audit_log, staff


@dataclass(frozen=True, slots=True)
class AuditRow:
    """One act of a member of the staff."""

    at: datetime
    staff_id: int
    action: str
    subject: str
    detail: str | None


_AUDIT = RowShape(AuditRow, audit_log)
_logger = structlog.get_logger(__name__)


async def sync(conn: AsyncConnection, user_ids: Collection[int], *, role: StaffRole, now: datetime) -> None:
    """Makes these people, and nobody else, staff."""
    for user_id in user_ids:
        row = insert(staff).values(user_id=user_id, role=role, added_at=now)
        await conn.execute(
            row.on_conflict_do_update(index_elements=["user_id"], set_={"role": role, "removed_at": None})
        )
    gone = staff.update().where(staff.c.user_id.not_in(user_ids), staff.c.removed_at.is_(None))
    await conn.execute(gone.values(removed_at=now))


async def removed(conn: AsyncConnection) -> Sequence[int]:
    """People who were staff once."""
    return (
        (await conn.execute(select(staff.c.user_id).where(staff.c.removed_at.is_not(None)))).scalars().all()
    )


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
    await conn.execute(
        audit_log.insert().values(staff_id=staff_id, action=action, subject=subject, at=at, detail=detail)
    )


async def audit(conn: AsyncConnection, limit: int) -> list[AuditRow]:
    """The newest lines of the audit log."""
    query = select(*_AUDIT.columns).order_by(audit_log.c.id.desc()).limit(limit)
    return _AUDIT.all(await conn.execute(query))
