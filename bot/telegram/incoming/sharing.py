"""Whose update it is, where several processes take updates for one shop.

A person is one process's for as long as it has unfinished updates of theirs: whoever receives another one
hands it over. So each person's updates are handled in their order, whichever process Telegram delivers them
to. What a dead process left is taken up by whoever sees it first: with the person's next update, or at one of
the looks that each process takes every few seconds.

However much was left or handed over, it is read in slices, oldest first. Of a person of whom more is left,
the next slice is taken by the same process, when it has few of theirs; until then what they send goes behind
it, as left.
"""

import logging
from collections.abc import Awaitable, Callable, Collection, Sequence
from typing import Final, NamedTuple

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.telegram.incoming.arrivals import SLICE, Arrival
from bot.this_process import ThisProcess
from storage.chat import inbox as queries
from storage.chat.inbox import NewUpdate, WaitingRow
from storage.database import Database
from storage.trouble import TryTransactionAgainError
from storage.wakeups import WakeUp

_log = logging.getLogger(__name__)
_LOOK_EVERY: Final = 2.0
"""Seconds. What is handed over is heard of at once; this is for words that are lost, and for the dead."""


class Taken(NamedTuple):
    """What has become this process's: `handed_over` by others, which received it, and `left` by dead ones."""

    handed_over: Sequence[Arrival] = ()
    left: Sequence[Arrival] = ()


class Claimed(NamedTuple):
    """Updates as rows. Those in `mine` this process handles at once; before them, what it has `taken`."""

    rows: Sequence[NewUpdate]
    mine: Collection[int]
    taken: Taken


class Sharing:
    """One for each process. `begins(conn, people)` is awaited when this process begins with these people: by
    then another one may have changed what is known of them. `busy` names those of whom so much waits in this
    process that it takes no more of what was left.
    """

    def __init__(
        self,
        db: Database,
        process: ThisProcess,
        begins: Callable[[AsyncConnection, Collection[int]], Awaitable[None]],
        busy: Callable[[], Collection[int]],
    ) -> None:
        self.process = process
        self._db = db
        self._begins = begins
        self._busy = busy
        self._news = WakeUp()
        db.wake_ups.on_change(queries.HANDED_OVER, self._hear)

    def _hear(self, process_id: str | None) -> None:
        if process_id in {None, self.process.id}:
            self.look_soon()

    def look_soon(self) -> None:
        """There may be something to take."""
        self._news.wake()

    async def keep_taking(self, on_taken: Callable[[Taken], object]) -> None:
        """Hands on what this process takes up, until it is cancelled."""
        while True:
            await self._news.wait(_LOOK_EVERY)
            try:
                taken = await self.take()
            except Exception:  # noqa: BLE001 - a database in trouble may raise anything; the next look takes it
                _log.exception("Other processes' updates cannot be taken up; looking again")
                continue
            on_taken(taken)

    async def claim(self, conn: AsyncConnection, arrivals: Sequence[Arrival]) -> Claimed:
        """These updates as rows, each with the process whose it is, and what this process has to handle
        before them.

        Raises `TryTransactionAgainError` for a process that others have found dead: what it claimed would be
        free. It lives again, under a new id, at its next beat.
        """
        if not await self.process.lives(conn):
            raise TryTransactionAgainError("others found this process dead; nothing was taken in")
        me = self.process.id
        people = {person for each in arrivals if (person := each.keeps_order_of) is not None}
        holders = await queries.holders(conn, people)
        begun = people - holders.keys()
        left = await queries.take_left(conn, begun, me, SLICE)
        handed_over = await queries.take_handed_over(conn, me, SLICE) if me in holders.values() else []
        await self._begins(conn, begun)
        behind_left = await queries.with_left(conn, people)
        behind_more = len(handed_over) == SLICE
        if behind_left or behind_more:
            self.look_soon()
        rows, mine = [], set()
        for arrival in arrivals:
            person = arrival.keeps_order_of
            holder = None if person in behind_left else me if person is None else holders.get(person, me)
            waits = holder is not None and (holder != me or (behind_more and person in holders))
            rows.append(NewUpdate(arrival.update_id, arrival.body, person, holder, int(waits)))
            if holder == me and not waits:
                mine.add(arrival.update_id)
        return Claimed(rows, mine, _taken(handed_over, left))

    async def take(self) -> Taken:
        """What there is to take, a slice of it. Writes only where there is something."""
        me, busy = self.process.id, self._busy()
        async with self._db.read() as conn:
            if not await queries.has_news(conn, me, but_for=busy):
                return Taken()
        async with self._db.write() as conn:
            if not await self.process.lives(conn):
                return Taken()  # found dead: it goes on under another id, and takes then
            busy = self._busy()  # others may have arrived meanwhile
            handed_over = await queries.take_handed_over(conn, me, SLICE)
            oldest = await queries.some_left(conn, me, SLICE, but_for=busy)
            people = {person for person in oldest.values() if person is not None}
            begun = people - (await queries.holders(conn, people)).keys()
            left = await queries.take_these_left(conn, oldest, me)
            await self._begins(conn, begun)
        if len(handed_over) == SLICE:
            self.look_soon()
        return _taken(handed_over, left)


def _taken(handed_over: Sequence[WaitingRow], left: Sequence[WaitingRow]) -> Taken:
    return Taken([Arrival.read(row) for row in handed_over], [Arrival.read(row) for row in left])
