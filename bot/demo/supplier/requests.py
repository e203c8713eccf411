"""What a request asks for, checked against the API's schema: bodies of orders and links, pages and windows of
lists.

Strict as the real one is: what the contract does not name is refused with 400 `ERR_VALIDATION`.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from urllib.parse import urlsplit

from bot.demo.supplier.answers import ApiError, invalid

MAX_BODY: Final = 1_048_576
MAX_PAGE_SIZE: Final = 100
_ORDER_FIELDS: Final = ("productId", "typeId", "quantity")
_LINK_FIELDS: Final = ("productInfo", "feeMode", "successMessage", "redirectUrl")
_PRODUCT_FIELDS: Final = ("title", "amount", "description")
_FEE_MODES: Final = ("NO_FEE", "SPLIT_FEE", "CUSTOMER_FEE")
_THEIR_NAMES: Final = {
    "title": "productInfo/title",
    "amount": "productInfo/amount",
    "description": "productInfo/description",
    "fee_mode": "feeMode",
    "success_message": "successMessage",
    "redirect_url": "redirectUrl",
}
_LEAST_PAYMENT: Final = 500
_MOST_PAYMENT: Final = 500_000
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
    body = _object(raw, content_type)
    for name in _ORDER_FIELDS:
        if name not in body:
            raise invalid(name, f"must have required property '{name}'")
    for name, value in body.items():
        if name not in _ORDER_FIELDS and not (name == "ref" and ref_allowed):
            raise invalid(name, "must NOT have additional properties", value)
        if trouble := _not_one_or_more(value) if name == "quantity" else _not_text(value):
            raise invalid(name, trouble, value)
    return Wanted(body["productId"], body["typeId"], body["quantity"], body.get("ref"))


def link_body(raw: bytes, content_type: str) -> dict[str, Any]:
    """What a payment link is made of (§6.2). Raises ApiError: 400, 413 or 415."""
    body = _object(raw, content_type)
    product = body.get("productInfo")
    if not isinstance(product, dict):
        raise invalid("productInfo", "must be object", product)
    for given, known, where in ((body, _LINK_FIELDS, ""), (product, _PRODUCT_FIELDS, "productInfo/")):
        for name in given:
            if name not in known:
                raise invalid(where + name, "must NOT have additional properties", given[name])
    asked = {
        "title": product.get("title"),
        "amount": product.get("amount"),
        "description": product.get("description", ""),
        "fee_mode": body.get("feeMode", "NO_FEE"),
        "success_message": body.get("successMessage", ""),
        "redirect_url": body.get("redirectUrl", ""),
    }
    troubles = {
        "title": _not_text(asked["title"]) or _too_long(asked["title"], 200),
        "amount": _not_a_payment(asked["amount"]),
        "description": _too_long(asked["description"], 1000),
        "fee_mode": None if asked["fee_mode"] in _FEE_MODES else "must be equal to one of the allowed values",
        "success_message": _too_long(asked["success_message"], 500),
        "redirect_url": _not_a_web_address(asked["redirect_url"]) if "redirectUrl" in body else None,
    }
    for name, trouble in troubles.items():
        if trouble is not None:
            raise invalid(_THEIR_NAMES[name], trouble, asked[name])
    return asked


def _object(raw: bytes, content_type: str) -> dict[str, Any]:
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
    return body


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


def _too_long(value: object, longest: int) -> str | None:
    if not isinstance(value, str):
        return "must be string"
    return None if len(value) <= longest else f"must NOT have more than {longest} characters"


def _not_a_payment(value: object) -> str | None:
    if not isinstance(value, int) or isinstance(value, bool):
        return "must be integer"
    if value < _LEAST_PAYMENT:
        return f"must be >= {_LEAST_PAYMENT}"
    return None if value <= _MOST_PAYMENT else f"must be <= {_MOST_PAYMENT}"


def _not_a_web_address(value: object) -> str | None:
    if not isinstance(value, str):
        return "must be string"
    try:
        parts = urlsplit(value)
        fits = parts.scheme in ("http", "https") and bool(parts.hostname)
    except ValueError:
        fits = False
    return None if fits else 'must match format "uri"'


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
