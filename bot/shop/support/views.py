"""A ticket as people see it: with names, its order and its payment."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.shop.billing.requests import PaymentRequest, read_requests
from bot.shop.customers import Customer, Customers
from bot.shop.support.tickets import TicketKind, TicketState
from storage.chat.tickets import TicketRow
from storage.purchases import order_lists
from storage.purchases.orders import OrderRow


@dataclass(frozen=True, slots=True)
class TicketView:
    """One ticket. `asked_at` is since when its customer waits for an answer; `card` counts from 1."""

    id: int
    customer_id: int
    customer_name: str
    language: str
    kind: TicketKind
    state: TicketState
    order_ref: str | None
    goods: str | None
    card: int | None
    payment: PaymentRequest | None
    opened_at: datetime
    state_at: datetime
    taken_by: int | None
    taken_by_name: str | None
    taken_at: datetime | None
    asked_at: datetime | None
    topic_id: int | None
    topic_chat_id: int | None


async def ticket_view(conn: AsyncConnection, customers: Customers, row: TicketRow) -> TicketView:
    """Reads what belongs to a ticket."""
    return (await ticket_views(conn, customers, [row]))[0]


async def ticket_views(
    conn: AsyncConnection, customers: Customers, rows: Sequence[TicketRow]
) -> list[TicketView]:
    """As `ticket_view`, with as many questions for a page as for one ticket."""
    asking = {row.customer_id for row in rows}
    holding = {row.taken_by for row in rows if row.taken_by is not None}
    people = await customers.find_all(conn, asking | holding)
    orders = await order_lists.of_ids(conn, {row.order_id for row in rows if row.order_id is not None})
    by_id = {order.id: order for order in orders}
    payments = await read_requests(conn, {row.request_id for row in rows if row.request_id is not None})
    return [
        _view(
            row,
            people,
            default_language=customers.default_language,
            order=by_id.get(row.order_id or 0),
            payment=payments.get(row.request_id or ""),
        )
        for row in rows
    ]


def _view(
    row: TicketRow,
    people: Mapping[int, Customer],
    *,
    default_language: str,
    order: OrderRow | None,
    payment: PaymentRequest | None,
) -> TicketView:
    customer = people.get(row.customer_id)
    holder = None if row.taken_by is None else people.get(row.taken_by)
    return TicketView(
        id=row.id,
        customer_id=row.customer_id,
        customer_name=str(row.customer_id) if customer is None else customer.first_name,
        language=default_language if customer is None else customer.language,
        kind=row.kind,
        state=row.state,
        order_ref=None if order is None else order.ref,
        goods=None if order is None else f"{order.product_title} · {order.type_name}",
        card=row.card_position,
        payment=payment,
        opened_at=row.opened_at,
        state_at=row.state_at,
        taken_by=row.taken_by,
        taken_by_name=None
        if row.taken_by is None
        else (str(row.taken_by) if holder is None else holder.first_name),
        taken_at=row.taken_at,
        asked_at=row.asked_at,
        topic_id=row.topic_id,
        topic_chat_id=row.topic_chat_id,
    )
