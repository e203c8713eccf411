"""What was sold in some time, in parts: sums over the orders, entries and payments of that time alone. Reads
only; no rules.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import BigInteger, ColumnElement, and_, case, func, literal, select, type_coerce
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.columns import Timestamp
from storage.dialects import total
from storage.money.daily.day_sales import SalesRow
from storage.money.daily.days import CHARGED, KEPT
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
    # By status, and sorted out here: to ask for the statuses would lead away from the index of times.
    query = (
        select(
            orders.c.status,
            orders.c.product_id,
            total(orders.c.fulfilled_quantity),
            total(KEPT),
            total(CHARGED),
            func.max(orders.c.product_title),
            func.max(orders.c.region),
        )
        .where(orders.c.finished_at >= since, orders.c.finished_at < until)
        .group_by(orders.c.status, orders.c.product_id)
    )
    found: dict[str, SalesRow] = {}
    for status, product, count, sold, cost, title, region in await conn.execute(query):
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


async def by_hour(conn: AsyncConnection, since: datetime, until: datetime) -> dict[int, tuple[int, int]]:
    """(orders that were paid, centimes) by how many whole hours after `since` they were."""
    hour = (type_coerce(entries.c.at, BigInteger) - literal(since, Timestamp)) // _HOUR
    # By kind, and sorted out here: see `by_kind` of `storage.money.daily.days`.
    query = (
        select(hour, entries.c.kind, func.count(), total(entries.c.amount_centimes))
        .where(entries.c.at >= since, entries.c.at < until)
        .group_by(hour, entries.c.kind)
    )
    found = (await conn.execute(query)).all()
    return {hour: (count, -sold) for hour, kind, count, sold in found if kind == EntryKind.PURCHASE}


async def by_method(conn: AsyncConnection, since: datetime, until: datetime) -> list[SalesRow]:
    """The payments that came into wallets in that time, by payment method."""
    query = (
        select(payments.c.way, entries.c.kind, func.count(), total(entries.c.amount_centimes))
        .select_from(entries)
        .join(payments, payments.c.id == entries.c.payment_id)
        .where(entries.c.at >= since, entries.c.at < until)
        .group_by(payments.c.way, entries.c.kind)
    )
    found = (await conn.execute(query)).all()
    return [
        SalesRow(SalesPart.METHOD, way, count, centimes)
        for way, kind, count, centimes in found
        if kind == EntryKind.TOPUP
    ]


async def by_outcome(conn: AsyncConnection, since: datetime, until: datetime) -> list[OutcomeRow]:
    """The orders that ended in that time, by status and reason."""
    paid = orders.c.unit_price_centimes * orders.c.quantity - orders.c.discount_centimes
    query = (
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
        .where(orders.c.finished_at >= since, orders.c.finished_at < until)
        .group_by(order_events.c.to_status, order_events.c.why)
    )
    return [OutcomeRow(*row) for row in await conn.execute(query)]


async def delivery_times(conn: AsyncConnection, since: datetime, until: datetime) -> list[int]:
    """Of each order whose codes arrived in that time, the milliseconds since it was paid, or since staff
    released it after they had held it.
    """
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
    query = select(waited).where(orders.c.delivered_at >= since, orders.c.delivered_at < until)
    # By a clock that was set back meanwhile it would be less than nothing.
    return [max(0, one) for one in (await conn.execute(query)).scalars() if one is not None]


async def by_customer(conn: AsyncConnection, since: datetime, until: datetime) -> list[SalesRow]:
    """The orders that were paid in that time: those that were their customer's first ones, and the others."""
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
    # Sorted out here, as above.
    label: ColumnElement[str | None] = case(
        (entries.c.kind != EntryKind.PURCHASE, None), (came_before, AGAIN), else_=FIRST
    )
    query = (
        select(label, func.count(), total(-entries.c.amount_centimes))
        .where(entries.c.at >= since, entries.c.at < until)
        .group_by(label)
    )
    found = (await conn.execute(query)).all()
    return [SalesRow(SalesPart.CUSTOMER, said, count, sold) for said, count, sold in found if said]
