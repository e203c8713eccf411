"""The PostgreSQL database that a demo may be given instead of its file.

It is marked as a demo's at the first start, when it has to be empty; a reset empties none that has no mark.
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any, Final

_MARK: Final = "Hanout's demo keeps its data here, and forgets it when it is asked to"
_FILLED: Final = "SELECT EXISTS (SELECT 1 FROM pg_tables WHERE schemaname = 'public')"
_MARKED: Final = "SELECT obj_description('public'::regnamespace) IS NOT DISTINCT FROM $1"


class NotForDemosError(Exception):
    """The database cannot be reached, or holds what is none of the demo's. The text says so."""


async def take(url: str) -> None:
    """Marks an empty database as the demo's; does nothing to one that is.

    Raises `NotForDemosError`.
    """
    async with _connected(url) as conn:
        if await conn.fetchval(_MARKED, _MARK):
            return
        if await conn.fetchval(_FILLED):
            raise NotForDemosError("That database is not empty, and no demo's. Give the demo one of its own.")
        await conn.execute(f"COMMENT ON SCHEMA public IS '{_MARK.replace(chr(39), chr(39) * 2)}'")


async def empty(url: str) -> None:
    """Removes all that the demo's shop has kept. Nobody may be connected any more.

    Raises `NotForDemosError`.
    """
    async with _connected(url) as conn:
        if not await conn.fetchval(_MARKED, _MARK):
            raise NotForDemosError("That database is no demo's, and stays as it is.")
        await conn.execute("DROP SCHEMA public CASCADE; CREATE SCHEMA public")
    await take(url)


@asynccontextmanager
async def _connected(url: str) -> AsyncIterator[Any]:
    import asyncpg  # noqa: PLC0415 - only a demo on PostgreSQL needs it

    try:
        conn = await asyncpg.connect(url.replace("postgresql+asyncpg:", "postgresql:"), timeout=10)
    except (OSError, asyncpg.PostgresError, ValueError) as error:
        raise NotForDemosError(f"The database cannot be used ({error}).") from None
    try:
        yield conn
    finally:
        await conn.close()
