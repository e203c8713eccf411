"""Whether the supplier is away, since when, and what the staff have been told of it.

Kept in the database: a restart in the middle of an outage neither begins it anew nor tells it twice.
"""

import json
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.clock import Clock
from bot.shop.errors import SupplierAwayError, TooBusyError
from bot.shop.outbox.alerts import Alerts
from storage.database import Database
from storage.house import facts
from storage.wakeups import note_change

_NOTE = "supplier_away"
_LONG = timedelta(minutes=10)
_EACH_TIME = timedelta(0)


@dataclass(frozen=True, slots=True)
class Away:
    """The supplier has not served us since then; `refused_key` is its code when it does not take our key."""

    since: datetime
    refused_key: str | None


class Absence:
    """Hears how each reading of the float ended: it is read every few minutes, and for every purchase."""

    def __init__(self, db: Database, clock: Clock, alerts: Alerts) -> None:
        self._db = db
        self._clock = clock
        self._alerts = alerts
        self._is_here: bool | None = None  # None: this process does not know yet
        db.wake_ups.on_change(_NOTE, self._another_says)

    @staticmethod
    async def now(conn: AsyncConnection) -> Away | None:
        """Since when the supplier has been away; None while it answers. Asks nobody."""
        found = await _noted(conn)
        return None if found is None else found[0]

    async def answered(self) -> None:
        """The supplier served us. Whoever was told of an absence is told of its end."""
        if self._is_here:
            return
        async with self._db.write() as conn:
            found = await _noted(conn)
            if found is not None:
                away, told = found
                await facts.remove(conn, _NOTE)
                if told:
                    await self._alerts.raise_in(
                        conn, "supplier_back", matter="back", quiet=_EACH_TIME, at=away.since.isoformat()
                    )
        self._is_here = True

    async def failed(self, error: SupplierAwayError) -> None:
        """The supplier did not serve us. Staff hear of a refused key at once, of silence after ten minutes,
        once.
        """
        if isinstance(error, TooBusyError):
            return  # our own budget spoke: nobody was asked
        now = self._clock.now()
        self._is_here = False
        async with self._db.read() as conn:
            found = await _noted(conn)
        if found is not None and found[0].refused_key == error.refused_key and not self._to_tell(*found):
            return
        async with self._db.write() as conn:
            away, told = await _noted(conn) or (Away(now, error.refused_key), False)
            away = Away(away.since, error.refused_key)
            if error.refused_key is not None:
                quiet = timedelta(hours=1)
                await self._alerts.raise_in(
                    conn, "key_trouble", matter="key", quiet=quiet, error=error.refused_key
                )
                told = True  # by this, or within the hour by the start or the placer
            elif self._to_tell(away, told):
                minutes = int(self._clock.passed(away.since).total_seconds() // 60)
                told = await self._alerts.raise_in(
                    conn, "supplier_away", matter="away", quiet=_EACH_TIME, minutes=minutes
                )
            body = json.dumps({"refused_key": away.refused_key, "told": told})
            await facts.put(conn, _NOTE, body, away.since)
            note_change(conn, _NOTE)

    def _another_says(self, _: str | None) -> None:
        self._is_here = None

    def _to_tell(self, away: Away, told: bool) -> bool:
        return not told and (away.refused_key is not None or self._clock.passed(away.since) >= _LONG)


async def _noted(conn: AsyncConnection) -> tuple[Away, bool] | None:
    """The absence that is going on, and whether the staff know of it."""
    row = await facts.get(conn, _NOTE)
    if row is None:
        return None
    said = json.loads(row.value)
    return Away(row.at, said["refused_key"]), said["told"]
