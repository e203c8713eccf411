"""The durable inbox: an update is on disk before Telegram is told that we have it, and stays there until it
is done.

Both writes are shared: arrivals that wait for the disk at the same time go in one transaction, and done marks
are gathered for a moment. A done mark that is lost in a crash only means that its update runs again. It
handles nothing.
"""

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from datetime import datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.clock import Clock
from bot.tasks import ended
from bot.telegram.incoming.arrivals import SLICE, Arrival
from bot.telegram.incoming.sharing import Sharing, Taken
from storage.chat import inbox as queries
from storage.chat.inbox import NewUpdate
from storage.database import Database
from storage.slices import in_slices
from storage.states import InboxState

_log = logging.getLogger(__name__)
# A burst of updates ends in one transaction; a crash repeats no more than this much work.
_GATHER_SECONDS = 0.05
_AFTER_TROUBLE_SECONDS = 1.0
# Telegram delivers nothing that is older than 24 hours, so older ids cannot come again.
_KEPT = timedelta(days=2)
_FAILED_KEPT = timedelta(days=90)


class Inbox:
    """The inbox table for one process. `before_done` is awaited before done marks are written: what an update
    changed elsewhere in memory must be on disk first; when it raises, the marks wait and are tried again.
    `without_secrets` takes out of the JSON text of an update what nobody may find there who looks at it.

    With `sharing` other processes take updates too. `on_taken` then hears of what this one has to handle
    before those that arrive, before these are given.
    """

    def __init__(
        self,
        db: Database,
        clock: Clock,
        *,
        before_done: Callable[[], Awaitable[object]] | None = None,
        without_secrets: Callable[[str], str] = str,
        sharing: Sharing | None = None,
        on_taken: Callable[[Taken], object] = lambda _: None,
    ) -> None:
        self._db = db
        self._clock = clock
        self._before_done = before_done
        self._without_secrets = without_secrets
        self._sharing = sharing
        self._on_taken = on_taken
        self._arriving: list[tuple[Sequence[Arrival], asyncio.Future[list[Arrival]]]] = []
        self._writing = asyncio.Lock()
        self._done: list[int] = []
        self._flushing = asyncio.Lock()
        self._gathering: asyncio.Task[None] | None = None

    async def save(self, arrivals: Sequence[Arrival]) -> list[Arrival]:
        """Commits these updates and gives those that were not known before, in their order, but for what
        another process handles and what has its turn behind others that are read later.

        Raises:
            Exception: whatever the database raised; then nothing is promised and Telegram must not be told.
        """
        mine: asyncio.Future[list[Arrival]] = asyncio.get_running_loop().create_future()
        self._arriving.append((arrivals, mine))
        # Whoever gets the lock first writes for all who came meanwhile.
        async with self._writing:
            if not mine.done():
                await self._write_arrivals()
        return mine.result()

    async def _write_arrivals(self) -> None:
        batch, self._arriving = self._arriving, []
        arrived = [arrival for arrivals, _ in batch for arrival in arrivals]
        taken = Taken()
        try:
            async with self._db.write() as conn:
                if self._sharing is None:
                    rows = [NewUpdate(each.update_id, each.body, each.keeps_order_of) for each in arrived]
                    new = await queries.save(conn, rows, self._clock.now())
                else:
                    claimed = await self._sharing.claim(conn, arrived)
                    new = await queries.save(conn, claimed.rows, self._clock.now())
                    new.intersection_update(claimed.mine)
                    taken = claimed.taken
        except BaseException as error:
            # Cancelled too: whoever waits for these must hear that they are not on disk.
            for _, future in batch:
                future.set_exception(error if isinstance(error, Exception) else OSError("not saved"))
                future.exception()  # looked at: a caller who has left meanwhile is no reason to complain
            raise
        self._on_taken(taken)
        for arrivals, future in batch:
            mine = []
            for arrival in arrivals:
                if arrival.update_id in new:
                    new.discard(arrival.update_id)
                    mine.append(arrival)
            future.set_result(mine)

    async def unfinished(self) -> AsyncIterator[list[Arrival]]:
        """What an earlier process left behind, oldest first, a slice at a time: whoever has a slice no more
        needs no memory for it.
        """
        after = -1
        while True:
            async with self._db.read() as conn:
                rows = await queries.waiting(conn, after=after, limit=SLICE)
            if rows:
                after = rows[-1].update_id
                yield [Arrival.read(row) for row in rows]
            if len(rows) < SLICE:
                return

    async def suspects(self) -> list[Arrival]:
        """What an earlier process left behind and had begun to run again, oldest first."""
        async with self._db.read() as conn:
            rows = await queries.tried(conn)
        return [Arrival.read(row) for row in rows]

    async def waiting(self, update_ids: Sequence[int]) -> list[Arrival]:
        """Those of these updates that are still unfinished, in the order in which they are asked for. While
        the database is in trouble it tries again.
        """
        while True:
            try:
                async with self._db.read() as conn:
                    rows = {row.update_id: row for row in await queries.waiting_of(conn, update_ids)}
                break
            except Exception:  # noqa: BLE001 - a database in trouble may raise anything; it is asked again
                _log.exception("%d updates cannot be read from the inbox; trying again", len(update_ids))
                await self._clock.sleep(_AFTER_TROUBLE_SECONDS)
        found = [rows[update_id] for update_id in update_ids if update_id in rows]
        return [Arrival.read(row) for row in found]

    async def refuse(
        self, update_ids: Sequence[int], tell: Callable[[AsyncConnection], Awaitable[None]]
    ) -> None:
        """Is done with these updates, which nobody handles, in one transaction with what `tell` writes about
        them.
        """
        async with self._db.write() as conn:
            await queries.mark_done(conn, update_ids, self._clock.now())
            await tell(conn)

    async def count_try(self, update_id: int, weight: int = 1) -> None:
        """Commits that a repeated run begins, and how much it counts for, so that an update that kills the
        process is found out.
        """
        async with self._db.write() as conn:
            await queries.count_try(conn, update_id, weight)

    async def uncount_tries(self, weights: Mapping[int, int]) -> None:
        """Commits that so much of what was counted for runs of these does not count."""
        if weights:
            async with self._db.write() as conn:
                await queries.uncount_tries(conn, weights)

    async def set_aside(
        self, arrival: Arrival, tell: Callable[[AsyncConnection], Awaitable[None]] | None = None
    ) -> None:
        """Gives up on this update, whose row keeps its text without secrets, in one transaction with what
        `tell` writes about it.
        """
        kept = self._without_secrets(arrival.body)
        async with self._db.write() as conn:
            await queries.mark_failed(conn, arrival.update_id, kept, self._clock.now())
            if tell is not None:
                await tell(conn)

    def done(self, update_id: int) -> None:
        """This update is handled; the mark is on disk a moment later, or after `flush`."""
        self._done.append(update_id)
        if self._gathering is None:
            self._gathering = asyncio.create_task(self._flush_soon(), name="inbox done marks")

    async def flush(self) -> None:
        """Writes the done marks gathered so far."""
        async with self._flushing:
            done, self._done = self._done, []
            if not done:
                return
            try:
                if self._before_done is not None:
                    await self._before_done()
                async with self._db.write() as conn:
                    await queries.mark_done(conn, done, self._clock.now())
            except BaseException:
                # Cancelled too: they stay to be marked. Who called hears of it.
                self._done = done + self._done
                raise

    async def close(self) -> None:
        """Writes what is left and stops gathering."""
        if self._gathering is not None:
            self._gathering.cancel()
            await ended(self._gathering, what="inbox done marks")
            self._gathering = None
        await self.flush()

    async def prune(self) -> int:
        """Deletes what was done two days ago or earlier, and what failed three months ago; gives the number
        of rows. For housekeeping, now and then.
        """
        now, removed = self._clock.now(), 0
        for state, kept in ((InboxState.DONE, _KEPT), (InboxState.FAILED, _FAILED_KEPT)):

            async def remove(
                conn: AsyncConnection, most: int, state: InboxState = state, before: datetime = now - kept
            ) -> int:
                return await queries.prune(conn, state, before, most)

            removed += await in_slices(self._db, remove)
        return removed

    async def _flush_soon(self) -> None:
        while self._done:
            await self._clock.sleep(_GATHER_SECONDS)
            try:
                await self.flush()
            except Exception:  # noqa: BLE001 - a database in trouble may raise anything; the marks wait for it to recover
                _log.exception("The inbox could not mark %d updates done; trying again", len(self._done))
                await self._clock.sleep(_AFTER_TROUBLE_SECONDS)
        self._gathering = None
