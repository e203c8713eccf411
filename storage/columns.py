"""What tables and queries share: a moment as integer milliseconds, UTC, and an enum's words as text."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Any, TypeVar

from sqlalchemy import BigInteger, ColumnElement, Text, and_, case, literal, literal_column, type_coerce
from sqlalchemy.types import TypeDecorator

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MILLISECOND = timedelta(milliseconds=1)


class Timestamp(TypeDecorator[datetime]):
    """An aware datetime, kept as whole milliseconds since 1970 UTC: sorts, compares and adds as a number."""

    impl = BigInteger
    cache_ok = True

    @property
    def python_type(self) -> type[datetime]:
        """A datetime."""
        return datetime

    def process_bind_param(self, value: datetime | None, dialect: Any) -> int | None:
        """To the database. A naive datetime is an error of the caller."""
        del dialect
        return None if value is None else (value - _EPOCH) // _MILLISECOND

    def process_result_value(self, value: int | None, dialect: Any) -> datetime | None:
        """From the database, in UTC."""
        del dialect
        return None if value is None else _EPOCH + value * _MILLISECOND


def brought_forward(column: ColumnElement[datetime], *, by: timedelta, now: datetime) -> ColumnElement[Any]:
    """The moment in a column, so much earlier, but not before `now`."""
    earlier = type_coerce(type_coerce(column, BigInteger) - by // _MILLISECOND, Timestamp)
    return case((column <= now + by, literal(now, Timestamp)), else_=earlier)


def written(word: StrEnum) -> ColumnElement[str]:
    """A word that stands in the statement itself and is not handed over beside it. Only so does the database
    see that an index over some of the rows serves.
    """
    return literal_column(f"'{word.value}'", Text)


def begins(column: ColumnElement[str], beginning: str) -> ColumnElement[bool]:
    """Whether a key begins so, as a range of its index. Keys are compared as bytes."""
    return and_(column >= beginning, column < beginning[:-1] + chr(ord(beginning[-1]) + 1))


W = TypeVar("W", bound=StrEnum)


class _Read(dict[str | None, W | None]):
    """An enum's words by their text, and None by itself."""

    def __init__(self, words: type[W]) -> None:
        super().__init__({word.value: word for word in words})
        self._words = words
        self[None] = None

    def __missing__(self, text: str | None) -> W:
        return self._words(str(text))  # it says best which word it does not know


class Words(TypeDecorator[W]):
    """One of an enum's words, kept as plain text. A word that the enum does not know is an error when it is
    read.
    """

    impl = Text
    cache_ok = True

    def __init__(self, words: type[W]) -> None:
        super().__init__()
        self.words = words
        self._read = _Read(words)

    @property
    def python_type(self) -> type[W]:
        """The enum."""
        return self.words

    def process_bind_param(self, value: str | None, dialect: Any) -> str | None:
        """To the database. Raises ValueError for a word that the enum does not have."""
        del dialect
        return None if value is None else self.words(value).value

    def result_processor(self, dialect: Any, coltype: Any) -> Callable[[str | None], W | None]:
        """From the database, as fast as a lookup: each row comes by. Raises ValueError for an unknown
        word.
        """
        del dialect, coltype
        return self._read.__getitem__
