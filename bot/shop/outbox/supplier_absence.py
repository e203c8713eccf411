"""Whether the supplier is away, since when, and what the staff have been told of it.

Kept in the database: a restart in the middle of an outage neither begins it anew nor tells it twice.
"""

import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, Protocol

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.clock import Clock
from bot.shop.chat_settings.live_settings import Live
from bot.shop.errors import SupplierAwayError, TooBusyError
from bot.shop.outbox.alerts import Alerts
from storage.database import Database
from storage.house import facts, open_warnings
from storage.house.facts import FactRow
from storage.wakeups import note_change

NOTE: Final = "supplier_away"
CHANGED: Final = "absence"
"""What `WakeUps.on_change` calls a change of what `Absence.now` says."""
AWAY: Final = "supplier_away"
KEY: Final = "key_trouble"


@dataclass(frozen=True, slots=True)
class Away:
    """The supplier has not served us since then; `refused_key` is its code when it does not take our key."""

    since: datetime
    refused_key: str | None

    def stops_selling(self, clock: Clock, patience: timedelta) -> bool:
        """Whether nothing is sold because of it: of a refused key at once, of silence after a while."""
        return self.refused_key is not None or clock.passed(self.since) >= patience


class AbsenceSettings(Protocol):
    """What this module asks of the settings."""

    @property
    def supplier_away_minutes(self) -> int:
        """For so many minutes the supplier may be away before no orders are taken, and staff are told."""
        ...


def patience_of(settings: Live[AbsenceSettings]) -> timedelta:
    """The same as a time."""
    return timedelta(minutes=settings.now.supplier_away_minutes)


class Absence:
    """Hears how each reading of the float ended: it is read every few minutes, and for every purchase."""

    def __init__(self, db: Database, clock: Clock, alerts: Alerts, settings: Live[AbsenceSettings]) -> None:
        self._db = db
        self._clock = clock
        self._alerts = alerts
        self._settings = settings
        self._is_here: bool | None = None  # None: this process does not know yet
        db.wake_ups.on_change(NOTE, self._another_says)

    @staticmethod
    async def now(conn: AsyncConnection) -> Away | None:
        """Since when the supplier has been away; None while it answers. Asks nobody."""
        return away_in(await facts.get(conn, NOTE))

    async def answered(self) -> None:
        """The supplier served us: what staff were told of its absence, or of the key, is over."""
        if self._is_here:
            return
        async with self._db.write() as conn:
            await facts.remove(conn, NOTE)
            note_change(conn, CHANGED)
            for code in (AWAY, KEY):
                await self._alerts.end_in(conn, code)
        self._is_here = True

    async def failed(self, error: SupplierAwayError) -> None:
        """The supplier did not serve us. Staff hear of a refused key at once, of silence after a while, once
        for as long as it lasts.
        """
        if isinstance(error, TooBusyError):
            return  # our own budget spoke: nobody was asked
        now = self._clock.now()
        self._is_here = False
        async with self._db.read() as conn:
            noted = await self.now(conn)
            known = await open_warnings.get(conn, AWAY if error.refused_key is None else KEY, "")
        away = Away(now if noted is None else noted.since, error.refused_key)
        if away == noted and (known is not None or not self._is_long(away)):
            return
        async with self._db.write() as conn:
            noted = await self.now(conn)
            away = Away(now if noted is None else noted.since, error.refused_key)
            await facts.put(conn, NOTE, json.dumps({"refused_key": away.refused_key}), away.since)
            note_change(conn, NOTE)
            note_change(conn, CHANGED)
            if away.refused_key is not None:
                await self._alerts.begin_in(conn, KEY, since=away.since, error=away.refused_key)
            elif self._is_long(away):
                minutes = int(self._clock.passed(away.since).total_seconds() // 60)
                await self._alerts.begin_in(conn, AWAY, since=away.since, minutes=minutes)

    def _is_long(self, away: Away) -> bool:
        return away.stops_selling(self._clock, patience_of(self._settings))

    def _another_says(self, _: str | None) -> None:
        self._is_here = None


def away_in(noted: FactRow | None) -> Away | None:
    """What `Absence.now` says, for who has read its note."""
    return None if noted is None else Away(noted.at, json.loads(noted.value)["refused_key"])


async def key_refused(conn: AsyncConnection, alerts: Alerts, code: str | None) -> None:
    """Tells staff that the supplier does not take the key, whoever has seen it; the next reading of the float
    that is answered ends it.
    """
    await alerts.begin_in(conn, KEY, error=code or "")
    note_change(conn, NOTE)
