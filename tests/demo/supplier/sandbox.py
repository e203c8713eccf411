"""The supplier's sandbox alone, called in process, at a time that the test decides."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from typing import Any

import httpx
from starlette.applications import Starlette

from bot.demo.events import EventHub
from bot.demo.faults import Faults
from bot.demo.supplier import Supplier

KEY = "demo-key-not-a-secret"
SANDBOX_KEY = "demo-sandbox-key-not-a-secret"


class Sandbox:
    def __init__(self) -> None:
        self.time = 1_780_000_000.0
        self.hub = EventHub()
        self.faults = Faults(self.hub)
        self.supplier = Supplier(self.hub, self.faults, now=lambda: self.time)
        self.books = self.supplier.books
        app = Starlette(routes=[*self.supplier.routes(), *self.supplier.control_routes()])
        self.http = httpx.AsyncClient(
            transport=httpx.ASGITransport(app), base_url="http://127.0.0.1", headers={"X-Access-Token": KEY}
        )
        self.product = self.books.categories[0].products[0]
        self.type = self.product.types[0]

    def iso(self, offset: float = 0.0) -> str:
        return datetime.fromtimestamp(self.time + offset, UTC).isoformat()

    async def turn(self, **modes: Any) -> None:
        (await self.http.patch("/demo/supplier/mode", json=modes)).raise_for_status()

    async def place(self, quantity: int = 1, *, key: str = KEY, **more: Any) -> httpx.Response:
        body = {"productId": self.product.id, "typeId": self.type.id, "quantity": quantity, **more}
        return await self.http.post("/v3/gift-cards/placeOrder", json=body, headers={"X-Access-Token": key})

    async def placed(self, quantity: int = 1, **more: Any) -> str:
        answer = await self.place(quantity, **more)
        assert answer.status_code == 200, answer.text
        order_id = answer.json()["data"]["orderId"]
        assert isinstance(order_id, str)
        return order_id

    async def get(self, path: str, *, key: str = KEY, **query: Any) -> httpx.Response:
        return await self.http.get(f"/v3/{path}", params=query, headers={"X-Access-Token": key})

    async def data(self, path: str, *, key: str = KEY, **query: Any) -> Any:
        answer = await self.get(path, key=key, **query)
        assert answer.status_code == 200, answer.text
        return answer.json()["data"]

    async def settle(self, order_id: str, outcome: str = "fulfilled") -> httpx.Response:
        return await self.http.post(f"/demo/supplier/orders/{order_id}/settle", json={"outcome": outcome})


@asynccontextmanager
async def opened() -> AsyncIterator[Sandbox]:
    """A sandbox in which orders wait to be settled by the test."""
    sandbox = Sandbox()
    async with sandbox.http:
        await sandbox.turn(fulfil_seconds=None)
        yield sandbox
    sandbox.supplier.close()
