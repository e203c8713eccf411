"""Many items, some of which hang: the others go on, and nothing is done twice or lost."""

import asyncio

import pytest
from structlog.testing import capture_logs

from bot.shop.bounded_concurrency import PATIENCE, SideBySide
from tests.fakes.clock import FakeClock


class Bench:
    """Items are numbers; those in `hanging` wait for `release`."""

    def __init__(self, clock: FakeClock, at_once: int = 3) -> None:
        self.clock = clock
        self.late = 0
        self.begun: list[int] = []
        self.done: list[int] = []
        self.hanging: set[int] = set()
        self.failing: set[int] = set()
        self.release = asyncio.Event()
        self.work = SideBySide(clock, self._late, at_once=at_once)

    def _late(self) -> None:
        self.late += 1

    async def one(self, item: int) -> None:
        self.begun.append(item)
        if item in self.hanging:
            await self.release.wait()
        await asyncio.sleep(0)
        if item in self.failing:
            raise RuntimeError(item)
        self.done.append(item)

    async def each(self, *items: int) -> None:
        await self.work.each(items, lambda item: item, self.one)

    async def each_with_patience_over(self, *items: int) -> None:
        task = asyncio.create_task(self.each(*items))
        await self.clock.advance(PATIENCE)
        await task


@pytest.fixture
def bench(clock: FakeClock) -> Bench:
    return Bench(clock)


async def test_all_are_done_when_nothing_hangs(bench: Bench) -> None:
    await bench.each(*range(20))
    assert (bench.done, bench.late) == (list(range(20)), 0)


async def test_one_that_hangs_holds_up_neither_the_others_nor_the_round(bench: Bench) -> None:
    bench.hanging = {0}
    await bench.each_with_patience_over(*range(10))
    assert bench.done == list(range(1, 10))
    await bench.each(0, 10, 11)
    assert bench.done == list(range(1, 12))
    assert bench.begun.count(0) == 1
    bench.release.set()
    await bench.work.finish()
    assert (bench.done[-1], bench.late) == (0, 1)
    await bench.each(0)
    assert bench.begun.count(0) == 2


async def test_a_long_line_wants_a_new_round_near_its_end_and_not_for_each_that_ends(bench: Bench) -> None:
    bench.hanging = set(range(20))
    await bench.each_with_patience_over(*range(20))
    bench.release.set()
    await bench.work.finish()
    assert (bench.done, bench.late) == (list(range(20)), 3)


async def test_no_more_than_so_many_are_under_way_and_the_first_that_wait_go_first(bench: Bench) -> None:
    bench.hanging = set(range(6))
    await bench.each_with_patience_over(*range(6))
    assert bench.begun == [0, 1, 2]
    bench.release.set()
    await bench.work.finish()
    assert bench.begun == [0, 1, 2, 3, 4, 5]


async def test_what_fails_is_told_after_the_others_had_their_turn(bench: Bench) -> None:
    bench.failing = {1}
    with pytest.raises(RuntimeError):
        await bench.each(0, 1, 2)
    assert bench.done == [0, 2]
    await bench.each(3)


async def test_of_several_that_fail_none_is_lost(bench: Bench) -> None:
    bench.failing = {1, 2}
    with capture_logs() as logged, pytest.raises(RuntimeError):
        await bench.each(0, 1, 2)
    assert [str(line["exc_info"]) for line in logged] == ["2"]


async def test_what_fails_late_is_told_in_the_next_round(bench: Bench) -> None:
    bench.hanging = bench.failing = {1}
    await bench.each_with_patience_over(0, 1)
    bench.release.set()
    await bench.work.finish()
    with pytest.raises(RuntimeError):
        await bench.each(2)
    assert bench.done == [0, 2]


@pytest.mark.parametrize("where", ["each", "finish"])
async def test_whoever_is_stopped_stops_what_is_under_way(bench: Bench, where: str) -> None:
    bench.hanging = {0}
    if where == "each":
        task = asyncio.create_task(bench.each(0))
    else:
        await bench.each_with_patience_over(0)
        task = asyncio.create_task(bench.work.finish())
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    bench.release.set()
    await bench.each(0)
    assert bench.begun.count(0) == 2
