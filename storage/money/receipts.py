"""Receipts of transfers. Each picture that a customer sends is one row; a later picture names the first in
`adds_to`.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import bindparam, func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.rows import RowShape
from storage.states import PictureKind, RequestState
from storage.tables import customers, payment_requests, receipts

_MOST_RECENT = 50
_OLDEST_REQUEST = timedelta(days=90)
"""A later picture comes within a week of the one before, and a receipt has few."""
_MOST_SAME = 20


@dataclass(frozen=True, slots=True)
class NewPicture:
    """A picture as a customer sent it."""

    kind: PictureKind
    file_id: str
    file_unique_id: str
    number: str | None
    album: str | None
    sent_at: datetime
    message_id: int | None = None


@dataclass(frozen=True, slots=True)
class ReceiptRow:
    """One picture. `late` is 1 when somebody had decided before it came."""

    id: int
    request_id: str
    kind: PictureKind
    file_id: str
    file_unique_id: str
    number: str | None
    sent_at: datetime
    adds_to: int | None
    late: int
    album: str | None
    message_id: int | None


@dataclass(frozen=True, slots=True)
class RecentReceiptRow(ReceiptRow):
    """One picture with its request's method, state and order, and when the request was made."""

    way: str
    state: RequestState
    order_id: int | None
    asked_at: datetime


@dataclass(frozen=True, slots=True)
class SameReceiptRow:
    """A request (`id`) for which a receipt with the same file or number was sent."""

    id: str
    customer_id: int
    amount_centimes: int
    state: RequestState
    receipt_id: int
    sent_at: datetime
    same_file: bool


@dataclass(frozen=True, slots=True)
class WaitingRow:
    """A request whose receipt waits for a decision. `name`: what its customer is called; `repeated`: whether
    another receipt has the same file or number.
    """

    id: str
    customer_id: int
    amount_centimes: int
    name: str | None
    repeated: bool


@dataclass(frozen=True, slots=True)
class ReceivedRow:
    """A request for which a receipt was sent, and when its newest picture was."""

    id: str
    amount_centimes: int
    state: RequestState
    sent_at: datetime


_RECEIPT = RowShape(ReceiptRow, receipts)
_RECENT = RowShape(
    RecentReceiptRow,
    receipts,
    way=payment_requests.c.way,
    state=payment_requests.c.state,
    order_id=payment_requests.c.order_id,
    asked_at=payment_requests.c.created_at,
)
_RECEIVED = RowShape(ReceivedRow, payment_requests, sent_at=func.max(receipts.c.sent_at))


async def add(
    conn: AsyncConnection, request_id: str, picture: NewPicture, *, adds_to: int | None = None, late: int = 0
) -> ReceiptRow:
    """Keeps one picture; the row."""
    row = receipts.insert().values(
        request_id=request_id,
        kind=picture.kind,
        file_id=picture.file_id,
        file_unique_id=picture.file_unique_id,
        number=picture.number,
        album=picture.album,
        sent_at=picture.sent_at,
        adds_to=adds_to,
        late=late,
        message_id=picture.message_id,
    )
    return _RECEIPT.one(await conn.execute(row.returning(*_RECEIPT.columns)))


async def get(conn: AsyncConnection, receipt_id: int) -> ReceiptRow | None:
    """One picture."""
    return _RECEIPT.first(await conn.execute(_GET, {"of": receipt_id}))


async def newest(conn: AsyncConnection, request_id: str) -> ReceiptRow | None:
    """The first picture of the newest receipt that was sent for a request."""
    return _RECEIPT.first(await conn.execute(_NEWEST, {"of": request_id}))


async def pictures(conn: AsyncConnection, first: ReceiptRow) -> list[ReceiptRow]:
    """All pictures of a receipt, the first one first. How many there can be is bounded by
    `bot.shop.billing.transfers.transfer_proofs`.
    """
    return _RECEIPT.all(await conn.execute(_PICTURES, {"of": first.request_id, "first": first.id}))


# Made once, as they are asked wherever a receipt is shown.
_ALL = select(*_RECEIPT.columns)
_GET = _ALL.where(receipts.c.id == bindparam("of"))
_NEWEST = (
    _ALL.where(receipts.c.request_id == bindparam("of"), receipts.c.adds_to.is_(None))
    .order_by(receipts.c.id.desc())
    .limit(1)
)
_PICTURES = (
    _ALL.where(receipts.c.request_id == bindparam("of"))
    .where(or_(receipts.c.id == bindparam("first"), receipts.c.adds_to == bindparam("first")))
    .order_by(receipts.c.id)
)


