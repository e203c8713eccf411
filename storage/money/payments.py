"""Requests for money and the money that came. Each change of a state is one guarded UPDATE; the rules are in
`bot.shop`.
"""

from collections.abc import Collection
from datetime import datetime
from typing import Any, Final, Unpack

from sqlalchemy import BindParameter, ColumnElement, Integer, and_, bindparam, func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.columns import written
from storage.dialects import insert, total
from storage.money.payment_rows import (
    ASKED,
    ORDER_PAYMENT,
    PAYMENT,
    REQUEST,
    AskedRow,
    OrderPaymentRow,
    PaymentChanges,
    PaymentRow,
    RequestChanges,
    RequestRow,
)
from storage.rows import Edge, at_edge
from storage.states import MismatchReason, PaymentState, RequestState
from storage.tables import customers, orders, payment_requests, payments
from storage.wakeups import Work, note


def _some(column: ColumnElement[Any]) -> BindParameter[Any]:
    """What stands for the states that a change expects."""
    return bindparam("expected", type_=column.type, expanding=True)


_ALIVE: Final = payment_requests.c.state.in_([written(RequestState.OPEN), written(RequestState.SUBMITTED)])
"""Still paid, or looked at: it leads to the few of a customer's requests that are not over."""

NOT_CREDITED: Final = payments.c.state != written(PaymentState.CREDITED)
"""It leads to the few payments that are not simply what somebody paid."""

# Made once, as each payment asks most of them.
_PAYMENTS = select(*PAYMENT.columns)
_REQUESTS = select(*REQUEST.columns)
_ADD_REQUEST = payment_requests.insert().returning(*REQUEST.columns)
_ADD = (
    insert(payments).on_conflict_do_nothing(index_elements=["way", "charge_id"]).returning(*PAYMENT.columns)
)
_THIS_REQUEST = payment_requests.c.id == bindparam("request_id")
_THIS = payments.c.id == bindparam("payment_id")
_REQUEST = _REQUESTS.where(_THIS_REQUEST)
_BY_ID = _PAYMENTS.where(_THIS)
_BY_CHARGE = _PAYMENTS.where(
    payments.c.way == bindparam("way"), payments.c.charge_id == bindparam("charge_id")
)
_THEIRS = payment_requests.c.customer_id == bindparam("customer_id")
_IS_OPEN = payment_requests.c.state == RequestState.OPEN
_IS_SUBMITTED = payment_requests.c.state == RequestState.SUBMITTED
_OPEN_NOW = (
    _REQUESTS.where(_THEIRS, _ALIVE, _IS_OPEN, payment_requests.c.way == bindparam("way"))
    .where(payment_requests.c.amount_centimes == bindparam("centimes"))
    .where(payment_requests.c.expires_at >= bindparam("after"))
    .order_by(payment_requests.c.created_at.desc())
    .limit(1)
)
_OPEN_TOP_UP = _OPEN_NOW.where(payment_requests.c.order_id.is_(None))
_OPEN_FOR_ORDER = _OPEN_NOW.where(payment_requests.c.order_id == bindparam("order_id"))
_UNDER_WAY = (
    select(func.count())
    .select_from(payment_requests)
    .where(_THEIRS, _ALIVE)
    .where(or_(and_(_IS_OPEN, payment_requests.c.expires_at > bindparam("now")), _IS_SUBMITTED))
)
_FOR_ORDERS = payment_requests.c.order_id.in_(
    bindparam("order_ids", type_=payment_requests.c.order_id.type, expanding=True)
)
_ASKED_FOR = (
    select(payment_requests.c.id)
    .where(_FOR_ORDERS, payment_requests.c.state.in_((RequestState.OPEN, RequestState.SUBMITTED)))
    .limit(1)
)
_LOOKED_INTO = select(payment_requests.c.id).where(_FOR_ORDERS, _IS_SUBMITTED)
_CREDITED = (
    select(payment_requests.c.order_id, payments.c.state, total(payments.c.amount_centimes))
    .join(payments, payments.c.request_id == payment_requests.c.id)
    .where(_FOR_ORDERS)
    .group_by(payment_requests.c.order_id, payments.c.state)
)
_OF_ORDERS = (
    select(*ORDER_PAYMENT.columns)
    .join(payment_requests, payment_requests.c.id == payments.c.request_id)
    .where(_FOR_ORDERS)
    .order_by(payments.c.id)
)
_MOVE_REQUEST = (
    update(payment_requests)
    .where(_THIS_REQUEST, payment_requests.c.state.in_(_some(payment_requests.c.state)))
    .returning(*REQUEST.columns)
)
_MOVE = (
    update(payments).where(_THIS, payments.c.state.in_(_some(payments.c.state))).returning(*PAYMENT.columns)
)
_EXPIRE = (
    update(payment_requests).where(_IS_OPEN).values(state=RequestState.EXPIRED).returning(*REQUEST.columns)
)
_EXPIRE_OLD = _EXPIRE.where(payment_requests.c.expires_at <= bindparam("now"))
_EXPIRE_OF_ORDERS = _EXPIRE.where(_FOR_ORDERS)
_NEXT_EXPIRY = select(func.min(payment_requests.c.expires_at)).where(_IS_OPEN)
_REQUESTS_OF_IDS = _REQUESTS.where(
    payment_requests.c.id.in_(bindparam("request_ids", type_=payment_requests.c.id.type, expanding=True))
)
_IS_IN_STATE = and_(NOT_CREDITED, payments.c.state == bindparam("which"))
_COUNT_IN_STATE = select(func.count()).select_from(payments).where(_IS_IN_STATE)
_IN_STATE = _PAYMENTS.where(_IS_IN_STATE).order_by(payments.c.id).limit(bindparam("limit", type_=Integer))


