"""The worker behind payments that nobody tells us of: a round of looking, again when the next look is due."""

from collections.abc import Awaitable, Callable
from datetime import datetime

from bot.clock import Clock
from bot.shop.wakeups import Bell
from bot.workers.orders import pause_until


class PaymentWatcher:
    """Does `round` whenever what it said is due has come, and when the bell is rung."""

    def __init__(
        self,
        name: str,
        round_: Callable[[], Awaitable[datetime | None]],
        clock: Clock,
        bell: Bell,
        *,
        finish: Callable[[], Awaitable[None]],
    ) -> None:
        self.name = name
        self.bell = bell
        self._round = round_
        self._clock = clock
        self._finish = finish

    async def run_once(self) -> float:
        """Looks at what is due."""
        return pause_until(await self._round(), self._clock)

    async def finish(self) -> None:
        """Waits for the looks that a round did not wait for."""
        await self._finish()
