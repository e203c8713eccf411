"""What customers write to the shop, and what staff answer: kept first, then told through the outbox.

A message belongs to a ticket and is handed to those who answer tickets (`bot.shop.support.inbox`); they
answer by replying to it, and the customer reads the answer as the shop's. How often one customer rings them
is said in `bot.shop.support.turns`: nothing of a conversation is lost by it.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.clock import Clock
from bot.shop.chat_settings.live_settings import Live
from bot.shop.customers import NOBODY, Customers
from bot.shop.errors import NotFoundError
from bot.shop.outbox.messages import MessageKind, tell
from bot.shop.support.inbox import StaffInbox
from bot.shop.support.reminders import ReminderSettings, patience
from bot.shop.support.tickets import About, TicketState, answered_by, ticket_for, written_to
from bot.shop.support.turns import next_turn
from bot.shop.support.written import SupportMessage, Written, view
from storage.chat import support, tickets
from storage.chat.support import SupportRow
from storage.chat.tickets import TicketRow
from storage.database import Database
from storage.house import staff as staff_rows

MOST_OF_ALBUM = 10  # pictures, Bot API sendMediaGroup
_MOST_OFFERED = 20
_STILL_TALKING = timedelta(days=1)
"""For so long after an answer what its customer writes belongs to it, without being asked."""


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

    def __init__(
        self,
        db: Database,
        clock: Clock,
        customers: Customers,
        inbox: StaffInbox,
        settings: Live[ReminderSettings],
    ) -> None:
        self._db = db
        self._clock = clock
        self._customers = customers
        self._inbox = inbox
        self._settings = settings

    @property
    def now(self) -> datetime:
        """The moment from which `Handed.later` is seen."""
        return self._clock.now()

    async def write(
        self,
        customer_id: int,
        written: Written,
        *,
        key: str,
        about: About | None = None,
        ticket_id: int | None = None,
    ) -> Handed:
        """A customer's message, for the staff: to that ticket of theirs, or to the one about that. The same
        `key` again is the same message.

        Raises:
            TooMuchWrittenError: too much is waiting to be handed over already; nothing was kept.
            NotFoundError: what it is about is not theirs.
        """
        now = self._clock.now()
        async with self._db.write() as conn:
            row = await support.by_key(conn, key)
            if row is None:
                turn = await next_turn(conn, customer_id, now)
                ticket = None if ticket_id is None else await tickets.get(conn, ticket_id)
                if ticket is None or ticket.customer_id != customer_id:
                    ticket = await ticket_for(conn, customer_id, about, at=now)
                ticket = await self._written_to(conn, ticket, now, turn.at)
                row = await self._add(
                    conn,
                    customer_id,
                    written,
                    key,
                    now,
                    ticket_id=ticket.id,
                    handed_at=turn.at,
                    alerts=turn.alerts,
                )
                await self._tell_staff(conn, row, ticket, silent=turn.silent)
        return Handed(row.handed_at if row.handed_at is not None and row.handed_at > now else None)

    async def awaited(self, customer_id: int) -> int | None:
        """The ticket of theirs that was answered lately and goes on with what they write next; None: what
        they write may be meant for nobody.
        """
        async with self._db.read() as conn:
            newest = await tickets.newest_open_of(conn, customer_id)
        if newest is None or newest.state is not TicketState.WAITING:
            return None
        return newest.id if self._clock.passed(newest.state_at) < _STILL_TALKING else None

    async def offer(self, customer_id: int, written: Written, *, key: str) -> int | None:
        """Keeps what a customer wrote without being asked, until they say that the shop shall have it; its
        id.

        None for what the shop has already, and for a further picture of an album, which goes where the
        first one went and is not asked about again.
        """
        now = self._clock.now()
        async with self._db.write() as conn:
            known = await support.by_key(conn, key)
            if known is not None:
                return known.id if known.handed_at is None else None
            first = None
            if written.album is not None:
                first = await support.newest_of_album(conn, customer_id, written.album)
                if await support.count_of_album(conn, customer_id, written.album) >= MOST_OF_ALBUM:
                    return None
            at, ticket_id = (None, None) if first is None else (first.handed_at, first.ticket_id)
            row = await self._add(conn, customer_id, written, key, now, handed_at=at, ticket_id=ticket_id)
            if at is not None:
                ticket = None if ticket_id is None else await tickets.get(conn, ticket_id)
                await self._tell_staff(conn, row, ticket, silent=True)
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
            turn = await next_turn(conn, customer_id, now)
            ticket = await ticket_for(conn, customer_id, None, at=now)
            ticket = await self._written_to(conn, ticket, now, turn.at)
            rows = [row]
            if row.album is not None:
                rows = await support.offered_of_album(conn, customer_id, row.album)
            for number, one in enumerate(rows):
                handed = await support.hand_over(
                    conn, one.id, ticket_id=ticket.id, at=turn.at, alerts=0 if number else turn.alerts
                )
                if handed is not None:
                    await self._tell_staff(conn, handed, ticket, silent=turn.silent or number > 0)
        return Handed(turn.at if turn.at > now else None)

    async def thread(self, chat_id: int, telegram_message_id: int) -> SupportMessage | None:
        """The message that is shown by this Telegram message in this chat; None where it is none of these."""
        async with self._db.read() as conn:
            row = await support.shown_by(conn, chat_id=chat_id, telegram_message_id=telegram_message_id)
        return None if row is None else view(row)

    async def answer(
        self, staff_id: int, support_id: int, written: Written, *, key: str, chat_id: int | None = None
    ) -> Answered:
        """A staff member's answer to a customer's message; the customer and the other staff are told of it.
        `chat_id` is where it was written, if not in their private chat.

        Raises:
            NotFoundError: there is no such message.
        """
        async with self._db.write() as conn:
            asked = await support.get(conn, support_id)
            if asked is None:
                raise NotFoundError
            ticket = None if asked.ticket_id is None else await tickets.get(conn, asked.ticket_id)
            await self._answer(
                conn,
                ticket,
                written,
                key=key,
                staff_id=staff_id,
                customer_id=asked.customer_id,
                chat_id=chat_id,
                answers_id=asked.id,
            )
        before = None
        if asked.answered_at is not None and asked.answered_by is not None:
            before = (await self._customers.name_of(asked.answered_by), asked.answered_at)
        return Answered(asked.customer_id, before)

    async def answer_ticket(
        self, staff_id: int, ticket_id: int, written: Written, *, key: str, chat_id: int | None = None
    ) -> Answered:
        """The same, to whatever was written last for a ticket.

        Raises:
            NotFoundError: there is no such ticket.
        """
        async with self._db.write() as conn:
            ticket = await tickets.get(conn, ticket_id)
            if ticket is None:
                raise NotFoundError
            newest = await support.newest_of_customer(conn, ticket.id)
            answers_id = None if newest is None else newest.id
            await self._answer(
                conn,
                ticket,
                written,
                key=key,
                staff_id=staff_id,
                customer_id=ticket.customer_id,
                chat_id=chat_id,
                answers_id=answers_id,
            )
        return Answered(ticket.customer_id, None)

    async def address(self, staff_id: int, customer_id: int, written: Written, *, key: str) -> Answered:
        """A message to a customer who asked nothing, as the shop's; what they write back belongs to it. It
        goes on with their newest open ticket, or begins one.

        Raises:
            NotFoundError: nobody is known by that number.
        """
        async with self._db.write() as conn:
            if customer_id == NOBODY or await self._customers.find(conn, customer_id) is None:
                raise NotFoundError
            await self._answer(
                conn,
                None,
                written,
                key=key,
                staff_id=staff_id,
                customer_id=customer_id,
                chat_id=None,
                answers_id=None,
            )
        return Answered(customer_id, None)

    async def _answer(
        self,
        conn: AsyncConnection,
        ticket: TicketRow | None,
        written: Written,
        *,
        key: str,
        staff_id: int,
        customer_id: int,
        chat_id: int | None,
        answers_id: int | None,
    ) -> None:
        now = self._clock.now()
        if await support.by_key(conn, key) is not None:
            return
        if ticket is None:  # it answers nothing, or what is from before there were tickets
            ticket = await ticket_for(conn, customer_id, None, at=now)
        row = await support.add(
            conn,
            key=key,
            customer_id=customer_id,
            staff_id=staff_id,
            answers_id=answers_id,
            ticket_id=ticket.id,
            kind=written.kind,
            body=written.body,
            file_id=written.file_id,
            album=written.album,
            written_at=now,
            handed_at=now,
        )
        if row is None:
            return
        if answers_id is not None:
            await support.answered(conn, answers_id, staff_id=staff_id, at=now)
        was_closed = ticket.state is TicketState.CLOSED
        ticket = await answered_by(conn, ticket, staff_id, at=now)
        if was_closed and ticket.state is not TicketState.CLOSED:
            await self._tell_reopened(conn, ticket, now)
        await staff_rows.log(
            conn,
            staff_id=staff_id,
            action="answer",
            subject=f"customer:{customer_id}",
            at=now,
            detail=f"support:{row.id}",
        )
        await tell(
            conn,
            key=f"support:{row.id}",
            chat_id=customer_id,
            kind=MessageKind.SUPPORT_ANSWER,
            payload={"support_id": row.id},
            now=now,
        )
        await self._tell_staff(conn, row, ticket, silent=True, without=chat_id or staff_id)

    async def _written_to(
        self, conn: AsyncConnection, ticket: TicketRow, now: datetime, handed_at: datetime
    ) -> TicketRow:
        was_closed = ticket.state is TicketState.CLOSED
        ticket = await written_to(
            conn, ticket, at=now, handed_at=handed_at, remind_at=handed_at + patience(self._settings)
        )
        if was_closed and ticket.state is TicketState.OPEN:
            await self._tell_reopened(conn, ticket, now)
        return ticket

    async def _tell_reopened(self, conn: AsyncConnection, ticket: TicketRow, now: datetime) -> None:
        await self._inbox.tell_group(
            conn,
            f"ticket:{ticket.id}:reopened:{int(now.timestamp() * 1000)}",
            MessageKind.TICKET,
            {"ticket_id": ticket.id, "news": "reopened", "staff_id": None},
        )

    @staticmethod
    async def _add(
        conn: AsyncConnection,
        customer_id: int,
        written: Written,
        key: str,
        now: datetime,
        *,
        handed_at: datetime | None,
        ticket_id: int | None = None,
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
            ticket_id=ticket_id,
            alerts=alerts,
        )
        if row is None:
            raise RuntimeError(f"support message {key} appeared inside our own transaction")
        return row

    async def _tell_staff(
        self,
        conn: AsyncConnection,
        row: SupportRow,
        ticket: TicketRow | None,
        *,
        silent: bool,
        without: int | None = None,
    ) -> None:
        await self._inbox.tell(
            conn,
            f"support:{row.id}",
            MessageKind.SUPPORT,
            {"support_id": row.id},
            due_at=row.handed_at,
            silent=silent,
            holder=None if ticket is None else ticket.taken_by,
            without=without,
        )
