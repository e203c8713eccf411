"""How the shop stands, for operators: counts of what is open. What is finished is never looked through."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, case, func, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.chat.messages import UNSENT
from storage.money.payments import NOT_CREDITED
from storage.purchases.orders import OPEN
from storage.states import InboxState, MessageState, OrderStatus, PaymentState, RequestState
from storage.tables import inbox, messages, orders, payment_requests, payments


@dataclass(frozen=True, slots=True)
class Backlog:
    """How many there are, and since when the oldest waits; None where there is none."""

    count: int
    since: datetime | None


@dataclass(frozen=True, slots=True)
class OutboxFigures:
    """Messages that were not sent. `unsent` are due or were tried in vain, without those that Telegram
    refuses.
    """

    unsent: Backlog
    retried: int
    refused: int
    parked: int
    failed: int


async def open_orders(conn: AsyncConnection, statuses: Collection[OrderStatus]) -> dict[OrderStatus, Backlog]:
    """The orders in each of these statuses, which must not be final ones: their number grows for ever."""
    query = (
        select(orders.c.status, func.count(), func.min(orders.c.status_at))
        .where(OPEN, orders.c.status.in_(statuses))
        .group_by(orders.c.status)
    )
    found = {status: Backlog(count, since) for status, count, since in (await conn.execute(query)).all()}
    return {status: found.get(status, Backlog(0, None)) for status in statuses}


async def outbox(conn: AsyncConnection, now: datetime, *, refused: str) -> OutboxFigures:
    """What waits to be sent; `refused` is how the last error of a message begins that Telegram refuses."""
    is_refused = and_(messages.c.tries > 0, func.coalesce(messages.c.last_error, "").startswith(refused))
    # A message that was told before and has news again does not say since when it has them.
    since = case(
        (is_refused, None),
        (and_(messages.c.tries > 0, messages.c.version == 1), messages.c.created_at),
        else_=messages.c.due_at,
    )
    query = select(
        func.count(case((is_refused, None), else_=1)),
        func.min(since),
        func.count(case((and_(messages.c.tries > 0, ~is_refused), 1))),
        func.count(case((is_refused, 1))),
    ).where(
        UNSENT,
        messages.c.state == MessageState.WAITING,
        or_(messages.c.due_at <= now, messages.c.tries > 0),
    )
    unsent, oldest, retried, refused_count = (await conn.execute(query)).one()
    aside = select(messages.c.state, func.count()).where(
        UNSENT, messages.c.state.in_((MessageState.PARKED, MessageState.FAILED))
    )
    counts = {state: count for state, count in (await conn.execute(aside.group_by(messages.c.state))).all()}
    return OutboxFigures(
        Backlog(unsent, oldest),
        retried,
        refused_count,
        counts.get(MessageState.PARKED, 0),
        counts.get(MessageState.FAILED, 0),
    )


async def waiting_updates(conn: AsyncConnection) -> Backlog:
    """Updates that are on disk and not handled yet."""
    query = select(func.count(), func.min(inbox.c.received_at)).where(inbox.c.state == InboxState.WAITING)
    count, since = (await conn.execute(query)).one()
    return Backlog(count, since)


async def payments_to_settle(
    conn: AsyncConnection, states: Collection[PaymentState]
) -> dict[PaymentState, int]:
    """Payments in each of these states, of which a shop in order has few."""
    query = select(payments.c.state, func.count()).where(NOT_CREDITED, payments.c.state.in_(states))
    found = {state: count for state, count in (await conn.execute(query.group_by(payments.c.state))).all()}
    return {state: found.get(state, 0) for state in states}


async def receipts_to_decide(conn: AsyncConnection) -> int:
    """Transfers whose receipts wait for the staff."""
    query = (
        select(func.count())
        .select_from(payment_requests)
        .where(payment_requests.c.state == RequestState.SUBMITTED)
    )
    return int((await conn.execute(query)).scalar_one())
