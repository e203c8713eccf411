"""Tasks that run beside whoever started them: what goes wrong in them stands in the log, and at once.

An exception that nobody reads is invisible until memory is tidied up, or for ever where it was read and
dropped. So `gather(…, return_exceptions=True)` stands here only, and a task that nobody awaits is `watched`.
"""

import asyncio
from functools import partial
from typing import TypeVar

import structlog

log = structlog.get_logger(__name__)
T = TypeVar("T")


def watched(task: asyncio.Task[T], what: str) -> asyncio.Task[T]:
    """The same task; when it fails, the log says so. `what` names it for people."""
    task.add_done_callback(partial(_say, what))
    return task


async def ended(*tasks: asyncio.Future[T], what: str | None) -> None:
    """Waits until all of these have ended, however they do; a cancelled wait cancels them too.

    Failures are logged as `what`, or not, with None, where the tasks' own callbacks tell of them.
    """
    for result in await asyncio.gather(*tasks, return_exceptions=True):
        if isinstance(result, Exception) and what is not None:
            _log(what, result)


def _say(what: str, task: asyncio.Task[T]) -> None:
    if not task.cancelled() and (error := task.exception()) is not None:
        _log(what, error)


def _log(what: str, error: BaseException) -> None:
    log.error("a task failed", task=what, exc_info=error)
