"""The guide to updating and going back, walked through line by line on the database of an older version."""

import base64
import gzip
import os
import re
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from storage import migrations
from tests.e2e.lanes import free_port
from tests.e2e.nursery import ROOT, Nursery, inherited
from tests.e2e.processes import ADMIN, API_KEY, TOKEN, World, running_world

pytestmark = pytest.mark.processes

GUIDE = ROOT / "docs" / "operations" / "upgrade.md"
OLD_FILE = ROOT / "tests" / "shop" / "data" / "shop_before_house.db.gz"
OLD_KEY = base64.b64encode(b"k" * 32).decode()
DELIVERED = "DZHMPHF22J"
NOW, NEXT = "now", "next"
# What a merchant's machine has and a test has not: each does in the small what it does in the large.
_STANDING_IN = {
    "sudo": 'exec "$@"',
    "make": '[ "$1" = install ]',
    "git": """
case "$1" in
  rev-parse) cat .version; exit ;;
  pull) version=next ;;
  checkout) version=$2 ;;
esac
for folder in bot handlers storage; do ln -sfn "$VERSIONS/$version/$folder" "$folder"; done
echo "$version" > .version
""",
    "systemctl": """
[ "$2" = hanout ]
if [ "$1" != start ]; then
  pid=$(cat shop.pid)
  kill -TERM "$pid"
  while kill -0 "$pid" 2>/dev/null; do sleep 0.1; done
fi
if [ "$1" != stop ]; then
  .venv/bin/python -m bot run >> shop.log 2>&1 &
  echo $! > shop.pid
fi
""",
    "curl": """
url=$(echo "$*" | sed -E 's/.*:8080(.*)/http:\\/\\/127.0.0.1:'"$(sed -n s/^HTTP_PORT=//p .env)"'\\1/')
exec .venv/bin/python -c '
import sys, time, httpx
for _ in range(250):
    try:
        answer = httpx.get(sys.argv[1], trust_env=False, verify=False)
        if answer.status_code == 200: sys.exit(print(answer.text))
    except httpx.TransportError: pass
    time.sleep(0.1)
sys.exit(1)' "$url"
""",
}


def blocks(heading: str) -> list[list[str]]:
    """The lines of each block of commands under a heading."""
    section = GUIDE.read_text("utf-8").partition(f"\n## {heading}\n")[2].partition("\n## ")[0]
    found = re.findall(r"^```sh\n(.*?)^```", section, re.MULTILINE | re.DOTALL)
    return [block.splitlines() for block in found]


