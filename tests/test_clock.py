from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.clock import JUMP, SystemClock
from tests.fakes.clock import FakeClock

HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)


def test_a_clock_that_runs_evenly_has_no_jumps(clock: FakeClock) -> None:
    for _ in range(100):
        clock.tick(3600)
        clock.set_by(timedelta(seconds=2))  # as NTP corrects it
        clock.now()
    assert clock.jumps() == ()
    assert clock.since_jump() is None


def test_a_jump_is_noticed_at_the_first_look_after_it(clock: FakeClock) -> None:
    clock.tick(10)
    clock.set_by(-2 * HOUR)
    clock.tick(7)
    [jump] = clock.jumps()
    assert jump.by == -2 * HOUR
    assert jump.before - jump.after == 2 * HOUR
    clock.tick(5)
    assert clock.since_jump() == 5


def test_a_machine_that_slept_is_a_jump_forward(clock: FakeClock) -> None:
    clock.now()
    clock.set_by(3 * HOUR)  # the monotonic clock stood still meanwhile
    assert [jump.by for jump in clock.jumps()] == [3 * HOUR]


def test_what_passed_is_not_changed_by_a_jump_either_way(clock: FakeClock) -> None:
    for change in (2 * HOUR, -2 * HOUR):
        written = clock.now()
        clock.tick(60)
        clock.set_by(change)
        clock.tick(60)
        assert clock.passed(written) == 2 * MINUTE
        clock.tick(3600)
        assert clock.passed(clock.now()) == timedelta(0)


def test_a_moment_of_the_future_that_no_jump_explains_is_as_old_as_the_process(clock: FakeClock) -> None:
    clock.tick(90)
    assert clock.passed(clock.now() + 5 * HOUR) == timedelta(seconds=90)


_STEP = st.tuples(st.integers(0, 4000), st.sampled_from([-7200, -600, 0, 0, 600, 7200]))


@given(st.lists(_STEP, min_size=1, max_size=12))
def test_never_more_passed_than_did(steps: list[tuple[int, int]]) -> None:
    clock = FakeClock(datetime(2026, 11, 1, tzinfo=UTC))
    written = []
    for seconds, change in steps:
        written.append((clock.now(), clock.monotonic()))
        clock.tick(seconds)
        clock.set_by(timedelta(seconds=change))
        now = clock.monotonic()
        clock.now()
        for at, when in written:
            assert timedelta(0) <= clock.passed(at) <= timedelta(seconds=now - when) + JUMP


@given(st.lists(st.integers(0, 4000), min_size=1, max_size=5), st.sampled_from([-7200, 7200]))
def test_after_one_jump_what_passed_is_right(pauses: list[int], change: int) -> None:
    clock = FakeClock(datetime(2026, 11, 1, tzinfo=UTC))
    written = clock.now()
    clock.tick(sum(pauses) % 3600)
    clock.set_by(timedelta(seconds=change))
    clock.now()
    for pause in pauses:
        clock.tick(pause % 3000)
        clock.now()
    if change > 0 or clock.now() < written:
        assert clock.passed(written) == timedelta(seconds=clock.monotonic())


def test_the_machines_own_clock_is_utc_in_whole_milliseconds() -> None:
    clock = SystemClock()
    now = clock.now()
    assert now.tzinfo is UTC
    assert now.microsecond % 1000 == 0
    assert clock.jumps() == ()
