"""The one way into the database: a single writer and several readers.

What a write transaction has read is still true when it writes. On SQLite, which has one writer for the whole
file, writers therefore take turns; on PostgreSQL they take a lock of the whole shop's (`storage.engines`).
Readers have connections of their own and never wait. No transaction may be held across a network call: it
would stop the whole shop.

Nor may a task open a connection while it holds one: as many tasks as there are connections would each hold
one and wait for another, all of them in vain. The connection in hand is passed on as a parameter instead. A
second one is refused at once and always, in the real shop too: otherwise the mistake would work until the
busiest hour.
"""

import asyncio
import time
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import (
    AbstractAsyncContextManager,
    AsyncExitStack,
    asynccontextmanager,
    contextmanager,
    suppress,
)
from contextvars import ContextVar

from sqlalchemy.ext.asyncio import AsyncConnection

from storage.committed_lines import lines_of
from storage.engines import engine_of
from storage.engines.engine import Engine
from storage.tallies import Tallies, tallying
from storage.trouble import TryTransactionAgainError
from storage.wakeups import WakeUps, noting

_PATIENCE_SECONDS = 3.0
"""How long a database that has gone away is waited for, from the first who found it so."""
_BETWEEN_TRIES_SECONDS = 0.2


class NestedConnectionError(RuntimeError):
    """The caller, or the task that started it, already holds a connection to this database: a mistake in the
    code.
    """


class _Hold:
    """One held connection. Tasks inherit it with their context; the flag tells them when it has been given
    back.
    """

    __slots__ = ("database", "open")

    def __init__(self, database: "Database") -> None:
        self.database = database
        self.open = True


_holds: ContextVar[tuple[_Hold, ...]] = ContextVar("held_connections", default=())


class Database:
    """A writer and a pool of readers over the same database."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._writer = engine.writer()
        self._readers = engine.readers()
        self._turn = asyncio.Lock()
        self._books_turn = asyncio.Lock()
        self._away_since: float | None = None
        self.wake_ups = WakeUps()
        self.tallies = Tallies()

    @classmethod
    def open(cls, url: str) -> "Database":
        """Prepares the engine behind `url`. Connects lazily; `storage.migrations.upgrade` must have run
        before the first query.
        """
        engine = engine_of(url)
        engine.make_place()
        return cls(engine)

    @asynccontextmanager
    async def write(self) -> AsyncIterator[AsyncConnection]:
        """One write transaction: commits at the end, rolls back when the block raises.

        After the commit `wake_ups` hears what the transaction left to do, here and in the shop's other
        processes, `tallies` what it changed, and its lines go into the log. Raises `NestedConnectionError`
        for a task that holds a connection already, and `TryTransactionAgainError` when the database goes away
        or is held by others for too long.
        """
        with self._one_connection(), self._named_trouble():
            async with self._turn, self._begun(self._writer.begin) as conn:
                news, changed, lines = noting(conn), tallying(conn), lines_of(conn)
                yield conn
                await self._engine.publish(conn, news, self.wake_ups.origin)
        for write_line in lines:
            write_line()
        self.tallies.hear(changed)
        self.wake_ups.tell(news)

    @asynccontextmanager
    async def read(self) -> AsyncIterator[AsyncConnection]:
        """One consistent look at the data. Writing through it is an error of the caller.

        Raises `NestedConnectionError` for a task that holds a connection already, and
        `TryTransactionAgainError` when the database goes away.
        """
        with self._one_connection(), self._named_trouble():
            async with self._begun(self._readers.connect) as conn:
                yield conn

    @asynccontextmanager
    async def read_books(self) -> AsyncIterator[AsyncConnection]:
        """As `read`, for what goes through much of the data: one at a time, so that it takes one connection
        from people and never all.
        """
        with self._one_connection(), self._named_trouble():
            async with self._books_turn, self._begun(self._readers.connect) as conn:
                yield conn

    @asynccontextmanager
    async def listening(self) -> AsyncIterator[None]:
        """During the block `wake_ups` also hears what other processes of this shop have noted."""
        ear = asyncio.create_task(
            self._engine.listen(self.wake_ups.hear, self.wake_ups.missed), name="listening to other processes"
        )
        try:
            yield
        finally:
            ear.cancel()
            with suppress(asyncio.CancelledError):
                await ear

    @asynccontextmanager
    async def _begun(
        self, begin: Callable[[], AbstractAsyncContextManager[AsyncConnection]]
    ) -> AsyncIterator[AsyncConnection]:
        """A connection. A server that has gone away only now is waited for, as it may be starting anew:
        nothing has been done yet that could count twice.
        """
        async with AsyncExitStack() as stack:
            came = time.monotonic()
            while True:
                try:
                    conn = await stack.enter_async_context(begin())
                    break
                except Exception as error:
                    if not self._engine.is_passing(error):
                        raise
                    self._away_since = came if self._away_since is None else self._away_since
                    if time.monotonic() - self._away_since > _PATIENCE_SECONDS:
                        raise
                await asyncio.sleep(_BETWEEN_TRIES_SECONDS)
            self._away_since = None
            yield conn

    @contextmanager
    def _named_trouble(self) -> Iterator[None]:
        """What passes by itself gets the name of what its caller must do."""
        try:
            yield
        except Exception as error:
            if self._engine.is_passing(error):
                raise TryTransactionAgainError(
                    f"the database is away or busy ({type(error).__name__})"
                ) from error
            raise

    @contextmanager
    def _one_connection(self) -> Iterator[None]:
        """Raises `NestedConnectionError` unless the caller, and whoever it runs for, holds no other
        connection.
        """
        holds = tuple(hold for hold in _holds.get() if hold.open)
        if any(hold.database is self for hold in holds):
            raise NestedConnectionError(
                "a connection is held already: hand it down instead of opening another"
            )
        hold = _Hold(self)
        _holds.set((*holds, hold))
        try:
            yield
        finally:
            hold.open = False

    def pools(self) -> dict[str, tuple[int, int]]:
        """For each pool its connections in use, and how many it has at most."""
        pools = {"writer": self._writer.pool, "readers": self._readers.pool}
        return {name: (pool.checkedout(), pool.size()) for name, pool in pools.items()}  # type: ignore[attr-defined] # both are queues

    async def keep_statistics(self) -> None:
        """Lets the database know how its data is spread, so that it chooses well among indexes. For every now
        and then; it takes moments.
        """
        async with self.write() as conn:
            await self._engine.keep_statistics(conn)

    async def size(self, conn: AsyncConnection) -> int:
        """How many bytes the data takes, indexes and all."""
        return await self._engine.size(conn)

    async def close(self) -> None:
        """Closes all connections; the last one out folds the WAL back into the file."""
        await self._readers.dispose()
        await self._writer.dispose()
        await self._engine.ended()
