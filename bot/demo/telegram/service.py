"""The front of this Telegram: one bot's methods over HTTP, checked, carried out or refused; and its memory.

Every request is read, held against the shapes, logged and put through the faults before it does anything. The
rooms that do the work know nothing of HTTP.
"""

import json
from collections import deque
from collections.abc import Callable, Mapping
from typing import Any, Final

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from bot.clock import Clock, SystemClock
from bot.demo.events import EventHub
from bot.demo.faults import Faults, Rule
from bot.demo.telegram import wire
from bot.demo.telegram.botapi.shapes import ShapeError, Upload, shapes
from bot.demo.telegram.chats import Chats, Flood
from bot.demo.telegram.control import Control
from bot.demo.telegram.files import Files
from bot.demo.telegram.messages import Messages
from bot.demo.telegram.payments import Payments
from bot.demo.telegram.people import People
from bot.demo.telegram.profile import Profile
from bot.demo.telegram.rooms.forum import Topics
from bot.demo.telegram.rooms.inline import InlineMode
from bot.demo.telegram.rooms.reactions import Reactions
from bot.demo.telegram.updates import Updates
from bot.demo.telegram.wire import InvalidError, RefusedError

_KEPT_VIOLATIONS: Final = 500
_SECRET: Final = frozenset(("secret_token", "provider_token"))
_LONGEST_LOGGED: Final = 300
_OTHER_REFUSALS: Final = {
    400: "Bad Request", 401: "Unauthorized", 403: "Forbidden", 404: "Not Found", 409: "Conflict",
    429: "Too Many Requests", 502: "Bad Gateway", 503: "Service Unavailable", 504: "Gateway Timeout",
}  # fmt: skip


