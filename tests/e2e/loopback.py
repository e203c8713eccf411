"""JSON over HTTP to a server of this machine, for those who ask it thousands of times.

httpx takes four times as much of a processor for such a question, which is most of what tests of processes
do.
"""

import json
import time
from collections import deque
from collections.abc import Mapping
from http.client import HTTPConnection
from typing import Any
from urllib.parse import urlencode

_SECONDS = 30.0
_RESTED = 60.0
"""Seconds after which a connection is not used again: servers close what rests a little longer."""


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