async def add_request(
    conn: AsyncConnection,
    *,
    id: str,  # noqa: A002 - the column's name
    way: str,
    customer_id: int,
    order_id: int | None,
    amount_centimes: int,
    currency: str,
    currency_amount: int,
    created_at: datetime,
    expires_at: datetime,
    due_at: datetime | None = None,
    external_ref: str | None = None,
    url: str | None = None,
    sandbox: int | None = None,
) -> RequestRow:
    """Adds a request; the row."""
    note(conn, Work.PAYMENTS_UNDER_WAY)
    if due_at is not None:
        note(conn, Work.LINKS_TO_CHECK)
    row = {
        "id": id,
        "way": way,
        "customer_id": customer_id,
        "order_id": order_id,
        "amount_centimes": amount_centimes,
        "currency": currency,
        "currency_amount": currency_amount,
        "created_at": created_at,
        "expires_at": expires_at,
        "due_at": due_at,
        "external_ref": external_ref,
        "url": url,
        "sandbox": sandbox,
    }
    return REQUEST.one(await conn.execute(_ADD_REQUEST, row))


async def request(conn: AsyncConnection, request_id: str) -> RequestRow | None:
    """One request."""
    return REQUEST.first(await conn.execute(_REQUEST, {"request_id": request_id}))


async def requests(conn: AsyncConnection, request_ids: Collection[str]) -> dict[str, RequestRow]:
    """These requests, by their id."""
    if not request_ids:
        return {}
    rows = REQUEST.all(await conn.execute(_REQUESTS_OF_IDS, {"request_ids": list(request_ids)}))
    return {row.id: row for row in rows}


async def open_request(
    conn: AsyncConnection,
    *,
    customer_id: int,
    order_id: int | None,
    way: str,
    amount_centimes: int,
    after: datetime,
) -> RequestRow | None:
    """The request that asks for just this already, if it does so until `after` at least."""
    asked = {"customer_id": customer_id, "order_id": order_id, "way": way, "centimes": amount_centimes}
    query = _OPEN_TOP_UP if order_id is None else _OPEN_FOR_ORDER
    return REQUEST.first(await conn.execute(query, {**asked, "after": after}))


async def count_under_way(conn: AsyncConnection, customer_id: int, now: datetime) -> int:
    """How many of the customer's requests can still be paid, or are being looked at."""
    return (await conn.execute(_UNDER_WAY, {"customer_id": customer_id, "now": now})).scalar_one()


