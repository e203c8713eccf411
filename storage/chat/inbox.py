"""Updates as they came from Telegram, by `update_id`: what waits, what is done, what was set aside."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.dialects import insert
from storage.rows import RowShape
from storage.states import InboxState
from storage.tables import inbox

_CHUNK = 500


@dataclass(frozen=True, slots=True)
class WaitingRow:
    """A row that is not finished: its update as JSON text, and how many repeated runs of it have begun."""

    update_id: int
    body: str
    tries: int


_WAITING = RowShape(WaitingRow, inbox)


async def save(conn: AsyncConnection, updates: Sequence[tuple[int, str]], at: datetime) -> set[int]:
    """Inserts what is not there yet; gives the ids that are new. `updates` are pairs of update_id and JSON
    text.
    """
    if not updates:
        return set()
    statement = insert(inbox).on_conflict_do_nothing().returning(inbox.c.update_id)
    rows = [{"update_id": update_id, "body": body, "received_at": at} for update_id, body in updates]
    return set(await conn.scalars(statement, rows))


async def waiting(conn: AsyncConnection) -> list[WaitingRow]:
    """All unfinished rows, oldest first."""
    statement = (
        select(*_WAITING.columns).where(inbox.c.state == InboxState.WAITING).order_by(inbox.c.update_id)
    )
    return _WAITING.all(await conn.execute(statement))


async def waiting_of(conn: AsyncConnection, update_ids: Sequence[int]) -> list[WaitingRow]:
    """Those of these rows that are unfinished. For a few dozen at a time."""
    statement = select(*_WAITING.columns).where(
        inbox.c.update_id.in_(update_ids), inbox.c.state == InboxState.WAITING
    )
    return _WAITING.all(await conn.execute(statement))


async def mark_done(conn: AsyncConnection, update_ids: Sequence[int], at: datetime) -> None:
    """Finishes these rows. Their texts are forgotten, only the ids stay: Telegram may deliver one again."""
    for start in range(0, len(update_ids), _CHUNK):
        chunk = update_ids[start : start + _CHUNK]
        await conn.execute(
            update(inbox)
            .where(inbox.c.update_id.in_(chunk))
            .values(state=InboxState.DONE, body="", done_at=at)
        )


async def mark_failed(conn: AsyncConnection, update_id: int, at: datetime) -> None:
    """Sets one row aside, with its text, for a person to look at."""
    await conn.execute(
        update(inbox).where(inbox.c.update_id == update_id).values(state=InboxState.FAILED, done_at=at)
    )


async def count_try(conn: AsyncConnection, update_id: int) -> None:
    """Notes that a repeated run of this row begins now."""
    await conn.execute(update(inbox).where(inbox.c.update_id == update_id).values(tries=inbox.c.tries + 1))


async def uncount_tries(conn: AsyncConnection, update_ids: Sequence[int]) -> None:
    """Takes one repeated run off each of these rows."""
    for start in range(0, len(update_ids), _CHUNK):
        mine = inbox.c.update_id.in_(update_ids[start : start + _CHUNK])
        await conn.execute(update(inbox).where(mine, inbox.c.tries > 0).values(tries=inbox.c.tries - 1))


async def prune(conn: AsyncConnection, state: InboxState, before: datetime, limit: int) -> int:
    """Deletes the oldest rows that came to this state before that moment, at most `limit`; gives their
    number. For what is done or failed: what waits has no such moment.
    """
    some = (
        select(inbox.c.update_id)
        .where(inbox.c.state == state, inbox.c.done_at < before)
        .order_by(inbox.c.done_at)
        .limit(limit)
    )
    return (await conn.execute(delete(inbox).where(inbox.c.update_id.in_(some)))).rowcount
