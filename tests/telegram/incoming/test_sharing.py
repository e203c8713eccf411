"""Several processes take updates for one shop: each person's are handled in their order, none is handled by
two that live, and none is lost with a process.
"""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack, contextmanager
from typing import Any

import pytest
from sqlalchemy import Engine, event
from telegram import Update
from telegram.ext import BaseHandler, CommandHandler, ConversationHandler, MessageHandler, filters

from bot.telegram.incoming.arrivals import SLICE, Arrival
from bot.telegram.incoming.handling import SetAside
from bot.this_process import BEAT, ThisProcess
from storage.database import Database
from storage.trouble import TryTransactionAgainError
from tests.fakes.clock import FakeClock
from tests.telegram.bot_api import FakeTelegram, message_update, payment_update, pre_checkout_update
from tests.telegram.conftest import Shop
from tests.telegram.incoming.handled_updates import Handler, dies, message

pytestmark = pytest.mark.both_engines


class Process:
    """One of the shop's, with a connection of its own to the database. `looks` is what it does every two
    seconds.
    """

    def __init__(self, shop: Shop, this: ThisProcess) -> None:
        self.shop = shop
        self.this = this
        self.handler = Handler(shop)
        self.intake = shop.intake

    async def looks(self) -> None:
        sharing = self.intake._sharing
        assert sharing is not None
        self.intake._take_up(await sharing.take())

    async def dies(self) -> None:
        await dies(self.shop)


class Processes:
    """Those that run, in the order in which they were started."""

    def __init__(self, url: str, telegram: FakeTelegram, clock: FakeClock, stack: AsyncExitStack) -> None:
        self._url, self._telegram, self._clock, self._stack = url, telegram, clock, stack
        self.running: list[Process] = []

    async def start(self, *handlers: BaseHandler[Any, Any, Any]) -> Process:
        db = Database.open(self._url)
        self._stack.push_async_callback(db.close)
        this = ThisProcess(db, self._clock, shared=True)
        await this.enter()
        shop = Shop(self._telegram, db, self._clock, process=this)
        self._stack.push_async_callback(shop.close)
        shop.application.add_handlers(handlers, group=1)
        await shop.application.initialize()
        self.running.append(Process(shop, this))
        return self.running[-1]

    async def kill(self, process: Process) -> None:
        """Kills one, and passes the seconds after which the others know."""
        self.running.remove(process)
        await process.dies()
        for _ in range(7):
            self._clock.tick(BEAT)
            for one in self.running:
                await one.this.beat()

    async def settle(self) -> None:
        for _ in range(2):
            for one in self.running:
                await one.looks()
            for one in self.running:
                await one.shop.settles()


@pytest.fixture
async def processes(
    db: Database, database_url: str, telegram: FakeTelegram, clock: FakeClock
) -> AsyncIterator[Processes]:
    async with AsyncExitStack() as stack:
        yield Processes(database_url, telegram, clock, stack)


async def test_whoever_has_a_person_in_hand_gets_their_updates_and_handles_them_in_order(
    processes: Processes,
) -> None:
    one, other = await processes.start(), await processes.start()
    gate = asyncio.Event()
    one.handler.waits_at[1] = gate
    await one.intake.accept([message(1)])
    await one.handler.begins(1)
    await other.intake.accept([message(2), message(3), message(4, person=2)])
    await one.intake.accept([message(5)])
    await other.intake.accept([message(6)])
    await one.looks()
    await other.shop.settles()
    assert other.handler.finished == [4]
    gate.set()
    await processes.settle()
    assert one.handler.finished == [1, 2, 3, 5, 6]


async def test_who_is_in_nobodys_hand_goes_to_whoever_receives_their_next_update(
    processes: Processes,
) -> None:
    one, other = await processes.start(), await processes.start()
    for update_id, process in enumerate([one, other, one, one, other], start=1):
        await process.intake.accept([message(update_id)])
        await processes.settle()
    assert (one.handler.finished, other.handler.finished) == ([1, 3, 4], [2, 5])


async def test_a_question_before_a_payment_waits_for_no_other_process(processes: Processes) -> None:
    one, other = await processes.start(), await processes.start()
    one.handler.stuck = {1}
    await one.intake.accept([message(1)])
    await one.handler.begins(1)
    await other.intake.accept([Arrival.of(pre_checkout_update(2, 1))])
    await other.handler.begins(2)


