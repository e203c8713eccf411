"""Conversations between customers and the shop as tickets. Each change of a state is one guarded UPDATE with
its event; what may follow on what is for `bot.shop.support` to say.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Final, TypedDict, Unpack

from sqlalchemy import ColumnElement, Integer, Select, bindparam, func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.columns import written
from storage.rows import RowShape, counted
from storage.states import TicketKind, TicketState
from storage.tables import ticket_events, tickets


@dataclass(frozen=True, slots=True)
class TicketRow:
    """One ticket. `asked_at` None: nobody waits for an answer of the staff's."""

    id: int
    customer_id: int
    kind: TicketKind
    subject: str
    order_id: int | None
    card_position: int | None
    request_id: str | None
    state: TicketState
    opened_at: datetime
    state_at: datetime
    taken_by: int | None
    taken_at: datetime | None
    asked_at: datetime | None
    remind_at: datetime | None
    reminders: int
    topic_chat_id: int | None
    topic_id: int | None


@dataclass(frozen=True, slots=True)
class TicketEventRow:
    """One change of a ticket's state; `who` is `customer` or `staff:ID`."""

    from_state: TicketState | None
    to_state: TicketState
    at: datetime
    who: str


_TICKET = RowShape(TicketRow, tickets)
_EVENT = RowShape(TicketEventRow, ticket_events)
_TICKETS = select(*_TICKET.columns)
_BY_ID = _TICKETS.where(tickets.c.id == bindparam("ticket_id"))
_TO_REMIND_OF = (
    _TICKETS.where(tickets.c.remind_at <= bindparam("now"))
    .order_by(tickets.c.remind_at)
    .limit(bindparam("limit", type_=Integer))  # made once, as it is asked every few moments
)
NOT_CLOSED: Final = tickets.c.state != written(TicketState.CLOSED)
"""It leads to the few tickets that are not over among all that were."""


class TicketChanges(TypedDict, total=False):
    """What changes with a state."""

    taken_by: int | None
    taken_at: datetime | None
    asked_at: datetime | None
    remind_at: datetime | None
    reminders: int


async def add(
    conn: AsyncConnection,
    *,
    customer_id: int,
    kind: TicketKind,
    subject: str,
    order_id: int | None,
    card_position: int | None,
    request_id: str | None,
    at: datetime,
) -> TicketRow:
    """A new ticket, open. Raises IntegrityError while the customer has one about the same subject that is
    not closed.
    """
    row = tickets.insert().values(
        customer_id=customer_id,
        kind=kind,
        subject=subject,
        order_id=order_id,
        card_position=card_position,
        request_id=request_id,
        state=TicketState.OPEN,
        opened_at=at,
        state_at=at,
    )
    added = _TICKET.one(await conn.execute(row.returning(*_TICKET.columns)))
    await _note(conn, added, None, at, "customer")
    return added


async def get(conn: AsyncConnection, ticket_id: int) -> TicketRow | None:
    """One ticket."""
    return _TICKET.first(await conn.execute(_BY_ID, {"ticket_id": ticket_id}))


async def about(conn: AsyncConnection, customer_id: int, subject: str) -> TicketRow | None:
    """The customer's ticket about that subject that is not closed."""
    query = _TICKETS.where(tickets.c.customer_id == customer_id, tickets.c.subject == subject, NOT_CLOSED)
    return _TICKET.first(await conn.execute(query))


async def newest_of(conn: AsyncConnection, customer_id: int, limit: int) -> list[TicketRow]:
    """A customer's newest tickets, closed ones too."""
    query = _TICKETS.where(tickets.c.customer_id == customer_id).order_by(tickets.c.id.desc()).limit(limit)
    return _TICKET.all(await conn.execute(query))


async def newest_open_of(conn: AsyncConnection, customer_id: int) -> TicketRow | None:
    """A customer's newest ticket that is not closed."""
    query = _TICKETS.where(tickets.c.customer_id == customer_id, NOT_CLOSED)
    return _TICKET.first(await conn.execute(query.order_by(tickets.c.id.desc()).limit(1)))


async def of_topic(conn: AsyncConnection, chat_id: int, topic_id: int) -> TicketRow | None:
    """The ticket that a topic of the staff's group is for."""
    query = _TICKETS.where(tickets.c.topic_chat_id == chat_id, tickets.c.topic_id == topic_id)
    return _TICKET.first(await conn.execute(query))


async def with_dead_codes(conn: AsyncConnection, order_ids: Collection[int]) -> set[int]:
    """Those of these orders of which somebody said that a code does not work."""
    query = select(tickets.c.order_id).where(
        tickets.c.order_id.in_(order_ids), tickets.c.kind == TicketKind.DEAD_CODE
    )
    return set((await conn.execute(query)).scalars())


