"""What one payment pays: an order, or the orders of a basket that wait for their money together.

A request for money names one of the orders; whatever is asked, found or decided about it holds for all of
the bill.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.shop.billing.outcomes import Outcome, PaymentOutcome
from bot.shop.billing.requests import tell_request
from bot.shop.errors import NotFoundError
from bot.shop.money import Money
from bot.shop.order_status import OrderStatus
from bot.shop.orders.lifecycle import paid_for
from bot.shop.refs import typed_ref
from storage.money import payments
from storage.money.payment_rows import OrderPaymentRow
from storage.purchases import order_lists, orders
from storage.purchases.orders import OrderRow
from storage.states import PaymentState


@dataclass(frozen=True, slots=True)
class Bill:
    """The orders in the order in which they were made; `asked` is the one that the caller meant."""

    asked: OrderRow
    orders: tuple[OrderRow, ...]

    @property
    def waiting(self) -> tuple[OrderRow, ...]:
        """Those that wait for their money."""
        return tuple(order for order in self.orders if order.status == OrderStatus.AWAITING_PAYMENT)

    @property
    def ids(self) -> tuple[int, ...]:
        """All of them, since a request may name one that has ended meanwhile."""
        return tuple(order.id for order in self.orders)

    @property
    def total(self) -> Money:
        """What is to be paid for those that wait."""
        return sum((paid_for(order) for order in self.waiting), Money.ZERO)


@dataclass(frozen=True, slots=True)
class WaitingBill:
    """A bill as its customer is asked for it. `order_id` and `ref` are those of the order that a request
    for money names, `count` is how many orders it pays.
    """

    order_id: int
    ref: str
    title: str
    total: Money
    missing: Money
    count: int


async def bill_of(conn: AsyncConnection, order_id: int) -> Bill:
    """The bill of an order. Raises NoResultFound."""
    order = await orders.get(conn, order_id)
    if order.basket_id is None:
        return Bill(order, (order,))
    return Bill(order, tuple(await order_lists.of_basket(conn, order.basket_id)))


async def own_bill(conn: AsyncConnection, customer_id: int, ref: str) -> Bill:
    """The same by a ref that this customer typed or pressed. Raises `NotFoundError`, also for somebody
    else's.
    """
    order = await orders.by_ref(conn, typed_ref(ref))
    if order is None or order.customer_id != customer_id:
        raise NotFoundError
    return await bill_of(conn, order.id)


def shown_bill(bill: Bill, wallet: Money) -> WaitingBill:
    """A bill with something that waits, beside what the wallet holds."""
    first = bill.waiting[0]
    more = len(bill.waiting) - 1
    title = f"{first.product_title} · {first.type_name} × {first.quantity}"
    return WaitingBill(
        order_id=first.id,
        ref=first.ref,
        title=f"{title} + {more}" if more else title,
        total=bill.total,
        missing=max(Money.ZERO, bill.total - wallet),
        count=len(bill.waiting),
    )


async def came_for(conn: AsyncConnection, bill: Bill) -> list[OrderPaymentRow]:
    """What was paid for a bill and is in the wallet, oldest first."""
    came = await payments.of_orders(conn, bill.ids)
    return [row for row in came if row.state == PaymentState.CREDITED]


async def postpone(conn: AsyncConnection, bill: Bill, due_at: datetime | None) -> None:
    """When those of a bill that wait are looked at next; None: when something wakes them."""
    for order in bill.waiting:
        await orders.postpone(conn, order.id, status=OrderStatus.AWAITING_PAYMENT, due_at=due_at)


async def stop_asking(conn: AsyncConnection, bill: Bill, now: datetime) -> None:
    """Nothing more is asked for a bill; its requests say so."""
    for request in await payments.expire_of_orders(conn, bill.ids):
        await tell_request(conn, request, now=now)


def outcome_of(carried: Sequence[tuple[OrderRow, Outcome]]) -> Outcome:
    """One word for all that was carried on: that of the first order that was not simply paid."""
    if not carried:
        return PaymentOutcome.TOO_LATE
    outcomes = [outcome for _, outcome in carried]
    return next((outcome for outcome in outcomes if outcome is not PaymentOutcome.PAID), PaymentOutcome.PAID)
