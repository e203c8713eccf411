"""The supplier's JSON, read with care: numbers without float, and field types for values that may come in odd
shapes.

What is needed is strict (an unreadable value raises ValueError); what is only nice to have has a type that
gives None instead. Sizes are bounded, because an answer is input from a stranger. No field names here: those
are models.
"""

import json
from datetime import UTC, datetime
from decimal import Decimal
from typing import Annotated, Any, TypeVar

from pydantic import BeforeValidator, ValidatorFunctionWrapHandler, WrapValidator

_LARGEST_AMOUNT = 10**12  # dinars; far above any wallet, and far below what makes arithmetic slow
_SMALLEST_EXPONENT = -40  # their numbers may carry the noise of binary fractions, but not more than that
_LARGEST_COUNT = 10**9
_LONGEST_TEXT = 500


def loads(body: bytes) -> Any:
    """Reads JSON with every fraction as an exact `Decimal`. Raises ValueError for anything that is not
    JSON.
    """
    try:
        return json.loads(body, parse_float=Decimal, parse_constant=_no_constant)
    except (ArithmeticError, RecursionError):  # an absurd exponent, absurd nesting
        raise ValueError("not readable as JSON") from None


def _no_constant(name: str) -> Any:
    raise ValueError(f"{name} is not JSON")


def clean(value: object) -> str:
    """A text or number as trimmed text that can be stored and shown; anything else is an empty string."""
    if isinstance(value, bool) or not isinstance(value, (str, int, Decimal)):
        return ""
    return str(value).encode("utf-8", "ignore").decode().strip()  # half a surrogate pair cannot be stored


def text(value: object) -> str:
    """A text that must be there: a label or an id (ids are opaque, a number counts as one)."""
    found = clean(value)
    if not found or len(found) > _LONGEST_TEXT:
        raise ValueError("not a text")
    return found


def amount(value: object) -> Decimal:
    """Dinars as an exact Decimal, as they were sent: nothing is rounded here."""
    if isinstance(value, bool) or not isinstance(value, (str, int, Decimal)):
        raise ValueError("not an amount")  # noqa: TRY004 - pydantic turns ValueError into its own error
    try:
        found = Decimal(value)
        exponent = found.as_tuple().exponent
        # Compared before anything is computed: 1E+999999999 is a short text and a very long number.
        if not isinstance(exponent, int) or exponent < _SMALLEST_EXPONENT or abs(found) > _LARGEST_AMOUNT:
            raise ValueError("not a believable amount")
    except ArithmeticError:
        raise ValueError("not an amount") from None
    return found


def count(value: object) -> int:
    """A whole number of things, zero or more."""
    found = amount(value)
    if found != int(found) or not 0 <= found <= _LARGEST_COUNT:
        raise ValueError("not a count")
    return int(found)


def count_or_none(value: object) -> int | None:
    """A count where it is only nice to have."""
    try:
        return count(value)
    except ValueError:
        return None


def amount_or_none(value: object) -> Decimal | None:
    """An amount where it is only nice to have."""
    try:
        return amount(value)
    except ValueError:
        return None


def stock(value: object) -> int:
    """What is in stock, rounded down; what cannot be read cannot be sold, so it is 0."""
    try:
        return min(max(int(amount(value)), 0), _LARGEST_COUNT)
    except ValueError:
        return 0


def moment(value: object) -> datetime:
    """An ISO 8601 time as aware UTC; without a zone it is taken as UTC."""
    if isinstance(value, datetime):
        found = value
    elif isinstance(value, str):
        found = datetime.fromisoformat(value.strip())
    else:
        raise ValueError("not a time")  # noqa: TRY004 - pydantic turns ValueError into its own error
    try:
        return found.replace(tzinfo=UTC) if found.tzinfo is None else found.astimezone(UTC)
    except OverflowError:
        raise ValueError("not a believable time") from None


def word(value: object) -> str:
    """A code or status in one spelling: upper case, `-` as `_` (contract §0.9); empty when there is none."""
    return clean(value).upper().replace("-", "_")


def _or_none(value: object, read: ValidatorFunctionWrapHandler) -> Any:
    try:
        return read(value)
    except ValueError:
        return None


T = TypeVar("T")
Text = Annotated[str, BeforeValidator(text)]
Amount = Annotated[Decimal, BeforeValidator(amount)]
Count = Annotated[int, BeforeValidator(count)]
Stock = Annotated[int, BeforeValidator(stock)]
Moment = Annotated[datetime, BeforeValidator(moment)]
Word = Annotated[str, BeforeValidator(word)]
Words = Annotated[str, BeforeValidator(clean)]
Maybe = Annotated[T | None, WrapValidator(_or_none)]
