"""Fixtures that every room uses: a database as the shop makes it, and a clock that stands still.

What tests write is thrown away, so it stands in memory where the machine offers that: a commit then waits for
no disk.
"""

import asyncio
import os
import shutil
import tempfile
from collections.abc import AsyncIterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from itertools import groupby, islice
from pathlib import Path

import pytest
import structlog
from hypothesis import settings

from storage import migrations
from storage.database import Database
from tests.compiled import IN_THIS_THREAD, compile_once
from tests.fakes.clock import FakeClock

_MEMORY = Path("/dev/shm")
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

# No deadline: how long an example takes says how busy the machine is, and nothing about the shop. The shared
# run draws the same examples each time, so that a change is judged by itself; at the desk they are new each
# time.
settings.register_profile("desk", deadline=None)
settings.register_profile("ci", settings.get_profile("desk"), derandomize=True)
settings.load_profile("ci" if os.environ.get("CI") == "true" else "desk")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Each worker begins with a part of the tests: what takes long comes first there, so that all end
    together.

    A browser serves a whole file, which therefore stays in one place.
    """
    workers = getattr(config, "workerinput", {}).get("workercount", 0)
    if workers < 2:
        return
    parts: list[list[pytest.Item]] = [[] for _ in range(workers)]
    in_browser = [item for item in items if item.get_closest_marker("browser")]
    for number, (_, of_file) in enumerate(groupby(in_browser, key=lambda item: item.path)):
        parts[number % workers].extend(of_file)
    seen = set(in_browser)
    processes = [item for item in items if item.get_closest_marker("processes") and item not in seen]
    for number, part in enumerate(parts):
        part.extend(processes[number::workers])
    seen.update(processes)
    short = iter([item for item in items if item not in seen])
    most = -(-len(items) // workers)
    items[:] = [item for part in parts for item in (*part, *islice(short, max(0, most - len(part))))]


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def database_url(tmp_path: Path) -> str:
    return f"sqlite+aiosqlite:///{tmp_path}/shop.db"


@pytest.fixture(scope="session")
def migrated_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty database of the newest version, to copy: migrating takes longer than most tests."""
    path = tmp_path_factory.mktemp("migrated") / "shop.db"
    with ThreadPoolExecutor(1) as thread:  # a loop of its own, away from the tests' loops
        thread.submit(asyncio.run, migrations.upgrade(f"sqlite+aiosqlite:///{path}")).result()
    return path


@pytest.fixture
async def db(migrated_file: Path, tmp_path: Path) -> AsyncIterator[Database]:
    """The migrated database at `database_url`, whose only writer this is."""
    async with _opened(IN_THIS_THREAD, migrated_file, tmp_path) as database:
        yield database


@pytest.fixture
async def db_in_threads(migrated_file: Path, tmp_path: Path) -> AsyncIterator[Database]:
    """The same as `Database.open` of `database_url` gives it, for rooms where it matters who comes first."""
    async with _opened("sqlite+aiosqlite", migrated_file, tmp_path) as database:
        yield database


@asynccontextmanager
async def _opened(driver: str, migrated_file: Path, folder: Path) -> AsyncIterator[Database]:
    path = folder / "shop.db"
    shutil.copy(migrated_file, path)
    database = Database.open(f"{driver}:///{path}")
    yield database
    await database.close()
