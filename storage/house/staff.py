"""Who works here, and what they did."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

import structlog
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.committed_lines import log_once_committed
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


CHANGED: Final = "staff"
"""What `storage.wakeups` calls a change of who works here."""
_AUDIT = RowShape(AuditRow, audit_log)
_logger = structlog.get_logger(__name__)


async def roles(conn: AsyncConnection) -> dict[int, StaffRole]:
    """Who works here, with their roles."""
    query = select(staff.c.user_id, staff.c.role).where(staff.c.removed_at.is_(None))
    return {user_id: role for user_id, role in await conn.execute(query)}


async def role_of(conn: AsyncConnection, user_id: int) -> StaffRole | None:
    """What somebody is here; None for who is none of the staff (any more)."""
    query = select(staff.c.role).where(staff.c.user_id == user_id, staff.c.removed_at.is_(None))
    role: StaffRole | None = (await conn.execute(query)).scalar_one_or_none()
    return role


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
