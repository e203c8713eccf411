"""The outbox: things to be told, written in the transaction that made them true."""

import json
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from typing import Any, Final

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Executable,
    Integer,
    Update,
    and_,
    bindparam,
    case,
    func,
    literal,
    select,
    update,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.columns import Timestamp, brought_forward, written
from storage.dialects import insert
from storage.house import processes
from storage.rows import RowShape
from storage.states import MessageKind, MessageState
from storage.tables import messages
from storage.wakeups import Work, note


@dataclass(frozen=True, slots=True)
class MessageRow:
    """A message that is due. `kind` is the bare word: one that this version does not know must not hold up
    the others.
    """

    id: int
    chat_id: int
    kind: str
    payload: str
    version: int
    tries: int
    telegram_message_id: int | None
    last_error: str | None
    claimed_by: str | None


@dataclass(frozen=True, slots=True)
class GatheringRow:
    """A message to which more may be added."""

    id: int
    payload: str


_MESSAGE = RowShape(MessageRow, messages)
_GATHERING = RowShape(GatheringRow, messages)
_UNTOLD: Final = (MessageState.WAITING, MessageState.PARKED)
UNSENT: Final = messages.c.state != written(MessageState.SENT)
"""Still to be told, or given up: it leads to the few that are not told among all that were."""
_WAITING: Final = and_(UNSENT, messages.c.state == MessageState.WAITING)


async def add(
    conn: AsyncConnection,
    *,
    key: str,
    chat_id: int,
    kind: MessageKind,
    payload: dict[str, Any],
    now: datetime,
    due_at: datetime | None = None,
) -> None:
    """Something to tell once, now or at `due_at`; the same key again adds nothing."""
    row = {"key": key, "chat_id": chat_id, "kind": kind, "payload": json.dumps(payload)}
    await conn.execute(_addition(), row | {"created_at": now, "due_at": due_at or now})
    note(conn, Work.MESSAGES_TO_SEND)


@cache
def _addition() -> Executable:
    """Made once, as it is executed all the time."""
    return insert(messages).on_conflict_do_nothing(index_elements=["key"])


async def renew(
    conn: AsyncConnection,
    *,
    key: str,
    chat_id: int,
    kind: MessageKind,
    payload: dict[str, Any],
    now: datetime,
) -> None:
    """Something that has news: added, or told again. What is being sent right now counts as old news.

    News do not shorten a wait that Telegram or the network imposed, and do not reach a chat that cannot be
    reached.
    """
    row = {"key": key, "chat_id": chat_id, "kind": kind, "payload": json.dumps(payload)}
    await conn.execute(_renewal(), row | {"created_at": now, "due_at": now})
    note(conn, Work.MESSAGES_TO_SEND)


@cache
def _renewal() -> Executable:
    """Adds a message that is due now, or tells it again. Made once, as it is executed all the time."""
    row = insert(messages)
    again = {"version": messages.c.version + 1, **at_once(row.excluded.due_at)}
    return row.on_conflict_do_update(index_elements=["key"], set_=again)


async def send_anew(
    conn: AsyncConnection,
    *,
    key: str,
    chat_id: int,
    kind: MessageKind,
    payload: dict[str, Any],
    now: datetime,
) -> int | None:
    """As `renew`, but it becomes a new Telegram message at the end of the chat; the id of the one that it
    replaces.
    """
    replaced = await telegram_id(conn, key)
    await renew(conn, key=key, chat_id=chat_id, kind=kind, payload=payload, now=now)
    await conn.execute(update(messages).where(messages.c.key == key).values(telegram_message_id=None))
    return replaced


async def telegram_id(conn: AsyncConnection, key: str) -> int | None:
    """Which Telegram message that message has become."""
    query = select(messages.c.telegram_message_id).where(messages.c.key == key)
    return (await conn.execute(query)).scalar_one_or_none()


async def due(
    conn: AsyncConnection, now: datetime, limit: int, *, process_id: str, without: Collection[int]
) -> list[MessageRow]:
    """Messages whose time has come, oldest first; none for chats in `without`, that another message makes
    wait or that another living process sends to.
    """
    asked = {"now": now, "without": list(without), "process_id": process_id, "limit": limit}
    return _MESSAGE.all(await conn.execute(_DUE, asked))


async def claim(conn: AsyncConnection, message_ids: Collection[int], *, process_id: str) -> list[MessageRow]:
    """Those of these messages that the process may send now, as they are now, oldest first: nobody has told
    them, and no other living process sends to their chat.
    """
    asked = {"message_ids": list(message_ids), "process_id": process_id}
    return sorted(_MESSAGE.all(await conn.execute(_CLAIM, asked)), key=lambda row: row.id)


async def next_due(conn: AsyncConnection, *, after: datetime) -> datetime | None:
    """When the next message is due that is not yet."""
    return (await conn.execute(_NEXT_DUE, {"after": after})).scalar()


