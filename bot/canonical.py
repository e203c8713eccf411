"""One line in the log for each piece of work: an update, a worker's round, a message, a request outside.

The line is written when the work ends, and whoever takes part in the work adds what an operator wants to
know of it. So one line answers "what became of it, how long did it take, what did it wait for", without
putting several lines together. Ids, names, counts and seconds only: never what people wrote, never a code.
"""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

import structlog

from bot.clock import Clock

_facts: ContextVar[dict[str, Any] | None] = ContextVar("canonical_line", default=None)


@contextmanager
def canonical_line(
    log: structlog.stdlib.BoundLogger, event: str, clock: Clock, *, quiet: bool = False, **facts: Any
) -> Iterator[dict[str, Any]]:
    """Writes `event` with `facts`, what was added meanwhile, `outcome` and `seconds` when the block ends.

    The outcome is `done` unless somebody added another one; `cancelled`, or `failed` with the error's name,
    when the block raises. With `quiet`, a piece of work to which nobody added anything is not worth a line.
    """
    line: dict[str, Any] = {}
    token = _facts.set(line)
    began = clock.monotonic()
    try:
        yield line
    except asyncio.CancelledError:
        line.setdefault("outcome", "cancelled")
        raise
    except BaseException as error:
        line.setdefault("outcome", "failed")
        line.setdefault("error", type(error).__name__)
        raise
    finally:
        _facts.reset(token)
        if line or not quiet:
            seconds = round(clock.monotonic() - began, 4)
            log.info(event, **{**facts, "outcome": "done", **line, "seconds": seconds})


def add(**facts: Any) -> None:
    """Adds to the line of the work in hand; does nothing where there is none."""
    if (line := _facts.get()) is not None:
        line.update(facts)


def add_request(what: str, seconds: float) -> None:
    """Counts one request to the outside, and the seconds that it took, in the line of the work in hand."""
    if (line := _facts.get()) is not None:
        line[f"{what}_requests"] = line.get(f"{what}_requests", 0) + 1
        line[f"{what}_seconds"] = round(line.get(f"{what}_seconds", 0.0) + seconds, 4)
