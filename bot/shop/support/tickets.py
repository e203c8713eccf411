"""What a ticket is about, and what may follow on what.

    open ──take──► taken ──answer──► waiting ──the customer writes──► taken (open where it is nobody's)
     ▲  └──answer (it is theirs then)──┘
     └──release── taken          any ──close──► closed ──the customer replies──► open

A customer has at most one ticket about the same subject that is not closed. Every change is one guarded
UPDATE with its event (`storage.chat.tickets.move`).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final, Unpack

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.shop.errors import NotFoundError
from bot.shop.orders.history import readable_by
from bot.shop.refs import typed_ref
from storage.chat import tickets
from storage.chat.tickets import TicketChanges, TicketRow
from storage.money import payments
from storage.purchases import orders
from storage.states import TicketKind, TicketState

__all__ = [
    "NOT_ASKED",
    "TRANSITIONS",
    "About",
    "TicketKind",
    "TicketState",
    "answered_by",
    "move",
    "ticket_for",
    "written_to",
]

S = TicketState
TRANSITIONS: Final[Mapping[TicketState, frozenset[TicketState]]] = {
    S.OPEN: frozenset({S.TAKEN, S.WAITING, S.CLOSED}),
    S.TAKEN: frozenset({S.OPEN, S.TAKEN, S.WAITING, S.CLOSED}),
    S.WAITING: frozenset({S.OPEN, S.TAKEN, S.WAITING, S.CLOSED}),
    S.CLOSED: frozenset({S.OPEN, S.TAKEN, S.WAITING}),
}
"""What may follow on what."""


NOT_ASKED: Final[TicketChanges] = {"asked_at": None, "remind_at": None, "reminders": 0}
"""Nobody waits for an answer, and nobody is reminded of it."""


@dataclass(frozen=True, slots=True)
class About:
    """What a customer wants to say something about; which order, which of its cards or which payment."""

    kind: TicketKind
    order_ref: str | None = None
    card: int | None = None
    request_id: str | None = None


@dataclass(frozen=True, slots=True)
class _Subject:
    """The same, found and theirs. `name` is the same for the same thing."""

    kind: TicketKind
    name: str
    order_id: int | None = None
    card_position: int | None = None
    request_id: str | None = None


async def ticket_for(
    conn: AsyncConnection, customer_id: int, about: About | None, *, at: datetime
) -> TicketRow:
    """The ticket to which a customer's next message belongs: the one about that which is not closed, or a
    new one. Who names nothing goes on with their newest.

    Raises:
        NotFoundError: the order, card or payment is not theirs.
    """
    if about is None:
        newest = await tickets.newest_open_of(conn, customer_id)
        if newest is not None:
            return newest
    subject = await _subject(conn, customer_id, about or About(TicketKind.QUESTION))
    known = await tickets.about(conn, customer_id, subject.name)
    if known is not None:
        return known
    return await tickets.add(
        conn,
        customer_id=customer_id,
        kind=subject.kind,
        subject=subject.name,
        order_id=subject.order_id,
        card_position=subject.card_position,
        request_id=subject.request_id,
        at=at,
    )


async def written_to(
    conn: AsyncConnection, ticket: TicketRow, *, at: datetime, handed_at: datetime, remind_at: datetime
) -> TicketRow:
    """The customer has written for this ticket: it waits for the staff from `handed_at` on. One that was
    closed is open again, unless another one about the same is.
    """
    if ticket.state is S.CLOSED:
        ticket = await tickets.about(conn, ticket.customer_id, ticket.subject) or ticket
    if ticket.state in {S.CLOSED, S.WAITING}:
        theirs = ticket.taken_by if ticket.state is S.WAITING else None
        to = S.OPEN if theirs is None else S.TAKEN
        ticket = await move(conn, ticket, to, at=at, who="customer", taken_by=theirs) or ticket
    await tickets.asked(conn, ticket.id, at=handed_at, remind_at=remind_at)
    return ticket


async def answered_by(conn: AsyncConnection, ticket: TicketRow, staff_id: int, *, at: datetime) -> TicketRow:
    """Somebody of the staff has answered: the customer writes next. A ticket that is nobody's is theirs from
    then on.
    """
    if ticket.state is S.CLOSED and await tickets.about(conn, ticket.customer_id, ticket.subject):
        return ticket
    changes = NOT_ASKED.copy()
    if ticket.taken_by is None:
        changes |= {"taken_by": staff_id, "taken_at": at}
    return await move(conn, ticket, S.WAITING, at=at, who=f"staff:{staff_id}", **changes) or ticket


async def move(
    conn: AsyncConnection,
    ticket: TicketRow,
    to: TicketState,
    *,
    at: datetime,
    who: str,
    **changes: Unpack[TicketChanges],
) -> TicketRow | None:
    """Moves a ticket on, with its event; None when somebody was first. Raises ValueError for what may not
    follow.
    """
    if to not in TRANSITIONS[ticket.state]:
        raise ValueError(f"a ticket that is {ticket.state} does not become {to}")
    return await tickets.move(conn, ticket, to, at=at, who=who, **changes)


async def _subject(conn: AsyncConnection, customer_id: int, about: About) -> _Subject:
    match about:
        case About(kind=TicketKind.ORDER, order_ref=str(ref)):
            order = await orders.by_ref(conn, typed_ref(ref))
            if order is None or order.customer_id != customer_id:
                raise NotFoundError
            return _Subject(about.kind, f"order:{order.id}", order.id)
        case About(kind=TicketKind.DEAD_CODE, order_ref=str(ref)):
            order = await readable_by(conn, customer_id, ref)
            if about.card is None or not 1 <= about.card <= order.fulfilled_quantity:
                raise NotFoundError
            return _Subject(about.kind, f"dead_code:{order.id}:{about.card}", order.id, about.card)
        case About(kind=TicketKind.PAYMENT, request_id=str(request_id)):
            request = await payments.request(conn, request_id)
            if request is None or request.customer_id != customer_id:
                raise NotFoundError
            return _Subject(
                about.kind, f"payment:{request_id}", order_id=request.order_id, request_id=request_id
            )
        case _:
            return _Subject(about.kind, about.kind.value)
