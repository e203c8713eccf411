"""What customers write to the shop, and what staff answer: kept first, then told through the outbox.

A message is handed to all staff who may answer it; they do so by replying to it, and the customer reads the
answer as the shop's. One customer rings the staff only a few times an hour: what they write beyond that is
kept and handed over together when the time has come, and beyond a bound it is refused with the time from
which they may write again. An answer starts the count anew, so that a conversation is never held up.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.clock import Clock
from bot.shop.customers import Customers
from bot.shop.errors import NotFoundError, TooMuchWrittenError
from bot.shop.outbox.messages import MessageKind, tell
from bot.shop.roles.members import StaffMembers
from bot.shop.roles.rights import Right
from storage.chat import support
from storage.chat.support import SupportRow
from storage.database import Database
from storage.house import staff as staff_rows
from storage.states import WrittenKind

__all__ = [
    "ALERTS_AN_HOUR",
    "MOST_GATHERED",
    "MOST_OF_ALBUM",
    "Answered",
    "Handed",
    "Support",
    "SupportMessage",
    "Written",
    "WrittenKind",
    "view",
]

ALERTS_AN_HOUR = 4
"""How many messages of one customer are handed over at once within an hour."""
MOST_GATHERED = 16
"""How many more are kept for later."""
MOST_OF_ALBUM = 10  # pictures, Bot API sendMediaGroup
_HOUR = timedelta(hours=1)
_IN_ONE_BREATH = timedelta(minutes=1)
_MOST_OFFERED = 20


@dataclass(frozen=True, slots=True)
class Written:
    """What somebody wrote: words, or a file of Telegram's with a caption perhaps."""

    kind: WrittenKind
    body: str | None
    file_id: str | None = None
    album: str | None = None


@dataclass(frozen=True, slots=True)
class SupportMessage:
    """One message of a conversation between a customer and the shop."""

    id: int
    customer_id: int
    staff_id: int | None
    kind: WrittenKind
    body: str | None
    file_id: str | None


@dataclass(frozen=True, slots=True)
class Handed:
    """A customer's message is kept and will be read. `later` is when staff get it, where that is not at
    once.
    """

    later: datetime | None
    again: bool = False


@dataclass(frozen=True, slots=True)
class Answered:
    """An answer is on its way. `before` is who had answered already, and when."""

    customer_id: int
    before: tuple[str, datetime] | None


