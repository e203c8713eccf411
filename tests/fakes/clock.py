"""A clock that stands still until a test moves it."""

import asyncio
import heapq
from datetime import UTC, datetime, timedelta

from bot.clock import Clock
from tests.fakes.politeness import others_first


class FakeClock(Clock):
    """`advance` wakes sleepers in the order of their deadlines; `set_by` sets the wall clock, as somebody at
    the machine does.
    """

    def __init__(self, now: datetime = datetime(2026, 11, 1, 9, 0, tzinfo=UTC)) -> None:
        self._start = now
        self._elapsed = 0.0
        self._wrong = timedelta(0)
        self._sleepers: list[tuple[float, int, asyncio.Future[None]]] = []
        self._count = 0
        super().__init__()

    def _wall(self) -> datetime:
        return self.true_now() + self._wrong

    def true_now(self) -> datetime:
        """What a clock says that nobody has set: the supplier's and Telegram's."""
        return self._start + timedelta(milliseconds=round(self._elapsed * 1000))

    def set_by(self, change: timedelta) -> None:
        """The wall clock is set forward, or back, while no time passes."""
        self._wrong += change

    def monotonic(self) -> float:
        return self._elapsed

    def forget(self) -> None:
        """As in a process that begins now: of earlier jumps nothing is known."""
        super().__init__()

    async def sleep(self, seconds: float) -> None:
        if seconds <= 0:
            await asyncio.sleep(0)
            return
        future = asyncio.get_running_loop().create_future()
        self._count += 1
        heapq.heappush(self._sleepers, (self._elapsed + seconds, self._count, future))
        await future

    @property
    def is_waited_for(self) -> bool:
        """Whether anybody sleeps."""
        return any(not future.done() for _, _, future in self._sleepers)

    def tick(self, seconds: float) -> None:
        """Moves time without letting anybody run: for code that only reads the clock."""
        self._elapsed += seconds

    async def advance(self, seconds: float) -> None:
        """Moves time on, stopping at each sleeper's deadline and letting it run."""
        end = self._elapsed + seconds
        await self._settle()
        while self._sleepers and self._sleepers[0][0] <= end:
            deadline, _, future = heapq.heappop(self._sleepers)
            self._elapsed = max(self._elapsed, deadline)
            if not future.done():
                future.set_result(None)
            await self._settle()
        self._elapsed = end
        await self._settle()

    @staticmethod
    async def _settle() -> None:
        await others_first(20)
