"""Calls of `placeOrder`: written before they leave, so that a crash or a lost answer leaves evidence."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.columns import AnyRow
from storage.tables import attempts, orders


async def add(conn: AsyncConnection, **columns: Any) -> int:
    """Adds an attempt; its id. Raises IntegrityError while the order has one that is not settled."""
    return (await conn.execute(attempts.insert().values(**columns).returning(attempts.c.id))).scalar_one()


async def settle(
    conn: AsyncConnection, attempt_id: int, *, expected: Collection[str], state: str, **columns: Any
) -> bool:
    """Writes how it ended, if it is still in one of the `expected` states; True when this call did it."""
    statement = (
        update(attempts)
        .where(attempts.c.id == attempt_id, attempts.c.state.in_(expected))
        .values(state=state, **columns)
        .returning(attempts.c.id)
    )
    return (await conn.execute(statement)).first() is not None


async def of_order(conn: AsyncConnection, order_id: int) -> Sequence[AnyRow]:
    """An order's attempts, oldest first."""
    query = select(attempts).where(attempts.c.order_id == order_id).order_by(attempts.c.id)
    return (await conn.execute(query)).all()


async def in_state(conn: AsyncConnection, state: str) -> Sequence[AnyRow]:
    """All attempts in that state, in the order they were sent."""
    query = select(attempts).where(attempts.c.state == state).order_by(attempts.c.sent_at, attempts.c.id)
    return (await conn.execute(query)).all()


async def newest_id(conn: AsyncConnection) -> int:
    """The id of the newest attempt; 0 before the first. Ids are handed out by whoever holds the write lock: they grow."""
    return (await conn.execute(select(func.coalesce(func.max(attempts.c.id), 0)))).scalar_one()


async def open_of(conn: AsyncConnection, statuses: Collection[str]) -> frozenset[int]:
    """Attempts without an answer whose orders are in these statuses."""
    query = (
        select(attempts.c.id)
        .join(orders, orders.c.id == attempts.c.order_id)
        .where(attempts.c.state.in_(["sending", "unknown"]), orders.c.status.in_(statuses))
    )
    return frozenset((await conn.execute(query)).scalars())


async def for_goods(
    conn: AsyncConnection, *, states: Collection[str], product_id: str, type_id: str, quantity: int
) -> Sequence[AnyRow]:
    """Attempts for exactly these goods in these states, in the order they were sent."""
    query = (
        select(attempts)
        .where(
            attempts.c.state.in_(states),
            attempts.c.product_id == product_id,
            attempts.c.type_id == type_id,
            attempts.c.quantity == quantity,
        )
        .order_by(attempts.c.sent_at, attempts.c.id)
    )
    return (await conn.execute(query)).all()


async def absent_since(conn: AsyncConnection, since: datetime) -> Sequence[AnyRow]:
    """Attempts that were called absent, or given up by staff, after that moment."""
    gone = attempts.c.state.in_(["absent", "debited", "given_up"])
    query = select(attempts).where(gone, attempts.c.settled_at >= since)
    return (await conn.execute(query)).all()


async def known_supplier_ids(conn: AsyncConnection, supplier_order_ids: Collection[str]) -> frozenset[str]:
    """Those of the supplier's order ids that belong to an attempt of ours."""
    query = select(attempts.c.supplier_order_id).where(attempts.c.supplier_order_id.in_(supplier_order_ids))
    return frozenset((await conn.execute(query)).scalars())