# The sender asks these all the time: made once, a statement takes a sixth of the time.
_claims = messages.alias()
_LEFT_ALONE_BY_OTHERS = messages.c.chat_id.not_in(
    select(_claims.c.chat_id).where(
        _claims.c.claimed_by != bindparam("process_id"), _claims.c.claimed_by.in_(processes.living())
    )
)
"""Whether no other living process sends to the message's chat."""
_HELD = select(messages.c.chat_id).where(
    _WAITING, messages.c.holds_chat == 1, messages.c.due_at > bindparam("now")
)
_WITHOUT = bindparam("without", type_=messages.c.chat_id.type, expanding=True)
_DUE = (
    select(*_MESSAGE.columns)
    .where(_WAITING, messages.c.due_at <= bindparam("now"))
    .where(messages.c.chat_id.not_in(_HELD), messages.c.chat_id.not_in(_WITHOUT), _LEFT_ALONE_BY_OTHERS)
    .order_by(messages.c.id)
    .limit(bindparam("limit", type_=Integer))
)
_NEXT_DUE = select(func.min(messages.c.due_at)).where(_WAITING, messages.c.due_at > bindparam("after"))
_CLAIM = (
    update(messages)
    .where(messages.c.id.in_(bindparam("message_ids", type_=messages.c.id.type, expanding=True)))
    .where(messages.c.state == MessageState.WAITING, _LEFT_ALONE_BY_OTHERS)
    .values(claimed_by=bindparam("process_id"))
    .returning(*_MESSAGE.columns)
)


async def mark_sent(conn: AsyncConnection, row: MessageRow, *, at: datetime) -> None:
    """It was told, unless there was news meanwhile."""
    await _mark(conn, row, {"state": MessageState.SENT, "sent_at": at})


async def mark_failed(conn: AsyncConnection, row: MessageRow, *, why: str) -> None:
    """It is given up, unless there was news meanwhile."""
    await _mark(conn, row, {"state": MessageState.FAILED, "last_error": why})


async def _mark(conn: AsyncConnection, row: MessageRow, outcome: dict[str, Any]) -> None:
    """Writes how it ended, and gives it back. Nothing happens when somebody else has taken it up since."""
    values = {f"its_{name}": value for name, value in outcome.items()}
    await conn.execute(_marking(tuple(outcome)), _ours(row) | {"told": row.version} | values)


@cache
def _marking(columns: tuple[str, ...]) -> Update:
    """Gives a message back, with its outcome in these columns. Made once, as it is executed all the time."""
    told = messages.c.version == bindparam("told")
    outcome = {
        name: case((told, bindparam(f"its_{name}", type_=messages.c[name].type)), else_=messages.c[name])
        for name in columns
    }
    return _STILL_OURS.values(claimed_by=None, **outcome)


_OURS = and_(
    messages.c.id == bindparam("message_id"),
    messages.c.claimed_by.is_not_distinct_from(bindparam("claimer")),
)
_STILL_OURS = update(messages).where(_OURS, messages.c.state == MessageState.WAITING)


def _ours(row: MessageRow) -> dict[str, Any]:
    """What `_OURS` is asked with."""
    return {"message_id": row.id, "claimer": row.claimed_by}


async def postpone(
    conn: AsyncConnection, row: MessageRow, *, due_at: datetime, tries: int, why: str | None, holds_chat: bool
) -> None:
    """Could not be sent now: later, news or not; with `holds_chat` everything else for its chat waits as
    long. Nothing happens when somebody else has taken it up since.
    """
    await conn.execute(
        _STILL_OURS.values(
            due_at=due_at, tries=tries, last_error=why, holds_chat=int(holds_chat), claimed_by=None
        ),
        _ours(row),
    )


async def bring_forward(conn: AsyncConnection, *, by: timedelta, now: datetime) -> None:
    """Has everything that waits to be told later told so much earlier, but not before `now`."""
    due_at = brought_forward(messages.c.due_at, by=by, now=now)
    await conn.execute(update(messages).where(_WAITING, messages.c.due_at > now).values(due_at=due_at))
    note(conn, Work.MESSAGES_TO_SEND)


async def renew_told(conn: AsyncConnection, key: str, now: datetime) -> None:
    """Something has news, if it was told already; what still waits to be told will tell the news anyway."""
    await conn.execute(
        update(messages)
        .where(messages.c.key == key, messages.c.state == MessageState.SENT)
        .values(state=MessageState.WAITING, version=messages.c.version + 1, due_at=now, tries=0, holds_chat=0)
    )
    note(conn, Work.MESSAGES_TO_SEND)


async def take_up(conn: AsyncConnection, message_id: int, now: datetime) -> MessageState | None:
    """Sends a message now that waits or was given up, unless its whole chat has to wait.

    Returns the state that the message was in, None for an unknown one.
    """
    state = (await conn.execute(select(messages.c.state).where(messages.c.id == message_id))).scalar()
    if state in {MessageState.WAITING, MessageState.FAILED}:
        now_due = at_once(literal(now, Timestamp))
        await conn.execute(update(messages).where(messages.c.id == message_id).values(**now_due))
        note(conn, Work.MESSAGES_TO_SEND)
    return state


