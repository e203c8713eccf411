"""How queries hand rows up: as frozen dataclasses, so that the type checker knows each column and no bare row
leaves storage.

A row class names the columns that it wants by its fields; `RowShape` ties it to its table once, at import
time, and raises there when a name does not exist. A test holds the fields' types against the columns' types.
"""

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, fields
from itertools import islice
from typing import Any, ClassVar, Final, Generic, Protocol, TypeVar

from sqlalchemy import ColumnElement, CursorResult, FromClause, Select, func, literal, select
from sqlalchemy.ext.asyncio import AsyncConnection

MOST_COUNTED: Final = 800
"""As far as a list is counted, and shown: nobody turns a hundred pages, and a million rows are a while."""


class _Dataclass(Protocol):
    __dataclass_fields__: ClassVar[dict[str, Any]]


T = TypeVar("T", bound=_Dataclass)


async def counted(
    conn: AsyncConnection, table: FromClause, *where: ColumnElement[bool], by: ColumnElement[Any]
) -> int:
    """How many rows there are, and `MOST_COUNTED` where there are more.

    They are gone through `by` what their index is sorted by: without an order a server reads a whole table
    from its beginning, where many rows are wanted ones and the first of those may be far.
    """
    some = select(literal(1)).select_from(table).where(*where).order_by(by).limit(MOST_COUNTED).subquery()
    return int((await conn.execute(select(func.count()).select_from(some))).scalar_one())


@dataclass(frozen=True, slots=True)
class Edge:
    """The row beside which a page of a list begins: the rows behind the one with this id are wanted, which
    are older, or with `newer` those right before it.
    """

    id: int
    newer: bool = False


async def at_edge(
    conn: AsyncConnection,
    shape: "RowShape[T]",
    query: Select[Any],
    *,
    id_: ColumnElement[int],
    edge: Edge | None,
    limit: int,
) -> list[T]:
    """So many rows of a query that has no order yet, newest first: the newest, or those beside the edge."""
    if edge is not None and edge.newer:
        return shape.all(await conn.execute(query.where(id_ > edge.id).order_by(id_).limit(limit)))[::-1]
    if edge is not None:
        query = query.where(id_ < edge.id)
    return shape.all(await conn.execute(query.order_by(id_.desc()).limit(limit)))


class RowShape(Generic[T]):
    """Which columns make a `T`: those of `table` with the names of its fields, or the expressions given by
    name.

    Use `select(*SHAPE.columns)` or `.returning(*SHAPE.columns)`, then `SHAPE.all(result)` and the like.
    """

    known: ClassVar[list["RowShape[Any]"]] = []

    def __init__(self, row: type[T], table: FromClause, **expressions: ColumnElement[Any]) -> None:
        self.row = row
        self._make: Callable[..., T] = row
        names = [field.name for field in fields(row)]
        self.columns: tuple[ColumnElement[Any], ...] = tuple(
            expressions[name].label(name) if name in expressions else table.c[name] for name in names
        )
        self.known.append(self)

    def all(self, result: CursorResult[Any]) -> list[T]:
        """Every row."""
        return [self._make(*row) for row in result]

    def first(self, result: CursorResult[Any]) -> T | None:
        """The first row, if there is one."""
        row = result.first()
        return None if row is None else self._make(*row)

    def one(self, result: CursorResult[Any]) -> T:
        """The only row. Raises `NoResultFound`, `MultipleResultsFound`."""
        return self._make(*result.one())

    def of(self, row: Sequence[Any]) -> T:
        """From the first columns of a row that holds more than this shape."""
        return self._make(*row[: len(self.columns)])


V = TypeVar("V")


def in_parts(values: Collection[V], most: int = 1000) -> Iterator[list[V]]:
    """The values in lists for `IN`, none too long: a database bounds how many values a statement may have."""
    rest = iter(values)
    while part := list(islice(rest, most)):
        yield part
