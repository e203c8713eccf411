"""Small facts about the shop as a whole, by key."""

from datetime import datetime

from sqlalchemy import delete, false, select
from sqlalchemy.dialects.sqlite import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.columns import AnyRow
from storage.tables import notes


async def get(conn: AsyncConnection, key: str) -> AnyRow | None:
    """The note's `value` and `at`; None when nothing was noted."""
    query = select(notes.c.value, notes.c.at).where(notes.c.key == key)
    return (await conn.execute(query)).first()


async def put(conn: AsyncConnection, key: str, value: str, at: datetime) -> None:
    """Notes, over what was noted before."""
    row = insert(notes).values(key=key, value=value, at=at)
    await conn.execute(row.on_conflict_do_update(index_elements=["key"], set_={"value": value, "at": at}))


async def put_once(
    conn: AsyncConnection, key: str, value: str, at: datetime, *, not_since: datetime | None
) -> bool:
    """Notes unless that key was noted after `not_since` (None: ever); True when this call noted it."""
    row = insert(notes).values(key=key, value=value, at=at)
    statement = row.on_conflict_do_update(
        index_elements=["key"],
        set_={"value": value, "at": at},
        where=false() if not_since is None else notes.c.at <= not_since,
    ).returning(notes.c.key)
    return (await conn.execute(statement)).first() is not None


async def remove(conn: AsyncConnection, key: str) -> None:
    """Forgets what was noted, if anything was."""
    await conn.execute(delete(notes).where(notes.c.key == key))
