"""The shop's own small web server, for the webhook and the health check. Signals stay with `bot.opening`.

Whoever connects has seconds to say what they want, and there is a bound on how many may be connected:
connections that say nothing cost a file descriptor each, and without descriptors the whole shop stands still.
"""

import asyncio
import contextlib
import logging
import socket
from collections.abc import AsyncIterator, Iterator
from typing import ClassVar, cast

import h11
import uvicorn
from starlette.types import ASGIApp
from uvicorn.protocols.http.h11_impl import H11Protocol

_REQUEST_SECONDS = 10.0
_MOST_CONNECTIONS = 256
_WHOLE = (h11.DONE, h11.MUST_CLOSE, h11.CLOSED)


class PortTakenError(Exception):
    """HTTP_HOST and HTTP_PORT cannot be listened on."""

    def __init__(self, host: str, port: int) -> None:
        super().__init__(
            f"Cannot listen on {host}:{port}: another program does, or the address is not this machine's."
            " Set HTTP_PORT to a free port."
        )


class _BoundedProtocol(H11Protocol):
    """uvicorn's protocol, which itself waits for a request for ever and counts no silent connections.

    From its opening, and again from the first byte of each later request, a connection has `request_seconds`
    until the request is here, body included. Beyond `most_connections` the one that has been without a
    request longest is closed.
    """

    request_seconds: ClassVar[float] = _REQUEST_SECONDS
    most_connections: ClassVar[int] = _MOST_CONNECTIONS

    _deadline: asyncio.TimerHandle | None = None
    _without_request_since = 0.0

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Somebody is here."""
        super().connection_made(cast("asyncio.Transport", transport))
        self._expect_request()
        if sum(not other.transport.is_closing() for other in self._all) > self.most_connections:
            self._close_one()

    def connection_lost(self, exc: Exception | None) -> None:
        """They are gone."""
        self._expect_nothing()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """They say something."""
        super().data_received(data)
        if self.conn.their_state in _WHOLE:
            self._expect_nothing()
            self._without_request_since = self.loop.time()
        elif self._deadline is None and not self.transport.is_closing():
            self._expect_request()

    def _expect_request(self) -> None:
        self._without_request_since = self.loop.time()
        self._deadline = self.loop.call_later(self.request_seconds, self.transport.abort)

    def _expect_nothing(self) -> None:
        if self._deadline is not None:
            self._deadline.cancel()
            self._deadline = None

    def _close_one(self) -> None:
        # This connection is among them, so there is always one.
        idle = [other for other in self._all if other._is_idle and not other.transport.is_closing()]  # noqa: SLF001 - one class
        min(idle, key=lambda other: other._without_request_since).transport.abort()  # noqa: SLF001 - one class

    @property
    def _all(self) -> list["_BoundedProtocol"]:
        return [other for other in self.connections if isinstance(other, _BoundedProtocol)]

    @property
    def _is_idle(self) -> bool:
        return self._deadline is not None or self.cycle is None or self.cycle.response_complete


class _Server(uvicorn.Server):
    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


def bind(host: str, port: int) -> socket.socket:
    """A socket that listens. Raises `PortTakenError`."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # The protocol is named because asyncio sets TCP_NODELAY only where it is; without it every answer takes
    # 40 ms.
    sock = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        sock.bind((host, port))
        sock.listen(512)
    except OSError:
        sock.close()
        raise PortTakenError(host, port) from None
    sock.setblocking(False)
    return sock


@contextlib.asynccontextmanager
async def serving(
    app: ASGIApp,
    host: str,
    port: int,
    *,
    request_seconds: float = _REQUEST_SECONDS,
    most_connections: int = _MOST_CONNECTIONS,
) -> AsyncIterator[int]:
    """Serves until the block is left; gives the port, which is a free one where `port` is 0. Raises
    `PortTakenError`.
    """
    bounds = {"request_seconds": request_seconds, "most_connections": most_connections}
    config = uvicorn.Config(
        app,
        http=type("BoundedProtocol", (_BoundedProtocol,), bounds),
        ws="none",
        host=host,
        port=port,
        lifespan="off",
        log_config=None,
        access_log=False,
        proxy_headers=False,  # who asks is who is connected, whatever a header says
        timeout_graceful_shutdown=1,
    )
    logging.getLogger("uvicorn.error").setLevel(logging.WARNING)
    server = _Server(config)
    sock = bind(host, port)
    task = asyncio.create_task(server.serve(sockets=[sock]))
    try:
        yield int(sock.getsockname()[1])
    finally:
        server.should_exit = True
        await task
        sock.close()
