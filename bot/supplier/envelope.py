"""One HTTP answer, opened: the payload, or the error that it means (contract §1.3 to §1.7, §4.7).

Pure functions of what was received; nothing is sent, repeated or remembered here. Decisions rest on statuses
and codes, never on words.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from typing import Any

from bot.supplier import wire
from bot.supplier.errors import (
    DuplicatedRef,
    KeyTrouble,
    NoBalance,
    NoSuchPath,
    NotFound,
    OutOfStock,
    RefRefused,
    Refused,
    SlowDown,
    SupplierError,
    Unavailable,
    Unknown,
    Unreachable,
)

DEFAULT_PAUSE = 5.0  # seconds; what they send with AUTH_UNAVAILABLE, and a fair guess where they send nothing
_LONGEST_RETRY_AFTER = 3600.0
_LONGEST_MESSAGE = 200
_LONGEST_ID = 100
_DETAILS_DEPTH = 4

_SAME_CODE = {
    "NO_BALANCE": "INSUFFICIENT_BALANCE",
    "ERR_AUTH": "INVALID_ACCESS_TOKEN",
    "DUPLICATE_REF": "DUPLICATED_REF",
}
_THEIR_FAULT = frozenset({"INTERNAL_ERROR", "SERVICE_UNAVAILABLE"})


@dataclass(frozen=True)
class Answer:
    """What came back. Bodies hold card codes and keys, so no repr shows one."""

    status: int
    body: Any = field(repr=False)
    """Parsed JSON; None where it was none."""
    code: str | None
    message: str
    request_id: str | None
    retry_after: float | None
    """Seconds from the `Retry-After` header; None when there is none that can be read."""
    date: str | None = None
    """The `Date` header: what the supplier's clock says."""

    @property
    def said(self) -> tuple[str | None, int, str | None, str]:
        """What every error made of this answer carries."""
        return self.code, self.status, self.request_id, self.message

    @property
    def data(self) -> dict[str, Any] | None:
        """The payload of a success; None for anything else. `success` is looked at even on HTTP 200
        (§1.3).
        """
        if not (isinstance(self.body, dict) and HTTPStatus(200) <= self.status < HTTPStatus(300)):
            return None
        data = self.body.get("data")
        return data if isinstance(data, dict) and self.body.get("success", True) is True else None


def open_answer(
    status: int, headers: Mapping[str, str], content: bytes, *, secret: str, now: datetime
) -> Answer:
    """Reads an answer as far as it can be read; never raises. `secret` is cut out of every text that is
    kept.
    """
    try:
        body = wire.loads(content)
    except ValueError:
        body = None
    envelope = body if isinstance(body, dict) else {}
    error = envelope.get("error")
    inner = error if isinstance(error, dict) else {}
    meta = envelope.get("meta")
    said = error if isinstance(error, str) else ""
    code = (
        inner.get("code") or envelope.get("code") or (said if re.fullmatch(r"[A-Z][A-Z0-9_-]+", said) else "")
    )
    request_id = (
        wire.clean(envelope.get("requestId"))
        or wire.clean(meta.get("requestId") if isinstance(meta, dict) else None)
        or wire.clean(headers.get("X-Request-Id"))
    )
    message = wire.clean(inner.get("message")) or wire.clean(envelope.get("message")) or said
    if not isinstance(body, dict):
        message = "this is not the API's JSON"  # a proxy's page, or an answer cut off
    return Answer(
        status=status,
        body=body,
        code=_code(code, secret),
        message=_line(message, secret, _LONGEST_MESSAGE),
        request_id=_line(request_id, secret, _LONGEST_ID) or None,
        retry_after=_seconds(headers.get("Retry-After"), now),
        date=headers.get("Date"),
    )


def refusal(answer: Answer, *, placing: bool) -> SupplierError:
    """The error that an answer without a payload means.

    With `placing` (the answer to `placeOrder`) whatever does not clearly say "no" is `Unknown`; for a read
    the same is `Unavailable`. A 5xx says nothing about what was done, whatever its code (§4.2), except
    `AUTH_UNAVAILABLE`.
    """
    code, status = answer.code or "", answer.status
    fault = Unknown if placing else Unavailable
    meaning: Callable[[Answer], SupplierError] | None
    if status == HTTPStatus.SERVICE_UNAVAILABLE and code == "AUTH_UNAVAILABLE":
        meaning = _slow_down
    elif not _speaks_for_itself(status) or code in _THEIR_FAULT:
        meaning = None
    elif status == HTTPStatus.UNAUTHORIZED:
        meaning = _key_trouble  # whatever the code: a key is not to be tried again by mistake
    elif code in _BY_CODE:
        meaning = _BY_CODE[code]
    elif "STOCK" in code:
        meaning = _out_of_stock
    elif status < HTTPStatus.BAD_REQUEST:
        meaning = None  # `success: false` on 200, for a reason we do not know
    else:
        meaning = _BY_STATUS.get(status, _refused)
    return fault(*answer.said) if meaning is None else meaning(answer)


