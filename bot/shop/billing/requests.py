"""What was asked of a customer, as people see it: read for screens and messages, decided nowhere here."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.shop.customers import is_made_up
from bot.shop.errors import PaymentOverError
from bot.shop.money import Money
from bot.shop.outbox.messages import MessageKind
from storage.chat import messages
from storage.money import payments
from storage.money.payment_rows import RequestRow
from storage.purchases import order_events, order_lists
from storage.purchases.orders import OrderRow
from storage.states import RequestState

__all__ = [
    "PaymentRequest",
    "RequestState",
    "payment_over",
    "read_request",
    "read_requests",
    "request_view",
    "request_views",
    "tell_request",
]


@dataclass(frozen=True, slots=True)
class PaymentRequest:
    """One request for money. `currency_amount` is whole Stars or minor units; `order_ref` None is a
    top-up.
    """

    id: str
    way: str
    customer_id: int
    amount: Money
    currency: str
    currency_amount: int
    state: RequestState
    url: str | None
    created_at: datetime
    expires_at: datetime
    order_ref: str | None
    product_title: str | None
    type_name: str | None
    quantity: int
    decided_by: int | None
    reason: str | None
    others: int = 0
    """How many more orders of the same basket it pays for."""


async def request_view(conn: AsyncConnection, row: RequestRow) -> PaymentRequest:
    """The request with the words of its order; of a basket's, with how many others are paid with it."""
    return (await request_views(conn, [row]))[0]


async def request_views(conn: AsyncConnection, rows: Sequence[RequestRow]) -> list[PaymentRequest]:
    """As `request_view`, with as many questions for many as for one."""
    found = await order_lists.of_ids(conn, {row.order_id for row in rows if row.order_id is not None})
    orders = {order.id: order for order in found}
    baskets = {order.basket_id for order in found if order.basket_id is not None}
    together = Counter(order.basket_id for order in await order_lists.of_baskets(conn, baskets))
    return [_view(row, orders.get(row.order_id or 0), together) for row in rows]


def _view(row: RequestRow, order: OrderRow | None, together: Mapping[str | None, int]) -> PaymentRequest:
    basket_id = None if order is None else order.basket_id
    return PaymentRequest(
        id=row.id,
        way=row.way,
        customer_id=row.customer_id,
        amount=Money(row.amount_centimes),
        currency=row.currency,
        currency_amount=row.currency_amount,
        state=row.state,
        url=row.url,
        created_at=row.created_at,
        expires_at=row.expires_at,
        order_ref=order.ref if order else None,
        product_title=order.product_title if order else None,
        type_name=order.type_name if order else None,
        quantity=order.quantity if order else 0,
        others=0 if basket_id is None else together[basket_id] - 1,
        decided_by=row.decided_by,
        reason=row.reason,
    )


async def read_request(conn: AsyncConnection, request_id: str) -> PaymentRequest | None:
    """One request by its id."""
    return (await read_requests(conn, [request_id])).get(request_id)


async def read_requests(conn: AsyncConnection, request_ids: Collection[str]) -> dict[str, PaymentRequest]:
    """These requests, by their id."""
    rows = await payments.requests(conn, request_ids)
    return {view.id: view for view in await request_views(conn, list(rows.values()))}


async def tell_request(conn: AsyncConnection, row: RequestRow, *, now: datetime) -> None:
    """Says that a request has news: its message is sent, or changed."""
    if is_made_up(row.customer_id):
        return
    await messages.renew(
        conn,
        key=f"payment:{row.id}",
        chat_id=row.customer_id,
        kind=MessageKind.PAYMENT,
        payload={"request_id": row.id},
        now=now,
    )


async def payment_over(conn: AsyncConnection, order: OrderRow) -> PaymentOverError:
    """The error for an order that has left `awaiting_payment`, with the reason of its latest change."""
    events = await order_events.of_orders(conn, [order.id])
    return PaymentOverError(order.ref, events[-1].why)
