"""What is repeated, what waits, what is never followed, and what stops the start."""

import asyncio

import httpx
import pytest
from pydantic import SecretStr

from bot.supplier import (
    Lane,
    NoBalance,
    NotFound,
    Refused,
    SlowDown,
    SupplierClient,
    SupplierError,
    Unavailable,
    Unknown,
    Unreachable,
)
from tests.fakes.clock import FakeClock
from tests.supplier.far_end import FarEnd, MakeClient, bad, good, reply


@pytest.mark.parametrize(
    "trouble",
    [
        httpx.ReadTimeout("x"),
        httpx.ConnectError("x"),
        httpx.RemoteProtocolError("x"),
        reply("<html>502</html>", 502),
        bad(500, "INTERNAL_ERROR"),
        bad(503, "SERVICE_UNAVAILABLE"),
        reply('{"success":true,"data":'),
    ],
    ids=["timeout", "refused", "reset", "html", "500", "503", "garbage"],
)
async def test_a_read_is_repeated_a_little(
    client: SupplierClient, far_end: FarEnd, trouble: httpx.Response | Exception
) -> None:
    far_end.says(trouble, trouble, good({"balance": 5}))
    assert await client.balance(lane=Lane.POLLING) == 5
    far_end.requests.clear()
    far_end.says(trouble)
    with pytest.raises(Unavailable):
        await client.balance(lane=Lane.POLLING)
    assert len(far_end.requests) == 3


@pytest.mark.parametrize(
    "refusal", [bad(400, "ERR_VALIDATION"), bad(404, "NOT_FOUND"), bad(403, "NO_BALANCE")]
)
async def test_a_read_that_was_refused_is_not_repeated(
    client: SupplierClient, far_end: FarEnd, refusal: httpx.Response
) -> None:
    far_end.says(refusal)
    with pytest.raises((Refused, NotFound, NoBalance)):
        await client.balance(lane=Lane.POLLING)
    assert len(far_end.requests) == 1


@pytest.mark.parametrize(
    "trouble",
    [
        httpx.ReadTimeout("x"),
        httpx.ConnectError("x"),
        reply("<html>502</html>", 502),
        bad(500),
        bad(429),
        reply("{"),
    ],
)
async def test_an_order_is_sent_once_whatever_comes_back(
    client: SupplierClient, far_end: FarEnd, trouble: httpx.Response | Exception
) -> None:
    far_end.says(trouble)
    with pytest.raises(SupplierError):
        await client.place_order(product_id="p", type_id="t", quantity=1, ref="R")
    assert len(far_end.requests) == 1


async def test_a_429_holds_every_lane_until_its_time_is_over(
    client: SupplierClient, far_end: FarEnd, clock: FakeClock
) -> None:
    far_end.says(bad(429, "RATE_LIMIT_EXCEEDED", Retry_After="7"), good({"balance": 5}))
    browsing = asyncio.create_task(client.balance(lane=Lane.BROWSING))
    await clock.advance(0.1)
    placing = asyncio.create_task(client.place_order(product_id="p", type_id="t", quantity=1, ref="R"))
    await clock.advance(6.8)
    assert len(far_end.requests) == 1
    assert not browsing.done()
    await clock.advance(0.2)
    assert await browsing == 5
    with pytest.raises(Unknown):
        await placing  # it was sent, and answered with a balance
    assert [r.method for r in far_end.requests] == ["GET", "POST", "GET"]  # placing before browsing


async def test_a_429_without_a_time_holds_for_a_few_seconds(
    client: SupplierClient, far_end: FarEnd, clock: FakeClock
) -> None:
    far_end.says(bad(429), good({"balance": 5}))
    reading = asyncio.create_task(client.balance(lane=Lane.POLLING))
    await clock.advance(4.9)
    assert len(far_end.requests) == 1
    await clock.advance(0.2)
    assert await reading == 5