class Machine:
    """A merchant's machine: the shop in a folder, two versions of it, and stand-ins for other programs."""

    def __init__(self, folder: Path, world: World) -> None:
        self.home = folder / "hanout"
        self.data = self.home / "data"
        versions, programs = folder / "versions", folder / "bin"
        self.data.mkdir(parents=True)
        programs.mkdir()
        for name, script in _STANDING_IN.items():
            (programs / name).write_text(f"#!/bin/sh\nset -eu\n{script}")
            (programs / name).chmod(0o755)
        for name in ("bot", "handlers", "storage"):
            for version in (NOW, NEXT):
                shutil.copytree(ROOT / name, versions / version / name)
        _add_migration(versions / NEXT)
        (self.home / ".venv").symlink_to(sys.prefix)
        settings = {
            "BOT_TOKEN": TOKEN,
            "ADMIN_IDS": ADMIN,
            "ONECLICKDZ_API_KEY": API_KEY,
            "ENCRYPTION_KEY": OLD_KEY,
            "TELEGRAM_API_URL": world.url,
            "ONECLICKDZ_API_URL": world.url,
            "HTTP_PORT": free_port(),
            "LOG_FORMAT": "json",
        }
        (self.home / ".env").write_text("".join(f"{name}={value}\n" for name, value in settings.items()))
        (self.home / ".env").chmod(0o600)
        path = f"{programs}:{os.environ['PATH']}"
        self.env = {**inherited(), "PATH": path, "VERSIONS": str(versions)}
        self.runs(f"git checkout {NOW}")

    def runs(self, line: str) -> str:
        """What a line of the guide says; it must succeed."""
        line = line.replace("/opt/hanout", str(self.home))
        done = subprocess.run(
            ["/bin/sh", "-euc", line],
            cwd=self.home,
            env=self.env,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
            timeout=90,
        )
        log = self.home / "shop.log"
        said = done.stdout + done.stderr
        assert done.returncode == 0, f"{line}\n{said}\n{log.read_text()[-3000:] if log.exists() else ''}"
        return said

    def walks(self, lines: list[str]) -> str:
        return "".join(self.runs(line) for line in lines)

    def runs_shop(self) -> tuple[int, str]:
        """`python -m bot run`, which is to end by itself."""
        done = subprocess.run(
            [".venv/bin/python", "-m", "bot", "run"],
            cwd=self.home,
            env=self.env,
            capture_output=True,
            text=True,
            check=False,
            timeout=60,
        )
        return done.returncode, done.stderr

    def version(self, file: str = "hanout.db") -> str:
        return str(self._value(file, "SELECT version_num FROM alembic_version"))

    def order_status(self, ref: str) -> str:
        return str(self._value("hanout.db", "SELECT status FROM orders WHERE ref = ?", ref))

    def _value(self, file: str, sql: str, *values: str) -> object:
        with closing(sqlite3.connect(self.data / file)) as connection:
            return connection.execute(sql, values).fetchone()[0]

    def ends(self) -> None:
        pid = self.home / "shop.pid"
        if pid.exists():
            with_end = f"kill -KILL {pid.read_text()} 2>/dev/null || true"
            subprocess.run(["/bin/sh", "-c", with_end], check=True)


def _add_migration(version: Path) -> None:
    """Makes a copy of the shop a newer version of it."""
    head = migrations.head()
    (version / "storage/migrations/versions" / f"{int(head) + 1:04}_next.py").write_text(
        f"from alembic import op\nimport sqlalchemy as sa\nrevision = '{int(head) + 1:04}'\n"
        f"down_revision = '{head}'\nbranch_labels = depends_on = None\n"
        "def upgrade():\n    op.create_table('of_next', sa.Column('id', sa.Integer, primary_key=True))\n"
    )


@pytest.fixture
def machine(tmp_path: Path, nursery: Nursery) -> Iterator[Machine]:
    with running_world(tmp_path, nursery) as world:
        world.admin().sends("/start")
        made = Machine(tmp_path, world)
        try:
            yield made
        finally:
            made.ends()


def test_the_guide_leads_to_the_next_version_and_back(machine: Machine) -> None:
    # An older version's database: this version brings it to its own.
    (machine.data / "hanout.db").write_bytes(gzip.decompress(OLD_FILE.read_bytes()))
    oldest = machine.version()
    assert f"is at version {oldest}; the next start brings it to" in machine.runs(
        ".venv/bin/python -m bot check"
    )
    machine.runs("systemctl start hanout")
    ((*update,),) = blocks("Update")
    assert '"ready":true' in machine.runs(update[-1])
    here = machine.version()
    assert here == migrations.head() != oldest
    assert machine.order_status(DELIVERED) == "fulfilled"

    said = machine.walks(update)
    newer = machine.version()
    assert f"is at version {here}; the next start brings it to {newer}" in said
    assert newer > here
    assert machine.version("before-update.db") == here
    assert machine.order_status(DELIVERED) == "fulfilled"

    to_the_older, to_the_copy = blocks("Go back")
    said = machine.walks(to_the_older)
    assert f"is at version {newer}, which only a newer Hanout than this one knows" in said
    status, said = machine.runs_shop()
    assert status == 1
    assert f"The database is at version {newer}, which this Hanout (up to {here}) does not know." in said
    assert "Traceback" not in said
    assert machine.version() == newer

    said = machine.walks(to_the_copy)
    assert '"ready":true' in said
    assert machine.version() == here
    assert machine.version("after-update/hanout.db") == newer
    assert machine.order_status(DELIVERED) == "fulfilled"
