"""Connections that fail in earnest: a loopback server that refuses, hangs, resets and lies."""

import asyncio
import json
import socket
import ssl
import struct
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from bot.supplier import (
    Lane,
    Placed,
    SupplierClient,
    SupplierError,
    Timeouts,
    Unavailable,
    Unknown,
    Unreachable,
    placing_outcome,
)
from tests.supplier.far_end import MakeClient

HASTY = Timeouts(connect=0.5, pool=0.1, place=0.2, read=0.2)
Answer = Callable[["Server", asyncio.StreamWriter], Awaitable[None]]


class Server:
    """Speaks just enough HTTP to read a request whole; what happens then is up to the test."""

    def __init__(self) -> None:
        self.connections = 0
        self.requests: list[str] = []
        self.answer: Answer = placed
        self.open: set[asyncio.StreamWriter] = set()
        self.done = asyncio.Event()

    async def start(self, tls: ssl.SSLContext | None = None) -> None:
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", 0, ssl=tls)
        self.port = self._server.sockets[0].getsockname()[1]

    async def stop(self) -> None:
        self.done.set()
        self._server.close()
        for writer in list(self.open):
            writer.close()
        await self._server.wait_closed()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        self.open.add(writer)
        try:
            while True:
                head = (await reader.readuntil(b"\r\n\r\n")).decode()
                length = next(
                    (
                        int(line[15:])
                        for line in head.lower().splitlines()
                        if line.startswith("content-length:")
                    ),
                    0,
                )
                await reader.readexactly(length)
                self.requests.append(head.splitlines()[0])
                await self.answer(self, writer)
        except (asyncio.IncompleteReadError, ConnectionError):
            pass
        finally:
            self.open.discard(writer)
            writer.close()


async def send(writer: asyncio.StreamWriter, body: str, *, length: int | None = None) -> None:
    head = (
        f"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {length or len(body)}\r\n\r\n"
    )
    writer.write((head + body).encode())
    await writer.drain()


async def placed(server: Server, writer: asyncio.StreamWriter) -> None:
    data = {"orderId": f"o{len(server.requests)}", "balance": 5}
    await send(writer, json.dumps({"success": True, "data": data}))


async def placed_then_gone(server: Server, writer: asyncio.StreamWriter) -> None:
    await placed(server, writer)
    writer.close()


async def silence(server: Server, writer: asyncio.StreamWriter) -> None:
    await server.done.wait()


async def hang_up(server: Server, writer: asyncio.StreamWriter) -> None:
    writer.close()


async def reset(server: Server, writer: asyncio.StreamWriter) -> None:
    writer.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    writer.transport.abort()


async def cut_off(server: Server, writer: asyncio.StreamWriter) -> None:
    await send(writer, '{"success":true,"data":{"orderId":"o1"', length=500)
    writer.close()


async def not_http(server: Server, writer: asyncio.StreamWriter) -> None:
    writer.write(b"220 mail.test ESMTP\r\n")
    writer.close()


async def drip(server: Server, writer: asyncio.StreamWriter) -> None:
    await send(writer, " ", length=10_000)
    while not server.done.is_set():
        writer.write(b" ")
        await writer.drain()
        await asyncio.sleep(0.02)


@pytest.fixture
async def server() -> AsyncIterator[Server]:
    server = Server()
    await server.start()
    yield server
    await server.stop()


def patience(fault: Answer) -> Timeouts:
    """Short where running out of time is the fault, else long enough for a busy machine."""
    return HASTY if fault in {silence, drip} else Timeouts()


@pytest.fixture
def real(make_client: MakeClient, server: Server) -> SupplierClient:
    return make_client(base_url=f"http://127.0.0.1:{server.port}", transport=None)


async def _place(client: SupplierClient) -> Placed:
    return await client.place_order(product_id="p", type_id="t", quantity=1, ref="R")


