"""Updates as they came from Telegram, by `update_id`: what waits, what is done, what was set aside."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import delete, select, update
from sqlalchemy.dialects.sqlite import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.tables import inbox

_CHUNK = 500


class Waiting(NamedTuple):
    """A row that is not finished: its update as JSON text, and how many repeated runs of it have begun."""

    update_id: int
    body: str
    tries: int


async def save(conn: AsyncConnection, updates: Sequence[tuple[int, str]], at: datetime) -> set[int]:
    """Inserts what is not there yet; gives the ids that are new. `updates` are pairs of update_id and JSON text."""
    if not updates:
        return set()
    statement = insert(inbox).on_conflict_do_nothing().returning(inbox.c.update_id)
    rows = [{"update_id": update_id, "body": body, "received_at": at} for update_id, body in updates]
    return set(await conn.scalars(statement, rows))


async def waiting(conn: AsyncConnection) -> list[Waiting]:
    """All unfinished rows, oldest first."""
    statement = (
        select(inbox.c.update_id, inbox.c.body, inbox.c.tries)
        .where(inbox.c.state == "waiting")
        .order_by(inbox.c.update_id)
    )
    return [Waiting(*row) for row in await conn.execute(statement)]


async def waiting_of(conn: AsyncConnection, update_ids: Sequence[int]) -> list[Waiting]:
    """Those of these rows that are unfinished. For a few dozen at a time."""
    statement = select(inbox.c.update_id, inbox.c.body, inbox.c.tries).where(
        inbox.c.update_id.in_(update_ids), inbox.c.state == "waiting"
    )
    return [Waiting(*row) for row in await conn.execute(statement)]


async def mark_done(conn: AsyncConnection, update_ids: Sequence[int], at: datetime) -> None:
    """Finishes these rows. Their texts are forgotten, only the ids stay: Telegram may deliver one again."""
    for start in range(0, len(update_ids), _CHUNK):
        chunk = update_ids[start : start + _CHUNK]
        await conn.execute(
            update(inbox).where(inbox.c.update_id.in_(chunk)).values(state="done", body="", done_at=at)
        )


async def mark_failed(conn: AsyncConnection, update_id: int, at: datetime) -> None:
    """Sets one row aside, with its text, for a person to look at."""
    await conn.execute(update(inbox).where(inbox.c.update_id == update_id).values(state="failed", done_at=at))


async def count_try(conn: AsyncConnection, update_id: int) -> None:
    """Notes that a repeated run of this row begins now."""
    await conn.execute(update(inbox).where(inbox.c.update_id == update_id).values(tries=inbox.c.tries + 1))


async def uncount_tries(conn: AsyncConnection, update_ids: Sequence[int]) -> None:
    """Takes one repeated run off each of these rows."""
    for start in range(0, len(update_ids), _CHUNK):
        mine = inbox.c.update_id.in_(update_ids[start : start + _CHUNK])
        await conn.execute(update(inbox).where(mine, inbox.c.tries > 0).values(tries=inbox.c.tries - 1))


async def prune(conn: AsyncConnection, before: datetime) -> int:
    """Deletes rows done before that moment; gives their number. What waits or failed stays."""
    result = await conn.execute(delete(inbox).where(inbox.c.state == "done", inbox.c.done_at < before))
    return result.rowcount
