"""Our orders and attempts, as the supplier's account is compared with them. Reads only; no rules."""

from collections.abc import Collection
from datetime import datetime, timedelta

from sqlalchemy import and_, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.purchases.attempts import ATTEMPT, IN_THE_AIR, AttemptRow
from storage.purchases.orders import OPEN, PLACED, PlacedRow
from storage.states import AttemptState
from storage.tables import attempts, orders


async def taken_by_supplier(
    conn: AsyncConnection, *, since: datetime, until: datetime, ended_since: datetime, longest: timedelta
) -> list[PlacedRow]:
    """Orders that the supplier took in that closed time, or took at most `longest` before it and that ended
    after `ended_since` or not yet; the earliest first.
    """
    # Not `IS NOT NULL`, which leads to the index of all the numbers.
    taken = func.length(orders.c.supplier_order_id) > 0
    # Three questions of one index each; what ended long after the time in question has nothing to do with it.
    ways = (
        and_(orders.c.placed_at >= since, orders.c.placed_at <= until),
        and_(orders.c.finished_at >= ended_since, orders.c.finished_at <= until + longest),
        OPEN,
    )
    found: dict[int, PlacedRow] = {}
    for way in ways:
        rows = PLACED.all(await conn.execute(select(*PLACED.columns).where(taken, way)))
        found |= {row.id: row for row in rows if since - longest <= row.placed_at <= until}
    return sorted(found.values(), key=lambda row: (row.placed_at, row.id))


async def first_placed_of_ended(
    conn: AsyncConnection, *, since: datetime, until: datetime, not_before: datetime
) -> datetime | None:
    """When the first of the orders was placed that ended in that time; those from before `not_before` are
    left out.
    """
    query = select(orders.c.placed_at).where(
        orders.c.finished_at >= since, orders.c.finished_at <= until, orders.c.supplier_order_id.is_not(None)
    )
    placed = (await conn.execute(query)).scalars()
    return min((at for at in placed if at is not None and at >= not_before), default=None)


async def placed_between(conn: AsyncConnection, since: datetime, until: datetime) -> list[PlacedRow]:
    """Orders that the supplier took in that closed time. One that waited for more than a day before is left
    out.
    """
    query = select(*PLACED.columns).where(
        orders.c.created_at >= since - timedelta(days=1),
        orders.c.created_at <= until,
        orders.c.placed_at >= since,
        orders.c.placed_at <= until,
        orders.c.supplier_order_id.is_not(None),
    )
    return PLACED.all(await conn.execute(query.order_by(orders.c.placed_at)))


async def attempts_between(
    conn: AsyncConnection, since: datetime, until: datetime, *, states: Collection[AttemptState]
) -> list[AttemptRow]:
    """Attempts in one of these states that were sent in that closed time, oldest first."""
    query = select(*ATTEMPT.columns).where(
        attempts.c.state.in_(states), attempts.c.sent_at >= since, attempts.c.sent_at <= until
    )
    return ATTEMPT.all(await conn.execute(query.order_by(attempts.c.sent_at, attempts.c.id)))


async def moving(conn: AsyncConnection, *, since: datetime) -> bool:
    """Whether the supplier took or ended an order after that moment."""
    for lately in (orders.c.placed_at >= since, orders.c.finished_at >= since):
        query = select(orders.c.id).where(orders.c.supplier_order_id.is_not(None), lately).limit(1)
        if (await conn.execute(query)).first() is not None:
            return True
    return False


async def in_the_air(conn: AsyncConnection) -> list[AttemptRow]:
    """Attempts of which nobody knows yet whether the supplier took them, oldest first."""
    query = select(*ATTEMPT.columns).where(IN_THE_AIR).order_by(attempts.c.sent_at, attempts.c.id)
    return ATTEMPT.all(await conn.execute(query))
