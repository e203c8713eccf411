"""The HTTP server of the outside world: uvicorn on loopback, able to close a connection without an answer.

It leaves signals to whoever runs it, writes no access log, and serves nothing but the application it is
given.
"""

import asyncio
import contextlib
import logging
import socket
from collections.abc import AsyncIterator, Iterator
from typing import cast

import uvicorn
from starlette.types import ASGIApp, Receive, Scope, Send
from uvicorn.protocols.http.h11_impl import H11Protocol

from bot.demo.faults import DROP

HOST = "127.0.0.1"
_LAST_ANSWERS_SECONDS = 2


class DroppableProtocol(H11Protocol):
    """uvicorn's protocol, with an ASGI extension that cuts the connection the request came on."""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Hands the means to cut this connection to each request on it."""
        connection = cast("asyncio.Transport", transport)
        super().connection_made(connection)
        app = self.app

        async def with_drop(scope: Scope, receive: Receive, send: Send) -> None:
            scope.setdefault("extensions", {})[DROP] = connection.abort
            await app(scope, receive, send)

        self.app = with_drop


class _Server(uvicorn.Server):
    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.ready = asyncio.Event()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self.ready.set()

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


def bind(port: int) -> socket.socket:
    """A loopback socket on that port (0: any free one). Raises OSError when it is taken."""
    # The protocol is named because asyncio sets TCP_NODELAY only where it is; without it every answer takes
    # 40 ms.
    sock = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        # Without this, a port stays taken for a minute after the last run.
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        sock.bind((HOST, port))
        sock.listen(2048)
    except OSError:
        sock.close()
        raise
    sock.setblocking(False)
    return sock


@contextlib.asynccontextmanager
async def serving(app: ASGIApp, sock: socket.socket) -> AsyncIterator[str]:
    """Serves until the block is left; gives the address. Whoever waits for long must be let go of before
    leaving.
    """
    config = uvicorn.Config(
        app,
        http=DroppableProtocol,
        ws="none",
        lifespan="off",
        log_config=None,
        access_log=False,
        proxy_headers=False,
        server_header=False,
        timeout_keep_alive=75,
        timeout_graceful_shutdown=_LAST_ANSWERS_SECONDS,
    )
    logging.getLogger("uvicorn.error").setLevel(logging.WARNING)
    server = _Server(config)
    task = asyncio.create_task(server.serve(sockets=[sock]))
    try:
        await server.ready.wait()
        yield f"http://{HOST}:{sock.getsockname()[1]}"
    finally:
        server.should_exit = True
        await task
