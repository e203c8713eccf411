"""A key that the supplier refuses to one process is not tried by the others: five tries shut an address
out.
"""

import base64
import os
from collections.abc import AsyncIterator, Callable

import httpx
import pytest

from bot.clients import Outside, supplier_client
from bot.settings import Settings
from bot.supplier import KeyTrouble, Lane, SupplierClient
from bot.this_process import ThisProcess
from storage.database import Database
from tests.fakes.clock import FakeClock
from tests.supplier.far_end import FarEnd, bad, good

Open = Callable[[str], SupplierClient]


@pytest.fixture
def far_end() -> FarEnd:
    return FarEnd()


@pytest.fixture
async def opened(db: Database, clock: FakeClock, far_end: FarEnd) -> AsyncIterator[Open]:
    """The supplier's client of one more process, with that key."""
    outside = Outside(supplier=httpx.MockTransport(far_end))
    made: list[SupplierClient] = []
    async with ThisProcess(db, clock, shared=True) as process:

        def open_(key: str) -> SupplierClient:
            settings = Settings(
                bot_token="700000001:DEMO-TOKEN-not-a-secret-000000000000",
                admin_ids="2001",
                oneclickdz_api_key=key,
                encryption_key=base64.b64encode(os.urandom(32)).decode(),
                oneclickdz_api_url="https://supplier.test",
            )
            made.append(
                supplier_client(settings, db, clock, outside, process=process, on_asked=lambda _: None)
            )
            made[-1].budget.left  # noqa: B018 - from now on it gathers its part of the requests
            return made[-1]

        yield open_
        for client in made:
            await client.aclose()


async def until_heard(clock: FakeClock) -> None:
    """A transaction later."""
    await clock.advance(0.5)


async def test_a_key_that_is_refused_to_one_process_is_not_tried_by_another(
    opened: Open, far_end: FarEnd, clock: FakeClock
) -> None:
    one, other = opened("canary-key"), opened("canary-key")
    clock.tick(4)
    far_end.says(bad(401, "INVALID_ACCESS_TOKEN"))
    with pytest.raises(KeyTrouble):
        await one.balance(lane=Lane.PLACING)
    await until_heard(clock)
    with pytest.raises(KeyTrouble, match="INVALID_ACCESS_TOKEN"):
        await other.balance(lane=Lane.PLACING)
    assert len(far_end.requests) == 1


async def test_another_key_is_tried_and_an_address_that_is_shut_out_is_each_machines_own(
    opened: Open, far_end: FarEnd, clock: FakeClock
) -> None:
    one, other, newer = opened("canary-key"), opened("canary-key"), opened("canary-new-key")
    clock.tick(4)
    far_end.says(bad(403, "IP_BLOCKED"))
    with pytest.raises(KeyTrouble):
        await one.balance(lane=Lane.PLACING)
    await until_heard(clock)
    far_end.says(bad(401, "INVALID_ACCESS_TOKEN"))
    with pytest.raises(KeyTrouble, match="INVALID_ACCESS_TOKEN"):
        await other.balance(lane=Lane.PLACING)
    await until_heard(clock)
    far_end.says(good({"balance": 7}))
    assert await newer.balance(lane=Lane.PLACING) == 7
    assert len(far_end.requests) == 3
