import asyncio
from collections.abc import Awaitable, Callable
from datetime import timedelta

import pytest

from bot.this_process import ThisProcess
from bot.workers.roster import MAY_WAIT, SHARING, Sharing, roster, supervised
from bot.workers.supervisor import Round, Worker
from tests.fakes.broadcasts import FakeBroadcastDelivery
from tests.shop.whole import WholeShop


async def nothing() -> None: ...


def workers_of(shop: WholeShop, tidy_inbox: Callable[[], Awaitable[None]] = nothing) -> list[Worker]:
    return roster(
        shop.services,
        shop.db,
        shop.clock,
        delivery=shop.delivery,
        broadcast_delivery=FakeBroadcastDelivery(),
        method_jobs=[],
        tidy_inbox=tidy_inbox,
    )


@pytest.mark.parametrize("hours", [-2, 2])
async def test_nothing_is_deleted_within_an_hour_of_a_jump_of_the_clock(shop: WholeShop, hours: int) -> None:
    tidied: list[str] = []

    async def tidy() -> None:
        tidied.append(str(shop.clock.now()))

    workers = workers_of(shop, tidy)
    worker = {worker.name: worker for worker in workers}["inbox"]
    await worker.run_once()
    assert len(tidied) == 1
    shop.clock.set_by(timedelta(hours=hours))
    for seconds in (0, 3599):
        shop.clock.tick(seconds)
        await worker.run_once()
    assert len(tidied) == 1
    shop.clock.tick(1)
    await worker.run_once()
    assert len(tidied) == 2


async def test_no_day_is_closed_because_the_clock_was_set_forward(shop: WholeShop) -> None:
    workers = workers_of(shop)
    worker = {worker.name: worker for worker in workers}["books"]
    await worker.run_once()
    await shop.buy()
    shop.clock.set_by(timedelta(days=1))
    await worker.run_once()
    shop.clock.set_by(timedelta(days=-1))
    await worker.run_once()
    assert "day_closed" not in await shop.alerted()
    shop.clock.tick(24 * 3600)
    await worker.run_once()
    assert "day_closed" in await shop.alerted()


async def test_of_each_worker_it_is_decided_how_processes_share_its_job(shop: WholeShop) -> None:
    workers = workers_of(shop)
    assert {worker.name for worker in workers} == set(SHARING)


async def test_a_follower_leaves_to_the_leader_what_is_led_and_does_the_rest(shop: WholeShop) -> None:
    """The leader dies, and the follower does its work."""

    leader, follower = (ThisProcess(shop.db, shop.clock, shared=True) for _ in range(2))
    await leader.enter()
    await follower.enter()
    workers = workers_of(shop)
    done: set[str] = set()
    heard = asyncio.Event()

    def hear(ended: Round) -> None:
        done.add(ended.worker)
        heard.set()

    async def until_all_are_done(names: set[str]) -> None:
        while not done >= names:
            heard.clear()
            for worker in workers:
                worker.wake_up.wake()
            await heard.wait()

    supervisor = supervised(workers, shop.clock, follower, shop.alerts, [], on_round=hear)
    supervisor.start()
    supervisor.release()
    own = {name for name, sharing in SHARING.items() if sharing is not Sharing.LED}
    await until_all_are_done(own)
    assert done == own
    await leader.leave()
    await follower.beat()
    await until_all_are_done({worker.name for worker in workers})
    await supervisor.stop(5)


async def test_at_a_start_what_may_wait_leaves_the_writer_to_people(shop: WholeShop) -> None:
    workers = workers_of(shop)
    at_once = {worker.name for worker in workers} - MAY_WAIT
    assert at_once == {
        *("placer", "sender", "tracker", "lost orders", "payments", "broadcasts", "catalogue", "float"),
        *("reconciler", "reviews", "backups", "settings", "clock"),
    }
    done: set[str] = set()
    heard = asyncio.Event()

    def hear(ended: Round) -> None:
        done.add(ended.worker)
        heard.set()

    supervisor = supervised(workers, shop.clock, shop.process, shop.alerts, [], on_round=hear)
    supervisor.start()
    supervisor.release()
    async with asyncio.timeout(20):
        while not done >= at_once:
            heard.clear()
            await heard.wait()
    await supervisor.stop(5)
    assert done == at_once
