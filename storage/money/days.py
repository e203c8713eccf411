"""What a day came to: sums over entries, payments and orders of a time. Reads only; no rules."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Text, case, cast, func, literal, select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.dialects import total
from storage.rows import RowShape
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


_PAYMENT = literal("payment:") + cast(payments.c.id, Text)


async def wallets_at(conn: AsyncConnection, at: datetime) -> int:
    """What all wallets held together just before that moment, in centimes."""
    query = select(total(entries.c.amount_centimes)).where(entries.c.at < at)
    return (await conn.execute(query)).scalar_one()


async def by_kind(conn: AsyncConnection, since: datetime, until: datetime) -> dict[EntryKind, int]:
    """What the entries of that time come to, by kind, in centimes."""
    query = (
        select(entries.c.kind, total(entries.c.amount_centimes))
        .where(entries.c.at >= since, entries.c.at < until)
        .group_by(entries.c.kind)
    )
    return {kind: centimes for kind, centimes in (await conn.execute(query)).all()}


async def by_way(conn: AsyncConnection, since: datetime, until: datetime) -> dict[str, int]:
    """What came into wallets in that time by each way to pay, in centimes."""
    query = (
        select(payments.c.way, total(entries.c.amount_centimes))
        .select_from(entries)
        .join(payments, entries.c.subject == _PAYMENT)
        .where(entries.c.kind == EntryKind.TOPUP, entries.c.at >= since, entries.c.at < until)
        .group_by(payments.c.way)
    )
    return {way: centimes for way, centimes in (await conn.execute(query)).all()}


async def unmatched_payments(conn: AsyncConnection) -> int:
    """How many payments wait for somebody to say whose they are."""
    query = select(func.count()).select_from(payments).where(payments.c.state == PaymentState.UNMATCHED)
    return (await conn.execute(query)).scalar_one()


_CHARGED = case(
    (orders.c.charged_centimes.is_not(None), orders.c.charged_centimes),
    else_=orders.c.unit_cost_centimes * orders.c.fulfilled_quantity,
)
_PAID = orders.c.unit_price_centimes * orders.c.quantity - orders.c.discount_centimes
_ENDED = RowShape(
    EndedRow,
    orders,
    orders=func.count(),
    listed=total(orders.c.unit_price_centimes * orders.c.fulfilled_quantity),
    # Rounded as a refund of the rest is (`bot.shop.prices.rules.paid_back`).
    kept=total(_PAID * orders.c.fulfilled_quantity // orders.c.quantity),
    cost=total(_CHARGED),
)


async def ended(
    conn: AsyncConnection, since: datetime, until: datetime, statuses: Collection[str]
) -> EndedRow:
    """Orders that ended in that time with one of these statuses.

    The cost is what the supplier charged; where it did not say, what was expected for the cards that came.
    """
    query = select(*_ENDED.columns).where(
        orders.c.finished_at >= since, orders.c.finished_at < until, orders.c.status.in_(statuses)
    )
    return _ENDED.one(await conn.execute(query))
