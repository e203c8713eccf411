"""Sealed cards. Nothing here can open one."""

from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.columns import AnyRow
from storage.tables import cards


async def add(conn: AsyncConnection, rows: Sequence[dict[str, Any]]) -> None:
    """Adds an order's cards, all at once."""
    await conn.execute(cards.insert(), rows)


async def of_order(
    conn: AsyncConnection, order_id: int, *, offset: int = 0, limit: int = -1
) -> Sequence[AnyRow]:
    """An order's cards by position."""
    query = select(cards).where(cards.c.order_id == order_id).order_by(cards.c.position).offset(offset)
    return (await conn.execute(query.limit(limit) if limit >= 0 else query)).all()


async def count(conn: AsyncConnection, order_id: int) -> int:
    """How many cards an order has."""
    return (await conn.execute(select(func.count()).where(cards.c.order_id == order_id))).scalar_one()


async def known(conn: AsyncConnection, fingerprints: Collection[str]) -> frozenset[str]:
    """Those of the fingerprints that some order has already."""
    query = select(cards.c.fingerprint).where(cards.c.fingerprint.in_(fingerprints))
    return frozenset((await conn.execute(query)).scalars())
