"""Whether our clock is right, by the clocks of those who answer."""

from datetime import datetime, timedelta
from email.utils import format_datetime

import pytest

from bot.network.server_clocks import ServerClocks
from tests.fakes.clock import FakeClock


def said(moment: datetime) -> str:
    return format_datetime(moment.replace(microsecond=0), usegmt=True)


def answers(clocks: ServerClocks, clock: FakeClock, *wrong_by: float) -> None:
    """Answers of servers whose own clocks are wrong by so many seconds."""
    for seconds in wrong_by:
        clock.tick(0.4)
        clocks.heard(said(clock.true_now() + timedelta(seconds=seconds)))


def test_several_answers_that_agree_say_how_far_our_clock_is_ahead(clock: FakeClock) -> None:
    clocks = ServerClocks(clock)
    clock.set_by(timedelta(minutes=-3))
    answers(clocks, clock, 0, 0, 1, 0)
    assert clocks.ahead() is None  # too few
    answers(clocks, clock, 3600)  # one server has a wrong clock itself
    ahead = clocks.ahead()
    assert ahead is not None
    assert abs(ahead + timedelta(minutes=3)) < timedelta(seconds=1.5)


def test_answers_that_do_not_agree_say_nothing(clock: FakeClock) -> None:
    clocks = ServerClocks(clock)
    answers(clocks, clock, 0, 120, 240, 360, 480)
    assert clocks.ahead() is None


@pytest.mark.parametrize("date", [None, "", "yesterday", "Sun, 99 Nov 2026 99:00:00 GMT", "0"])
def test_what_is_no_date_says_nothing(clock: FakeClock, date: str | None) -> None:
    clocks = ServerClocks(clock)
    for _ in range(9):
        clocks.heard(date)
    assert clocks.ahead() is None


def test_old_answers_and_those_from_before_the_clock_was_set_are_forgotten(clock: FakeClock) -> None:
    clocks = ServerClocks(clock)
    answers(clocks, clock, *[0] * 6)
    assert clocks.ahead() is not None
    clock.set_by(timedelta(hours=1))
    clock.tick(1)
    assert clocks.ahead() is None
    answers(clocks, clock, *[0] * 6)
    assert clocks.ahead() is not None
    clock.tick(901)
    assert clocks.ahead() is None
