"""The versions that this code knows, and a start that finds the newest one there."""

import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from alembic.script import ScriptDirectory
from sqlalchemy.exc import OperationalError

from storage import migrations

ROOT = Path(__file__).parents[2]


def test_the_files_of_the_migrations_are_called_after_their_versions() -> None:
    scripts = ScriptDirectory.from_config(migrations._config())
    assert migrations.head() == scripts.get_current_head()
    assert migrations.known() == {script.revision for script in scripts.walk_revisions()}


def test_a_start_with_nothing_to_migrate_does_without_alembic(migrated_file: Path) -> None:
    code = (
        "import asyncio, sys; from storage import migrations;"
        f"asyncio.run(migrations.upgrade('sqlite+aiosqlite:///{migrated_file}'));"
        "sys.exit(any(name.partition('.')[0] == 'alembic' for name in sys.modules))"
    )
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False).returncode == 0


async def test_a_migration_that_is_broken_off_leaves_nothing_in_the_way_of_the_next_one(
    tmp_path: Path,
) -> None:
    file = tmp_path / "shop.db"
    url = f"sqlite+aiosqlite:///{file}"
    with closing(sqlite3.connect(file)) as conn:
        conn.execute("CREATE TABLE processes (id TEXT)")  # a later version wants to make one of that name
    with pytest.raises(OperationalError, match="processes already exists"):
        await migrations.upgrade(url)
    with closing(sqlite3.connect(file)) as conn:
        assert conn.execute("SELECT name FROM sqlite_master").fetchall() == [("processes",)]
        conn.execute("DROP TABLE processes")
    await migrations.upgrade(url)
    with closing(sqlite3.connect(file)) as conn:
        assert conn.execute("SELECT version_num FROM alembic_version").fetchall() == [(migrations.head(),)]
