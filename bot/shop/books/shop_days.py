"""When a day of the shop begins and ends: at the set hour in the shop's time zone. Pure rules."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

_NOON: Final = 12


@dataclass(frozen=True, slots=True)
class ShopDays:
    """The days of a shop that closes them at that hour, there."""

    zone: ZoneInfo
    close_hour: int

    def span(self, day: date) -> tuple[datetime, datetime]:
        """When a day begins and when the next one does, UTC: where clocks are changed it has 23 or 25 hours.

        One that begins before noon has the name of the date on which it begins, any other that on which it
        ends.
        """
        first = day - timedelta(days=self._ends_late)
        begin, end = (
            datetime.combine(each, time(self.close_hour), self.zone)
            for each in (first, first + timedelta(days=1))
        )
        return begin.astimezone(UTC), end.astimezone(UTC)

    def day_at(self, at: datetime) -> date:
        """The day that it is at a moment."""
        day = at.astimezone(self.zone).date() + timedelta(days=self._ends_late)
        return day if at >= self.span(day)[0] else day - timedelta(days=1)

    @property
    def _ends_late(self) -> bool:
        return self.close_hour >= _NOON
