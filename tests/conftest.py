"""Fixtures that every room uses: a database as the shop makes it, and a clock that stands still.

What tests write is thrown away, so it stands in memory where the machine offers that: a commit then waits for
no disk.
"""

import asyncio
import gc
import os
import random
import shutil
import sqlite3
import tempfile
from collections.abc import AsyncIterator, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager, closing, suppress
from itertools import islice
from pathlib import Path

import pytest
import stamina
import structlog
from hypothesis import settings

from storage import migrations
from storage.database import Database
from storage.engines.engine import Engine
from tests import postgres, turns
from tests.compiled import compile_once
from tests.fakes.clock import FakeClock
from tests.fakes.database import InThisThread, SeamedDatabase, shuffled
from tests.fakes.postgresql import ServerInThisThread, forget
from tests.growth.recorder import Recorder

# While tests are collected nothing is thrown away, so looking for garbage is in vain.
gc.disable()

SQLITE, POSTGRESQL = "sqlite", "postgresql"
_LONG = {("e2e/",): 5, ("crash/",): 4, ("browser/", "demo/page/"): 4}
"""The folders of tests that take longest, those with a browser together, and how long beside one another; any
other counts as one.
"""
_WORKED_OUT = "shop/life/"
"""The tests that compute longest: walks."""
_MANY_CASES = 3
"""As many of a test are divided among days."""
_MEMORY = Path("/dev/shm")
_OBJECTS_BETWEEN_LOOKS = 50_000
_ENOUGH = 1 << 30  # bytes; containers often have 64 MB there, which is not
if "TMPDIR" not in os.environ and _MEMORY.is_dir() and shutil.disk_usage(_MEMORY).free > _ENOUGH:
    os.environ["TMPDIR"] = str(_MEMORY)  # for the processes that tests start
    tempfile.tempdir = None  # looked up anew

# Whatever a test logs is read only when it fails. Without this, structlog draws each traceback with all its
# variables, which takes longer than any test.
structlog.configure(
    processors=[
        structlog.processors.add_log_level,
        structlog.dev.ConsoleRenderer(exception_formatter=structlog.dev.plain_traceback),
    ]
)

compile_once()

# What is asked again is asked at once: no test waits by a clock that nobody moves.
stamina.set_testing(True, attempts=3, cap=True)

# No deadline: how long an example takes says how busy the machine is, and nothing about the shop. The shared
# run draws the same examples each time, so that a change is judged by itself; at the desk they are new each
# time.
settings.register_profile("desk", deadline=None)
settings.register_profile("ci", settings.get_profile("desk"), derandomize=True)
settings.load_profile("ci" if os.environ.get("CI") == "true" else "desk")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Each worker begins with a part of the tests: what takes long comes first there, so that all end
    together.

    Browsers and processes are waited for most of the time, so there may be more workers than processors, and
    one of them begins with what is worked out at once, walks first. What a folder's tests share (a browser, a
    demo, worlds) is there once if the folder stays in one place.
    """
    _leave_out_for_today(config, items)
    workers = getattr(config, "workerinput", {}).get("workercount", 0)
    if workers < 2:
        return
    waiting: dict[tuple[str, ...], list[pytest.Item]] = {folders: [] for folders in _LONG}
    short: list[pytest.Item] = []
    walks: list[pytest.Item] = []
    for item in items:
        file = item.path.relative_to(config.rootpath / "tests").as_posix()
        if item.get_closest_marker("browser") or item.get_closest_marker("processes"):
            folders = next((folders for folders in _LONG if file.startswith(folders)), (file,))
            waiting.setdefault(folders, []).append(item)
        else:
            (walks if file.startswith(_WORKED_OUT) else short).append(item)
    parts: list[list[pytest.Item]] = [[] for _ in range(workers)]
    parts[-1].extend(walks)
    taken = [0] * max(2, workers - 1)
    for folders, together in waiting.items():
        place = taken.index(min(taken))
        taken[place] += _LONG.get(folders, 1)
        parts[place].extend(together)
    most, rest = -(-len(items) // workers), iter(short)
    items[:] = [item for part in parts for item in (*part, *islice(rest, max(0, most - len(part))))]


def _leave_out_for_today(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Each case of a test is tried on SQLite. Of many, PostgreSQL gets some each day."""
    cases: dict[str, list[pytest.Item]] = {}
    for item in items:
        case = getattr(item, "callspec", None)
        if case is not None and case.params.get("engine") == POSTGRESQL:
            cases.setdefault(item.nodeid.partition("[")[0], []).append(item)
    left_out = {
        item
        for some in cases.values()
        if len(some) >= _MANY_CASES
        for number, item in enumerate(some)
        if not turns.has_turn(number, _MANY_CASES)
    }
    if left_out:
        config.hook.pytest_deselected(items=list(left_out))
        items[:] = [item for item in items if item not in left_out]


def pytest_collection_finish() -> None:
    """The tests and all that they have imported stay: nobody need look through them for garbage."""
    gc.freeze()
    gc.set_threshold(_OBJECTS_BETWEEN_LOOKS)
    gc.enable()


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish() -> None:
    """Garbage is looked for once. Pytest does so five times more before it ends, each time through all that a
    worker has imported.
    """
    forget()
    gc.collect()
    gc.freeze()


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--engine",
        choices=[SQLITE, POSTGRESQL],
        default=SQLITE,
        help="on which engine databases stand in tests that are not marked both_engines",
    )


