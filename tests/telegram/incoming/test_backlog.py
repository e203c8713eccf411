"""One person's excess: it waits on disk, in order; what is refused is named, and never staff's or money's."""

import asyncio
import random
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest
from sqlalchemy.ext.asyncio import AsyncConnection
from telegram import Update
from telegram.ext import TypeHandler

from bot.telegram.incoming.arrivals import Arrival, person_in
from bot.telegram.incoming.backlog import (
    ANSWERED,
    IN_MEMORY,
    ON_DISK,
    REFUSED_AT_ONCE,
    Backlog,
    Refused,
)
from bot.telegram.incoming.handling import GIVEN_UP_AT
from storage.database import Database
from storage.wakeups import Work
from tests.fakes.clock import FakeClock
from tests.telegram.bot_api import (
    FakeTelegram,
    message_update,
    payment_update,
    pre_checkout_update,
    press_update,
)
from tests.telegram.conftest import Shop
from tests.telegram.incoming.excess import STAFF, Gate, Voice, lives_again, messages

MOST = IN_MEMORY + ON_DISK


@pytest.fixture
def voice() -> Voice:
    return Voice()


@pytest.fixture
def shop(shop: Shop, voice: Voice) -> Shop:
    """With handlers that wait until `go` is set."""
    shop.db.wake_ups.subscribe(Work.MESSAGES_TO_SEND, voice.told)
    return Shop(shop.telegram, shop.db, shop.clock, refusals=voice)


async def until(fact: Any) -> None:
    async with asyncio.timeout(20):
        while not fact():  # noqa: ASYNC110 - what runs meanwhile tells nobody
            await asyncio.sleep(0.001)


async def test_what_one_person_sends_at_once_is_all_carried_out_in_order_and_mostly_waits_on_disk(
    shop: Shop, voice: Voice
) -> None:
    gate = Gate(shop)
    await shop.application.initialize()
    for first in range(0, 300, 100):
        await shop.intake.accept(messages(range(first, first + 100)))
    assert shop.intake.in_hand == IN_MEMORY
    await shop.intake.accept(messages([1000], person=2))
    await until(lambda: gate.ran == [1000])
    gate.open.set()
    await shop.settles()
    assert gate.ran == [1000, *range(300)]
    assert await shop.waiting() == []
    assert (voice.refused, voice.pressed) == ([], [])
    assert shop.intake._backlog._lanes == {}
    await shop.close()


async def test_order_is_kept_whenever_new_updates_come_between(shop: Shop) -> None:
    dice = random.Random(5)
    ran: list[int] = []

    async def handle(update: Update, _: object) -> None:
        await asyncio.sleep(dice.choice((0, 0, 0.001)))
        ran.append(update.update_id)

    shop.application.add_handler(TypeHandler(Update, handle))
    await shop.application.initialize()
    sent = 0
    while sent < 400:
        size = dice.randint(1, 40)
        await shop.intake.accept(messages(range(sent, sent + size)))
        sent += size
        await asyncio.sleep(dice.choice((0, 0.002)))
    await shop.settles()
    assert ran == list(range(sent))
    await shop.close()


async def test_a_backlog_outlives_the_process_and_is_never_refused_afterwards(
    shop: Shop, voice: Voice
) -> None:
    Gate(shop)
    await shop.application.initialize()
    await shop.intake.inbox.save(messages(range(MOST + 100)))
    await shop.intake.replay()
    assert shop.intake.in_hand == IN_MEMORY
    again, gate = await lives_again(shop)
    assert gate.ran == list(range(MOST + 100))
    assert voice.refused == []
    await again.close()


async def test_beyond_the_bound_messages_are_refused_and_named_once_all_before_is_done(
    shop: Shop, voice: Voice
) -> None:
    gate = Gate(shop)
    await shop.application.initialize()
    await shop.intake.accept(messages(range(MOST + 8)))
    assert len(await shop.waiting()) == MOST + 8
    assert voice.refused == []
    gate.open.set()
    await shop.settles()
    assert gate.ran == list(range(MOST))
    words = tuple(f"/wallet {n}" for n in range(MOST, MOST + 5))
    assert voice.refused == [Refused(1, tuple(range(MOST, MOST + 8)), words, 8)]
    assert voice.woken == 1
    assert await shop.waiting() == []
    await shop.close()


async def test_what_a_link_brought_is_not_named_when_it_is_refused(shop: Shop, voice: Voice) -> None:
    gate = Gate(shop)
    await shop.application.initialize()
    await shop.intake.accept(messages(range(MOST)))
    opened = ("/start gift_FAKE-TOKEN", "/start@hanout_bot gift_FAKE-TOKEN")
    await shop.intake.accept([Arrival.of(message_update(MOST + n, 1, text)) for n, text in enumerate(opened)])
    gate.open.set()
    await shop.settles()
    assert [told.words for told in voice.refused] == [("/start", "/start@hanout_bot")]
    await shop.close()


