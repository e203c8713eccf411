"""Payments and what was asked for, as queries hand them up, and what may be changed of them."""

from dataclasses import dataclass
from datetime import datetime
from typing import TypedDict

from sqlalchemy import select

from storage.rows import RowShape
from storage.states import MismatchReason, OrderStatus, PaymentState, RequestState
from storage.tables import customers, notes, orders, payment_requests, payments


@dataclass(frozen=True, slots=True)
class RequestRow:
    """What was asked of a customer. `sandbox` is 1 for play money."""

    id: str
    way: str
    customer_id: int
    order_id: int | None
    amount_centimes: int
    currency: str
    currency_amount: int
    state: RequestState
    external_ref: str | None
    url: str | None
    sandbox: int | None
    created_at: datetime
    expires_at: datetime
    due_at: datetime | None
    awaited_until: datetime | None
    decided_by: int | None
    reason: str | None


@dataclass(frozen=True, slots=True)
class AskedRow:
    """What a pre-checkout is compared with. `maintenance` is `on` while the shop is closed; `banned_at` is
    since when the customer is not served.
    """

    customer_id: int
    currency: str
    currency_amount: int
    state: RequestState
    expires_at: datetime
    order_status: OrderStatus | None
    maintenance: str | None
    banned_at: datetime | None


@dataclass(frozen=True, slots=True)
class PaymentRow:
    """Money that came."""

    id: int
    way: str
    charge_id: str
    request_id: str | None
    customer_id: int | None
    amount_centimes: int
    currency: str
    currency_amount: int
    state: PaymentState
    received_at: datetime
    refunded_centimes: int
    why: MismatchReason | None


@dataclass(frozen=True, slots=True)
class OrderPaymentRow(PaymentRow):
    """Money that came for an order, and who of the staff decided on it."""

    decided_by: int | None


class RequestChanges(TypedDict, total=False):
    """What may be written into a request together with a new state."""

    due_at: datetime | None
    decided_by: int | None
    reason: str | None


class RequestProgress(TypedDict, total=False):
    """What may be written into a request whose state stays."""

    due_at: datetime | None
    checks: int
    awaited_until: datetime | None


class PaymentChanges(TypedDict, total=False):
    """What may be written into a payment together with a new state."""

    amount_centimes: int
    refunded_centimes: int


_MAINTENANCE = select(notes.c.value).where(notes.c.key == "maintenance").scalar_subquery()
REQUEST = RowShape(RequestRow, payment_requests)
ASKED = RowShape(
    AskedRow,
    payment_requests,
    order_status=orders.c.status,
    maintenance=_MAINTENANCE,
    banned_at=customers.c.banned_at,
)
PAYMENT = RowShape(PaymentRow, payments)
ORDER_PAYMENT = RowShape(OrderPaymentRow, payments, decided_by=payment_requests.c.decided_by)
