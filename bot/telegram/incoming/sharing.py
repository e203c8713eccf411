"""Whose update it is, where several processes take updates for one shop.

A person is one process's for as long as it has unfinished updates of theirs: whoever receives another one
hands it over. So each person's updates are handled in their order, whichever process Telegram delivers them
to. What a dead process left is taken up, all of a person's together, by whoever sees it first: with their
next update, or at one of the looks that each process takes every few seconds.
"""

import logging
from collections.abc import Awaitable, Callable, Collection, Sequence
from typing import Final, NamedTuple

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.telegram.incoming.arrivals import Arrival
from bot.this_process import ThisProcess
from storage.chat import inbox as queries
from storage.chat.inbox import NewUpdate, WaitingRow
from storage.database import Database
from storage.trouble import TryTransactionAgainError
from storage.wakeups import WakeUp

_log = logging.getLogger(__name__)
_AT_ONCE: Final = 200
_LOOK_EVERY: Final = 2.0
"""Seconds. What is handed over is heard of at once; this is for words that are lost, and for the dead."""


class Taken(NamedTuple):
    """What has become this process's: `handed_over` by others, which received it, and `left` by dead ones."""

    handed_over: Sequence[Arrival] = ()
    left: Sequence[Arrival] = ()


class Sharing:
    """One for each process. `begins(conn, people)` is awaited when this process begins with these people: by
    then another one may have changed what is known of them.
    """

    def __init__(
        self,
        db: Database,
        process: ThisProcess,
        begins: Callable[[AsyncConnection, Collection[int]], Awaitable[None]],
    ) -> None:
        self.process = process
        self._db = db
        self._begins = begins
        self._news = WakeUp()
        db.wake_ups.on_change(queries.HANDED_OVER, self._hear)

    def _hear(self, process_id: str | None) -> None:
        if process_id in {None, self.process.id}:
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

    async def claim(
        self, conn: AsyncConnection, arrivals: Sequence[Arrival]
    ) -> tuple[list[NewUpdate], Taken]:
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
        left = await queries.take_left(conn, begun, me)
        handed_over = await queries.take_handed_over(conn, me) if me in holders.values() else []
        await self._begins(conn, begun)
        rows = []
        for arrival in arrivals:
            person = arrival.keeps_order_of
            holder = me if person is None else holders.get(person, me)
            rows.append(NewUpdate(arrival.update_id, arrival.body, person, holder, int(holder != me)))
        return rows, _taken(handed_over, left)

    async def take(self) -> Taken:
        """What there is to take; of the dead ones' at most about two hundred. Writes only where there is
        something.
        """
        me = self.process.id
        async with self._db.read() as conn:
            if not await queries.has_news(conn, me):
                return Taken()
        async with self._db.write() as conn:
            if not await self.process.lives(conn):
                return Taken()  # found dead: it goes on under another id, and takes then
            handed_over = await queries.take_handed_over(conn, me)
            left, people = await queries.take_some_left(conn, me, _AT_ONCE)
            await self._begins(conn, people)
        return _taken(handed_over, left)


def _taken(handed_over: Sequence[WaitingRow], left: Sequence[WaitingRow]) -> Taken:
    return Taken([Arrival.read(row) for row in handed_over], [Arrival.read(row) for row in left])
