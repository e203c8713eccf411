"""What staff do with tickets: lists, one in full, taking and closing, and being reminded of those that wait.

Every act is guarded, and in the audit log in its own transaction.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.clock import Clock
from bot.shop.chat_settings.live_settings import Live
from bot.shop.customers import Customers
from bot.shop.errors import NotFoundError
from bot.shop.outbox.messages import MessageKind, tell
from bot.shop.support.inbox import StaffInbox
from bot.shop.support.reminders import ReminderSettings, patience
from bot.shop.support.tickets import NOT_ASKED, TicketKind, TicketState, move
from bot.shop.support.views import TicketView, ticket_view, ticket_views
from bot.shop.support.written import SupportMessage, view
from storage.chat import support, tickets
from storage.chat.tickets import TicketRow
from storage.database import Database
from storage.house import staff

S = TicketState
PAGE_SIZE: Final = 8
_MOST_MESSAGES: Final = 6
_AT_ONCE: Final = 50
_LONGEST_PAUSE: Final = timedelta(days=1)


class TicketList(StrEnum):
    """Which tickets somebody wants to see."""

    OPEN = "open"
    MINE = "mine"
    ALL = "all"


@dataclass(frozen=True, slots=True)
class TicketPage:
    """Some tickets; `more` is the key of the next page, None on the last one."""

    items: tuple[TicketView, ...]
    more: int | None
    unanswered: int
    waiting_since: datetime | None


@dataclass(frozen=True, slots=True)
class TicketDossier:
    """A ticket with what was written last, oldest first."""

    ticket: TicketView
    messages: tuple[SupportMessage, ...]
    now: datetime


@dataclass(frozen=True, slots=True)
class Moved:
    """The ticket as it is now; `done` is False when somebody was first, or it was so already."""

    ticket: TicketView
    done: bool


class TicketDesk:
    """For those who answer tickets. All methods raise `NotFoundError` for a ticket that does not exist."""

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
    def group_id(self) -> int | None:
        """The staff's group in which tickets are answered; None without one."""
        return self._inbox.group_id

    async def page(self, which: TicketList, staff_id: int, key: int = 0) -> TicketPage:
        """A page of tickets behind that key (0: the first page): open ones oldest first, all newest first."""
        async with self._db.read() as conn:
            match which:
                case TicketList.OPEN:
                    rows = await tickets.list_open(conn, after=key, limit=PAGE_SIZE + 1)
                case TicketList.MINE:
                    rows = await tickets.list_taken_by(conn, staff_id, after=key, limit=PAGE_SIZE + 1)
                case TicketList.ALL:
                    rows = await tickets.list_all(conn, before=key or None, limit=PAGE_SIZE + 1)
            items = await ticket_views(conn, self._customers, rows[:PAGE_SIZE])
            return TicketPage(
                tuple(items),
                rows[PAGE_SIZE - 1].id if len(rows) > PAGE_SIZE else None,
                await tickets.count_unanswered(conn),
                await tickets.oldest_unanswered(conn),
            )

    async def dossier(self, ticket_id: int) -> TicketDossier:
        """One ticket in full."""
        async with self._db.read() as conn:
            ticket = await ticket_view(conn, self._customers, await _get(conn, ticket_id))
            rows = await support.of_ticket(conn, ticket_id, _MOST_MESSAGES)
        return TicketDossier(ticket, tuple(map(view, rows)), self._clock.now())

    async def of_topic(self, chat_id: int, topic_id: int) -> TicketView | None:
        """The ticket that is read in that topic of that group."""
        async with self._db.read() as conn:
            row = await tickets.of_topic(conn, chat_id, topic_id)
            return None if row is None else await ticket_view(conn, self._customers, row)

    async def of_customer(self, customer_id: int, limit: int = PAGE_SIZE) -> tuple[TicketView, ...]:
        """A customer's newest tickets."""
        async with self._db.read() as conn:
            rows = await tickets.newest_of(conn, customer_id, limit)
            return tuple(await ticket_views(conn, self._customers, rows))

    async def open_of(self, customer_id: int) -> TicketView | None:
        """A customer's newest ticket that is not closed."""
        async with self._db.read() as conn:
            row = await tickets.newest_open_of(conn, customer_id)
            return None if row is None else await ticket_view(conn, self._customers, row)

    async def take(self, staff_id: int, ticket_id: int, *, seen_holder: int | None) -> Moved:
        """Takes a ticket, also from the colleague whose it was when it was shown."""
        now = self._clock.now()
        async with self._db.write() as conn:
            row = await _get(conn, ticket_id)
            moved = None
            if row.state is not S.CLOSED and row.taken_by == seen_holder != staff_id:
                to = S.WAITING if row.state is S.WAITING else S.TAKEN
                who = f"staff:{staff_id}"
                moved = await move(conn, row, to, at=now, who=who, taken_by=staff_id, taken_at=now)
            return await self._moved(conn, row, moved, staff_id, "taken", now)

    async def release(self, staff_id: int, ticket_id: int) -> Moved:
        """Gives a ticket of one's own back to everybody."""
        now = self._clock.now()
        async with self._db.write() as conn:
            row = await _get(conn, ticket_id)
            moved = None
            if row.taken_by == staff_id and row.state in {S.TAKEN, S.WAITING}:
                to = S.OPEN if row.state is S.TAKEN else S.WAITING
                who = f"staff:{staff_id}"
                moved = await move(conn, row, to, at=now, who=who, taken_by=None, taken_at=None)
            return await self._moved(conn, row, moved, staff_id, "released", now)

    async def close(self, staff_id: int, ticket_id: int) -> Moved:
        """Ends a ticket; its customer is told, and opens it again by replying."""
        now = self._clock.now()
        async with self._db.write() as conn:
            row = await _get(conn, ticket_id)
            moved = None
            if row.state is not S.CLOSED:
                moved = await move(conn, row, S.CLOSED, at=now, who=f"staff:{staff_id}", **NOT_ASKED)
            if moved is not None:
                await tell(
                    conn,
                    key=f"ticket_closed:{row.id}:{_mark(now)}",
                    chat_id=row.customer_id,
                    kind=MessageKind.TICKET_CLOSED,
                    payload={"ticket_id": row.id},
                    now=now,
                )
            return await self._moved(conn, row, moved, staff_id, "closed", now)

    async def reopen(self, staff_id: int, ticket_id: int) -> Moved:
        """Takes a closed ticket up again, unless another one about the same is open."""
        now = self._clock.now()
        async with self._db.write() as conn:
            row = await _get(conn, ticket_id)
            moved = None
            if row.state is S.CLOSED and not await tickets.about(conn, row.customer_id, row.subject):
                who = f"staff:{staff_id}"
                moved = await move(conn, row, S.TAKEN, at=now, who=who, taken_by=staff_id, taken_at=now)
            return await self._moved(conn, row, moved, staff_id, "reopened", now)

    async def ask_supplier_text(self, staff_id: int, ticket_id: int, *, chat_id: int, key: str) -> None:
        """Sends what the supplier's support needs about a code that does not work, as one message to copy, to
        that chat. The serial is read when it is sent. Raises `NotFoundError` for a ticket about no code.
        """
        now = self._clock.now()
        async with self._db.write() as conn:
            row = await _get(conn, ticket_id)
            if row.kind is not TicketKind.DEAD_CODE:
                raise NotFoundError
            await tell(
                conn,
                key=f"dead_code:{row.id}:{key}",
                chat_id=chat_id,
                kind=MessageKind.DEAD_CODE,
                payload={"ticket_id": row.id, "staff_id": staff_id},
                now=now,
            )
            await _log(conn, staff_id, "supplier_text", row.id, now)

    async def remind(self) -> None:
        """Tells the staff of tickets that nobody has answered in time: again and again, ever more seldom."""
        now = self._clock.now()
        async with self._db.read() as conn:
            due = await tickets.to_remind_of(conn, now, _AT_ONCE)
        for row in due:
            pause = min(patience(self._settings) * 2 ** min(row.reminders + 1, 16), _LONGEST_PAUSE)
            async with self._db.write() as conn:
                if await tickets.reminded(conn, row, remind_at=now + pause):
                    waited = self._clock.passed(row.asked_at or row.state_at)
                    minutes = int(waited.total_seconds() // 60)
                    await self._inbox.tell(
                        conn,
                        f"ticket:{row.id}:waits:{_mark(now)}",
                        MessageKind.TICKET,
                        {"ticket_id": row.id, "news": "waits", "staff_id": None, "minutes": minutes},
                        holder=None if row.reminders else row.taken_by,
                    )

    async def _moved(  # noqa: PLR0917 - one act
        self,
        conn: AsyncConnection,
        row: TicketRow,
        moved: TicketRow | None,
        staff_id: int,
        news: str,
        now: datetime,
    ) -> Moved:
        if moved is not None:
            await _log(conn, staff_id, f"ticket_{news}", row.id, now)
            await self._inbox.tell_group(
                conn,
                f"ticket:{row.id}:{news}:{_mark(now)}",
                MessageKind.TICKET,
                {"ticket_id": row.id, "news": news, "staff_id": staff_id},
            )
        return Moved(await ticket_view(conn, self._customers, moved or row), moved is not None)


async def _get(conn: AsyncConnection, ticket_id: int) -> TicketRow:
    row = await tickets.get(conn, ticket_id)
    if row is None:
        raise NotFoundError
    return row


async def _log(conn: AsyncConnection, staff_id: int, action: str, ticket_id: int, now: datetime) -> None:
    await staff.log(conn, staff_id=staff_id, action=action, subject=f"ticket:{ticket_id}", at=now)


def _mark(now: datetime) -> int:
    """What tells one change of a ticket from the next."""
    return int(now.timestamp() * 1000)
