"""Where payments on the supplier's page were found in the supplier's account. Reads and additions; the rules are in `bot.shop`."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import and_, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.columns import AnyRow
from storage.tables import deposits, payment_requests, payments


async def add(conn: AsyncConnection, rows: Sequence[dict[str, Any]]) -> None:
    """Writes down where payments were found. Raises IntegrityError for one that was found before."""
    if rows:
        await conn.execute(deposits.insert(), rows)


async def waiting(conn: AsyncConnection, *, ways: Collection[str], since: datetime) -> Sequence[AnyRow]:
    """Payments received since then that were not found yet, oldest first, with `asked_at`: when their link was made."""
    query = (
        select(payments, payment_requests.c.created_at.label("asked_at"))
        .outerjoin(payment_requests, payment_requests.c.id == payments.c.request_id)
        .outerjoin(deposits, deposits.c.payment_id == payments.c.id)
        .where(payments.c.way.in_(ways), payments.c.received_at >= since, deposits.c.payment_id.is_(None))
        .order_by(payments.c.received_at, payments.c.id)
    )
    return (await conn.execute(query)).all()


async def not_there(
    conn: AsyncConnection, *, ways: Collection[str], at: datetime, since: datetime, until: datetime
) -> Sequence[AnyRow]:
    """Payments received between `since` and `until` whose money had not arrived at `at`, oldest first."""
    query = (
        select(payments)
        .outerjoin(deposits, deposits.c.payment_id == payments.c.id)
        .where(payments.c.way.in_(ways), payments.c.received_at >= since, payments.c.received_at < until)
        .where(or_(deposits.c.payment_id.is_(None), deposits.c.arrived_at >= at))
        .order_by(payments.c.received_at, payments.c.id)
    )
    return (await conn.execute(query)).all()


async def of_lines(conn: AsyncConnection, line_ids: Collection[str]) -> Sequence[AnyRow]:
    """What was found on these lines of the account, with each payment's `charge_id` and what was paid (`paid`)."""
    query = (
        select(deposits, payments.c.charge_id, payments.c.currency_amount.label("paid"))
        .join(payments, payments.c.id == deposits.c.payment_id)
        .where(deposits.c.line_id.in_(line_ids))
        .order_by(deposits.c.payment_id)
    )
    return (await conn.execute(query)).all()


async def named_since(conn: AsyncConnection, since: datetime) -> bool:
    """Whether the account named a payment's link on a line of that time."""
    query = select(deposits.c.payment_id).where(deposits.c.arrived_at >= since, deposits.c.named == 1)
    return (await conn.execute(query.limit(1))).first() is not None


async def links(conn: AsyncConnection, *, ways: Collection[str], refs: Collection[str]) -> Sequence[AnyRow]:
    """Requests with these names of the method's own, each with its payment's id (`payment_id`, None: nothing came)."""
    came = and_(
        payments.c.way == payment_requests.c.way, payments.c.charge_id == payment_requests.c.external_ref
    )
    query = (
        select(payment_requests, payments.c.id.label("payment_id"))
        .outerjoin(payments, came)
        .where(payment_requests.c.way.in_(ways), payment_requests.c.external_ref.in_(refs))
    )
    return (await conn.execute(query)).all()
