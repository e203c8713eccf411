"""The worker behind payments that nobody tells us of: a round of looking, again when the next look is due."""

from collections.abc import Awaitable, Callable, Iterable
from datetime import datetime

from bot.clock import Clock
from bot.payments.method import MethodJob, RegularJob
from bot.workers.orders import pause_until
from bot.workers.periodic import PeriodicJob
from bot.workers.supervisor import Worker
from storage.wakeups import WakeUp, WakeUps


class PaymentWatcher:
    """Does `check_due` whenever what it said is due has come, and when it is woken."""

    def __init__(
        self,
        name: str,
        check_due: Callable[[], Awaitable[datetime | None]],
        clock: Clock,
        wake_up: WakeUp,
        *,
        finish: Callable[[], Awaitable[None]],
    ) -> None:
        self.name = name
        self.wake_up = wake_up
        self._check_due = check_due
        self._clock = clock
        self._finish = finish

    async def run_once(self) -> float:
        """Looks at what is due."""
        return pause_until(await self._check_due(), self._clock)

    async def finish(self) -> None:
        """Waits for the looks that a round did not wait for."""
        await self._finish()


def method_workers(jobs: Iterable[MethodJob], clock: Clock, wake_ups: WakeUps) -> list[Worker]:
    """A worker for each thing that a payment method has done without being asked."""
    workers: list[Worker] = []
    for job in jobs:
        wake_up = WakeUp.on(wake_ups, job.woken_by)
        if isinstance(job, RegularJob):
            workers.append(PeriodicJob(job.name, job.every, job.work, wake_up))
        else:
            workers.append(PaymentWatcher(job.name, job.work, clock, wake_up, finish=job.finish))
    return workers
