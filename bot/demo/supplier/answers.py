"""The shapes of the supplier's answers: envelopes, errors, amounts and times, as the contract has them (§1.3,
§1.4).

Speaks both dialects of §4: the reference pages' and the guides'. Decides nothing about orders.
"""

import json
import secrets
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from http import HTTPStatus
from typing import Any, Final

from starlette.responses import Response

_GUIDE_WORDS: Final = {"INSUFFICIENT_BALANCE": "NO_BALANCE", "INVALID_ACCESS_TOKEN": "ERR_AUTH"}


@dataclass
class Reply:
    """A success: the payload, what stands beside `data`, and whether `meta` is there (it is not on
    `/validate`).
    """

    data: dict[str, Any]
    totals: dict[str, int] = field(default_factory=dict)
    meta: bool = True


class ApiError(Exception):
    """A refusal in the API's own words."""

    def __init__(
        self,
        status: int,
        code: str,
        message: str,
        *,
        details: Mapping[str, Any] | None = None,
        retry_after: int | None = None,
    ) -> None:
        super().__init__(message)
        self.status = status
        self.code = code
        self.message = message
        self.details = details
        self.retry_after = retry_after


def invalid(name: str, must: str, value: Any = None, *, where: str = "body") -> ApiError:
    """A request against the schema: 400 `ERR_VALIDATION`."""
    path = f"{where}/{name}" if name else where
    return ApiError(400, "ERR_VALIDATION", f"{path} {must}", details={"field": name, "value": value})


def succeed(reply: Reply, dialect: str) -> Response:
    """The success envelope."""
    request_id = _request_id()
    meta: dict[str, Any] = {"timestamp": moment(time.time_ns() // 1_000_000)} if reply.meta else {}
    body: dict[str, Any] = {"success": True}
    if dialect == "guide":
        body |= {"data": reply.data, "meta": {**meta, **reply.totals, "requestId": request_id}}
    else:
        body |= {**reply.totals, "data": reply.data}
        if meta:
            body["meta"] = meta
        body["requestId"] = request_id
    return _response(200, body, request_id)


def fail(error: ApiError, dialect: str) -> Response:
    """The error envelope."""
    request_id = _request_id()
    code = error.code
    if dialect == "guide":
        code = _GUIDE_WORDS.get(code, code).replace("_", "-")
    said: dict[str, Any] = {"code": code, "message": error.message}
    if error.details is not None:
        said["details"] = error.details
    body: dict[str, Any] = {"success": False, "error": said}
    if dialect == "guide":
        body |= {"message": error.message, "meta": {"requestId": request_id}}
    else:
        body["requestId"] = request_id
    response = _response(error.status, body, request_id)
    if error.retry_after is not None:
        response.headers["Retry-After"] = str(error.retry_after)
    return response


def no_such_path(method: str, path: str) -> Response:
    """The router's own 404, which has no envelope (§1.4)."""
    body = {"message": f"Route {method}:{path} not found", "error": "Not Found", "statusCode": 404}
    return _response(404, body, _request_id())


def refusal(status: int, code: str, retry_after: int | None) -> ApiError:
    """An error that a fault asks for."""
    try:
        phrase = HTTPStatus(status).phrase
    except ValueError:
        phrase = "Error"
    return ApiError(status, code, phrase, retry_after=retry_after)


def dinars(centimes: int) -> int | float:
    """An amount as JSON shows it there: 2000, 1326.13."""
    return centimes // 100 if centimes % 100 == 0 else centimes / 100


def moment(milliseconds: int) -> str:
    """A time as the API writes it: `2026-11-01T09:00:00.000Z`."""
    return (
        datetime.fromtimestamp(milliseconds / 1000, UTC).strftime("%Y-%m-%dT%H:%M:%S.")
        + f"{milliseconds % 1000:03d}Z"
    )


def _request_id() -> str:
    return f"req_{int(time.time())}_{secrets.token_hex(4)}"


def _response(status: int, body: dict[str, Any], request_id: str) -> Response:
    text = json.dumps(body, ensure_ascii=False, separators=(",", ":"))
    return Response(text, status, {"X-Request-Id": request_id}, "application/json; charset=utf-8")
