"""A whole shop in process: the real services over SQLite, the real PTB application, the demo's supplier and
Telegram.

People act through `Person`; `Floor.work` lets the shop's workers do what is due. Time stands still unless
moved.
"""

import asyncio
import json
from collections.abc import AsyncIterator, Coroutine
from contextlib import asynccontextmanager
from email.utils import format_datetime
from typing import Any

import httpx
from starlette.applications import Starlette
from telegram import Update
from telegram.ext import BaseRateLimiter, BaseUpdateProcessor

from bot.app import Shop, build
from bot.clients import Outside
from bot.demo.events import EventHub
from bot.demo.faults import Faults
from bot.demo.supplier import Supplier
from bot.demo.supplier.catalogue import CardType, Product
from bot.demo.telegram.keyboards import callbacks
from bot.settings import Settings
from bot.shop.orders.history import OrderView
from bot.telegram.incoming.arrivals import Arrival
from bot.telegram.incoming.presses import without_what_nobody_reads
from bot.this_process import ThisProcess
from bot.workers.supervisor import Worker
from handlers.ui.texts import without_marks
from storage.database import Database
from tests.fakes.clock import FakeClock
from tests.fakes.telegram import InProcessTelegram

AMINA, SOFIANE, KARIM = 1001, 1002, 2001


class Unlimited(BaseRateLimiter[str]):
    """Lets everything through at once: time stands still here."""

    async def initialize(self) -> None:
        pass

    async def shutdown(self) -> None:
        pass

    async def process_request(self, callback: Any, args: Any, kwargs: Any, *_: Any, **__: Any) -> Any:
        return await callback(*args, **kwargs)


class LossyWire(httpx.ASGITransport):
    """The way to the supplier; may lose the answer to the next order. Answers say when they were made, as a
    server's do.
    """

    lose_next_placing = False

    def __init__(self, app: Starlette, clock: FakeClock) -> None:
        super().__init__(app)
        self._clock = clock

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        response = await super().handle_async_request(request)
        response.headers["Date"] = format_datetime(self._clock.true_now().replace(microsecond=0), usegmt=True)
        if self.lose_next_placing and request.url.path.endswith("placeOrder"):
            self.lose_next_placing = False
            raise httpx.ReadTimeout("lost", request=request)
        return response


class Floor:
    """The shop and the world around it."""

    def __init__(self, settings: Settings, db: Database, clock: FakeClock) -> None:
        self.clock = clock
        self.db = db
        hub = EventHub()
        self.supplier = Supplier(hub, Faults(hub), now=lambda: clock.now().timestamp())
        self.books = self.supplier.books
        self.books.modes = self.books.modes.turned({"fulfil_seconds": None})
        self._wire = LossyWire(Starlette(routes=self.supplier.routes()), clock)
        self.api = InProcessTelegram(clock)
        self.telegram = self.api.telegram
        outside = Outside(supplier=self._wire, telegram=self.api, limiter=Unlimited())
        self.shop: Shop = build(
            settings, db, clock=clock, process=ThisProcess(db, clock, shared=False), outside=outside
        )
        self.services = self.shop.services
        self.application = self.shop.application
        self.store = self.application.persistence
        self.delivery = self.shop.delivery
        self.message_data = self.services.message_data
        self.sender = self.worker("sender")
        self._at_work = [self.worker(name) for name in ("placer", "tracker", "lost orders", "sender")]
        self._next_round: dict[str, float] = {}

    def worker(self, name: str) -> Worker:
        """The worker with that name."""
        return next(worker for worker in self.shop.supervisor._workers if worker.name == name)

    def person(self, user_id: int, language: str | None = None) -> "Person":
        chats = self.telegram.chats
        if language is not None:
            chats.add(user_id, chats.people[user_id].first_name, language_code=language)
        return Person(self, user_id)

    async def handle(self) -> None:
        """Lets the shop handle what people did, in order."""
        while self.telegram.updates._pending:
            update_id, (_, body) = self.telegram.updates._pending.popitem(last=False)
            await self.give(update_id, body)

    async def give(self, update_id: int, body: str) -> None:
        del update_id
        update = Update.de_json(
            without_what_nobody_reads(Arrival.of(json.loads(body)).data), self.application.bot
        )
        await self._through(self.application.process_update(update))
        await self.application.update_persistence()
        await self.store.flush()

    async def _through(self, work: Coroutine[Any, Any, None]) -> None:
        """Runs it to its end; when nobody has anything left to do but to wait for time, time passes.

        Nothing here waits for another thread, and while a database's server is at work no time passes: so how
        busy the machine is moves no clock.
        """
        task = asyncio.ensure_future(work)
        ready = asyncio.get_running_loop()._ready  # type: ignore[attr-defined]  # asyncio offers no question for it
        while not task.done():
            await asyncio.sleep(0)
            if ready or task.done():
                continue
            if any(in_use for in_use, _ in self.db.pools().values()):
                await asyncio.wait({task}, timeout=0.001)
            elif self.clock.is_waited_for:
                await self.clock.advance(1)
            else:
                await asyncio.wait({task}, timeout=0.05)
        await task

    async def handle_at_once(self, processor: BaseUpdateProcessor | None = None) -> None:
        """All that people did, at the same time, through the processor, as the intake does it."""
        pending = list(self.telegram.updates._pending.values())
        self.telegram.updates._pending.clear()
        arrivals = [Arrival.of(json.loads(body)) for _, body in pending]
        updates = [
            Update.de_json(without_what_nobody_reads(arrival.data), self.application.bot)
            for arrival in arrivals
        ]
        processor = processor or self.application.update_processor
        await asyncio.gather(
            *(processor.process_update(update, self.application.process_update(update)) for update in updates)
        )

    async def work(self) -> None:
        """Lets placer, tracker and sender work as the supervisor does: whoever was woken, or whose pause is
        over.
        """
        for _ in range(3):
            worked = False
            for worker in self._at_work:
                if await self._is_due(worker):
                    await self._through(self._round(worker))
                    worked = True
            if not worked:
                break

    async def _is_due(self, worker: Worker) -> bool:
        woken = await worker.wake_up.wait(0)
        return woken or self.clock.monotonic() >= self._next_round.get(worker.name, 0.0)

    async def _round(self, worker: Worker) -> None:
        self._next_round[worker.name] = self.clock.monotonic() + await worker.run_once()
        await worker.finish()
        await asyncio.sleep(0)

    async def later(self, seconds: float) -> None:
        self.clock.tick(seconds)
        await self.work()

    def lose_next_placing_answer(self) -> None:
        self._wire.lose_next_placing = True

    def product(self, title: str) -> Product:
        return next(product for product in self.books.products.values() if product.title == title)

    def type_(self, title: str, name: str) -> CardType:
        return next(type_ for type_ in self.product(title).types if type_.name == name)

    async def orders(self, customer_id: int) -> tuple[OrderView, ...]:
        return (await self.services.orders.history(customer_id)).items

    async def gives(self, customer_id: int, dinars: int) -> None:
        """The merchant fills a wallet, and the customer is told."""
        await self.services.wallet_adjustments.credit(
            KARIM, customer_id, dinars, None, key=f"test:{dinars}:{self.clock.now()}"
        )
        await self.work()

    async def settle(self, outcome: str = "fulfilled") -> None:
        """The supplier ends what it has in hand, and the shop comes to know."""
        for order in list(self.books.orders.values()):
            self.books.settle(order, outcome)
        await self.later(6)


