"""From arrival to done: order, repetition after crashes, errors, bounds and the clean stop."""

import asyncio
from typing import Any

import pytest
from telegram import Update
from telegram.ext import CallbackContext, TypeHandler

from bot.telegram.incoming.inbox import Arrival
from bot.telegram.retry import Stopped
from storage.database import Database
from tests.fakes.clock import FakeClock
from tests.telegram.bot_api import (
    FakeTelegram,
    message_update,
    ok,
    payment_update,
    pre_checkout_update,
    press_update,
    refusal,
)
from tests.telegram.conftest import Shop


def message(update_id: int, person: int = 1) -> Arrival:
    return Arrival.of(message_update(update_id, person))


class Handler:
    """Notes begun and finished updates; those in `stuck` never finish, those in `failing` raise that often."""

    def __init__(self, shop: Shop) -> None:
        self.begun: list[int] = []
        self.finished: list[int] = []
        self.stuck: set[int] = set()
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
        if self.failing.get(update.update_id, 0):
            self.failing[update.update_id] -= 1
            raise LookupError(f"trouble with {update.update_id}")
        self.finished.append(update.update_id)

    async def _error(self, _update: object, context: CallbackContext) -> None:
        self.errors.append(str(context.error))

    async def begins(self, update_id: int) -> None:
        async with asyncio.timeout(5):
            while update_id not in self.begun:
                self.changed.clear()
                await self.changed.wait()


async def dies(shop: Shop, *tasks: asyncio.Task[Any]) -> None:
    """The process is gone: nothing of it runs on, nothing was said."""
    suspects = shop.intake._replay._suspects
    running = [*shop.intake._in_hand.values(), *tasks, *([suspects] if suspects else [])]
    while running:
        for task in running:
            task.cancel()
            await asyncio.wait({task})
        running = [*shop.intake._in_hand.values(), *shop.intake._asides]


async def test_what_a_dead_process_left_runs_again_oldest_first_and_before_what_is_new(shop: Shop) -> None:
    first = Handler(shop)
    first.stuck = {3}
    await shop.application.initialize()
    await shop.intake.accept([message(3), message(4), message(9)])
    await first.begins(3)
    await dies(shop)

    again = shop.again()
    second = Handler(again)
    await again.application.initialize()
    await again.intake.replay()
    await again.intake.accept([message(10)])
    await again.settles()
    assert second.finished == [3, 4, 9, 10]
    assert await again.waiting() == []
    await again.close()


async def test_an_update_that_comes_again_is_handled_once(shop: Shop) -> None:
    handler = Handler(shop)
    handler.stuck = {1}
    await shop.application.initialize()
    await shop.intake.accept([message(1), message(2, person=2)])
    await handler.begins(2)
    await shop.intake.accept([message(1), message(2, person=2)])
    await shop.intake.accept([message(2, person=2)])
    assert handler.begun == [1, 2]


async def test_an_update_that_kills_the_process_three_times_is_set_aside_and_blocks_nobody(
    shop: Shop,
) -> None:
    shops = [shop]
    handler = Handler(shop)
    handler.stuck = {5}
    await shop.application.initialize()
    await shop.intake.accept([message(5), message(6)])
    await handler.begins(5)
    await dies(shop)

    for run in (2, 3):
        shops.append(shop.again())
        handler = Handler(shops[-1])
        handler.stuck = {5}
        await shops[-1].application.initialize()
        await shops[-1].intake.replay()
        await handler.begins(5)
        assert handler.begun == [5], f"in run {run} the suspect runs alone"
        await dies(shops[-1])

    last = shop.again()
    handler = Handler(last)
    handler.stuck = {5}
    await last.application.initialize()
    await last.intake.replay()
    await last.settles()
    assert handler.finished == [6]
    assert last.aside == [(5, "3 runs ended with the process")]
    assert await last.waiting() == []
    for each in [*shops[1:], last]:
        await each.close()


async def test_a_suspect_that_hangs_holds_up_what_was_left_for_seconds_and_nothing_that_is_new(
    shop: Shop,
) -> None:
    handler = Handler(shop)
    handler.stuck = {2}
    await shop.application.initialize()
    await shop.intake.inbox.save([message(1), message(2, person=2)])
    await shop.intake.inbox.count_try(2)
    await shop.intake.replay()
    await handler.begins(2)
    # Somebody new, and a question before a payment of somebody who waits, which has ten seconds.
    await shop.intake.accept([message(3, person=3), Arrival.of(pre_checkout_update(4, 1))])
    await handler.begins(4)
    await shop.clock.advance(2.9)
    assert handler.begun == [2, 3, 4]
    await shop.clock.advance(0.1)
    await handler.begins(1)


