"""When requests for money are checked at their own side, such as a payment page's, and what was read
there.
"""

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Unpack

from sqlalchemy import Integer, bindparam, case, func, literal, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.columns import Timestamp, brought_forward
from storage.money.payment_rows import REQUEST, RequestProgress, RequestRow
from storage.states import RequestState
from storage.tables import payment_requests
from storage.wakeups import Work, note

# Made once: workers ask them all the time.
_WAY = payment_requests.c.way == bindparam("way")
_IS_DUE = payment_requests.c.due_at.is_not(None)
_LEFT_OUT = payment_requests.c.id.not_in(
    bindparam("without", type_=payment_requests.c.id.type, expanding=True)
)
_FOR_ORDERS = payment_requests.c.order_id.in_(
    bindparam("order_ids", type_=payment_requests.c.order_id.type, expanding=True)
)
_OF_ORDERS = select(payment_requests.c.id).where(_FOR_ORDERS)
_AWAITED_UNTIL = select(func.max(payment_requests.c.awaited_until)).where(_FOR_ORDERS)
_DUE = (
    select(*REQUEST.columns)
    .where(_WAY, payment_requests.c.due_at <= bindparam("now"), _LEFT_OUT)
    .order_by(payment_requests.c.due_at)
    .limit(bindparam("limit", type_=Integer))
)
_COUNT_DUE = select(func.count()).where(_WAY, _IS_DUE, payment_requests.c.created_at >= bindparam("since"))
_NEXT_DUE = select(func.min(payment_requests.c.due_at)).where(_WAY, _IS_DUE, _LEFT_OUT)
_HURRY = (
    update(payment_requests)
    .where(payment_requests.c.customer_id == bindparam("whose"), _IS_DUE)
    .values(due_at=bindparam("now"))
)


async def await_answers(
    conn: AsyncConnection, order_ids: Collection[int], *, now: datetime, until: datetime
) -> bool:
    """Has each request of these orders that is checked at its own side checked now, and awaited; whether
    there is any.
    """
    # Found by their orders first: by what is due it would be a way through all that are.
    theirs = list((await conn.execute(_OF_ORDERS, {"order_ids": list(order_ids)})).scalars())
    if not theirs:
        return False
    statement = (
        update(payment_requests)
        .where(payment_requests.c.id.in_(theirs), payment_requests.c.due_at.is_not(None))
        .where(payment_requests.c.state.in_((RequestState.OPEN, RequestState.EXPIRED)))
        .values(awaited_until=until, due_at=now)
        .returning(payment_requests.c.id)
    )
    note(conn, Work.LINKS_TO_CHECK)
    return (await conn.execute(statement)).first() is not None


async def awaited_until(conn: AsyncConnection, order_ids: Collection[int]) -> datetime | None:
    """Until when orders whose time is over wait for answers about their requests; None when they do not."""
    return (await conn.execute(_AWAITED_UNTIL, {"order_ids": list(order_ids)})).scalar()


async def update_request(conn: AsyncConnection, request_id: str, **changes: Unpack[RequestProgress]) -> None:
    """Writes into a request what changes no state."""
    await conn.execute(update(payment_requests).where(payment_requests.c.id == request_id).values(**changes))


async def looked_at(conn: AsyncConnection, request: RequestRow, *, due_at: datetime | None) -> None:
    """Counts a look; the next is at `due_at`, unless somebody has asked for another one meanwhile."""
    unchanged = payment_requests.c.due_at.is_not_distinct_from(literal(request.due_at, Timestamp))
    due = case((unchanged, literal(due_at, Timestamp)), else_=payment_requests.c.due_at)
    changes = {"due_at": due, "checks": payment_requests.c.checks + 1}
    await conn.execute(update(payment_requests).where(payment_requests.c.id == request.id).values(changes))


async def check_again(conn: AsyncConnection, request_id: str, now: datetime) -> None:
    """Has a request looked at now, however old it is."""
    await update_request(conn, request_id, due_at=now)
    note(conn, Work.LINKS_TO_CHECK)


async def requests_due(
    conn: AsyncConnection, *, way: str, now: datetime, limit: int, without: Collection[str] = ()
) -> list[RequestRow]:
    """Requests of a way that want a look, longest waiting first; none of those in `without`."""
    asked = {"way": way, "now": now, "without": list(without), "limit": limit}
    return REQUEST.all(await conn.execute(_DUE, asked))


async def count_due(conn: AsyncConnection, *, way: str, since: datetime) -> int:
    """How many requests of a way made after `since` are being looked at."""
    return (await conn.execute(_COUNT_DUE, {"way": way, "since": since})).scalar_one()


async def hurry(conn: AsyncConnection, *, customer_id: int, now: datetime) -> None:
    """Has a customer's requests that are being looked at looked at now."""
    await conn.execute(_HURRY, {"whose": customer_id, "now": now})
    note(conn, Work.LINKS_TO_CHECK)


async def bring_forward(conn: AsyncConnection, *, by: timedelta, now: datetime) -> None:
    """Has every request that is looked at later looked at so much earlier, but not before `now`."""
    due_at = brought_forward(payment_requests.c.due_at, by=by, now=now)
    await conn.execute(update(payment_requests).where(payment_requests.c.due_at > now).values(due_at=due_at))
    note(conn, Work.LINKS_TO_CHECK)


async def next_due(conn: AsyncConnection, *, way: str, without: Collection[str] = ()) -> datetime | None:
    """When the next request of a way wants a look; those in `without` do not count."""
    return (await conn.execute(_NEXT_DUE, {"way": way, "without": list(without)})).scalar()
