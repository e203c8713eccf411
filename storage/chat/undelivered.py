"""Messages that do not arrive: Telegram refuses them, or they were given up. Reads only."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.chat.messages import UNSENT
from storage.rows import RowShape, counted
from storage.states import MessageState
from storage.tables import messages


@dataclass(frozen=True, slots=True)
class UndeliveredRow:
    """A message that does not arrive, and the last error."""

    id: int
    chat_id: int
    kind: str
    state: MessageState
    created_at: datetime
    last_error: str | None


_UNDELIVERED = RowShape(UndeliveredRow, messages)


async def undelivered(
    conn: AsyncConnection, sign: str, *, offset: int, limit: int
) -> tuple[list[UndeliveredRow], int]:
    """Messages that were given up, and those that wait with a last error that begins with that sign, newest
    first; and how many there are, as `counted` says it.
    """
    refused = and_(
        messages.c.state == MessageState.WAITING,
        messages.c.tries > 0,
        messages.c.last_error.startswith(sign),
    )
    these = and_(UNSENT, or_(messages.c.state == MessageState.FAILED, refused))
    query = (
        select(*_UNDELIVERED.columns)
        .where(these)
        .order_by(messages.c.created_at.desc(), messages.c.id.desc())
        .offset(offset)
        .limit(limit)
    )
    return _UNDELIVERED.all(await conn.execute(query)), await counted(
        conn, messages, these, by=messages.c.state
    )
