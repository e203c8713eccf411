from datetime import timedelta

import pytest

from bot.workers.roster import roster
from tests.shop.conftest import delivery, make_shop, shop, supplier
from tests.shop.whole import WholeShop

__all__ = ["delivery", "make_shop", "shop", "supplier"]


@pytest.mark.parametrize("hours", [-2, 2])
async def test_nothing_is_deleted_within_an_hour_of_a_jump_of_the_clock(shop: WholeShop, hours: int) -> None:
    tidied: list[str] = []

    async def tidy() -> None:
        tidied.append(str(shop.clock.now()))

    workers = roster(
        shop.services, shop.db, shop.clock, delivery=shop.delivery, method_jobs=[], tidy_inbox=tidy
    )
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
    async def nothing() -> None: ...

    workers = roster(
        shop.services, shop.db, shop.clock, delivery=shop.delivery, method_jobs=[], tidy_inbox=nothing
    )
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
