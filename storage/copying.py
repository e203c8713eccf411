"""All rows of a shop's database, brought into an empty one on either engine, and held against each other.

Tables go in the order of their foreign keys, rows in the order of their primary keys, a slice at a time: no
more than that is ever in memory. A slice is compared with what the new database has between the same keys,
what is missing there is put in, and the slice is read again before it is committed. So whoever begins again
goes on where it was cut off, and at the end each row of both databases has been compared.

Values are taken as they are kept: no word and no moment is understood on the way. Triggers are silent
meanwhile, for what they would do, such as following a wallet's entries, is among the rows. What says who
runs the shop stays behind: at that moment nobody does.
"""

from collections.abc import AsyncGenerator, Callable, Iterator, Sequence
from contextlib import aclosing, contextmanager
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

from sqlalchemy import (
    Column,
    ColumnElement,
    Integer,
    Select,
    Table,
    TableClause,
    bindparam,
    column,
    func,
    select,
    table,
    tuple_,
)
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.types import TypeDecorator, TypeEngine

from storage import migrations
from storage.engines.engine import Engine
from storage.tables import leases, metadata, processes
from storage.trouble import Trouble

SLICE: Final = 2_000
_OF_THE_MOMENT: Final = (processes, leases)
_LONGEST_REASON: Final = 200

Row = tuple[Any, ...]


class CopyRefusedError(Exception):
    """The rows cannot be brought over. The text says why and what to do, for people."""


@dataclass(frozen=True, slots=True)
class Copied:
    """What the new database has now."""

    tables: int
    rows: int


class _Rows:
    """The rows of one table, as bare numbers, texts and bytes."""

    def __init__(self, of: Table) -> None:
        self.name = of.name
        self._columns = list(of.columns)
        names = [each.name for each in self._columns]
        self._key = [names.index(each.name) for each in of.primary_key.columns]
        self._given = [at for at, each in enumerate(self._columns) if each.computed is None]
        self._queries: dict[tuple[bool, bool], Select[Any]] = {}

    async def count(self, conn: AsyncConnection) -> int:
        """How many there are."""
        return int((await conn.execute(select(func.count()).select_from(self._table))).scalar_one())

    async def read(
        self, conn: AsyncConnection, most: int, *, after: Row | None, to: Row | None = None
    ) -> list[Row]:
        """The first rows with keys greater than `after`, up to the key `to` and with it."""
        bounds = after is not None, to is not None
        if (query := self._queries.get(bounds)) is None:  # made once: a table has many slices
            self._queries[bounds] = query = self._query(*bounds)
        values = {"most": most, **_named("after", after or ()), **_named("to", to or ())}
        return [tuple(row) for row in await conn.execute(query, values)]

    async def put(self, conn: AsyncConnection, rows: Sequence[Row]) -> None:
        """Inserts them; what the database works out from other columns it works out anew."""
        given = [(at, self._columns[at].name) for at in self._given]
        await conn.execute(self._table.insert(), [{name: row[at] for at, name in given} for row in rows])

    def key_of(self, row: Row) -> Row:
        """What the row is found by."""
        return tuple(row[at] for at in self._key)

    @cached_property
    def _table(self) -> TableClause:
        return table(self.name, *(column(each.name, _kept_as(each)) for each in self._columns))

    @property
    def _keys(self) -> list[ColumnElement[Any]]:
        return [self._table.columns[at] for at in self._key]

    def _query(self, has_after: bool, has_to: bool) -> Select[Any]:
        query = select(*self._table.columns).order_by(*self._keys).limit(bindparam("most", type_=Integer))
        if has_after:
            query = query.where(tuple_(*self._keys) > self._bound("after"))
        if has_to:
            query = query.where(tuple_(*self._keys) <= self._bound("to"))
        return query

    def _bound(self, name: str) -> ColumnElement[Any]:
        return tuple_(*(bindparam(f"{name}_{at}", type_=each.type) for at, each in enumerate(self._keys)))


TABLES: Final = tuple(_Rows(each) for each in metadata.sorted_tables if each not in _OF_THE_MOMENT)


def _named(name: str, key: Row) -> dict[str, Any]:
    """The values of what `_bound` made."""
    return {f"{name}_{at}": value for at, value in enumerate(key)}


def _kept_as(of: Column[Any]) -> TypeEngine[Any]:
    kind: TypeEngine[Any] = of.type
    return kind.impl_instance if isinstance(kind, TypeDecorator) else kind