def pytest_configure(config: pytest.Config) -> None:
    config.pluginmanager.register(Recorder())
    turns.begin()
    if not hasattr(config, "workerinput"):
        os.environ[postgres.FOLDER] = str(postgres.new_folder())


def pytest_unconfigure(config: pytest.Config) -> None:
    if not hasattr(config, "workerinput"):
        postgres.end(Path(os.environ.pop(postgres.FOLDER)))


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """What is marked `both_engines` and has a database is run on SQLite and on PostgreSQL."""
    marked = metafunc.definition.get_closest_marker
    if "engine" in metafunc.fixturenames and marked("both_engines") and not marked("sqlite_only"):
        engines = [pytest.param(SQLITE), pytest.param(POSTGRESQL, marks=pytest.mark.postgresql)]
        metafunc.parametrize("engine", engines, indirect=True)


@pytest.fixture
def engine(request: pytest.FixtureRequest) -> str:
    """On which engine the test's database stands."""
    if request.node.get_closest_marker("sqlite_only"):
        return SQLITE
    return str(getattr(request, "param", request.config.getoption("engine")))


@pytest.fixture(scope="session")
def postgres_server() -> postgres.Server:
    """Skips the test where PostgreSQL is not installed."""
    if (why := postgres.why_not()) is not None:
        if os.environ.get("CI") == "true":
            pytest.fail(why)
        pytest.skip(why)
    return postgres.of_this_run()


@pytest.fixture
def server_of_engine(request: pytest.FixtureRequest, engine: str) -> postgres.Server | None:
    """Where processes find their databases; None: in files."""
    server: postgres.Server | None = None
    if engine == POSTGRESQL:
        server = request.getfixturevalue("postgres_server")
    return server


@pytest.fixture
def database_url(request: pytest.FixtureRequest, engine: str, tmp_path: Path) -> Iterator[str]:
    """A place for a database: with `db` a migrated one is there, else none (SQLite) or an empty one."""
    if engine == SQLITE:
        yield f"sqlite+aiosqlite:///{tmp_path}/shop.db"
        return
    server: postgres.Server = request.getfixturevalue("postgres_server")
    migrated = {"db", "db_in_threads", "two_dbs"} & set(request.fixturenames)
    with server.database() if migrated else server.copy_of("template1") as name:
        yield server.url(name)


@pytest.fixture(scope="session")
def migrated_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty database of the newest version, to copy: migrating takes longer than most tests."""
    path = tmp_path_factory.mktemp("migrated") / "shop.db"
    with ThreadPoolExecutor(1) as thread:  # a loop of its own, away from the tests' loops
        thread.submit(asyncio.run, migrations.upgrade(f"sqlite+aiosqlite:///{path}")).result()
    return path


@pytest.fixture(scope="session")
def small_file(migrated_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same in small pages: each of two hundred tables and indexes takes one, however little stands in it,
    and all are copied.
    """
    path = Path(shutil.copy(migrated_file, tmp_path_factory.mktemp("small") / "shop.db"))
    with closing(sqlite3.connect(path)) as file:
        for statement in (
            "PRAGMA journal_mode=DELETE",
            "PRAGMA page_size=1024",
            "VACUUM",
            "PRAGMA journal_mode=WAL",
        ):
            file.execute(statement)
    return path


@pytest.fixture
def first_file(small_file: Path) -> Path:
    """What `db` is a copy of, on SQLite."""
    return small_file


@pytest.fixture
async def db(request: pytest.FixtureRequest, database_url: str) -> AsyncIterator[Database]:
    """The migrated database at `database_url`, whose only writer this is."""
    async with _opened(request, database_url, in_this_thread=True) as database:
        yield database


@pytest.fixture
async def db_in_threads(request: pytest.FixtureRequest, database_url: str) -> AsyncIterator[Database]:
    """The same as `Database.open` of `database_url` gives it, for rooms where it matters who comes first or
    where several databases of one process meet.
    """
    async with _opened(request, database_url) as database:
        yield database


@pytest.fixture
async def two_dbs(
    request: pytest.FixtureRequest, database_url: str
) -> AsyncIterator[tuple[Database, Database]]:
    """The migrated database as two processes have it, asked in this thread. Whoever begins to write waits
    until the other one has written; others go on at each statement and, as dice say, between transactions.
    """
    dice = random.Random(0)
    async with _opened(request, database_url, in_company=dice) as database:
        other = _in_this_thread(database_url, dice)
        yield database, other
        await other.close()


def _in_this_thread(url: str, in_company: random.Random | None) -> Database:
    engine: Engine
    together = in_company is not None
    if url.startswith(SQLITE):
        engine = InThisThread(Path(url.partition("///")[2]), in_company=together)
    else:
        engine = ServerInThisThread(url, in_company=together)
    return Database(engine) if in_company is None else SeamedDatabase(engine, shuffled(in_company, 6))


@asynccontextmanager
async def _opened(
    request: pytest.FixtureRequest,
    url: str,
    *,
    in_this_thread: bool = False,
    in_company: random.Random | None = None,
) -> AsyncIterator[Database]:
    on_sqlite = request.getfixturevalue("engine") == SQLITE
    in_thread = in_this_thread or in_company is not None
    if on_sqlite:
        first = "first_file" if in_this_thread else "small_file" if in_thread else "migrated_file"
        shutil.copy(request.getfixturevalue(first), url.partition("///")[2])
    database = _in_this_thread(url, in_company) if in_thread else Database.open(url)
    yield database
    if not on_sqlite:
        with suppress(Exception):  # then it is not used again
            await request.getfixturevalue("postgres_server").empty(database)
    await database.close()
