"""This process among those that run the shop over one database.

Each of them beats: it raises a number in a row of its own every two seconds. Who sees another's number stand
still for nine seconds removes that row, and with it all that the dead one had claimed. Only the watcher's
monotonic clock decides, so machines whose clocks differ, or jump, agree about who lives.

A process that was suspended may find its own row gone. It goes on under a new id: what it claimed before is
not its own any more, and guarded statements that name the old id match nothing.

Where a lock proves that nobody else runs (SQLite), nothing is written and nothing is asked: this process
leads, and what another one claimed is free.
"""

import asyncio
import os
import secrets
import socket
from collections.abc import AsyncIterator, Collection, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from enum import StrEnum
from typing import Final, Self

import structlog
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.clock import Clock
from bot.tasks import ended
from storage.database import Database
from storage.house import leases, processes
from storage.house.processes import ProcessRow
from storage.trouble import TryTransactionAgainError
from storage.wakeups import WakeUp

log = structlog.get_logger(__name__)

BEAT: Final = 2.0
LAPSE: Final = 9.0
"""Seconds without a beat after which a process counts as dead; others take up its work within 15."""
_FEWEST_LOOKS: Final = 4
"""After a time in which nobody could reach the database, a process has this many looks to beat again."""
_ASK_AGAIN: Final = 0.5


class Lead(StrEnum):
    """What one process does for all of them, for as long as it lives."""

    WORKERS = "workers"
    """The recurring work that would only be done twice."""
    POLLING = "polling"
    """Asking Telegram for updates."""


@dataclass(slots=True)
class _Seen:
    beats: int
    since: float
    looks: int = 1


