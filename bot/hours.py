"""Hours of the week, as people write them: `09:00-22:00`, or `sun-thu 09:00-22:00; fri 14:00-22:00`.

A day that is not named has none; an end that is not after its beginning is on the next day. Used for when the
shop is open and for when the staff are left in peace.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from itertools import pairwise
from typing import Final
from zoneinfo import ZoneInfo

DAYS: Final = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
"""The days as they are written, in the order of `datetime.weekday`."""
LONGEST: Final = 300
_DAY_MINUTES: Final = 24 * 60
_TIME = r"(\d{1,2})(?:[:hH](\d{2})?)?"
_SPAN = re.compile(rf"{_TIME}\s*[-–]\s*{_TIME}", re.ASCII)
_DAY = "|".join(DAYS)
_DAY_RANGE = re.compile(rf"({_DAY})[a-z]*(?:\s*[-–]\s*({_DAY})[a-z]*)?", re.ASCII)


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """From one minute of the day to another, which is beyond 1440 when it is on the next day."""

    start: int
    end: int

    def __str__(self) -> str:
        """As it is written."""
        end = self.end if self.end <= _DAY_MINUTES else self.end - _DAY_MINUTES
        return f"{_clock(self.start)}-{_clock(end)}"


@dataclass(frozen=True, slots=True)
class WeekHours:
    """The spans of each weekday. Without any, there are no hours at all (`not hours`)."""

    days: tuple[tuple[Span, ...], ...]

    def __bool__(self) -> bool:
        """Whether any day has hours."""
        return any(self.days)

    def __str__(self) -> str:
        """As it is written; what reads as the same hours."""
        lines = []
        for days, spans in self.groups():
            names = "" if len(days) == len(DAYS) else f"{','.join(DAYS[day] for day in days)} "
            lines.append(names + ", ".join(map(str, spans)))
        return "; ".join(lines)

    def groups(self) -> list[tuple[tuple[int, ...], tuple[Span, ...]]]:
        """The weekdays that have the same hours, and those; without the days that have none."""
        found: dict[tuple[Span, ...], list[int]] = {}
        for day, spans in enumerate(self.days):
            if spans:
                found.setdefault(spans, []).append(day)
        return [(tuple(days), spans) for spans, days in found.items()]

    def until(self, now: datetime, zone: ZoneInfo) -> datetime | None:
        """When the span ends in which `now` lies, in `zone`; None when it lies in none."""
        until = now
        # One that ends where the next one begins goes on: 20:00-24:00, and then 00:00-02:00.
        for start, end in sorted(self._around(now, zone)):
            if start <= until < end:
                until = end
        return until if until > now else None

    def next_start(self, now: datetime, zone: ZoneInfo) -> datetime | None:
        """When the next span begins after `now`; None without any."""
        return min((start for start, _ in self._around(now, zone) if start > now), default=None)

    def _around(self, now: datetime, zone: ZoneInfo) -> Iterator[tuple[datetime, datetime]]:
        today = now.astimezone(zone).date()
        for offset in range(-1, 8):
            day = today + timedelta(days=offset)
            for span in self.days[day.weekday()]:
                yield _moment(day, span.start, zone), _moment(day, span.end, zone)


@lru_cache(maxsize=32)
def week_hours(text: str) -> WeekHours:
    """Reads hours. Nothing written is no hours. Raises ValueError for what does not read as a whole."""
    days: list[list[Span]] = [[] for _ in DAYS]
    for part in re.split(r"[;\n]", text.casefold()):
        if part.strip():
            named, spans = _part(part.strip())
            for day in named:
                days[day] += spans
    for spans in days:
        spans.sort()
        if any(after.start < before.end for before, after in pairwise(spans)):
            raise ValueError("two spans of one day overlap")
    return WeekHours(tuple(map(tuple, days)))


def _part(part: str) -> tuple[Sequence[int], list[Span]]:
    first = _SPAN.search(part)
    if first is None:
        raise ValueError("no hours")
    named, rest = part[: first.start()].strip(" :,"), part[first.start() :]
    spans = [_span(found) for found in _SPAN.finditer(rest)]
    if _SPAN.sub("", rest).strip(" ,"):
        raise ValueError("something else behind the hours")
    return (_days(named) if named else range(len(DAYS))), spans


def _days(text: str) -> list[int]:
    if _DAY_RANGE.sub("", text).strip(" ,"):
        raise ValueError("not days")
    found: set[int] = set()
    for first, last in _DAY_RANGE.findall(text):
        start = DAYS.index(first)
        count = (DAYS.index(last) - start) % len(DAYS) if last else 0
        found |= {(start + step) % len(DAYS) for step in range(count + 1)}
    return sorted(found)


def _span(found: re.Match[str]) -> Span:
    start, end = _minute(found[1], found[2]), _minute(found[3], found[4])
    if start in {_DAY_MINUTES, end}:
        raise ValueError("not a span of a day")
    return Span(start, end if end > start else end + _DAY_MINUTES)


def _minute(hour: str, minute: str | None) -> int:
    minutes = int(hour) * 60 + int(minute or 0)
    if int(minute or 0) > 59 or minutes > _DAY_MINUTES:  # noqa: PLR2004 - an hour's last minute
        raise ValueError("not a time of day")
    return minutes


def _clock(minute: int) -> str:
    return f"{minute // 60:02}:{minute % 60:02}"


def _moment(day: date, minute: int, zone: ZoneInfo) -> datetime:
    """Wall time: a day on which the clock is set has its hours all the same."""
    return datetime.combine(day + timedelta(days=minute // _DAY_MINUTES), time(), zone) + timedelta(
        minutes=minute % _DAY_MINUTES
    )