class Person:
    """Somebody with a Telegram app."""

    def __init__(self, floor: Floor, user_id: int) -> None:
        self.floor = floor
        self.id = user_id
        self.account = floor.telegram.chats.people[user_id]

    async def sends(self, *texts: str) -> None:
        """One after the other, each after the answer to the one before."""
        for text in texts:
            self.floor.telegram.people.write(self.account, text)
            await self.floor.handle()

    async def taps(self, *labels: str, on: int | None = None) -> None:
        """Presses the first button that has these words, on the newest message that has one (or on message
        `on`); then the next ones, on what was shown by then.
        """
        for label in labels:
            message_id, data = self.button(label, on=on)
            await self.presses(message_id, data)

    async def pays(self, message_id: int | None = None, *, told: str = "once") -> dict[str, Any]:
        """Confirms the newest invoice (or that one), while the shop answers Telegram's question."""
        payments = self.floor.telegram.payments
        if message_id is None:
            message_id = next(m["message_id"] for m in reversed(self.messages) if "invoice" in m)
        invoice = payments.invoice_of(self.account, {"message_id": message_id})
        paying = asyncio.ensure_future(payments.pay(self.account, invoice, told=told))
        while not paying.done():
            await asyncio.sleep(0)
            await self.floor.handle()
        await self.floor.handle()
        return paying.result()

    async def presses(self, message_id: int, data: str, *, force: bool = True) -> None:
        self.floor.telegram.people.press(self.account, message_id, data, force=force)
        await self.floor.handle()

    def button(self, label: str, *, on: int | None = None) -> tuple[int, str]:
        for message in reversed(self.messages):
            if on is not None and message["message_id"] != on:
                continue
            for row in (message.get("reply_markup") or {}).get("inline_keyboard", []):
                for button in row:
                    if label in without_marks(button["text"]) and "callback_data" in button:
                        return message["message_id"], button["callback_data"]
        raise AssertionError(f"no button {label!r} in {self.buttons}")

    @property
    def messages(self) -> list[dict[str, Any]]:
        return [post.seen() for post in self.account.posts.values() if post.seen().get("from_bot")]

    @property
    def last(self) -> dict[str, Any]:
        return self.messages[-1]

    @property
    def screen(self) -> str:
        """The newest message, as read."""
        return text_of(self.last)

    @property
    def buttons(self) -> list[str]:
        """The labels under the newest message."""
        rows = (self.last.get("reply_markup") or {}).get("inline_keyboard", [])
        return [without_marks(button["text"]) for row in rows for button in row]

    @property
    def toasts(self) -> list[dict[str, Any]]:
        return list(self.account.toasts)

    @property
    def toast(self) -> str:
        return without_marks(self.toasts[-1]["text"])

    def sees(self, *words: str) -> bool:
        missing = [word for word in words if not any(word in text_of(message) for message in self.messages)]
        assert not missing, f"{missing} not in {[text_of(message) for message in self.messages]}"
        return True

    def data(self, message_id: int) -> list[str]:
        return list(callbacks(self.account.posts[message_id].markup))


async def run(worker: Worker) -> None:
    await worker.run_once()
    await worker.finish()
    await asyncio.sleep(0)


def text_of(message: dict[str, Any]) -> str:
    return without_marks(message.get("text") or message.get("caption") or "")


@asynccontextmanager
async def opened(settings: Settings, db: Database, clock: FakeClock) -> AsyncIterator[Floor]:
    floor = Floor(settings, db, clock)
    async with floor.shop.supplier:
        await floor.application.initialize()
        yield floor
        await floor.application.shutdown()
    floor.telegram.close()
    floor.supplier.close()
    assert list(floor.telegram.violations) == []
