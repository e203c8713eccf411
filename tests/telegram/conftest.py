"""A shop without goods: an application and its intake over a Telegram in process, a real database, a still
clock.
"""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, field

import pytest
from telegram import Update
from telegram.ext import TypeHandler

from bot.telegram.application import ShopApplication, build_application
from bot.telegram.conversations import ConversationStore
from bot.telegram.incoming.backlog import NothingToSay, Refusals
from bot.telegram.incoming.handling import HandledUpdate, SetAside
from bot.telegram.incoming.intake import Intake
from bot.telegram.incoming.update_processor import PerPersonProcessor
from bot.telegram.rate_limiter import RateLimiter
from bot.this_process import ThisProcess
from storage.database import Database
from tests.fakes.clock import FakeClock
from tests.telegram.bot_api import TOKEN, FakeTelegram, InProcess


@dataclass
class Shop:
    """One process of it. `again()` is the next one, after this one has died without a goodbye."""

    telegram: FakeTelegram
    db: Database
    clock: FakeClock
    most_in_hand: int = 1000
    most_on_disk: int = 20_000
    refusals: Refusals = field(default_factory=NothingToSay)
    process: ThisProcess | None = None
    handled: list[int] = field(default_factory=list)
    ended: list[HandledUpdate] = field(default_factory=list)
    aside: list[tuple[int, SetAside]] = field(default_factory=list)
    stop: asyncio.Event = field(default_factory=asyncio.Event)
    application: ShopApplication = field(init=False)
    intake: Intake = field(init=False)

    def __post_init__(self) -> None:
        self.application = build_application(
            token=TOKEN,
            processor=PerPersonProcessor(),
            limiter=RateLimiter(self.clock),
            persistence=ConversationStore(self.db),
            transport=InProcess(self.telegram),
            polling_transport=InProcess(self.telegram),
        )
        self.intake = Intake(
            self.application,
            self.db,
            self.clock,
            on_set_aside=self._set_aside,
            refusals=self.refusals,
            on_handled=self.ended.append,
            most_in_hand=self.most_in_hand,
            most_on_disk=self.most_on_disk,
            process=self.process,
        )

    async def _set_aside(self, update_id: int, why: SetAside) -> None:
        self.aside.append((update_id, why))

    def notes_what_it_handles(self) -> None:
        async def handler(update: Update, _: object) -> None:
            self.handled.append(update.update_id)

        self.application.add_handler(TypeHandler(Update, handler))

    def again(self) -> "Shop":
        return Shop(self.telegram, self.db, self.clock, refusals=self.refusals)

    async def polls(self) -> asyncio.Task[None]:
        await self.application.initialize()
        return asyncio.create_task(self.intake.run_polling(self.stop))

    async def ends(self, polling: asyncio.Task[None]) -> None:
        self.stop.set()
        async with asyncio.timeout(5):
            await polling

    async def settles(self) -> None:
        """Waits until nothing is in hand and all done marks are on disk."""
        await self.intake._replay.suspects()
        while busy := [*self.intake._in_hand.values(), *self.intake._asides]:
            await asyncio.wait(busy)
        await self.intake.inbox.flush()

    async def waiting(self) -> list[int]:
        return [left.update_id async for part in self.intake.inbox.unfinished() for left in part]

    async def close(self) -> None:
        await self.intake.drain(0.01)
        await self.application.shutdown()


@pytest.fixture
def db(db_in_threads: Database) -> Database:
    """A process may die here while a statement is on its way."""
    return db_in_threads


@pytest.fixture
def telegram() -> FakeTelegram:
    return FakeTelegram()


@pytest.fixture
async def shop(telegram: FakeTelegram, db: Database, clock: FakeClock) -> AsyncIterator[Shop]:
    shop = Shop(telegram, db, clock)
    yield shop
    await shop.close()
