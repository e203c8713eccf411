"""Going on when Telegram is away: how long to wait after which error, and waiting that a stop event ends at
once.

For what the shop itself asks of Telegram (updates, the webhook, who am I). Messages to people are the
outbox's business.
"""

import asyncio
import logging
from collections.abc import Callable, Coroutine
from typing import Any, TypeVar

from telegram.error import BadRequest, Conflict, InvalidToken, NetworkError, RetryAfter, TelegramError

from bot.clock import Clock
from bot.tasks import ended
from bot.telegram.application import TokenRefused
from bot.telegram.tries import seconds_of

T = TypeVar("T")
_log = logging.getLogger(__name__)
_FIRST_PAUSE = 1.0
_LONGEST_PAUSE = 15.0


class Stopped(Exception):  # noqa: N818 - not an error: what was asked for
    """The stop event came first."""


def pause_after(error: Exception, failures: int) -> float:
    """Seconds to wait after the `failures`-th failure in a row (from 1). Telegram's own wish counts, plus
    half a second.
    """
    if isinstance(error, RetryAfter):
        return seconds_of(error) + 0.5
    return min(_LONGEST_PAUSE, _FIRST_PAUSE * 2.0 ** min(failures - 1, 10))


async def until_stopped(stop: asyncio.Event, work: Coroutine[Any, Any, T]) -> T:
    """Awaits `work`, but cancels it when `stop` is set first.

    Raises:
        Stopped: `work` was cancelled.
    """
    task = asyncio.ensure_future(work)
    stopping = asyncio.ensure_future(stop.wait())
    try:
        await asyncio.wait({task, stopping}, return_when=asyncio.FIRST_COMPLETED)
        if not task.done():
            raise Stopped
        return task.result()
    finally:
        stopping.cancel()
        if not task.done():
            task.cancel()
            await ended(task, what="what was stopped")


async def until_it_works(
    what: str, action: Callable[[], Coroutine[Any, Any, T]], *, stop: asyncio.Event, clock: Clock
) -> T:
    """Repeats `action` until Telegram answers; says each time what it is waiting for.

    Raises:
        TokenRefused: at once; repeating would not help.
        TelegramError: Telegram understood and said no, other than by asking for patience.
        Stopped: `stop` was set.
    """
    failures = 0
    while True:
        try:
            return await until_stopped(stop, action())
        except TelegramError as error:
            trouble = error
        failures += 1
        if isinstance(trouble, InvalidToken):
            raise TokenRefused
        # To PTB a BadRequest is a NetworkError, but asking again would not change it.
        if isinstance(trouble, BadRequest) or not isinstance(trouble, NetworkError | RetryAfter | Conflict):
            raise trouble
        pause = pause_after(trouble, failures)
        _log.warning("%s: %s; trying again in %.1f s", what, trouble, pause)
        await until_stopped(stop, clock.sleep(pause))