async def _fail(client: SupplierClient) -> SupplierError:
    with pytest.raises(SupplierError) as caught:
        await _place(client)
    return caught.value


@pytest.mark.parametrize(
    "fault", [silence, hang_up, reset, cut_off, not_http, drip], ids=lambda fault: fault.__name__
)
async def test_an_order_whose_answer_is_lost_was_sent_once_and_is_unknown(
    make_client: MakeClient, server: Server, fault: Answer
) -> None:
    server.answer = fault
    base_url = f"http://127.0.0.1:{server.port}"
    error = await _fail(make_client(base_url=base_url, transport=None, timeouts=patience(fault)))
    assert type(error) is Unknown
    assert placing_outcome(error) == "unknown"
    assert server.requests == ["POST /v3/gift-cards/placeOrder HTTP/1.1"]


@pytest.mark.parametrize("fault", [silence, hang_up, reset, cut_off], ids=lambda fault: fault.__name__)
async def test_a_read_whose_answer_is_lost_is_repeated_and_then_unavailable(
    make_client: MakeClient, server: Server, fault: Answer
) -> None:
    server.answer = fault
    base_url = f"http://127.0.0.1:{server.port}"
    client = make_client(base_url=base_url, transport=None, timeouts=patience(fault))
    with pytest.raises(Unavailable) as caught:
        await client.balance(lane=Lane.POLLING)
    assert not isinstance(caught.value, Unreachable)
    assert len(server.requests) == 3


async def test_a_refused_connection_placed_nothing(real: SupplierClient, server: Server) -> None:
    await server.stop()
    error = await _fail(real)
    assert (type(error), error.code) == (Unreachable, "CONNECT_ERROR")
    assert placing_outcome(error) == "not_placed"
    with pytest.raises(Unavailable):
        await real.balance(lane=Lane.POLLING)


async def test_a_name_that_does_not_exist_placed_nothing(
    make_client: MakeClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("http_proxy", "https_proxy", "all_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)
    error = await _fail(make_client(base_url="http://nowhere.invalid", transport=None))
    assert type(error) is Unreachable


async def test_a_server_without_tls_gets_no_request(make_client: MakeClient, server: Server) -> None:
    client = make_client(base_url=f"https://127.0.0.1:{server.port}", transport=None, timeouts=HASTY)
    error = await _fail(client)
    assert placing_outcome(error) == "not_placed"
    assert not server.requests


async def test_a_certificate_that_nobody_vouches_for_gets_no_request(
    make_client: MakeClient, tmp_path: Path
) -> None:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(_self_signed(tmp_path))
    server = Server()
    await server.start(context)
    client = make_client(base_url=f"https://localhost:{server.port}", transport=None)
    error = await _fail(client)
    await server.stop()
    assert (type(error), placing_outcome(error)) == (Unreachable, "not_placed")
    assert not server.requests


async def test_every_order_has_a_connection_of_its_own_and_reads_share_one(
    real: SupplierClient, server: Server
) -> None:
    for _ in range(3):
        await real.balance(lane=Lane.POLLING)
    assert server.connections == 1
    for _ in range(3):
        await _place(real)
    assert server.connections == 4


async def test_a_connection_that_the_server_closed_meanwhile_spoils_no_order(
    real: SupplierClient, server: Server
) -> None:
    server.answer = placed_then_gone
    assert [(await _place(real)).order_id for _ in range(5)] == ["o1", "o2", "o3", "o4", "o5"]


async def test_a_proxy_of_the_environment_does_not_stand_before_loopback(
    make_client: MakeClient, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:1")
    client = make_client(base_url=f"http://127.0.0.1:{server.port}", transport=None)
    assert (await _place(client)).order_id == "o1"


def _self_signed(folder: Path) -> Path:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .sign(key, hashes.SHA256())
    )
    path = folder / "server.pem"
    private = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    path.write_bytes(private + certificate.public_bytes(serialization.Encoding.PEM))
    return path