async def newest_request(
    conn: AsyncConnection,
    *,
    customer_id: int,
    ways: Collection[str],
    states: Collection[RequestState],
    since: datetime,
) -> RequestRow | None:
    """The customer's newest request of these ways in one of these states, made after `since`."""
    query = (
        select(*REQUEST.columns)
        .where(payment_requests.c.customer_id == customer_id, payment_requests.c.way.in_(ways))
        .where(payment_requests.c.state.in_(states), payment_requests.c.created_at >= since)
        .order_by(payment_requests.c.created_at.desc())
        .limit(1)
    )
    return REQUEST.first(await conn.execute(query))


async def newest_requests(conn: AsyncConnection, customer_id: int, limit: int) -> list[RequestRow]:
    """A customer's newest requests, whatever became of them."""
    query = (
        select(*REQUEST.columns)
        .where(payment_requests.c.customer_id == customer_id)
        .order_by(payment_requests.c.created_at.desc())
        .limit(limit)
    )
    return REQUEST.all(await conn.execute(query))


async def asked(conn: AsyncConnection, request_id: str) -> AskedRow | None:
    """For a pre-checkout, in one read: the request, its order's status and the sign on the door."""
    query = (
        select(*ASKED.columns)
        .outerjoin(orders, orders.c.id == payment_requests.c.order_id)
        .outerjoin(customers, customers.c.id == payment_requests.c.customer_id)
        .where(payment_requests.c.id == request_id)
    )
    return ASKED.first(await conn.execute(query))


async def is_asked_for(conn: AsyncConnection, order_ids: Collection[int]) -> bool:
    """Whether money for one of these orders can still be on its way: somebody was told how to pay it, or
    sent a receipt.
    """
    return (await conn.execute(_ASKED_FOR, {"order_ids": list(order_ids)})).first() is not None


async def credited_for(conn: AsyncConnection, order_ids: Collection[int]) -> dict[int, int]:
    """Centimes that came for each of these orders and are not back with the payer; those without are left
    out.
    """
    if not order_ids:
        return {}
    # The state is looked at here: in the query it would be looked up first, among all payments that were ever
    # credited.
    found = (await conn.execute(_CREDITED, {"order_ids": list(order_ids)})).all()
    return {order_id: centimes for order_id, state, centimes in found if state is PaymentState.CREDITED}


async def is_looked_into(conn: AsyncConnection, order_ids: Collection[int]) -> bool:
    """Whether somebody is to decide on a receipt for one of these orders."""
    return (await conn.execute(_LOOKED_INTO, {"order_ids": list(order_ids)})).first() is not None


async def move_request(
    conn: AsyncConnection,
    request_id: str,
    *,
    expected: Collection[RequestState],
    to: RequestState,
    **changes: Unpack[RequestChanges],
) -> RequestRow | None:
    """Changes the state if it is one of `expected`; the row after, or None when somebody was first."""
    note(conn, Work.PAYMENTS_UNDER_WAY)
    moved = {"request_id": request_id, "expected": list(expected), "state": to, **changes}
    return REQUEST.first(await conn.execute(_MOVE_REQUEST, moved))


async def expire_old(conn: AsyncConnection, now: datetime) -> list[RequestRow]:
    """Ends open requests whose time is over."""
    return REQUEST.all(await conn.execute(_EXPIRE_OLD, {"now": now}))


async def expire_of_orders(conn: AsyncConnection, order_ids: Collection[int]) -> list[RequestRow]:
    """Ends what is still asked for these orders."""
    return REQUEST.all(await conn.execute(_EXPIRE_OF_ORDERS, {"order_ids": list(order_ids)}))


async def next_expiry(conn: AsyncConnection) -> datetime | None:
    """When the next open request ends."""
    return (await conn.execute(_NEXT_EXPIRY)).scalar()


