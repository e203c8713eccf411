"""Who is served when: one person's updates in their order, different people at the same time, payments at once.

A person who presses a hundred times waits for nobody but themselves, and beyond a bound their chatter is set aside. It
does not store anything: what it is given is in the inbox already, what it has let pass is finished there.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

from telegram import Update
from telegram.ext import BaseUpdateProcessor

_log = logging.getLogger(__name__)
# PTB's base class counts before it calls us; a bound there would let one person hold every place with waiting updates.
_NO_BOUND = 1_000_000


@dataclass(slots=True)
class _Lane:
    turn: asyncio.Lock = field(default_factory=asyncio.Lock)
    inside: int = 0
    told: bool = False


class PerPersonProcessor(BaseUpdateProcessor):
    """Lets updates through to the handlers: `at_once` of them over all people, one at a time for each person.

    `pre_checkout_query` passes every queue, since Telegram gives up on it after 10 s. When `most_waiting` updates of
    one person are inside, further messages and presses of that person are set aside without being handled, and
    `on_flood` is told the first of them, once until that person's lane is empty again. Nothing else is ever set aside:
    no payment, no refund, no news about a chat.
    """

    __slots__ = ("_lanes", "_most_waiting", "_on_flood", "_slots")

    def __init__(
        self,
        *,
        at_once: int = 256,
        most_waiting: int = 20,
        on_flood: Callable[[Update], Awaitable[object]] | None = None,
    ) -> None:
        super().__init__(max_concurrent_updates=_NO_BOUND)
        self._slots = asyncio.Semaphore(at_once)
        self._most_waiting = most_waiting
        self._on_flood = on_flood
        self._lanes: dict[int | None, _Lane] = {}

    @property
    def people_inside(self) -> int:
        """How many people have an update inside right now; updates of nobody in particular count as one person."""
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
            # Set aside or cancelled while waiting: a coroutine that never ran would complain.
            if (close := getattr(coroutine, "close", None)) is not None:
                close()

    async def _pass(self, update: object, coroutine: Awaitable[Any]) -> None:
        if isinstance(update, Update) and update.pre_checkout_query is not None:
            await coroutine
            return
        person = person_of(update)
        lane = self._lanes.setdefault(person, _Lane())
        if person is not None and lane.inside >= self._most_waiting and is_chatter(update):
            await self._set_aside(update, person, lane)
            return
        lane.inside += 1
        try:
            async with lane.turn, self._slots:
                await coroutine
        finally:
            lane.inside -= 1
            if not lane.inside:
                self._lanes.pop(person, None)

    async def _set_aside(self, update: object, person: int, lane: _Lane) -> None:
        if lane.told:
            return
        lane.told = True
        _log.warning("Person %s sends more than can wait; what comes now is set aside", person)
        if self._on_flood is not None and isinstance(update, Update):
            try:
                await self._on_flood(update)
            except Exception:  # noqa: BLE001 - being told is a courtesy; whatever fails in it must not fail the lane
                _log.exception("Person %s could not be told to slow down", person)


def person_of(update: object) -> int | None:
    """The Telegram id of whoever caused this update; None where Telegram names nobody."""
    if isinstance(update, Update) and (user := update.effective_user) is not None:
        return user.id
    return None


def is_payment(update: object) -> bool:
    """Whether money moved or is about to move: such an update is never set aside and never given up lightly."""
    if not isinstance(update, Update):
        return False
    message = update.message
    return (
        update.pre_checkout_query is not None
        or update.purchased_paid_media is not None
        or (
            message is not None
            and (message.successful_payment is not None or message.refunded_payment is not None)
        )
    )


def is_chatter(update: object) -> bool:
    """Whether this is something a person can send without end: a message or a press of a button."""
    if not isinstance(update, Update) or is_payment(update):
        return False
    return any((update.message, update.edited_message, update.callback_query, update.inline_query))
