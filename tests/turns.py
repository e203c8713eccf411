"""What has its turn today: of what would take too long each time, every run tries a part, and another one
each day.

A fact that is tried at many moments or with many seeds is so tried in every run, and after a few days at each
of them. `TESTS_TURN=all` tries all at once, `TESTS_TURN=739000` what had its turn on that day.
"""

import os
from datetime import UTC, datetime

NAME = "TESTS_TURN"
ALL = "all"


def begin() -> None:
    """Whoever leads a run says which day it is, so that midnight divides no run."""
    os.environ.setdefault(NAME, str(datetime.now(UTC).toordinal()))


def has_turn(number: int, among: int, turn: str | None = None, *, days: int = 1) -> bool:
    """Whether this one is tried today, where one of so many neighbours is, each for so many days."""
    turn = turn or os.environ[NAME]
    return turn == ALL or (number - int(turn) // days) % among == 0
