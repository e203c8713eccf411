"""Whether the shop is open, or closed by the staff for maintenance or by itself."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.clock import Clock
from storage.database import Database
from storage.house import facts

_NOTE = "maintenance"
_REASON = "closed_itself"


@dataclass(frozen=True, slots=True)
class Closure:
    """Nothing is sold since then. `refused_with`: the supplier's answer for which the shop closed itself;
    None: staff.
    """

    since: datetime
    refused_with: str | None


class MaintenanceSwitch:
    """Kept in the database, so that a restart does not open a closed shop."""

    def __init__(self, db: Database, clock: Clock) -> None:
        self._db = db
        self._clock = clock

    async def closed(self) -> bool:
        """Whether nothing is sold now. Orders under way are served all the same."""
        async with self._db.read() as conn:
            return await self.closure(conn) is not None

    @staticmethod
    async def closure(conn: AsyncConnection) -> Closure | None:
        """Since when nothing is sold, and why; None while the shop is open."""
        row = await facts.get(conn, _NOTE)
        if row is None or row.value != "on":
            return None
        reason = await facts.get(conn, _REASON)
        return Closure(row.at, None if reason is None else reason.value)

    @staticmethod
    async def turn(conn: AsyncConnection, *, closed: bool, now: datetime) -> None:
        """Staff close or open the shop. Why it had closed itself is forgotten either way: a person has
        decided.
        """
        await facts.put(conn, _NOTE, "on" if closed else "off", now)
        await facts.remove(conn, _REASON)

    @staticmethod
    async def close_itself(conn: AsyncConnection, refused_with: str, now: datetime) -> bool:
        """The shop closes because the supplier refuses whatever it orders; False when it was closed
        already.
        """
        row = await facts.get(conn, _NOTE)
        if row is not None and row.value == "on":
            return False
        await facts.put(conn, _NOTE, "on", now)
        await facts.put(conn, _REASON, refused_with, now)
        return True
