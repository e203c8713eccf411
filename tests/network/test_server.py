"""The shop's web server: silent and slow connections are closed, and never keep others out."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import httpx
import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.network.server import PortTakenError, serving
from bot.telegram.incoming.webhook import webhook_route

HOST = "127.0.0.1"
SECRET = "s3cret"


@asynccontextmanager
async def server(seconds: float = 10, most: int = 256) -> AsyncIterator[int]:
    async def hello(_: Request) -> Response:
        return Response("hello")

    async def accept(_: object) -> None:
        """Stores nothing."""

    hook = webhook_route(path="/hook", secret=SECRET, accept=accept, refuses=lambda _: False)
    app = Starlette(routes=[Route("/", hello), hook])
    async with serving(app, HOST, 0, request_seconds=seconds, most_connections=most) as port:
        yield port


def client_of(port: int) -> httpx.AsyncClient:
    return httpx.AsyncClient(base_url=f"http://{HOST}:{port}", verify=False)


async def ended(reader: asyncio.StreamReader) -> bytes:
    """All that is said until the connection is closed."""
    async with asyncio.timeout(5):
        try:
            return await reader.read()
        except ConnectionResetError:
            return b""


@pytest.mark.parametrize(
    "said",
    [
        b"",
        b"GET / HT",
        b"GET / HTTP/1.1\r\nHost: x\r\n",
        b"POST /hook HTTP/1.1\r\nHost: x\r\nX-Telegram-Bot-Api-Secret-Token: s3cret\r\nContent-Length: 100\r\n\r\n{",
    ],
)
async def test_a_connection_without_a_whole_request_is_closed(
    said: bytes, caplog: pytest.LogCaptureFixture
) -> None:
    async with server(seconds=0.1) as port:
        reader, writer = await asyncio.open_connection(HOST, port)
        writer.write(said)
        assert await ended(reader) == b""
        writer.close()
    assert caplog.records == []


async def test_a_request_that_comes_byte_by_byte_does_not_hold_its_connection(
    caplog: pytest.LogCaptureFixture,
) -> None:
    async with server(seconds=0.15) as port:
        reader, writer = await asyncio.open_connection(HOST, port)
        end = asyncio.ensure_future(ended(reader))
        for byte in b"GET / HTTP/1.1\r\nX: " + b"x" * 10_000:
            if end.done():
                break
            writer.write(bytes([byte]))
            await asyncio.sleep(0.01)
        assert await end == b""
        writer.close()
    assert caplog.records == []


async def test_a_second_request_on_a_connection_has_its_own_time() -> None:
    async with server(seconds=0.2) as port:
        reader, writer = await asyncio.open_connection(HOST, port)
        for _ in range(2):
            writer.write(b"GET / HTTP/1.1\r\nHost: x\r\n\r\n")
            assert (await reader.readuntil(b"hello")).startswith(b"HTTP/1.1 200")
            await asyncio.sleep(0.25)
        writer.write(b"GET / HT")
        assert await ended(reader) == b""
        writer.close()


async def test_many_silent_connections_keep_nobody_out() -> None:
    async with server(most=10) as port:
        silent = [await asyncio.open_connection(HOST, port) for _ in range(30)]
        async with client_of(port) as client:
            assert (await client.get("/")).text == "hello"
        async with asyncio.timeout(5):
            assert [await reader.read() for reader, _ in silent[:20]] == [b""] * 20
        for _, writer in silent:
            writer.close()


async def test_many_that_keep_their_connections_keep_nobody_out() -> None:
    async with server(most=5) as port, client_of(port) as keeping:
        for _ in range(3):
            assert {
                answer.text for answer in await asyncio.gather(*(keeping.get("/") for _ in range(5)))
            } == {"hello"}
        async with client_of(port) as client:
            assert (await client.get("/")).text == "hello"


async def test_a_taken_port_is_said() -> None:
    async with server() as port:
        with pytest.raises(PortTakenError, match=str(port)):
            async with serving(Starlette(), HOST, port):
                """Never here."""
