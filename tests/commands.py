"""`python -m bot` as somebody types it: its settings, and what it says."""

import base64
import os
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

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


@dataclass(frozen=True)
class Done:
    returncode: int
    stdout: str
    stderr: str


def environment(**settings: str) -> dict[str, str]:
    return {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), "ENV_FILE": "", **settings}


def afresh(*arguments: str, cwd: Path, **settings: str) -> Done:
    """`python -m bot <arguments>` with these settings in that folder, in a Python of its own, to its end."""
    done = subprocess.run(
        [sys.executable, "-m", "bot", *arguments],
        cwd=cwd,
        env=environment(**settings),
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        timeout=120,
    )
    return Done(done.returncode, done.stdout, done.stderr)


def told(done: Done) -> str:
    """All it said, which holds neither a traceback nor a secret."""
    said = done.stdout + done.stderr
    assert "Traceback" not in said, said
    assert not re.search("canary|DEMO-TOKEN|demo-key|" + re.escape(KEY), said)
    return said
