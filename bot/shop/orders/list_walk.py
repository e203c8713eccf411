"""Where the next walk through the supplier's list begins.

The list comes newest first, a hundred orders on a page, and a walk has a bound. With thousands of open orders
the next one goes on where the last one stopped: else it would turn the same first pages again and again, and
the oldest orders would never be met.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from bot.supplier import SupplierOrder

MOST_PAGES: Final = 40


class ListWalk:
    """Remembers how far down the walks have come, by the supplier's own times."""

    def __init__(self, *, most_pages: int = MOST_PAGES) -> None:
        self.most_pages = most_pages
        self._met_down_to: datetime | None = None

    def begins_at(self, since: datetime, newest: datetime) -> datetime:
        """The upper end of the next walk's window: `newest`, or where the last walk was cut short."""
        stopped, self._met_down_to = self._met_down_to, None
        return newest if stopped is None or not since <= stopped < newest else stopped

    def cut_short(self, last_page: Sequence[SupplierOrder], since: datetime) -> datetime:
        """The walk ends here although the list goes on: the time down to which it came."""
        times = [item.time for item in last_page if item.time is not None]
        self._met_down_to = min(times, default=None)
        return self._met_down_to or since
