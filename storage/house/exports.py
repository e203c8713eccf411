"""What goes into the merchant's files, in the order of time, a page at a time: each page begins behind the
last line of the one before. Reads only; no codes.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import ColumnElement, Select, and_, case, func, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.dialects import total
from storage.money.daily.days import KEPT
from storage.rows import RowShape
from storage.states import EntryKind, OrderStatus, PaymentState
from storage.tables import customers, entries, orders, payment_requests, payments, wallets

PAGE: Final = 500
"""Lines in a page: the database is asked for no more at once, and the file is written as often."""


@dataclass(frozen=True, slots=True)
class Place:
    """Behind which line a page begins; `id` is 0 for the beginning of that moment."""

    at: datetime
    id: int = 0


@dataclass(frozen=True, slots=True)
class OrderLine:
    """One order, with its customer's name."""

    id: int
    at: datetime
    finished_at: datetime | None
    ref: str
    status: OrderStatus
    customer_id: int
    first_name: str
    username: str | None
    product_title: str
    region: str | None
    type_name: str
    quantity: int
    fulfilled_quantity: int
    unit_price_centimes: int
    discount_centimes: int
    refunded_centimes: int
    unit_cost_centimes: int
    charged_centimes: int | None
    supplier_order_id: str | None


@dataclass(frozen=True, slots=True)
class PaymentLine:
    """One payment that came, with whose it is and for which order it was asked."""

    id: int
    at: datetime
    way: str
    charge_id: str
    state: PaymentState
    customer_id: int | None
    first_name: str | None
    username: str | None
    amount_centimes: int
    refunded_centimes: int
    currency: str
    currency_amount: int
    ref: str | None


@dataclass(frozen=True, slots=True)
class EntryLine:
    """One line of a wallet, with whose it is."""

    id: int
    at: datetime
    kind: EntryKind
    customer_id: int
    first_name: str
    username: str | None
    amount_centimes: int
    ref: str | None
    payment_id: int | None
    note: str | None
    who: str


@dataclass(frozen=True, slots=True)
class CustomerLine:
    """One customer, with what the wallet holds."""

    id: int
    at: datetime
    first_name: str
    username: str | None
    language: str | None
    blocked_at: datetime | None
    balance_centimes: int


@dataclass(frozen=True, slots=True)
class BoughtRow:
    """What one customer bought: orders with cards, and what was paid for those cards, in centimes."""

    customer_id: int
    orders: int
    paid_centimes: int


_NAMES = {"first_name": customers.c.first_name, "username": customers.c.username}
_ORDER = RowShape(OrderLine, orders, at=orders.c.created_at, **_NAMES)
_PAYMENT = RowShape(PaymentLine, payments, at=payments.c.received_at, ref=orders.c.ref, **_NAMES)
_ENTRY = RowShape(EntryLine, entries, at=entries.c.at, ref=orders.c.ref, **_NAMES)
_CUSTOMER = RowShape(
    CustomerLine,
    customers,
    at=customers.c.created_at,
    balance_centimes=func.coalesce(wallets.c.balance_centimes, 0),
)


async def orders_page(conn: AsyncConnection, after: Place, until: datetime) -> list[OrderLine]:
    """Orders that were made then, oldest first."""
    query = select(*_ORDER.columns).join(customers, customers.c.id == orders.c.customer_id)
    return _ORDER.all(await conn.execute(_behind(query, orders.c.created_at, orders.c.id, after, until)))


async def payments_page(conn: AsyncConnection, after: Place, until: datetime) -> list[PaymentLine]:
    """Payments that came then, oldest first."""
    query = (
        select(*_PAYMENT.columns)
        .outerjoin(customers, customers.c.id == payments.c.customer_id)
        .outerjoin(payment_requests, payment_requests.c.id == payments.c.request_id)
        .outerjoin(orders, orders.c.id == payment_requests.c.order_id)
    )
    return _PAYMENT.all(
        await conn.execute(_behind(query, payments.c.received_at, payments.c.id, after, until))
    )


async def entries_page(conn: AsyncConnection, after: Place, until: datetime) -> list[EntryLine]:
    """Lines of all wallets from then, oldest first."""
    query = (
        select(*_ENTRY.columns)
        .join(customers, customers.c.id == entries.c.customer_id)
        .outerjoin(orders, orders.c.id == entries.c.order_id)
    )
    return _ENTRY.all(await conn.execute(_behind(query, entries.c.at, entries.c.id, after, until)))


async def customers_page(conn: AsyncConnection, after: Place, until: datetime) -> list[CustomerLine]:
    """Customers who came then for the first time, oldest first."""
    query = select(*_CUSTOMER.columns).outerjoin(wallets, wallets.c.customer_id == customers.c.id)
    return _CUSTOMER.all(
        await conn.execute(_behind(query, customers.c.created_at, customers.c.id, after, until))
    )


async def bought_by(conn: AsyncConnection, customer_ids: Sequence[int]) -> dict[int, BoughtRow]:
    """What these customers have bought; those who bought nothing are left out."""
    with_cards = case((orders.c.fulfilled_quantity > 0, 1), else_=0)
    query = (
        select(orders.c.customer_id, total(with_cards), total(KEPT))
        .where(orders.c.customer_id.in_(customer_ids))
        .group_by(orders.c.customer_id)
    )
    return {row[0]: BoughtRow(*row) for row in await conn.execute(query)}


def _behind(
    query: Select[Any], at: ColumnElement[Any], id_: ColumnElement[Any], after: Place, until: datetime
) -> Select[Any]:
    # The first two conditions lead into the index of times, the third passes over what was read of a moment.
    behind = and_(at >= after.at, at < until, or_(at > after.at, id_ > after.id))
    return query.where(behind).order_by(at, id_).limit(PAGE)
