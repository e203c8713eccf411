"""The supplier's budget among processes that come, go and die: all of them together never ask more often than
one alone may.
"""

import asyncio
import random
from contextlib import AsyncExitStack, suppress

import pytest

from bot.clock import SystemClock
from bot.supplier import Budget, Lane, SlowDown
from bot.tasks import ended
from bot.this_process import BEAT, LAPSE, ThisProcess
from storage.database import Database
from tests.fakes.clock import FakeClock

A_MINUTE = 60
LAPSE_SECONDS = round(LAPSE)
LIVES = 300  # seconds


class Greedy:
    """A process that asks as often as it is let, but not always."""

    def __init__(self, db: Database, clock: FakeClock) -> None:
        self.process = ThisProcess(db, clock, shared=True)
        self.budget = Budget(A_MINUTE, clock, sharers=lambda: self.process.sharers)
        self.is_idle = False

    async def asks(self) -> int:
        """How often it was let."""
        let = 0
        with suppress(SlowDown):
            while not self.is_idle:
                await self.budget.take(Lane.PLACING, patience=0.0)
                let += 1
        return let


def most_in_any_minute(times: list[float]) -> int:
    return max(sum(start <= time < start + 60 for time in times) for start in times)


@pytest.mark.parametrize("seed", range(6))
async def test_all_together_keep_to_the_budget_whoever_comes_goes_or_dies(
    db: Database, clock: FakeClock, seed: int
) -> None:
    dice = random.Random(seed)
    living: list[Greedy] = []
    asked: list[float] = []
    for second in range(LIVES):
        clock.tick(1)
        if len(living) < 2 or (len(living) < 4 and dice.random() < 0.02):
            living.append(Greedy(db, clock))
            await living[-1].process.enter()
        elif dice.random() < 0.03:
            gone = living.pop(dice.randrange(len(living)))
            if dice.random() < 0.4:
                await gone.process.leave()
        for one in living:
            if dice.random() < 0.03:
                one.is_idle = not one.is_idle
            # A beat that is late now and then, as over a database in trouble.
            if second % BEAT == 0 and dice.random() < 0.7:
                await one.process.beat()
        for one in dice.sample(living, len(living)):
            asked += [clock.monotonic()] * await one.asks()
    assert most_in_any_minute(asked) <= A_MINUTE
    assert len(asked) > A_MINUTE * LIVES / 60 * 0.3


async def test_two_that_live_long_have_a_half_each_and_one_that_is_left_has_all(
    db: Database, clock: FakeClock
) -> None:
    one, other = Greedy(db, clock), Greedy(db, clock)
    for each in (one, other):
        await each.process.enter()

    async def in_two_minutes(*living: Greedy) -> list[int]:
        asked = dict.fromkeys(living, 0)
        for second in range(120):
            clock.tick(1)
            for each in living:
                if second % BEAT == 0:
                    await each.process.beat()
                asked[each] += await each.asks()
        return list(asked.values())

    await in_two_minutes(one, other)
    halves = await in_two_minutes(one, other)
    assert halves == pytest.approx([50, 50], abs=2)  # ten of sixty are the burst, which comes once
    await in_two_minutes(one)
    assert await in_two_minutes(one) == pytest.approx([100], abs=2)


async def test_one_that_cannot_say_that_it_lives_asks_nobody(db: Database, clock: FakeClock) -> None:
    one, other = Greedy(db, clock), Greedy(db, clock)
    for each in (one, other):
        await each.process.enter()
    for _ in range(10):
        clock.tick(BEAT)
        await one.process.beat()
        await other.process.beat()
        asked = await one.asks()
    assert asked == 1
    clock.tick(9)
    assert await one.asks() == 0
    waiting = asyncio.create_task(one.budget.take(Lane.POLLING, patience=60.0))
    await clock.advance(5)
    assert not waiting.done()
    await one.process.beat()
    await clock.advance(8)
    assert waiting.done()
    await waiting


async def test_one_that_has_just_come_has_nothing_while_another_one_may_not_know_of_it(
    db: Database, clock: FakeClock
) -> None:
    one, other = Greedy(db, clock), Greedy(db, clock)
    await one.process.enter()
    await other.process.enter()
    for _ in range(LAPSE_SECONDS - 1):
        clock.tick(1)
        await other.process.beat()  # and the first one says nothing
        assert await other.asks() == 0
    for _ in range(LAPSE_SECONDS):
        clock.tick(1)
        await other.process.beat()
        await other.asks()
    assert other.process.sharers == 1  # the first one was found dead


async def test_one_that_has_just_come_gathers_its_part_as_soon_as_all_others_say_that_they_count_it(
    db: Database, clock: FakeClock
) -> None:
    first, second, last = (Greedy(db, clock) for _ in range(3))
    for one in (first, second, last):
        await one.process.enter()
    await first.process.beat()
    await last.process.beat()
    assert last.process.sharers == 0  # the second one does not know of it yet
    await second.process.beat()
    assert (first.process.sharers, second.process.sharers, last.process.sharers) == (3, 3, 0)
    await last.process.beat()
    assert last.process.sharers == 3
    assert await last.asks() == 0  # from here on it gathers its part
    clock.tick(4)
    assert await last.asks() == 1


@pytest.mark.parametrize("number", [2, 3])
async def test_those_that_have_come_ask_within_moments_as_each_hears_of_the_others(
    db_in_threads: Database, number: int
) -> None:
    """On SQLite words travel within the process, as the server carries them between processes."""
    clock = SystemClock()
    living = [ThisProcess(db_in_threads, clock, shared=True) for _ in range(number)]
    async with AsyncExitStack() as stack:
        for one in living:
            await stack.enter_async_context(one)
            beating = asyncio.create_task(one.beats())
            stack.push_async_callback(ended, beating, what=None)
            stack.callback(beating.cancel)
        for _ in range(100):
            if {one.sharers for one in living} == {number}:
                break
            await asyncio.sleep(0.01)
        assert [one.sharers for one in living] == [number] * number
