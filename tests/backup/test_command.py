"""`python -m bot backup-key`, `backup` and `restore` as somebody types them."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from bot import __version__
from bot.backup.folder import backups_in
from tests.backup.backing import RECIPIENT, content, put
from tests.commands import DEMO, ROOT, Typed, afresh, told, typed
from tests.e2e.conftest import nursery

__all__ = ["nursery", "typed"]  # fixtures

pytestmark = pytest.mark.processes


def test_a_merchant_makes_an_identity_takes_a_backup_and_puts_it_back(
    typed: Typed, history: str, tmp_path: Path
) -> None:
    made = typed("backup-key", cwd=tmp_path)
    assert made.returncode == 0
    identity, recipient = tmp_path / "identity.txt", made.stderr.rpartition("BACKUP_RECIPIENT=")[2].strip()
    put(identity, made.stdout.encode())
    assert "AGE-SECRET-KEY-1" in made.stdout
    assert "AGE-SECRET-KEY-1" not in made.stderr
    settings = {**DEMO, "DATABASE_URL": history, "BACKUP_RECIPIENT": recipient}
    done = afresh("backup", cwd=tmp_path, **settings)
    assert done.returncode == 0, told(done)
    (backup,) = backups_in(tmp_path / "data/backups")
    assert f"{backup.path.relative_to(tmp_path)} ({backup.size:,} bytes), whole and encrypted." in told(done)
    with closing(sqlite3.connect(history.partition("///")[2])) as conn, conn:
        conn.execute("INSERT INTO customers (id, first_name, created_at) VALUES (5005, 'Late', 1)")

    words = ("restore", str(backup.path), "--identity", str(identity))
    asked = typed(*words, cwd=tmp_path, **settings)  # nobody is there to say yes
    assert (asked.returncode, "Nothing was changed." in told(asked)) == (1, True)
    done = afresh(*words, "--yes", cwd=tmp_path, **settings)
    assert done.returncode == 0, told(done)
    assert "history.db.replaced-" in told(done)
    with closing(sqlite3.connect(history.partition("///")[2])) as conn:
        assert conn.execute("SELECT count(*) FROM customers WHERE id = 5005").fetchone() == (0,)


def test_what_cannot_be_is_said_in_a_sentence(typed: Typed, history: str, tmp_path: Path) -> None:
    settings = {**DEMO, "DATABASE_URL": history}
    done = typed("backup", cwd=tmp_path, **settings)
    assert (done.returncode, "BACKUP_RECIPIENT is not set" in told(done)) == (1, True)
    done = typed("backup", cwd=tmp_path, **settings, BACKUP_RECIPIENT="age1canary")
    assert (done.returncode, "begins with age1" in told(done)) == (2, True)
    settings |= {"BACKUP_RECIPIENT": RECIPIENT}
    (tmp_path / "file").touch()
    done = typed("backup", cwd=tmp_path, **settings, BACKUP_FOLDER=str(tmp_path / "file"))
    assert (done.returncode, "cannot be used" in told(done)) == (1, True)
    done = typed("restore", "missing.age", "--identity", "missing.txt", cwd=tmp_path, **settings)
    assert (done.returncode, "missing.txt cannot be read" in told(done)) == (1, True)


def test_the_version_is_the_projects(typed: Typed, tmp_path: Path) -> None:
    assert told(typed("--version", cwd=tmp_path)) == f"Hanout {__version__}\n"
    assert f'\nversion = "{__version__}"\n' in content(ROOT / "pyproject.toml").decode()