async def test_the_first_refused_presses_are_answered_and_those_that_are_not_are_named(
    shop: Shop, voice: Voice
) -> None:
    gate = Gate(shop)
    await shop.application.initialize()
    await shop.intake.accept(messages(range(MOST)))
    await shop.intake.accept([Arrival.of(press_update(n, 1)) for n in range(MOST, MOST + 30)])
    await until(lambda: shop.intake.in_hand == IN_MEMORY)
    assert sorted(voice.pressed) == list(range(MOST, MOST + 30))
    await shop.intake.accept([Arrival.of(press_update(n, 1)) for n in range(MOST + 30, MOST + 400)])
    await until(lambda: shop.intake.in_hand == IN_MEMORY)
    assert sorted(voice.pressed) == list(range(MOST, MOST + ANSWERED))
    gate.open.set()
    await shop.settles()
    assert [told.count for told in voice.refused] == [400 - ANSWERED]
    assert await shop.waiting() == []
    await shop.close()


async def test_a_refused_press_that_could_not_be_answered_is_named(shop: Shop, voice: Voice) -> None:
    gate = Gate(shop)
    await shop.application.initialize()
    await shop.intake.accept(messages(range(MOST)))
    await until(lambda: shop.intake.in_hand == IN_MEMORY)
    voice.mute = True
    late = press_update(2000, 1, data="buy:1")
    late["callback_query"]["message"]["reply_markup"] = {
        "inline_keyboard": [
            [{"text": "Back", "callback_data": "b"}, {"text": "Buy", "callback_data": "buy:1"}]
        ]
    }
    await shop.intake.accept([Arrival.of(late)])
    gate.open.set()
    await shop.settles()
    assert gate.ran == list(range(MOST))
    assert voice.refused == [Refused(1, (2000,), ("Buy",), 1)]
    assert await shop.waiting() == []
    await shop.close()


async def test_what_staff_send_is_never_refused(shop: Shop, voice: Voice) -> None:
    gate = Gate(shop)
    await shop.application.initialize()
    await shop.intake.accept(messages(range(MOST + 300), person=STAFF))
    assert shop.intake.in_hand == IN_MEMORY
    gate.open.set()
    await shop.settles()
    assert gate.ran == list(range(MOST + 300))
    assert voice.refused == []
    await shop.close()


async def test_money_and_news_about_a_chat_are_never_refused(shop: Shop, voice: Voice) -> None:
    gate = Gate(shop)
    await shop.application.initialize()
    await shop.intake.accept(messages(range(MOST)))
    person = message_update(1, 1)["message"]
    member = {"user": person["from"], "status": "kicked", "until_date": 0}
    change = {
        "chat": person["chat"],
        "from": person["from"],
        "date": 1,
        "old_chat_member": {"user": person["from"], "status": "member"},
        "new_chat_member": member,
    }
    refund = message_update(MOST + 2, 1)
    del refund["message"]["text"]
    refund["message"]["refunded_payment"] = payment_update(1, 1)["message"]["successful_payment"]
    kept = [
        payment_update(MOST, 1),
        {"update_id": MOST + 1, "my_chat_member": change},
        refund,
    ]
    await shop.intake.accept([Arrival.of(update) for update in kept])
    await shop.intake.accept([Arrival.of(pre_checkout_update(5000, 1))])
    gate.open.set()
    await shop.settles()
    assert sorted(gate.ran) == [*range(MOST + 3), 5000]
    # What was paid does not wait on disk behind what was said before.
    assert max(map(gate.ran.index, (MOST, MOST + 2, 5000))) < IN_MEMORY + 3
    assert voice.refused == []
    await shop.close()


async def test_a_notice_that_cannot_be_written_is_written_later(
    shop: Shop, voice: Voice, caplog: pytest.LogCaptureFixture
) -> None:
    gate = Gate(shop)
    voice.trouble = [OSError("disk full")]
    await shop.application.initialize()
    await shop.intake.accept(messages(range(MOST + 1)))
    gate.open.set()
    await until(lambda: "cannot be written" in caplog.text)
    assert voice.refused == []
    await shop.clock.advance(1)
    await shop.settles()
    assert [told.count for told in voice.refused] == [1]
    await shop.close()


class ReadOnSecondTry:
    """A database that cannot be read at first."""

    def __init__(self, db: Database) -> None:
        self._trouble: list[Exception] = [OSError("disk")]
        self._db = db
        self.write = db.write

    @asynccontextmanager
    async def read(self) -> AsyncIterator[AsyncConnection]:
        if self._trouble:
            raise self._trouble.pop()
        async with self._db.read() as conn:
            yield conn


