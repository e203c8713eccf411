"""Lines in the log that are true only if their transaction commits.

Whoever logs inside a transaction what that transaction does calls `log_once_committed`. `Database.write`
writes the lines after the commit; what is rolled back leaves no line, as nothing happened.
"""

from collections.abc import Callable
from functools import partial
from typing import Final

from storage.wakeups import Connection

_KEY: Final = "lines"


def log_once_committed(conn: Connection, write: Callable[..., object], event: str, **facts: object) -> None:
    """Calls `write(event, **facts)`, a logger's method, once the running transaction has committed."""
    conn.info.setdefault(_KEY, []).append(partial(write, event, **facts))


def lines_of(conn: Connection) -> list[Callable[[], object]]:
    """Begins a transaction's lines anew; the list that `log_once_committed` fills from here on."""
    lines: list[Callable[[], object]] = []
    conn.info[_KEY] = lines
    return lines
