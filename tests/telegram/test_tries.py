"""Answers to people are tried again while they are worth something and while that is safe."""

import asyncio
from datetime import timedelta
from typing import Any

import pytest
from telegram import Update
from telegram.error import BadRequest, NetworkError, RetryAfter, TelegramError, TimedOut
from telegram.ext import TypeHandler

from bot.telegram.incoming.arrivals import Arrival
from bot.telegram.rate_limiter import Lane, RateLimiter
from bot.telegram.transport import NotSent
from bot.telegram.tries import arrived_at
from tests.fakes.clock import FakeClock
from tests.telegram.bot_api import FakeTelegram, message_update, pre_checkout_update, press_update, refusal
from tests.telegram.conftest import Shop


class Wire:
    """Fails as it is told, then works; notes when it was used."""

    def __init__(self, clock: FakeClock, *failures: TelegramError) -> None:
        self.clock = clock
        self.failures = list(failures)
        self.used: list[float] = []

    async def post(self, _endpoint: str, _data: dict[str, Any], **_: object) -> bool:
        self.used.append(self.clock.monotonic())
        if self.failures:
            raise self.failures.pop(0)
        return True

    def sends(self, endpoint: str, lane: Lane | None = None) -> asyncio.Task[Any]:
        data = {} if endpoint.startswith("answer") else {"chat_id": 1}
        limiter = RateLimiter(self.clock)
        return asyncio.create_task(
            limiter.process_request(self.post, (endpoint, data), {}, endpoint, data, lane)  # type: ignore[arg-type]
        )


def after(seconds: float) -> RetryAfter:
    return RetryAfter(timedelta(seconds=seconds))


ONE_SHOT = ["answerPreCheckoutQuery", "answerCallbackQuery", "answerShippingQuery", "answerInlineQuery"]


@pytest.mark.parametrize("endpoint", ONE_SHOT)
@pytest.mark.parametrize("trouble", [after(3), NetworkError("Bad Gateway"), TimedOut(), NotSent("refused")])
async def test_an_answer_with_a_deadline_is_tried_again(
    clock: FakeClock, endpoint: str, trouble: TelegramError
) -> None:
    wire = Wire(clock, trouble)
    sending = wire.sends(endpoint)
    await clock.advance(3)
    assert await sending is True
    assert wire.used == [0.0, 3.0 if isinstance(trouble, RetryAfter) else 0.3]


async def test_it_is_tried_until_its_deadline_and_no_longer(clock: FakeClock) -> None:
    wire = Wire(clock, *[NetworkError("Bad Gateway")] * 99)
    sending = wire.sends("answerPreCheckoutQuery")
    await clock.advance(60)
    with pytest.raises(NetworkError, match="Bad Gateway"):
        await sending
    assert 5 <= len(wire.used) <= 8
    assert wire.used[-1] < 9.5


@pytest.mark.parametrize(("waits", "tries"), [(9, 2), (10, 1), (3600, 1)])
async def test_a_429_is_waited_for_if_that_fits(clock: FakeClock, waits: float, tries: int) -> None:
    wire = Wire(clock, after(waits))
    sending = wire.sends("answerPreCheckoutQuery")
    await clock.advance(3600)
    assert (await asyncio.gather(sending, return_exceptions=True) == [True]) is (tries == 2)
    assert len(wire.used) == tries


async def test_the_time_counts_from_the_arrival(clock: FakeClock) -> None:
    arrived_at.set(clock.monotonic())
    await clock.advance(7)
    wire = Wire(clock, after(3))
    with pytest.raises(RetryAfter):
        await wire.sends("answerPreCheckoutQuery")
    assert wire.used == [7.0]


@pytest.mark.parametrize("endpoint", ["answerCallbackQuery", "editMessageText", "sendMessage"])
async def test_a_refusal_is_not_asked_for_again(clock: FakeClock, endpoint: str) -> None:
    wire = Wire(clock, BadRequest("query is too old"))
    with pytest.raises(BadRequest):
        await wire.sends(endpoint)
    assert len(wire.used) == 1


async def test_a_screen_is_sent_again_where_that_cannot_send_it_twice(clock: FakeClock) -> None:
    for endpoint, trouble in (
        ("editMessageText", NetworkError("Bad Gateway")),
        ("editMessageText", TimedOut()),
        ("sendMessage", NotSent("refused")),
    ):
        wire = Wire(clock, trouble)
        sending = wire.sends(endpoint)
        await clock.advance(1)
        assert await sending is True
        assert len(wire.used) == 2


@pytest.mark.parametrize("trouble", [NetworkError("Bad Gateway"), TimedOut()])
async def test_a_message_that_was_perhaps_sent_is_not_sent_again(
    clock: FakeClock, trouble: TelegramError
) -> None:
    wire = Wire(clock, trouble)
    with pytest.raises(NetworkError):
        await wire.sends("sendMessage")
    assert len(wire.used) == 1


@pytest.mark.parametrize("lane", ["outbox", "bulk"])
async def test_what_the_outbox_sends_is_the_outboxs_to_repeat(clock: FakeClock, lane: Lane) -> None:
    wire = Wire(clock, NotSent("refused"))
    with pytest.raises(NotSent):
        await wire.sends("editMessageText", lane)
    assert len(wire.used) == 1


async def test_the_wait_for_ones_turn_counts_too(shop: Shop, telegram: FakeTelegram) -> None:
    """A press that waited behind another of the same person has that much less time."""

    async def answers(update: Any, context: Any) -> None:
        if update.message:
            await shop.clock.sleep(3)
        else:
            await context.bot.answer_callback_query(update.callback_query.id)

    async def unheard(_update: object, _context: object) -> None: ...

    shop.application.add_handler(TypeHandler(Update, answers))
    shop.application.add_error_handler(unheard)
    await shop.application.initialize()
    telegram.replies["answerCallbackQuery"] = [refusal(429, "slow down", retry_after=3)] * 2
    await shop.intake.accept([Arrival.of(message_update(1, 1)), Arrival.of(press_update(2, 1))])
    await shop.clock.advance(3)
    await telegram.until(lambda: "answerCallbackQuery" in telegram.methods())
    await shop.clock.advance(10)
    await shop.settles()
    assert len(telegram.asked("answerCallbackQuery")) == 1


async def test_a_question_before_a_payment_survives_a_429(shop: Shop, telegram: FakeTelegram) -> None:
    async def answers(update: Any, context: Any) -> None:
        await context.bot.answer_pre_checkout_query(update.pre_checkout_query.id, ok=True)

    shop.application.add_handler(TypeHandler(Update, answers))
    await shop.application.initialize()
    telegram.replies["answerPreCheckoutQuery"] = [
        refusal(429, "slow down", retry_after=3),
        refusal(502, "Bad Gateway"),
    ]
    await shop.intake.accept([Arrival.of(pre_checkout_update(1, 1))])
    await telegram.until(lambda: "answerPreCheckoutQuery" in telegram.methods())
    await shop.clock.advance(9)
    await shop.settles()
    assert len(telegram.asked("answerPreCheckoutQuery")) == 3