async def was_asked(conn: AsyncConnection, way: str) -> bool:
    """Whether anything was ever asked for in that way."""
    query = select(payment_requests.c.id).where(payment_requests.c.way == way).limit(1)
    return (await conn.execute(query)).first() is not None


async def add(
    conn: AsyncConnection,
    *,
    way: str,
    charge_id: str,
    request_id: str | None,
    customer_id: int | None,
    amount_centimes: int,
    currency: str,
    currency_amount: int,
    state: PaymentState,
    received_at: datetime,
    why: MismatchReason | None,
) -> PaymentRow | None:
    """Records money that came; the row, or None when this (way, charge) is known."""
    note(conn, Work.PAYMENTS_UNDER_WAY)
    row = {
        "way": way,
        "charge_id": charge_id,
        "request_id": request_id,
        "customer_id": customer_id,
        "amount_centimes": amount_centimes,
        "currency": currency,
        "currency_amount": currency_amount,
        "state": state,
        "received_at": received_at,
        "why": why,
    }
    return PAYMENT.first(await conn.execute(_ADD, row))


async def get(conn: AsyncConnection, payment_id: int) -> PaymentRow | None:
    """One payment."""
    return PAYMENT.first(await conn.execute(_BY_ID, {"payment_id": payment_id}))


async def of_ids(conn: AsyncConnection, payment_ids: Collection[int]) -> dict[int, PaymentRow]:
    """These payments, by their id."""
    if not payment_ids:
        return {}
    query = select(*PAYMENT.columns).where(payments.c.id.in_(payment_ids))
    return {row.id: row for row in PAYMENT.all(await conn.execute(query))}


async def by_charge(conn: AsyncConnection, way: str, charge_id: str) -> PaymentRow | None:
    """The payment with the payer's own name for it."""
    return PAYMENT.first(await conn.execute(_BY_CHARGE, {"way": way, "charge_id": charge_id}))


async def of_orders(conn: AsyncConnection, order_ids: Collection[int]) -> list[OrderPaymentRow]:
    """What came for these orders, oldest first."""
    return ORDER_PAYMENT.all(await conn.execute(_OF_ORDERS, {"order_ids": list(order_ids)}))


async def of_customer(conn: AsyncConnection, customer_id: int, *, limit: int) -> list[PaymentRow]:
    """What somebody paid last, newest first."""
    query = select(*PAYMENT.columns).where(payments.c.customer_id == customer_id)
    return PAYMENT.all(await conn.execute(query.order_by(payments.c.id.desc()).limit(limit)))


async def move(
    conn: AsyncConnection,
    payment_id: int,
    *,
    expected: Collection[PaymentState],
    to: PaymentState,
    **changes: Unpack[PaymentChanges],
) -> PaymentRow | None:
    """Changes the state if it is one of `expected`; the row after, or None when somebody was first."""
    moved = {"payment_id": payment_id, "expected": list(expected), "state": to, **changes}
    row = PAYMENT.first(await conn.execute(_MOVE, moved))
    if row is not None and to == PaymentState.REFUND_REQUESTED:
        note(conn, Work.REFUNDS_TO_SEND)
    return row


async def in_state(conn: AsyncConnection, state: PaymentState, *, limit: int = 100) -> list[PaymentRow]:
    """Payments in that state, which must not be `credited`, oldest first."""
    return PAYMENT.all(await conn.execute(_IN_STATE, {"which": state, "limit": limit}))


async def count_in_state(conn: AsyncConnection, state: PaymentState) -> int:
    """How many payments are in that state, which must not be `credited`."""
    return (await conn.execute(_COUNT_IN_STATE, {"which": state})).scalar_one()


async def page(
    conn: AsyncConnection, *, state: PaymentState | None, edge: Edge | None = None, limit: int
) -> list[PaymentRow]:
    """So many payments, newest first: the newest, or those beside the edge; with `state`, which must not be
    `credited`, only those.
    """
    where = [] if state is None else [NOT_CREDITED, payments.c.state == state]
    query = select(*PAYMENT.columns).where(*where)
    return await at_edge(conn, PAYMENT, query, id_=payments.c.id, edge=edge, limit=limit)
