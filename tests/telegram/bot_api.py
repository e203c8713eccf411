"""A Telegram for the tests of this room: a few Bot API methods, in process or over loopback HTTP.

Deliveries follow Telegram's rule: an update comes again until a getUpdates call has an offset above it.
"""

import asyncio
import json
from collections import defaultdict
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any

from aiohttp import web
from telegram.request import BaseRequest, RequestData

TOKEN = "700000001:CANARY-TOKEN-not-a-secret-0000000000"
Answer = tuple[int, dict[str, Any]]


def ok(result: object = True) -> Answer:
    return 200, {"ok": True, "result": result}


def refusal(status: int, description: str, **parameters: object) -> Answer:
    body: dict[str, Any] = {"ok": False, "error_code": status, "description": description}
    if parameters:
        body["parameters"] = parameters
    return status, body


def message_update(update_id: int, person: int, text: str = "hello", **extra: object) -> dict[str, Any]:
    user = {"id": person, "is_bot": False, "first_name": f"P{person}", "language_code": "ar"}
    chat = {"id": person, "type": "private", "first_name": f"P{person}"}
    message = {
        "message_id": update_id,
        "date": 1_790_000_000,
        "chat": chat,
        "from": user,
        "text": text,
        **extra,
    }
    return {"update_id": update_id, "message": message}


def press_update(update_id: int, person: int, data: str = "x") -> dict[str, Any]:
    message = message_update(update_id, person)["message"]
    user = message["from"]
    query = {"id": str(update_id), "from": user, "chat_instance": "1", "data": data, "message": message}
    return {"update_id": update_id, "callback_query": query}


def pre_checkout_update(update_id: int, person: int) -> dict[str, Any]:
    user = {"id": person, "is_bot": False, "first_name": f"P{person}"}
    query = {"id": str(update_id), "from": user, "currency": "XTR", "total_amount": 5, "invoice_payload": "p"}
    return {"update_id": update_id, "pre_checkout_query": query}


def payment_update(update_id: int, person: int) -> dict[str, Any]:
    payment = {
        "currency": "XTR",
        "total_amount": 5,
        "invoice_payload": "p",
        "telegram_payment_charge_id": f"charge{update_id}",
        "provider_payment_charge_id": "",
    }
    update = message_update(update_id, person, successful_payment=payment)
    del update["message"]["text"]
    return update


class FakeTelegram:
    """Answers methods; `replies[method]` holds answers to give first, one for each call, then the usual
    one.
    """

    def __init__(self) -> None:
        self.updates: list[dict[str, Any]] = []
        self.calls: list[tuple[str, dict[str, Any]]] = []
        self.replies: dict[str, list[Answer | Exception]] = defaultdict(list)
        self.before: Callable[[str, dict[str, Any]], Awaitable[None]] | None = None
        self.confirmed = 0
        self.closed = 0
        self._news = asyncio.Condition()

    def methods(self, *ignoring: str) -> list[str]:
        return [method for method, _ in self.calls if method not in ignoring]

    def asked(self, method: str) -> list[dict[str, Any]]:
        return [params for name, params in self.calls if name == method]

    async def deliver(self, *updates: dict[str, Any]) -> None:
        self.updates += updates
        async with self._news:
            self._news.notify_all()

    async def until(self, fact: Callable[[], bool]) -> None:
        """Waits until something asked of this Telegram has made `fact` true."""
        async with asyncio.timeout(30), self._news:
            await self._news.wait_for(fact)

    async def call(self, method: str, params: dict[str, Any]) -> Answer:
        self.calls.append((method, params))
        async with self._news:
            self._news.notify_all()
        if self.before is not None:
            await self.before(method, params)
        if self.replies[method]:
            reply = self.replies[method].pop(0)
            if isinstance(reply, Exception):
                raise reply
            return reply
        if method == "getUpdates":
            return ok(await self._get_updates(params))
        if method == "getMe":
            return ok({"id": 700000001, "is_bot": True, "first_name": "Shop", "username": "shop_bot"})
        if method == "sendMessage":
            chat = {"id": int(params["chat_id"]), "type": "private", "first_name": "P"}
            sent = {
                "message_id": len(self.calls),
                "date": 1_790_000_000,
                "chat": chat,
                "text": params["text"],
            }
            return ok(sent)
        return ok()

    async def _get_updates(self, params: dict[str, Any]) -> list[dict[str, Any]]:
        offset = int(params.get("offset") or 0)
        async with self._news:
            self.confirmed = max(self.confirmed, offset - 1)
            self.updates = [update for update in self.updates if update["update_id"] >= offset]
            self._news.notify_all()
            await self._news.wait_for(lambda: bool(self.updates))
            return self.updates[: int(params.get("limit") or 100)]


class InProcess(BaseRequest):
    """PTB's transport without a network."""

    def __init__(self, telegram: FakeTelegram) -> None:
        self._telegram = telegram

    @property
    def read_timeout(self) -> float:
        return 5.0

    async def initialize(self) -> None: ...

    async def shutdown(self) -> None:
        self._telegram.closed += 1

    async def do_request(
        self, url: str, method: str, request_data: RequestData | None = None, **_timeouts: object
    ) -> tuple[int, bytes]:
        del method
        params = request_data.parameters if request_data else {}
        status, body = await self._telegram.call(url.rpartition("/")[2], params)
        return status, json.dumps(body).encode()


@asynccontextmanager
async def served(telegram: FakeTelegram) -> AsyncIterator[str]:
    """The same over loopback HTTP; gives the API's base URL."""

    async def handle(request: web.Request) -> web.Response:
        params = await request.json() if request.can_read_body else {}
        status, body = await telegram.call(request.match_info["method"], params)
        return web.json_response(body, status=status)

    app = web.Application()
    app.router.add_route("*", "/bot{token}/{method}", handle)
    async with listening(app) as base:
        yield base


@asynccontextmanager
async def listening(app: web.Application) -> AsyncIterator[str]:
    runner = web.AppRunner(app, shutdown_timeout=0.1, access_log=None)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    host, port = runner.addresses[0][:2]
    try:
        yield f"http://{host}:{port}"
    finally:
        await runner.cleanup()
