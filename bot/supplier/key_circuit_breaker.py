"""A bad key is tried once: five bad tries block our address for everybody (contract §1.6, §1.7).

Until a first answer has shown that the key is good, requests go one at a time; after key trouble none goes at
all. Requests that were already on their way when a good key went bad cannot be called back.
"""

import asyncio
import math
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

from bot.clock import Clock
from bot.supplier.errors import KeyTrouble, Unreachable

_BLOCKED_FOR = 15 * 60.0


class KeyCircuitBreaker:
    """Remembers what the supplier said about our key. `on_refused` hears the code of a refusal of the key
    itself, which holds wherever that key is used.
    """

    def __init__(self, clock: Clock, on_refused: Callable[[str], None] = lambda _: None) -> None:
        """Nothing is known about the key yet."""
        self._clock = clock
        self._on_refused = on_refused
        self._known_good = False
        self._trouble: KeyTrouble | None = None
        self._until = math.inf
        self._first: asyncio.Event | None = None

    def check(self) -> None:
        """Raises the `KeyTrouble` that was met, for as long as it counts."""
        trouble = self._trouble
        if trouble is None:
            return
        if self._clock.monotonic() >= self._until:
            self._trouble = None
            return
        raise KeyTrouble(
            trouble.code,
            trouble.status,
            trouble.request_id,
            trouble.message,
            attempts_left=trouble.attempts_left,
        )

    def good(self) -> None:
        """A request with the key was answered as it should be."""
        self._known_good = True

    def bad(self, trouble: KeyTrouble) -> None:
        """No request may leave any more; for 15 minutes if it is our address, or if no envelope said whose
        fault it is.
        """
        passing = trouble.code in {"IP_BLOCKED", None}
        until = self._clock.monotonic() + _BLOCKED_FOR if passing else math.inf
        self._until = max(until, self._until) if self._trouble else until
        self._trouble = trouble
        self._known_good = False
        if not passing:
            self._on_refused(trouble.code or "")

    def refused_elsewhere(self, code: str) -> None:
        """Somebody else who uses the key was refused: it is not tried from here."""
        if self._trouble is None or self._until < math.inf:
            self._trouble, self._until = KeyTrouble(code, message="the key was refused elsewhere"), math.inf
            self._known_good = False

    @asynccontextmanager
    async def passing(self) -> AsyncIterator[None]:
        """Around each request with the key.

        Raises `KeyTrouble`, or `Unreachable` when the very first request, which all others wait for, told
        nothing.
        """
        self.check()
        if self._known_good:
            yield
            return
        if self._first is not None:
            await self._first.wait()
            self.check()
            if not self._known_good:
                raise Unreachable("NO_ANSWER_YET", message="no request with this key has been answered yet")
            yield
            return
        self._first = first = asyncio.Event()
        try:
            yield
        finally:
            self._first = None
            first.set()
