"""PTB's way to the demo's Telegram without HTTP: the same strict Bot API, called in process, with every call
kept.

Shapes, lengths, HTML, unchanged edits, presses answered late or twice: `bot.demo.telegram` is strict about
all of it and notes requests that could never be right in `telegram.violations`.
"""

import json
from collections.abc import Mapping
from typing import Any

from telegram.error import TimedOut
from telegram.request import BaseRequest, RequestData

from bot.demo.events import EventHub
from bot.demo.faults import Faults
from bot.demo.telegram import Telegram
from bot.demo.telegram.botapi.shapes import Upload
from bot.demo.telegram.wire import RefusedError
from tests.fakes.clock import FakeClock

Answer = tuple[int, str, dict[str, Any]] | bytes


class InProcessTelegram(BaseRequest):
    """`calls` are (method, parameters) in order. `answers_next[method]` holds answers to give instead of
    carrying out.
    """

    def __init__(self, clock: FakeClock) -> None:
        hub = EventHub()
        self.telegram = Telegram(hub, Faults(hub), clock=clock)
        self.calls: list[tuple[str, Mapping[str, Any]]] = []
        self.answers_next: dict[str, list[Answer | None]] = {}

    def asked(self, method: str) -> list[Mapping[str, Any]]:
        return [params for name, params in self.calls if name == method]

    def refuse_next(self, method: str, status: int, description: str, **parameters: Any) -> None:
        self.answers_next.setdefault(method, []).append((status, description, parameters))

    def time_out_next(self, method: str) -> None:
        self.answers_next.setdefault(method, []).append(None)

    def say_next(self, method: str, result: Any) -> None:
        """A success with whatever result, also one that the Bot API never gives."""
        answer = json.dumps({"ok": True, "result": result}).encode()
        self.answers_next.setdefault(method, []).append(answer)

    @property
    def read_timeout(self) -> float:
        return 5.0

    async def initialize(self) -> None:
        pass

    async def shutdown(self) -> None:
        pass

    async def do_request(  # type: ignore[override]  # timeouts mean nothing in process
        self, url: str, method: str, request_data: RequestData | None = None, **_: Any
    ) -> tuple[int, bytes]:
        if "/file/bot" in url:
            return self._file(url)
        name = url.rpartition("/")[2]
        params = dict(request_data.parameters) if request_data else {}
        self.calls.append((name, params))
        if self.answers_next.get(name):
            answer = self.answers_next[name].pop(0)
            if answer is None:
                raise TimedOut
            if isinstance(answer, bytes):
                return 200, answer
            return _refusal(*answer)
        files = request_data.multipart_data or {} if request_data else {}
        uploads = {
            field: Upload(
                filename, content if isinstance(content, bytes) else content.read(), mime or "text/plain"
            )
            for field, (filename, content, mime) in files.items()
        }
        try:
            checked = self.telegram._checked(name, {**params, **uploads}, uploads)
            result = self.telegram._methods[name](checked)
        except RefusedError as error:
            if error.violation:
                self.telegram._violated(name, error)
            more = {"retry_after": error.retry_after} if error.retry_after is not None else {}
            return _refusal(error.code, error.description, more)
        text = result if isinstance(result, str) and result[:1] in "{[" else json.dumps(result)
        return 200, f'{{"ok":true,"result":{text}}}'.encode()

    def _file(self, url: str) -> tuple[int, bytes]:
        path = url.partition("/file/bot")[2].partition("/")[2]
        self.calls.append(("file", {"path": path}))
        stored = self.telegram.files.at(path)
        return (200, stored.content) if stored else _refusal(404, "Not Found", {})


def _refusal(status: int, description: str, parameters: dict[str, Any]) -> tuple[int, bytes]:
    body: dict[str, Any] = {"ok": False, "error_code": status, "description": description}
    if parameters:
        body["parameters"] = parameters
    return status, json.dumps(body).encode()
