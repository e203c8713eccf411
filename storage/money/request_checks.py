"""When requests for money are checked at their own side, such as a payment page's, and what was read
there.
"""

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Unpack

from sqlalchemy import case, func, literal, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.columns import Timestamp, brought_forward
from storage.money.payment_rows import REQUEST, RequestProgress, RequestRow
from storage.states import RequestState
from storage.tables import payment_requests
from storage.wakeups import Work, note


async def await_answers(
    conn: AsyncConnection, order_ids: Collection[int], *, now: datetime, until: datetime
) -> bool:
    """Has each request of these orders that is checked at its own side checked now, and awaited; whether
    there is any.
    """
    # Found by their orders first: by what is due it would be a way through all that are.
    query = select(payment_requests.c.id).where(payment_requests.c.order_id.in_(order_ids))
    theirs = list((await conn.execute(query)).scalars())
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
    query = select(func.max(payment_requests.c.awaited_until)).where(
        payment_requests.c.order_id.in_(order_ids)
    )
    return (await conn.execute(query)).scalar()


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
    query = (
        select(*REQUEST.columns)
        .where(payment_requests.c.way == way, payment_requests.c.due_at <= now)
        .where(payment_requests.c.id.not_in(without))
        .order_by(payment_requests.c.due_at)
        .limit(limit)
    )
    return REQUEST.all(await conn.execute(query))


async def count_due(conn: AsyncConnection, *, way: str, since: datetime) -> int:
    """How many requests of a way made after `since` are being looked at."""
    query = select(func.count()).where(
        payment_requests.c.way == way,
        payment_requests.c.due_at.is_not(None),
        payment_requests.c.created_at >= since,
    )
    return (await conn.execute(query)).scalar_one()


async def hurry(conn: AsyncConnection, *, customer_id: int, now: datetime) -> None:
    """Has a customer's requests that are being looked at looked at now."""
    await conn.execute(
        update(payment_requests)
        .where(payment_requests.c.customer_id == customer_id, payment_requests.c.due_at.is_not(None))
        .values(due_at=now)
    )
    note(conn, Work.LINKS_TO_CHECK)


async def bring_forward(conn: AsyncConnection, *, by: timedelta, now: datetime) -> None:
    """Has every request that is looked at later looked at so much earlier, but not before `now`."""
    due_at = brought_forward(payment_requests.c.due_at, by=by, now=now)
    await conn.execute(update(payment_requests).where(payment_requests.c.due_at > now).values(due_at=due_at))
    note(conn, Work.LINKS_TO_CHECK)


async def next_due(conn: AsyncConnection, *, way: str, without: Collection[str] = ()) -> datetime | None:
    """When the next request of a way wants a look; those in `without` do not count."""
    query = select(func.min(payment_requests.c.due_at)).where(
        payment_requests.c.way == way,
        payment_requests.c.due_at.is_not(None),
        payment_requests.c.id.not_in(without),
    )
    return (await conn.execute(query)).scalar()
