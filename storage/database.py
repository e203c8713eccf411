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
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager, suppress
from contextvars import ContextVar
from types import TracebackType

from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

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

    __slots__ = ("access", "open")

    def __init__(self, access: "_Access") -> None:
        self.access = access
        self.open = True


_holds: ContextVar[tuple[_Hold, ...]] = ContextVar("held_connections", default=())


class _Access:
    """What all transactions of one database have in common."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self._away_since: float | None = None

    def hold(self) -> _Hold:
        """Raises `NestedConnectionError` unless the caller, and whoever it runs for, holds no other
        connection.
        """
        holds = tuple(hold for hold in _holds.get() if hold.open)
        if any(hold.access is self for hold in holds):
            raise NestedConnectionError(
                "a connection is held already: hand it down instead of opening another"
            )
        hold = _Hold(self)
        _holds.set((*holds, hold))
        return hold

    async def begun(self, begin: Callable[[], Awaitable[AsyncConnection]]) -> AsyncConnection:
        """A connection. A server that has gone away only now is waited for, as it may be starting anew:
        nothing has been done yet that could count twice.
        """
        came = time.monotonic()
        while True:
            try:
                conn = await begin()
            except Exception as error:
                if not self.engine.is_passing(error):
                    raise
                self._away_since = came if self._away_since is None else self._away_since
                if time.monotonic() - self._away_since > _PATIENCE_SECONDS:
                    raise
            else:
                self._away_since = None
                return conn
            await asyncio.sleep(_BETWEEN_TRIES_SECONDS)

    def name(self, error: BaseException) -> None:
        """Gives what passes by itself the name of what its caller must do: raises
        `TryTransactionAgainError`.
        """
        if isinstance(error, Exception) and self.engine.is_passing(error):
            raise TryTransactionAgainError(
                f"the database is away or busy ({type(error).__name__})"
            ) from error


class _Transaction(AbstractAsyncContextManager[AsyncConnection]):
    """One look at the data, as long as its block.

    It is a class because `contextlib`'s functions, one within another, would cost as much as a statement.
    """

    def __init__(self, access: _Access, pool: AsyncEngine, turn: asyncio.Lock | None = None) -> None:
        """Of those with the same `turn` one goes on after the other."""
        self._access = access
        self._pool = pool
        self._turn = turn

    async def __aenter__(self) -> AsyncConnection:
        self._hold = self._access.hold()
        try:
            if self._turn is not None:
                await self._turn.acquire()
            try:
                self._conn = await self._access.begun(self._begin)
            except BaseException:
                self._end_turn()
                raise
        except BaseException as error:
            self._hold.open = False
            self._access.name(error)
            raise
        return self._conn

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        try:
            try:
                await self._end(completed=error is None)
            finally:
                await self._conn.__aexit__(kind, error, traceback)
        except Exception as trouble:
            self._access.name(trouble)
            raise
        finally:
            self._end_turn()
            self._hold.open = False
        if error is not None:
            self._access.name(error)

    async def _begin(self) -> AsyncConnection:
        return await self._pool.connect()

    async def _end(self, *, completed: bool) -> None:
        """Nothing: who gives a connection back rolls back."""

    def _end_turn(self) -> None:
        if self._turn is not None:
            self._turn.release()


class _Change(_Transaction):
    """One write transaction, as long as its block."""

    def __init__(
        self, access: _Access, pool: AsyncEngine, turn: asyncio.Lock, wake_ups: WakeUps, tallies: Tallies
    ) -> None:
        """`wake_ups` and `tallies` hear of it once it is committed."""
        super().__init__(access, pool, turn)
        self._wake_ups = wake_ups
        self._tallies = tallies

    async def __aenter__(self) -> AsyncConnection:
        conn = await super().__aenter__()
        self._news, self._changed, self._lines = noting(conn), tallying(conn), lines_of(conn)
        return conn

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        await super().__aexit__(kind, error, traceback)
        if error is None:
            for write_line in self._lines:
                write_line()
            self._tallies.hear(self._changed)
            self._wake_ups.tell(self._news)

    async def _begin(self) -> AsyncConnection:
        conn = await self._pool.connect()
        try:
            self._begun = await conn.begin()
        except BaseException:
            await conn.close()
            raise
        return conn

    async def _end(self, *, completed: bool) -> None:
        if completed:
            await self._access.engine.publish(self._conn, self._news, self._wake_ups.origin)
            await self._begun.commit()
        else:
            await self._begun.rollback()


class Database:
    """A writer and a pool of readers over the same database."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._access = _Access(engine)
        self._writer = engine.writer()
        self._readers = engine.readers()
        self._turn = asyncio.Lock()
        self._books_turn = asyncio.Lock()
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

    def write(self) -> AbstractAsyncContextManager[AsyncConnection]:
        """One write transaction: commits at the end, rolls back when the block raises.

        After the commit `wake_ups` hears what the transaction left to do, here and in the shop's other
        processes, `tallies` what it changed, and its lines go into the log. Raises `NestedConnectionError`
        for a task that holds a connection already, and `TryTransactionAgainError` when the database goes away
        or is held by others for too long.
        """
        return _Change(self._access, self._writer, self._turn, self.wake_ups, self.tallies)

    def read(self) -> AbstractAsyncContextManager[AsyncConnection]:
        """One consistent look at the data. Writing through it is an error of the caller.

        Raises `NestedConnectionError` for a task that holds a connection already, and
        `TryTransactionAgainError` when the database goes away.
        """
        return _Transaction(self._access, self._readers)

    def read_books(self) -> AbstractAsyncContextManager[AsyncConnection]:
        """As `read`, for what goes through much of the data: one at a time, so that it takes one connection
        from people and never all.
        """
        return _Transaction(self._access, self._readers, self._books_turn)

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
