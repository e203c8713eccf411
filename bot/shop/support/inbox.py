"""Where the staff read what customers write: in their group, one topic for each ticket, or each in their own
chat with the bot.

A group that cannot be reached hinders nobody: what was meant for it goes into the private chats, with a
warning, and another one when it can be reached again.
"""

from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.clock import Clock
from bot.shop.outbox.alerts import Alerts
from bot.shop.outbox.delivery import OutboxMessage
from bot.shop.outbox.messages import MessageKind, tell
from bot.shop.roles.members import StaffMembers
from bot.shop.roles.rights import Right
from storage.database import Database
from storage.wakeups import note_change

_AWAY: Final = "support_chat_away"
_QUIET: Final = timedelta(hours=6)
_EACH_TIME: Final = timedelta(0)


class StaffInbox:
    """`group_id` is the staff's group; None: there is none."""

    def __init__(
        self, db: Database, clock: Clock, members: StaffMembers, alerts: Alerts, *, group_id: int | None
    ) -> None:
        self._db = db
        self._clock = clock
        self._members = members
        self._alerts = alerts
        self.group_id = group_id
        self._is_away: bool | None = None  # None: this process does not know yet
        db.wake_ups.on_change(_AWAY, self._another_says)

    async def tell(
        self,
        conn: AsyncConnection,
        key: str,
        kind: MessageKind,
        payload: dict[str, Any],
        *,
        due_at: datetime | None = None,
        silent: bool = False,
        holder: int | None = None,
        without: int | None = None,
    ) -> None:
        """Tells those who answer tickets, in the caller's transaction. `holder` is whose ticket it is: in
        private chats the others hear nothing when it comes. The chat `without` has it already.
        """
        if self.group_id is None:
            staff = await self._members.holding(conn, Right.ANSWER_TICKETS)
            for staff_id in staff:
                if staff_id != without:
                    quiet = silent or (holder in staff and staff_id != holder)
                    await self._tell(conn, key, staff_id, kind, payload | {"silent": quiet}, due_at=due_at)
        elif self.group_id != without:
            await self._tell(conn, key, self.group_id, kind, payload | {"silent": silent}, due_at=due_at)

    async def tell_group(
        self, conn: AsyncConnection, key: str, kind: MessageKind, payload: dict[str, Any]
    ) -> None:
        """Tells the group alone, where there is one."""
        if self.group_id is not None:
            await self._tell(conn, key, self.group_id, kind, payload)

    async def fall_back(self, message: OutboxMessage, *, why: str | None, only: int | None = None) -> None:
        """What the group did not take goes to each of the staff, or to that one `only`; all are warned, if
        `why` says what is wrong with the group.
        """
        async with self._db.write() as conn:
            staff = await self._members.holding(conn, Right.ANSWER_TICKETS)
            for staff_id in staff if only is None else {only} & set(staff):
                await self._tell(conn, f"group:{message.id}", staff_id, message.kind, message.payload)
            if why is not None:
                note_change(conn, _AWAY)
                await self._alerts.begin_in(conn, _AWAY, why=why)

    async def reached(self) -> None:
        """The group took something. Whoever was warned hears that it is over."""
        if self._is_away is False:
            return
        self._is_away = False  # before anybody is asked: who hears of trouble meanwhile says so
        await self._alerts.end(_AWAY)

    def _another_says(self, _: str | None) -> None:
        self._is_away = None

    async def _tell(
        self,
        conn: AsyncConnection,
        key: str,
        chat_id: int,
        kind: MessageKind,
        payload: dict[str, Any],
        *,
        due_at: datetime | None = None,
    ) -> None:
        now = self._clock.now()
        await tell(
            conn,
            key=f"{key}:{chat_id}",
            chat_id=chat_id,
            kind=kind,
            payload=payload,
            now=now,
            due_at=max(due_at or now, now),
        )
