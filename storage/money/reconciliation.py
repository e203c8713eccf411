"""Our orders and attempts, as the supplier's account is compared with them. Reads only; no rules."""

from collections.abc import Collection
from datetime import datetime, timedelta

from sqlalchemy import BindParameter, and_, bindparam, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.purchases.attempts import ATTEMPT, IN_THE_AIR, AttemptRow
from storage.purchases.orders import OPEN, PLACED, PlacedRow
from storage.states import AttemptState
from storage.tables import attempts, orders

# Made once: each look at the supplier's account asks them.
_SINCE: BindParameter[datetime] = bindparam("since")
_UNTIL: BindParameter[datetime] = bindparam("until")
_WAYS = tuple(
    # Not `IS NOT NULL`, which leads to the index of all the numbers.
    select(*PLACED.columns).where(func.length(orders.c.supplier_order_id) > 0, way)
    for way in (
        and_(orders.c.placed_at >= _SINCE, orders.c.placed_at <= _UNTIL),
        and_(
            orders.c.finished_at >= bindparam("ended_since"), orders.c.finished_at <= bindparam("ended_until")
        ),
        OPEN,
    )
)
_TAKEN = orders.c.supplier_order_id.is_not(None)
_PLACED_OF_ENDED = select(orders.c.placed_at).where(
    orders.c.finished_at >= _SINCE, orders.c.finished_at <= _UNTIL, _TAKEN
)
_PLACED_BETWEEN = (
    select(*PLACED.columns)
    .where(
        orders.c.created_at >= bindparam("made_since"),
        orders.c.created_at <= _UNTIL,
        orders.c.placed_at >= _SINCE,
        orders.c.placed_at <= _UNTIL,
        _TAKEN,
    )
    .order_by(orders.c.placed_at)
)
_SENT_BETWEEN = (
    select(*ATTEMPT.columns)
    .where(
        attempts.c.state.in_(bindparam("states", type_=attempts.c.state.type, expanding=True)),
        attempts.c.sent_at >= _SINCE,
        attempts.c.sent_at <= _UNTIL,
    )
    .order_by(attempts.c.sent_at, attempts.c.id)
)
_MOVED = tuple(
    select(orders.c.id).where(_TAKEN, at >= _SINCE).limit(1)
    for at in (orders.c.placed_at, orders.c.finished_at)
)
_IN_THE_AIR = select(*ATTEMPT.columns).where(IN_THE_AIR).order_by(attempts.c.sent_at, attempts.c.id)


async def taken_by_supplier(
    conn: AsyncConnection, *, since: datetime, until: datetime, ended_since: datetime, longest: timedelta
) -> list[PlacedRow]:
    """Orders that the supplier took in that closed time, or took at most `longest` before it and that ended
    after `ended_since` or not yet; the earliest first.
    """
    # Three questions of one index each; what ended long after the time in question has nothing to do with it.
    asked = {"since": since, "until": until, "ended_since": ended_since, "ended_until": until + longest}
    found: dict[int, PlacedRow] = {}
    for way in _WAYS:
        rows = PLACED.all(await conn.execute(way, asked))
        found |= {row.id: row for row in rows if since - longest <= row.placed_at <= until}
    return sorted(found.values(), key=lambda row: (row.placed_at, row.id))


async def first_placed_of_ended(
    conn: AsyncConnection, *, since: datetime, until: datetime, not_before: datetime
) -> datetime | None:
    """When the first of the orders was placed that ended in that time; those from before `not_before` are
    left out.
    """
    placed = (await conn.execute(_PLACED_OF_ENDED, {"since": since, "until": until})).scalars()
    return min((at for at in placed if at is not None and at >= not_before), default=None)


async def placed_between(conn: AsyncConnection, since: datetime, until: datetime) -> list[PlacedRow]:
    """Orders that the supplier took in that closed time. One that waited for more than a day before is left
    out.
    """
    asked = {"since": since, "until": until, "made_since": since - timedelta(days=1)}
    return PLACED.all(await conn.execute(_PLACED_BETWEEN, asked))


async def attempts_between(
    conn: AsyncConnection, since: datetime, until: datetime, *, states: Collection[AttemptState]
) -> list[AttemptRow]:
    """Attempts in one of these states that were sent in that closed time, oldest first."""
    asked = {"states": list(states), "since": since, "until": until}
    return ATTEMPT.all(await conn.execute(_SENT_BETWEEN, asked))


async def moving(conn: AsyncConnection, *, since: datetime) -> bool:
    """Whether the supplier took or ended an order after that moment."""
    for query in _MOVED:
        if (await conn.execute(query, {"since": since})).first() is not None:
            return True
    return False


async def in_the_air(conn: AsyncConnection) -> list[AttemptRow]:
    """Attempts of which nobody knows yet whether the supplier took them, oldest first."""
    return ATTEMPT.all(await conn.execute(_IN_THE_AIR))