async def set_topic(conn: AsyncConnection, ticket_id: int, chat_id: int | None, topic_id: int | None) -> None:
    """Notes in which topic of which group the ticket is read; without a topic: one is being made in that
    group; without a group: there is none.
    """
    values = {"topic_chat_id": chat_id, "topic_id": topic_id}
    await conn.execute(update(tickets).where(tickets.c.id == ticket_id).values(values))


async def move(
    conn: AsyncConnection,
    ticket: TicketRow,
    to: TicketState,
    *,
    at: datetime,
    who: str,
    **changes: Unpack[TicketChanges],
) -> TicketRow | None:
    """Changes its state, if it is as `ticket` says still: its state, and whose it is. None when somebody was
    first.
    """
    statement = (
        update(tickets)
        .where(
            tickets.c.id == ticket.id,
            tickets.c.state == ticket.state,
            tickets.c.taken_by.is_not_distinct_from(ticket.taken_by),
        )
        .values(state=to, state_at=at, **changes)
        .returning(*_TICKET.columns)
    )
    moved = _TICKET.first(await conn.execute(statement))
    if moved is not None:
        await _note(conn, moved, ticket.state, at, who)
    return moved


async def asked(conn: AsyncConnection, ticket_id: int, *, at: datetime, remind_at: datetime) -> None:
    """The customer has written; whoever waits already goes on waiting since then."""
    await conn.execute(
        update(tickets)
        .where(tickets.c.id == ticket_id, tickets.c.asked_at.is_(None))
        .values(asked_at=at, remind_at=remind_at, reminders=0)
    )


async def to_remind_of(conn: AsyncConnection, now: datetime, limit: int) -> list[TicketRow]:
    """Tickets that the staff are to be reminded of, those that have waited longest first."""
    return _TICKET.all(await conn.execute(_TO_REMIND_OF, {"now": now, "limit": limit}))


async def reminded(conn: AsyncConnection, ticket: TicketRow, *, remind_at: datetime) -> bool:
    """Notes a reminder and when the next one is due; False when it was answered or reminded of meanwhile."""
    statement = (
        update(tickets)
        .where(tickets.c.id == ticket.id, tickets.c.remind_at == ticket.remind_at)
        .values(remind_at=remind_at, reminders=tickets.c.reminders + 1)
        .returning(tickets.c.id)
    )
    return (await conn.execute(statement)).first() is not None


async def list_open(conn: AsyncConnection, *, after: int, limit: int) -> list[TicketRow]:
    """Tickets that are not closed, oldest first, behind that one."""
    return await _listed(conn, _TICKETS.where(NOT_CLOSED, tickets.c.id > after), limit)


async def list_taken_by(conn: AsyncConnection, staff_id: int, *, after: int, limit: int) -> list[TicketRow]:
    """The same of those that are somebody's."""
    query = _TICKETS.where(NOT_CLOSED, tickets.c.taken_by == staff_id, tickets.c.id > after)
    return await _listed(conn, query, limit)


async def list_all(conn: AsyncConnection, *, before: int | None, limit: int) -> list[TicketRow]:
    """All tickets, newest first, before that one."""
    query = _TICKETS if before is None else _TICKETS.where(tickets.c.id < before)
    return _TICKET.all(await conn.execute(query.order_by(tickets.c.id.desc()).limit(limit)))


async def _listed(conn: AsyncConnection, query: Select[tuple[object, ...]], limit: int) -> list[TicketRow]:
    return _TICKET.all(await conn.execute(query.order_by(tickets.c.id).limit(limit)))


async def count_unanswered(conn: AsyncConnection) -> int:
    """How many customers' tickets wait for the staff; bounded as lists are."""
    return await counted(conn, tickets, NOT_CLOSED, _unanswered(), by=tickets.c.id)


async def oldest_unanswered(conn: AsyncConnection) -> datetime | None:
    """Since when the customer waits who has waited longest."""
    query = select(func.min(tickets.c.asked_at)).where(NOT_CLOSED, _unanswered())
    return (await conn.execute(query)).scalar()


def _unanswered() -> ColumnElement[bool]:
    return or_(tickets.c.state == written(TicketState.OPEN), tickets.c.state == written(TicketState.TAKEN))


async def events(conn: AsyncConnection, ticket_id: int, limit: int) -> list[TicketEventRow]:
    """The newest changes of a ticket's state, oldest first."""
    query = (
        select(*_EVENT.columns)
        .where(ticket_events.c.ticket_id == ticket_id)
        .order_by(ticket_events.c.id.desc())
        .limit(limit)
    )
    return _EVENT.all(await conn.execute(query))[::-1]


async def _note(
    conn: AsyncConnection, ticket: TicketRow, before: TicketState | None, at: datetime, who: str
) -> None:
    await conn.execute(
        ticket_events.insert().values(
            ticket_id=ticket.id, from_state=before, to_state=ticket.state, at=at, who=who
        )
    )