class Telegram:
    """A Bot API on loopback for one bot and the people around it."""

    def __init__(self, hub: EventHub, faults: Faults, *, clock: Clock | None = None) -> None:
        clock = clock or SystemClock()
        self._faults = faults
        self.chats = Chats(hub, clock)
        self.files = Files()
        self.updates = Updates(clock)
        self.messages = Messages(self.chats, self.files)
        self.payments = Payments(self.chats, self.messages, self.updates)
        self.people = People(self.chats, self.files, self.updates)
        self.profile = Profile(self.chats)
        self.inline = InlineMode(self.chats, self.updates)
        self.violations: deque[dict[str, Any]] = deque(maxlen=_KEPT_VIOLATIONS)
        self._found = 0
        self._methods: dict[str, Callable[[dict[str, Any]], Any]] = {
            "setWebhook": self.updates.set_webhook,
            "deleteWebhook": self.updates.delete_webhook,
            "getWebhookInfo": self.updates.webhook_info,
            "getFile": self.files.get,
            **self.messages.methods(),
            **self.payments.methods(),
            **self.people.methods(),
            **self.profile.methods(),
            **self.inline.methods(),
            **Topics(self.chats).methods(),
            **Reactions(self.chats).methods(),
        }

    def routes(self) -> list[BaseRoute]:
        """The API that the shop talks to."""
        return [
            Route("/bot{token}/{method}", self._call, methods=["GET", "POST"]),
            Route("/file/bot{token}/{path:path}", self._download),
        ]

    def control_routes(self) -> list[BaseRoute]:
        """What the page and tests may see and do, under `/demo`."""
        return Control(
            chats=self.chats,
            files=self.files,
            updates=self.updates,
            payments=self.payments,
            people=self.people,
            profile=self.profile,
            inline=self.inline,
            violations=self.violations,
            mode=self.mode,
            set_mode=self.set_mode,
        ).routes()

    async def _call(self, request: Request) -> Response:
        if request.path_params["token"] != self.chats.token:
            return wire.refusal(401, "Unauthorized")
        name = request.path_params["method"]
        raw: dict[str, Any] = {}
        params: dict[str, Any] = {}
        broken: RefusedError | None = None
        try:
            raw, uploads = await wire.read(request)
            params = self._checked(name, raw, uploads)
        except RefusedError as error:
            broken = error

        async def carry_out() -> Response:
            try:
                if broken is not None:
                    raise broken
                if name == "getUpdates":
                    return wire.answer(await self.updates.get(params, request))
                return wire.answer(self._methods[name](params))
            except RefusedError as error:
                if error.violation:
                    self._violated(name, error)
                return wire.refusal(error.code, error.description, error.retry_after)

        chat_id = params.get("chat_id")
        return await self._faults.apply(
            "telegram",
            name,
            request,
            carry_out,
            refuse=_refuse,
            params=_loggable(raw),
            chat_id=chat_id if isinstance(chat_id, int) else None,
        )

    @staticmethod
    def _checked(name: str, raw: Mapping[str, Any], uploads: Mapping[str, Upload]) -> dict[str, Any]:
        method = shapes().methods.get(name)
        if method is None:
            raise _UnknownMethodError
        try:
            return method.read(raw, uploads)
        except ShapeError as error:
            raise InvalidError(str(error)) from None

    def _violated(self, method: str, error: RefusedError) -> None:
        self._found += 1
        self.violations.append(
            {"n": self._found, "method": method, "reason": error.description, "date": self.chats.now()}
        )

    async def _download(self, request: Request) -> Response:
        if request.path_params["token"] != self.chats.token:
            return wire.refusal(401, "Unauthorized")
        stored = self.files.at(request.path_params["path"])
        if stored is None:
            return wire.refusal(404, "Not Found")

        async def carry_out() -> Response:
            return Response(stored.content, media_type="application/octet-stream")

        return await self._faults.apply(
            "telegram", "file", request, carry_out, refuse=_refuse, params={"path": stored.path}
        )

    def set_mode(self, wanted: Mapping[str, Any]) -> dict[str, Any]:
        """Turns the knobs named in `wanted`. Raises ValueError in words; then none is turned."""
        mode = self.mode() | dict(wanted)
        flood = mode.pop("flood")
        if set(mode) != {"query_seconds", "precheckout_seconds"}:
            raise ValueError("the modes are flood, query_seconds and precheckout_seconds")
        if flood is not None and not (
            isinstance(flood, dict)
            and set(flood) == {"messages", "seconds"}
            and all(_is_number(one) and one > 0 for one in flood.values())
        ):
            raise ValueError('flood is null or {"messages": 1, "seconds": 1}')
        if not all(_is_number(one) and one >= 0 for one in mode.values()):
            raise ValueError("seconds are numbers")
        self.chats.flood = Flood(**flood) if flood else None
        self.people.query_seconds = mode["query_seconds"]
        self.payments.precheckout_seconds = mode["precheckout_seconds"]
        return self.mode()

    def mode(self) -> dict[str, Any]:
        """The knobs: `flood` (limit for each chat), `query_seconds`, `precheckout_seconds`."""
        flood = self.chats.flood
        return {
            "flood": {"messages": flood.messages, "seconds": flood.seconds} if flood else None,
            "query_seconds": self.people.query_seconds,
            "precheckout_seconds": self.payments.precheckout_seconds,
        }

    def snapshot(self) -> dict[str, Any]:
        """What the page starts from: `bot`, `users`, `telegram_mode`."""
        return {
            "bot": self.profile.seen(),
            "users": [person.seen() for person in self.chats.people.values()],
            "telegram_mode": self.mode(),
        }

    def dump(self) -> dict[str, Any]:
        """What is kept between two starts, fit for JSON."""
        return {
            "chats": self.chats.dump(),
            "files": self.files.dump(),
            "updates": self.updates.dump(),
            "payments": self.payments.dump(),
            "profile": self.profile.dump(),
        }

    def restore(self, kept: Mapping[str, Any]) -> None:
        """Replaces everything with what an earlier `dump` kept. Ids of updates and messages still go up."""
        self.chats.restore(kept["chats"])
        self.files.restore(kept["files"])
        self.updates.restore(kept["updates"])
        self.payments.restore(kept["payments"])
        self.profile.restore(kept["profile"])
        self.people.restore()
        self.violations.clear()

    def close(self) -> None:
        """Ends long polls and webhook deliveries, so that a server can stop."""
        self.updates.close()


class _UnknownMethodError(InvalidError):
    def __init__(self) -> None:
        super().__init__("method not found", code=404)


def _refuse(rule: Rule) -> Response:
    if rule.status == 429:  # noqa: PLR2004 - too many requests
        seconds = 1 if rule.retry_after is None else rule.retry_after
        return wire.refusal(429, f"Too Many Requests: retry after {seconds}", seconds)
    words = _OTHER_REFUSALS.get(rule.status, "Internal Server Error")
    description = f"{words}: {rule.reason}" if rule.reason else words
    return wire.refusal(rule.status, description, rule.retry_after, migrate_to=rule.migrate_to_chat_id)


def _loggable(raw: Mapping[str, Any]) -> dict[str, Any]:
    shown: dict[str, Any] = {}
    for name, value in raw.items():
        if name in _SECRET:
            continue
        if isinstance(value, Upload):
            shown[name] = f"{value.name} ({len(value.content)} bytes)"
        else:
            text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
            shown[name] = text if len(text) <= _LONGEST_LOGGED else f"{text[:_LONGEST_LOGGED]}…"
    return shown


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)
