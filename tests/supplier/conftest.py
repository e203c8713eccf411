"""A supplier's client whose far end is scripted and whose clock stands still."""

from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest
from pydantic import SecretStr

from bot.supplier import Budget, SupplierClient
from tests.fakes.clock import FakeClock
from tests.supplier.far_end import KEY, FarEnd, MakeClient


@pytest.fixture
def far_end() -> FarEnd:
    return FarEnd()


@pytest.fixture
async def make_client(far_end: FarEnd, clock: FakeClock) -> AsyncIterator[MakeClient]:
    made: list[SupplierClient] = []

    def make(**changes: Any) -> SupplierClient:
        settings: dict[str, Any] = {
            "base_url": "https://supplier.test",
            "api_key": SecretStr(KEY),
            "budget": Budget(600, clock),
            "clock": clock,
            "send_ref": True,
            "transport": httpx.MockTransport(far_end),
        }
        client = SupplierClient(**(settings | changes))
        made.append(client)
        return client

    yield make
    for client in made:
        await client.aclose()


@pytest.fixture
def client(make_client: MakeClient) -> SupplierClient:
    return make_client()
