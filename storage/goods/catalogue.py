"""What the supplier last said of its catalogue, as JSON texts with their age."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.dialects.sqlite import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.columns import AnyRow
from storage.tables import catalogue_cache


async def get(conn: AsyncConnection, key: str) -> AnyRow | None:
    """The cached `body` and when it was fetched."""
    query = select(catalogue_cache.c.body, catalogue_cache.c.fetched_at).where(catalogue_cache.c.key == key)
    return (await conn.execute(query)).first()


async def starting(conn: AsyncConnection, beginning: str) -> dict[str, AnyRow]:
    """All that is cached under keys that begin so, by the rest of the key."""
    query = select(catalogue_cache).where(catalogue_cache.c.key.startswith(beginning, autoescape=True))
    return {row.key.removeprefix(beginning): row for row in (await conn.execute(query)).all()}


async def put(conn: AsyncConnection, key: str, body: str, fetched_at: datetime) -> None:
    """Keeps the newest answer."""
    row = insert(catalogue_cache).values(key=key, body=body, fetched_at=fetched_at)
    await conn.execute(
        row.on_conflict_do_update(index_elements=["key"], set_={"body": body, "fetched_at": fetched_at})
    )
