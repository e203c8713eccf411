"""The versions that this code knows, and a start that finds the newest one there."""

import subprocess
import sys
from pathlib import Path

from alembic.script import ScriptDirectory

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
