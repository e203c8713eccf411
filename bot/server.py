"""The shop's own small web server, for the webhook and the health check. Signals stay with `bot.app`."""

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator, Iterator

import uvicorn
from starlette.types import ASGIApp


class PortTakenError(Exception):
    """HTTP_HOST and HTTP_PORT cannot be listened on."""

    def __init__(self, host: str, port: int) -> None:
        super().__init__(
            f"Cannot listen on {host}:{port}: another program does, or the address is not this machine's."
            " Set HTTP_PORT to a free port."
        )


class _Server(uvicorn.Server):
    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


@contextlib.asynccontextmanager
async def serving(app: ASGIApp, host: str, port: int) -> AsyncIterator[None]:
    """Serves until the block is left. Raises `PortTakenError`."""
    config = uvicorn.Config(
        app,
        host=host,
        port=port,
        lifespan="off",
        log_config=None,
        access_log=False,
        timeout_graceful_shutdown=1,
    )
    logging.getLogger("uvicorn.error").setLevel(logging.WARNING)
    server = _Server(config)
    try:
        sock = config.bind_socket()
    except SystemExit:
        # uvicorn's way to say that the port is taken
        raise PortTakenError(host, port) from None
    task = asyncio.create_task(server.serve(sockets=[sock]))
    try:
        yield
    finally:
        server.should_exit = True
        await task
        sock.close()
