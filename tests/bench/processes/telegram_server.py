"""A Bot API server made for measuring: lean, one process, many people who all want something at the same
moment.

It answers what the two bots call, notes when each person's update was handed out and when its answer came,
and can hold every call back by some milliseconds. Bots that give it an address get updates there, each the
next one. It checks nothing: the demo's strict server does that elsewhere.
"""

import asyncio
import itertools
import json
import socket
import sys
import time
from typing import Any

from aiohttp import ClientError, ClientSession, web

# What Telegram says of a bot that nobody has described yet.
_PROFILE: dict[str, Any] = {
    "getMyCommands": [],
    "getMyDescription": {"description": ""},
    "getMyName": {"name": "Bench"},
    "getMyShortDescription": {"short_description": ""},
}


_FLOODER = 10_000_000
_DELIVERIES_AT_ONCE = 40  # Telegram's own number, unless a bot asks for another one
_PATIENCE = 60.0
"""Seconds after which somebody who gets no answer begins anew."""
_CODES = "spoiler"


class Bench:
    def __init__(self, delay: float) -> None:
        self.delay = delay
        self.hooks: list[tuple[str, str]] = []
        """Addresses that bots gave, each with its secret."""
        self.undelivered: asyncio.Queue[dict[str, Any]] = asyncio.Queue()
        self.wanted: dict[int, tuple[str, asyncio.Future[tuple[int, str]]]] = {}
        """What somebody waits for: the beginning of a button's data, or codes."""
        self.bought: list[float] = []
        self.began_anew = 0
        self.tasks: list[asyncio.Task[None]] = []
        self.updates: list[dict[str, Any]] = []
        self.arrived = asyncio.Event()
        self.update_ids = itertools.count(500_000_000)  # an old shop knows those before
        self.message_ids = itertools.count(1000)
        self.pushed_at = 0.0
        self.waiting: dict[int, list[float]] = {}
        self.latencies: list[float] = []
        self.answers_on = "sendMessage"
        self.greeting: dict[int, tuple[int, list[Any]]] = {}  # the last message with buttons, as it was sent
        self.pressing: asyncio.Task[None] | None = None
        self.calls = 0
        self.asked = 0  # for updates

    async def call(self, request: web.Request) -> web.StreamResponse:
        method = request.match_info["method"]
        self.calls += 1
        data = await self._arguments(request)
        if self.delay:
            await asyncio.sleep(self.delay)
        return web.json_response({"ok": True, "result": await self._answer(method, data)})

    @staticmethod
    async def _arguments(request: web.Request) -> dict[str, Any]:
        if request.content_type == "application/json":
            return dict(await request.json())
        return {key: str(value) for key, value in (await request.post()).items()}

    async def _answer(self, method: str, data: dict[str, Any]) -> Any:
        if method == "getMe":
            return {"id": 700000001, "is_bot": True, "first_name": "Bench", "username": "bench_bot"}
        if method == "getUpdates":
            self.asked += 1
            return await self._get_updates(data)
        if method in {"sendMessage", "editMessageText"}:
            return self._message(method, data)
        if method == "setWebhook":
            self._set_hook(data["url"], data.get("secret_token", ""))
        return _PROFILE.get(method, True)

    async def _get_updates(self, data: dict[str, Any]) -> list[Any]:
        offset = int(data.get("offset") or 0)
        self.updates = [update for update in self.updates if update["update_id"] >= offset]
        if not self.updates:
            self.arrived.clear()
            try:
                await asyncio.wait_for(self.arrived.wait(), min(10.0, float(data.get("timeout") or 0)))
            except TimeoutError:
                return []
        return self.updates[:100]

    def _message(self, method: str, data: dict[str, Any]) -> dict[str, Any]:
        chat_id = int(data["chat_id"])
        message_id = int(data.get("message_id") or next(self.message_ids))
        markup = data.get("reply_markup")
        markup = json.loads(markup) if isinstance(markup, str) else markup
        if markup and method == "sendMessage":
            self.greeting[chat_id] = (message_id, markup["inline_keyboard"])
        if chat_id in self.wanted:
            self._look(chat_id, message_id, markup, str(data.get("text", "")))
        if method == self.answers_on and self.waiting.get(chat_id):
            self.latencies.append(time.monotonic() - self.waiting[chat_id].pop(0))
        return {
            "message_id": message_id,
            "date": int(time.time()),
            "chat": {"id": chat_id, "type": "private", "first_name": "P"},
            "text": str(data.get("text", ""))[:50],
        }

    async def push(self, request: web.Request) -> web.Response:
        """`people` at once, `rounds` updates each: `/start`, or a press of the button whose data begins
        so.
        """
        wish = await request.json()
        self.latencies.clear()
        self.answers_on = "editMessageText" if wish["press"] else "sendMessage"
        new = [
            self._update(wish.get("first", 10_000) + n, wish)
            for _ in range(wish["rounds"])
            for n in range(wish["people"])
        ]
        now = time.monotonic()
        for update in new:
            self.waiting.setdefault(update["person"], []).append(now)
        self.pushed_at = now
        for update in new:
            self._out(update["body"])
        return web.json_response({"pushed": len(new)})

    async def say(self, request: web.Request) -> web.Response:
        """One person writes `text`."""
        wish = await request.json()
        self._out(self._update(wish["person"], {"press": "", "text": wish["text"]})["body"])
        return web.json_response({})

    async def buy(self, request: web.Request) -> web.Response:
        """`people` at once buy one thing after the other, `each` so many, from the link of one of `products`
        to the codes. Each product is `[its key in links, its key and its type's in buttons]`.
        """
        wish = await request.json()
        self.bought.clear()
        self.began_anew = 0
        products = itertools.cycle(wish["products"])
        for n in range(wish["people"]):
            walk = self._walk(wish.get("first", 10_000) + n, wish["each"], *next(products))
            self.tasks.append(asyncio.create_task(walk))
        return web.json_response({})

    async def _walk(self, person: int, purchases: int, link: str, type_: str) -> None:
        for _ in range(purchases):
            began = time.monotonic()
            while True:
                try:
                    async with asyncio.timeout(_PATIENCE):
                        await self._buy(person, link, type_)
                    break
                except TimeoutError:
                    self.began_anew += 1
            self.bought.append(time.monotonic() - began)

    async def _buy(self, person: int, link: str, type_: str) -> None:
        start = {"press": "", "text": f"/start p_{link}"}
        shown = await self._answered(person, start, f"typ:{type_}")
        shown = await self._answered(person, {"press": shown}, "buy:")
        await self._answered(person, {"press": shown}, _CODES)

    async def _answered(self, person: int, wish: dict[str, Any], wanted: str) -> tuple[int, str]:
        """Sends an update, and waits for a message with such a button: its number and the button's data."""
        answer: asyncio.Future[tuple[int, str]] = asyncio.get_running_loop().create_future()
        self.wanted[person] = (wanted, answer)
        self._out(self._update(person, wish)["body"])
        return await answer

    def _look(self, person: int, message_id: int, markup: Any, text: str) -> None:
        wanted, answer = self.wanted[person]
        buttons = [
            b.get("callback_data", "") for row in (markup or {}).get("inline_keyboard", []) for b in row
        ]
        found = next((data for data in buttons if data.startswith(wanted)), None)
        if wanted == _CODES and _CODES in text:
            found = ""
        if found is not None and not answer.done():
            answer.set_result((message_id, found))

    def _out(self, update: dict[str, Any]) -> None:
        """Towards the bot: to the next address there is, or for the next question."""
        if self.hooks:
            self.undelivered.put_nowait(update)
        else:
            self.updates.append(update)
            self.arrived.set()

    def _set_hook(self, url: str, secret: str) -> None:
        if not self.hooks:
            self.tasks += [asyncio.create_task(self._deliver(n)) for n in range(_DELIVERIES_AT_ONCE)]
        self.hooks.append((url, secret))

    async def _deliver(self, turn: int) -> None:
        async with ClientSession() as http:
            while True:
                update = await self.undelivered.get()
                turn += 1
                url, secret = self.hooks[turn % len(self.hooks)]
                headers = {"X-Telegram-Bot-Api-Secret-Token": secret}
                try:
                    async with http.post(url, json=update, headers=headers) as answer:
                        taken = answer.status == 200
                except ClientError:
                    taken = False
                if not taken:  # as one that does not know its address yet; another one may
                    await asyncio.sleep(0.1)
                    self.undelivered.put_nowait(update)

    async def flood(self, request: web.Request) -> web.Response:
        """One person sends `updates` at once, presses or messages; nobody measures their answers. From then
        on `others` people press one button each, `every` so many seconds on average, for `seconds`.
        """
        wish = await request.json()
        self.latencies.clear()
        self.answers_on = "editMessageText"
        flood = {"press": wish["press"]}
        self.updates += [self._update(_FLOODER, flood)["body"] for _ in range(wish["updates"])]
        self.arrived.set()
        self.pressing = asyncio.create_task(self._press_on(wish))
        return web.json_response({})

    async def _press_on(self, wish: dict[str, Any]) -> None:
        people = range(10_000, 10_000 + wish["others"])
        pause = wish["every"] / wish["others"]
        until = time.monotonic() + wish["seconds"]
        for person in itertools.cycle(people):
            if time.monotonic() >= until:
                return
            self.waiting.setdefault(person, []).append(time.monotonic())
            self.updates.append(self._update(person, {"press": "shop:"})["body"])
            self.arrived.set()
            await asyncio.sleep(pause)

    def _update(self, person: int, wish: dict[str, Any]) -> dict[str, Any]:
        user = {"id": person, "is_bot": False, "first_name": f"P{person}", "language_code": "fr"}
        chat = {"id": person, "type": "private", "first_name": f"P{person}"}
        update: dict[str, Any] = {"update_id": next(self.update_ids)}
        if wish["press"]:
            message_id, keyboard, data = self._pressed(person, wish["press"])
            update["callback_query"] = {
                "id": str(update["update_id"]),
                "from": user,
                "chat_instance": "1",
                "data": data,
                "message": {
                    "message_id": message_id,
                    "date": int(time.time()),
                    "chat": chat,
                    "text": "…",
                    "reply_markup": {"inline_keyboard": keyboard},
                },
            }
        else:
            text = wish.get("text", "/start")
            update["message"] = {
                "message_id": next(self.message_ids),
                "date": int(time.time()),
                "chat": chat,
                "from": user,
                "text": text,
                "entities": [{"type": "bot_command", "offset": 0, "length": len(text.split()[0])}],
            }
        return {"person": person, "body": update}

    def _pressed(self, person: int, press: str | tuple[int, str]) -> tuple[int, list[Any], str]:
        """The message, its keyboard and the data of a button: of a known one, or of the first that begins
        so.
        """
        if not isinstance(press, str):
            message_id, data = press
            return message_id, [[{"text": "…", "callback_data": data}]], data
        message_id, keyboard = self.greeting[person]
        buttons = (b["callback_data"] for row in keyboard for b in row if "callback_data" in b)
        return message_id, keyboard, next(data for data in buttons if data.startswith(press))

    async def state(self, _: web.Request) -> web.Response:
        return web.json_response(
            {
                "left": sum(map(len, self.waiting.values())),
                "pressing": self.pressing is not None and not self.pressing.done(),
                "unread": len(self.updates),
                "latencies": self.latencies,
                "seconds": max(self.latencies, default=0.0),
                "calls": self.calls,
                "asked": self.asked,
                "hooks": len(self.hooks),
                "bought": self.bought,
                "began_anew": self.began_anew,
            }
        )


def main() -> None:
    bench = Bench(float(sys.argv[1]) / 1000)
    app = web.Application()
    app.router.add_route("*", "/bot{token}/{method}", bench.call)
    app.router.add_post("/bench/push", bench.push)
    app.router.add_post("/bench/flood", bench.flood)
    app.router.add_post("/bench/say", bench.say)
    app.router.add_post("/bench/buy", bench.buy)
    app.router.add_get("/bench/state", bench.state)

    async def tell_port(_: web.Application) -> None:
        asyncio.get_running_loop().call_later(0.2, lambda: print(runner_port(), flush=True))

    def runner_port() -> int:
        return sock.getsockname()[1]

    sock = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    sock.bind(("127.0.0.1", 0))
    app.on_startup.append(tell_port)
    web.run_app(app, sock=sock, print=None, access_log=None, shutdown_timeout=0.1)


if __name__ == "__main__":
    main()
