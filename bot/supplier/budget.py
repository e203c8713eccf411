"""One budget for all requests of a key: never more than N in any 60 seconds, placing before polling before
browsing.

A token bucket with waiters (contract §1.7, design §3). It knows nothing of HTTP; the client tells it about
429s.
"""

import asyncio
from bisect import insort
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import IntEnum
from itertools import count

from bot.clock import Clock
from bot.supplier.errors import SlowDown

_WINDOW = 60.0
_LONGEST_PAUSE = 300.0  # an absurd Retry-After does not close the shop for a day
_ASK_AGAIN = 1.0  # seconds, for a process that may not ask for now
_EPSILON = 1e-6  # of a token: what rounding of times may cost


class Lane(IntEnum):
    """Who goes first when there is not enough for all."""

    PLACING = 0
    POLLING = 1
    BROWSING = 2


# Seconds by which a lane counts as having come later. Placing passes all; a browsing person who has waited so
# long goes before polls that come after, for polling a thousand orders never ends and would shut them out.
_COUNTS_LATER = {Lane.PLACING: -float("inf"), Lane.POLLING: 0.0, Lane.BROWSING: 5.0}


@dataclass(order=True)
class _Waiter:
    counts_from: float
    number: int
    deadline: float = field(compare=False)
    turn: asyncio.Event = field(compare=False, default_factory=asyncio.Event)


class Budget:
    """Hands out permissions to send one request.

    A burst of N/6 and (N - burst)/60 per second after that, so any 60 seconds see N at most. Waiters go by
    lane, then by arrival, but browsing gives way to polling for five seconds only; a fifth of the burst is
    kept for `PLACING`.

    Several processes that use one key have equal parts of N: `sharers` tells how many they are at this
    moment, 0 while this process may not ask at all. Where that number can change, a budget begins empty; then
    all of them together keep N too, as long as nobody is told of fewer sharers than there are.
    """

    def __init__(
        self, requests_per_minute: int, clock: Clock, *, sharers: Callable[[], int] | None = None
    ) -> None:
        """Raises ValueError for fewer than 2 a minute, which nothing could be run on."""
        if requests_per_minute < 2:  # noqa: PLR2004 - one for the burst and one to refill it
            raise ValueError("a request budget needs at least 2 requests a minute")
        self._clock = clock
        self._requests = requests_per_minute
        self._sharers = sharers
        self._shared_by = 0
        self._burst = self._per_second = self._tokens = 0.0
        self._reserved = 0
        if sharers is None:
            self._share(1)
            self._tokens = self._burst
        self._counted_at = clock.monotonic()
        self._paused_until = self._counted_at
        self._waiting: list[_Waiter] = []
        self._numbers = count()

    @property
    def left(self) -> float:
        """How many requests could leave at this moment, one after the other; 0 while every lane is held."""
        self._count()
        return 0.0 if self._counted_at < self._paused_until else self._tokens

    @property
    def waiting(self) -> int:
        """How many requests wait for their turn."""
        return len(self._waiting)

    def pause(self, seconds: float) -> None:
        """Holds every lane for that long (at most 300 s). Pauses never shorten one another."""
        until = self._clock.monotonic() + min(max(seconds, 0.0), _LONGEST_PAUSE)
        self._paused_until = max(self._paused_until, until)

    async def take(self, lane: Lane, *, patience: float) -> None:
        """Waits for the permission to send one request now.

        Raises `SlowDown` (with no status: nothing was sent) as soon as it is clear that the turn will not
        come within `patience` seconds, with the time to wait instead.
        """
        now = self._clock.monotonic()
        waiter = _Waiter(now + _COUNTS_LATER[lane], next(self._numbers), deadline=now + patience)
        insort(self._waiting, waiter)
        try:
            while True:
                ahead = self._waiting.index(waiter)
                delay = self._delay(lane, ahead)
                if not ahead and delay <= 0:
                    self._tokens -= 1
                    return
                if self._clock.monotonic() + delay > waiter.deadline + _EPSILON:
                    raise SlowDown("BUDGET", message="too many requests wait already", retry_after=delay)
                if ahead:
                    await waiter.turn.wait()
                    waiter.turn.clear()
                else:  # only the first one watches the clock
                    await self._clock.sleep(delay)
        finally:
            self._waiting.remove(waiter)
            for other in self._waiting:  # all, not only the next: who is too far behind should hear it now
                other.turn.set()

    def _delay(self, lane: Lane, ahead: int) -> float:
        """Seconds until that lane could go, after those ahead of it and if nobody else came; 0 or less is
        now.
        """
        self._count()
        if not self._per_second:
            return _ASK_AGAIN
        needed = 1 + ahead + (0 if lane is Lane.PLACING else self._reserved)
        missing = needed - self._tokens
        if missing <= _EPSILON:
            missing = 0.0
        return max(missing / self._per_second, self._paused_until - self._counted_at)

    def _count(self) -> None:
        now = self._clock.monotonic()
        self._tokens = min(self._burst, self._tokens + (now - self._counted_at) * self._per_second)
        self._counted_at = now
        if self._sharers is not None and (sharers := self._sharers()) != self._shared_by:
            self._share(sharers)
            self._tokens = min(self._burst, self._tokens)

    def _share(self, sharers: int) -> None:
        """From now on this is one of so many equal parts; of 0 there is nothing."""
        self._shared_by = sharers
        if not sharers:
            self._burst, self._per_second, self._reserved = 0.0, 0.0, 0
            return
        burst = max(1, self._requests // 6)
        # Half of the rate is left where so many share so little that each one's first request takes it all.
        rate = max(self._requests - max(burst, sharers), self._requests / 2)
        self._burst = max(1.0, burst / sharers)
        self._per_second = rate / sharers / _WINDOW
        self._reserved = int(self._burst) // 5
