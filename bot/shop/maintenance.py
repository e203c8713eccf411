"""Whether the shop takes orders: it is closed by the staff, by itself because of refusals, or for as long as
the supplier is away.

The last is no state of its own: it begins and ends with the absence, whatever people or refusals have closed.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.clock import Clock
from bot.shop.chat_settings.live_settings import Live
from bot.shop.errors import MaintenanceError, NoOrdersNowError
from bot.shop.outbox.supplier_absence import CHANGED as ABSENCE
from bot.shop.outbox.supplier_absence import NOTE as ABSENCE_NOTE
from bot.shop.outbox.supplier_absence import Absence, AbsenceSettings, Away, away_in, patience_of
from storage.copies import Copies
from storage.database import Database
from storage.house import facts
from storage.house.facts import FactRow
from storage.wakeups import note_change

_NOTE = "maintenance"
_REASON = "closed_itself"
_WORDS = "maintenance_words"
_CHANGED = "maintenance"
LONGEST_WORDS: Final = 190
"""UTF-16 units of what staff say to customers while the shop is closed: an answer to a press holds 200."""


@dataclass(frozen=True, slots=True)
class Closure:
    """Nothing is sold since then. `refused_with`: the supplier's answer for which the shop closed itself;
    None: staff. `words`: what they say to customers in place of the shop's own sentence.
    """

    since: datetime
    refused_with: str | None
    words: str | None = None


class MaintenanceSwitch:
    """Kept in the database, so that a restart does not open a closed shop."""

    def __init__(self, db: Database, clock: Clock, settings: Live[AbsenceSettings]) -> None:
        self._db = db
        self._clock = clock
        self._settings = settings
        self._heard = Copies(db, _CHANGED, ABSENCE, read=_selling, most=1)

    async def closed(self) -> bool:
        """Whether staff or refusals have closed the shop. Orders under way are served all the same."""
        async with self._db.read() as conn:
            return await self.closure(conn) is not None

    async def check(self) -> None:
        """Raises `MaintenanceError` while it is closed, `NoOrdersNowError` while the supplier is away."""
        async with self._db.read() as conn:
            closure, away = await _selling(conn)
        self._raise_for(closure, away)

    async def check_as_heard(self) -> None:
        """As `check`, by what this process has heard: for what is only shown."""
        closure, away = await self._heard.of(0)
        self._raise_for(closure, away)

    def _raise_for(self, closure: Closure | None, away: Away | None) -> None:
        if closure is not None:
            raise MaintenanceError(closure.words)
        if self._is_too_long(away):
            raise NoOrdersNowError

    async def waits_for_supplier(self, conn: AsyncConnection) -> bool:
        """Whether no orders are taken because the supplier has been away for long, or refuses the key."""
        return self._is_too_long(await Absence.now(conn))

    def _is_too_long(self, away: Away | None) -> bool:
        return away is not None and away.stops_selling(self._clock, patience_of(self._settings))

    @staticmethod
    async def closure(conn: AsyncConnection) -> Closure | None:
        """Since when staff or refusals have closed the shop, and why; None while neither has."""
        return _closure_in(await facts.get_all(conn, _NOTE, _REASON, _WORDS))

    @staticmethod
    async def turn(conn: AsyncConnection, *, closed: bool, now: datetime, words: str | None = None) -> None:
        """Staff close or open the shop. Why it had closed itself is forgotten either way: a person has
        decided.
        """
        note_change(conn, _CHANGED)
        await facts.put(conn, _NOTE, "on" if closed else "off", now)
        await facts.remove(conn, _REASON)
        if closed and words:
            await facts.put(conn, _WORDS, words, now)
        else:
            await facts.remove(conn, _WORDS)

    @staticmethod
    async def close_itself(conn: AsyncConnection, refused_with: str, now: datetime) -> bool:
        """The shop closes because the supplier refuses whatever it orders; False when it was closed
        already.
        """
        row = await facts.get(conn, _NOTE)
        if row is not None and row.value == "on":
            return False
        note_change(conn, _CHANGED)
        await facts.put(conn, _NOTE, "on", now)
        await facts.put(conn, _REASON, refused_with, now)
        await facts.remove(conn, _WORDS)
        return True


async def _selling(conn: AsyncConnection, _: int = 0) -> tuple[Closure | None, Away | None]:
    """All that may keep the shop from selling."""
    noted = await facts.get_all(conn, _NOTE, _REASON, _WORDS, ABSENCE_NOTE)
    return _closure_in(noted), away_in(noted.get(ABSENCE_NOTE))


def _closure_in(noted: Mapping[str, FactRow]) -> Closure | None:
    row = noted.get(_NOTE)
    if row is None or row.value != "on":
        return None
    reason, words = noted.get(_REASON), noted.get(_WORDS)
    return Closure(row.at, None if reason is None else reason.value, None if words is None else words.value)
