"""Trouble on demand: rules that both APIs consult before and after they carry a request out, and the log of
requests.

This is the one way to make trouble between the shop and the outside world. What the supplier itself does
badly (late lists, wrong cards, no balance) are modes of the supplier, not faults.
"""

import asyncio
import contextlib
import os
import signal
from collections import deque
from collections.abc import Awaitable, Callable, Collection, Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from fnmatch import fnmatchcase
from itertools import islice
from typing import Any, Final

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from bot.demo.events import EventHub

APIS: Final = ("telegram", "supplier", "*")
WHENS: Final = ("before", "after")
ACTIONS: Final = ("status", "hang", "drop", "html", "garbage", "kill")
KEPT_REQUESTS: Final = 500
DROP: Final = "hanout.drop"
"""Name of the ASGI extension with which the demo's server closes a connection (see `bot.demo.server`)."""

_CUT_OFF: Final = {"telegram": '{"ok":true,"result":', "supplier": '{"success":true,"data":'}
_BAD_GATEWAY: Final = (
    "<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n"
    "<body>\r\n<center><h1>502 Bad Gateway</h1></center>\r\n</body>\r\n</html>\r\n"
)

CarryOut = Callable[[], Awaitable[Response]]


class ConnectionDroppedError(Exception):
    """Raised where no real connection is there to be closed (an application called in process)."""


class NoAnswer(Response):
    """What is left of an answer when its connection was closed: nobody receives it."""


@dataclass
class Rule:
    """Which requests get into which trouble. Fields as in the control API's `POST /demo/faults`."""

    id: int
    api: str = "*"
    method: str = "*"
    when: str = "before"
    action: str = "status"
    status: int = 500
    code: str = "INTERNAL_ERROR"
    retry_after: int | None = None
    seconds: float = 10.0
    skip: int = 0
    times: int | None = 1
    chat_id: int | None = None
    reason: str = ""
    """The words of a refusal by Telegram, such as `can't parse entities`; empty: those of its status."""
    having: str | None = None
    """Only requests that carry this parameter, such as `reply_markup`."""
    migrate_to_chat_id: int | None = None

    def matches(self, api: str, method: str, chat_id: int | None, params: Collection[str] = ()) -> bool:
        """Whether the rule is about this request, whatever it then does with it."""
        return (
            self.api in ("*", api)
            and fnmatchcase(method, self.method)
            and (self.chat_id is None or self.chat_id == chat_id)
            and (self.having is None or self.having in params)
        )


Refuse = Callable[[Rule], Response]
"""How an API says no: the answer with `rule.status`, `rule.code` and `rule.retry_after` in that API's own
shape.
"""


class RequestLog:
    """The last requests that the outside world received: `{"n", "api", "method", "at", "params", "status",
    "fault"}`.

    `status` is None while a request is being answered and for good when its answer was never sent.
    """

    def __init__(self, *, keep: int = KEPT_REQUESTS) -> None:
        self._entries: deque[dict[str, Any]] = deque(maxlen=keep)
        self.count = 0
        """How many there were in all."""

    def add(self, api: str, method: str, params: Mapping[str, Any] | None) -> dict[str, Any]:
        """A new line. `params` must hold no secrets."""
        self.count += 1
        entry: dict[str, Any] = {
            "n": self.count,
            "api": api,
            "method": method,
            "at": datetime.now(UTC).isoformat(timespec="milliseconds"),
            "params": params or {},
            "status": None,
            "fault": None,
        }
        self._entries.append(entry)
        return entry

    def after(self, n: int = 0, *, api: str | None = None) -> list[dict[str, Any]]:
        """The kept lines with a number above `n`, oldest first, of one API or of both."""
        newest = min(max(self.count - n, 0), len(self._entries))
        lines = islice(self._entries, len(self._entries) - newest, None)
        return [line for line in lines if api is None or line["api"] == api]

    def clear(self) -> None:
        """Forgets the lines; numbers go on counting."""
        self._entries.clear()


