"""Whether PostgreSQL, too, finds by indexes what the shop asks, in a shop with years of trade.

Each statement that tests let the shop execute, on whichever engine, is planned there with the values that a
test gave it. In a shop of the judge's size going through a table is cheap, so the server is asked whether
there is another way. What SQLite alone spells so is spelt as PostgreSQL has it.
"""

import asyncio
import json
import re
from collections.abc import Collection, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

import asyncpg
from sqlalchemy import Column, PrimaryKeyConstraint, UniqueConstraint

from storage.tables import metadata
from tests import postgres
from tests.bench import big_shop
from tests.growth.allowed import GROWING, MAY_GROW, MAY_SCAN
from tests.growth.asked import Asked, Verdict, allowed

_ORDERS = 2000
_FOR_SMALL_TABLES = ("enable_seqscan", "enable_hashjoin", "enable_mergejoin")
"""What is cheap in a shop of that size, or only because the other table is small."""
_SMALL = "SELECT relname FROM pg_class WHERE relkind = 'r' AND reltuples < 200"
_PLANNED = ("SELECT", "INSERT", "UPDATE", "DELETE", "WITH")
_NOTHING = re.escape("(SELECT 1 FROM (SELECT 1) WHERE 1!=1)")
_SPELT_OTHERWISE = (
    (re.compile(rf"[\w.]+ NOT IN {_NOTHING}"), "true"),
    (re.compile(rf"[\w.]+ IN {_NOTHING}"), "false"),
    (re.compile(_NOTHING), "(NULL)"),
    (re.compile(r"IS NOT (?=\?|\w+\.)"), "IS DISTINCT FROM "),
    (re.compile(r"IS (?=\?|\w+\.)"), "IS NOT DISTINCT FROM "),
    (re.compile(r"WHERE 0\b"), "WHERE false"),
)
"""How SQLAlchemy has SQLite look for one of none, compare with what may be NULL, and do nothing."""
_PLACE = re.compile(r"\$(\d+)|\?")
_NOT_UNDERSTOOD = (asyncpg.SyntaxOrAccessError, asyncpg.DataError, asyncpg.FeatureNotSupportedError)


@dataclass(frozen=True, slots=True)
class Judged:
    """What is wrong, one thing for each who asked; how many statements could be planned; what not."""

    verdicts: list[Verdict]
    planned: int
    not_understood: list[Verdict]


def judge(server: postgres.Server, statements: Iterable[Asked]) -> Judged:
    """Plans these statements in a shop that is made for it on that server."""
    with server.copy_of("template1") as name, ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, _judged(server.url(name), list(statements))).result()


async def _judged(url: str, statements: list[Asked]) -> Judged:
    await big_shop.make(url, _ORDERS, one_in=2)
    connection = await asyncpg.connect(url.replace("+asyncpg", ""))
    for way in _FOR_SMALL_TABLES:
        await connection.execute(f"SET {way} = off")
    small = {row["relname"] for row in await connection.fetch(_SMALL)}
    found: dict[tuple[str, str], Verdict] = {}
    planned, not_understood = 0, []
    for asked in statements:
        if not asked.statement.startswith(_PLANNED):
            continue
        try:
            plan = json.loads(await connection.fetchval(f"EXPLAIN (FORMAT JSON) {_filled(asked)}"))
        except _NOT_UNDERSTOOD as error:
            not_understood.append(Verdict(asked, str(error)))
            continue
        planned += 1
        if tables := sorted(set(_gone_through(plan[0]["Plan"], asked, small)) & GROWING):
            why = f"goes through all of {', '.join(tables)} (on PostgreSQL)"
            found.setdefault((asked.who, why), Verdict(asked, why))
    await connection.close()
    return Judged(sorted(found.values(), key=lambda verdict: verdict.asked.who), planned, not_understood)


