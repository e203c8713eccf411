"""The three workers behind an order: place it, follow it, and find it when its placing was not answered."""

import asyncio
from datetime import datetime
from functools import partial

import structlog

from bot.clock import Clock
from bot.shop.errors import SupplierAwayError
from bot.shop.lost_orders.recovery import LostOrderRecovery
from bot.shop.orders.placing import Placing
from bot.shop.orders.tracking import Tracking
from bot.tasks import ended
from storage.wakeups import WakeUp

log = structlog.get_logger(__name__)

_AT_ONCE = 8
_MOST_DUE = 500
_LONGEST_PAUSE = 30.0
_SHORTEST_PAUSE = 0.05
_AFTER_TROUBLE = 5.0


def pause_until(due: datetime | None, clock: Clock) -> float:
    """Seconds until then, neither spinning nor sleeping through a change that woke nobody."""
    if due is None:
        return _LONGEST_PAUSE
    return min(_LONGEST_PAUSE, max(_SHORTEST_PAUSE, (due - clock.now()).total_seconds()))


class Placer:
    """Places paid orders, several at once, so that a supplier that hangs on one does not hold up the others.

    Orders for the same goods go one after the other (see `bot.shop.orders.item_locks`), so that goods in
    demand fill one place only.
    """

    name = "placer"

    def __init__(self, placing: Placing, clock: Clock, wake_up: WakeUp) -> None:
        self.wake_up = wake_up
        self._placing = placing
        self._clock = clock
        self._under_way: dict[tuple[str, str], asyncio.Task[None]] = {}

    async def run_once(self) -> float:
        """Starts placing what is due and is not under way."""
        await self._placing.recover()
        # What is under way now may end while we read, and what we read is then old news. Its end wakes this
        # worker.
        busy = set(self._under_way)
        due, next_due = await self._placing.due(limit=_MOST_DUE)
        for order in due:
            goods = (order.product_id, order.type_id)
            if goods not in busy and len(self._under_way) < _AT_ONCE:
                busy.add(goods)
                task = asyncio.create_task(self._placing.place(order))
                self._under_way[goods] = task
                task.add_done_callback(partial(self._done, goods, order.ref))
        return pause_until(next_due, self._clock)

    async def finish(self) -> None:
        """Waits for the placings under way."""
        await ended(*self._under_way.values(), what=None)  # `_done` tells

    def _done(self, goods: tuple[str, str], ref: str, task: asyncio.Task[None]) -> None:
        del self._under_way[goods]
        if not task.cancelled() and (error := task.exception()) is not None:
            # Not at once again: whatever failed here would fail as fast as it can.
            log.error("placing failed", ref=ref, exc_info=error)
        else:
            self.wake_up.wake()


class Tracker:
    """Follows orders at the supplier."""

    name = "tracker"

    def __init__(self, tracking: Tracking, clock: Clock, wake_up: WakeUp) -> None:
        self.wake_up = wake_up
        self._tracking = tracking
        self._clock = clock

    async def run_once(self) -> float:
        """Looks at what is due."""
        try:
            return pause_until(await self._tracking.look(), self._clock)
        except SupplierAwayError as error:
            return max(_AFTER_TROUBLE, error.retry_after)

    async def finish(self) -> None:
        """Waits for the looks that a round did not wait for."""
        await self._tracking.finish_looks()


class LostOrderFinder:
    """Looks for orders whose placing was not answered."""

    name = "lost orders"

    def __init__(self, lost_orders: LostOrderRecovery, clock: Clock, wake_up: WakeUp) -> None:
        self.wake_up = wake_up
        self._lost_orders = lost_orders
        self._clock = clock

    async def run_once(self) -> float:
        """Looks for what is due."""
        try:
            return pause_until(await self._lost_orders.settle_due(), self._clock)
        except SupplierAwayError as error:
            return max(_AFTER_TROUBLE, error.retry_after)

    async def finish(self) -> None:
        """Waits for the searches that a round did not wait for."""
        await self._lost_orders.finish_searches()
