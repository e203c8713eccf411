"""A worker that fails is told once, and once more when it has run well for a while, also over a restart."""

import asyncio

from bot.workers.periodic import PeriodicJob
from bot.workers.roster import supervised
from tests.fakes.clock import FakeClock
from tests.shop.conftest import MakeShop
from tests.shop.whole import WholeShop


class Job:
    """Fails as often as a test says."""

    def __init__(self) -> None:
        self.fails = 0
        self.done = asyncio.Event()

    async def __call__(self) -> None:
        self.done.set()
        if self.fails:
            self.fails -= 1
            raise ZeroDivisionError


async def runs_for(shop: WholeShop, job: Job, clock: FakeClock, minutes: int) -> None:
    """A process from its start to its end, with a round of the job each minute."""
    worker = PeriodicJob("receipts", 60, job)
    supervisor = supervised([worker], clock, shop.process, shop.alerts, [])
    supervisor.start()
    for _ in range(minutes):
        job.done.clear()
        clock.tick(60)
        worker.wake_up.wake()
        async with asyncio.timeout(5):
            await job.done.wait()
    await supervisor.stop(within=5)


async def test_a_failure_is_told_once_and_over_once(
    shop: WholeShop, make_shop: MakeShop, clock: FakeClock
) -> None:
    job = Job()
    job.fails = 1
    await runs_for(shop, job, clock, 1)
    assert await shop.alert("worker_failed") == {"worker": "receipts", "error": "ZeroDivisionError"}
    await runs_for(make_shop(), job, clock, 5)
    assert await shop.alerted() == ["worker_failed"]
    for _ in range(2):
        await runs_for(make_shop(), job, clock, 12)
    assert await shop.alerted() == ["worker_failed", "worker_works"]
