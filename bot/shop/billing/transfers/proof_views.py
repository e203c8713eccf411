"""Receipts of transfers as staff see them: all pictures, where they were seen before, what became of the
transfer.
"""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.shop.billing.requests import PaymentRequest, request_view
from bot.shop.customers import Customer
from bot.shop.errors import NotFoundError
from bot.shop.money import Money
from bot.shop.readable import readable
from storage.money import payments, receipts
from storage.money.receipts import ReceiptRow, SameReceiptRow
from storage.states import PaymentState, PictureKind, RequestState

__all__ = [
    "OrderProof",
    "Picture",
    "PictureKind",
    "ProofView",
    "SameBefore",
    "WaitingProof",
    "mark_of",
    "of_order",
    "read_view",
    "same_rows",
    "waiting",
]

_MOST_OF_ORDER = 10
_MARK = 10  # characters


@dataclass(frozen=True, slots=True)
class Picture:
    """One picture or document of a receipt. `late`: it came after somebody had decided."""

    id: int
    kind: PictureKind
    file_id: str
    sent_at: datetime
    late: bool


@dataclass(frozen=True, slots=True)
class SameBefore:
    """An earlier receipt with the same file or number: who sent it, for how much, and what became of it."""

    customer_id: int
    amount: Money
    state: RequestState
    at: datetime
    same_file: bool


@dataclass(frozen=True, slots=True)
class ProofView:
    """A receipt as staff see it."""

    request: PaymentRequest
    customer: Customer | None
    pictures: tuple[Picture, ...]
    numbers: tuple[str, ...]
    same: tuple[SameBefore, ...]
    mark: str
    """Stands for all of `same`; empty when there is nothing. Who approves a repeated receipt says which they
    saw.
    """
    decided_by: str | None
    approved: Money | None
    """What was found to have come, once somebody has said so; may be another amount than was asked for."""
    taken_out: Money | None = None
    """What left the wallet again because an approved receipt proved false; None: it did not prove so."""

    @property
    def receipt_id(self) -> int:
        """The id of its first picture."""
        return self.pictures[0].id

    @property
    def sent_at(self) -> datetime:
        """When its first picture came."""
        return self.pictures[0].sent_at

    def picture(self, picture_id: int) -> Picture | None:
        """One of its pictures."""
        return next((picture for picture in self.pictures if picture.id == picture_id), None)


@dataclass(frozen=True, slots=True)
class WaitingProof:
    """A receipt in the list of those that nobody has decided on. `name`: what its customer is called;
    `repeated`: whether another receipt has the same file or number.
    """

    request_id: str
    amount: Money
    name: str
    repeated: bool


@dataclass(frozen=True, slots=True)
class OrderProof:
    """A receipt in a list of those for one order."""

    request_id: str
    amount: Money
    state: RequestState
    sent_at: datetime


async def read_view(conn: AsyncConnection, request_id: str, picture_id: int | None = None) -> ProofView:
    """The newest receipt for a request, or the one with that picture; without the people's names.

    Raises `NotFoundError`.
    """
    request = await payments.request(conn, request_id)
    first = await _first(conn, request_id, picture_id)
    if request is None or first is None:
        raise NotFoundError
    rows = await receipts.pictures(conn, first)
    before = await same_rows(conn, rows)
    paid = await payments.by_charge(conn, request.way, request_id)
    return ProofView(
        request=await request_view(conn, request),
        customer=None,
        pictures=tuple(Picture(row.id, row.kind, row.file_id, row.sent_at, bool(row.late)) for row in rows),
        numbers=tuple(dict.fromkeys(row.number for row in rows if row.number is not None)),
        same=_same(before, request_id),
        mark=mark_of(before),
        decided_by=None,
        approved=None if paid is None else Money(paid.amount_centimes),
        taken_out=Money(paid.refunded_centimes) if paid and paid.state is PaymentState.REFUNDED else None,
    )


async def waiting(conn: AsyncConnection, limit: int) -> tuple[WaitingProof, ...]:
    """Receipts that nobody has decided on, oldest first."""
    rows = await receipts.waiting(conn, limit)
    return tuple(
        WaitingProof(
            row.id,
            Money(row.amount_centimes),
            readable(row.name or "") or str(row.customer_id),
            repeated=row.repeated,
        )
        for row in rows
    )


async def of_order(conn: AsyncConnection, order_id: int) -> tuple[OrderProof, ...]:
    """The newest receipts for an order, newest first."""
    rows = await receipts.of_order(conn, order_id, limit=_MOST_OF_ORDER)
    return tuple(OrderProof(row.id, Money(row.amount_centimes), row.state, row.sent_at) for row in rows)


async def same_rows(conn: AsyncConnection, rows: Sequence[ReceiptRow]) -> list[SameReceiptRow]:
    """Other receipts with a file or a number of these pictures."""
    return await receipts.same(
        conn,
        without=[row.id for row in rows],
        files=[row.file_unique_id for row in rows],
        numbers=[row.number for row in rows if row.number is not None],
    )


def mark_of(same: Iterable[SameReceiptRow]) -> str:
    """A few characters that stand for these earlier receipts; empty without any."""
    ids = sorted(row.receipt_id for row in same)
    return hashlib.sha256(repr(ids).encode()).hexdigest()[:_MARK] if ids else ""


async def _first(conn: AsyncConnection, request_id: str, picture_id: int | None) -> ReceiptRow | None:
    if picture_id is None:
        return await receipts.newest(conn, request_id)
    row = await receipts.get(conn, picture_id)
    return row if row is None or row.adds_to is None else await receipts.get(conn, row.adds_to)


def _same(before: Sequence[SameReceiptRow], request_id: str) -> tuple[SameBefore, ...]:
    """One line for each earlier request. A request has a second receipt only because its first one was
    refused.
    """
    found: dict[str, SameBefore] = {}
    for row in before:
        known = found.get(row.id)
        found[row.id] = SameBefore(
            row.customer_id,
            Money(row.amount_centimes),
            RequestState.REJECTED if row.id == request_id else row.state,
            row.sent_at if known is None else known.at,
            row.same_file or (known is not None and known.same_file),
        )
    return tuple(found.values())
