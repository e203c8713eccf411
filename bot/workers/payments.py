"""The worker behind payments that nobody tells us of: a round of looking, again when the next look is due."""

from collections.abc import Awaitable, Callable
from datetime import datetime

from bot.clock import Clock
from bot.workers.orders import pause_until
from storage.wakeups import WakeUp


class PaymentWatcher:
    """Does `round` whenever what it said is due has come, and when it is woken."""

    def __init__(
        self,
        name: str,
        round_: Callable[[], Awaitable[datetime | None]],
        clock: Clock,
        wake_up: WakeUp,
        *,
        finish: Callable[[], Awaitable[None]],
    ) -> None:
        self.name = name
        self.wake_up = wake_up
        self._round = round_
        self._clock = clock
        self._finish = finish

    async def run_once(self) -> float:
        """Looks at what is due."""
        return pause_until(await self._round(), self._clock)

    async def finish(self) -> None:
        """Waits for the looks that a round did not wait for."""
        await self._finish()
