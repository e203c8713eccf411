"""Updates as they arrive, a handler that notes what became of them, and the end of a process."""

import asyncio
from typing import Any

from telegram import Update
from telegram.ext import CallbackContext, TypeHandler

from bot.canonical import add
from bot.telegram.incoming.arrivals import Arrival
from tests.telegram.bot_api import message_update
from tests.telegram.conftest import Shop


def message(update_id: int, person: int = 1) -> Arrival:
    return Arrival.of(message_update(update_id, person))


class Handler:
    """Notes begun and finished updates; those in `stuck` never finish, those in `waits_at` finish when their
    gate opens, those in `failing` raise `trouble` that often.
    """

    trouble: type[Exception] = LookupError

    def __init__(self, shop: Shop) -> None:
        self.begun: list[int] = []
        self.finished: list[int] = []
        self.stuck: set[int] = set()
        self.waits_at: dict[int, asyncio.Event] = {}
        self.failing: dict[int, int] = {}
        self.errors: list[str] = []
        self.changed = asyncio.Event()
        shop.application.add_handler(TypeHandler(Update, self._handle))
        shop.application.add_error_handler(self._error)

    async def _handle(self, update: Update, _: object) -> None:
        self.begun.append(update.update_id)
        self.changed.set()
        if update.update_id in self.stuck:
            await asyncio.Future()
        if (gate := self.waits_at.get(update.update_id)) is not None:
            await gate.wait()
        if self.failing.get(update.update_id, 0):
            self.failing[update.update_id] -= 1
            raise self.trouble(f"trouble with {update.update_id}")
        self.finished.append(update.update_id)

    async def _error(self, _update: object, context: CallbackContext) -> None:
        self.errors.append(str(context.error))
        add(outcome="failed")  # as the shop's own error handler does

    async def begins(self, update_id: int) -> None:
        async with asyncio.timeout(5):
            while update_id not in self.begun:
                self.changed.clear()
                await self.changed.wait()


async def dies(shop: Shop, *tasks: asyncio.Task[Any]) -> None:
    """The process is gone: nothing of it runs on, nothing was said."""
    suspects = [one.suspects for one in shop.intake._replay._rounds if one.suspects]
    running = [*shop.intake._in_hand.values(), *tasks, *suspects]
    while running:
        for task in running:
            task.cancel()
            await asyncio.wait({task})
        running = [*shop.intake._in_hand.values(), *shop.intake._asides]
