"""Tidying a little at a time, so that nobody waits for the writer."""

from collections.abc import Awaitable, Callable
from typing import Final

from sqlalchemy.ext.asyncio import AsyncConnection

from storage.database import Database

SLICE: Final = 500
MOST_SLICES: Final = 20
"""So many in one go; what is left then goes next time."""


async def in_slices(db: Database, remove: Callable[[AsyncConnection, int], Awaitable[int]]) -> int:
    """Lets `remove(conn, limit)` remove at most `SLICE` rows in a transaction of its own, again and again
    until it removes fewer; how many it removed in all.
    """
    removed = 0
    for _ in range(MOST_SLICES):
        async with db.write() as conn:
            count = await remove(conn, SLICE)
        removed += count
        if count < SLICE:
            break
    return removed