def _key_trouble(answer: Answer) -> SupplierError:
    return KeyTrouble(*answer.said, attempts_left=wire.count_or_none(_details(answer).get("attemptsLeft")))


def _no_balance(answer: Answer) -> SupplierError:
    required, available = (
        wire.amount_or_none(_details(answer).get(name)) for name in ("required", "available")
    )
    return NoBalance(*answer.said, required=required, available=available)


def _out_of_stock(answer: Answer) -> SupplierError:
    return OutOfStock(*answer.said)


def _slow_down(answer: Answer) -> SupplierError:
    pause = DEFAULT_PAUSE if answer.retry_after is None else answer.retry_after
    return SlowDown(*answer.said, retry_after=pause)


def _not_found(answer: Answer) -> SupplierError:
    if not isinstance(answer.body, dict):
        return Unreachable(*answer.said)
    return (NotFound if "success" in answer.body else NoSuchPath)(*answer.said)


def _refused(answer: Answer) -> SupplierError:
    if not isinstance(answer.body, dict):
        return Unreachable(*answer.said)  # a proxy's own page: the request was turned away on the way
    return (RefRefused if _names_ref(_details(answer)) else Refused)(*answer.said)


_BY_CODE: dict[str, Callable[[Answer], SupplierError]] = {
    "MISSING_ACCESS_TOKEN": _key_trouble,
    "INVALID_ACCESS_TOKEN": _key_trouble,
    "IP_BLOCKED": _key_trouble,
    "IP_NOT_ALLOWED": _key_trouble,
    "API_DISABLED": _key_trouble,
    "INSUFFICIENT_BALANCE": _no_balance,
    "DUPLICATED_REF": lambda answer: DuplicatedRef(*answer.said),
    "RATE_LIMIT_EXCEEDED": _slow_down,
    "NOT_FOUND": _not_found,
    "ERR_VALIDATION": _refused,
    "PAYLOAD_TOO_LARGE": _refused,
}
_BY_STATUS: dict[int, Callable[[Answer], SupplierError]] = {404: _not_found, 429: _slow_down}


def _speaks_for_itself(status: int) -> bool:
    """Whether such a status is an answer to our request at all: not a redirect, not a timeout, not a
    fault.
    """
    ok = HTTPStatus(200) <= status < HTTPStatus(300)
    return ok or (HTTPStatus(400) <= status < HTTPStatus(500) and status != HTTPStatus.REQUEST_TIMEOUT)


def _details(answer: Answer) -> dict[str, Any]:
    error = answer.body.get("error") if isinstance(answer.body, dict) else None
    details = error.get("details") if isinstance(error, dict) else None
    return details if isinstance(details, dict) else {"errors": details}


def _names_ref(details: object, depth: int = 0) -> bool:
    """Whether a validator's details point at `ref`, in whatever shape; the value that was sent does not
    count.
    """
    if depth > _DETAILS_DEPTH:
        return False
    if isinstance(details, dict):
        return any(_names_ref(inner, depth + 1) for name, inner in details.items() if name != "value")
    if isinstance(details, list):
        return any(_names_ref(inner, depth + 1) for inner in details)
    return isinstance(details, str) and re.split(r"[/.]", details)[-1] == "ref"


def _code(value: object, secret: str) -> str | None:
    code = re.sub(r"[^A-Z0-9_]", "", wire.word(_line(wire.clean(value), secret, _LONGEST_ID)))
    return _SAME_CODE.get(code, code) or None


def _line(text: str, secret: str, longest: int) -> str:
    safe = text.replace(secret, "***") if secret else text
    return " ".join("".join(c if c.isprintable() else " " for c in safe).split())[:longest]


def _seconds(header: str | None, now: datetime) -> float | None:
    """`Retry-After` in either of its forms, as seconds from now, an hour at most: an absurd one must not end
    the trade.
    """
    if not header:
        return None
    try:
        if re.fullmatch(r"\d{1,9}(\.\d{1,9})?", header.strip()):
            return min(float(header), _LONGEST_RETRY_AFTER)
        when = parsedate_to_datetime(header)
        when = when.replace(tzinfo=UTC) if when.tzinfo is None else when
        return min(max(0.0, (when - now).total_seconds()), _LONGEST_RETRY_AFTER)
    except (ValueError, OverflowError):
        return None
