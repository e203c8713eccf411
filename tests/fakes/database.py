"""A database that works in the caller's own thread: nothing happens by chance, and nothing waits for a disk
or a thread.

The same file, statements, triggers and transactions as the shop's own. Who runs next is decided at its seams,
between two transactions, and nowhere else; so what happened once with one seed happens each time.
"""

import asyncio
import random
import sqlite3
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from functools import cache
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from storage.committed_lines import lines_of
from storage.database import Database, _holds
from storage.engines import engine_of
from storage.engines.sqlite import prepare
from storage.tallies import Tallies, tallying
from storage.wakeups import WakeUps, noting

_COMPILED: dict[Any, Any] = {}


def asked_without_a_connection() -> None:
    """The far side calls this for each request: nobody may hold a connection while waiting for an answer."""
    assert not any(hold.open for hold in _holds.get()), "a connection is held across a request"


class _Conn:
    """As much of `AsyncConnection` as the shop uses."""

    def __init__(self, conn: sa.Connection) -> None:
        self._conn = conn

    @property
    def info(self) -> dict[Any, Any]:
        return self._conn.info

    async def execute(self, *args: Any, **kwargs: Any) -> sa.CursorResult[Any]:
        return self._conn.execute(*args, **kwargs)

    async def exec_driver_sql(self, *args: Any, **kwargs: Any) -> sa.CursorResult[Any]:
        return self._conn.exec_driver_sql(*args, **kwargs)


def shuffled(dice: random.Random, most: int = 3) -> Callable[[], Awaitable[None]]:
    """A seam at which others run first, none or some of them, as the dice say."""

    async def seam() -> None:
        for _ in range(dice.randint(0, most)):
            await asyncio.sleep(0)

    return seam


class OneThreadDatabase(Database):
    """`seam` is awaited before and after each transaction. `written` counts those that were committed."""

    def __init__(self, path: Path, seam: Callable[[], Awaitable[None]]) -> None:
        self._turn = asyncio.Lock()
        self.wake_ups = WakeUps()
        self.tallies = Tallies()
        self._engine = engine_of(f"sqlite+aiosqlite:///{path}")
        self._seam = seam
        self.written = 0
        self._writing, self._reading = (_opened(path, begin) for begin in ("BEGIN IMMEDIATE", "BEGIN"))

    @asynccontextmanager
    async def write(self) -> AsyncIterator[Any]:
        await self._seam()
        with self._one_connection():
            async with self._turn:
                with self._writing.begin() as conn:
                    work, changed, lines = noting(conn), tallying(conn), lines_of(conn)
                    yield _Conn(conn)
                self.written += 1
        for write_line in lines:
            write_line()
        self.tallies.hear(changed)
        self.wake_ups.wake(work)
        await self._seam()

    @asynccontextmanager
    async def read(self) -> AsyncIterator[Any]:
        await self._seam()
        with self._one_connection(), self._reading.connect() as conn:
            yield _Conn(conn)
        await self._seam()

    @asynccontextmanager
    async def read_books(self) -> AsyncIterator[Any]:
        async with self.read() as conn:
            yield conn

    async def close(self) -> None:
        self._reading.dispose()
        self._writing.dispose()


class SeamedDatabase(Database):
    """The shop's own database on PostgreSQL, with the same seams. The server's answers take their time, so
    what happens between two seams is not the same each time.
    """

    def __init__(self, url: str, seam: Callable[[], Awaitable[None]]) -> None:
        super().__init__(engine_of(url))
        self._seam = seam
        self.written = 0

    @asynccontextmanager
    async def write(self) -> AsyncIterator[Any]:
        await self._seam()
        async with super().write() as conn:
            yield conn
        self.written += 1
        await self._seam()

    @asynccontextmanager
    async def read(self) -> AsyncIterator[Any]:
        await self._seam()
        async with super().read() as conn:
            yield conn
        await self._seam()


def _opened(path: Path, begin: str) -> sa.Engine:
    pool = sa.QueuePool(lambda: sqlite3.connect(path))
    bare = sa.Engine(pool, _dialect(), sa.make_url(f"sqlite:///{path}"))
    engine = bare.execution_options(compiled_cache=_COMPILED)
    sa.event.listen(pool, "connect", prepare)
    sa.event.listen(pool, "connect", _forget_the_disk)
    sa.event.listen(engine, "begin", lambda conn: conn.exec_driver_sql(begin))
    return engine


@cache
def _dialect() -> sa.Dialect:
    """One for all files, so that what was compiled for one serves the others."""
    engine = sa.create_engine("sqlite://")
    with engine.connect():
        return engine.dialect


def _forget_the_disk(connection: Any, _record: Any) -> None:
    # Here processes die, never the machine; what a power cut leaves behind is SQLite's own promise.
    connection.execute("PRAGMA synchronous=OFF")
