"""Fixtures that every room uses: a database as the shop makes it, and a clock that stands still."""

import asyncio
import os
import shutil
from collections.abc import AsyncIterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from storage import migrations
from storage.database import Database
from tests.fakes.clock import FakeClock

# The shared run draws the same examples each time, so that a change is judged by itself; at the desk they are new each time.
settings.register_profile("desk", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("ci", settings.get_profile("desk"), derandomize=True)
settings.load_profile("ci" if os.environ.get("CI") == "true" else "desk")


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
async def db(database_url: str, migrated_file: Path, tmp_path: Path) -> AsyncIterator[Database]:
    shutil.copy(migrated_file, tmp_path / "shop.db")
    database = Database.open(database_url)
    yield database
    await database.close()
