"""Small facts about the shop as a whole, by key."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from typing import Any

from sqlalchemy import BindParameter, Select, bindparam, delete, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.columns import Timestamp
from storage.dialects import insert
from storage.rows import RowShape
from storage.tables import notes


@dataclass(frozen=True, slots=True)
class FactRow:
    """What was noted, and when."""

    value: str
    at: datetime


_FACT = RowShape(FactRow, notes)
# Made once, as they are executed all the time.
_OF_KEY = select(*_FACT.columns).where(notes.c.key == bindparam("key"))
_NEW = insert(notes)
_SAYS = {name: _NEW.excluded[name] for name in ("value", "at", "expires_at")}
_PUT = _NEW.on_conflict_do_update(index_elements=["key"], set_=_SAYS)
_PUT_ONCE = _NEW.on_conflict_do_nothing(index_elements=["key"]).returning(notes.c.key)
_PUT_AGAIN = _NEW.on_conflict_do_update(
    index_elements=["key"],
    set_=_SAYS,
    where=or_(
        notes.c.at <= bindparam("not_since", type_=Timestamp),
        notes.c.at > bindparam("ahead", type_=Timestamp),
    ),
).returning(notes.c.key)
_REMOVE = delete(notes).where(notes.c.key == bindparam("key"))
_AHEAD = timedelta(minutes=1)
"""What the clocks of two machines may differ by."""


async def get(conn: AsyncConnection, key: str) -> FactRow | None:
    """What was noted; None when nothing was."""
    return _FACT.first(await conn.execute(_OF_KEY, {"key": key}))


async def get_all(conn: AsyncConnection, *keys: str) -> Mapping[str, FactRow]:
    """What was noted under these keys, in one look; those under which nothing was are left out."""
    found = await conn.execute(_of_keys(len(keys)), {f"key_{n}": key for n, key in enumerate(keys)})
    return {row.key: _FACT.of(row) for row in found}


@cache
def _of_keys(count: int) -> Select[Any]:
    """A list that is as long as it says is made into a statement once, not each time it is asked."""
    keys: list[BindParameter[str]] = [bindparam(f"key_{n}") for n in range(count)]
    return select(*_FACT.columns, notes.c.key).where(notes.c.key.in_(keys))


async def put(
    conn: AsyncConnection, key: str, value: str, at: datetime, *, expires_at: datetime | None = None
) -> None:
    """Notes, over what was noted before. After `expires_at` it may be tidied away; None: it stays."""
    await conn.execute(_PUT, {"key": key, "value": value, "at": at, "expires_at": expires_at})


async def put_once(
    conn: AsyncConnection,
    key: str,
    value: str,
    at: datetime,
    *,
    not_since: datetime | None,
    expires_at: datetime | None = None,
) -> bool:
    """Notes unless that key was noted after `not_since` (None: ever); True when this call noted it.

    With `not_since`, what was noted in the future does not count: the clock was set back since.
    """
    says = {"key": key, "value": value, "at": at, "expires_at": expires_at}
    if not_since is None:
        return (await conn.execute(_PUT_ONCE, says)).first() is not None
    times = {"not_since": not_since, "ahead": at + _AHEAD}
    return (await conn.execute(_PUT_AGAIN, says | times)).first() is not None


async def remove(conn: AsyncConnection, key: str) -> None:
    """Forgets what was noted, if anything was."""
    await conn.execute(_REMOVE, {"key": key})


async def prune(conn: AsyncConnection, now: datetime, limit: int) -> int:
    """Removes the oldest of those that have expired, at most `limit`; how many."""
    expired = select(notes.c.key).where(notes.c.expires_at <= now).order_by(notes.c.expires_at).limit(limit)
    return (await conn.execute(notes.delete().where(notes.c.key.in_(expired)))).rowcount
