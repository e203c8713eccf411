"""Here the database is the shop's own to the last part: with a thread for each connection."""

import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from storage.database import Database


@pytest.fixture
async def db(migrated_file: Path, tmp_path: Path, database_url: str) -> AsyncIterator[Database]:
    """As `Database.open` of `database_url` gives it, migrated."""
    shutil.copy(migrated_file, tmp_path / "shop.db")
    database = Database.open(database_url)
    yield database
    await database.close()