async def test_many_suspects_that_hang_hold_up_what_was_left_for_little_more_than_ten_seconds(
    shop: Shop,
) -> None:
    handler = Handler(shop)
    handler.stuck = set(range(2, 8))
    await shop.application.initialize()
    await shop.intake.inbox.save([message(n, person=n) for n in range(1, 8)])
    for suspect in handler.stuck:
        await shop.intake.inbox.count_try(suspect)
    await shop.intake.replay()
    for suspect, patience in zip(range(2, 8), (3, 3, 3, 1, 0.5, 0.5), strict=True):
        await handler.begins(suspect)
        assert handler.begun == list(range(2, suspect + 1))
        await shop.clock.advance(patience)
    await handler.begins(1)


async def test_what_a_person_does_anew_comes_after_what_was_left_of_theirs(shop: Shop) -> None:
    handler = Handler(shop)
    handler.stuck = {5}
    await shop.application.initialize()
    await shop.intake.inbox.save([message(1), message(2), message(3), message(5, person=2), message(6, 2)])
    for suspect in (2, 5):
        await shop.intake.inbox.count_try(suspect)
    await shop.intake.replay()
    await shop.intake.accept([message(7), message(8, person=2), message(9, person=3)])
    await handler.begins(5)
    await shop.clock.advance(3)
    await handler.begins(7)
    mine = [1, 2, 3, 7]
    assert [n for n in handler.begun if n in mine] == mine
    assert [n for n in handler.begun if n not in mine] == [9, 5]


async def test_a_clean_stop_makes_no_suspects(shop: Shop) -> None:
    await shop.application.initialize()
    await shop.intake.inbox.save([message(1), message(2, person=2)])
    for _ in range(5):
        again = shop.again()
        handler = Handler(again)
        handler.stuck = {1}
        await again.application.initialize()
        await again.intake.replay()
        await handler.begins(1)
        await again.close()
    assert [(left.update_id, left.tries) for left in await shop.intake.inbox.unfinished()] == [(1, 0)]


async def test_a_stop_while_suspects_run_leaves_all_that_waits_for_the_next_start(shop: Shop) -> None:
    handler = Handler(shop)
    handler.stuck = {2}
    await shop.application.initialize()
    await shop.intake.inbox.save([message(1), message(2, person=2), message(3, person=2)])
    await shop.intake.inbox.count_try(2)
    await shop.intake.replay()
    await handler.begins(2)
    await shop.intake.accept([message(4)])
    assert await shop.intake.drain(0.01) == 2
    assert [(left.update_id, left.tries) for left in await shop.intake.inbox.unfinished()] == [
        (1, 0),
        (2, 1),
        (3, 0),
        (4, 0),
    ]


@pytest.mark.parametrize("odd", [[], True, None, {"id": 1}])
async def test_a_start_goes_on_asking_when_somebody_else_speaks_in_telegrams_place(
    shop: Shop, telegram: FakeTelegram, odd: object
) -> None:
    telegram.replies["getMe"] = [ok(odd)]
    connecting = asyncio.create_task(shop.intake.connect(shop.stop))
    await telegram.until(lambda: "getMe" in telegram.methods())
    await shop.clock.advance(1)
    async with asyncio.timeout(5):
        await connecting
    assert shop.application.bot.username == "shop_bot"


async def test_a_start_that_is_told_to_stop_closes_what_it_opened(shop: Shop, telegram: FakeTelegram) -> None:
    shop.stop.set()
    with pytest.raises(Stopped):
        await shop.intake.connect(shop.stop)
    assert telegram.closed == 2


async def test_a_suspect_that_works_this_time_is_done(shop: Shop) -> None:
    await shop.application.initialize()
    await shop.intake.inbox.save([message(1), message(2)])
    await shop.intake.inbox.count_try(2)
    handler = Handler(shop)
    await shop.intake.replay()
    await shop.settles()
    assert handler.finished == [1, 2]
    assert shop.aside == []
    assert await shop.waiting() == []


async def test_a_handlers_error_goes_to_the_error_handlers_and_its_update_is_done(shop: Shop) -> None:
    handler = Handler(shop)
    handler.failing = {1: 1}
    await shop.application.initialize()
    await shop.intake.accept([message(1), message(2)])
    await shop.settles()
    assert handler.errors == ["trouble with 1"]
    assert handler.finished == [2]
    assert await shop.waiting() == []


async def test_a_payment_whose_handler_failed_is_handled_again(shop: Shop) -> None:
    handler = Handler(shop)
    handler.failing = {1: 2}
    await shop.application.initialize()
    await shop.intake.accept([Arrival.of(payment_update(1, 1)), message(2)])
    await handler.begins(2)
    assert handler.finished == [2]
    await shop.clock.advance(1)
    assert handler.finished == [2]
    await shop.clock.advance(5)
    await shop.settles()
    assert handler.begun == [1, 2, 1, 1]
    assert handler.finished == [2, 1]
    assert await shop.waiting() == []


