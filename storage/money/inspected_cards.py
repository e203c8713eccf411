"""Cards that the books inside are checked for, a slice at a time: those of orders that are not there, and
those with a code that another one has. Reads only; no rules.
"""

from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import Select, and_, bindparam, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.money.inspection import Span
from storage.tables import cards, orders


@dataclass(frozen=True, slots=True)
class LostCardsRow:
    """How many cards are held of an order that is not there."""

    order_id: int
    held: int


@dataclass(frozen=True, slots=True)
class CardTwiceRow:
    """The refs of the first and the last order that have the same code."""

    first: str
    last: str


async def cards_without_order(conn: AsyncConnection, span: Span) -> list[LostCardsRow]:
    """Cards whose order is not there, of a span of orders."""
    return [LostCardsRow(*row) for row in await conn.execute(_cards(), span.values)]


@cache
def _cards() -> Select[Any]:
    return (
        select(cards.c.order_id, func.count().label("held"))
        .where(
            Span.of(cards.c.order_id), ~select(orders.c.id).where(orders.c.id == cards.c.order_id).exists()
        )
        .group_by(cards.c.order_id)
        .order_by(cards.c.order_id)
    )


async def cards_twice(conn: AsyncConnection, after: str, limit: int) -> tuple[list[CardTwiceRow], str | None]:
    """Codes that are stored more than once, among the next `limit` fingerprints after this one; and the last
    of these, None when there are no more.
    """
    last = await conn.execute(_last_fingerprint(), {"after": after, "others": limit - 1})
    upto = last.scalar()
    within = {"after": after} if upto is None else {"after": after, "upto": upto}
    found = await conn.execute(_twice(to_the_end=upto is None), within)
    return [CardTwiceRow(*row) for row in found], upto


@cache
def _last_fingerprint() -> Select[Any]:
    column = cards.c.fingerprint
    next_ones = select(column).where(column > bindparam("after")).order_by(column)
    return next_ones.offset(bindparam("others")).limit(1)


@cache
def _twice(*, to_the_end: bool) -> Select[Any]:
    column = cards.c.fingerprint
    within = column > bindparam("after")
    if not to_the_end:
        within = and_(within, column <= bindparam("upto"))
    twice = select(column).where(within).group_by(column).having(func.count() > 1)
    seen = (
        select(func.min(cards.c.order_id).label("first_id"), func.max(cards.c.order_id).label("last_id"))
        .where(column.in_(twice))
        .group_by(column)
        .subquery()
    )
    first, last = orders.alias(), orders.alias()
    return (
        select(first.c.ref.label("first"), last.c.ref.label("last"))
        .distinct()
        .select_from(seen)
        .join(first, first.c.id == seen.c.first_id)
        .join(last, last.c.id == seen.c.last_id)
        .order_by(first.c.ref, last.c.ref)
    )
