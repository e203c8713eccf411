"""Whether a statement costs more in an old shop than in a young one.

Both have as many orders a day; one has had four times as many days. Each statement is executed in both, with
the values that a test gave it, and what the database does for it is counted in steps of its virtual machine:
a statement that goes through a table does four times as many, one that an index serves about as many. It is
done with the statistics that a tidied shop has, and without any, as after a migration. What was written is
rolled back. Besides, the plan may not go through a table that grows.
"""

import asyncio
import re
import shutil
import sqlite3
import tempfile
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

from storage.tables import metadata
from tests.bench import big_shop
from tests.growth.allowed import GROWING, MAY_GROW, MAY_SCAN
from tests.growth.asked import Asked, Verdict, allowed

YOUNG, OLD = 1000, 4000
_DAYS = 160
_MOST_TIMES = 2.0
_STEPS_AT_ONCE = 10
"""Counted so, for each count costs as much as many steps."""
_FREE_STEPS = 500
"""So many more are nothing yet: one level of an index more, a few more rows under way."""


class Shops:
    """A young shop and an old one, with statistics and without."""

    def __init__(self, folder: Path) -> None:
        self._pairs = []
        young, old = (folder / f"{name}.db" for name in ("young", "old"))
        for path, count in ((young, YOUNG), (old, OLD)):
            span = timedelta(days=_DAYS * count // YOUNG)
            _wait(big_shop.make(f"sqlite+aiosqlite:///{path}", count, span=span, one_in=2))
        self._pairs.append((_opened(young), _opened(old)))
        bare = []
        for path in (young, old):
            without = path.with_suffix(".bare.db")
            shutil.copy(path, without)
            with sqlite3.connect(without) as conn:
                conn.execute("DELETE FROM sqlite_stat1")
            bare.append(_opened(without))
        self._pairs.append((bare[0], bare[1]))

    def close(self) -> None:
        """Closes them all."""
        for pair in self._pairs:
            for conn in pair:
                conn.close()

    def look_at(self, asked: Asked) -> Iterator[Verdict]:
        """What is wrong with it, at most one thing with statistics and one without."""
        for (young, old), stats in zip(self._pairs, ("with", "without"), strict=True):
            may_scan, may_grow = allowed(asked.who, MAY_SCAN), allowed(asked.who, MAY_GROW)
            if not may_scan:
                scanned = sorted(set(_scanned(old, asked, stopped=not may_grow)) & GROWING)
                if scanned:
                    yield Verdict(asked, f"goes through all of {', '.join(scanned)} ({stats} statistics)")
                    return
            if not may_scan and not may_grow:
                few, many = _steps(young, asked), _steps(old, asked)
                if many > few * _MOST_TIMES + _FREE_STEPS:
                    yield Verdict(asked, f"{few} steps became {many} ({stats} statistics)")
                    return


def judge(both: Shops, statements: Iterable[Asked]) -> list[Verdict]:
    """All that is wrong with those statements that SQLite was asked, one thing for each who asked."""
    found: dict[tuple[str, str], Verdict] = {}
    for asked in statements:
        if asked.dialect == "sqlite":
            for verdict in both.look_at(asked):
                found.setdefault((asked.who, verdict.why), verdict)
    return sorted(found.values(), key=lambda verdict: verdict.asked.who)


@contextmanager
def shops() -> Iterator[Shops]:
    """Both shops, made anew."""
    with tempfile.TemporaryDirectory() as folder:
        both = Shops(Path(folder))
        try:
            yield both
        finally:
            both.close()


def _wait(work: Any) -> None:
    with ThreadPoolExecutor(1) as thread:  # a loop of its own, whichever may run here
        thread.submit(asyncio.run, work).result()


def _opened(path: Path) -> sqlite3.Connection:
    conn = sqlite3.connect(path, isolation_level=None)
    conn.execute("PRAGMA foreign_keys=ON")
    conn.execute("PRAGMA synchronous=OFF")
    return conn


_SCAN = re.compile(r"^SCAN (\w+)(?:.* INDEX (\w+))?")
_PARTIAL = {
    index.name
    for table in metadata.sorted_tables
    for index in table.indexes
    if index.dialect_options["sqlite"]["where"] is not None
}


def _scanned(conn: sqlite3.Connection, asked: Asked, *, stopped: bool) -> Iterator[str]:
    """The tables that the plan goes through from one end. Not counted are indexes of a few of the rows, and
    with `stopped` what a LIMIT may stop: the steps say how soon.

    The plan of an INSERT names what a broken promise between tables would have to be looked for in: steps say
    it.
    """
    if asked.statement.startswith("INSERT"):
        return
    plan = [str(row[3]) for row in conn.execute(f"EXPLAIN QUERY PLAN {asked.statement}", asked.values)]
    if stopped and "LIMIT" in asked.statement and not any("TEMP B-TREE" in line for line in plan):
        return
    named = dict(re.findall(r"(?:FROM|JOIN) (\w+) AS (\w+)", asked.statement))
    aliases = {alias: table for table, alias in named.items()}
    for line in plan:
        if (scan := _SCAN.match(line)) is not None and scan[2] not in _PARTIAL:
            yield aliases.get(scan[1], scan[1])


def _steps(conn: sqlite3.Connection, asked: Asked) -> int:
    """How many steps the database takes for it, up to where it refuses."""
    count = 0

    def counted() -> int:
        nonlocal count
        count += _STEPS_AT_ONCE
        return 0

    conn.execute("BEGIN")
    conn.set_progress_handler(counted, _STEPS_AT_ONCE)
    try:
        conn.execute(asked.statement, asked.values).fetchall()
    except sqlite3.IntegrityError:
        pass  # a row of the test's that one of the shop's stands in the way of
    finally:
        conn.set_progress_handler(None, 1)
        conn.execute("ROLLBACK")
    return count
