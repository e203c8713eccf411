"""The merchant's files: which there are, what stands in their columns, and their lines, a page at a time.

No connection is held between two pages. What a cell says in the reader's language, and how a file is written,
is decided in `handlers/admin/figures`. No file holds a code: cards are not read here at all.
"""

from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Final, Protocol

from bot.clock import Clock
from bot.shop.books.shop_days import ShopDays
from bot.shop.money import Money
from storage.database import Database
from storage.house import exports, staff
from storage.house.exports import PAGE, CustomerLine, EntryLine, OrderLine, PaymentLine, Place


class ExportKind(StrEnum):
    """Which file."""

    ORDERS = "orders"
    PAYMENTS = "payments"
    LEDGER = "ledger"
    CUSTOMERS = "customers"


@dataclass(frozen=True, slots=True)
class Word:
    """One of the shop's words, to be said in the reader's language: its family, and which."""

    family: str
    word: str


@dataclass(frozen=True, slots=True)
class Paid:
    """What somebody paid in a currency: minor units, or whole Stars."""

    currency: str
    amount: int


Cell = str | int | Money | Paid | datetime | Word | None
Line = Sequence[Cell]

COLUMNS: Final[Mapping[ExportKind, Sequence[str]]] = {
    ExportKind.ORDERS: (
        "ref", "made", "ended", "status", "customer", "name", "username", "product", "region", "type", "quantity",
        "delivered", "price", "discount", "total", "refunded", "cost", "margin", "supplier",
    ),
    ExportKind.PAYMENTS: (
        "number", "received", "method", "state", "customer", "name", "username", "amount", "refunded", "currency",
        "paid", "ref", "charge",
    ),
    ExportKind.LEDGER: (
        "number", "booked", "kind", "customer", "name", "username", "amount", "ref", "payment", "who", "note",
    ),
    ExportKind.CUSTOMERS: (
        "customer", "name", "username", "since", "language", "blocked", "orders", "spent", "balance",
    ),
}  # fmt: skip
"""The columns of each file, in order. Their headings are the texts `export-column-…`."""


class _Read(Protocol):
    async def __call__(self, after: Place, until: datetime) -> tuple[list[Line], Place | None]: ...


@dataclass(frozen=True, slots=True)
class Page:
    """Some lines of a file, and the moment up to which they reach."""

    lines: Sequence[Line]
    at: datetime


class Exports:
    """Reads the lines of the files."""

    def __init__(self, db: Database, clock: Clock, shop_days: ShopDays) -> None:
        self._db = db
        self._clock = clock
        self._days = shop_days

    def today(self) -> date:
        """The day that it is."""
        return self._days.day_at(self._clock.now())

    async def begun(self, staff_id: int, kind: ExportKind, first: date, last: date) -> None:
        """Writes into the audit log who takes which file along."""
        async with self._db.write() as conn:
            await staff.log(
                conn,
                staff_id=staff_id,
                action="export",
                subject=kind,
                at=self._clock.now(),
                detail=f"{first} {last}",
            )

    async def pages(self, kind: ExportKind, first: date, last: date) -> AsyncIterator[Page]:
        """All lines of these days, both included, in the order of time."""
        read: _Read = {
            ExportKind.ORDERS: self._orders,
            ExportKind.PAYMENTS: self._payments,
            ExportKind.LEDGER: self._ledger,
            ExportKind.CUSTOMERS: self._customers,
        }[kind]
        place: Place | None = Place(self._days.span(first)[0])
        until = self._days.span(last)[1]
        while place is not None:
            lines, place = await read(place, until)
            if lines:
                yield Page(lines, until if place is None else place.at)

    async def _orders(self, after: Place, until: datetime) -> tuple[list[Line], Place | None]:
        async with self._db.read() as conn:
            rows = await exports.orders_page(conn, after, until)
        return [_order(row) for row in rows], _next(rows)

    async def _payments(self, after: Place, until: datetime) -> tuple[list[Line], Place | None]:
        async with self._db.read() as conn:
            rows = await exports.payments_page(conn, after, until)
        return [_payment(row) for row in rows], _next(rows)

    async def _ledger(self, after: Place, until: datetime) -> tuple[list[Line], Place | None]:
        async with self._db.read() as conn:
            rows = await exports.entries_page(conn, after, until)
        return [_entry(row) for row in rows], _next(rows)

    async def _customers(self, after: Place, until: datetime) -> tuple[list[Line], Place | None]:
        async with self._db.read() as conn:
            rows = await exports.customers_page(conn, after, until)
            bought = await exports.bought_by(conn, [row.id for row in rows])
        lines: list[Line] = []
        for row in rows:
            one = bought.get(row.id)
            lines.append(_customer(row, one.orders if one else 0, Money(one.paid_centimes if one else 0)))
        return lines, _next(rows)


def _next(rows: Sequence[OrderLine | PaymentLine | EntryLine | CustomerLine]) -> Place | None:
    return Place(rows[-1].at, rows[-1].id) if len(rows) == PAGE else None


def _order(row: OrderLine) -> Line:
    full = row.unit_price_centimes * row.quantity - row.discount_centimes
    cost = row.charged_centimes
    if cost is None:
        cost = row.unit_cost_centimes * row.fulfilled_quantity
    kept = full * row.fulfilled_quantity // row.quantity
    return (
        row.ref,
        row.at,
        row.finished_at,
        Word("status", row.status),
        row.customer_id,
        row.first_name,
        row.username,
        row.product_title,
        None if row.region is None else Word("region", row.region),
        row.type_name,
        row.quantity,
        row.fulfilled_quantity,
        Money(row.unit_price_centimes),
        Money(row.discount_centimes),
        Money(full),
        Money(row.refunded_centimes),
        Money(cost),
        Money(kept - cost) if row.finished_at else None,
        row.supplier_order_id,
    )


def _payment(row: PaymentLine) -> Line:
    return (
        row.id,
        row.at,
        Word("by", row.way),
        Word("payment", row.state),
        row.customer_id,
        row.first_name,
        row.username,
        Money(row.amount_centimes),
        Money(row.refunded_centimes),
        row.currency,
        Paid(row.currency, row.currency_amount),
        row.ref,
        row.charge_id,
    )


def _entry(row: EntryLine) -> Line:
    return (
        row.id,
        row.at,
        Word("kind", row.kind),
        row.customer_id,
        row.first_name,
        row.username,
        Money(row.amount_centimes),
        row.ref,
        row.payment_id,
        row.who,
        row.note,
    )


def _customer(row: CustomerLine, orders: int, spent: Money) -> Line:
    return (
        row.id,
        row.first_name,
        row.username,
        row.at,
        row.language,
        row.blocked_at,
        orders,
        spent,
        Money(row.balance_centimes),
    )
