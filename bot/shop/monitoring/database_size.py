"""How large the database is, and by how much it has grown since the day before."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise

from sqlalchemy.ext.asyncio import AsyncConnection

from storage.database import Database
from storage.house import facts

_A_DAY = timedelta(days=1)
_KEPT = timedelta(days=10)
_WEEK = 7


@dataclass(frozen=True, slots=True)
class DatabaseSize:
    """In bytes, indexes and all; `grown` since yesterday's first look, None when there was none."""

    now: int
    grown: int | None


async def keep(db: Database, now: datetime) -> None:
    """Writes down the size, once a day (UTC)."""
    async with db.write() as conn:
        size = str(await db.size(conn))
        await facts.put_once(conn, _key(now), size, now, not_since=None, expires_at=now + _KEPT)


async def read(db: Database, conn: AsyncConnection, now: datetime) -> DatabaseSize:
    """The size now, beside yesterday's."""
    size = await db.size(conn)
    yesterday = await facts.get(conn, _key(now - _A_DAY))
    return DatabaseSize(size, None if yesterday is None else size - int(yesterday.value))


async def growths(conn: AsyncConnection, now: datetime) -> list[int]:
    """By how many bytes it grew on each of the days before yesterday that are known, at most a week: from one
    day's first look to the next one's.
    """
    days = [_key(now - ago * _A_DAY) for ago in range(1, _WEEK + 2)]
    noted = await facts.get_all(conn, *days)
    sizes = [noted.get(day) for day in days]
    return [int(after.value) - int(before.value) for after, before in pairwise(sizes) if after and before]


def _key(moment: datetime) -> str:
    return f"database_size:{moment.date().isoformat()}"
