"""Counts and sums over orders: for screens, limits and the float. No rules."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from functools import cache

from sqlalchemy import Select, bindparam, case, func, or_, select, union
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.dialects import total
from storage.purchases.orders import OPEN
from storage.states import AttemptState, OrderStatus
from storage.tables import attempts, drafts, orders


async def taken_for(conn: AsyncConnection, customer_id: int) -> tuple[int, int]:
    """How many orders a customer has, and what the supplier took for them, in centimes."""
    count, taken = (await conn.execute(_taken(), {"of_customer": customer_id})).one()
    return count, taken


@cache
def _taken() -> Select[int, int]:
    cost = func.coalesce(orders.c.charged_centimes, orders.c.unit_cost_centimes * orders.c.quantity)
    theirs = orders.c.customer_id == bindparam("of_customer")
    return select(func.count(), func.coalesce(total(cost), 0)).where(theirs)


@dataclass(frozen=True, slots=True)
class BestTypeRow:
    """A type of a product, and what it is called."""

    type_id: str
    name: str


async def best_type(conn: AsyncConnection, product_id: str, *, newest: int) -> BestTypeRow | None:
    """The type of a product of which its newest orders brought the most cards; None when they brought
    none.
    """
    recent = (
        select(orders.c.type_id, orders.c.type_name, orders.c.fulfilled_quantity)
        .where(orders.c.product_id == product_id)
        .order_by(orders.c.id.desc())
        .limit(newest)
        .subquery()
    )
    cards = total(recent.c.fulfilled_quantity)
    query = (
        select(recent.c.type_id, func.max(recent.c.type_name))
        .group_by(recent.c.type_id)
        .having(cards > 0)
        .order_by(cards.desc(), recent.c.type_id)
        .limit(1)
    )
    row = (await conn.execute(query)).first()
    return None if row is None else BestTypeRow(*row)


async def count_open(conn: AsyncConnection) -> dict[OrderStatus, int]:
    """How many orders have each of the statuses that are not final."""
    return {status: count for status, count in (await conn.execute(_COUNT_OPEN)).all()}


_COUNT_OPEN = select(orders.c.status, func.count()).where(OPEN).group_by(orders.c.status)


async def count_ended(conn: AsyncConnection, statuses: Collection[OrderStatus], since: datetime) -> int:
    """How many orders ended since then with one of these statuses.

    The statuses stand beside the count: as a condition they would have SQLite go through all orders that ever
    ended so.
    """
    return (await conn.execute(_COUNT_ENDED, {"statuses": list(statuses), "since": since})).scalar_one()


_THESE = bindparam("statuses", type_=orders.c.status.type, expanding=True)
_COUNT_ENDED = select(func.count().filter(orders.c.status.in_(_THESE))).where(
    orders.c.finished_at >= bindparam("since")
)


async def count_stuck(conn: AsyncConnection, statuses: Collection[OrderStatus], before: datetime) -> int:
    """How many orders made before that moment are in these statuses, which must not be final ones."""
    return (await conn.execute(_COUNT_STUCK, {"statuses": list(statuses), "before": before})).scalar_one()


_COUNT_STUCK = select(func.count()).where(
    OPEN, orders.c.status.in_(_THESE), orders.c.created_at < bindparam("before")
)


async def sold_since(
    conn: AsyncConnection, since: datetime, *, without: Collection[OrderStatus] = ()
) -> tuple[int, int]:
    """(orders made since then, centimes taken for them less what was given back), `without` these
    statuses.
    """
    count, centimes = (await conn.execute(_sold(), {"since": since, "statuses": list(without)})).one()
    return count, centimes


@cache
def _sold() -> Select[int, int]:
    taken = total(
        orders.c.quantity * orders.c.unit_price_centimes
        - orders.c.discount_centimes
        - orders.c.refunded_centimes
    )
    return select(func.count(), taken).where(
        orders.c.created_at >= bindparam("since"), orders.c.status.not_in(_THESE)
    )


async def cards_since(
    conn: AsyncConnection,
    customer_id: int,
    since: datetime,
    *,
    without: Collection[OrderStatus],
    category: str | None = None,
    product_id: str | None = None,
    type_id: str | None = None,
) -> int:
    """Cards of these goods that a customer ordered since then, `without` some statuses, and without unfilled
    ones.
    """
    cards = case(
        (orders.c.status == OrderStatus.PARTIALLY_FILLED, orders.c.fulfilled_quantity),
        else_=orders.c.quantity,
    )
    query = select(total(cards)).where(
        orders.c.customer_id == customer_id, orders.c.created_at >= since, orders.c.status.not_in(without)
    )
    if category is not None:
        query = query.join(drafts, drafts.c.id == orders.c.draft_id).where(drafts.c.category == category)
    if product_id is not None:
        query = query.where(orders.c.product_id == product_id)
    if type_id is not None:
        query = query.where(orders.c.type_id == type_id)
    return (await conn.execute(query)).scalar_one()


async def cost_not_yet_charged(
    conn: AsyncConnection, statuses: Collection[OrderStatus], *, newest: int, in_the_air: Collection[int]
) -> int:
    """Centimes that orders in these statuses, which must not be final ones, will cost at the supplier.

    Counted too, in whatever status, are orders with an attempt that was sent after the one with the id
    `newest`, or is one of `in_the_air`, unless nothing was bought with it.
    """
    given = {"statuses": statuses, "newest": newest, "in_the_air": in_the_air}
    return (await conn.execute(_not_yet_charged(), given)).scalar_one()


@cache
def _not_yet_charged() -> Select[int]:
    """Made once, as it is asked at every purchase."""
    statuses = bindparam("statuses", type_=orders.c.status.type, expanding=True)
    in_the_air = bindparam("in_the_air", type_=attempts.c.id.type, expanding=True)
    later = select(attempts.c.order_id).where(
        or_(attempts.c.id > bindparam("newest"), attempts.c.id.in_(in_the_air)),
        attempts.c.state.not_in([AttemptState.NOT_PLACED, AttemptState.ABSENT]),
    )
    # Both are found by their indexes and put together; one or the other PostgreSQL would ask of every order.
    these = union(select(orders.c.id).where(OPEN, orders.c.status.in_(statuses)), later)
    return select(total(orders.c.quantity * orders.c.unit_cost_centimes)).where(orders.c.id.in_(these))
