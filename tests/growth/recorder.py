"""Remembers the statements that the shop executes while tests run, with what they were given and who asked.

What tests look up by themselves is none of the shop's. A run on several processes hands what each of them has
seen to the one that leads; that one judges (`tests.growth.judge`) when all is over, so that a new feature's
statement is judged without anybody naming it anywhere.
"""

import json
import re
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from pathlib import Path
from types import FrameType
from typing import Any

import greenlet
import pytest
from sqlalchemy import Engine, event

from tests import postgres
from tests.growth import judge, on_postgresql
from tests.growth.asked import Asked, Verdict

_ROOT = Path(__file__).parents[2]
_MOST_SAMPLES = 4
_LONGEST_LIST = 40
_MOST_LOOKS = 10
"""So often a text is looked at, whoever asked; finding out who did costs more than most statements."""
_NO_QUESTIONS = ("BEGIN", "PRAGMA", "SAVEPOINT", "ANALYZE", "EXPLAIN")
_VALUE = r"(?:\?|\$\d+(?:::\w+)?)"
_LIST = re.compile(rf"\((?:{_VALUE}, )+{_VALUE}\)")
_ROWS = re.compile(r"(?:\(\?\), )+\(\?\)")


class Recorder:
    """A plugin of pytest. `statements`: by their text with lists made equal, what they were asked with."""

    def __init__(self) -> None:
        self.statements: dict[str, list[Asked]] = {}
        self._looks: dict[str, int] = {}
        self.verdicts: list[Verdict] = []
        # Listeners to an engine's events would cost each statement several times as much.
        event.listen(Engine, "do_execute", self._executed)
        event.listen(Engine, "do_executemany", self._executed_many)

    def _executed_many(self, _cursor: Any, statement: str, values: Any, context: Any) -> None:
        self._note(statement, values[0], context)

    def _executed(self, _cursor: Any, statement: str, values: Any, context: Any) -> None:
        self._note(statement, values, context)

    def _note(self, statement: str, values: Any, context: Any) -> None:
        self._looks[statement] = looks = self._looks.get(statement, 0) + 1
        if looks > _MOST_LOOKS:
            return
        if statement.startswith(_NO_QUESTIONS):
            return
        who = _who_asked()
        if who is None:
            return
        given = (bytes(one) if isinstance(one, memoryview) else one for one in values)
        asked = Asked(who, statement, tuple(given), context.dialect.name)
        kept = self.statements.setdefault(statement, [])
        if asked not in kept:
            kept.append(asked)

    def _judged(self) -> list[Verdict]:
        """By SQLite and, where this run has a server, beside it by PostgreSQL."""
        asked = self.all()
        if not asked:
            return []
        server = postgres.running()
        with judge.shops() as both, ThreadPoolExecutor(1) as beside:
            planned = beside.submit(on_postgresql.judge, server, asked) if server else None
            return judge.judge(both, asked) + (planned.result().verdicts if planned else [])

    def close(self) -> None:
        """Hears of no further statement."""
        event.remove(Engine, "do_execute", self._executed)
        event.remove(Engine, "do_executemany", self._executed_many)

    def all(self) -> list[Asked]:
        """What was asked, with few of those that differ only in the length of a list."""
        by_shape: dict[str, list[Asked]] = {}
        for text, asked in self.statements.items():
            by_shape.setdefault(_shape(text), []).extend(asked)
        return [asked for some in by_shape.values() for asked in _shortest(some)]

    # The hooks.

    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        """A worker hands over what it has; whoever leads judges."""
        output = getattr(session.config, "workeroutput", None)
        if output is not None:
            output["statements"] = json.dumps([one.packed() for one in self.all()])
            return
        self.verdicts = self._judged()
        if self.verdicts and session.exitstatus == pytest.ExitCode.OK:
            session.exitstatus = pytest.ExitCode.TESTS_FAILED

    @pytest.hookimpl(optionalhook=True)
    def pytest_testnodedown(self, node: Any, error: object) -> None:
        """What a worker has seen. One that was killed says nothing."""
        if error is not None or not hasattr(node, "workeroutput"):
            return
        for packed in json.loads(node.workeroutput["statements"]):
            asked = Asked.unpacked(packed)
            self.statements.setdefault(asked.statement, []).append(asked)

    def pytest_terminal_summary(self, terminalreporter: Any) -> None:
        """Names each statement that costs more the older the shop is."""
        if not self.verdicts:
            return
        terminalreporter.section("statements that a big shop pays for", red=True, bold=True)
        for verdict in self.verdicts:
            terminalreporter.write_line(str(verdict))


@cache
def _shape(text: str) -> str:
    """The statement with each list as one of one, and with one row of many that are written at once."""
    return _ROWS.sub("(?)", _LIST.sub("(?)", text))


def _shortest(some: list[Asked]) -> list[Asked]:
    """Few of them, none with a list that is longer than the tables of the shops that judge are."""
    least = min(len(asked.values) for asked in some)
    return [asked for asked in some if len(asked.values) <= least + _LONGEST_LIST][:_MOST_SAMPLES]


def _frames() -> Iterator[FrameType]:
    """Who called whom, from the statement outwards, also across SQLAlchemy's greenlets."""
    frame: FrameType | None = sys._getframe(2)
    here = greenlet.getcurrent()
    while True:
        while frame is not None:
            yield frame
            frame = frame.f_back
        if here.parent is None:
            return
        here = here.parent
        frame = here.gr_frame


@cache
def _inside(file: str) -> tuple[str, ...] | None:
    """A file's folders and name below the repository; None outside. Each statement asks it often."""
    path = Path(file)
    return path.relative_to(_ROOT).with_suffix("").parts if path.is_relative_to(_ROOT) else None


def _who_asked() -> str | None:
    """The function of the shop that asked, as `purchases.orders.due`; None when a test did."""
    for frame in _frames():
        inside = _inside(frame.f_code.co_filename)
        if inside is None:
            continue
        room = inside[0]
        if room == "storage" and len(inside) > 2 and "migrations" not in inside:
            return ".".join((*inside[1:], frame.f_code.co_name))
        if room in {"bot", "handlers"}:
            return ".".join((*inside, frame.f_code.co_name))
        if room == "tests" and inside[1] not in {"fakes", "compiled", "growth"}:
            return None
    return None
