"""Receipts of transfers. Each picture that a customer sends is one row; a later picture names the first in `adds_to`."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.columns import AnyRow
from storage.states import RequestState
from storage.tables import payment_requests, receipts

_MOST_RECENT = 50
_MOST_SAME = 20


async def add(conn: AsyncConnection, **columns: Any) -> AnyRow:
    """Keeps one picture; the row."""
    return (await conn.execute(receipts.insert().values(**columns).returning(receipts))).one()


async def get(conn: AsyncConnection, receipt_id: int) -> AnyRow | None:
    """One picture."""
    return (await conn.execute(select(receipts).where(receipts.c.id == receipt_id))).first()


async def newest(conn: AsyncConnection, request_id: str) -> AnyRow | None:
    """The first picture of the newest receipt that was sent for a request."""
    query = (
        select(receipts)
        .where(receipts.c.request_id == request_id, receipts.c.adds_to.is_(None))
        .order_by(receipts.c.id.desc())
        .limit(1)
    )
    return (await conn.execute(query)).first()


async def pictures(conn: AsyncConnection, first: AnyRow) -> Sequence[AnyRow]:
    """All pictures of a receipt, the first one first. How many there can be is bounded by `bot.shop.billing.transfer_proofs`."""
    query = (
        select(receipts)
        .where(receipts.c.request_id == first.request_id)
        .where(or_(receipts.c.id == first.id, receipts.c.adds_to == first.id))
        .order_by(receipts.c.id)
    )
    return (await conn.execute(query)).all()


async def recent(conn: AsyncConnection, customer_id: int, *, since: datetime) -> Sequence[AnyRow]:
    """The pictures that a customer has sent after `since`, newest first, each with its request's state and order."""
    query = (
        select(
            receipts,
            payment_requests.c.way,
            payment_requests.c.state,
            payment_requests.c.order_id,
            payment_requests.c.created_at.label("asked_at"),
        )
        .join(payment_requests, payment_requests.c.id == receipts.c.request_id)
        .where(payment_requests.c.customer_id == customer_id, receipts.c.sent_at >= since)
        .order_by(receipts.c.id.desc())
        .limit(_MOST_RECENT)
    )
    return (await conn.execute(query)).all()


async def late(conn: AsyncConnection, *, before: datetime) -> tuple[int, datetime | None]:
    """How many receipts that nobody has decided on were sent before that moment, and when the first of them was."""
    other = receipts.alias()
    newest_id = (
        select(func.max(other.c.id))
        .where(other.c.request_id == payment_requests.c.id, other.c.adds_to.is_(None))
        .scalar_subquery()
    )
    query = (
        select(func.count(), func.min(receipts.c.sent_at))
        .select_from(payment_requests)
        .join(receipts, receipts.c.id == newest_id)
        .where(payment_requests.c.state == RequestState.SUBMITTED)
        .where(receipts.c.sent_at <= before)
    )
    count, first = (await conn.execute(query)).one()
    return count, first


async def set_number(conn: AsyncConnection, receipt_id: int, number: str) -> None:
    """Adds the transfer's number."""
    await conn.execute(update(receipts).where(receipts.c.id == receipt_id).values(number=number))


async def same(
    conn: AsyncConnection, *, without: Collection[int], files: Collection[str], numbers: Collection[str]
) -> Sequence[AnyRow]:
    """Other receipts with one of these files or numbers: their requests, with `receipt_id`, `sent_at`, `same_file`."""
    same_file = receipts.c.file_unique_id.in_(files)
    same = or_(same_file, receipts.c.number.in_(numbers)) if numbers else same_file
    query = (
        select(
            payment_requests,
            receipts.c.id.label("receipt_id"),
            receipts.c.sent_at,
            same_file.label("same_file"),
        )
        .join(receipts, receipts.c.request_id == payment_requests.c.id)
        .where(same, receipts.c.id.not_in(without))
        .order_by(receipts.c.id)
        .limit(_MOST_SAME)
    )
    return (await conn.execute(query)).all()


async def of_order(conn: AsyncConnection, order_id: int, *, limit: int) -> Sequence[AnyRow]:
    """The requests for an order for which a receipt was sent, newest first, with `sent_at` of the newest picture."""
    query = (
        select(payment_requests, func.max(receipts.c.sent_at).label("sent_at"))
        .join(receipts, receipts.c.request_id == payment_requests.c.id)
        .where(payment_requests.c.order_id == order_id)
        .group_by(payment_requests.c.id)
        .order_by(payment_requests.c.created_at.desc())
        .limit(limit)
    )
    return (await conn.execute(query)).all()


async def count_waiting(conn: AsyncConnection) -> int:
    """How many receipts wait for a decision."""
    waits = payment_requests.c.state == RequestState.SUBMITTED
    return (await conn.execute(select(func.count()).select_from(payment_requests).where(waits))).scalar_one()
