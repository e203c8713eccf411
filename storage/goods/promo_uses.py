"""Uses of promo codes that cannot be: of orders that are not there, or more than a code allows. No rules."""

from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import Select, and_, func, null, select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.goods.promos import TIMES
from storage.money.inspection import Span
from storage.tables import orders, promo_uses, promos


@dataclass(frozen=True, slots=True)
class LostUsesRow:
    """How often a promo code was used for orders that are not there."""

    code: str
    used: int


@dataclass(frozen=True, slots=True)
class OverLimitRow:
    """A promo code that was used more often than it may be; `customer_id` None: in all."""

    code: str
    most: int
    customer_id: int | None
    used: int


async def without_order(conn: AsyncConnection, span: Span) -> list[LostUsesRow]:
    """Uses of a span of codes whose order is not there."""
    return [LostUsesRow(*row) for row in await conn.execute(_without_order(), span.values)]


@cache
def _without_order() -> Select[Any]:
    return (
        select(promos.c.code, func.count().label("used"))
        .join(promo_uses, promo_uses.c.promo_id == promos.c.id)
        .where(
            Span.of(promos.c.id), ~select(orders.c.id).where(orders.c.id == promo_uses.c.order_id).exists()
        )
        .group_by(promos.c.id)
        .order_by(promos.c.id)
    )


async def over_limit(conn: AsyncConnection, span: Span) -> list[OverLimitRow]:
    """Codes of a span that were used more often than they may be."""
    return [OverLimitRow(*row) for query in _over_limit() for row in await conn.execute(query, span.values)]


@cache
def _over_limit() -> tuple[Select[Any], Select[Any]]:
    """Of all customers together, and of one."""
    live = and_(promo_uses.c.promo_id == promos.c.id, promo_uses.c.released_at.is_(None))
    used = TIMES.label("used")
    in_all = (
        select(promos.c.code, promos.c.total_limit.label("most"), null().label("customer_id"), used)
        .join(promo_uses, live)
        .where(Span.of(promos.c.id))
        .group_by(promos.c.id)
        .having(promos.c.total_limit < TIMES)
    )
    by_one = (
        select(promos.c.code, promos.c.customer_limit.label("most"), promo_uses.c.customer_id, used)
        .join(promo_uses, live)
        .where(Span.of(promos.c.id))
        .group_by(promos.c.id, promo_uses.c.customer_id)
        .having(promos.c.customer_limit < TIMES)
    )
    return in_all, by_one
