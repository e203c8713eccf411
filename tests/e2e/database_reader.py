"""A look into a running shop's database where it is on a server."""

import asyncio
import re
import threading
from collections.abc import Sequence
from itertools import count
from typing import Any

import asyncpg


class DatabaseReader:
    """Rows of it, over one connection: making one costs more than most queries."""

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
