"""How a service tells a worker that there is something to do, so that nobody waits for a timer."""

import asyncio
from dataclasses import dataclass, field


class Bell:
    """Rung by many, answered by one. A ring before the wait is not lost; many rings are one."""

    def __init__(self) -> None:
        self._event = asyncio.Event()

    def ring(self) -> None:
        """Wakes the worker, now or as soon as it waits."""
        self._event.set()

    async def wait(self, seconds: float) -> bool:
        """True when rung within that many seconds."""
        try:
            async with asyncio.timeout(seconds):
                await self._event.wait()
        except TimeoutError:
            return False
        self._event.clear()
        return True


@dataclass(frozen=True, slots=True)
class Bells:
    """One for each worker that services wake."""

    placer: Bell = field(default_factory=Bell)
    tracker: Bell = field(default_factory=Bell)
    settler: Bell = field(default_factory=Bell)
    sender: Bell = field(default_factory=Bell)
    payments: Bell = field(default_factory=Bell)
    links: Bell = field(default_factory=Bell)
    refunds: Bell = field(default_factory=Bell)
