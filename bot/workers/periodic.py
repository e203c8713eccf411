"""Jobs done every so often: keeping the catalogue fresh, watching the float and old orders, tidying up."""

from collections.abc import Awaitable, Callable

from bot.canonical import add
from bot.shop.errors import SupplierAwayError
from storage.wakeups import WakeUp

_TOLD_EACH_TIME = 60.0
"""Seconds: a job that is done so seldom has a line in the log each time, whether it found anything or not."""


class PeriodicJob:
    """A job done every so often, whatever happens: refreshing, watching, tidying. Its `wake_up` has it done
    now.
    """

    def __init__(
        self, name: str, every: float, job: Callable[[], Awaitable[object]], wake_up: WakeUp | None = None
    ) -> None:
        self.name = name
        self.wake_up = wake_up or WakeUp()
        self._every = every
        self._job = job

    async def run_once(self) -> float:
        """Does the job. A supplier that is away is no failure: next time."""
        if self._every >= _TOLD_EACH_TIME:
            add(every=self._every)
        try:
            await self._job()
        except SupplierAwayError as error:
            add(outcome="supplier_away")
            return min(self._every, max(60.0, error.retry_after))
        return self._every

    async def finish(self) -> None:
        """Nothing is left under way."""
