"""The products that customers keep an eye on, each once, and when a worker looks at it next."""

from datetime import datetime

from sqlalchemy import case, literal, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.columns import Timestamp
from storage.dialects import insert
from storage.tables import watched_products


async def watch(conn: AsyncConnection, product_key: str, *, look_at: datetime) -> None:
    """Somebody keeps an eye on it: it is looked at then, or sooner where that was said before."""
    row = insert(watched_products).values(product_key=product_key, look_at=look_at)
    column, moment = watched_products.c.look_at, literal(look_at, Timestamp)
    sooner = case((column < moment, column), else_=moment)
    await conn.execute(row.on_conflict_do_update(index_elements=["product_key"], set_={"look_at": sooner}))


async def due(conn: AsyncConnection, now: datetime, *, limit: int) -> list[str]:
    """The products whose time has come, the one that is due longest first."""
    query = select(watched_products.c.product_key).where(watched_products.c.look_at <= now)
    found = await conn.execute(query.order_by(watched_products.c.look_at).limit(limit))
    return list(found.scalars())


async def look_again(conn: AsyncConnection, product_key: str, look_at: datetime) -> None:
    """It is looked at again then."""
    which = watched_products.c.product_key == product_key
    await conn.execute(update(watched_products).where(which).values(look_at=look_at))


async def remove(conn: AsyncConnection, product_key: str) -> None:
    """Nobody keeps an eye on it any more."""
    await conn.execute(watched_products.delete().where(watched_products.c.product_key == product_key))
