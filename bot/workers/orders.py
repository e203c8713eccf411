"""The three workers behind an order: place it, follow it, and find it when its placing was not answered."""

import asyncio
from datetime import datetime
from functools import partial

import structlog

from bot.clock import Clock
from bot.shop.bell import Bells
from bot.shop.errors import SupplierAwayError
from bot.shop.placing import Placing
from bot.shop.settlement import Settlement
from bot.shop.tracking import Tracking

log = structlog.get_logger(__name__)

_AT_ONCE = 8
_LONGEST_PAUSE = 30.0
_SHORTEST_PAUSE = 0.05
_AFTER_TROUBLE = 5.0


def pause_until(due: datetime | None, clock: Clock) -> float:
    """Seconds until then, neither spinning nor sleeping through a change that nobody rang for."""
    if due is None:
        return _LONGEST_PAUSE
    return min(_LONGEST_PAUSE, max(_SHORTEST_PAUSE, (due - clock.now()).total_seconds()))


class Placer:
    """Places paid orders, several at once, so that a supplier that hangs on one does not hold up the others."""

    name = "placer"

    def __init__(self, placing: Placing, clock: Clock, bells: Bells) -> None:
        self.bell = bells.placer
        self._placing = placing
        self._clock = clock
        self._under_way: dict[int, asyncio.Task[None]] = {}

    async def run_once(self) -> float:
        """Starts placing what is due and is not under way."""
        due, next_due = await self._placing.due(limit=_AT_ONCE * 4)
        for order in due:
            if order.id not in self._under_way and len(self._under_way) < _AT_ONCE:
                task = asyncio.create_task(self._placing.place(order))
                self._under_way[order.id] = task
                task.add_done_callback(partial(self._done, order.id))
        # While some are under way their ends ring the bell.
        return _LONGEST_PAUSE if self._under_way else pause_until(next_due, self._clock)

    async def finish(self) -> None:
        """Waits for the placings under way."""
        await asyncio.gather(*self._under_way.values(), return_exceptions=True)

    def _done(self, order_id: int, task: asyncio.Task[None]) -> None:
        del self._under_way[order_id]
        if not task.cancelled() and (error := task.exception()) is not None:
            log.error("placing failed", order_id=order_id, exc_info=error)
        self.bell.ring()


class Tracker:
    """Follows orders at the supplier."""

    name = "tracker"

    def __init__(self, tracking: Tracking, clock: Clock, bells: Bells) -> None:
        self.bell = bells.tracker
        self._tracking = tracking
        self._clock = clock

    async def run_once(self) -> float:
        """Looks at what is due."""
        try:
            return pause_until(await self._tracking.look(), self._clock)
        except SupplierAwayError as error:
            return max(_AFTER_TROUBLE, error.retry_after)

    async def finish(self) -> None:
        """Nothing is left under way."""


class Settler:
    """Looks for orders whose placing was not answered."""

    name = "settler"

    def __init__(self, settlement: Settlement, clock: Clock, bells: Bells) -> None:
        self.bell = bells.settler
        self._settlement = settlement
        self._clock = clock

    async def run_once(self) -> float:
        """Looks for what is due."""
        try:
            return pause_until(await self._settlement.settle_due(), self._clock)
        except SupplierAwayError as error:
            return max(_AFTER_TROUBLE, error.retry_after)

    async def finish(self) -> None:
        """Nothing is left under way."""
