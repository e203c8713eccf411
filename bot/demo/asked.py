"""What the control API is asked, read; and how it says no. Shared by all that have control routes."""

from collections.abc import Awaitable, Callable, Mapping
from json import JSONDecodeError
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response


def wrong(words: str, status: int = 400) -> JSONResponse:
    """How the control API says no: `{"error": words}`."""
    return JSONResponse({"error": words}, status)


async def body_of(request: Request) -> dict[str, Any]:
    """The request's JSON object; an empty body is an empty object. Raises ValueError in words otherwise."""
    raw = await request.body()
    if not raw:
        return {}
    try:
        body = await request.json()
    except (JSONDecodeError, UnicodeDecodeError) as error:
        raise ValueError("the body is not JSON") from error
    if not isinstance(body, dict):
        raise ValueError("the body is not a JSON object")  # noqa: TRY004 - a ValueError is answered as 400, whichever
    return body


def number_of(values: Mapping[str, str], name: str, default: int = 0) -> int:
    """A whole number from a query or a path. Raises ValueError in words."""
    text = values.get(name)
    if text is None:
        return default
    try:
        return int(text)
    except ValueError as error:
        raise ValueError(f"{name} must be a whole number") from error


def said(handler: Callable[[Request], Awaitable[Response]]) -> Callable[[Request], Awaitable[Response]]:
    """Answers a handler's ValueError as 400 with its words, and its LookupError as 404."""

    async def handle(request: Request) -> Response:
        try:
            return await handler(request)
        except ValueError as error:
            return wrong(str(error))
        except LookupError as error:
            return wrong(str(error.args[0]) if error.args else "not found", 404)

    return handle
