"""Small facts that a restart must not lose, such as an answer that staff began to give."""

from datetime import timedelta

from bot.clock import Clock
from storage.database import Database
from storage.house import facts

KEEP_BEGUN = timedelta(days=30)
"""How long an answer that staff began to give is remembered; its buttons say afterwards that they are old."""


class RememberedFacts:
    """Words by key."""

    def __init__(self, db: Database, clock: Clock) -> None:
        self._db = db
        self._clock = clock

    async def remembered(self, key: str) -> str | None:
        """A small fact noted before a restart, such as which menus Telegram was given."""
        async with self._db.read() as conn:
            row = await facts.get(conn, f"remembered:{key}")
        return None if row is None else str(row.value)

    async def remember(self, key: str, value: str, *, keep: timedelta | None = None) -> None:
        """Notes it for the next start. After `keep` it is forgotten, such as an answer that was begun; None:
        it stays.
        """
        now = self._clock.now()
        async with self._db.write() as conn:
            expires_at = None if keep is None else now + keep
            await facts.put(conn, f"remembered:{key}", value, now, expires_at=expires_at)
