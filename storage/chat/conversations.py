"""Where each conversation stands, by the conversation's name and its key (JSON text)."""

from collections.abc import Sequence

from sqlalchemy import bindparam, delete, select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.dialects import insert
from storage.tables import conversations

# Made once, as they are executed for all that people do.
_OF_NAME = select(conversations.c.key, conversations.c.state).where(
    conversations.c.name == bindparam("of_name")
)
_NEW = insert(conversations)
_PUT = _NEW.on_conflict_do_update(index_elements=["name", "key"], set_={"state": _NEW.excluded.state})
_END = delete(conversations).where(
    conversations.c.name == bindparam("of_name"), conversations.c.key == bindparam("of_key")
)


async def states(conn: AsyncConnection, name: str) -> dict[str, str]:
    """All running conversations of that name: state by key."""
    return {row.key: row.state for row in await conn.execute(_OF_NAME, {"of_name": name})}


async def of_keys(conn: AsyncConnection, name: str, keys: Sequence[str]) -> dict[str, str]:
    """The running conversations of that name with these keys: state by key."""
    query = select(conversations.c.key, conversations.c.state)
    query = query.where(conversations.c.name == name, conversations.c.key.in_(keys))
    return {row.key: row.state for row in await conn.execute(query)}


async def put(conn: AsyncConnection, rows: Sequence[tuple[str, str, str]]) -> None:
    """Writes states: (name, key, state) each, over whatever was there."""
    if rows:
        await conn.execute(_PUT, [{"name": name, "key": key, "state": state} for name, key, state in rows])


async def end(conn: AsyncConnection, keys: Sequence[tuple[str, str]]) -> None:
    """Forgets conversations that ended: (name, key) each."""
    for name, key in keys:
        await conn.execute(_END, {"of_name": name, "of_key": key})
