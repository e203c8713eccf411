"""Time, as a thing that is handed in: the wall clock for what is stored, the monotonic one for waiting.

Nothing in the shop asks the system for the time or sleeps by itself, so tests decide what time it is. A
machine's wall clock may be set while the shop runs; the monotonic one shows it, and `Clock.passed` tells how
much time really went by.
"""

import asyncio
import time
from abc import ABC, abstractmethod
from collections import deque
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final

JUMP: Final = timedelta(minutes=1)
"""What the wall clock may differ from the monotonic one between two looks: more than a correction by NTP."""
_REMEMBERED: Final = 32


@dataclass(frozen=True, slots=True)
class Jump:
    """The wall clock was set: it would have said `before`, and said `after`, at that moment of the monotonic
    clock (seconds). A machine that slept looks the same: its monotonic clock stood still meanwhile.
    """

    before: datetime
    after: datetime
    monotonic: float

    @property
    def by(self) -> timedelta:
        """How far the clock was set; less than zero is back."""
        return self.after - self.before


class Clock(ABC):
    """What the shop needs to know of time. It notices a jump at the first look after it."""

    def __init__(self) -> None:
        self._began = self.monotonic()
        self._first = self._wall()
        self._seen = (self._first, self._began)
        self._jumps: deque[Jump] = deque(maxlen=_REMEMBERED)

    @abstractmethod
    def _wall(self) -> datetime:
        """The wall clock's word: aware, UTC, whole milliseconds."""

    @abstractmethod
    def monotonic(self) -> float:
        """Seconds since some moment; never goes back. For deadlines inside one process."""

    @abstractmethod
    async def sleep(self, seconds: float) -> None:
        """Wait for that many seconds; zero or less only lets others run."""

    def now(self) -> datetime:
        """The time of day: aware, UTC, whole milliseconds, as the database keeps it."""
        wall, monotonic = self._wall(), self.monotonic()
        last_wall, last_monotonic = self._seen
        self._seen = (wall, monotonic)
        expected = last_wall + timedelta(seconds=monotonic - last_monotonic)
        if abs(wall - expected) >= JUMP:
            self._jumps.append(Jump(expected, wall, monotonic))
        return wall

    def jumps(self) -> tuple[Jump, ...]:
        """The jumps of this process's life so far, oldest first, but no more than the last few dozen."""
        self.now()
        return tuple(self._jumps)

    def since_jump(self) -> float | None:
        """Seconds since the clock was last set; None when it was not while this process ran."""
        jumps = self.jumps()
        return self.monotonic() - jumps[-1].monotonic if jumps else None

    def passed(self, since: datetime) -> timedelta:
        """How much time is sure to have passed since a moment that was written down; a jump does not count.

        Where a clock that was set back makes a moment ambiguous it is the shorter time. A moment that this
        process's clock never said was written by another one: then it is this process's age.
        """
        end, monotonic = self.now(), self.monotonic()
        for jump in reversed(self._jumps):
            if jump.after <= since <= end:
                return timedelta(seconds=monotonic - jump.monotonic) - (since - jump.after)
            end = jump.before
        age = timedelta(seconds=monotonic - self._began)
        return age + (self._first - since) if since <= end else age


class SystemClock(Clock):
    """The machine's own clock."""

    def _wall(self) -> datetime:
        now = datetime.now(UTC)
        return now.replace(microsecond=now.microsecond // 1000 * 1000)

    def monotonic(self) -> float:
        """Seconds on the machine's monotonic clock."""
        return time.monotonic()

    async def sleep(self, seconds: float) -> None:
        """Wait without holding up the loop."""
        await asyncio.sleep(max(0.0, seconds))
