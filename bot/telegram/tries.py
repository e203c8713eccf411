"""Trying an answer to a person again while that is still worth something, and safe.

What answers a press or a question before a payment has a deadline that counts from the update's arrival, and
may be repeated: Telegram takes the first answer and refuses a second. Another request is repeated only when
it was certainly not carried out, or when doing it twice comes to the same. What the outbox sends is the
outbox's to repeat.
"""

import asyncio
from collections.abc import Awaitable, Callable
from contextvars import ContextVar
from datetime import timedelta
from typing import Final, TypeVar

from telegram.error import BadRequest, NetworkError, RetryAfter, TimedOut

from bot.clock import Clock
from bot.telegram.transport import NotSent

T = TypeVar("T")

SECONDS_TO_ANSWER: Final = {
    "answerCallbackQuery": 5.0,  # whoever presses again waits behind it
    "answerInlineQuery": 10.0,
    "answerPreCheckoutQuery": 9.5,  # ten from when Telegram sent it
    "answerShippingQuery": 9.5,
}
"""How long after the update has arrived its answer is worth something."""
_ONE_TRY: Final = 4.0
_PAUSES: Final = (0.3, 0.7, 1.5, 3.0)
_SAME_WHEN_REPEATED: Final = ("edit", "delete")

arrived_at: ContextVar[float | None] = ContextVar("arrived_at", default=None)
"""When the update in hand arrived, on the clock's monotonic time. Set by the intake for the task that handles
it.
"""


async def answered_in_time(send: Callable[[], Awaitable[T]], *, endpoint: str, clock: Clock) -> T:
    """Sends until Telegram has answered or the answer would come too late.

    Raises:
        RetryAfter, NetworkError: the last trouble, when there is no time for another try.
    """
    since = arrived_at.get()
    until = (clock.monotonic() if since is None else since) + SECONDS_TO_ANSWER[endpoint]
    failures = 0
    while True:
        try:
            return await _one_try(send)
        except BadRequest:  # to PTB it is a NetworkError, but asking again would not change it
            raise
        except RetryAfter as error:
            trouble: NetworkError | RetryAfter = error
            pause = seconds_of(error)
        except NetworkError as error:
            trouble = error
            pause = _PAUSES[min(failures, len(_PAUSES) - 1)]
        failures += 1
        if clock.monotonic() + pause >= until:
            raise trouble
        await clock.sleep(pause)


async def through_trouble(send: Callable[[], Awaitable[T]], *, endpoint: str, clock: Clock) -> T:
    """Sends a screen or a message, again after a failure that makes this safe.

    Raises:
        NetworkError: it failed in a way that leaves it open whether it was carried out, or too often.
    """
    for pause in _PAUSES:
        try:
            return await send()
        except BadRequest:
            raise
        except NetworkError as error:
            if not isinstance(error, NotSent) and not endpoint.startswith(_SAME_WHEN_REPEATED):
                raise
        await clock.sleep(pause)
    return await send()


async def _one_try(send: Callable[[], Awaitable[T]]) -> T:
    try:
        async with asyncio.timeout(_ONE_TRY):
            return await send()
    except TimeoutError:
        raise TimedOut(f"No answer from Telegram within {_ONE_TRY:.0f} s") from None


def seconds_of(error: RetryAfter) -> float:
    """The wait a 429 asks for, in seconds; PTB gives whole seconds or a timedelta, by PTB_TIMEDELTA."""
    wait = error.retry_after
    return wait.total_seconds() if isinstance(wait, timedelta) else float(wait)
