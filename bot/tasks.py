"""Tasks that run beside whoever started them: what goes wrong in them stands in the log, and at once.

An exception that nobody reads is invisible until memory is tidied up, or for ever where it was read and
dropped. So `gather(…, return_exceptions=True)` stands here only, and a task that nobody awaits is `watched`.
"""

import asyncio
from collections.abc import Coroutine
from functools import partial
from typing import Any, TypeVar

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


class OneEach:
    """Tasks that people have begun and that run beside their updates: one for each person at most."""

    def __init__(self) -> None:
        self._tasks: dict[int, asyncio.Task[None]] = {}

    def __contains__(self, person_id: int) -> bool:
        """Whether that person has one under way."""
        return person_id in self._tasks

    def begin(self, person_id: int, work: Coroutine[Any, Any, None], what: str) -> None:
        """Begins one; the person must have none. `what` names it for people."""
        task = watched(asyncio.create_task(work, name=what), what)
        self._tasks[person_id] = task
        task.add_done_callback(lambda _: self._tasks.pop(person_id, None))

    def stop(self, person_id: int) -> bool:
        """Cancels the person's; False when there is none."""
        task = self._tasks.get(person_id)
        return task is not None and task.cancel()

    async def close(self) -> None:
        """Cancels all and waits until they have ended."""
        tasks = [*self._tasks.values()]
        for task in tasks:
            task.cancel()
        await ended(*tasks, what=None)
