"""How processes that share a PostgreSQL database hear of each other's commits: `LISTEN` and `NOTIFY`.

A notification is a hint and no more. Whoever misses one, because the connection was broken, finds the same
work by its timer; when the connection is back, everybody is told that something may have been missed.
"""

import asyncio
from collections.abc import Awaitable, Callable, Iterable, Iterator, Mapping
from typing import Any, Final

import structlog

log = structlog.get_logger(__name__)

CHANNEL: Final = "hanout"
_LONGEST: Final = 7_000
"""Bytes of one notification; the server takes fewer than 8,000."""
_PAUSES: Final = (0.2, 1.0, 2.0, 5.0)
_QUIET_SECONDS: Final = 30.0
"""How long nothing may be heard before the server is asked whether it is still there."""


def payloads(news: Iterable[str], origin: str) -> Iterator[str]:
    """The news as notifications, `origin word word …`; words hold no spaces. None where there is no news."""
    line = origin
    for word in sorted(news):
        if len(line) + len(word) >= _LONGEST:
            yield line
            line = origin
        line += f" {word}"
    if line != origin:
        yield line


class Listener:
    """`options` is what the driver connects with."""

    def __init__(
        self,
        options: Mapping[str, Any],
        hear: Callable[[str, list[str]], None],
        missed: Callable[[], None],
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._options = options
        self._hear = hear
        self._missed = missed
        self._sleep = sleep

    async def run(self) -> None:
        """Listens until it is cancelled, over one connection after another."""
        import asyncpg  # noqa: PLC0415 - only a shop on PostgreSQL pays for it

        failures = 0
        while True:
            try:
                connection = await asyncpg.connect(**self._options)
                try:
                    failures = 0
                    await self._listen_on(connection)
                finally:
                    connection.terminate()
            except Exception as error:  # noqa: BLE001 - whatever it is, the timers still find the work
                pause = _PAUSES[min(failures, len(_PAUSES) - 1)]
                failures += 1
                log.warning("not listening to other processes", reason=type(error).__name__, again_in=pause)
                await self._sleep(pause)

    async def _listen_on(self, connection: Any) -> None:
        """Returns when the connection was closed; raises when it does not answer."""
        closed = asyncio.Event()
        connection.add_termination_listener(lambda _: closed.set())
        await connection.add_listener(CHANNEL, self._heard)
        self._missed()
        while not closed.is_set():
            try:
                async with asyncio.timeout(_QUIET_SECONDS):
                    await closed.wait()
            except TimeoutError:
                await connection.fetchval("SELECT 1")

    def _heard(self, _connection: Any, _pid: int, _channel: str, payload: str) -> None:
        origin, *news = payload.split(" ")
        self._hear(origin, news)
