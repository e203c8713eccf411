"""Messages to many: how far each has come, and whom it comes to next.

Each change is one guarded UPDATE. Nobody is listed: customers are walked by their number, a slice after
another, and before one is sent to, the walk is moved past them. So whatever dies, nobody is sent to twice.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final, TypedDict, Unpack

from sqlalchemy import ColumnElement, and_, exists, literal, select, true, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.columns import written
from storage.rows import RowShape
from storage.states import AudienceKind, BroadcastOutcome, BroadcastState
from storage.tables import broadcasts, customers, orders, wallets
from storage.wakeups import Work, note


@dataclass(frozen=True, slots=True)
class BroadcastRow:
    """One message to many. `in_air`: to whom it is being sent now; `people`: about how many they are."""

    id: int
    staff_id: int
    state: BroadcastState
    body: str
    photo_id: str | None
    buttons: str
    audience: AudienceKind
    audience_value: str | None
    audience_title: str | None
    created_at: datetime
    started_at: datetime | None
    ended_at: datetime | None
    message_id: int | None
    people: int | None
    walked_to: int
    in_air: int | None
    sent: int
    blocked: int
    refused: int
    doubtful: int


@dataclass(frozen=True, slots=True)
class PersonRow:
    """A customer on the way of the walk; `fits`: the message is for them, whatever they read."""

    id: int
    language: str | None
    telegram_language: str | None
    fits: bool


class DraftChanges(TypedDict, total=False):
    """What may change before a message is sent."""

    body: str
    photo_id: str | None
    buttons: str
    audience: AudienceKind
    audience_value: str | None
    audience_title: str | None


_BROADCAST = RowShape(BroadcastRow, broadcasts)
_UNDER_WAY: Final = broadcasts.c.state.in_([written(BroadcastState.RUNNING), written(BroadcastState.PAUSED)])


async def add(
    conn: AsyncConnection, *, staff_id: int, body: str, photo_id: str | None, at: datetime
) -> BroadcastRow:
    """A new draft, for all."""
    row = broadcasts.insert().values(staff_id=staff_id, body=body, photo_id=photo_id, created_at=at)
    return _BROADCAST.one(await conn.execute(row.returning(*_BROADCAST.columns)))


async def get(conn: AsyncConnection, broadcast_id: int) -> BroadcastRow | None:
    """One of them."""
    query = select(*_BROADCAST.columns).where(broadcasts.c.id == broadcast_id)
    return _BROADCAST.first(await conn.execute(query))


async def under_way(conn: AsyncConnection, *, limit: int) -> list[BroadcastRow]:
    """Those that are being sent or wait to go on, oldest first."""
    query = select(*_BROADCAST.columns).where(_UNDER_WAY).order_by(broadcasts.c.id).limit(limit)
    return _BROADCAST.all(await conn.execute(query))


async def running(conn: AsyncConnection) -> BroadcastRow | None:
    """The oldest that is being sent."""
    query = select(*_BROADCAST.columns).where(
        _UNDER_WAY, broadcasts.c.state == written(BroadcastState.RUNNING)
    )
    return _BROADCAST.first(await conn.execute(query.order_by(broadcasts.c.id).limit(1)))


async def change_draft(
    conn: AsyncConnection, broadcast_id: int, **changes: Unpack[DraftChanges]
) -> BroadcastRow | None:
    """Changes one that was not begun; None when there is no such draft."""
    return await _move(conn, broadcast_id, [BroadcastState.DRAFT], changes)


async def move(
    conn: AsyncConnection,
    broadcast_id: int,
    before: Sequence[BroadcastState],
    to: BroadcastState,
    **changes: Any,
) -> BroadcastRow | None:
    """From one of these states to another; None when it is in none of them."""
    note(conn, Work.BROADCASTS)
    return await _move(conn, broadcast_id, before, {"state": to, **changes})


async def claim(conn: AsyncConnection, broadcast_id: int, person_id: int, *, before: int) -> bool:
    """Moves the walk past somebody, to whom it is sent next; False when it has ended, pauses, or somebody
    else walks.
    """
    return await _walk(conn, broadcast_id, before, walked_to=person_id, in_air=person_id)


async def skip_to(conn: AsyncConnection, broadcast_id: int, customer_id: int, *, before: int) -> bool:
    """Moves the walk past people for whom it is not."""
    return await _walk(conn, broadcast_id, before, walked_to=customer_id)


async def settle(conn: AsyncConnection, broadcast_id: int, person_id: int, outcome: BroadcastOutcome) -> bool:
    """Counts what became of it for whom it was being sent to; False when that was counted before."""
    count = broadcasts.c[outcome.value]
    return await _land(conn, broadcast_id, person_id, {count.name: count + 1})


async def release(conn: AsyncConnection, broadcast_id: int, person_id: int, *, before: int) -> bool:
    """Takes somebody back to whom it was certainly not sent: they come next."""
    return await _land(conn, broadcast_id, person_id, {"walked_to": before})


async def in_air(conn: AsyncConnection, *, limit: int) -> list[BroadcastRow]:
    """Those of which one message is on its way, as far as is known."""
    query = select(*_BROADCAST.columns).where(broadcasts.c.in_air.is_not(None))
    return _BROADCAST.all(await conn.execute(query.order_by(broadcasts.c.id).limit(limit)))


async def people_after(
    conn: AsyncConnection, broadcast: BroadcastRow, customer_id: int, *, known_by: datetime, limit: int
) -> list[PersonRow]:
    """The next customers by their number, and for which of them it is: those who can be reached, are served,
    want such messages, and were known at that moment. `fits` does not look at languages.
    """
    fits = and_(
        customers.c.blocked_at.is_(None),
        customers.c.banned_at.is_(None),
        customers.c.no_broadcasts_at.is_(None),
        customers.c.created_at <= known_by,
        _in_audience(broadcast, known_by),
    )
    query = (
        select(customers.c.id, customers.c.language, customers.c.telegram_language, fits.label("fits"))
        .where(customers.c.id > customer_id)
        .order_by(customers.c.id)
        .limit(limit)
    )
    return [
        PersonRow(row.id, row.language, row.telegram_language, bool(row.fits))
        for row in await conn.execute(query)
    ]


async def prune_drafts(conn: AsyncConnection, before: datetime, limit: int) -> int:
    """Removes drafts from before then, at most so many; how many."""
    old = (
        select(broadcasts.c.id)
        .where(broadcasts.c.state == written(BroadcastState.DRAFT), broadcasts.c.created_at < before)
        .order_by(broadcasts.c.created_at)
        .limit(limit)
    )
    result = await conn.execute(broadcasts.delete().where(broadcasts.c.id.in_(old)))
    return int(result.rowcount)


def _in_audience(broadcast: BroadcastRow, now: datetime) -> ColumnElement[bool]:
    value = broadcast.audience_value or ""
    match broadcast.audience:
        case AudienceKind.ALL | AudienceKind.LANGUAGE:
            return true()
        case AudienceKind.BOUGHT:
            return exists(
                select(literal(1)).where(
                    orders.c.customer_id == customers.c.id,
                    orders.c.product_id == value,
                    orders.c.fulfilled_quantity > 0,
                )
            )
        case AudienceKind.IDLE:
            since = now - timedelta(days=int(value))
            return and_(
                customers.c.created_at < since,
                ~exists(
                    select(literal(1)).where(
                        orders.c.customer_id == customers.c.id, orders.c.created_at >= since
                    )
                ),
            )
        case AudienceKind.WALLET:
            return exists(
                select(literal(1)).where(
                    wallets.c.customer_id == customers.c.id, wallets.c.balance_centimes > 0
                )
            )


async def _move(
    conn: AsyncConnection, broadcast_id: int, before: Sequence[BroadcastState], changes: Any
) -> BroadcastRow | None:
    statement = (
        update(broadcasts)
        .where(broadcasts.c.id == broadcast_id, broadcasts.c.state.in_(before))
        .values(**changes)
        .returning(*_BROADCAST.columns)
    )
    return _BROADCAST.first(await conn.execute(statement))


async def _walk(conn: AsyncConnection, broadcast_id: int, before: int, **changes: int) -> bool:
    statement = (
        update(broadcasts)
        .where(
            broadcasts.c.id == broadcast_id,
            broadcasts.c.state == BroadcastState.RUNNING,
            broadcasts.c.walked_to == before,
            broadcasts.c.in_air.is_(None),
        )
        .values(**changes)
        .returning(broadcasts.c.id)
    )
    return (await conn.execute(statement)).first() is not None


async def _land(conn: AsyncConnection, broadcast_id: int, person_id: int, changes: dict[str, Any]) -> bool:
    statement = (
        update(broadcasts)
        .where(broadcasts.c.id == broadcast_id, broadcasts.c.in_air == person_id)
        .values(in_air=None, **changes)
        .returning(broadcasts.c.id)
    )
    return (await conn.execute(statement)).first() is not None
