"""What the outbox holds about orders: their codes, and that one takes long."""

from collections.abc import Collection
from datetime import datetime
from typing import Final

from sqlalchemy import ColumnElement, and_, bindparam, func, literal, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.chat.messages import UNSENT, at_once
from storage.columns import Timestamp, begins
from storage.states import MessageKind, MessageState
from storage.tables import messages
from storage.wakeups import Work, note

DELAY: Final = "order_late:"
_NOT_SENT = (MessageState.WAITING, MessageState.PARKED, MessageState.FAILED)
_UNSENT_CODES = select(messages.c.key).where(
    UNSENT,  # what a server plans for any chat is right for one that was told thousands of codes
    messages.c.chat_id.in_(bindparam("chat_ids", type_=messages.c.chat_id.type, expanding=True)),
    messages.c.state.in_(_NOT_SENT),
    messages.c.kind == MessageKind.CODES,
)
_WITH_KEYS = select(messages.c.key).where(
    messages.c.key.in_(bindparam("keys", type_=messages.c.key.type, expanding=True))
)  # made once, as they are asked all the time


async def unsent_codes(conn: AsyncConnection, chat_ids: Collection[int]) -> set[int]:
    """The orders of these chats whose codes have not all arrived."""
    if not chat_ids:
        return set()
    found = await conn.execute(_UNSENT_CODES, {"chat_ids": chat_ids})
    return {int(key.split(":")[1]) for key in found.scalars()}


async def hurry_codes(conn: AsyncConnection, chat_id: int, order_id: int, now: datetime) -> bool:
    """Sends those codes of an order now that have not arrived yet; False when all have."""
    statement = (
        update(messages)
        .where(_are_codes(chat_id, f"codes:{order_id}:"), messages.c.state.in_(_NOT_SENT))
        .values(**at_once(literal(now, Timestamp)))
        .returning(messages.c.id)
    )
    note(conn, Work.MESSAGES_TO_SEND)
    return (await conn.execute(statement)).first() is not None


async def codes_sent_at(conn: AsyncConnection, chat_id: int, order_id: int) -> datetime | None:
    """When codes of an order were last sent; None when that is so long ago that the messages are tidied
    away.
    """
    query = select(func.max(messages.c.sent_at)).where(
        _are_codes(chat_id, f"codes:{order_id}:"), messages.c.state == MessageState.SENT
    )
    return (await conn.execute(query)).scalar()


async def told_of_delay(conn: AsyncConnection, order_ids: Collection[int]) -> set[int]:
    """Those of these orders whose customers are told, or were, that they take longer than usual."""
    if not order_ids:
        return set()
    keys = {delay_key(order_id): order_id for order_id in order_ids}
    return {keys[key] for key in (await conn.execute(_WITH_KEYS, {"keys": list(keys)})).scalars()}


def delay_key(order_id: int) -> str:
    """The key of the message of a delay, which `order_lists.untold_of_delay` knows too."""
    return f"{DELAY}{order_id}"


async def were_sent_again(conn: AsyncConnection, chat_id: int, order_id: int) -> bool:
    """Whether the codes of an order were asked for once more, after they had arrived."""
    query = select(messages.c.id).where(_are_codes(chat_id, f"codes:{order_id}:again:"))
    return (await conn.execute(query.limit(1))).first() is not None


def _are_codes(chat_id: int, beginning: str) -> ColumnElement[bool]:
    """Whether a message holds codes for a chat, under a key that begins so."""
    # As a sum the chat is no use to an index: all messages of a chat are many, those with such keys are few.
    theirs = messages.c.chat_id + 0 == chat_id
    return and_(begins(messages.c.key, beginning), theirs, messages.c.kind == MessageKind.CODES)