class Faults:
    """The rules in force, oldest first; the first that matches and has nothing left to skip gets the
    request.
    """

    def __init__(self, hub: EventHub, requests: RequestLog | None = None) -> None:
        self.requests = requests if requests is not None else RequestLog()
        self.shop_pid: int | None = None
        self._hub = hub
        self._rules: list[Rule] = []
        self._last_id = 0
        self._closing = asyncio.Event()
        self._released = asyncio.Event()

    def add(self, wanted: Mapping[str, Any]) -> Rule:
        """Puts a rule in force. Raises ValueError in words when it makes no sense."""
        rule = Rule(id=self._last_id + 1, **_checked(wanted))
        self._last_id += 1
        self._rules.append(rule)
        self._changed()
        return rule

    def remove(self, rule_id: int) -> bool:
        """Ends a rule; False when there is none with that id (any more)."""
        left = [rule for rule in self._rules if rule.id != rule_id]
        found = len(left) < len(self._rules)
        self._rules = left
        if found:
            self._changed()
        return found

    def clear(self) -> None:
        """Ends all rules, and lets go on what hangs."""
        self._rules = []
        self._released.set()
        self._released = asyncio.Event()
        self._changed()

    def snapshot(self) -> list[dict[str, Any]]:
        """The rules with what is left of their `skip` and `times`."""
        return [asdict(rule) for rule in self._rules]

    async def apply(
        self,
        api: str,
        method: str,
        request: Request,
        carry_out: CarryOut,
        *,
        refuse: Refuse,
        params: Mapping[str, Any] | None = None,
        chat_id: int | None = None,
    ) -> Response:
        """Logs the request and answers it, with the trouble that a rule asks for.

        `carry_out` does what was asked and makes the answer; it is called at most once. `refuse` is the API's
        way to answer an error. A dropped connection ends in an answer that nobody receives.
        """
        entry = self.requests.add(api, method, params)
        rule = self._take(api, method, chat_id, params or ()) if self._rules else None
        try:
            if rule is None:
                response = await carry_out()
            else:
                entry["fault"] = rule.action
                response = await self._trouble(rule, api, request, carry_out, refuse)
            if not isinstance(response, NoAnswer):
                entry["status"] = response.status_code
            return response
        finally:
            self._hub.publish("request", **entry)

    def close(self) -> None:
        """Drops whatever hangs, so that a server can stop."""
        self._closing.set()

    async def drop(self, request: Request) -> Response:
        """Closes the request's connection without an answer, and waits until that is done."""
        extensions = request.scope.get("extensions") or {}
        if DROP not in extensions:
            raise ConnectionDroppedError
        extensions[DROP]()
        while (await request.receive())["type"] != "http.disconnect":
            pass
        return NoAnswer()

    async def _trouble(
        self, rule: Rule, api: str, request: Request, carry_out: CarryOut, refuse: Refuse
    ) -> Response:
        response = await carry_out() if rule.when == "after" else None
        match rule.action:
            case "status":
                return refuse(rule)
            case "html":
                return HTMLResponse(_BAD_GATEWAY, 502)
            case "garbage":
                return Response(_CUT_OFF.get(api, "{"), 200, media_type="application/json")
            case "drop" | "kill":
                if rule.action == "kill":
                    self._kill_shop()
                return await self.drop(request)
            case _:
                await self._hang(rule.seconds)
                if self._closing.is_set():
                    return await self.drop(request)
                return response if response is not None else await carry_out()

    async def _hang(self, seconds: float) -> None:
        """Until the time is over, all rules are ended or the server stops."""
        ends = [asyncio.ensure_future(event.wait()) for event in (self._closing, self._released)]
        try:
            await asyncio.wait(ends, timeout=seconds, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for end in ends:
                end.cancel()

    def _take(self, api: str, method: str, chat_id: int | None, params: Collection[str]) -> Rule | None:
        for rule in self._rules:
            if not rule.matches(api, method, chat_id, params):
                continue
            if rule.skip > 0:
                rule.skip -= 1
                continue
            if rule.times is not None:
                rule.times -= 1
                if rule.times == 0:
                    self._rules = [other for other in self._rules if other is not rule]
            self._changed()
            return rule
        return None

    def _kill_shop(self) -> None:
        # Forgotten at once: the number may soon belong to somebody else.
        pid, self.shop_pid = self.shop_pid, None
        if pid is not None:
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)

    def _changed(self) -> None:
        self._hub.publish("faults", rules=self.snapshot())


def _checked(wanted: Mapping[str, Any]) -> dict[str, Any]:
    known: dict[str, Callable[[Any], bool]] = {
        "api": lambda value: value in APIS,
        "method": lambda value: isinstance(value, str) and value != "",
        "when": lambda value: value in WHENS,
        "action": lambda value: value in ACTIONS,
        "status": lambda value: _whole(value) and 400 <= value <= 599,  # noqa: PLR2004 - HTTP's error statuses
        "code": lambda value: isinstance(value, str),
        "retry_after": lambda value: value is None or (_whole(value) and value >= 0),
        "seconds": lambda value: isinstance(value, int | float) and value >= 0,
        "skip": lambda value: _whole(value) and value >= 0,
        "times": lambda value: value is None or (_whole(value) and value > 0),
        "chat_id": lambda value: value is None or _whole(value),
        "reason": lambda value: isinstance(value, str),
        "having": lambda value: value is None or (isinstance(value, str) and value != ""),
        "migrate_to_chat_id": lambda value: value is None or _whole(value),
    }
    for name, value in wanted.items():
        if name not in known:
            raise ValueError(f"a fault has no {name}")
        if not known[name](value):
            raise ValueError(f"{name} cannot be {value!r}")
    return dict(wanted)


def _whole(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)