async def test_somebody_who_looks_at_a_screen_is_told_at_once_that_it_takes_long(
    client: SupplierClient, far_end: FarEnd, clock: FakeClock
) -> None:
    far_end.says(bad(429, Retry_After="120"))
    with pytest.raises(SlowDown) as caught:
        await client.balance(lane=Lane.BROWSING)
    assert caught.value.retry_after == 120
    assert clock.monotonic() == 0
    assert len(far_end.requests) == 1


async def test_an_absurd_wait_is_not_obeyed_for_ever(
    client: SupplierClient, far_end: FarEnd, clock: FakeClock
) -> None:
    far_end.says(bad(429, Retry_After="999999999"), good({"balance": 5}))
    with pytest.raises(SlowDown):
        await client.balance(lane=Lane.POLLING)
    await clock.advance(300)
    assert await client.balance(lane=Lane.POLLING) == 5


async def test_a_wait_can_be_a_date(client: SupplierClient, far_end: FarEnd, clock: FakeClock) -> None:
    far_end.says(bad(429, Retry_After="Sun, 01 Nov 2026 09:02:00 GMT"))
    with pytest.raises(SlowDown) as caught:
        await client.balance(lane=Lane.BROWSING)
    assert caught.value.retry_after == 120


async def test_a_wait_that_comes_with_a_503_is_obeyed_too(
    client: SupplierClient, far_end: FarEnd, clock: FakeClock
) -> None:
    far_end.says(bad(503, "SERVICE_UNAVAILABLE", Retry_After="4"), good({"balance": 5}))
    reading = asyncio.create_task(client.balance(lane=Lane.BROWSING))
    await clock.advance(3.9)
    assert len(far_end.requests) == 1
    await clock.advance(0.2)
    assert await reading == 5


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
async def test_a_redirect_is_never_followed(
    client: SupplierClient, far_end: FarEnd, status: int, clock: FakeClock
) -> None:
    far_end.says(reply("", status, {"Location": "https://elsewhere.test/"}))
    with pytest.raises(Unavailable):
        await client.balance(lane=Lane.POLLING)
    with pytest.raises(Unknown):
        await client.place_order(product_id="p", type_id="t", quantity=1, ref="R")
    assert {r.url.host for r in far_end.requests} == {"supplier.test"}


@pytest.mark.parametrize(
    "base", ["https://supplier.test", "https://supplier.test/", "https://supplier.test/v3/"]
)
async def test_the_base_may_end_as_people_write_it(
    make_client: MakeClient, far_end: FarEnd, base: str
) -> None:
    far_end.says(good({"balance": 5}))
    await make_client(base_url=base).balance(lane=Lane.POLLING)
    assert str(far_end.last.url) == "https://supplier.test/v3/account/balance"


@pytest.mark.parametrize("base", ["", "supplier.test", "ftp://supplier.test", "https://"])
def test_a_base_that_is_no_address_stops_the_start(make_client: MakeClient, base: str) -> None:
    with pytest.raises(ValueError, match="base URL"):
        make_client(base_url=base)


@pytest.mark.parametrize("key", ["", "with space", "new\nline", "clé"])
def test_a_key_that_no_header_can_carry_stops_the_start_without_being_shown(
    make_client: MakeClient, key: str
) -> None:
    with pytest.raises(ValueError, match="API key") as caught:
        make_client(api_key=SecretStr(key))
    assert not key or key not in str(caught.value)


async def test_a_closed_client_sends_nothing(client: SupplierClient, far_end: FarEnd) -> None:
    await client.aclose()
    with pytest.raises(Unreachable, match="CLOSED"):
        await client.place_order(product_id="p", type_id="t", quantity=1, ref="R")
    assert not far_end.requests


async def test_an_answer_without_end_is_not_read_to_the_end(client: SupplierClient, far_end: FarEnd) -> None:
    far_end.says(reply(b" " * (9 * 2**20) + b'{"success":true,"data":{"orderId":"o1"}}'))
    with pytest.raises(Unknown):
        await client.place_order(product_id="p", type_id="t", quantity=1, ref="R")
