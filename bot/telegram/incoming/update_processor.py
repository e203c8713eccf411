"""Who is served when: one person's updates in their order, different people at the same time, payments at
once.

A person who presses a hundred times waits for nobody but themselves. How many of their updates are in memory
at all is the business of `bot.telegram.incoming.backlog`. It does not store anything: what it is given is in
the inbox already.
"""

import asyncio
from collections.abc import Awaitable
from dataclasses import dataclass, field
from typing import Any

from telegram import Update
from telegram.ext import BaseUpdateProcessor

# PTB's base class counts before it calls us; a bound there would let one person hold every place with waiting
# updates.
_NO_BOUND = 1_000_000


@dataclass(slots=True)
class _Lane:
    turn: asyncio.Lock = field(default_factory=asyncio.Lock)
    inside: int = 0


class PerPersonProcessor(BaseUpdateProcessor):
    """Lets updates through to the handlers: `at_once` of them over all people, one at a time for each person.

    `pre_checkout_query` passes every queue, since Telegram gives up on it after 10 s. Nothing is ever set
    aside.
    """

    __slots__ = ("_lanes", "_slots")

    def __init__(self, *, at_once: int = 256) -> None:
        super().__init__(max_concurrent_updates=_NO_BOUND)
        self._slots = asyncio.Semaphore(at_once)
        self._lanes: dict[int | None, _Lane] = {}

    @property
    def people_inside(self) -> int:
        """How many people have an update inside right now; updates of nobody in particular count as one
        person.
        """
        return len(self._lanes)

    async def initialize(self) -> None:
        """Nothing to open."""

    async def shutdown(self) -> None:
        """Nothing to close."""

    async def do_process_update(self, update: object, coroutine: Awaitable[Any]) -> None:
        """Awaits `coroutine`, which handles `update`, when it is its turn; called by `process_update`."""
        try:
            await self._pass(update, coroutine)
        finally:
            # Cancelled while waiting: a coroutine that never ran would complain.
            if (close := getattr(coroutine, "close", None)) is not None:
                close()

    async def _pass(self, update: object, coroutine: Awaitable[Any]) -> None:
        if isinstance(update, Update) and update.pre_checkout_query is not None:
            await coroutine
            return
        person = person_of(update)
        lane = self._lanes.setdefault(person, _Lane())
        lane.inside += 1
        try:
            async with lane.turn, self._slots:
                await coroutine
        finally:
            lane.inside -= 1
            if not lane.inside:
                self._lanes.pop(person, None)


def person_of(update: object) -> int | None:
    """The Telegram id of whoever caused this update; None where Telegram names nobody."""
    if isinstance(update, Update) and (user := update.effective_user) is not None:
        return user.id
    return None


def is_payment(update: object) -> bool:
    """Whether money moved or is about to move: such an update is never set aside and never given up
    lightly.
    """
    if not isinstance(update, Update):
        return False
    message = update.message
    return update.pre_checkout_query is not None or (
        message is not None
        and (message.successful_payment is not None or message.refunded_payment is not None)
    )
