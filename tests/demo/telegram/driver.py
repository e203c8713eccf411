"""Telegram alone, called in process: the bot's side by method, the people's side by deed, at a time the test
decides.
"""

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import httpx
from starlette.applications import Starlette

from bot.demo.events import EventHub
from bot.demo.faults import Faults
from bot.demo.telegram import Telegram
from bot.demo.telegram.botapi.shapes import shapes
from bot.demo.telegram.chats import DEMO_TOKEN
from tests.fakes.clock import FakeClock

AMINA, SOFIANE, KARIM = 1001, 1002, 2001


class RefusalError(Exception):
    """The Bot API's answer was an error."""

    def __init__(self, answer: dict[str, Any]) -> None:
        super().__init__(answer["description"])
        self.code = answer["error_code"]
        self.description = answer["description"]
        self.parameters = answer.get("parameters")


class Driver:
    def __init__(self, clock: FakeClock) -> None:
        self.clock = clock
        self.hub = EventHub()
        self.began = self.hub.seq
        self.faults = Faults(self.hub)
        self.telegram = Telegram(self.hub, self.faults, clock=clock)
        self.app = Starlette(routes=[*self.telegram.routes(), *self.telegram.control_routes()])
        self.http = httpx.AsyncClient(transport=httpx.ASGITransport(self.app), base_url="http://127.0.0.1")

    async def call(self, method: str, /, *, files: Any = None, **params: Any) -> Any:
        """The bot calls a method as PTB does: text for text, JSON for anything else. The answer's shape is
        checked.
        """
        form = {
            name: value if isinstance(value, str) else json.dumps(value) for name, value in params.items()
        }
        answer = await self.http.post(f"/bot{DEMO_TOKEN}/{method}", data=form, files=files)
        body = answer.json()
        if not body["ok"]:
            assert answer.status_code == body["error_code"]
            raise RefusalError(body)
        assert answer.status_code == 200
        assert shapes().wrong_with(shapes().methods[method].returns, body["result"]) is None
        return body["result"]

    async def updates(self, **params: Any) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = await self.call("getUpdates", **params)
        return found

    async def does(self, user_id: int, deed: str, **body: Any) -> Any:
        """A person does something in the app."""
        answer = await self.http.post(f"/demo/users/{user_id}/{deed}", json=body)
        assert answer.status_code == 200, answer.text
        return answer.json()

    async def sees(self, user_id: int, what: str = "messages", **query: Any) -> Any:
        answer = await self.http.get(f"/demo/users/{user_id}/{what}", params=query)
        assert answer.status_code == 200, answer.text
        return answer.json()

    async def violations(self) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = (await self.http.get("/demo/violations")).json()
        return found

    def events(self, kind: str) -> list[dict[str, Any]]:
        return [event for event in self.hub.since(self.began) or [] if event["type"] == kind]


@asynccontextmanager
async def opened(clock: FakeClock) -> AsyncIterator[Driver]:
    """A Telegram that Amina and Sofiane have started to talk to; their updates are confirmed."""
    driver = Driver(clock)
    async with driver.http:
        for user_id in (AMINA, SOFIANE):
            await driver.does(user_id, "send", text="/start")
        last = (await driver.updates())[-1]["update_id"]
        await driver.updates(offset=last + 1)
        yield driver
    driver.telegram.close()
