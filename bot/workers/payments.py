"""The worker behind unpaid orders: goes on where the money is there, ends what was not paid in time."""

from bot.clock import Clock
from bot.shop.awaiting import Awaiting
from bot.shop.bell import Bells
from bot.workers.orders import pause_until


class PaymentWatcher:
    """Looks at orders that wait for money."""

    name = "payments"

    def __init__(self, awaiting: Awaiting, clock: Clock, bells: Bells) -> None:
        self.bell = bells.payments
        self._awaiting = awaiting
        self._clock = clock

    async def run_once(self) -> float:
        """Looks at what is due."""
        return pause_until(await self._awaiting.round(), self._clock)

    async def finish(self) -> None:
        """Nothing is left under way."""
