"""How a change wakes the worker that has something to do because of it, and who holds a copy of what changed.

Queries that leave work behind note its kind on the running transaction (`note`); those that change what
processes keep in memory note that (`note_change`). After the commit `Database.write` hands what was noted to
`WakeUps.tell`; a transaction that is rolled back tells nobody. This is the only way from a transaction to a
worker, and the only one by which a copy hears that it is out of date.

A database that several processes share carries the same words to the others, which hear them a moment later.
There a word may be lost (a connection breaks): then `WakeUps.missed` wakes everybody and tells each copy that
anything may have changed. Until then a worker finds its work by its timer, and a copy has to be checked where
being out of date would cost money.
"""

import asyncio
import secrets
from collections.abc import Callable, Iterable
from enum import StrEnum, auto
from typing import Any, Final, Protocol

_KEY: Final = "news"


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
    BOOKS_TO_READ = auto()
    """Somebody asked for a whole look through the books."""
    BACKUPS_TO_TAKE = auto()
    """Somebody asked for a backup."""
    BROADCASTS = auto()
    """A message to many begins, goes on, or ends before its time."""


class Connection(Protocol):
    """As much of a connection as this module needs."""

    @property
    def info(self) -> dict[Any, Any]:
        """What is kept with the connection."""
        ...


def note(conn: Connection, *work: Work) -> None:
    """Says what the running transaction leaves to do."""
    conn.info.setdefault(_KEY, set()).update(work)


def note_change(conn: Connection, what: str, which: str = "") -> None:
    """Says that the running transaction changes something of which processes hold copies: of all customers'
    languages (`what`) that of customer 123 (`which`), say. Neither holds a space; `what` holds no colon.
    """
    conn.info.setdefault(_KEY, set()).add(f"{what}:{which}")


def noting(conn: Connection) -> set[str]:
    """Begins a transaction's notes anew; the set that `note` and `note_change` fill from here on."""
    notes: set[str] = set()
    conn.info[_KEY] = notes
    return notes


class WakeUps:
    """Who wants to hear of which work, and of which changes."""

    def __init__(self) -> None:
        self.origin = secrets.token_hex(8)
        """Whose words these are, for the other processes: nobody is told twice of their own."""
        self._subscribers: dict[str, list[Callable[[], None]]] = {}
        self._copies: dict[str, list[Callable[[str | None], None]]] = {}

    def subscribe(self, work: Work, tell: Callable[[], None]) -> None:
        """Calls `tell` whenever there is work of that kind. It must neither block nor raise."""
        self._subscribers.setdefault(work, []).append(tell)

    def on_change(self, what: str, tell: Callable[[str | None], None]) -> None:
        """Calls `tell(which)` whenever one of `what` has changed, here or in another process, and
        `tell(None)` when any of them may have. It must neither block nor raise.
        """
        self._copies.setdefault(what, []).append(tell)

    def wake(self, work: Iterable[Work]) -> None:
        """Tells the subscribers in this process that there is work of these kinds."""
        self.tell(work)

    def tell(self, news: Iterable[str]) -> None:
        """Hands on what a transaction has noted."""
        for word in news:
            what, changed, which = word.partition(":")
            if changed:
                for forget in self._copies.get(what, ()):
                    forget(which)
            else:
                for tell in self._subscribers.get(what, ()):
                    tell()

    def hear(self, origin: str, news: Iterable[str]) -> None:
        """Hands on what a process says that it has noted; what we said ourselves is known."""
        if origin != self.origin:
            self.tell(news)

    def missed(self) -> None:
        """Some words of other processes may be lost: wakes everybody, and no copy is known to be true."""
        self.tell(list(self._subscribers))
        for copies in self._copies.values():
            for forget in copies:
                forget(None)


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
