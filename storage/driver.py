"""How a statement reaches SQLite: one trip to the connection's thread, where aiosqlite alone makes four.

aiosqlite goes there to make a cursor, to execute, to fetch and to close. Each trip wakes a thread and then
the loop, and costs more than most statements. Here the trip that executes also fetches all rows, which
SQLAlchemy's cursors do anyway. What touches no file (making a cursor, closing it, rolling back nothing) is
done on the spot while the thread rests. What the statements do, and in which order, is the same.
"""

# ruff: noqa: SLF001 - aiosqlite has no open door to what its own cursors use

import asyncio
import sqlite3
import threading
from collections.abc import Callable, Iterable
from functools import partial
from typing import Any

import aiosqlite

_ENDING_SECONDS = 2.0
_ending: set[threading.Thread] = set()


class _Cursor(aiosqlite.Cursor):
    """Has the rows of its statement from the moment it was executed."""

    def __init__(self, conn: "_Connection", cursor: sqlite3.Cursor) -> None:
        super().__init__(conn, cursor)
        self._connection = conn
        self._rows: list[Any] = []

    async def execute(self, sql: str, parameters: Iterable[Any] | None = None) -> "_Cursor":
        self._rows = await self._connection._execute(self._executed, sql, parameters or ())
        return self

    def _executed(self, sql: str, parameters: Any) -> list[Any]:
        self._cursor.execute(sql, parameters)
        return self._cursor.fetchall() if self._cursor.description else []

    async def fetchall(self) -> list[Any]:
        return await self.fetchmany(len(self._rows))

    async def fetchone(self) -> Any:
        return next(iter(await self.fetchmany(1)), None)

    async def fetchmany(self, size: int | None = None) -> list[Any]:
        wanted = self.arraysize if size is None else size
        rows, self._rows = self._rows[:wanted], self._rows[wanted:]
        return rows

    async def close(self) -> None:
        if self._connection.rests:
            self._cursor.close()
        else:
            await super().close()


class _Connection(aiosqlite.Connection):
    rests = False
    """Whether the thread has answered the last that it was asked. Whoever is cancelled leaves it at work."""

    async def _execute(self, fn: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        self.rests = False
        done = await super()._execute(fn, *args, **kwargs)  # type: ignore[no-untyped-call]
        self.rests = True
        return done

    def stop(self) -> asyncio.Future[Any] | None:
        _ending.add(self._thread)
        return super().stop()

    def cursor(self) -> _Cursor:  # type: ignore[override] # aiosqlite's is one that is awaited
        return _Cursor(self, self._conn.cursor())

    async def rollback(self) -> None:
        if not self.rests or self.in_transaction:
            await super().rollback()


def connect(path: str, **options: Any) -> _Connection:
    """As `aiosqlite.connect`, for SQLAlchemy's `async_creator_fn`."""
    connection = _Connection(partial(sqlite3.connect, path, **options), iter_chunk_size=64)
    connection._thread.daemon = True  # as SQLAlchemy makes its own: it holds up no exit
    return connection


async def all_ended() -> None:
    """Waits a moment for the threads of connections that nobody waited for, such as those whose task was
    cancelled in the middle of a statement: a thread that outlives its event loop fails with its answer.
    """
    while _ending:
        thread = _ending.pop()
        if thread.is_alive():
            await asyncio.to_thread(thread.join, _ENDING_SECONDS)
