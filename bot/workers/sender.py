"""Sends what stands in the outbox: in order within a chat, chats side by side, until each message has
arrived.

Of several processes each claims what it sends, and with it the chat. A message is marked only after it was
sent, so a crash in between sends it again and never loses it. What Telegram refuses is tried again as well,
ever more slowly: only an alert for staff is given up.
"""

import asyncio
import json
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from functools import partial
from itertools import islice

import structlog
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.canonical import add, canonical_line
from bot.clock import Clock
from bot.shop.customers import Customers
from bot.shop.message_data import codes_arrived, delivered, ref_of
from bot.shop.monitoring.shop_watch import MANY_TRIES
from bot.shop.outbox.alerts import Alerts
from bot.shop.outbox.delivery import (
    ChatBlockedError,
    DeliveryError,
    MessageDelivery,
    OutboxMessage,
    SlowDownError,
    UndeliverableError,
)
from bot.shop.outbox.messages import REFUSED, MessageKind
from bot.shop.staff.code_reveal import codes_shown
from bot.tasks import ended
from bot.this_process import ThisProcess
from bot.workers.orders import pause_until
from storage.chat import messages
from storage.chat.messages import MessageRow
from storage.database import Database
from storage.trouble import TryTransactionAgainError
from storage.wakeups import WakeUp

log = structlog.get_logger(__name__)

_CHATS_AT_ONCE = 16
_BATCH = 200
_BACKOFF = (1, 2, 5, 15, 30, 60, 120, 300)
_REFUSED_BACKOFF = (60, 300, 900, 3600, 6 * 3600)
_MOST_REFUSALS = 3  # of an alert: it holds no money, and nobody can be told of it


class Sender:
    """Has due messages delivered."""

    name = "sender"

    def __init__(
        self,
        db: Database,
        delivery: MessageDelivery,
        clock: Clock,
        *,
        wake_up: WakeUp,
        process: ThisProcess,
        customers: Customers,
        alerts: Alerts,
    ) -> None:
        self.wake_up = wake_up
        self._process = process
        self._db = db
        self._delivery = delivery
        self._clock = clock
        self._customers = customers
        self._alerts = alerts
        self._busy: dict[int, asyncio.Task[None]] = {}
        self._unmarked: dict[int, tuple[int, int | None]] = {}

    async def run_once(self) -> float:
        """Starts sending what is due to chats that nothing is being sent to."""
        # What is being sent now may be marked while we read, and what we read is then old news. Its end wakes
        # this worker.
        busy = set(self._busy)
        now = self._clock.now()
        async with self._db.read() as conn:
            due = await messages.due(conn, now, _BATCH, process_id=self._process.id, without=busy)
            next_due = await messages.next_due(conn, after=now)
        for chat_id, rows in (await self._claimed(_by_chat(due))).items():
            task = asyncio.create_task(self._send_all(rows))
            self._busy[chat_id] = task
            task.add_done_callback(partial(self._done, chat_id))
        return pause_until(next_due, self._clock)

    async def _claimed(self, chats: dict[int, list[MessageRow]]) -> dict[int, list[MessageRow]]:
        """What this process sends of them now: where others may send too, what it can claim."""
        mine = dict(islice(chats.items(), _CHATS_AT_ONCE - len(self._busy)))
        if not (self._process.shared and mine):
            return mine
        ids = [row.id for rows in mine.values() for row in rows]
        async with self._db.write() as conn:
            if await self._process.lives(conn):
                return _by_chat(await messages.claim(conn, ids, process_id=self._process.id))
        # Found dead by others, it goes on under a new id.
        await self._process.beat()
        self.wake_up.wake()
        return {}

    async def finish(self) -> None:
        """Waits for what is being sent."""
        await ended(*self._busy.values(), what=None)  # `_done` tells

    def _done(self, chat_id: int, task: asyncio.Task[None]) -> None:
        del self._busy[chat_id]
        if not task.cancelled() and (error := task.exception()) is not None:
            # Not at once again: whatever failed here would fail as fast as it can.
            if isinstance(error, TryTransactionAgainError):
                log.warning("sending waits: the database is away or busy", chat_id=chat_id)
            else:
                log.error("sending failed", chat_id=chat_id, exc_info=error)
        else:
            self.wake_up.wake()

    async def _send_all(self, rows: Sequence[MessageRow]) -> None:
        for row in _codes_first(rows):
            with canonical_line(
                log,
                "message",
                self._clock,
                message=row.id,
                kind=row.kind,
                person=row.chat_id,
                tries=row.tries,
            ):
                goes_on = await self._send(row)
            if not goes_on:
                return

    async def _send(self, row: MessageRow) -> bool:
        """False when the rest of this chat has to wait too."""
        version, telegram_id = self._unmarked.get(row.id, (None, None))
        if version != row.version:
            try:
                telegram_id = await self._delivery.deliver(_message(row))
            except ChatBlockedError:
                add(outcome="parked")
                log.info("chat cannot be reached, messages parked", chat_id=row.chat_id, message=row.id)
                await self._customers.left(row.chat_id)
                return False
            except SlowDownError as error:
                add(outcome="slow_down", again_in=error.retry_after)
                why = row.last_error if row.tries else "slow down"
                await self._again(row, error.retry_after, why, tries=row.tries, holds_chat=True)
                return False
            except UndeliverableError as error:
                add(outcome="refused")
                await self._refused(row, str(error))
                return True
            except DeliveryError as error:
                add(outcome="not_delivered", why=str(error))
                await self._again(row, self._wait(row), str(error), tries=row.tries + 1, holds_chat=True)
                return False
            except TryTransactionAgainError:
                raise  # what it shows could not be read: it stays due
            except Exception as error:
                # A mistake of ours in rendering one message. It must neither stop the others nor be
                # forgotten.
                add(outcome="failed", error=type(error).__name__)
                log.exception("message could not be made", message=row.id, kind=row.kind)
                why = type(error).__name__
                await self._tell_unmade(row, why)
                await self._again(row, self._wait(row), why, tries=row.tries + 1, holds_chat=False)
                return True
        # Remembered until it is written down: a full disk must not send somebody the same code every few
        # seconds.
        self._unmarked[row.id] = (row.version, telegram_id)
        async with self._db.write() as conn:
            if telegram_id is not None:
                await messages.set_telegram_id(conn, row, telegram_id)
            now = self._clock.now()
            await messages.mark_sent(conn, row, at=now)
            await _arrived(conn, row, telegram_id, now)
        del self._unmarked[row.id]
        return True

    @staticmethod
    def _wait(row: MessageRow) -> float:
        return float(_BACKOFF[min(row.tries, len(_BACKOFF) - 1)])

    async def _again(
        self, row: MessageRow, wait: float, why: str | None, *, tries: int, holds_chat: bool
    ) -> None:
        due_at = self._clock.now() + timedelta(seconds=wait)
        async with self._db.write() as conn:
            await messages.postpone(conn, row, due_at=due_at, tries=tries, why=why, holds_chat=holds_chat)
            if tries == MANY_TRIES and row.kind != MessageKind.STAFF_ALERT:
                # One for all of them: while Telegram is out of reach every message waits.
                await self._alerts.begin_in(conn, "message_waits", kind=row.kind, chat=row.chat_id)

    async def _refused(self, row: MessageRow, why: str) -> None:
        log.error("message refused by Telegram", message=row.id, kind=row.kind, tries=row.tries, why=why)
        is_alert = row.kind == MessageKind.STAFF_ALERT
        if is_alert and row.tries + 1 >= _MOST_REFUSALS:
            async with self._db.write() as conn:
                await messages.mark_failed(conn, row, why=why)
            return
        wait = _REFUSED_BACKOFF[min(row.tries, len(_REFUSED_BACKOFF) - 1)]
        due_at = self._clock.now() + timedelta(seconds=wait)
        # A try whose outcome nobody knows must not be forgotten over a later refusal: see `_in_doubt`.
        noted = why if _in_doubt(row) else REFUSED + why
        async with self._db.write() as conn:
            await messages.postpone(
                conn, row, due_at=due_at, tries=row.tries + 1, why=noted, holds_chat=False
            )
            if not row.tries and not is_alert:
                await self._tell_refused(conn, row, why)

    async def _tell_unmade(self, row: MessageRow, why: str) -> None:
        """Tells staff at the first failure, with the order where the message is about one."""
        if row.tries or row.kind == MessageKind.STAFF_ALERT:
            return
        known = {"kind": row.kind, "chat": row.chat_id, "why": why, "message": row.id}
        async with self._db.write() as conn:
            ref = await ref_of(conn, json.loads(row.payload))
            if ref is not None:
                known["ref"] = ref
            await self._alerts.raise_in(
                conn, "message_unmade", matter=str(row.id), quiet=timedelta(0), **known
            )

    async def _tell_refused(self, conn: AsyncConnection, row: MessageRow, why: str) -> None:
        """Tells staff at the first refusal, and again when the message was taken up by a person."""
        known = {"kind": row.kind, "chat": row.chat_id, "why": why, "message": row.id}
        each_time = timedelta(0)
        ref = await ref_of(conn, json.loads(row.payload))
        if ref is None:
            await self._alerts.raise_in(conn, "message_refused", matter=str(row.id), quiet=each_time, **known)
        else:
            await self._alerts.raise_in(
                conn, "order_message_refused", matter=str(row.id), quiet=each_time, ref=ref, **known
            )