async def test_what_a_dead_process_left_is_handled_before_what_its_people_send_next(
    processes: Processes,
) -> None:
    one, other, third = [await processes.start() for _ in range(3)]
    one.handler.stuck = {1, 7}
    await one.intake.accept([message(1), message(2), message(7, person=2), message(8, person=2)])
    await one.handler.begins(7)
    await other.intake.accept([message(3)])  # nobody knows yet that it dies
    await processes.kill(one)
    await third.intake.accept([message(9, person=2)])
    await processes.settle()
    assert third.handler.finished == [7, 8, 9]
    assert other.handler.finished == [1, 2, 3]  # it looked first


class Answers:
    """How many rows the longest answer of the database has had."""

    longest = 0

    @classmethod
    @contextmanager
    def counted(cls) -> Iterator["Answers"]:
        answers = cls()

        def count(_conn: Any, cursor: Any, *_: Any) -> None:
            answers.longest = max(answers.longest, len(cursor._rows))

        event.listen(Engine, "after_cursor_execute", count)
        try:
            yield answers
        finally:
            event.remove(Engine, "after_cursor_execute", count)


MANY = SLICE + 30


async def test_of_one_person_as_much_as_was_left_is_read_in_slices_and_in_their_order(
    processes: Processes,
) -> None:
    one, other, third = [await processes.start() for _ in range(3)]
    await one.intake.inbox.save([message(n) for n in range(MANY)])
    await processes.kill(one)
    first = other.handler.waits_at[0] = asyncio.Event()
    with Answers.counted() as answers:
        await other.intake.replay()
        await other.handler.begins(0)
        await third.looks()
        await third.intake.accept([message(MANY)])
        await other.intake.accept([message(MANY + 1)])
        first.set()
        async with asyncio.timeout(20):
            while len(other.handler.finished) < MANY + 2:  # by itself, as soon as it has few of them
                other.handler.changed.clear()
                await other.handler.changed.wait()
    assert other.handler.finished == list(range(MANY + 2))
    assert third.handler.begun == []
    assert 0 < answers.longest <= SLICE


async def test_as_much_as_was_handed_over_is_read_in_slices_before_what_its_person_sends_next(
    processes: Processes,
) -> None:
    one, other = await processes.start(), await processes.start()
    first = one.handler.waits_at[0] = asyncio.Event()
    await one.intake.accept([message(0)])
    await one.handler.begins(0)
    await other.intake.accept([message(n) for n in range(1, MANY)])
    with Answers.counted() as answers:
        await one.intake.accept([message(MANY)])
        first.set()
        await processes.settle()
    assert one.handler.finished == list(range(MANY + 1))
    assert other.handler.begun == []
    assert 0 < answers.longest <= SLICE


async def test_who_left_a_great_deal_that_hangs_keeps_nobody_waiting(processes: Processes) -> None:
    one, other = await processes.start(), await processes.start()
    await one.intake.inbox.save([message(n) for n in range(2 * SLICE)])
    await one.intake.inbox.save([message(2 * SLICE, person=2)])
    await processes.kill(one)
    other.handler.stuck = {0}
    await other.looks()
    await other.handler.begins(0)
    await other.looks()
    await other.handler.begins(2 * SLICE)


async def test_a_payment_that_goes_on_being_tried_keeps_back_nothing_of_what_its_person_left(
    processes: Processes,
) -> None:
    one, other = await processes.start(), await processes.start()
    await one.intake.inbox.save([Arrival.of(payment_update(0, 1))])
    await one.intake.inbox.save([message(n) for n in range(1, MANY)])
    await processes.kill(one)
    other.handler.failing = {0: 1}
    await other.intake.replay()
    async with asyncio.timeout(20):
        while len(other.handler.finished) < MANY - 1:
            other.handler.changed.clear()
            await other.handler.changed.wait()
    assert other.handler.finished == list(range(1, MANY))


async def test_a_process_that_stops_leaves_to_the_others_at_once_what_it_could_not_finish(
    processes: Processes,
) -> None:
    one, other = await processes.start(), await processes.start()
    one.handler.stuck = {1}
    await one.intake.accept([message(1), message(2)])
    await one.handler.begins(1)
    await one.intake.drain(0.01)
    await one.this.leave()
    await other.looks()
    await other.shop.settles()
    assert other.handler.finished == [1, 2]


