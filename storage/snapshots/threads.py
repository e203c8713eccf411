"""Slow work beside the loop that can be called off."""

import asyncio
import threading
from collections.abc import Callable
from contextlib import suppress
from typing import TypeVar

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
        with suppress(Exception):  # it is of no use any more, however it ended
            await task
        raise
