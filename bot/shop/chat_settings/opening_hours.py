"""The hours in which the shop sells. Outside them people look around, and orders that exist go on."""

from datetime import datetime
from typing import Protocol
from zoneinfo import ZoneInfo

from bot.clock import Clock
from bot.hours import week_hours
from bot.shop.chat_settings.live_settings import Live
from bot.shop.errors import OutsideHoursError


class HoursSettings(Protocol):
    """What this module asks of the settings."""

    @property
    def opening_hours(self) -> str: ...
    @property
    def zone(self) -> ZoneInfo: ...


class OpeningHours:
    """Says whether it is one of the shop's hours."""

    def __init__(self, clock: Clock, settings: Live[HoursSettings]) -> None:
        self._clock = clock
        self._settings = settings

    def check(self) -> None:
        """Raises `OutsideHoursError` when nothing is sold at this hour."""
        if (opens_at := self.opens_at) is not None:
            raise OutsideHoursError(opens_at, self._clock.now())

    @property
    def opens_at(self) -> datetime | None:
        """When the shop sells again; None while it does, as it always does without opening hours."""
        settings, now = self._settings.now, self._clock.now()
        hours = week_hours(settings.opening_hours)
        if not hours or hours.until(now, settings.zone) is not None:
            return None
        return hours.next_start(now, settings.zone)