async def test_one_that_was_found_dead_takes_nothing_in_before_it_lives_again(processes: Processes) -> None:
    one, other = await processes.start(), await processes.start()
    await one.this.leave()  # as the others do it for one that was suspended
    with pytest.raises(TryTransactionAgainError):
        await one.intake.accept([message(1)])
    await processes.settle()
    assert other.handler.begun == []
    await one.this.beat()
    await one.intake.accept([message(1)])
    await processes.settle()
    assert (one.handler.finished, other.handler.finished) == ([1], [])


async def test_an_update_that_kills_whoever_runs_it_is_given_up_by_the_third(processes: Processes) -> None:
    for _ in range(3):
        one = await processes.start()
        one.handler.stuck = {5}
    victims = list(processes.running)
    await victims[0].intake.accept([message(5), message(6)])
    await victims[0].handler.begins(5)
    await processes.kill(victims[0])
    await victims[1].looks()
    await victims[1].handler.begins(5)
    await processes.kill(victims[1])
    await victims[2].looks()
    await victims[2].handler.begins(5)
    assert victims[2].handler.begun == [5]  # a suspect by now, which runs alone
    last = await processes.start()
    await processes.kill(victims[2])
    await processes.settle()
    assert last.shop.aside == [(5, SetAside.ENDS_THE_PROCESS)]
    assert last.handler.finished == [6]


async def test_an_update_that_telegram_delivers_to_two_is_handled_once(processes: Processes) -> None:
    one, other = await processes.start(), await processes.start()
    await asyncio.gather(one.intake.accept([message(1)]), other.intake.accept([message(1)]))
    await processes.settle()
    assert one.handler.finished + other.handler.finished == [1]


async def test_a_conversation_goes_on_in_another_process(processes: Processes) -> None:
    heard: list[str] = []

    async def asks(_update: Update, _context: object) -> str:
        return "amount"

    async def hears(update: Update, _context: object) -> int:
        heard.append(str(update.effective_message.text))
        return ConversationHandler.END

    def conversation() -> ConversationHandler[Any]:
        return ConversationHandler(
            [CommandHandler("buy", asks)],
            {"amount": [MessageHandler(filters.TEXT, hears)]},
            fallbacks=[],
            name="buy",
            persistent=True,
        )

    one, other = [await processes.start(conversation()) for _ in range(2)]
    buy = [{"type": "bot_command", "offset": 0, "length": 4}]

    async def sends(process: Process, update_id: int, text: str) -> None:
        entities = buy if text == "/buy" else []
        await process.intake.accept([Arrival.of(message_update(update_id, 1, text, entities=entities))])
        await processes.settle()

    await sends(one, 1, "/buy")
    await sends(other, 2, "12")
    await sends(one, 3, "nobody asks for this any more")
    await sends(other, 4, "/buy")
    await sends(one, 5, "14")
    assert heard == ["12", "14"]


async def test_one_process_asks_telegram_and_another_goes_on_when_it_dies(
    processes: Processes, telegram: FakeTelegram, clock: FakeClock
) -> None:
    one, other = await processes.start(), await processes.start()
    polling = [asyncio.create_task(each.intake.run_polling(each.shop.stop)) for each in (one, other)]
    try:
        await telegram.until(lambda: len(telegram.asked("deleteWebhook")) == 2)
        await telegram.deliver(message_update(1, 1))
        async with asyncio.timeout(20):
            while telegram.confirmed != 1:
                await clock.advance(1)
                for each in (one, other):
                    await each.this.beat()
                await asyncio.sleep(0.01)
        leader, follower = (one, other) if one.intake.in_hand or one.handler.begun else (other, one)
        await leader.shop.settles()
        assert (leader.handler.finished, follower.handler.finished) == ([1], [])
        polling.pop(0 if leader is one else 1).cancel()
        killed_at = clock.monotonic()
        await processes.kill(leader)
        await telegram.deliver(message_update(2, 2))
        async with asyncio.timeout(20):
            while 2 not in follower.handler.begun:
                await clock.advance(1)
                await follower.this.beat()
                await asyncio.sleep(0.01)
        assert clock.monotonic() - killed_at <= 20
    finally:
        for task in polling:
            task.cancel()
