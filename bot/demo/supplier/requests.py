"""What a request asks for, checked against the API's schema: bodies of orders, pages and windows of lists.

Strict as the real one is: what the contract does not name is refused with 400 `ERR_VALIDATION`.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from bot.demo.supplier.answers import ApiError, invalid

MAX_BODY: Final = 1_048_576
MAX_PAGE_SIZE: Final = 100
_ORDER_FIELDS: Final = ("productId", "typeId", "quantity")
_LIST_FIELDS: Final = ("page", "pageSize", "from", "to")


@dataclass(frozen=True)
class Wanted:
    """The body of `placeOrder`."""

    product_id: str
    type_id: str
    quantity: int
    ref: str | None


@dataclass(frozen=True)
class Window:
    """The query of a list: a page, and a closed window in milliseconds UTC, if one is given."""

    page: int
    size: int
    since: int | None
    until: int | None


def order_body(raw: bytes, content_type: str, *, ref_allowed: bool) -> Wanted:
    """Raises ApiError: 400, 413 or 415."""
    if len(raw) > MAX_BODY:
        raise ApiError(413, "PAYLOAD_TOO_LARGE", "Request body is too large")
    if content_type.partition(";")[0].strip().lower() != "application/json":
        raise ApiError(415, "ERR_VALIDATION", "Unsupported Media Type: send application/json")
    try:
        body = json.loads(raw)
    except ValueError:
        raise invalid("", "must be valid JSON") from None
    if not isinstance(body, dict):
        raise invalid("", "must be object")
    for name in _ORDER_FIELDS:
        if name not in body:
            raise invalid(name, f"must have required property '{name}'")
    for name, value in body.items():
        if name not in _ORDER_FIELDS and not (name == "ref" and ref_allowed):
            raise invalid(name, "must NOT have additional properties", value)
        if trouble := _not_one_or_more(value) if name == "quantity" else _not_text(value):
            raise invalid(name, trouble, value)
    return Wanted(body["productId"], body["typeId"], body["quantity"], body.get("ref"))


def list_query(query: Mapping[str, str]) -> Window:
    """Raises ApiError 400. `from` and `to` come both or not at all."""
    for name in query:
        if name not in _LIST_FIELDS:
            raise invalid(name, "must NOT have additional properties", query[name], where="querystring")
    if ("from" in query) != ("to" in query):
        missing = "to" if "from" in query else "from"
        raise invalid(missing, f"must have required property '{missing}'", where="querystring")
    return Window(
        page=_whole(query, "page", 1, None),
        size=_whole(query, "pageSize", 20, MAX_PAGE_SIZE),
        since=_time(query, "from"),
        until=_time(query, "to"),
    )


def paged(rows: list[dict[str, Any]], window: Window) -> dict[str, Any]:
    """One page of all rows, with the pagination block (§1.3)."""
    start = (window.page - 1) * window.size
    return {
        "items": rows[start : start + window.size],
        "pagination": {
            "page": window.page,
            "pageSize": window.size,
            "totalPages": -(-len(rows) // window.size),
            "totalResults": len(rows),
        },
    }


def _not_one_or_more(value: object) -> str | None:
    if not isinstance(value, int) or isinstance(value, bool):
        return "must be integer"
    return None if value >= 1 else "must be >= 1"


def _not_text(value: object) -> str | None:
    if not isinstance(value, str):
        return "must be string"
    return None if value else "must NOT have fewer than 1 characters"


def _whole(query: Mapping[str, str], name: str, default: int, most: int | None) -> int:
    text = query.get(name)
    if text is None:
        return default
    if not (text.isascii() and text.isdigit() and len(text) <= 9):  # noqa: PLR2004 - more digits name no page
        raise invalid(name, "must be integer", text, where="querystring")
    number = int(text)
    if number < 1:
        raise invalid(name, "must be >= 1", text, where="querystring")
    if most is not None and number > most:
        raise invalid(name, f"must be <= {most}", text, where="querystring")
    return number


def _time(query: Mapping[str, str], name: str) -> int | None:
    text = query.get(name)
    if text is None:
        return None
    try:
        time = datetime.fromisoformat(text)
    except ValueError:
        time = datetime.min  # noqa: DTZ901 - stands for "no time", as every time without a zone does
    if time.tzinfo is None:
        raise invalid(name, 'must match format "date-time"', text, where="querystring")
    return round(time.timestamp() * 1000)