class Support:
    """The conversations between customers and the shop."""

    def __init__(self, db: Database, clock: Clock, customers: Customers, members: StaffMembers) -> None:
        self._db = db
        self._clock = clock
        self._customers = customers
        self._members = members

    @property
    def now(self) -> datetime:
        """The moment from which `Handed.later` is seen."""
        return self._clock.now()

    async def write(self, customer_id: int, written: Written, *, key: str) -> Handed:
        """A customer's message, for the staff. The same `key` again is the same message.

        Raises:
            TooMuchWrittenError: too much is waiting to be handed over already; nothing was kept.
        """
        now = self._clock.now()
        async with self._db.write() as conn:
            row = await support.by_key(conn, key)
            if row is None:
                turn = await self._turn(conn, customer_id, now)
                row = await self._add(
                    conn, customer_id, written, key, now, handed_at=turn.at, alerts=turn.alerts
                )
                await self._tell_staff(conn, row, now, silent=turn.silent)
        return Handed(row.handed_at if row.handed_at is not None and row.handed_at > now else None)

    async def offer(self, customer_id: int, written: Written, *, key: str) -> int | None:
        """Keeps what a customer wrote without being asked, until they say that the shop shall have it; its
        id.

        None for a further picture of an album, which goes where the first one went and is not asked about
        again.
        """
        now = self._clock.now()
        async with self._db.write() as conn:
            known = await support.by_key(conn, key)
            if known is not None:
                return known.id
            first = None
            if written.album is not None:
                first = await support.newest_of_album(conn, customer_id, written.album)
                if await support.count_of_album(conn, customer_id, written.album) >= MOST_OF_ALBUM:
                    return None
            at = None if first is None else first.handed_at
            row = await self._add(conn, customer_id, written, key, now, handed_at=at)
            if at is not None:
                await self._tell_staff(conn, row, now, silent=True)
            await support.keep_offered(conn, customer_id, _MOST_OFFERED)
        return row.id if first is None else None

    async def continues_album(self, customer_id: int, album: str) -> bool:
        """Whether pictures of this album were sent to the shop: then the others are meant for it too."""
        async with self._db.read() as conn:
            row = await support.newest_of_album(conn, customer_id, album)
        return row is not None and row.handed_at is not None

    async def hand_over(self, customer_id: int, support_id: int) -> Handed:
        """The customer wants the shop to have what was offered.

        Raises:
            NotFoundError: there is no such message of theirs (any more).
            TooMuchWrittenError: as `write`.
        """
        now = self._clock.now()
        async with self._db.write() as conn:
            row = await support.get(conn, support_id)
            if row is None or row.customer_id != customer_id or row.staff_id is not None:
                raise NotFoundError
            if row.handed_at is not None:
                return Handed(row.handed_at if row.handed_at > now else None, again=True)
            turn = await self._turn(conn, customer_id, now)
            rows = [row]
            if row.album is not None:
                rows = await support.offered_of_album(conn, customer_id, row.album)
            for number, one in enumerate(rows):
                handed = await support.hand_over(
                    conn, one.id, at=turn.at, alerts=0 if number else turn.alerts
                )
                if handed is not None:
                    await self._tell_staff(conn, handed, now, silent=turn.silent or number > 0)
        return Handed(turn.at if turn.at > now else None)

    async def thread(self, chat_id: int, telegram_message_id: int) -> SupportMessage | None:
        """The message that is shown by this Telegram message in this chat; None where it is none of these."""
        async with self._db.read() as conn:
            row = await support.shown_by(conn, chat_id=chat_id, telegram_message_id=telegram_message_id)
        return None if row is None else view(row)

    async def answer(self, staff_id: int, support_id: int, written: Written, *, key: str) -> Answered:
        """A staff member's answer to a customer's message; the customer and the other staff are told of it.

        Raises:
            NotFoundError: there is no such message.
        """
        now = self._clock.now()
        async with self._db.write() as conn:
            asked = await support.get(conn, support_id)
            if asked is None:
                raise NotFoundError
            row = await support.add(
                conn,
                key=key,
                customer_id=asked.customer_id,
                staff_id=staff_id,
                answers_id=asked.id,
                kind=written.kind,
                body=written.body,
                file_id=written.file_id,
                album=written.album,
                written_at=now,
                handed_at=now,
            )
            if row is not None:
                await support.answered(conn, asked.id, staff_id=staff_id, at=now)
                await staff_rows.log(
                    conn,
                    staff_id=staff_id,
                    action="answer",
                    subject=f"customer:{asked.customer_id}",
                    at=now,
                    detail=f"support:{row.id}",
                )
                await tell(
                    conn,
                    key=f"support:{row.id}",
                    chat_id=asked.customer_id,
                    kind=MessageKind.SUPPORT_ANSWER,
                    payload={"support_id": row.id},
                    now=now,
                )
                await self._tell_staff(conn, row, now, silent=True, without=staff_id)
        before = None
        if asked.answered_at is not None and asked.answered_by is not None:
            before = (await self._customers.name_of(asked.answered_by), asked.answered_at)
        return Answered(asked.customer_id, before)

    async def _turn(self, conn: AsyncConnection, customer_id: int, now: datetime) -> "_Turn":
        """When a customer's next message is handed over, and whether staff hear it come."""
        since = now - _HOUR
        since = await support.last_answer_at(conn, customer_id, since) or since
        alerts = await support.alerts_after(conn, customer_id, since, ALERTS_AN_HOUR)
        if len(alerts) < ALERTS_AN_HOUR:
            return _Turn(now, 1, silent=bool(alerts) and now - alerts[0] < _IN_ONE_BREATH)
        later = min(alerts[-1], now) + _HOUR  # the clock may have been set back since
        gathered = await support.count_handed_after(conn, customer_id, now)
        if gathered >= MOST_GATHERED:
            raise TooMuchWrittenError(later)
        return _Turn(later, 0, silent=gathered > 0)

    @staticmethod
    async def _add(
        conn: AsyncConnection,
        customer_id: int,
        written: Written,
        key: str,
        now: datetime,
        *,
        handed_at: datetime | None,
        alerts: int = 0,
    ) -> SupportRow:
        row = await support.add(
            conn,
            key=key,
            customer_id=customer_id,
            kind=written.kind,
            body=written.body,
            file_id=written.file_id,
            album=written.album,
            written_at=now,
            handed_at=handed_at,
            alerts=alerts,
        )
        if row is None:
            raise RuntimeError(f"support message {key} appeared inside our own transaction")
        return row

    async def _tell_staff(
        self,
        conn: AsyncConnection,
        row: SupportRow,
        now: datetime,
        *,
        silent: bool,
        without: int | None = None,
    ) -> None:
        for staff_id in await self._members.holding(conn, Right.ANSWER_TICKETS):
            if staff_id != without:
                await tell(
                    conn,
                    key=f"support:{row.id}:{staff_id}",
                    chat_id=staff_id,
                    kind=MessageKind.SUPPORT,
                    payload={"support_id": row.id, "silent": silent},
                    now=now,
                    due_at=max(now, row.handed_at or now),
                )


@dataclass(frozen=True, slots=True)
class _Turn:
    """When a message is handed over; `alerts` is 1 when that is at once; `silent` when staff were rung just
    before.
    """

    at: datetime
    alerts: int
    silent: bool


def view(row: SupportRow) -> SupportMessage:
    """A row as its delivery shows it."""
    return SupportMessage(row.id, row.customer_id, row.staff_id, row.kind, row.body, row.file_id)
