"""Time, as a thing that is handed in: the wall clock for what is stored, the monotonic one for waiting.

Nothing in the shop asks the system for the time or sleeps by itself, so tests decide what time it is.
"""

import asyncio
import time
from datetime import UTC, datetime
from typing import Protocol


class Clock(Protocol):
    """What the shop needs to know of time."""

    def now(self) -> datetime:
        """The time of day: aware, UTC, whole milliseconds, as the database keeps it."""
        ...

    def monotonic(self) -> float:
        """Seconds since some moment; never goes back. For deadlines inside one process."""
        ...

    async def sleep(self, seconds: float) -> None:
        """Wait for that many seconds; zero or less only lets others run."""
        ...


class SystemClock:
    """The machine's own clock."""

    def now(self) -> datetime:
        """The time of day in UTC."""
        now = datetime.now(UTC)
        return now.replace(microsecond=now.microsecond // 1000 * 1000)

    def monotonic(self) -> float:
        """Seconds on the machine's monotonic clock."""
        return time.monotonic()

    async def sleep(self, seconds: float) -> None:
        """Wait without holding up the loop."""
        await asyncio.sleep(max(0.0, seconds))