async def test_a_payment_that_goes_on_failing_is_told_to_a_person_and_never_given_up(shop: Shop) -> None:
    handler = Handler(shop)
    handler.failing = {1: 5}
    await shop.application.initialize()
    await shop.intake.accept([Arrival.of(payment_update(1, 1))])
    await handler.begins(1)
    for pause in (1, 5, 600, 600):
        await shop.clock.advance(pause)
        assert handler.finished == []
    assert shop.aside == [(1, "the handler of a payment failed 3 times; it goes on being tried")]
    assert len(await shop.waiting()) == 1
    await shop.clock.advance(600)
    await shop.settles()
    assert (handler.begun, handler.finished) == ([1] * 6, [1])
    assert await shop.waiting() == []


async def test_an_update_that_cannot_be_read_is_set_aside(shop: Shop) -> None:
    handler = Handler(shop)
    await shop.application.initialize()
    await shop.intake.accept([Arrival(1, {"update_id": 1, "message": {"text": "x"}}, "{}"), message(2)])
    await shop.settles()
    assert [update_id for update_id, _ in shop.aside] == [1]
    assert handler.finished == [2]


async def test_an_update_is_not_set_aside_before_somebody_could_be_told(
    shop: Shop, caplog: pytest.LogCaptureFixture
) -> None:
    trouble: list[Exception] = [OSError("disk full")]

    async def on_set_aside(update_id: int, why: str) -> None:
        if trouble:
            raise trouble.pop()
        await shop._set_aside(update_id, why)

    shop.intake._on_set_aside = on_set_aside
    await shop.application.initialize()
    await shop.intake.accept(
        [Arrival(1, {"update_id": 1, "message": {"text": "x"}}, '{"update_id":1,"message":{"text":"x"}}')]
    )
    await shop.settles()
    assert "Nobody could be told" in caplog.text
    assert await shop.waiting() == [1]
    await shop.intake.replay()
    await shop.settles()
    assert [update_id for update_id, _ in shop.aside] == [1]
    assert await shop.waiting() == []


async def test_updates_of_one_person_are_handled_in_order_and_of_two_at_the_same_time(shop: Shop) -> None:
    handler = Handler(shop)
    handler.stuck = {1}
    await shop.application.initialize()
    await shop.intake.accept([message(1, 1), message(2, 1), message(3, 2)])
    await handler.begins(3)
    assert handler.begun == [1, 3]


async def test_a_pre_checkout_query_is_answered_while_a_429_runs(shop: Shop, telegram: FakeTelegram) -> None:
    async def talk(update: Update, context: CallbackContext) -> None:
        if update.pre_checkout_query is not None:
            await context.bot.answer_pre_checkout_query(update.pre_checkout_query.id, ok=True)
        else:
            await context.bot.send_message(1, "hello")

    shop.application.add_handler(TypeHandler(Update, talk))
    await shop.application.initialize()
    telegram.replies["sendMessage"] = [refusal(429, "slow down", retry_after=9)]
    await shop.intake.accept([message(1), Arrival.of(press_update(2, 1))])
    await telegram.until(lambda: "sendMessage" in telegram.methods())
    await shop.clock.advance(1)
    await shop.intake.accept([Arrival.of(pre_checkout_update(3, 1))])
    await telegram.until(lambda: "answerPreCheckoutQuery" in telegram.methods())
    assert telegram.methods("getMe") == ["sendMessage", "answerPreCheckoutQuery"]
    await shop.clock.advance(9)
    await shop.settles()
    assert telegram.methods("getMe")[2:] == ["sendMessage", "sendMessage"]


async def test_it_stops_asking_while_too_much_is_in_hand(
    telegram: FakeTelegram, db: Database, clock: FakeClock
) -> None:
    shop = Shop(telegram, db, clock, most_in_hand=3)
    handler = Handler(shop)
    handler.stuck = {1, 2, 3}
    await telegram.deliver(*(message_update(n, person=n) for n in range(1, 4)))
    polling = await shop.polls()
    await handler.begins(3)
    await telegram.deliver(message_update(4, person=4))
    await clock.advance(60)
    assert len(telegram.asked("getUpdates")) == 1
    shop.intake._in_hand[2].cancel()
    await handler.begins(4)
    assert shop.intake.troubles() == []
    await shop.ends(polling)
    await shop.close()


async def test_a_clean_stop_finishes_what_is_in_hand_and_leaves_the_rest(shop: Shop) -> None:
    handler = Handler(shop)
    handler.stuck = {3}
    await shop.application.initialize()
    await shop.intake.accept([message(1, 1), message(2, 2), message(3, 3), message(4, 3)])
    assert await shop.intake.drain(0.05) == 2
    assert sorted(handler.finished) == [1, 2]
    assert await shop.waiting() == [3, 4]
    assert shop.intake.in_hand == 0


async def test_a_database_in_trouble_leaves_the_update_for_the_next_start(
    shop: Shop, caplog: pytest.LogCaptureFixture
) -> None:
    async def full(_: int) -> None:
        raise OSError("disk full")

    await shop.application.initialize()
    await shop.intake.inbox.save([message(1)])
    shop.intake.inbox.count_try = full
    await shop.intake.replay()
    await shop.settles()
    assert "Update 1 stays in the inbox" in caplog.text
    assert await shop.waiting() == [1]
