"""The Bot API's outer form: parameters from a query, a form, a multipart body or JSON in; `ok`, `result` and
errors out.

Knows nothing of methods: what a parameter must be is `shapes`, what it does is said in the rooms.
"""

import json
import re
from collections.abc import Mapping
from typing import Any, Final
from urllib.parse import parse_qsl, unquote

from starlette.requests import Request
from starlette.responses import Response

from bot.demo.telegram.botapi.shapes import Upload

_PREFIXES: Final = {
    400: "Bad Request",
    401: "Unauthorized",
    403: "Forbidden",
    404: "Not Found",
    409: "Conflict",
    429: "Too Many Requests",
}
_BOUNDARY: Final = re.compile(r'boundary="?([^";,]+)"?', re.IGNORECASE)
_DISPOSITION: Final = re.compile(r"""([a-z]+)(\*?)=(?:"((?:[^"\\]|\\.)*)"|([^;\s]+))""", re.IGNORECASE)

# In file names: what browsers escape (HTML, "multipart/form-data"), and a quote as other clients do.
_ESCAPED: Final = (("%22", '"'), ("%0A", "\n"), ("%0D", "\r"), (r"\"", '"'), (r"\\", "\\"))


class RefusedError(Exception):
    """Telegram says no. `violation` marks a request that can never be right, whatever the state of things."""

    violation = False

    def __init__(self, text: str = "", *, code: int = 400, retry_after: int | None = None) -> None:
        self.code = code
        self.retry_after = retry_after
        prefix = _PREFIXES[code]
        self.description = f"{prefix}: {text}" if text else prefix
        super().__init__(self.description)


class InvalidError(RefusedError):
    """No: the request breaks a rule of the Bot API. Kept for `GET /demo/violations`."""

    violation = True


class FloodError(RefusedError):
    """No: too much for this chat, try again in `seconds`."""

    def __init__(self, seconds: int) -> None:
        super().__init__(f"retry after {seconds}", code=429, retry_after=seconds)


encode: Final = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
"""JSON as it goes over the wire."""


def answer(result: Any) -> Response:
    """The envelope of success around a result, which may already be JSON text."""
    text = (
        result
        if isinstance(result, Encoded)
        else json.dumps(result, ensure_ascii=False, separators=(",", ":"))
    )
    return _json(f'{{"ok":true,"result":{text}}}', 200)


def refusal(
    code: int, description: str, retry_after: int | None = None, *, migrate_to: int | None = None
) -> Response:
    """The envelope of an error; the HTTP status is the error's code, as Telegram does it."""
    body: dict[str, Any] = {"ok": False, "error_code": code, "description": description}
    headers = None
    if retry_after is not None:
        body["parameters"] = {"retry_after": retry_after}
        headers = {"Retry-After": str(retry_after)}
    if migrate_to is not None:
        body.setdefault("parameters", {})["migrate_to_chat_id"] = migrate_to
    return _json(encode(body), code, headers)


class Encoded(str):
    """JSON text that is passed on as it is."""

    __slots__ = ()


def _json(text: str, status: int, headers: Mapping[str, str] | None = None) -> Response:
    return Response(text.encode(), status, headers, "application/json")


async def read(request: Request) -> tuple[dict[str, Any], dict[str, Upload]]:
    """The request's parameters by name, and the files that came with it. Raises InvalidError when
    unreadable.
    """
    body = await request.body()
    try:
        raw: dict[str, Any] = dict(parse_qsl(request.url.query, keep_blank_values=True, errors="strict"))
        kind = request.headers.get("content-type", "")
        if not body:
            return raw, {}
        if kind.startswith("application/x-www-form-urlencoded"):
            raw.update(parse_qsl(body.decode(), keep_blank_values=True, errors="strict"))
            return raw, {}
        if kind.startswith("application/json"):
            given = json.loads(body)
            if not isinstance(given, dict):
                raise InvalidError("an object with the parameters is expected")
            return raw | given, {}
        boundary = _BOUNDARY.search(kind) if kind.startswith("multipart/form-data") else None
        if boundary is None:
            raise InvalidError(f"unsupported content type {kind!r}")
        fields, uploads = _multipart(body, boundary[1].encode())
    except UnicodeDecodeError:
        raise InvalidError("strings must be encoded in UTF-8") from None
    except ValueError:
        raise InvalidError("can't parse the request's JSON") from None
    return raw | fields | uploads, uploads


def _multipart(body: bytes, boundary: bytes) -> tuple[dict[str, str], dict[str, Upload]]:
    fields: dict[str, str] = {}
    uploads: dict[str, Upload] = {}
    # RFC 2046: every delimiter begins on a new line, the first one perhaps at the very beginning.
    for part in (b"\r\n" + body).split(b"\r\n--" + boundary)[1:]:
        if part.startswith(b"--"):
            break
        head, _, content = part.lstrip(b"\r\n").partition(b"\r\n\r\n")
        headers = {
            name.strip().lower(): value.strip()
            for name, _, value in (line.partition(b":") for line in head.split(b"\r\n"))
        }
        named = _disposition(headers.get(b"content-disposition", b"").decode())
        name = named.get("name", "")
        if "filename" in named:
            kind = headers.get(b"content-type", b"application/octet-stream").decode()
            uploads[name] = Upload(named["filename"], content, kind)
        else:
            fields[name] = content.decode()
    return fields, uploads


def _disposition(header: str) -> dict[str, str]:
    named: dict[str, str] = {}
    for key, extended, quoted, bare in _DISPOSITION.findall(header):
        if extended:  # RFC 5987: utf-8''name%20with%20escapes
            named[key.lower()] = unquote(bare.rpartition("'")[2])
        else:
            text = quoted or bare
            for escaped, character in _ESCAPED:
                text = text.replace(escaped, character)
            named[key.lower()] = text
    return named
