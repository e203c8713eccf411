"""What the clocks of those who answer us say, by the `Date` of their answers (RFC 9110 §6.6.1).

A machine's own clock cannot tell that it is wrong. Several answers that agree can, whoever gave them.
"""

from collections import deque
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from functools import lru_cache
from statistics import median
from typing import Final

from bot.clock import Clock

_REMEMBERED: Final = 15
_FEWEST: Final = 5
_GOOD_FOR: Final = 900.0
"""Seconds; an older answer says nothing of the clock of now."""
_AGREE: Final = 15.0
"""Seconds by which answers may differ that agree: a header counts whole ones, and an answer is on its way."""

_read = lru_cache(maxsize=8)(parsedate_to_datetime)
"""All answers of one second say the same."""


class ServerClocks:
    """Hears of each answer, and says how far our own clock is from theirs."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._heard: deque[tuple[float, float]] = deque(maxlen=_REMEMBERED)

    def heard(self, date: str | None) -> None:
        """An answer said that it was so late; nothing that reads as a date counts for nothing."""
        now = self._clock.now()
        try:
            said = _read(date or "")
        except ValueError:
            return
        theirs = said.replace(tzinfo=UTC) if said.tzinfo is None else said
        self._heard.append((self._clock.monotonic(), _seconds(now, theirs)))

    def ahead(self) -> timedelta | None:
        """How far our clock is ahead of theirs, less than zero for behind; None while too few agree."""
        now, since_jump = self._clock.monotonic(), self._clock.since_jump()
        since = now - (_GOOD_FOR if since_jump is None else min(_GOOD_FOR, since_jump))
        found = [ahead for at, ahead in self._heard if at >= since]
        if len(found) < _FEWEST:
            return None
        middle = median(found)
        agree = sum(abs(each - middle) <= _AGREE for each in found)
        return timedelta(seconds=middle) if agree * 3 >= len(found) * 2 else None


def _seconds(now: datetime, theirs: datetime) -> float:
    # A header cuts the rest of its second off: half of one, on average.
    return (now - theirs).total_seconds() - 0.5
