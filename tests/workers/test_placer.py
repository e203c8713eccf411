import asyncio
from collections.abc import AsyncIterator

import pytest

from bot.supplier import SlowDown, Unreachable
from tests.fakes.supplier import FakeSupplier
from tests.shop.whole import WholeShop


@pytest.fixture(autouse=True)
async def nothing_left_hanging(shop: WholeShop, supplier: FakeSupplier) -> AsyncIterator[None]:
    yield
    supplier.release.set()
    await shop.placer.finish()


async def run_until_quiet(shop: WholeShop) -> None:
    while True:
        await shop.placer.run_once()
        if not shop.placer._under_way:
            return
        await shop.placer.finish()


async def test_all_that_is_due_is_placed(shop: WholeShop, supplier: FakeSupplier) -> None:
    made = [await shop.buy() for _ in range(3)] + [await shop.buy(product="P2", type_="T3")]
    await run_until_quiet(shop)
    assert {await shop.status(order) for order in made} == {"processing"}
    assert supplier.charges == 4


async def test_a_supplier_that_hangs_on_one_type_does_not_hold_up_another(
    shop: WholeShop, supplier: FakeSupplier
) -> None:
    slow = [await shop.buy() for _ in range(12)]
    supplier.script.append("hang")
    await shop.placer.run_once()
    await supplier.reached.wait()
    quick = await shop.buy(product="P2", type_="T3")
    await shop.placer.run_once()
    await shop.placer._under_way["P2", "T3"]
    assert await shop.status(quick) == "processing"
    assert await shop.status(slow[0]) == "placing"
    supplier.release.set()
    await shop.placer.finish()
    await run_until_quiet(shop)
    assert {await shop.status(order) for order in slow} == {"processing"}
    assert supplier.charges == 13


async def test_an_order_put_back_is_not_sent_before_its_time_by_a_round_that_read_too_early(
    shop: WholeShop, supplier: FakeSupplier
) -> None:
    await shop.buy()
    supplier.script.extend([SlowDown("RATE_LIMIT_EXCEEDED", 429, retry_after=30)] * 50)
    await shop.placer.run_once()
    for _ in range(40):  # rounds that overlap with the end of the placing in every way
        await shop.placer.run_once()
        await asyncio.sleep(0)
    await shop.placer.finish()
    assert len(supplier.sent) == 1


async def test_it_sleeps_until_the_next_order_is_due_even_while_another_hangs(
    shop: WholeShop, supplier: FakeSupplier
) -> None:
    await shop.buy()
    supplier.script.append(Unreachable("CONNECT_ERROR"))
    await run_until_quiet(shop)
    await shop.buy(product="P2", type_="T3")
    supplier.script.append("hang")
    pause = await shop.placer.run_once()
    assert pause == pytest.approx(2)


async def test_with_nothing_to_do_it_sleeps_long(shop: WholeShop) -> None:
    assert await shop.placer.run_once() == 30


async def test_its_end_wakes_it_and_a_failure_does_not(shop: WholeShop, supplier: FakeSupplier) -> None:
    await shop.buy()
    await shop.placer.wake_up.wait(0)
    await shop.placer.run_once()
    await shop.placer.finish()
    await asyncio.sleep(0)
    assert await shop.placer.wake_up.wait(0)
    await shop.buy()
    await shop.placer.wake_up.wait(0)
    supplier.script.append(ZeroDivisionError("a bug"))
    await shop.placer.run_once()
    await shop.placer.finish()
    await asyncio.sleep(0)
    assert not await shop.placer.wake_up.wait(0)
