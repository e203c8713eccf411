"""What is done when the machine's clock is set: what was due is due at the right time again, and staff
hear of it.

Rows say by the wall clock when they want a look. Set back by two hours, a clock would leave an order at the
supplier, and every message that waits, alone for two hours.
"""

from datetime import timedelta
from typing import Any, Final

import structlog

from bot.clock import JUMP, Clock
from bot.shop.outbox.alerts import Alerts
from storage.chat import messages
from storage.database import Database
from storage.house import facts
from storage.money import request_checks
from storage.purchases import orders

log = structlog.get_logger(__name__)

EVEN: Final = timedelta(hours=1)
"""A clock that was not set for so long is taken for right again."""
_LAST_SEEN: Final = "clock"
_SET: Final = "clock_set"
_NOTED_EVERY: Final = timedelta(minutes=1)


class ClockWatch:
    """Looks at the clock every few seconds. One incident is all jumps that are no hour apart."""

    def __init__(self, db: Database, clock: Clock, alerts: Alerts) -> None:
        self._db = db
        self._clock = clock
        self._alerts = alerts
        self._began = clock.monotonic()
        self._seen_until: float | None = None  # monotonic; None: not looked yet
        self._noted_at: float | None = None
        self._incident = False

    async def look(self) -> None:
        """Mends what a jump of the clock has done, also one from before this process began."""
        moment = self._clock.monotonic()
        jumps = self._clock.jumps()
        new = [jump.by for jump in jumps if self._seen_until is None or jump.monotonic > self._seen_until]
        if self._seen_until is None:
            new.append(await self._set_before())
        by = sum(new, timedelta(0))
        if abs(by) >= JUMP:
            await self._was_set(by)
        elif self._incident and self._even_for() >= EVEN:
            await self._is_even()
        self._seen_until = moment
        if self._noted_at is None or moment - self._noted_at >= _NOTED_EVERY.total_seconds():
            async with self._db.write() as conn:
                await facts.put(conn, _LAST_SEEN, "", self._clock.now())
            self._noted_at = moment

    def _even_for(self) -> timedelta:
        since_jump = self._clock.since_jump()
        here = self._clock.monotonic() - self._began
        return timedelta(seconds=here if since_jump is None else since_jump)

    async def _set_before(self) -> timedelta:
        """How far the clock was set back since the shop last looked at it; forward cannot be told from time
        that has passed.
        """
        async with self._db.read() as conn:
            seen = await facts.get(conn, _LAST_SEEN)
            self._incident = await facts.get(conn, _SET) is not None
        return timedelta(0) if seen is None else min(timedelta(0), self._clock.now() - seen.at)

    async def _was_set(self, by: timedelta) -> None:
        now = self._clock.now()
        log.warning("the clock was set", seconds=by.total_seconds())
        async with self._db.write() as conn:
            if by < timedelta(0):
                for rows in (orders, messages, request_checks):
                    await rows.bring_forward(conn, by=-by, now=now)
            if await facts.get(conn, _SET) is None:
                minutes = int(abs(by).total_seconds() // 60)
                known: dict[str, Any] = {"minutes": minutes} if minutes else {}
                code = "clock_set_back" if by < timedelta(0) else "clock_set_forward"
                await self._alerts.begin_in(conn, code, at=now.isoformat(), **known)
            await facts.put(conn, _SET, "", now)
        self._incident = True

    async def _is_even(self) -> None:
        async with self._db.write() as conn:
            if await facts.get(conn, _SET) is not None:  # else another process has told it
                await facts.remove(conn, _SET)
                for code in ("clock_set_back", "clock_set_forward"):
                    await self._alerts.end_in(conn, code, at=self._clock.now().isoformat())
        self._incident = False
