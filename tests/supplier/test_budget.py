"""The budget: never more than N in any 60 seconds, lanes in their order, pauses for all."""

import asyncio
from dataclasses import dataclass, field

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.supplier import Budget, Lane, SlowDown
from tests.fakes.clock import FakeClock

FOR_EVER = 1e9


@dataclass
class Crowd:
    """Takers of permissions, and who got one when."""

    budget: Budget
    clock: FakeClock
    granted: list[tuple[float, Lane, int]] = field(default_factory=list)
    tasks: list[asyncio.Task[None]] = field(default_factory=list)
    came: list[tuple[Lane, float]] = field(default_factory=list)

    def comes(self, lane: Lane, patience: float = FOR_EVER) -> asyncio.Task[None]:
        number = len(self.tasks)
        self.came.append((lane, self.clock.monotonic()))
        task = asyncio.create_task(self._take(lane, number, patience))
        self.tasks.append(task)
        return task

    async def _take(self, lane: Lane, number: int, patience: float) -> None:
        await self.budget.take(lane, patience=patience)
        self.granted.append((self.clock.monotonic(), lane, number))

    async def go_home(self) -> None:
        for task in self.tasks:
            task.cancel()
        await asyncio.gather(*self.tasks, return_exceptions=True)


def most_in_any_minute(times: list[float]) -> int:
    return max((sum(start <= time <= start + 60 for time in times) for start in times), default=0)


async def settle(clock: FakeClock) -> None:
    for _ in range(20):
        await clock.advance(0)


lanes = st.sampled_from(list(Lane))
acts = st.one_of(
    st.tuples(st.just("come"), lanes, st.integers(1, 12)),
    st.tuples(st.just("wait"), st.floats(0, 40), st.none()),
    st.tuples(st.just("pause"), st.floats(0, 20), st.none()),
    st.tuples(st.just("leave"), st.integers(0, 50), st.none()),
)


@settings(max_examples=80)
@given(a_minute=st.integers(2, 40), story=st.lists(acts, max_size=25))
def test_never_more_than_n_in_any_minute_whatever_happens(a_minute: int, story: list[tuple]) -> None:
    async def play() -> None:
        clock = FakeClock()
        crowd = Crowd(Budget(a_minute, clock), clock)
        paused: list[tuple[float, float]] = []
        for act, amount, number in story:
            if act == "come":
                for _ in range(number):
                    crowd.comes(amount)
            elif act == "wait":
                await clock.advance(amount)
            elif act == "pause":
                crowd.budget.pause(amount)
                paused.append((clock.monotonic(), clock.monotonic() + amount))
            elif crowd.tasks:
                crowd.tasks[amount % len(crowd.tasks)].cancel()
            await settle(clock)
        await clock.advance(120)
        times = [time for time, _, _ in crowd.granted]
        assert most_in_any_minute(times) <= a_minute
        for start, end in paused:
            assert not any(start < time < end - 1e-6 for time in times)
        for lane in Lane:  # by arrival within a lane
            numbers = [number for _, granted, number in crowd.granted if granted is lane]
            assert numbers == sorted(numbers)
        await crowd.go_home()

    asyncio.run(play())


@settings(max_examples=30)
@given(a_minute=st.integers(2, 120), waiting=st.lists(lanes, min_size=1, max_size=60))
def test_those_who_wait_go_by_lane_and_nobody_is_forgotten(a_minute: int, waiting: list[Lane]) -> None:
    async def play() -> None:
        clock = FakeClock()
        crowd = Crowd(Budget(a_minute, clock), clock)
        crowd.budget.pause(1)
        for lane in waiting:
            crowd.comes(lane)
        for _ in range(len(waiting) + 3):
            await clock.advance(121 / a_minute)
            await settle(clock)
        assert [lane for _, lane, _ in crowd.granted] == sorted(waiting)

    asyncio.run(play())


@pytest.mark.parametrize("a_minute", [2, 6, 60, 120])
async def test_the_whole_budget_can_be_used(a_minute: int, clock: FakeClock) -> None:
    crowd = Crowd(Budget(a_minute, clock), clock)
    for _ in range(a_minute):
        crowd.comes(Lane.PLACING)
    for _ in range(61):
        await clock.advance(1)
        await settle(clock)
    assert len(crowd.granted) == a_minute