def _by_chat(rows: Iterable[MessageRow]) -> dict[int, list[MessageRow]]:
    """The chat with the oldest message first."""
    chats: dict[int, list[MessageRow]] = {}
    for row in rows:
        chats.setdefault(row.chat_id, []).append(row)
    return chats


def _codes_first(rows: Sequence[MessageRow]) -> list[MessageRow]:
    """The messages of a chat in order, but an order's card after its codes: it says whether they have
    arrived.
    """
    order_ids = [json.loads(row.payload).get("order_id") for row in rows]
    last_codes = {
        order_id: place
        for place, (row, order_id) in enumerate(zip(rows, order_ids, strict=True))
        if row.kind == MessageKind.CODES
    }

    def place(numbered: tuple[int, MessageRow]) -> tuple[int, int]:
        number, row = numbered
        if row.kind != MessageKind.RECEIPT:
            return number, 0
        return max(number, last_codes.get(order_ids[number], number)), 1

    return [row for _, row in sorted(enumerate(rows), key=place)]


async def _arrived(conn: AsyncConnection, row: MessageRow, telegram_id: int | None, now: datetime) -> None:
    """What follows on a message that has arrived."""
    if row.kind == MessageKind.CODES:
        await codes_arrived(conn, row.chat_id, json.loads(row.payload)["order_id"], now=now)
    elif row.kind == MessageKind.GIFT_LINK:
        await delivered(conn, json.loads(row.payload)["order_id"], now=now)
    elif row.kind == MessageKind.REVEALED_CODES and telegram_id is not None:
        await codes_shown(conn, row.chat_id, telegram_id, now=now)


def _in_doubt(row: MessageRow) -> bool:
    return bool(row.tries) and not (row.last_error or "").startswith(REFUSED)


def _message(row: MessageRow) -> OutboxMessage:
    return OutboxMessage(
        row.id,
        row.chat_id,
        MessageKind(row.kind),
        json.loads(row.payload),
        row.tries,
        row.telegram_message_id,
        in_doubt=_in_doubt(row),
    )
