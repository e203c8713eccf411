"""Messages to many, as staff write and steer them; each act is in the audit log, in its transaction."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any, Final, Unpack

from bot.clock import Clock
from bot.shop.broadcasts.audiences import Audiences, Estimate
from bot.shop.broadcasts.views import Audience, Broadcast, BroadcastState, LinkButton, stored, view
from bot.shop.customers import Customers
from bot.shop.errors import BroadcastMovedError, NotFoundError
from storage.chat import broadcasts
from storage.chat.broadcasts import BroadcastRow, DraftChanges
from storage.database import Database
from storage.house import staff
from storage.slices import in_slices

_MOST_SHOWN: Final = 10
_KEEP_DRAFTS: Final = timedelta(days=30)
_UNDER_WAY: Final = (BroadcastState.RUNNING, BroadcastState.PAUSED)


class Broadcasts:
    """Drafts, and the beginning, pause and end of what is sent. Sending is `bot.workers.broadcaster`'s."""

    def __init__(self, db: Database, clock: Clock, customers: Customers) -> None:
        self._db = db
        self._clock = clock
        self._audiences = Audiences(db, customers)

    async def compose(self, staff_id: int, body: str, photo_id: str | None) -> Broadcast:
        """A new draft, for all customers, without buttons."""
        async with self._db.write() as conn:
            row = await broadcasts.add(
                conn, staff_id=staff_id, body=body, photo_id=photo_id, at=self._clock.now()
            )
        return view(row)

    async def get(self, broadcast_id: int) -> Broadcast:
        """One of them. Raises `NotFoundError`."""
        return view(await self._row(broadcast_id))

    async def under_way(self) -> tuple[Broadcast, ...]:
        """Those that are being sent or wait to go on, oldest first."""
        async with self._db.read() as conn:
            return tuple(view(row) for row in await broadcasts.under_way(conn, limit=_MOST_SHOWN))

    async def estimate(self, broadcast_id: int) -> Estimate:
        """About how many people it is for, as things are now. Raises `NotFoundError`."""
        return await self._audiences.estimate(await self._row(broadcast_id), now=self._clock.now())

    async def rewrite(self, broadcast_id: int, body: str, photo_id: str | None) -> Broadcast:
        """Other words for a draft. Raises `BroadcastMovedError` when it was begun meanwhile."""
        return await self._change(broadcast_id, body=body, photo_id=photo_id)

    async def set_buttons(self, broadcast_id: int, buttons: Sequence[LinkButton]) -> Broadcast:
        """Other buttons for a draft. Raises `BroadcastMovedError`."""
        return await self._change(broadcast_id, buttons=stored(buttons))

    async def set_audience(self, broadcast_id: int, audience: Audience) -> Broadcast:
        """Others for whom a draft is. Raises `BroadcastMovedError`."""
        return await self._change(
            broadcast_id,
            audience=audience.kind,
            audience_value=audience.value,
            audience_title=audience.title,
        )

    async def start(self, staff_id: int, broadcast_id: int, *, message_id: int) -> Broadcast:
        """Sends a draft from now on. `message_id`: what says how far it is, in the chat of `staff_id`.

        Raises `BroadcastMovedError` when it was begun before.
        """
        people = (await self.estimate(broadcast_id)).people
        return await self._move(
            staff_id,
            broadcast_id,
            "broadcast_started",
            (BroadcastState.DRAFT,),
            BroadcastState.RUNNING,
            staff_id=staff_id,
            started_at=self._clock.now(),
            message_id=message_id,
            people=people,
        )

    async def pause(self, staff_id: int, broadcast_id: int) -> Broadcast:
        """Nobody else gets it for now. Raises `BroadcastMovedError`."""
        running = (BroadcastState.RUNNING,)
        return await self._move(staff_id, broadcast_id, "broadcast_paused", running, BroadcastState.PAUSED)

    async def resume(self, staff_id: int, broadcast_id: int) -> Broadcast:
        """It goes on where it was. Raises `BroadcastMovedError`."""
        paused = (BroadcastState.PAUSED,)
        return await self._move(staff_id, broadcast_id, "broadcast_resumed", paused, BroadcastState.RUNNING)

    async def stop(self, staff_id: int, broadcast_id: int) -> Broadcast:
        """Nobody else gets it, for good. Raises `BroadcastMovedError`."""
        return await self._move(
            staff_id,
            broadcast_id,
            "broadcast_stopped",
            _UNDER_WAY,
            BroadcastState.STOPPED,
            ended_at=self._clock.now(),
        )

    async def tidy(self) -> None:
        """Removes drafts that were never sent."""
        before = self._clock.now() - _KEEP_DRAFTS
        await in_slices(self._db, lambda conn, most: broadcasts.prune_drafts(conn, before, most))

    async def _row(self, broadcast_id: int) -> BroadcastRow:
        async with self._db.read() as conn:
            row = await broadcasts.get(conn, broadcast_id)
        if row is None:
            raise NotFoundError
        return row

    async def _change(self, broadcast_id: int, **changes: Unpack[DraftChanges]) -> Broadcast:
        async with self._db.write() as conn:
            row = await broadcasts.change_draft(conn, broadcast_id, **changes)
        if row is None:
            raise BroadcastMovedError
        return view(row)

    async def _move(
        self,
        staff_id: int,
        broadcast_id: int,
        action: str,
        before: Sequence[BroadcastState],
        to: BroadcastState,
        /,
        **changes: Any,
    ) -> Broadcast:
        async with self._db.write() as conn:
            row = await broadcasts.move(conn, broadcast_id, before, to, **changes)
            if row is None:
                raise BroadcastMovedError
            await staff.log(
                conn,
                staff_id=staff_id,
                action=action,
                subject=f"broadcast:{broadcast_id}",
                at=self._clock.now(),
                detail=None if row.people is None else f"{row.sent}/{row.people}",
            )
        return view(row)