class ThisProcess:
    """Who this process is, whether it may still act, and what it does alone.

    `shared`: others may run over the same database. Between `enter` and `leave`, `beats` must run.
    """

    def __init__(self, db: Database, clock: Clock, *, shared: bool) -> None:
        self.id = _new_id()
        self.shared = shared
        self.living: tuple[ProcessRow, ...] = ()
        """All that share the database, this one among them, as seen at the last beat; empty unless
        `shared`.
        """
        self._db = db
        self._clock = clock
        self._beating = asyncio.Lock()
        self._beat_at: float | None = None
        self._entered_at = 0.0
        self._is_counted = False
        """Whether all others are known to divide by a number that counts this process."""
        self._seen: dict[str, _Seen] = {}
        self._wanted = {Lead.WORKERS}
        self._leads: set[Lead] = set()
        self._held: set[str] = set()
        self._unreturned: set[str] = set()
        self._soon = WakeUp()
        db.wake_ups.on_change(processes.CHANGED, lambda _: self._soon.wake())

    async def __aenter__(self) -> Self:
        await self.enter()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.leave()

    @property
    def is_sure(self) -> bool:
        """Whether nobody can have found this process dead by now. Good until the next `await`."""
        if not self.shared:
            return True
        return self._beat_at is not None and self._clock.monotonic() - self._beat_at < LAPSE

    @property
    def sharers(self) -> int:
        """By how many what is allowed to the shop as a whole is divided; 0 while this process may have
        nothing.

        Never fewer than there are: one that has just come waits until the others have said that they count
        it, and at most until they must have seen it.
        """
        if not self.shared:
            return 1
        settled = self._is_counted or self._clock.monotonic() - self._entered_at >= LAPSE
        return len(self.living) if self.is_sure and settled else 0

    def leads(self, what: Lead) -> bool:
        """Whether this process does that for all. From the first call on it wants to (the workers' lead from
        the start), and may at some later beat.
        """
        self._wanted.add(what)
        return not self.shared or (what in self._leads and self.is_sure)

    @property
    def leading(self) -> Mapping[str, bool]:
        """For each thing that this process would do for all: whether it does at this moment."""
        if not self.shared:
            return dict.fromkeys(Lead, True)
        sure = self.is_sure
        return {what: sure and what in self._leads for what in self._wanted}

    async def lives(self, conn: AsyncConnection) -> bool:
        """Whether this process may claim in the running transaction; then nobody finds it dead before that
        ends.
        """
        return not self.shared or await processes.lives(conn, self.id)

    async def enter(self) -> None:
        """Begins to live."""
        if self.shared:
            async with self._db.write() as conn:
                await self._enter(conn, self.id)
            self._entered_at = self._clock.monotonic()
            await self.beat()

    async def leave(self) -> None:
        """Ends, and gives back at once all that this process claimed."""
        if not self.shared:
            return
        self._beat_at = None
        try:
            async with self._db.write() as conn:
                await processes.remove(conn, self.id)
        except Exception:
            # The others find out by themselves, a little later.
            log.warning("the process could not say that it ends", exc_info=True)

    async def beats(self) -> None:
        """Beats until it is cancelled. A database that cannot be reached is asked again at the next beat."""
        while self.shared:
            await self._until_next()
            try:
                await self.beat()
            except TryTransactionAgainError as error:
                log.warning("the process could not say that it lives", why=str(error))
            except Exception:
                # Whatever it is, without a beat this process stops leading by itself, and says so here.
                log.exception("the process could not say that it lives")

    async def _until_next(self) -> None:
        """Waits for the next beat: sooner when another process has come, or knows of this one by now."""
        first = [
            asyncio.create_task(self._clock.sleep(BEAT)),
            asyncio.create_task(self._soon.wait(LAPSE)),
        ]
        try:
            await asyncio.wait(first, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for one in first:
                one.cancel()
            await ended(*first, what=None)

    async def beat(self) -> None:
        """Says that this process lives, finds those that do not, and takes the lead where nobody has it."""
        async with self._beating:
            await self._beat()

    async def _beat(self) -> None:
        began = self._clock.monotonic()
        async with self._db.write() as conn:
            me = self.id
            if lapsed := not await processes.beat(conn, me, self._clock.now()):
                me = _new_id()
                await self._enter(conn, me)
            living = await processes.every(conn)
            still = self._still([row for row in living if row.id != me], began)
            removed = [row for row in still if await processes.remove(conn, row.id, beats=row.beats)]
            returned = self._unreturned - self._held
            for name in returned:
                await leases.give_back(conn, name, me)
            alive = tuple(row for row in living if row not in removed)
            if len(alive) > len(self.living):
                # Before the others can read that it is so. With fewer it is the other way round.
                self.living = alive
            (mine,) = (row for row in alive if row.id == me)
            await processes.divides(conn, mine, len(alive))
            counted = all(row.sharers >= len(alive) for row in alive if row is not mine)
            leads = set() if lapsed else self._leads
            taken = {lead for lead in self._wanted - leads if await self._take(conn, lead, me)}
        self._unreturned -= returned
        self.living = alive
        self._is_counted = counted or (self._is_counted and not lapsed)
        self._leads = leads | taken
        self._beat_at = began
        if lapsed:
            self._entered_at = self._clock.monotonic()
            log.warning("others found this process dead; it goes on under a new id", was=self.id, now=me)
            self.id = me
        for row in removed:
            log.warning("a process was found dead", process=row.id, host=row.host, pid=row.pid)
        if taken:
            log.info("this process leads", what=sorted(taken))

    @asynccontextmanager
    async def alone_with(self, name: str) -> AsyncIterator[None]:
        """Waits until no other process holds that name, and holds it: for seconds, around a network call.

        Not a lock among the tasks of this process.
        """
        if not self.shared:
            yield
            return
        me = self.id
        self._held.add(name)
        try:
            me = await self._taken(name)
            yield
        finally:
            self._held.discard(name)
            # If this fails the next beat does it: the process lives, so nobody else could.
            self._unreturned.add(name)
            async with self._db.write() as conn:
                await leases.give_back(conn, name, me)
            self._unreturned.discard(name)

    async def _taken(self, name: str) -> str:
        """Waits for that name; the id under which this process holds it."""
        while True:
            async with self._db.write() as conn:
                me = self.id
                lives = self.is_sure and await processes.lives(conn, me)
                if lives and await self._take(conn, name, me):
                    return me
            if not lives:
                await self.beat()  # it may go on under a new id
            while self.is_sure and not await self._seems_free(name):
                await self._clock.sleep(_ASK_AGAIN)

    async def _seems_free(self, name: str) -> bool:
        async with self._db.read() as conn:
            return await leases.is_free(conn, name, self.id)

    async def _enter(self, conn: AsyncConnection, process_id: str) -> None:
        host = socket.gethostname()
        await processes.enter(conn, process_id, host=host, pid=os.getpid(), now=self._clock.now())

    async def _take(self, conn: AsyncConnection, name: str, process_id: str) -> bool:
        return await leases.take(conn, name, process_id, self._clock.now())

    def _still(self, others: Collection[ProcessRow], at: float) -> list[ProcessRow]:
        """Those whose number has stood still for too long."""
        seen, still = {}, []
        for row in others:
            last = self._seen.get(row.id)
            if last is None or last.beats != row.beats:
                last = _Seen(row.beats, since=at)
            else:
                last.looks += 1
                if last.looks >= _FEWEST_LOOKS and at - last.since >= LAPSE:
                    still.append(row)
            seen[row.id] = last
        self._seen = seen
        return still


def _new_id() -> str:
    return secrets.token_hex(8)
