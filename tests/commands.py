"""`python -m bot` as somebody types it: its settings, and what it says.

`afresh` starts a Python of its own, which takes longer than most commands. Each command is started so once;
the rest of a command's tests take `typed`, a process of the nursery's.
"""

import base64
import os
import re
import subprocess
import sys
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Protocol

import pytest

from tests.e2e.nursery import Nursery

ROOT = Path(__file__).parents[1]
KEY = base64.b64encode(b"canary-encryption-key-0123456789").decode()
DEMO = {
    "BOT_TOKEN": "700000001:DEMO-TOKEN-not-a-secret-000000000000",
    "ADMIN_IDS": "2001",
    "ONECLICKDZ_API_KEY": "demo-key-not-a-secret",
    "ENCRYPTION_KEY": KEY,
    # Nothing listens there.
    "TELEGRAM_API_URL": "http://127.0.0.1:9",
    "ONECLICKDZ_API_URL": "http://127.0.0.1:9",
}
_SECONDS = 120


@dataclass(frozen=True)
class Done:
    returncode: int
    stdout: str
    stderr: str


def environment(**settings: str) -> dict[str, str]:
    return {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), "ENV_FILE": "", **settings}


def afresh(*arguments: str, cwd: Path, given: str = "", **settings: str) -> Done:
    """`python -m bot <arguments>` with these settings in that folder, in a Python of its own, to its end.
    `given` is its input.
    """
    done = subprocess.run(
        [sys.executable, "-m", "bot", *arguments],
        cwd=cwd,
        env=environment(**settings),
        input=given,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        timeout=_SECONDS,
    )
    return Done(done.returncode, done.stdout, done.stderr)


class Typed(Protocol):
    """As `afresh`."""

    def __call__(self, *arguments: str, cwd: Path, **settings: str) -> Done: ...


@pytest.fixture
def typed(nursery: Nursery, tmp_path_factory: pytest.TempPathFactory) -> Typed:
    folder = tmp_path_factory.mktemp("typed")
    numbers = count()

    def type_(*arguments: str, cwd: Path, **settings: str) -> Done:
        number = next(numbers)
        said, complained = folder / f"{number}.out", folder / f"{number}.err"
        child = nursery.start("bot", arguments, environment(**settings), said, errors=complained, cwd=cwd)
        return Done(child.wait(_SECONDS), said.read_text("utf-8"), complained.read_text("utf-8"))

    return type_


def told(done: Done) -> str:
    """All it said, which holds neither a traceback nor a secret."""
    said = done.stdout + done.stderr
    assert "Traceback" not in said, said
    assert not re.search("canary|DEMO-TOKEN|demo-key|" + re.escape(KEY), said)
    return said
