"""How tests look at what processes do: often, so that each look costs little.

httpx takes four times as much of a processor for one question of a server of this machine.
"""

import asyncio
import json
import re
import sqlite3
import threading
import time
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from http.client import HTTPConnection
from itertools import count
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import asyncpg

DEADLINE = 25.0
_SECONDS = 30.0
_RESTED = 60.0
"""Seconds after which a connection is not used again: servers close what rests a little longer."""


class NotSeenError(AssertionError):
    """What a test waited for did not come about."""


def wait_for(what: str, look: Callable[[], Any], *, within: float = DEADLINE) -> Any:
    """The first true thing that `look` sees. It looks often at first and seldom later, as looking costs both
    sides.
    """
    end = time.monotonic() + within
    pause = 0.02
    while True:
        if seen := look():
            return seen
        if time.monotonic() > end:
            raise NotSeenError(what)
        time.sleep(pause)
        pause = min(pause * 1.3, 0.15)


class RefusedError(AssertionError):
    """An answer that is no success: its status and words."""


class Loopback:
    """Connections to one port, made as they are needed; any thread may ask."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._free: deque[tuple[float, HTTPConnection]] = deque()

    def asks(
        self, method: str, path: str, body: Any = None, /, **params: Any
    ) -> tuple[Any, Mapping[str, str]]:
        """The answer's JSON and its headers. Raises `RefusedError`."""
        connection = self._connection()
        try:
            connection.request(
                method,
                f"{path}?{urlencode(params)}" if params else path,
                None if body is None else json.dumps(body),
                {} if body is None else {"Content-Type": "application/json"},
            )
            answer = connection.getresponse()
            said = answer.read()
        except BaseException:
            connection.close()
            raise
        self._free.append((time.monotonic(), connection))
        if not 200 <= answer.status < 300:
            raise RefusedError(f"{method} {path}: {answer.status} {said.decode(errors='replace')}")
        return json.loads(said), answer.headers

    def _connection(self) -> HTTPConnection:
        while self._free:
            try:
                used_at, connection = self._free.pop()
            except IndexError:  # another thread took the last one
                break
            if time.monotonic() - used_at < _RESTED:
                return connection
            connection.close()
        return HTTPConnection("127.0.0.1", self._port, timeout=_SECONDS)

    def close(self) -> None:
        while self._free:
            self._free.pop()[1].close()


class FileReader:
    """Rows of a database in a file, over one connection: making one costs twenty times as much as a query."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._turn = threading.Lock()
        self._connection: sqlite3.Connection | None = None

    def rows(self, sql: str, values: Sequence[Any], *, keep: bool) -> list[Any]:
        """From any thread, while others write. Unless it is to be kept, the connection is closed."""
        with self._turn:
            if self._connection is None:
                self._connection = sqlite3.connect(
                    f"file:{self._path}?mode=ro", uri=True, timeout=5, check_same_thread=False
                )
                self._connection.row_factory = sqlite3.Row
            found = self._connection.execute(sql, values).fetchall()
        if not keep:
            self.close()
        return found

    def close(self) -> None:
        """Until the next look, which opens it again."""
        with self._turn:
            if self._connection is not None:
                self._connection.close()
            self._connection = None


class DatabaseReader:
    """Rows of a running shop's database on a server, over one connection: making one costs more than most
    queries.
    """

    def __init__(self) -> None:
        self._turn = threading.Lock()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._connection: asyncpg.Connection | None = None

    def rows(self, url: str, sql: str, values: Sequence[Any]) -> list[Any]:
        """Asks once more over a new connection where the old one broke while nobody looked."""
        number = count(1)
        sql = re.sub(r"\?", lambda _: f"${next(number)}", sql)
        with self._turn:
            if self._loop is None:
                self._loop = asyncio.new_event_loop()
            try:
                return self._loop.run_until_complete(self._asked(url, sql, values))
            except (asyncpg.PostgresConnectionError, asyncpg.InterfaceError, OSError):
                self._connection = None
                return self._loop.run_until_complete(self._asked(url, sql, values))

    async def _asked(self, url: str, sql: str, values: Sequence[Any]) -> list[Any]:
        if self._connection is None:
            self._connection = await asyncpg.connect(url.replace("+asyncpg", ""), statement_cache_size=0)
        rows: list[Any] = await self._connection.fetch(sql, *values)
        return rows

    def close(self) -> None:
        with self._turn:
            if self._loop is not None:
                if self._connection is not None:
                    self._connection.terminate()
                    self._loop.run_until_complete(asyncio.sleep(0))
                self._loop.close()
            self._loop = self._connection = None
