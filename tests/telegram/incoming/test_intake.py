"""From arrival to done: order, repetition, errors, bounds and the clean stop."""

import asyncio

import pytest
from telegram import Update
from telegram.ext import CallbackContext, TypeHandler

from bot.telegram.incoming.arrivals import Arrival
from bot.telegram.incoming.handling import SetAside
from bot.telegram.retry import Stopped
from storage.database import Database
from storage.trouble import TryTransactionAgainError
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
from tests.telegram.incoming.handled_updates import Handler, message


async def test_an_update_that_comes_again_is_handled_once(shop: Shop) -> None:
    handler = Handler(shop)
    handler.stuck = {1}
    await shop.application.initialize()
    await shop.intake.accept([message(1), message(2, person=2)])
    await handler.begins(2)
    await shop.intake.accept([message(1), message(2, person=2)])
    await shop.intake.accept([message(2, person=2)])
    assert handler.begun == [1, 2]


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


async def test_a_handlers_error_goes_to_the_error_handlers_and_its_update_is_done(shop: Shop) -> None:
    handler = Handler(shop)
    handler.failing = {1: 1}
    await shop.application.initialize()
    await shop.intake.accept([message(1), message(2)])
    await shop.settles()
    assert handler.errors == ["trouble with 1"]
    assert handler.finished == [2]
    assert await shop.waiting() == []
    assert [(one.kind, one.outcome) for one in shop.ended] == [("message", "failed"), ("message", "done")]


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
    assert [(one.outcome, one.seconds) for one in shop.ended] == [("done", 0), ("done", 6)]
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
    assert shop.aside == [(1, SetAside.PAYMENT_FAILS)]
    assert len(await shop.waiting()) == 1
    await shop.clock.advance(600)
    await shop.settles()
    assert (handler.begun, handler.finished) == ([1] * 6, [1])
    assert await shop.waiting() == []


async def test_what_the_databases_absence_cut_off_is_handled_again_before_anybody_hears_of_it(
    shop: Shop,
) -> None:
    handler = Handler(shop)
    handler.trouble = TryTransactionAgainError
    handler.failing = {1: 2, 2: 9}
    await shop.application.initialize()
    await shop.intake.accept([message(1), message(2, person=2)])
    await handler.begins(2)
    await shop.clock.advance(1)
    assert (handler.begun, handler.errors) == ([1, 2, 1, 2], [])
    await shop.clock.advance(5)
    await shop.settles()
    assert (handler.finished, handler.errors) == ([1], ["trouble with 2"])
    assert shop.aside == []
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

    async def on_set_aside(update_id: int, why: SetAside) -> None:
        if trouble:
            raise trouble.pop()
        await shop._set_aside(update_id, why)

    shop.intake._handling._on_set_aside = on_set_aside
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
    async def full(*_: int) -> None:
        raise OSError("disk full")

    await shop.application.initialize()
    await shop.intake.inbox.save([message(1)])
    shop.intake.inbox.count_try = full
    await shop.intake.replay()
    await shop.settles()
    assert "Update 1 stays in the inbox" in caplog.text
    assert await shop.waiting() == [1]
