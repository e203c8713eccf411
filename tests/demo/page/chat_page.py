"""The chat page in a browser, over the real outside world; the test is the bot."""

import json
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from typing import Any

import httpx
from playwright.async_api import Locator, Page
from starlette.types import ASGIApp, Receive, Scope, Send

from bot.demo.application import create_app
from bot.demo.server import bind, serving
from bot.demo.telegram.chats import DEMO_TOKEN
from bot.demo.world import World
from tests.browser.chromium import Windows, heard, marked

AMINA, SOFIANE, KARIM = 1001, 1002, 2001


class Pages(AsyncExitStack):
    """The pages that a test opens: at its end they are given back."""

    def __init__(self, chromium: Windows) -> None:
        super().__init__()
        self.chromium = chromium


class Demo:
    """The outside world with a page open on it; `call` is the bot, `does` a person through the control
    API.
    """

    def __init__(self, url: str, world: World, pages: Pages) -> None:
        self.url = url
        self.world = world
        self.http = httpx.AsyncClient(base_url=url, verify=False)
        self._pages = pages
        self.troubles: list[str] = []
        self.page: Page

    async def open(self, path: str = "/", *, width: int = 1400, height: int = 900) -> Page:
        page = await self._pages.enter_async_context(self._pages.chromium.page(width=width, height=height))
        await page.context.grant_permissions(["clipboard-read", "clipboard-write"], origin=self.url)
        page.set_default_timeout(10_000)
        self._pages.enter_context(heard(page, pageerror=self._failed, request=self._only_us))
        await page.goto(self.url + path)
        await marked(page, f"chat-{KARIM}").wait_for(state="attached")
        self.page = page
        return page

    def _failed(self, error: Any) -> None:
        self.troubles.append(f"error: {error}")

    def _only_us(self, request: Any) -> None:
        if not request.url.startswith((self.url, "data:", "blob:")):
            self.troubles.append(f"asked outside: {request.url}")

    async def call(self, method: str, /, *, files: Any = None, **params: Any) -> Any:
        form = {key: value if isinstance(value, str) else json.dumps(value) for key, value in params.items()}
        answer = (await self.http.post(f"/bot{DEMO_TOKEN}/{method}", data=form, files=files)).json()
        assert answer["ok"], answer
        return answer["result"]

    async def does(self, user_id: int, deed: str, **body: Any) -> Any:
        answer = await self.http.post(f"/demo/users/{user_id}/{deed}", json=body)
        assert answer.is_success, answer.text
        return answer.json()

    async def all_start(self) -> None:
        for person in (AMINA, SOFIANE, KARIM):
            await self.does(person, "send", text="/start")

    async def says(self, text: str, *rows: list[dict[str, Any]], to: int = AMINA, **params: Any) -> Locator:
        """The bot sends a message with an inline keyboard of `rows`. Gives its place on the open page."""
        if rows:
            params["reply_markup"] = {"inline_keyboard": list(rows)}
        message = await self.call("sendMessage", chat_id=to, text=text, parse_mode="HTML", **params)
        return self.message(message["message_id"], of=to)

    async def update(self, kind: str) -> Any:
        """The next thing of that kind that a person did, as the bot hears of it."""
        while True:
            for update in await self.call("getUpdates", offset=self._offset, timeout=10):
                self._offset = update["update_id"] + 1
                if kind in update:
                    return update[kind]

    _offset = 0

    async def forget(self) -> None:
        """What people did so far is no news any more."""
        for update in await self.call("getUpdates", offset=self._offset, timeout=0):
            self._offset = update["update_id"] + 1

    def chat(self, of: int = AMINA) -> Locator:
        return marked(self.page, f"chat-{of}")

    def message(self, message_id: int, *, of: int = AMINA) -> Locator:
        return marked(self.chat(of), f"msg-{message_id}")

    async def clipboard(self) -> str:
        text: str = await self.page.evaluate("navigator.clipboard.readText()")
        return text


class Address:
    """One address for one world after another, so that a browser keeps the page's files; `url` is it."""

    def __init__(self) -> None:
        self._app: ASGIApp

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await self._app(scope, receive, send)

    @asynccontextmanager
    async def served(self, port: int = 0) -> AsyncIterator[None]:
        async with serving(self, bind(port)) as self.url:
            yield

    @asynccontextmanager
    async def opened(self, pages: Pages) -> AsyncIterator[Demo]:
        """A new world at this address."""
        world = World()
        self._app = create_app(world)
        demo = Demo(self.url, world, pages)
        try:
            yield demo
        finally:
            world.close()
            await demo.http.aclose()
        assert demo.troubles == []


@asynccontextmanager
async def opened(pages: Pages, port: int = 0) -> AsyncIterator[Demo]:
    """A new world that is gone at the end, as is its address."""
    address = Address()
    async with address.served(port), address.opened(pages) as demo:
        yield demo
