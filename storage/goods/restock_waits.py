"""Who waits until a type is back."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.dialects import insert
from storage.rows import RowShape
from storage.tables import customers, restock_waits


@dataclass(frozen=True, slots=True)
class RestockWaitRow:
    """One customer's wait for one type."""

    customer_id: int
    product_key: str
    type_key: str
    product_title: str
    region: str | None
    type_name: str
    asked_at: datetime
    told_at: datetime | None
    ends_at: datetime


_WAIT = RowShape(RestockWaitRow, restock_waits)
_WAITING = restock_waits.c.told_at.is_(None)


async def put(conn: AsyncConnection, row: RestockWaitRow) -> None:
    """Begins a wait, also where an earlier one was told; one that still goes on keeps its turn."""
    values = {name: getattr(row, name) for name in RestockWaitRow.__dataclass_fields__}
    again = {name: values[name] for name in ("asked_at", "told_at", "ends_at")}
    statement = insert(restock_waits).values(**values)
    await conn.execute(
        statement.on_conflict_do_update(
            index_elements=["customer_id", "product_key", "type_key"],
            set_=again,
            where=restock_waits.c.told_at.is_not(None),
        )
    )


async def remove(conn: AsyncConnection, customer_id: int, product_key: str, type_key: str) -> None:
    """Ends a wait that was not told."""
    await conn.execute(
        restock_waits.delete().where(
            restock_waits.c.customer_id == customer_id,
            restock_waits.c.product_key == product_key,
            restock_waits.c.type_key == type_key,
            _WAITING,
        )
    )


async def of_customer(conn: AsyncConnection, customer_id: int) -> list[RestockWaitRow]:
    """What one customer waits for, the newest first."""
    query = select(*_WAIT.columns).where(restock_waits.c.customer_id == customer_id, _WAITING)
    newest = (restock_waits.c.asked_at.desc(), restock_waits.c.product_key, restock_waits.c.type_key)
    return _WAIT.all(await conn.execute(query.order_by(*newest)))


async def count(conn: AsyncConnection, customer_id: int) -> int:
    """How many types one customer waits for."""
    query = select(func.count()).select_from(restock_waits)
    query = query.where(restock_waits.c.customer_id == customer_id, _WAITING)
    return int((await conn.execute(query)).scalar_one())


async def first(
    conn: AsyncConnection, product_key: str, type_key: str, *, limit: int
) -> list[RestockWaitRow]:
    """Who has waited longest for that type; none of people who cannot be reached or are not served."""
    query = (
        select(*_WAIT.columns)
        .join(customers, customers.c.id == restock_waits.c.customer_id)
        .where(
            restock_waits.c.product_key == product_key,
            restock_waits.c.type_key == type_key,
            _WAITING,
            customers.c.banned_at.is_(None),
            customers.c.blocked_at.is_(None),
        )
        .order_by(restock_waits.c.asked_at, restock_waits.c.customer_id)
        .limit(limit)
    )
    return _WAIT.all(await conn.execute(query))


async def told_since(conn: AsyncConnection, product_key: str, type_key: str, since: datetime) -> int:
    """How many people were told after that moment that the type is back."""
    query = select(func.count()).select_from(restock_waits)
    query = query.where(
        restock_waits.c.product_key == product_key,
        restock_waits.c.type_key == type_key,
        restock_waits.c.told_at > since,
    )
    return int((await conn.execute(query)).scalar_one())


async def tell(
    conn: AsyncConnection,
    product_key: str,
    type_key: str,
    customer_ids: Sequence[int],
    *,
    at: datetime,
    ends_at: datetime,
) -> None:
    """Notes that these people are told of that type. For a hundred at a time."""
    await conn.execute(
        update(restock_waits)
        .where(
            restock_waits.c.customer_id.in_(customer_ids),
            restock_waits.c.product_key == product_key,
            restock_waits.c.type_key == type_key,
            _WAITING,
        )
        .values(told_at=at, ends_at=ends_at)
    )


async def has(conn: AsyncConnection, product_key: str) -> bool:
    """Whether somebody waits for a type of that product."""
    query = select(restock_waits.c.customer_id).where(restock_waits.c.product_key == product_key, _WAITING)
    return (await conn.execute(query.limit(1))).first() is not None


async def prune(conn: AsyncConnection, now: datetime, limit: int) -> int:
    """Removes waits whose time is over, at most so many; how many."""
    over = select(restock_waits.c.id).where(restock_waits.c.ends_at < now)
    some = over.order_by(restock_waits.c.ends_at).limit(limit)
    return (await conn.execute(restock_waits.delete().where(restock_waits.c.id.in_(some)))).rowcount