async def gathering(
    conn: AsyncConnection, chat_id: int, *, beginning: str, due_at: datetime
) -> GatheringRow | None:
    """The message for a chat that is to be told at that moment, under a key that begins so; None when there
    is none, or it was told.
    """
    query = (
        select(*_GATHERING.columns)
        .where(UNSENT, messages.c.chat_id == chat_id, messages.c.state.in_(_UNTOLD))
        .where(messages.c.due_at == due_at, messages.c.key.startswith(beginning, autoescape=True))
        .limit(1)
    )
    return _GATHERING.first(await conn.execute(query))


async def rewrite(conn: AsyncConnection, message_id: int, payload: dict[str, Any]) -> None:
    """What a message says that is still to be told. What is being sent right now counts as old news."""
    news = {"payload": json.dumps(payload), "version": messages.c.version + 1}
    await conn.execute(update(messages).where(messages.c.id == message_id).values(**news))


async def hurry_alerts(conn: AsyncConnection, chat_id: int, now: datetime) -> None:
    """Tells somebody of the staff now what was to be told later, but for what was tried already."""
    await conn.execute(
        update(messages)
        .where(UNSENT, messages.c.chat_id == chat_id, messages.c.state == MessageState.WAITING)
        .where(messages.c.kind == MessageKind.STAFF_ALERT, messages.c.due_at > now)
        .where(messages.c.tries == 0, messages.c.holds_chat == 0)
        .values(due_at=now)
    )
    note(conn, Work.MESSAGES_TO_SEND)


def _word(state: MessageState) -> BindParameter[MessageState]:
    return literal(state, messages.c.state.type)


def at_once(now: ColumnElement[datetime]) -> dict[str, Any]:
    """The columns of a message that is due now, but for a wait that holds its whole chat."""
    held = and_(messages.c.state == MessageState.WAITING, messages.c.holds_chat == 1, messages.c.due_at > now)
    return {
        "state": case(
            (messages.c.state == MessageState.PARKED, _word(MessageState.PARKED)),
            else_=_word(MessageState.WAITING),
        ),
        "due_at": case((held, messages.c.due_at), else_=now),
        "tries": case((held, messages.c.tries), else_=0),
        "holds_chat": case((held, 1), else_=0),
    }


async def set_telegram_id(conn: AsyncConnection, row: MessageRow, telegram_message_id: int) -> None:
    """Which Telegram message this became, unless somebody else has taken it up since."""
    await conn.execute(_SET_TELEGRAM_ID, _ours(row) | {"became": telegram_message_id})


_SET_TELEGRAM_ID = (
    update(messages)
    .where(_OURS)
    .values(telegram_message_id=bindparam("became"))  # made once, as it is executed all the time
)


async def made_in(conn: AsyncConnection, message_id: int, telegram_message_id: int) -> None:
    """Which Telegram message this becomes, noted before it is one."""
    await conn.execute(
        update(messages).where(messages.c.id == message_id).values(telegram_message_id=telegram_message_id)
    )


async def park(conn: AsyncConnection, chat_id: int) -> None:
    """Sets aside all that waits for a chat which cannot be reached."""
    await conn.execute(
        update(messages)
        .where(UNSENT, messages.c.chat_id == chat_id, messages.c.state == MessageState.WAITING)
        .values(state=MessageState.PARKED, claimed_by=None)
    )


async def unpark(conn: AsyncConnection, chat_id: int, now: datetime) -> int:
    """Takes up again what was set aside for a chat; how many."""
    result = await conn.execute(_UNPARK, {"of_chat": chat_id, "due_at": now})
    if result.rowcount:
        note(conn, Work.MESSAGES_TO_SEND)
    return result.rowcount


_UNPARK = (
    update(messages)
    .where(UNSENT, messages.c.chat_id == bindparam("of_chat"), messages.c.state == MessageState.PARKED)
    .values(state=MessageState.WAITING, due_at=bindparam("due_at"), tries=0, holds_chat=0)
)


async def prune_told(conn: AsyncConnection, before: datetime, limit: int) -> int:
    """Removes the oldest messages told before that moment, at most `limit`; how many. Receipts stay: their
    rows are told again.
    """
    some = (
        select(messages.c.id)
        .where(
            messages.c.state == written(MessageState.SENT), messages.c.kind != written(MessageKind.RECEIPT)
        )
        .where(messages.c.sent_at < before)
        .order_by(messages.c.sent_at)
        .limit(limit)
    )
    return (await conn.execute(messages.delete().where(messages.c.id.in_(some)))).rowcount


async def prune_untold(conn: AsyncConnection, before: datetime, limit: int) -> int:
    """Removes messages that were given up, or set aside for a chat that nobody has come back to, and were due
    last before that moment; at most `limit`, and how many. Receipts stay.
    """
    some = (
        select(messages.c.id)
        .where(UNSENT, messages.c.state.in_((MessageState.PARKED, MessageState.FAILED)))
        .where(messages.c.kind != MessageKind.RECEIPT, messages.c.due_at < before)
        .limit(limit)
    )
    return (await conn.execute(messages.delete().where(messages.c.id.in_(some)))).rowcount
