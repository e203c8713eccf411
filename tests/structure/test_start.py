"""What a start does without: whoever asks for it first loads it."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
# Each with who loads it.
LATER = {
    "alembic": "a start with something to migrate",
    "asyncpg": "a shop over PostgreSQL",
    "bot.demo": "the demo",
    "mako": "a start with something to migrate",
    "matplotlib": "a picture of the sales, a receipt",
    "numpy": "the same pictures",
    "PIL": "the same pictures",
    "pyrage": "a backup",
    "rapidfuzz": "the first search",
    "starlette": "a shop with a port",
    "uvicorn": "a shop with a port",
    "xlsxwriter": "an export",
}


@pytest.fixture(scope="module")
def loaded() -> list[str]:
    """The names of the modules in a process that has imported what `bot run` imports."""
    script = "import sys, bot.__main__, bot.opening; print(*sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True
    )
    return done.stdout.split()


def test_a_start_loads_nothing_that_few_ask_for(loaded: list[str]) -> None:
    assert {"telegram.ext", "bot.app", "handlers.admin"} <= set(loaded)
    too_early = {later for later in LATER for name in loaded if f"{name}.".startswith(f"{later}.")}
    assert too_early == set()
