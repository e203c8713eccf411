"""Types that customers starred."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.dialects import insert
from storage.rows import RowShape
from storage.tables import customers, favorites


@dataclass(frozen=True, slots=True)
class FavoriteRow:
    """One starred type; `price_centimes` is the price that its customer was shown or told last."""

    customer_id: int
    product_key: str
    type_key: str
    product_title: str
    region: str | None
    type_name: str
    price_centimes: int
    starred_at: datetime


_FAVORITE = RowShape(FavoriteRow, favorites)


async def add(conn: AsyncConnection, row: FavoriteRow) -> None:
    """Stars a type; one that is starred already keeps its price."""
    values = {name: getattr(row, name) for name in FavoriteRow.__dataclass_fields__}
    await conn.execute(insert(favorites).values(**values).on_conflict_do_nothing())


async def remove(conn: AsyncConnection, customer_id: int, product_key: str, type_key: str) -> None:
    """Takes a star away."""
    await conn.execute(
        favorites.delete().where(
            favorites.c.customer_id == customer_id,
            favorites.c.product_key == product_key,
            favorites.c.type_key == type_key,
        )
    )


async def of_customer(conn: AsyncConnection, customer_id: int) -> list[FavoriteRow]:
    """All of one customer, the newest first."""
    query = select(*_FAVORITE.columns).where(favorites.c.customer_id == customer_id)
    newest = (favorites.c.starred_at.desc(), favorites.c.product_key, favorites.c.type_key)
    return _FAVORITE.all(await conn.execute(query.order_by(*newest)))


async def count(conn: AsyncConnection, customer_id: int) -> int:
    """How many one customer has."""
    query = select(func.count()).select_from(favorites).where(favorites.c.customer_id == customer_id)
    return int((await conn.execute(query)).scalar_one())


async def dearer_than(
    conn: AsyncConnection, product_key: str, type_key: str, price_centimes: int, *, limit: int
) -> list[FavoriteRow]:
    """Stars on that type whose customers know a higher price, the highest first; none of people who cannot
    be reached or are not served.
    """
    query = (
        select(*_FAVORITE.columns)
        .join(customers, customers.c.id == favorites.c.customer_id)
        .where(
            favorites.c.product_key == product_key,
            favorites.c.type_key == type_key,
            favorites.c.price_centimes > price_centimes,
            customers.c.banned_at.is_(None),
            customers.c.blocked_at.is_(None),
        )
        .order_by(favorites.c.price_centimes.desc())
        .limit(limit)
    )
    return _FAVORITE.all(await conn.execute(query))


async def told(conn: AsyncConnection, row: FavoriteRow, price_centimes: int) -> bool:
    """Notes that its customer is told this price; False when they know another one by now."""
    same = and_(
        favorites.c.customer_id == row.customer_id,
        favorites.c.product_key == row.product_key,
        favorites.c.type_key == row.type_key,
        favorites.c.price_centimes == row.price_centimes,
    )
    return bool(
        (await conn.execute(update(favorites).where(same).values(price_centimes=price_centimes))).rowcount
    )


async def has(conn: AsyncConnection, product_key: str) -> bool:
    """Whether somebody starred a type of that product."""
    query = select(favorites.c.customer_id).where(favorites.c.product_key == product_key).limit(1)
    return (await conn.execute(query)).first() is not None