async def recent(conn: AsyncConnection, customer_id: int, *, since: datetime) -> list[RecentReceiptRow]:
    """The pictures that a customer has sent after `since`, newest first, for requests that were not very old
    then.
    """
    query = (
        select(*_RECENT.columns)
        .join(payment_requests, payment_requests.c.id == receipts.c.request_id)
        .where(payment_requests.c.customer_id == customer_id, receipts.c.sent_at >= since)
        .where(payment_requests.c.created_at >= since - _OLDEST_REQUEST)
        .order_by(receipts.c.id.desc())
        .limit(_MOST_RECENT)
    )
    return _RECENT.all(await conn.execute(query))


async def late(conn: AsyncConnection, *, before: datetime) -> tuple[int, datetime | None]:
    """How many receipts that nobody has decided on were sent before that moment, and when the first of them
    was.
    """
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
) -> list[SameReceiptRow]:
    """Other receipts with one of these files or numbers."""
    same_file = receipts.c.file_unique_id.in_(files)
    same = or_(same_file, receipts.c.number.in_(numbers)) if numbers else same_file
    query = (
        select(
            payment_requests.c.id,
            payment_requests.c.customer_id,
            payment_requests.c.amount_centimes,
            payment_requests.c.state,
            receipts.c.id.label("receipt_id"),
            receipts.c.sent_at,
            same_file.label("same_file"),
        )
        .join(receipts, receipts.c.request_id == payment_requests.c.id)
        .where(same, receipts.c.id.not_in(without))
        .order_by(receipts.c.id)
        .limit(_MOST_SAME)
    )
    return [SameReceiptRow(*row) for row in await conn.execute(query)]


async def of_order(conn: AsyncConnection, order_id: int, *, limit: int) -> list[ReceivedRow]:
    """The requests for an order for which a receipt was sent, newest first."""
    query = (
        select(*_RECEIVED.columns)
        .join(receipts, receipts.c.request_id == payment_requests.c.id)
        .where(payment_requests.c.order_id == order_id)
        .group_by(payment_requests.c.id)
        .order_by(payment_requests.c.created_at.desc())
        .limit(limit)
    )
    return _RECEIVED.all(await conn.execute(query))


async def of_customer(conn: AsyncConnection, customer_id: int, *, limit: int) -> list[ReceivedRow]:
    """Of somebody's latest requests those for which a receipt was sent, newest first."""
    asked = payment_requests.c
    latest = select(asked.id).where(asked.customer_id == customer_id).order_by(asked.created_at.desc())
    some = latest.limit(_MOST_RECENT).subquery()
    query = (
        select(*_RECEIVED.columns)
        .join(receipts, receipts.c.request_id == asked.id)
        .where(asked.id.in_(select(some.c.id)))
        .group_by(asked.id)
        .order_by(asked.created_at.desc())
        .limit(limit)
    )
    return _RECEIVED.all(await conn.execute(query))


async def waiting(conn: AsyncConnection, limit: int) -> list[WaitingRow]:
    """Requests with a receipt that nobody has decided on, oldest first."""
    query = (
        select(
            payment_requests.c.id,
            payment_requests.c.customer_id,
            payment_requests.c.amount_centimes,
            customers.c.first_name,
        )
        .outerjoin(customers, customers.c.id == payment_requests.c.customer_id)
        .where(payment_requests.c.state == RequestState.SUBMITTED)
        .order_by(payment_requests.c.created_at)
        .limit(limit)
    )
    rows = (await conn.execute(query)).all()
    again = await _repeated(conn, [row.id for row in rows])
    return [WaitingRow(*row, row.id in again) for row in rows]


async def _repeated(conn: AsyncConnection, request_ids: Collection[str]) -> set[str]:
    """Those of these requests whose newest receipt has a file or a number that another receipt has too."""
    newest = (
        select(func.max(receipts.c.id))
        .where(receipts.c.request_id.in_(request_ids), receipts.c.adds_to.is_(None))
        .group_by(receipts.c.request_id)
    )
    firsts = (await conn.execute(newest)).scalars().all()
    mine, other = receipts.alias("mine"), receipts.alias("other")
    first, others_first = (func.coalesce(row.c.adds_to, row.c.id) for row in (mine, other))
    same = or_(other.c.file_unique_id == mine.c.file_unique_id, other.c.number == mine.c.number)
    query = (
        select(mine.c.request_id)
        .where(mine.c.request_id.in_(request_ids), first.in_(firsts))
        .where(select(other.c.id).where(same, others_first != first).exists())
    )
    return set((await conn.execute(query)).scalars())


async def count_waiting(conn: AsyncConnection) -> int:
    """How many receipts wait for a decision."""
    return (await conn.execute(_COUNT_WAITING)).scalar_one()


_COUNT_WAITING = (
    select(func.count())
    .select_from(payment_requests)
    .where(payment_requests.c.state == RequestState.SUBMITTED)
)
