"""How a change wakes the worker that has something to do because of it, so that nobody waits for a timer.

Queries that leave work behind note its kind on the running transaction (`note`). After the commit
`Database.write` hands what was noted to `WakeUps.wake`; a transaction that is rolled back wakes nobody. This
is the only way from a transaction to a worker, so that a database shared by several processes can carry the
same words between them.
"""

import asyncio
from collections.abc import Callable, Iterable
from enum import StrEnum, auto
from typing import Any, Final, Protocol

_KEY: Final = "work"


class Work(StrEnum):
    """What a transaction can leave to do."""

    MESSAGES_TO_SEND = auto()
    ORDERS_TO_PLACE = auto()
    ORDERS_TO_TRACK = auto()
    LOST_ORDERS = auto()
    """Orders whose placing was not answered."""
    PAYMENTS_UNDER_WAY = auto()
    """Orders that wait for their money, and requests for money."""
    LINKS_TO_CHECK = auto()
    REFUNDS_TO_SEND = auto()


class Connection(Protocol):
    """As much of a connection as this module needs."""

    @property
    def info(self) -> dict[Any, Any]:
        """What is kept with the connection."""
        ...


def note(conn: Connection, *work: Work) -> None:
    """Says what the running transaction leaves to do."""
    conn.info.setdefault(_KEY, set()).update(work)


def noting(conn: Connection) -> set[Work]:
    """Begins a transaction's notes anew; the set that `note` fills from here on."""
    notes: set[Work] = set()
    conn.info[_KEY] = notes
    return notes


class WakeUps:
    """Who wants to hear of which work."""

    def __init__(self) -> None:
        self._subscribers: dict[Work, list[Callable[[], None]]] = {}

    def subscribe(self, work: Work, tell: Callable[[], None]) -> None:
        """Calls `tell` whenever there is work of that kind. It must neither block nor raise."""
        self._subscribers.setdefault(work, []).append(tell)

    def wake(self, work: Iterable[Work]) -> None:
        """Tells the subscribers that there is work of these kinds."""
        for kind in work:
            for tell in self._subscribers.get(kind, ()):
                tell()


class WakeUp:
    """Wakes one worker. A call before the wait is not lost; many calls are one."""

    def __init__(self) -> None:
        self._event = asyncio.Event()

    @classmethod
    def on(cls, wake_ups: WakeUps, *work: Work) -> "WakeUp":
        """One that is called by work of these kinds."""
        made = cls()
        for kind in work:
            wake_ups.subscribe(kind, made.wake)
        return made

    def wake(self) -> None:
        """Wakes the worker, now or as soon as it waits."""
        self._event.set()

    async def wait(self, seconds: float) -> bool:
        """True when woken within that many seconds."""
        try:
            async with asyncio.timeout(seconds):
                await self._event.wait()
        except TimeoutError:
            return False
        self._event.clear()
        return True
