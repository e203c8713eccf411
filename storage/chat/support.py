"""What customers and the shop write to each other."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.dialects import insert
from storage.rows import RowShape
from storage.states import WrittenKind
from storage.tables import support_copies, support_messages


@dataclass(frozen=True, slots=True)
class SupportRow:
    """One message. `staff_id` None: the customer wrote it; `handed_at` None: it is only offered to be
    sent; `answers_id`: what it answers.
    """

    id: int
    customer_id: int
    staff_id: int | None
    ticket_id: int | None
    answers_id: int | None
    kind: WrittenKind
    body: str | None
    file_id: str | None
    album: str | None
    written_at: datetime
    handed_at: datetime | None
    answered_at: datetime | None
    answered_by: int | None


_SUPPORT = RowShape(SupportRow, support_messages)


async def add(
    conn: AsyncConnection,
    *,
    key: str,
    customer_id: int,
    kind: WrittenKind,
    body: str | None,
    file_id: str | None,
    album: str | None,
    written_at: datetime,
    handed_at: datetime | None,
    alerts: int = 0,
    staff_id: int | None = None,
    answers_id: int | None = None,
    ticket_id: int | None = None,
) -> SupportRow | None:
    """A new message; None when its key is known already."""
    row = insert(support_messages).values(
        key=key,
        customer_id=customer_id,
        kind=kind,
        body=body,
        file_id=file_id,
        album=album,
        written_at=written_at,
        handed_at=handed_at,
        alerts=alerts,
        staff_id=staff_id,
        answers_id=answers_id,
        ticket_id=ticket_id,
    )
    statement = row.on_conflict_do_nothing(index_elements=["key"]).returning(*_SUPPORT.columns)
    return _SUPPORT.first(await conn.execute(statement))


async def get(conn: AsyncConnection, support_id: int) -> SupportRow | None:
    """One message."""
    query = select(*_SUPPORT.columns).where(support_messages.c.id == support_id)
    return _SUPPORT.first(await conn.execute(query))


async def by_key(conn: AsyncConnection, key: str) -> SupportRow | None:
    """The message that an update brought."""
    query = select(*_SUPPORT.columns).where(support_messages.c.key == key)
    return _SUPPORT.first(await conn.execute(query))


async def newest_of_album(conn: AsyncConnection, customer_id: int, album: str) -> SupportRow | None:
    """The newest picture of an album that is handed over; without one, the newest that is only offered."""
    query = (
        select(*_SUPPORT.columns)
        .where(support_messages.c.customer_id == customer_id, support_messages.c.album == album)
        .order_by(support_messages.c.handed_at.is_(None), support_messages.c.id.desc())
        .limit(1)
    )
    return _SUPPORT.first(await conn.execute(query))


async def count_of_album(conn: AsyncConnection, customer_id: int, album: str) -> int:
    """How many pictures of an album are known."""
    query = select(func.count()).where(
        support_messages.c.customer_id == customer_id, support_messages.c.album == album
    )
    return int((await conn.execute(query)).scalar_one())


async def hand_over(
    conn: AsyncConnection, support_id: int, *, ticket_id: int, at: datetime, alerts: int
) -> SupportRow | None:
    """An offered message is sent now; None when it was before."""
    statement = (
        update(support_messages)
        .where(support_messages.c.id == support_id, support_messages.c.handed_at.is_(None))
        .values(ticket_id=ticket_id, handed_at=at, alerts=alerts)
        .returning(*_SUPPORT.columns)
    )
    return _SUPPORT.first(await conn.execute(statement))


async def of_ticket(conn: AsyncConnection, ticket_id: int, limit: int) -> list[SupportRow]:
    """The newest messages of a ticket, oldest first."""
    query = (
        select(*_SUPPORT.columns)
        .where(support_messages.c.ticket_id == ticket_id)
        .order_by(support_messages.c.id.desc())
        .limit(limit)
    )
    return _SUPPORT.all(await conn.execute(query))[::-1]


async def newest_of_customer(conn: AsyncConnection, ticket_id: int) -> SupportRow | None:
    """What the customer wrote last for a ticket."""
    query = (
        select(*_SUPPORT.columns)
        .where(support_messages.c.ticket_id == ticket_id, support_messages.c.staff_id.is_(None))
        .order_by(support_messages.c.id.desc())
        .limit(1)
    )
    return _SUPPORT.first(await conn.execute(query))


async def first_words(conn: AsyncConnection, ticket_id: int) -> str | None:
    """The first words that the customer wrote for a ticket."""
    query = (
        select(support_messages.c.body)
        .where(
            support_messages.c.ticket_id == ticket_id,
            support_messages.c.staff_id.is_(None),
            support_messages.c.body.is_not(None),
        )
        .order_by(support_messages.c.id)
        .limit(1)
    )
    return (await conn.execute(query)).scalar()


async def picture_of(conn: AsyncConnection, ticket_id: int) -> SupportRow | None:
    """The first picture that the customer sent for a ticket."""
    query = (
        select(*_SUPPORT.columns)
        .where(
            support_messages.c.ticket_id == ticket_id,
            support_messages.c.staff_id.is_(None),
            support_messages.c.kind == WrittenKind.PHOTO,
        )
        .order_by(support_messages.c.id)
        .limit(1)
    )
    return _SUPPORT.first(await conn.execute(query))


async def offered_of_album(conn: AsyncConnection, customer_id: int, album: str) -> list[SupportRow]:
    """The pictures of an album that are only offered, in their order."""
    query = (
        select(*_SUPPORT.columns)
        .where(
            support_messages.c.customer_id == customer_id,
            support_messages.c.album == album,
            support_messages.c.handed_at.is_(None),
        )
        .order_by(support_messages.c.id)
    )
    return _SUPPORT.all(await conn.execute(query))


async def alerts_after(
    conn: AsyncConnection, customer_id: int, after: datetime, limit: int
) -> Sequence[datetime]:
    """When staff were rung for this customer's messages after that moment, newest first."""
    query = (
        select(support_messages.c.handed_at)
        .where(
            support_messages.c.customer_id == customer_id,
            support_messages.c.handed_at > after,
            support_messages.c.alerts == 1,
        )
        .order_by(support_messages.c.handed_at.desc())
        .limit(limit)
    )
    return (await conn.execute(query)).scalars().all()


