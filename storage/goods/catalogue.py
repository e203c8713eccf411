"""What the supplier last said of its catalogue, as JSON texts with their age."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Text, bindparam, select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.dialects import insert
from storage.rows import RowShape
from storage.tables import catalogue_cache
from storage.wakeups import note_change

CHANGED = "catalogue"
"""What `WakeUps.on_change` calls a new answer, with its key."""


@dataclass(frozen=True, slots=True)
class CachedRow:
    """What the supplier said, as JSON, and when."""

    body: str
    fetched_at: datetime


_CACHED = RowShape(CachedRow, catalogue_cache)


async def get(conn: AsyncConnection, key: str) -> CachedRow | None:
    """The cached `body` and when it was fetched."""
    return _CACHED.first(await conn.execute(_OF_KEY, {"of": key}))


# Made once, as they are asked all the time.
_OF_KEY = select(*_CACHED.columns).where(catalogue_cache.c.key == bindparam("of"))
_OF_KEYS = select(*_CACHED.columns, catalogue_cache.c.key).where(
    catalogue_cache.c.key.in_(bindparam("of", type_=Text, expanding=True))
)


async def starting(conn: AsyncConnection, beginning: str) -> dict[str, CachedRow]:
    """All that is cached under keys that begin so, by the rest of the key."""
    key = catalogue_cache.c.key
    query = select(*_CACHED.columns, key).where(key.startswith(beginning, autoescape=True))
    return {row[-1].removeprefix(beginning): _CACHED.of(row) for row in await conn.execute(query)}


async def among(conn: AsyncConnection, beginning: str, rests: Sequence[str]) -> dict[str, CachedRow]:
    """The same of a few keys, named by what follows the beginning."""
    rows = await conn.execute(_OF_KEYS, {"of": [beginning + rest for rest in rests]})
    return {row[-1].removeprefix(beginning): _CACHED.of(row) for row in rows}


async def put(conn: AsyncConnection, key: str, body: str, fetched_at: datetime) -> None:
    """Keeps the newest answer."""
    note_change(conn, CHANGED, key)
    await conn.execute(_PUT, {"key": key, "body": body, "fetched_at": fetched_at})


_NEW = insert(catalogue_cache)
_PUT = _NEW.on_conflict_do_update(
    index_elements=["key"], set_={name: _NEW.excluded[name] for name in ("body", "fetched_at")}
)  # made once, as it is executed all the time
