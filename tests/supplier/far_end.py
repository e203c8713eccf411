"""The far end of the wire for the supplier's client: answers that a test scripts, and a log of what was
asked.
"""

import json
from collections.abc import Callable
from typing import Any

import httpx

from bot.supplier import SupplierClient

KEY = "canary-key-5f1c9e"

MakeClient = Callable[..., SupplierClient]
Handler = Callable[[httpx.Request], httpx.Response]


class FarEnd:
    """Answers each request with the next answer of the script, and with the last one for ever after."""

    def __init__(self) -> None:
        self.requests: list[httpx.Request] = []
        self.script: list[httpx.Response | Exception | Handler] = []

    def says(self, *answers: httpx.Response | Exception | Handler) -> None:
        self.script = list(answers)

    async def __call__(self, request: httpx.Request) -> httpx.Response:
        self.requests.append(request)
        answer = self.script.pop(0) if len(self.script) > 1 else self.script[0]
        if isinstance(answer, Exception):
            raise answer
        if callable(answer):
            return answer(request)
        return httpx.Response(answer.status_code, headers=answer.headers, content=answer.content)

    @property
    def paths(self) -> list[str]:
        return [request.url.raw_path.decode().partition("?")[0] for request in self.requests]

    @property
    def last(self) -> httpx.Request:
        return self.requests[-1]


def reply(body: Any = None, status: int = 200, headers: dict[str, str] | None = None) -> httpx.Response:
    """An answer whose body is JSON, or text as it stands."""
    content = body if isinstance(body, (str, bytes)) else json.dumps(body)
    return httpx.Response(status, headers=headers, content=content)


def good(data: Any, **outside: Any) -> httpx.Response:
    """The success envelope."""
    return reply(
        {"success": True, "data": data, "meta": {"timestamp": "2026-11-01T09:00:00.000Z"}, **outside}
    )


def bad(
    status: int, code: str | None = None, details: Any = None, message: str = "words", **headers: str
) -> httpx.Response:
    """The error envelope; keyword `Retry_After` is the header."""
    error = {"code": code, "message": message, "details": details}
    body = {
        "success": False,
        "error": {k: v for k, v in error.items() if v is not None},
        "requestId": "req-bad",
    }
    return reply(body, status, {name.replace("_", "-"): value for name, value in headers.items()})
