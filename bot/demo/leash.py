"""Finds the shop of an earlier demo that was killed before it could stop its shop, and stops it.

The shop inherits an open, locked file. The kernel keeps the lock as long as that process lives, so a held
lock means a living shop of ours, never a stranger that was given the same number since.
"""

import asyncio
import contextlib
import fcntl
import os
import signal
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Final

PATIENCE_SECONDS: Final = 10.0
_STEP_SECONDS: Final = 0.1


@contextlib.contextmanager
def leash(path: Path) -> Iterator[IO[str]]:
    """The locked file to hand to a new shop, into which its process number is then written.

    Raises BlockingIOError while an earlier shop lives.
    """
    with path.open("a") as file:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        file.truncate(0)
        yield file


async def end_stray(path: Path, *, patience: float = PATIENCE_SECONDS) -> bool:
    """Stops the shop that an earlier demo left behind, with so many seconds' patience first; False when there
    was none.
    """
    number = _holder(path)
    if number is None:
        return False
    for how in (signal.SIGTERM, signal.SIGKILL):
        with contextlib.suppress(ProcessLookupError):
            os.kill(number, how)
        for _ in range(round(patience / _STEP_SECONDS)):
            if _holder(path) is None:
                return True
            await asyncio.sleep(_STEP_SECONDS)
    return False


def _holder(path: Path) -> int | None:
    try:
        with path.open("r") as file:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except FileNotFoundError:
        return None
    except BlockingIOError:
        number = path.read_text().strip()
        return int(number) if number.isdecimal() else None
    return None
