"""What was sold in some time, in parts: sums over the orders, entries and payments of that time alone. Reads
only; no rules.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import BigInteger, ColumnElement, Select, and_, bindparam, case, func, select, type_coerce
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.columns import Timestamp
from storage.dialects import total
from storage.money.daily.day_sales import SalesRow
from storage.money.daily.days import CHARGED, KEPT, during
from storage.states import EntryKind, OrderStatus, SalesPart
from storage.tables import entries, order_events, orders, payments

_HOUR = 3_600_000
FIRST, AGAIN = "first", "again"


@dataclass(frozen=True, slots=True)
class OutcomeRow:
    """Orders that ended with one status for one reason, and what they would have come to, in centimes."""

    status: OrderStatus
    why: str
    count: int
    centimes: int


async def by_product(
    conn: AsyncConnection, since: datetime, until: datetime, statuses: Collection[str]
) -> list[SalesRow]:
    """The cards that orders brought which ended in that time with one of these statuses, by product."""
    # Sorted out here: to ask for the statuses would lead away from the index of times.
    found: dict[str, SalesRow] = {}
    rows = await conn.execute(_by_product(), {"since": since, "until": until})
    for status, product, count, sold, cost, title, region in rows:
        if status in statuses and count:
            other = found.get(product, SalesRow(SalesPart.PRODUCT, product, 0))
            found[product] = SalesRow(
                SalesPart.PRODUCT,
                product,
                other.count + count,
                other.sold_centimes + sold,
                other.cost_centimes + cost,
                title,
                region,
            )
    return list(found.values())


@cache
def _by_product() -> Select[Any]:
    return (
        select(
            orders.c.status,
            orders.c.product_id,
            total(orders.c.fulfilled_quantity),
            total(KEPT),
            total(CHARGED),
            func.max(orders.c.product_title),
            func.max(orders.c.region),
        )
        .where(*during(orders.c.finished_at))
        .group_by(orders.c.status, orders.c.product_id)
    )


async def by_hour(conn: AsyncConnection, since: datetime, until: datetime) -> dict[int, tuple[int, int]]:
    """(orders that were paid, centimes) by how many whole hours after `since` they were."""
    # Sorted out here: see `by_way` of `storage.money.daily.days`.
    found = (await conn.execute(_by_hour(), {"since": since, "until": until})).all()
    return {hour: (count, -sold) for hour, kind, count, sold in found if kind == EntryKind.PURCHASE}


@cache
def _by_hour() -> Select[Any]:
    at = type_coerce(entries.c.at, BigInteger)
    hour = (at - bindparam("since", type_=Timestamp)) // _HOUR
    return (
        select(hour, entries.c.kind, func.count(), total(entries.c.amount_centimes))
        .where(*during(entries.c.at))
        .group_by(hour, entries.c.kind)
    )


async def by_method(conn: AsyncConnection, since: datetime, until: datetime) -> list[SalesRow]:
    """The payments that came into wallets in that time, by payment method."""
    found = (await conn.execute(_by_method(), {"since": since, "until": until})).all()
    return [
        SalesRow(SalesPart.METHOD, way, count, centimes)
        for way, kind, count, centimes in found
        if kind == EntryKind.TOPUP
    ]


@cache
def _by_method() -> Select[Any]:
    return (
        select(payments.c.way, entries.c.kind, func.count(), total(entries.c.amount_centimes))
        .select_from(entries)
        .join(payments, payments.c.id == entries.c.payment_id)
        .where(*during(entries.c.at))
        .group_by(payments.c.way, entries.c.kind)
    )


async def by_outcome(conn: AsyncConnection, since: datetime, until: datetime) -> list[OutcomeRow]:
    """The orders that ended in that time, by status and reason."""
    found = await conn.execute(_by_outcome(), {"since": since, "until": until})
    return [OutcomeRow(*row) for row in found]


@cache
def _by_outcome() -> Select[Any]:
    paid = orders.c.unit_price_centimes * orders.c.quantity - orders.c.discount_centimes
    return (
        select(order_events.c.to_status, order_events.c.why, func.count(), total(paid))
        .select_from(orders)
        .join(
            order_events,
            and_(
                order_events.c.order_id == orders.c.id,
                order_events.c.to_status == orders.c.status,
                # What staff gave back of an order that had ended is an event of its own, and no end.
                order_events.c.from_status.is_distinct_from(orders.c.status),
            ),
        )
        .where(*during(orders.c.finished_at))
        .group_by(order_events.c.to_status, order_events.c.why)
    )


async def delivery_times(conn: AsyncConnection, since: datetime, until: datetime) -> list[int]:
    """Of each order whose codes arrived in that time, the milliseconds since it was paid, or since staff
    released it after they had held it.
    """
    found = await conn.execute(_delivery_times(), {"since": since, "until": until})
    # By a clock that was set back meanwhile it would be less than nothing.
    return [max(0, one) for one in found.scalars() if one is not None]


@cache
def _delivery_times() -> Select[Any]:
    paid_at = (
        select(func.max(order_events.c.at))
        .where(
            order_events.c.order_id == orders.c.id,
            order_events.c.to_status == OrderStatus.PAID,
            order_events.c.from_status.is_distinct_from(OrderStatus.PLACING),
        )
        .scalar_subquery()
    )
    waited = type_coerce(orders.c.delivered_at, BigInteger) - type_coerce(paid_at, BigInteger)
    return select(waited).where(*during(orders.c.delivered_at))


async def by_customer(conn: AsyncConnection, since: datetime, until: datetime) -> list[SalesRow]:
    """The orders that were paid in that time: those that were their customer's first ones, and the others."""
    found = (await conn.execute(_by_customer(), {"since": since, "until": until})).all()
    # Sorted out here, as above.
    return [SalesRow(SalesPart.CUSTOMER, said, count, sold) for said, count, sold in found if said]


@cache
def _by_customer() -> Select[str | None, int, int]:
    earlier = entries.alias("earlier")
    came_before = (
        select(earlier.c.id)
        .where(
            earlier.c.customer_id == entries.c.customer_id,
            earlier.c.id < entries.c.id,
            earlier.c.kind == EntryKind.PURCHASE,
        )
        .exists()
    )
    label: ColumnElement[str | None] = case(
        (entries.c.kind != EntryKind.PURCHASE, None), (came_before, AGAIN), else_=FIRST
    )
    return (
        select(label, func.count(), total(-entries.c.amount_centimes))
        .where(*during(entries.c.at))
        .group_by(label)
    )
