"""Hours of the week: what is read, and when they are."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.hours import DAYS, WeekHours, week_hours

ALGIERS = ZoneInfo("Africa/Algiers")  # UTC+1 all year


def at(day: int, hour: int, minute: int = 0) -> datetime:
    """That hour in Algiers; 2026-11-02 is a Monday."""
    return datetime(2026, 11, day, hour, minute, tzinfo=ALGIERS)


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("9-22", "09:00-22:00"),
        ("09:00 – 22:30", "09:00-22:30"),
        ("9h-12h, 14h-18h30", "09:00-12:00, 14:00-18:30"),
        ("Sunday-thu 9:00-22:00; Fri: 14:00-22:00", "mon,tue,wed,thu,sun 09:00-22:00; fri 14:00-22:00"),
        ("sat, sun 10-2", "sat,sun 10:00-02:00"),
        ("0:00-24:00", "00:00-24:00"),
        ("", ""),
        (" ; ", ""),
    ],
)
def test_hours_are_read_as_people_write_them(written: str, read: str) -> None:
    assert str(week_hours(written)) == read


@pytest.mark.parametrize(
    "written",
    [
        "9",
        "9-25",
        "9:60-10",
        "nine to five",
        "9-9",
        "24:00-2:00",
        "xyz 9-17",
        "9-17 maybe",
        "9-12, 11-17",
        "mon",
    ],
)
def test_what_does_not_read_as_a_whole_is_refused(written: str) -> None:
    with pytest.raises(ValueError):
        week_hours(written)


def test_a_day_that_is_not_named_is_closed_and_says_when_the_next_one_opens() -> None:
    hours = week_hours("sun-thu 09:00-22:00; sat 14:00-02:00")
    assert hours.until(at(2, 8, 59), ALGIERS) is None
    assert hours.next_start(at(2, 8, 59), ALGIERS) == at(2, 9)
    assert hours.until(at(2, 9), ALGIERS) == at(2, 22)
    assert hours.until(at(2, 22), ALGIERS) is None
    assert hours.until(at(6, 12), ALGIERS) is None
    assert hours.next_start(at(6, 12), ALGIERS) == at(7, 14)
    assert hours.until(at(8, 1), ALGIERS) == at(8, 2)


def test_spans_that_meet_are_one() -> None:
    hours = week_hours("mon 20:00-24:00; tue 00:00-02:00")
    assert hours.until(at(2, 21), ALGIERS) == at(3, 2)


def test_a_shop_that_never_closes_has_an_end_to_be_told() -> None:
    assert week_hours("00:00-24:00").until(at(2, 12), ALGIERS) is not None


spans = st.tuples(st.integers(0, 23 * 60), st.integers(1, 60)).map(lambda one: (one[0], one[0] + one[1]))


def clock(minute: int) -> str:
    return f"{minute // 60:02}:{minute % 60:02}"


@given(st.dictionaries(st.sampled_from(DAYS), spans, min_size=1), st.integers(0, 14 * 24 * 60))
def test_the_shop_is_open_exactly_in_its_hours(hours: dict[str, tuple[int, int]], minute: int) -> None:
    text = "; ".join(f"{day} {clock(start)}-{clock(end)}" for day, (start, end) in hours.items())
    week: WeekHours = week_hours(text)
    assert week_hours(str(week)) == week
    now = datetime(2026, 11, 2, tzinfo=UTC) + timedelta(minutes=minute)
    start, end = hours.get(DAYS[now.weekday()], (0, 0))
    inside = start <= now.hour * 60 + now.minute < end
    assert (week.until(now, ZoneInfo("UTC")) is not None) == inside
    following = week.next_start(now, ZoneInfo("UTC"))
    assert following is not None
    assert now < following <= now + timedelta(days=7)
