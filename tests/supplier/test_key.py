"""A bad key is tried once (contract §1.6): five tries would block the address of the whole shop."""

import asyncio

import httpx
import pytest

from bot.supplier import (
    KeyTrouble,
    Lane,
    SupplierClient,
    Unknown,
    Unreachable,
)
from tests.fakes.clock import FakeClock
from tests.supplier.far_end import FarEnd, MakeClient, bad, good, reply


async def test_a_bad_key_is_tried_once_even_by_a_crowd(client: SupplierClient, far_end: FarEnd) -> None:
    far_end.says(bad(401, "INVALID_ACCESS_TOKEN", {"attemptsLeft": 4}))
    results = await asyncio.gather(
        *(client.balance(lane=Lane.BROWSING) for _ in range(10)),
        client.place_order(product_id="p", type_id="t", quantity=1, ref="R"),
        return_exceptions=True,
    )
    assert all(isinstance(result, KeyTrouble) and result.attempts_left == 4 for result in results)
    assert len(far_end.requests) == 1


async def test_a_bad_key_is_not_tried_again_later(
    client: SupplierClient, far_end: FarEnd, clock: FakeClock
) -> None:
    far_end.says(bad(401, "INVALID_ACCESS_TOKEN"))
    with pytest.raises(KeyTrouble):
        await client.validate()
    await clock.advance(86_400)
    with pytest.raises(KeyTrouble):
        await client.validate()
    assert far_end.paths == ["/v3/validate"]


@pytest.mark.parametrize(
    "trouble", [bad(403, "IP_BLOCKED"), reply("<html>who are you</html>", 401)], ids=["blocked", "html"]
)
async def test_a_blocked_address_waits_a_quarter_of_an_hour_and_then_asks_once(
    client: SupplierClient, far_end: FarEnd, clock: FakeClock, trouble: httpx.Response
) -> None:
    far_end.says(trouble)
    with pytest.raises(KeyTrouble):
        await client.validate()
    await clock.advance(14 * 60 + 59)
    with pytest.raises(KeyTrouble):
        await client.validate()
    assert len(far_end.requests) == 1
    await clock.advance(1)
    results = await asyncio.gather(
        *(client.balance(lane=Lane.BROWSING) for _ in range(5)), return_exceptions=True
    )
    assert all(isinstance(result, KeyTrouble) for result in results)
    assert len(far_end.requests) == 2


async def test_a_key_that_goes_bad_later_latches_too(client: SupplierClient, far_end: FarEnd) -> None:
    far_end.says(good({"balance": 5}), bad(403, "API_DISABLED"))
    await client.balance(lane=Lane.BROWSING)
    for _ in range(3):
        with pytest.raises(KeyTrouble, match="API_DISABLED"):
            await client.balance(lane=Lane.BROWSING)
    assert len(far_end.requests) == 2


async def test_once_a_key_is_good_requests_go_side_by_side(make_client: MakeClient, clock: FakeClock) -> None:
    inside, most = 0, 0
    gate = asyncio.Event()

    async def slow(_: httpx.Request) -> httpx.Response:
        nonlocal inside, most
        inside += 1
        most = max(most, inside)
        await gate.wait()
        inside -= 1
        return good({"balance": 5})

    client = make_client(transport=httpx.MockTransport(slow))
    crowd = [asyncio.create_task(client.balance(lane=Lane.POLLING)) for _ in range(5)]
    await clock.advance(0)
    assert most == 1  # the first one goes ahead
    gate.set()
    assert await asyncio.gather(*crowd) == [5] * 5
    gate.clear()
    crowd = [asyncio.create_task(client.balance(lane=Lane.POLLING)) for _ in range(5)]
    await clock.advance(0)
    assert most == 5
    gate.set()
    await asyncio.gather(*crowd)


async def test_nobody_queues_behind_a_first_request_that_is_never_answered(
    make_client: MakeClient, clock: FakeClock
) -> None:
    sent = 0

    async def hangs(_: httpx.Request) -> httpx.Response:
        nonlocal sent
        sent += 1
        await clock.sleep(30)
        raise httpx.ReadTimeout("x")

    client = make_client(transport=httpx.MockTransport(hangs))
    crowd = [
        asyncio.create_task(client.place_order(product_id="p", type_id="t", quantity=1, ref=f"R{number}"))
        for number in range(5)
    ]
    await clock.advance(30)
    results = await asyncio.gather(*crowd, return_exceptions=True)
    assert [type(r) for r in results] == [Unknown, *[Unreachable] * 4]
    assert sent == 1
