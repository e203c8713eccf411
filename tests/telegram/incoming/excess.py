"""Somebody who sends more than the shop can handle, and what is said about it."""

import asyncio
from collections.abc import Iterable

from sqlalchemy.ext.asyncio import AsyncConnection
from telegram import Update
from telegram.ext import TypeHandler

from bot.telegram.incoming.backlog import Refused
from bot.telegram.incoming.inbox import Arrival
from storage.wakeups import Work, note
from tests.telegram.bot_api import message_update
from tests.telegram.conftest import Shop
from tests.telegram.incoming.handled_updates import dies

STAFF = 7


class Voice:
    """What is said about refusals."""

    def __init__(self) -> None:
        self.pressed: list[int] = []
        self.refused: list[Refused] = []
        self.woken = 0
        self.trouble: list[Exception] = []
        self.mute = False

    def never(self, person: int) -> bool:
        return person == STAFF

    async def answer_press(self, update: Update) -> None:
        if self.mute:
            raise OSError("Telegram is away")
        self.pressed.append(update.update_id)

    async def tell(self, conn: AsyncConnection, refused: Refused) -> None:
        if self.trouble:
            raise self.trouble.pop()
        self.refused.append(refused)
        note(conn, Work.MESSAGES_TO_SEND)

    def told(self) -> None:
        self.woken += 1


class Gate:
    """The handlers of a shop: they note what they are given, once they are let go."""

    def __init__(self, shop: Shop) -> None:
        self.open = asyncio.Event()
        self.ran: list[int] = []
        shop.application.add_handler(TypeHandler(Update, self._handle))

    async def _handle(self, update: Update, _: object) -> None:
        user = update.effective_user
        if user is not None and user.id in {1, STAFF}:
            await self.open.wait()
        self.ran.append(update.update_id)


def messages(numbers: Iterable[int], person: int = 1) -> list[Arrival]:
    return [Arrival.of(message_update(n, person, f"/wallet {n}")) for n in numbers]


async def lives_again(shop: Shop) -> tuple[Shop, Gate]:
    """The next process, when it has done what the one before left at its death."""
    await dies(shop)
    again = shop.again()
    gate = Gate(again)
    gate.open.set()
    await again.application.initialize()
    await again.intake.replay()
    await again.settles()
    return again, gate
