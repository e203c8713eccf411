"""Long polling: what is asked, what is confirmed when, and what ends it."""

import asyncio
from typing import Any

import pytest
from telegram.error import Conflict, NetworkError, RetryAfter, TimedOut

from bot.telegram.application import TokenRefused
from bot.telegram.incoming.handling import ALLOWED_UPDATES
from bot.telegram.retry import Stopped, pause_after
from tests.telegram.bot_api import FakeTelegram, message_update, ok, refusal
from tests.telegram.conftest import Shop


@pytest.fixture(autouse=True)
def _notes(shop: Shop) -> None:
    shop.notes_what_it_handles()


async def pass_pauses(shop: Shop, method: str, *pauses: float) -> None:
    """Lives through failures of `method`, checking that each is followed by exactly that pause."""
    for asked, pause in enumerate(pauses, start=1):
        await shop.telegram.until(lambda asked=asked: len(shop.telegram.asked(method)) == asked)
        await shop.clock.advance(pause - 0.01)
        assert len(shop.telegram.asked(method)) == asked
        await shop.clock.advance(0.01)


async def test_it_takes_over_from_a_webhook_and_drops_nothing(shop: Shop, telegram: FakeTelegram) -> None:
    await telegram.deliver(message_update(5, 1))
    polling = await shop.polls()
    await telegram.until(lambda: telegram.confirmed == 5)
    await shop.ends(polling)
    await shop.settles()
    assert telegram.methods()[1:3] == ["deleteWebhook", "getUpdates"]
    assert telegram.asked("deleteWebhook") == [{}]
    assert shop.handled == [5]
    for question in telegram.asked("getUpdates"):
        assert question["allowed_updates"] == list(ALLOWED_UPDATES)
        assert question["timeout"] == 30


async def test_an_update_is_confirmed_only_after_it_is_on_disk(shop: Shop, telegram: FakeTelegram) -> None:
    offsets: list[int] = []

    async def before(method: str, params: dict[str, Any]) -> None:
        if method == "getUpdates" and params.get("offset"):
            offsets.append(params["offset"])
            assert await shop.waiting() == [1, 2]

    telegram.before = before
    await telegram.deliver(message_update(1, 1), message_update(2, 2))
    polling = await shop.polls()
    await telegram.until(lambda: telegram.confirmed == 2)
    await shop.ends(polling)
    await shop.settles()
    assert offsets == [3]
    assert sorted(shop.handled) == [1, 2]


async def test_a_full_disk_confirms_nothing_and_the_next_question_brings_it_again(
    shop: Shop, telegram: FakeTelegram, caplog: pytest.LogCaptureFixture
) -> None:
    save, failed = shop.intake.inbox.save, asyncio.Event()

    async def full(_: object) -> list[Any]:
        failed.set()
        raise OSError("disk full")

    shop.intake.inbox.save = full
    await telegram.deliver(message_update(1, 1))
    polling = await shop.polls()
    await failed.wait()
    shop.intake.inbox.save = save
    await shop.clock.advance(1)
    await telegram.until(lambda: telegram.confirmed == 1)
    await shop.ends(polling)
    await shop.settles()
    assert [question.get("offset") for question in telegram.asked("getUpdates")] == [None, None, 2]
    assert shop.handled == [1]
    assert "disk full" in caplog.text
    assert "in full" in caplog.text, "the log does not say where it came from"


async def test_after_a_quiet_time_it_asks_without_an_offset_so_that_ids_may_start_anew(
    shop: Shop, telegram: FakeTelegram
) -> None:
    telegram.replies["getUpdates"] = [ok([message_update(900, 1)]), ok([]), ok([message_update(3, 1)])]
    polling = await shop.polls()
    await telegram.until(lambda: len(telegram.asked("getUpdates")) == 4)
    await shop.ends(polling)
    await shop.settles()
    assert [question.get("offset") for question in telegram.asked("getUpdates")] == [None, 901, None, 4]
    assert shop.handled == [900, 3]


async def test_an_update_that_nobody_can_read_is_left_out_and_does_not_come_again(
    shop: Shop, telegram: FakeTelegram, caplog: pytest.LogCaptureFixture
) -> None:
    deep: Any = 1
    for _ in range(300):
        deep = [deep]
    bad = message_update(2, 1, date=2**70)
    await telegram.deliver(message_update(1, 1), bad, {"update_id": 3, "message": deep}, message_update(4, 1))
    polling = await shop.polls()
    await telegram.until(lambda: telegram.confirmed == 4)
    await telegram.deliver(message_update(5, 1, date=2**70))
    await telegram.until(lambda: telegram.confirmed == 5)
    await shop.ends(polling)
    await shop.settles()
    assert shop.handled == [1, 4]
    assert "Update 2 from Telegram is left out: a number that does not fit into 64 bits" in caplog.text
    assert "Update 3 from Telegram is left out: nested more than 100 levels deep" in caplog.text
    assert "Traceback" not in caplog.text


