"""What a day came to: sums over entries, payments and orders of a time. Reads only; no rules."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import Text, case, cast, func, literal, select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.columns import AnyRow
from storage.states import PaymentState
from storage.tables import entries, orders, payments

_PAYMENT = literal("payment:") + cast(payments.c.id, Text)


async def wallets_at(conn: AsyncConnection, at: datetime) -> int:
    """What all wallets held together just before that moment, in centimes."""
    query = select(func.coalesce(func.sum(entries.c.amount_centimes), 0)).where(entries.c.at < at)
    return (await conn.execute(query)).scalar_one()


async def by_kind(conn: AsyncConnection, since: datetime, until: datetime) -> dict[str, int]:
    """What the entries of that time come to, by kind, in centimes."""
    query = (
        select(entries.c.kind, func.sum(entries.c.amount_centimes))
        .where(entries.c.at >= since, entries.c.at < until)
        .group_by(entries.c.kind)
    )
    return {kind: centimes for kind, centimes in (await conn.execute(query)).all()}


async def by_way(conn: AsyncConnection, since: datetime, until: datetime) -> dict[str, int]:
    """What came into wallets in that time by each way to pay, in centimes."""
    query = (
        select(payments.c.way, func.sum(entries.c.amount_centimes))
        .select_from(entries)
        .join(payments, entries.c.subject == _PAYMENT)
        .where(entries.c.kind == "topup", entries.c.at >= since, entries.c.at < until)
        .group_by(payments.c.way)
    )
    return {way: centimes for way, centimes in (await conn.execute(query)).all()}


async def unmatched_payments(conn: AsyncConnection) -> int:
    """How many payments wait for somebody to say whose they are."""
    query = select(func.count()).select_from(payments).where(payments.c.state == PaymentState.UNMATCHED)
    return (await conn.execute(query)).scalar_one()


async def ended(conn: AsyncConnection, since: datetime, until: datetime, statuses: Collection[str]) -> AnyRow:
    """Orders that ended in that time with one of these statuses: `orders`, `listed`, `kept` and `cost`, in centimes.

    `listed` is the price of the cards that came, `kept` what customers paid for them: less by what promo codes took off.
    The cost is what the supplier charged; where it did not say, what was expected for the cards that came.
    """
    charged = case(
        (orders.c.charged_centimes.is_not(None), orders.c.charged_centimes),
        else_=orders.c.unit_cost_centimes * orders.c.fulfilled_quantity,
    )
    paid = orders.c.unit_price_centimes * orders.c.quantity - orders.c.discount_centimes
    query = select(
        func.count().label("orders"),
        func.coalesce(func.sum(orders.c.unit_price_centimes * orders.c.fulfilled_quantity), 0).label(
            "listed"
        ),
        # Rounded as a refund of the rest is (`bot.shop.prices.rules.paid_back`).
        func.coalesce(func.sum(paid * orders.c.fulfilled_quantity // orders.c.quantity), 0).label("kept"),
        func.coalesce(func.sum(charged), 0).label("cost"),
    ).where(orders.c.finished_at >= since, orders.c.finished_at < until, orders.c.status.in_(statuses))
    return (await conn.execute(query)).one()