async def looked_at(connection: asyncpg.Connection, asked: Asked) -> int:
    """How many rows of tables a statement looks at, as it was asked on a server, also those that it leaves
    out; by the plan that a server may keep when it is asked often, which is one for any value: right for
    somebody with few rows, it may go through all that a reseller has.
    """
    given = ", ".join(_literal(value) for value in asked.values)
    async with connection.transaction():
        for setting in ("enable_seqscan = on", "plan_cache_mode = force_generic_plan"):
            await connection.execute(f"SET LOCAL {setting}")
        await connection.execute(f"PREPARE asked AS {asked.statement}")
        execute = f"EXECUTE asked ({given})" if given else "EXECUTE asked"
        try:
            plan = json.loads(
                await connection.fetchval(f"EXPLAIN (ANALYZE, TIMING OFF, FORMAT JSON) {execute}")
            )
        finally:
            await connection.execute("DEALLOCATE asked")
    return int(sum(_rows(plan[0]["Plan"])))


def _rows(node: dict[str, Any]) -> Iterator[float]:
    if node["Node Type"].endswith("Scan") and "Relation Name" in node:
        left_out = node.get("Rows Removed by Filter", 0) + node.get("Rows Removed by Index Recheck", 0)
        yield (node["Actual Rows"] + left_out) * node["Actual Loops"]
    for inner in node.get("Plans", ()):
        yield from _rows(inner)


def _filled(asked: Asked) -> str:
    """The statement as PostgreSQL spells it, with its values in it."""
    statement = asked.statement
    if asked.dialect == "sqlite":
        for spelling, other in _SPELT_OTHERWISE:
            statement = spelling.sub(other, statement)
    places = iter(range(len(asked.values)))

    def value(place: re.Match[str]) -> str:
        return _literal(asked.values[int(place[1]) - 1 if place[1] else next(places)])

    return _PLACE.sub(value, statement)


def _literal(value: Any) -> str:
    if value is None:
        return "NULL"
    if isinstance(value, bytes):
        return f"'\\x{value.hex()}'::bytea"
    if isinstance(value, int | float):
        return f"({value})"
    quoted = str(value).replace("'", "''").replace("\0", "")
    return f"'{quoted}'"


@dataclass(frozen=True, slots=True)
class _Way:
    """An index: of which table, by which column first (empty for an expression), and whether it holds a few
    of the rows only.
    """

    table: str
    first: str
    of_few: bool = False


def _ways() -> Iterator[tuple[str, _Way]]:
    for table in metadata.sorted_tables:
        for index in table.indexes:
            first = index.expressions[0]
            of_few = index.dialect_options["postgresql"]["where"] is not None
            name = first.name if isinstance(first, Column) else ""
            yield str(index.name), _Way(table.name, name, of_few)
        for held in table.constraints:
            if isinstance(held, PrimaryKeyConstraint | UniqueConstraint):
                yield str(held.name), _Way(table.name, held.columns[0].name)


_WAYS = dict(_ways())


def _gone_through(
    node: dict[str, Any], asked: Asked, small: Collection[str], *, stopped: bool = False
) -> Iterator[str]:
    """The tables of which the plan looks at all rows. What a LIMIT may stop, SQLite's steps judge. Of a small
    table, one index is as good as another.
    """
    if allowed(asked.who, MAY_SCAN):
        return
    kind = node["Node Type"]
    stopped = stopped or kind == "Limit" or allowed(asked.who, MAY_GROW)
    if kind == "Seq Scan":
        yield node["Relation Name"]
    way = _WAYS.get(node.get("Index Name", ""))
    if way and not (stopped or way.of_few):
        asked_for = node.get("Index Cond", "")
        if not asked_for or not (way.table in small or re.search(rf"\b{way.first}\b", asked_for)):
            yield way.table
    for inner in node.get("Plans", ()):
        # A sort reads all before it hands out the first row.
        yield from _gone_through(inner, asked, small, stopped=stopped and kind != "Sort")