async def test_some_of_the_burst_is_kept_for_placing(clock: FakeClock) -> None:
    crowd = Crowd(Budget(60, clock), clock)
    for _ in range(20):
        crowd.comes(Lane.BROWSING)
    await settle(clock)
    assert len(crowd.granted) == 8
    for _ in range(3):
        crowd.comes(Lane.PLACING)
    await settle(clock)
    assert [lane for _, lane, _ in crowd.granted[8:]] == [Lane.PLACING] * 2
    await crowd.go_home()


async def test_placing_overtakes_those_who_wait(clock: FakeClock) -> None:
    crowd = Crowd(Budget(12, clock), clock)
    for lane in [Lane.BROWSING] * 4 + [Lane.POLLING] * 2 + [Lane.PLACING]:
        crowd.comes(lane)
        await settle(clock)
    for _ in range(60):
        await clock.advance(1)
    assert [lane for _, lane, _ in crowd.granted] == [
        *[Lane.BROWSING] * 2,
        Lane.PLACING,
        *[Lane.POLLING] * 2,
        *[Lane.BROWSING] * 2,
    ]


async def test_who_cannot_wait_so_long_hears_it_at_once(clock: FakeClock) -> None:
    crowd = Crowd(Budget(6, clock), clock)
    crowd.comes(Lane.BROWSING)
    first, second = crowd.comes(Lane.BROWSING, patience=12), crowd.comes(Lane.BROWSING, patience=12)
    await settle(clock)
    assert not first.done()
    with pytest.raises(SlowDown) as caught:
        await second
    assert caught.value.status is None
    assert caught.value.retry_after == pytest.approx(24)
    await clock.advance(12)
    assert first.done()


async def test_who_is_overtaken_and_cannot_wait_so_long_hears_it_at_the_next_turn(clock: FakeClock) -> None:
    crowd = Crowd(Budget(6, clock), clock)
    crowd.comes(Lane.PLACING)
    crowd.comes(Lane.POLLING)
    browsing = crowd.comes(Lane.BROWSING, patience=26)  # its turn would come after 24 s
    await clock.advance(1)
    for _ in range(3):
        crowd.comes(Lane.PLACING)
    await clock.advance(10)
    assert not browsing.done()
    await clock.advance(2)
    with pytest.raises(SlowDown):
        await browsing
    await clock.advance(60)
    assert [lane for _, lane, _ in crowd.granted] == [*[Lane.PLACING] * 4, Lane.POLLING]


async def test_a_pause_is_never_shortened(clock: FakeClock) -> None:
    budget = Budget(60, clock)
    crowd = Crowd(budget, clock)
    budget.pause(20)
    budget.pause(5)
    budget.pause(-3)
    crowd.comes(Lane.PLACING)
    await clock.advance(19.9)
    assert not crowd.granted
    await clock.advance(0.2)
    assert [time for time, _, _ in crowd.granted] == [pytest.approx(20)]


async def test_a_pause_reaches_those_who_already_wait(clock: FakeClock) -> None:
    budget = Budget(6, clock)
    crowd = Crowd(budget, clock)
    crowd.comes(Lane.PLACING)
    crowd.comes(Lane.PLACING)
    await clock.advance(5)
    budget.pause(30)
    await clock.advance(29)
    assert len(crowd.granted) == 1
    await clock.advance(2)
    assert len(crowd.granted) == 2


async def test_who_leaves_lets_the_next_one_pass(clock: FakeClock) -> None:
    crowd = Crowd(Budget(6, clock), clock)
    for _ in range(4):
        crowd.comes(Lane.POLLING)
    await settle(clock)
    crowd.tasks[1].cancel()
    crowd.tasks[2].cancel()
    await clock.advance(12.1)
    assert [number for _, _, number in crowd.granted] == [0, 3]
    assert crowd.tasks[1].cancelled()


@pytest.mark.parametrize("a_minute", [1, 0, -5])
def test_a_budget_that_nothing_could_run_on_is_refused(a_minute: int, clock: FakeClock) -> None:
    with pytest.raises(ValueError, match="at least 2"):
        Budget(a_minute, clock)
