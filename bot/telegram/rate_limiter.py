"""Telegram's flood limits, obeyed: a 429 sets a deadline for its chat, and nothing goes there before it has
passed.

Answers to people are not slowed down beforehand (the limits are unpublished; 429 is the only truth), answers
to button presses and to payments never wait, and mass sending has a lane of its own that keeps under
Telegram's bulk rate and lets answers go first. It repeats what Telegram refused with 429, and answers to
people as `bot.telegram.tries` says.
"""

import asyncio
import math
from collections.abc import Callable, Coroutine
from datetime import timedelta
from functools import partial
from typing import Any, Literal

from telegram._utils.types import JSONDict
from telegram.error import RetryAfter
from telegram.ext import BaseRateLimiter

from bot.clock import Clock
from bot.telegram.tries import SECONDS_TO_ANSWER, answered_in_time, seconds_of, through_trouble

Lane = Literal["bulk", "outbox"]

# Waits for no other request's deadline. Answers that are worthless after seconds do neither (see
# `bot.telegram.tries`).
_NEVER_WAIT = frozenset({"refundStarPayment"})
_LONGEST_WAIT = 10.0
_LONGEST_BULK_WAIT = 300.0
_BULK_RATE = 25.0
_BULK_HELD_BACK = 1.0
_BULK_CHAT_BURST = 3
_BULK_CHAT_RATE = 1.0
_SWEEP_ABOVE = 1024

Answer = bool | JSONDict | list[JSONDict]


class RateLimiter(BaseRateLimiter[Lane]):
    """One for each bot. `rate_limit_args` of a bot's method names the lane.

    None: an answer to a person. Sent at once unless its chat has a deadline; waits for that up to 10 s, and
    is repeated once after a 429 that asks for no more. `"outbox"`: sent at once or not at all, the row in the
    outbox is due again later. `"bulk"`: paced under 25 a second over all chats and about one a second in one
    chat, behind the answers.

    Raises:
        telegram.error.RetryAfter: Telegram asks for a longer wait than the lane allows; `retry_after` says
        how long.
    """

    __slots__ = (
        "_bulk_chats",
        "_bulk_deadline",
        "_bulk_next",
        "_bulk_turn",
        "_clock",
        "_deadlines",
        "_sweep_at",
    )

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        # Monotonic times. Keys are chats, or method names for what goes to no chat; only those that met a 429
        # are here.
        self._deadlines: dict[object, float] = {}
        self._bulk_turn = asyncio.Lock()
        self._bulk_next = 0.0
        self._bulk_deadline = 0.0
        # When a chat's bucket of bulk messages is full again; absent means full.
        self._bulk_chats: dict[object, float] = {}
        self._sweep_at = _SWEEP_ABOVE

    async def initialize(self) -> None:
        """Nothing to open."""

    async def shutdown(self) -> None:
        """Nothing to close."""

    async def process_request(  # noqa: PLR0917 - the order is PTB's
        self,
        callback: Callable[..., Coroutine[Any, Any, Answer]],
        args: Any,
        kwargs: dict[str, Any],
        endpoint: str,
        data: dict[str, Any],
        rate_limit_args: Lane | None,
    ) -> Answer:
        """Called by PTB for every request but getUpdates."""
        send = partial(callback, *args, **kwargs)
        if endpoint in SECONDS_TO_ANSWER:
            return await answered_in_time(send, endpoint=endpoint, clock=self._clock)
        if endpoint in _NEVER_WAIT:
            return await send()
        if rate_limit_args is None and "chat_id" in data:
            send = partial(through_trouble, send, endpoint=endpoint, clock=self._clock)
        key = _key(endpoint, data)
        patience = {None: _LONGEST_WAIT, "outbox": 0.0, "bulk": _LONGEST_BULK_WAIT}[rate_limit_args]
        await self._wait_for_turn(key, rate_limit_args, patience)
        try:
            return await send()
        except RetryAfter as error:
            self._halt(key, rate_limit_args, seconds_of(error))
            if seconds_of(error) > patience:
                raise
        await self._wait_for_turn(key, rate_limit_args, patience)
        try:
            return await send()
        except RetryAfter as error:
            self._halt(key, rate_limit_args, seconds_of(error))
            raise

    async def _wait_for_turn(self, key: object, lane: Lane | None, patience: float) -> None:
        latest = self._clock.monotonic() + patience
        if lane == "bulk":
            await self._wait_for_bulk(key, latest)
            return
        await self._wait(latest, lambda: self._deadlines.get(key, 0.0))
        now = self._clock.monotonic()
        # Answers count as sent, so bulk messages give way; but not for ever.
        self._bulk_next = min(max(self._bulk_next, now) + 1 / _BULK_RATE, now + _BULK_HELD_BACK)

    async def _wait_for_bulk(self, key: object, latest: float) -> None:
        while True:
            # One chat's own deadline is waited for outside the queue: it is nobody else's business.
            await self._wait(latest, lambda: self._chat_due(key))
            async with self._bulk_turn:
                await self._wait(latest, lambda: max(self._bulk_next, self._bulk_deadline))
                now = self._clock.monotonic()
                if self._chat_due(key) <= now:
                    self._bulk_next = now + 1 / _BULK_RATE
                    self._bulk_chats[key] = max(self._bulk_chats.get(key, 0.0), now) + 1 / _BULK_CHAT_RATE
                    self._sweep()
                    return

    def _chat_due(self, key: object) -> float:
        bucket = self._bulk_chats.get(key, 0.0) - (_BULK_CHAT_BURST - 1) / _BULK_CHAT_RATE
        return max(self._deadlines.get(key, 0.0), bucket)

    async def _wait(self, latest: float, due: Callable[[], float]) -> None:
        """Sleeps until `due()`, which may move away meanwhile; refuses when that is after `latest`."""
        while (now := self._clock.monotonic()) < (until := due()):
            if until > latest:
                raise RetryAfter(timedelta(seconds=math.ceil(until - now)))
            await self._clock.sleep(until - now)

    def _halt(self, key: object, lane: Lane | None, seconds: float) -> None:
        until = self._clock.monotonic() + seconds
        self._deadlines[key] = max(self._deadlines.get(key, 0.0), until)
        if lane == "bulk":
            self._bulk_deadline = max(self._bulk_deadline, until)
        self._sweep()

    def _sweep(self) -> None:
        """Forgets what has passed, at a cost shared by many requests: memory stays within what still
        matters.
        """
        if len(self._deadlines) + len(self._bulk_chats) < self._sweep_at:
            return
        now = self._clock.monotonic()
        self._deadlines = {key: until for key, until in self._deadlines.items() if until > now}
        self._bulk_chats = {key: until for key, until in self._bulk_chats.items() if until > now}
        self._sweep_at = max(_SWEEP_ABOVE, 2 * (len(self._deadlines) + len(self._bulk_chats)))


def _key(endpoint: str, data: dict[str, Any]) -> object:
    chat = data.get("chat_id")
    if chat is None:
        return endpoint
    try:
        return int(chat)
    except (TypeError, ValueError):
        return chat
