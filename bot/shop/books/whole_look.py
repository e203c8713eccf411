"""The whole look through the books: when it is taken, how far it is, and what the last one found.

The close takes one each night, and staff may ask for one. There is one at a time for all: whoever asks while
one is taken sees how far that is. What it found is kept until the next.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

import structlog

from bot.clock import Clock
from bot.shop.books.discrepancies import Difference, Found
from bot.shop.books.inspection import look
from storage.database import Database
from storage.house import facts
from storage.wakeups import Work, note

log = structlog.get_logger(__name__)

_LAST: Final = "books:look"
_UNDER_WAY: Final = "books:look:under_way"
_ASKED: Final = "books:look:asked"
_TELLS_EACH: Final = 2.0
_IS_DEAD_AFTER: Final = timedelta(minutes=2)
"""A look says how far it is all the time; one that has been silent for so long has ended with its process."""


@dataclass(frozen=True, slots=True)
class LastLook:
    """What a whole look found, and when it ended. Of each name the first differences stand in `found`; `more`
    says how many more there were.
    """

    ended_at: datetime
    found: tuple[Difference, ...]
    more: Mapping[str, int]


class WholeLook:
    """Takes looks and keeps what they found. Nothing is held while one is taken."""

    def __init__(self, db: Database, clock: Clock, *, sandbox: bool) -> None:
        self._db = db
        self._clock = clock
        self._sandbox = sandbox

    async def last(self) -> LastLook | None:
        """What the last one found; None before there was one."""
        async with self._db.read() as conn:
            kept = await facts.get(conn, _LAST)
        if kept is None:
            return None
        said = json.loads(kept.value)
        found = tuple(Difference(code, matter, args) for code, matter, args in said["found"])
        return LastLook(kept.at, found, said["more"])

    async def done(self) -> float | None:
        """How much of the look that is asked for or taken now is done, from 0 to 1; None for no look."""
        async with self._db.read() as conn:
            asked, under_way = await facts.get(conn, _ASKED), await facts.get(conn, _UNDER_WAY)
        if under_way is not None and self._clock.passed(under_way.at) < _IS_DEAD_AFTER:
            return float(under_way.value)
        return None if asked is None else 0.0

    async def ask(self) -> None:
        """Has a look taken soon; nothing more when one is asked for or taken already."""
        if await self.done() is None:
            async with self._db.write() as conn:
                await facts.put(conn, _ASKED, "", self._clock.now())
                note(conn, Work.BOOKS_TO_READ)

    async def take_when_asked(self) -> LastLook | None:
        """Takes the look that somebody asked for, and says what it found; None when nobody did, or somebody
        else is at it.
        """
        async with self._db.read() as conn:
            asked = await facts.get(conn, _ASKED)
        return None if asked is None else await self.take()

    async def take(self) -> LastLook | None:
        """Goes through the whole books; None when somebody else is at it."""
        begun = self._clock.now()
        async with self._db.write() as conn:
            mine = await facts.put_once(conn, _UNDER_WAY, "0", begun, not_since=begun - _IS_DEAD_AFTER)
        if not mine:
            return None
        try:
            return await self._take()
        finally:
            async with self._db.write() as conn:
                await facts.remove(conn, _UNDER_WAY)

    async def _take(self) -> LastLook:
        told_at = self._clock.monotonic()
        found = Found()
        async for each in look(self._db.read_books, sandbox=self._sandbox):
            found.add(each.found)
            if self._clock.monotonic() - told_at >= _TELLS_EACH:
                told_at = self._clock.monotonic()
                async with self._db.write() as conn:
                    await facts.put(conn, _UNDER_WAY, f"{each.done:.3f}", self._clock.now())
        seen = LastLook(self._clock.now(), tuple(found.named), dict(found.more))
        said = {
            "found": [[one.code, one.matter, dict(one.args)] for one in seen.found],
            "more": seen.more,
        }
        async with self._db.write() as conn:
            await facts.put(conn, _LAST, json.dumps(said), seen.ended_at)
            await facts.remove(conn, _ASKED)
        log.info("the books were read", differences=found.counts.total())
        return seen