async def last_answer_at(conn: AsyncConnection, customer_id: int, after: datetime) -> datetime | None:
    """When staff last answered this customer after that moment."""
    query = select(func.max(support_messages.c.handed_at)).where(
        support_messages.c.customer_id == customer_id,
        support_messages.c.handed_at > after,
        support_messages.c.staff_id.is_not(None),
    )
    return (await conn.execute(query)).scalar()


async def count_handed_after(conn: AsyncConnection, customer_id: int, after: datetime) -> int:
    """How many messages of a customer are to be handed over later than that moment."""
    query = select(func.count()).where(
        support_messages.c.customer_id == customer_id, support_messages.c.handed_at > after
    )
    return int((await conn.execute(query)).scalar_one())


async def keep_offered(conn: AsyncConnection, customer_id: int, most: int) -> None:
    """Forgets the oldest offered messages of a customer, so that no more than `most` are kept."""
    offered = (
        select(support_messages.c.id)
        .where(support_messages.c.customer_id == customer_id, support_messages.c.handed_at.is_(None))
        .order_by(support_messages.c.id.desc())
        .offset(most)
    )
    await conn.execute(delete(support_messages).where(support_messages.c.id.in_(offered)))


async def prune_offered(conn: AsyncConnection, before: datetime, limit: int) -> int:
    """Removes what was offered before that moment and never sent, oldest first and at most `limit`; how
    many.
    """
    some = (
        select(support_messages.c.id)
        .where(support_messages.c.handed_at.is_(None), support_messages.c.written_at < before)
        .order_by(support_messages.c.written_at)
        .limit(limit)
    )
    return (await conn.execute(delete(support_messages).where(support_messages.c.id.in_(some)))).rowcount


async def prune_shown(conn: AsyncConnection, before: datetime, limit: int) -> int:
    """Looks at the `limit` oldest Telegram messages that show one of these, and forgets those whose message
    is from before that moment; how many. A reply to one of them is no answer any more.
    """
    oldest = select(support_copies.c.support_id).order_by(support_copies.c.support_id).limit(limit)
    some = select(support_messages.c.id).where(
        support_messages.c.id.in_(oldest), support_messages.c.handed_at < before
    )
    return (await conn.execute(delete(support_copies).where(support_copies.c.support_id.in_(some)))).rowcount


async def answered(conn: AsyncConnection, support_id: int, *, staff_id: int, at: datetime) -> bool:
    """Notes the first answer; False when somebody has answered before."""
    statement = (
        update(support_messages)
        .where(support_messages.c.id == support_id, support_messages.c.answered_at.is_(None))
        .values(answered_at=at, answered_by=staff_id)
        .returning(support_messages.c.id)
    )
    return (await conn.execute(statement)).first() is not None


async def shown(
    conn: AsyncConnection, support_id: int, *, chat_id: int, telegram_message_ids: Sequence[int]
) -> None:
    """Notes which Telegram messages show this one."""
    for telegram_message_id in telegram_message_ids:
        row = insert(support_copies).values(
            chat_id=chat_id, telegram_message_id=telegram_message_id, support_id=support_id
        )
        await conn.execute(
            row.on_conflict_do_update(
                index_elements=["chat_id", "telegram_message_id"], set_={"support_id": support_id}
            )
        )


async def shown_by(conn: AsyncConnection, *, chat_id: int, telegram_message_id: int) -> SupportRow | None:
    """The message that a Telegram message shows; None for any other Telegram message."""
    query = (
        select(*_SUPPORT.columns)
        .join(support_copies, support_copies.c.support_id == support_messages.c.id)
        .where(
            support_copies.c.chat_id == chat_id,
            support_copies.c.telegram_message_id == telegram_message_id,
        )
    )
    return _SUPPORT.first(await conn.execute(query))
