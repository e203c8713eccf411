"""What a day came to: sums over entries, payments and orders of a time. Reads only; no rules."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import BigInteger, ColumnElement, case, func, literal, select, type_coerce
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.columns import Timestamp
from storage.dialects import total
from storage.money.payments import NOT_CREDITED
from storage.states import EntryKind, PaymentState
from storage.tables import entries, orders, payments


@dataclass(frozen=True, slots=True)
class EndedRow:
    """Orders that ended in some time, in centimes: `listed` is the price of the cards that came, `kept` what
    customers paid for them, less by what promo codes took off.
    """

    orders: int
    listed: int
    kept: int
    cost: int

    def __add__(self, other: "EndedRow") -> "EndedRow":
        """Both together."""
        return EndedRow(
            self.orders + other.orders,
            self.listed + other.listed,
            self.kept + other.kept,
            self.cost + other.cost,
        )


async def booked(conn: AsyncConnection, since: datetime | None, until: datetime) -> int:
    """What all entries of that time come to, in centimes; without `since`, all before that moment."""
    query = select(total(entries.c.amount_centimes)).where(entries.c.at < until)
    if since is not None:
        query = query.where(entries.c.at >= since)
    return (await conn.execute(query)).scalar_one()


async def first_entry_at(conn: AsyncConnection) -> datetime | None:
    """When the first entry was made; None before there was one."""
    return (await conn.execute(select(func.min(entries.c.at)))).scalar()


async def by_kind(conn: AsyncConnection, since: datetime, until: datetime) -> dict[EntryKind, int]:
    """What the entries of that time come to, by kind, in centimes."""
    return await kinds_of(conn, entries.c.at >= since, entries.c.at < until)


async def kinds_of(conn: AsyncConnection, *which: ColumnElement[bool]) -> dict[EntryKind, int]:
    """What some entries come to, by kind, in centimes."""
    query = select(entries.c.kind, total(entries.c.amount_centimes)).where(*which).group_by(entries.c.kind)
    return {kind: centimes for kind, centimes in (await conn.execute(query)).all()}


async def by_way(conn: AsyncConnection, since: datetime, until: datetime) -> dict[str, int]:
    """What came into wallets in that time by each way to pay, in centimes."""
    return await ways_of(conn, entries.c.at >= since, entries.c.at < until)


async def ways_of(conn: AsyncConnection, *which: ColumnElement[bool]) -> dict[str, int]:
    """What some entries brought into wallets by each way to pay, in centimes."""
    # All of them that name a payment, by kind: to ask for one kind only would lead away from the index of
    # times to that of kinds, and through all years.
    query = (
        select(payments.c.way, entries.c.kind, total(entries.c.amount_centimes))
        .select_from(entries)
        .join(payments, payments.c.id == entries.c.payment_id)
        .where(*which)
        .group_by(payments.c.way, entries.c.kind)
    )
    found = (await conn.execute(query)).all()
    return {way: centimes for way, kind, centimes in found if kind == EntryKind.TOPUP}


async def unmatched_payments(conn: AsyncConnection, until: datetime) -> int:
    """How many payments that came before that moment wait for somebody to say whose they are."""
    # As a sum the moment is no use to an index: those that wait are few, those that came before are all.
    came = type_coerce(payments.c.received_at, BigInteger) + 0
    query = (
        select(func.count())
        .select_from(payments)
        .where(NOT_CREDITED, payments.c.state == PaymentState.UNMATCHED, came < literal(until, Timestamp))
    )
    return (await conn.execute(query)).scalar_one()


CHARGED: Final = case(
    (orders.c.charged_centimes.is_not(None), orders.c.charged_centimes),
    else_=orders.c.unit_cost_centimes * orders.c.fulfilled_quantity,
)
"""What the supplier took for an order that ended, as far as it said so."""
_PAID = orders.c.unit_price_centimes * orders.c.quantity - orders.c.discount_centimes
# Rounded as a refund of the rest is (`bot.shop.prices.rules.paid_back`).
KEPT: Final = _PAID * orders.c.fulfilled_quantity // orders.c.quantity
"""What a customer paid for the cards that came."""


async def ended(
    conn: AsyncConnection, since: datetime, until: datetime, statuses: Collection[str]
) -> EndedRow:
    """Orders that ended in that time with one of these statuses.

    The cost is what the supplier charged; where it did not say, what was expected for the cards that came.
    """
    return await ended_of(conn, statuses, orders.c.finished_at >= since, orders.c.finished_at < until)


async def ended_of(conn: AsyncConnection, statuses: Collection[str], *which: ColumnElement[bool]) -> EndedRow:
    """Some orders, of those that have ended with one of these statuses."""
    # By status, and sorted out here: to ask for the statuses would lead away from the index of times.
    query = (
        select(
            orders.c.status,
            func.count(),
            total(orders.c.unit_price_centimes * orders.c.fulfilled_quantity),
            total(KEPT),
            total(CHARGED),
        )
        .where(*which)
        .group_by(orders.c.status)
    )
    found = [figures for status, *figures in (await conn.execute(query)).all() if status in statuses]
    return EndedRow(*(sum(column) for column in zip(*found, strict=True))) if found else EndedRow(0, 0, 0, 0)
