"""A process that can be killed: at any commit, before or after it, and at any call to the outside world.

Everything else in a process is memory, which a kill -9 takes with it anyway; so these are all the moments
that differ.
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.shop.outbox.delivery import OutboxMessage
from storage.database import Database
from tests.fakes.clock import FakeClock
from tests.fakes.delivery import FakeDelivery
from tests.fakes.supplier import FakeSupplier
from tests.shop.whole import WholeShop


class Killed(BaseException):
    """No `except Exception` survives a kill -9 either."""


class Fate:
    """How many moments a process still has; None: it lives."""

    def __init__(self, moments: int | None = None) -> None:
        self.moments = moments
        self.seen = 0
        self.dead = False

    def moment(self) -> None:
        """One of the moments at which a process may be killed."""
        self.seen += 1
        if self.dead or (self.moments is not None and self.seen > self.moments):
            self.dead = True
            raise Killed


class MortalDatabase(Database):
    """Another database's connections, for one process's lifetime."""

    def __init__(self, inner: Database, fate: Fate) -> None:
        self._inner = inner
        self._fate = fate
        self.wake_ups = inner.wake_ups

    @asynccontextmanager
    async def write(self) -> AsyncIterator[AsyncConnection]:
        async with self._inner.write() as conn:
            yield conn
            self._fate.moment()  # not committed
        self._fate.moment()  # committed, and nobody knows

    @asynccontextmanager
    async def read(self) -> AsyncIterator[AsyncConnection]:
        if self._fate.dead:
            raise Killed
        async with self._inner.read() as conn:
            yield conn


class MortalCalls:
    """Somebody outside, reached from a mortal process: killed before the call, or after it was carried
    out.
    """

    def __init__(self, inner: Any, fate: Fate) -> None:
        self._inner = inner
        self._fate = fate

    def __getattr__(self, name: str) -> Any:
        method = getattr(self._inner, name)

        async def call(*args: Any, **kwargs: Any) -> Any:
            self._fate.moment()
            try:
                return await method(*args, **kwargs)
            finally:
                self._fate.moment()

        return call


class MortalDelivery(FakeDelivery):
    """The same for what delivers messages."""

    def __init__(self, inner: FakeDelivery, fate: Fate) -> None:
        super().__init__()
        self._inner = inner
        self._fate = fate

    async def deliver(self, message: OutboxMessage) -> int | None:
        self._fate.moment()
        try:
            return await self._inner.deliver(message)
        finally:
            self._fate.moment()


def mortal_shop(
    db: Database, clock: FakeClock, supplier: FakeSupplier, delivery: FakeDelivery, fate: Fate, **changes: Any
) -> WholeShop:
    """A process that has so many moments to live."""
    outside: Any = MortalCalls(supplier, fate)
    return WholeShop(MortalDatabase(db, fate), clock, outside, MortalDelivery(delivery, fate), **changes)
