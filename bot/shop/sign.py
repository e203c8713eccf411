"""The sign on the door: open, or closed for maintenance."""

from bot.clock import Clock
from storage import notes
from storage.database import Database

_NOTE = "maintenance"


class Sign:
    """Kept in the database, so that a restart does not open a closed shop."""

    def __init__(self, db: Database, clock: Clock) -> None:
        self._db = db
        self._clock = clock

    async def closed(self) -> bool:
        """Whether nothing is sold now. Orders under way are served all the same."""
        async with self._db.read() as conn:
            row = await notes.get(conn, _NOTE)
        return row is not None and row.value == "on"