class Copying:
    """One shop's way from a database that nobody writes into another one that nobody else knows.

    `reading` is one transaction of the old database, `filling` a connection of the new engine's `filler`.
    `tell` hears after each slice how much is done, from 0 to 1.
    """

    def __init__(
        self,
        old: Engine,
        reading: AsyncConnection,
        new: Engine,
        filling: AsyncConnection,
        *,
        tell: Callable[[float], None] | None = None,
        most: int = SLICE,
    ) -> None:
        self._old, self._reading = old, reading
        self._new, self._filling = new, filling
        self._tell = tell
        self._most = most

    async def run(self) -> Copied:
        """Copies what is not there yet, and compares all of it.

        Raises:
            CopyRefusedError: the old database is none of this version, the new one is not empty, they
                differ, or one of them cannot be used. What was copied so far stays.
        """
        await self._refuse_unfit()
        total = 0
        with named_trouble(self._old, "The shop's database"):
            for rows in TABLES:
                total += await rows.count(self._reading)
        done = 0
        for rows in TABLES:
            async with aclosing(self._copy(rows)) as slices:
                async for count in slices:
                    done += count
                    if self._tell is not None:
                        self._tell(done / max(total, done))
        with named_trouble(self._new, "The new database"):
            async with self._filling.begin():
                await self._new.filled(self._filling)
                await self._filling.run_sync(migrations.end_filling)
        return Copied(len(TABLES), done)

    async def _refuse_unfit(self) -> None:
        with named_trouble(self._old, "The shop's database"):
            await refuse_another_version(self._old, self._reading)
        with named_trouble(self._new, "The new database"):
            async with self._filling.begin():
                if (trouble := await self._new.unfit(self._filling)) is not None:
                    raise CopyRefusedError(_unusable("The new database", trouble))
                is_ours = await self._filling.run_sync(migrations.begin_filling)
        if not is_ours:
            raise CopyRefusedError(
                f"{self._new.place} is not empty, and stays as it is. Give the shop an empty database. (One that was begun"
                " to be filled goes on only with the version of the shop that began.)"
            )

    async def _copy(self, rows: _Rows) -> AsyncGenerator[int, None]:
        """Brings one table over; how many rows each slice had."""
        after = None
        while True:
            with named_trouble(self._old, "The shop's database"):
                wanted = await rows.read(self._reading, self._most, after=after)
            if not wanted:
                break
            to = rows.key_of(wanted[-1])
            with named_trouble(self._new, "The new database", f"{rows.name}, up to {to}"):
                async with self._filling.begin():
                    await self._put(rows, wanted, after, to)
            yield len(wanted)
            after = to
        with named_trouble(self._new, "The new database"):
            async with self._filling.begin():
                if await rows.read(self._filling, 1, after=after):
                    raise _differ(rows.name)

    async def _put(self, rows: _Rows, wanted: list[Row], after: Row | None, to: Row) -> None:
        one_more = len(wanted) + 1
        there = await rows.read(self._filling, one_more, after=after, to=to)
        if there != wanted[: len(there)]:
            raise _differ(rows.name)
        if missing := wanted[len(there) :]:
            async with self._new.unguarded(self._filling, rows.name):
                await rows.put(self._filling, missing)
            if await rows.read(self._filling, one_more, after=after, to=to) != wanted:
                raise _differ(rows.name)


async def refuse_another_version(engine: Engine, conn: AsyncConnection) -> None:
    """Raises `CopyRefusedError` unless the database holds a shop of this program's own version."""
    found = await conn.run_sync(migrations.current)
    if found != migrations.head():
        raise CopyRefusedError(_another_version(found, engine.place))


@contextmanager
def named_trouble(engine: Engine, what: str, where: str | None = None) -> Iterator[None]:
    """What the database says comes as `CopyRefusedError`, in words for people."""
    try:
        yield
    except Exception as error:
        if (trouble := engine.trouble_with(error)) is not None:
            raise CopyRefusedError(_unusable(what, trouble)) from error
        if isinstance(error, DBAPIError):
            reason = str(error.orig).partition("\n")[0][:_LONGEST_REASON]
            raise CopyRefusedError(
                f"{what} ({engine.place}) refuses {where or 'to be read'}: {reason}. The shop's database was not changed."
            ) from error
        raise


def _unusable(what: str, trouble: Trouble) -> str:
    # The new one's address was given with the command.
    mend = trouble.mend if what.startswith("The shop's") else trouble.mend.replace("DATABASE_URL", "the URL")
    return f"{what} cannot be used. {trouble.what} {mend}"


def _differ(name: str) -> CopyRefusedError:
    return CopyRefusedError(
        f"The rows in {name} are not the same in both databases: somebody has written in one of them since the moving"
        " began. The shop's database is as it was. Make the new one anew, empty, and begin again."
    )


def _another_version(found: str | None, place: str) -> str:
    if found is None:
        return f"{place} holds no shop: there is nothing to move."
    if found in migrations.known():
        return (
            f"{place} is at version {found}, and this Hanout at {migrations.head()}. It is not brought there silently: make"
            " a copy of it, start this version of the shop on it once (python -m bot run), stop it, and move it then."
        )
    if migrations.is_unfinished(found):
        return f"{place} is not whole. {migrations.UNFINISHED.what} {migrations.UNFINISHED.mend}"
    return str(migrations.DatabaseTooNewError(found, migrations.head()))
