"""What tables and queries share: a moment as integer milliseconds, UTC, and the type of a row."""

from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import BigInteger, Row
from sqlalchemy.types import TypeDecorator

# A row of a Core query; its columns are reached by name.
AnyRow = Row[*tuple[Any, ...]]
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MILLISECOND = timedelta(milliseconds=1)


class Timestamp(TypeDecorator[datetime]):
    """An aware datetime, kept as whole milliseconds since 1970 UTC: sorts, compares and adds as a number."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Any) -> int | None:
        """To the database. A naive datetime is an error of the caller."""
        del dialect
        return None if value is None else (value - _EPOCH) // _MILLISECOND

    def process_result_value(self, value: int | None, dialect: Any) -> datetime | None:
        """From the database, in UTC."""
        del dialect
        return None if value is None else _EPOCH + value * _MILLISECOND
