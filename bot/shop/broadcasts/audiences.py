"""Whom a message to many comes to: customers, walked by their number a slice at a time."""

import math
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from bot.shop.customers import Customers
from storage.chat import broadcasts
from storage.chat.broadcasts import BroadcastRow
from storage.database import Database
from storage.states import AudienceKind

PER_MINUTE: Final = 600
"""How many people a minute reaches: one after another, a tenth of a second each. Telegram would let through
2.5 times as many (Bot API FAQ, "How can I message all of my bot's subscribers at once?"), but several in the
air at once would be several in doubt after a crash.
"""
_SLICE: Final = 100
_COUNTED: Final = 1000
_MOST_SLICES: Final = 200


@dataclass(frozen=True, slots=True)
class Reader:
    """Somebody for whom it is, and the language to write around it."""

    id: int
    language: str


@dataclass(frozen=True, slots=True)
class Slice:
    """A piece of the walk: those for whom it is, how far this looked, and whether nobody stands behind."""

    readers: tuple[Reader, ...]
    walked_to: int
    is_last: bool


@dataclass(frozen=True, slots=True)
class Estimate:
    """About how many people it is for; `or_more` when the shop has more customers than were looked at."""

    people: int
    or_more: bool

    @property
    def minutes(self) -> int:
        """About how long it takes; at least one minute."""
        return max(1, math.ceil(self.people / PER_MINUTE))


class Audiences:
    """Finds them; nobody is kept in memory but a slice."""

    def __init__(self, db: Database, customers: Customers) -> None:
        self._db = db
        self._customers = customers

    async def next_slice(
        self, broadcast: BroadcastRow, after: int, *, known_by: datetime, limit: int = _SLICE
    ) -> Slice:
        """Those among the next `limit` customers. `known_by`: who came later is left out."""
        async with self._db.read() as conn:
            people = await broadcasts.people_after(conn, broadcast, after, known_by=known_by, limit=limit)
        wanted = broadcast.audience_value if broadcast.audience is AudienceKind.LANGUAGE else None
        readers = []
        for person in people:
            language = self._customers.language_of(person.language, person.telegram_language)
            if person.fits and wanted in {None, language}:
                readers.append(Reader(person.id, language))
        return Slice(tuple(readers), people[-1].id if people else after, len(people) < limit)

    async def estimate(self, broadcast: BroadcastRow, *, now: datetime) -> Estimate:
        """Counts them, a slice at a time, so that nobody waits for that."""
        count, at = 0, 0
        for _ in range(_MOST_SLICES):
            found = await self.next_slice(broadcast, at, known_by=now, limit=_COUNTED)
            count, at = count + len(found.readers), found.walked_to
            if found.is_last:
                return Estimate(count, or_more=False)
        return Estimate(count, or_more=True)