async def test_a_backlog_that_cannot_be_read_is_read_later(
    shop: Shop, caplog: pytest.LogCaptureFixture
) -> None:
    gate = Gate(shop)
    await shop.application.initialize()
    await shop.intake.accept(messages(range(50)))
    shop.intake.inbox._db = ReadOnSecondTry(shop.db)
    gate.open.set()
    await until(lambda: "cannot be read" in caplog.text)
    await shop.clock.advance(1)
    await shop.settles()
    assert gate.ran == list(range(50))
    await shop.close()


async def test_what_was_not_yet_told_to_be_refused_is_carried_out_by_the_next_process(
    shop: Shop, voice: Voice
) -> None:
    Gate(shop)
    await shop.application.initialize()
    await shop.intake.accept(messages(range(MOST + 3)))
    again, gate = await lives_again(shop)
    assert gate.ran == list(range(MOST + 3))
    assert voice.refused == []
    await again.close()


async def test_whoever_sent_what_is_given_up_is_told(shop: Shop, voice: Voice) -> None:
    await shop.application.initialize()
    await shop.intake.inbox.save(messages([1]))
    paid = Arrival.of(payment_update(2, 2))
    await shop.intake.inbox.save([paid])
    for update_id in (1, 2):
        await shop.intake.inbox.count_try(update_id, GIVEN_UP_AT)
    await shop.intake.replay()
    assert voice.refused == [Refused(1, (1,), ("/wallet 1",), 1, broken=True)]
    assert voice.woken == 1
    assert await shop.waiting() == []
    await shop.close()


async def test_memory_stays_bounded_against_whoever_sends_without_end(shop: Shop, voice: Voice) -> None:
    Gate(shop)
    await shop.application.initialize()
    for first in range(0, 4_000, 100):
        await shop.intake.accept(messages(range(first, first + 100)))
    await until(lambda: not shop.intake._asides)
    [lane] = shop.intake._backlog._lanes.values()
    assert shop.intake.in_hand == IN_MEMORY
    assert len(lane.waiting) == ON_DISK
    assert len(lane.refused) < REFUSED_AT_ONCE
    assert sum(told.count for told in voice.refused) + len(lane.refused) == 4_000 - MOST
    await shop.close()


async def test_what_was_said_in_a_group_is_refused_without_a_word(shop: Shop, voice: Voice) -> None:
    gate = Gate(shop)
    await shop.application.initialize()
    group = message_update(MOST, 1)
    group["message"]["chat"] = {"id": -100, "type": "supergroup", "title": "Friends"}
    await shop.intake.accept(messages(range(MOST)))
    await shop.intake.accept([Arrival.of(group)])
    gate.open.set()
    await shop.settles()
    assert voice.refused == []
    assert await shop.waiting() == []
    await shop.close()


async def test_with_very_much_on_disk_telegram_is_asked_for_no_more(
    telegram: FakeTelegram, db: Database, clock: FakeClock
) -> None:
    shop = Shop(telegram, db, clock, most_on_disk=30)
    gate = Gate(shop)
    await telegram.deliver(*(message_update(n, 1) for n in range(1, 61)))
    polling = await shop.polls()
    await until(lambda: shop.intake._backlog.waiting == 40)
    await telegram.deliver(message_update(61, 2))
    await clock.advance(60)
    assert len(telegram.asked("getUpdates")) == 1
    gate.open.set()
    await until(lambda: len(gate.ran) == 61)
    await shop.ends(polling)
    await shop.close()


async def test_a_clean_stop_counts_what_waits_on_disk(shop: Shop) -> None:
    Gate(shop)
    await shop.application.initialize()
    await shop.intake.accept(messages(range(50)))
    assert await shop.intake.drain(0.01) == 50
    assert await shop.waiting() == list(range(50))


@pytest.mark.parametrize(
    "update",
    [{}, {"update_id": 1}, {"message": None}, {"message": {"from": 1}}, {"message": {"from": {"id": "1"}}}],
)
def test_updates_of_nobody_are_of_nobody(update: dict[str, Any]) -> None:
    assert person_in(update) is None


@pytest.mark.parametrize(
    "content",
    [
        {"text": 1},
        {"reply_markup": 1},
        {"data": "x", "message": {"reply_markup": {"inline_keyboard": [1, [2]]}}},
    ],
)
def test_an_odd_update_can_be_refused(content: dict[str, Any]) -> None:
    for kind in ("message", "callback_query", "inline_query"):
        data = {"update_id": 1, kind: {"from": {"id": 1}, "chat": {"type": "private"}, **content}}
        backlog = Backlog(lambda _: False)
        backlog.refuse(Arrival(1, data, ""))
        assert backlog.to_tell(1) is not None
