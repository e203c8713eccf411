"""Where each conversation stands, by the conversation's name and its key (JSON text)."""

from collections.abc import Sequence

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.dialects import insert
from storage.tables import conversations


async def states(conn: AsyncConnection, name: str) -> dict[str, str]:
    """All running conversations of that name: state by key."""
    statement = select(conversations.c.key, conversations.c.state).where(conversations.c.name == name)
    return {row.key: row.state for row in await conn.execute(statement)}


async def of_keys(conn: AsyncConnection, name: str, keys: Sequence[str]) -> dict[str, str]:
    """The running conversations of that name with these keys: state by key."""
    query = select(conversations.c.key, conversations.c.state)
    query = query.where(conversations.c.name == name, conversations.c.key.in_(keys))
    return {row.key: row.state for row in await conn.execute(query)}


async def put(conn: AsyncConnection, rows: Sequence[tuple[str, str, str]]) -> None:
    """Writes states: (name, key, state) each, over whatever was there."""
    if not rows:
        return
    row = insert(conversations)
    statement = row.on_conflict_do_update(index_elements=["name", "key"], set_={"state": row.excluded.state})
    await conn.execute(statement, [{"name": name, "key": key, "state": state} for name, key, state in rows])


async def end(conn: AsyncConnection, keys: Sequence[tuple[str, str]]) -> None:
    """Forgets conversations that ended: (name, key) each."""
    for name, key in keys:
        await conn.execute(
            delete(conversations).where(conversations.c.name == name, conversations.c.key == key)
        )