async def test_updates_without_ids_are_asked_for_again_and_hold_nobody_up_for_ever(
    shop: Shop, telegram: FakeTelegram
) -> None:
    telegram.replies["getUpdates"] = [ok([{"update_id": 2**70}]), ok([{}, message_update(7, 1)])]
    polling = await shop.polls()
    await pass_pauses(shop, "getUpdates", 1)
    await telegram.until(lambda: telegram.confirmed == 7)
    await shop.ends(polling)
    await shop.settles()
    assert shop.handled == [7]


async def test_stopping_ends_a_long_poll_at_once(shop: Shop, telegram: FakeTelegram) -> None:
    polling = await shop.polls()
    await telegram.until(lambda: "getUpdates" in telegram.methods())
    await shop.ends(polling)
    await telegram.deliver(message_update(1, 1))
    assert shop.handled == []
    assert telegram.updates


async def test_an_outage_is_survived_and_told(
    shop: Shop, telegram: FakeTelegram, caplog: pytest.LogCaptureFixture
) -> None:
    telegram.replies["deleteWebhook"] = [NetworkError("away"), refusal(502, "Bad Gateway")]
    telegram.replies["getUpdates"] = [
        NetworkError("away"),
        TimedOut(),
        refusal(500, "Internal"),
        refusal(429, "slow down", retry_after=4),
    ]
    await telegram.deliver(message_update(1, 1))
    polling = await shop.polls()
    await pass_pauses(shop, "deleteWebhook", 1, 2)
    await pass_pauses(shop, "getUpdates", 1, 2, 4, 4.5)
    await telegram.until(lambda: telegram.confirmed == 1)
    await shop.ends(polling)
    await shop.settles()
    assert shop.handled == [1]
    assert caplog.text.count("Asking again in") == 4


async def test_a_second_poller_is_named_as_such_and_waited_for(
    shop: Shop, telegram: FakeTelegram, caplog: pytest.LogCaptureFixture
) -> None:
    conflict = refusal(409, "Conflict: terminated by other getUpdates request")
    telegram.replies["getUpdates"] = [conflict] * 6
    await telegram.deliver(message_update(1, 1))
    polling = await shop.polls()
    await pass_pauses(shop, "getUpdates", 1, 2, 4, 8, 15, 15)
    await telegram.until(lambda: telegram.confirmed == 1)
    await shop.ends(polling)
    await shop.settles()
    assert caplog.text.count("Another process is polling with this token") == 6
    assert shop.handled == [1]


@pytest.mark.parametrize("method", ["getMe", "deleteWebhook", "getUpdates"])
async def test_a_refused_token_ends_it_with_clear_words_and_without_the_token(
    shop: Shop, telegram: FakeTelegram, method: str
) -> None:
    telegram.replies[method] = [refusal(401, "Unauthorized")]
    with pytest.raises(TokenRefused) as caught:
        await shop.intake.connect(shop.stop)
        await shop.intake.run_polling(shop.stop)
    assert "BOT_TOKEN" in str(caught.value)
    error: BaseException | None = caught.value
    while error is not None:
        assert "CANARY" not in repr(error)
        error = error.__context__ or error.__cause__


async def test_the_start_waits_for_telegram(shop: Shop, telegram: FakeTelegram) -> None:
    telegram.replies["getMe"] = [NetworkError("no network yet")] * 3
    connecting = asyncio.create_task(shop.intake.connect(shop.stop))
    await pass_pauses(shop, "getMe", 1, 2, 4)
    await connecting


async def test_the_start_can_be_stopped_while_it_waits(shop: Shop, telegram: FakeTelegram) -> None:
    telegram.replies["getMe"] = [NetworkError("no network yet")]
    connecting = asyncio.create_task(shop.intake.connect(shop.stop))
    await telegram.until(lambda: len(telegram.asked("getMe")) == 1)
    await shop.clock.advance(0.1)
    shop.stop.set()
    with pytest.raises(Stopped):
        await connecting
    assert shop.telegram.closed == 2


async def test_silence_of_telegram_is_a_trouble_for_the_health_check(
    shop: Shop, telegram: FakeTelegram
) -> None:
    assert shop.intake.troubles() == []
    polling = await shop.polls()
    await telegram.deliver(message_update(1, 1))
    await telegram.until(lambda: telegram.confirmed == 1)
    shop.clock.tick(119)
    assert shop.intake.troubles() == []
    shop.clock.tick(2)
    assert shop.intake.troubles() == ["Telegram has not answered for 121 s"]
    await shop.ends(polling)
    assert shop.intake.troubles() == []


def test_neither_the_bot_nor_the_application_shows_the_token(shop: Shop) -> None:
    assert "CANARY" not in repr(shop.application) + repr(shop.application.bot) + str(shop.application.bot)
    assert "700000001" in repr(shop.application.bot)


@pytest.mark.parametrize("error", [NetworkError("x"), TimedOut(), Conflict("x"), OSError("x")])
def test_pauses_grow_to_a_quarter_of_a_minute(error: Exception) -> None:
    assert [pause_after(error, n) for n in (1, 2, 3, 4, 5, 1000)] == [1, 2, 4, 8, 15, 15]


def test_telegrams_own_wish_is_obeyed() -> None:
    assert pause_after(RetryAfter(30), 1) == 30.5
