"""Slow work beside the loop that can be called off."""

import asyncio
import threading
from collections.abc import Callable
from typing import TypeVar

import structlog

log = structlog.get_logger(__name__)

T = TypeVar("T")


class StoppedError(Exception):
    """The work is not wanted any more. Whoever works raises it soon after its event was set."""


async def in_thread(work: Callable[[threading.Event], T]) -> T:
    """Does the work in a thread. Whoever is cancelled meanwhile sets the event, and waits until the work has
    ended.
    """
    stop = threading.Event()
    task = asyncio.create_task(asyncio.to_thread(work, stop))
    try:
        return await asyncio.shield(task)
    except asyncio.CancelledError:
        stop.set()
        await asyncio.wait({task})
        # It is of no use any more, however it ended; but what it was called off for is no error of its own.
        if not task.cancelled() and not isinstance(error := task.exception(), StoppedError | None):
            log.warning("slow work failed while it was called off", exc_info=error)
        raise
