"""Whether Telegram has more updates to hand out than it gives at once.

What people send stands in one queue there, and answers come with a hundred updates at most. So behind one
person who has sent thousands all others wait, until those are taken in. As long as answers come in full, what
one person has sent too much of rests, and nothing is done but to take in. It decides nothing about a person.
"""

import asyncio
from collections.abc import Callable
from typing import Final

from bot.clock import Clock
from bot.tasks import ended, watched

_NEXT_ANSWER_SECONDS: Final = 1.0
"""Telegram gives at once what it has. Whoever waits longer has it all, or Telegram is out of reach."""
LONGEST_SECONDS: Final = 10.0
"""Nobody rests longer than this, even if more comes without end."""


class CatchingUp:
    """One for each process. `over` is called when it ends."""

    def __init__(self, clock: Clock, over: Callable[[], None]) -> None:
        self._clock = clock
        self._over = over
        self._longest: float | None = None  # until then, since answers come in full
        self._until = 0.0
        self._task: asyncio.Task[None] | None = None
        self._rested = asyncio.Event()
        self._rested.set()

    @property
    def under_way(self) -> bool:
        """Whether more is to come."""
        return not self._rested.is_set()

    def goes_on(self) -> None:
        """Telegram has answered in full."""
        now = self._clock.monotonic()
        if self._longest is None:
            self._longest = now + LONGEST_SECONDS
        self._until = min(now + _NEXT_ANSWER_SECONDS, self._longest)
        if self._until <= now:
            self._rests_no_longer()
        elif self._task is None:
            self._rested.clear()
            self._task = watched(asyncio.create_task(self._at_the_latest()), "catching up with Telegram")

    def ends(self) -> None:
        """Telegram has no more."""
        self._longest = None
        self._rests_no_longer()

    async def finished(self) -> None:
        """Waits until it is over."""
        await self._rested.wait()

    async def stop(self) -> None:
        """Ends it for good; `over` is not called."""
        self._rested.set()
        if self._task is not None:
            self._task.cancel()
            await ended(self._task, what=None)

    async def _at_the_latest(self) -> None:
        while (left := self._until - self._clock.monotonic()) > 0:
            await self._clock.sleep(left)
        self._task = None
        if self._longest is not None and self._until < self._longest:
            self._longest = None  # no answer came: the next one begins anew
        self._rests_no_longer()

    def _rests_no_longer(self) -> None:
        if self._task is not None:
            self._task.cancel()
            self._task = None
        if self.under_way:
            self._rested.set()
            self._over()
