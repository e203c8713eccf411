"""While Telegram has more than it hands out at once: all is taken in first, and nobody stands behind one
person's excess.
"""

import asyncio
import random
from collections.abc import Iterable
from typing import Any

import pytest
from telegram import Update
from telegram.ext import TypeHandler

from bot.telegram.incoming.backlog import AT_FIRST, ON_DISK
from bot.telegram.incoming.catching_up import LONGEST_SECONDS, CatchingUp
from storage.database import Database
from tests.fakes.clock import FakeClock
from tests.telegram.bot_api import (
    FakeTelegram,
    message_update,
    ok,
    payment_update,
    pre_checkout_update,
    press_update,
)
from tests.telegram.conftest import Shop
from tests.telegram.incoming.excess import STAFF, Voice, lives_again


@pytest.fixture
def voice() -> Voice:
    return Voice()


@pytest.fixture
def shop(shop: Shop, voice: Voice) -> Shop:
    shop = Shop(shop.telegram, shop.db, shop.clock, refusals=voice)
    shop.notes_what_it_handles()
    return shop


def flood(numbers: Iterable[int], person: int = 1) -> list[dict[str, Any]]:
    return [message_update(n, person, f"/wallet {n}") for n in numbers]


async def until(fact: Any) -> None:
    async with asyncio.timeout(20):
        while not fact():  # noqa: ASYNC110 - what runs meanwhile tells nobody
            await asyncio.sleep(0.001)


async def test_whoever_comes_behind_a_flood_is_served_before_the_rest_of_it(
    shop: Shop, telegram: FakeTelegram
) -> None:
    await telegram.deliver(*flood(range(1, 401)), message_update(401, 2), *flood(range(402, 410)))
    polling = await shop.polls()
    await until(lambda: len(shop.handled) == 409)
    assert shop.handled.index(401) <= AT_FIRST
    assert [each for each in shop.handled if each != 401] == [n for n in range(1, 410) if n != 401]
    await shop.ends(polling)
    await shop.settles()
    assert await shop.waiting() == []


async def test_staff_wait_for_no_more_than_this_and_lose_nothing(shop: Shop, telegram: FakeTelegram) -> None:
    await telegram.deliver(*flood(range(1, 701), STAFF), message_update(701, 2))
    polling = await shop.polls()
    await until(lambda: len(shop.handled) == 701)
    assert shop.handled.index(701) <= AT_FIRST
    assert [each for each in shop.handled if each != 701] == list(range(1, 701))
    await shop.ends(polling)


async def test_money_does_not_wait_for_it(shop: Shop, telegram: FakeTelegram) -> None:
    money = [payment_update(201, 1), pre_checkout_update(202, 1)]
    telegram.replies["getUpdates"] = [ok([*flood(range(1, 201)), *money])]
    polling = await shop.polls()
    await until(lambda: len(shop.handled) == AT_FIRST + 2)
    assert {201, 202} < set(shop.handled)
    assert shop.intake.in_hand == 0
    await shop.ends(polling)


async def test_where_no_further_answer_comes_the_excess_rests_for_a_second(
    shop: Shop, telegram: FakeTelegram
) -> None:
    await telegram.deliver(*flood(range(1, 101)))
    polling = await shop.polls()
    await until(lambda: len(telegram.asked("getUpdates")) == 2)
    await shop.clock.advance(0.99)
    assert shop.handled == list(range(1, AT_FIRST + 1))
    await shop.clock.advance(0.02)
    await until(lambda: len(shop.handled) == 100)
    assert shop.handled == list(range(1, 101))
    await shop.ends(polling)


async def test_nobody_rests_for_ever_while_more_comes_without_end(clock: FakeClock) -> None:
    over: list[float] = []
    catching_up = CatchingUp(clock, lambda: over.append(clock.monotonic()))
    for _ in range(40):
        catching_up.goes_on()
        await clock.advance(0.5)
    assert over == [LONGEST_SECONDS]
    assert not catching_up.under_way
    catching_up.ends()
    catching_up.goes_on()
    assert catching_up.under_way
    await catching_up.stop()
    assert over == [LONGEST_SECONDS]


async def test_what_rests_goes_on_at_once_where_there_is_no_room_for_more(
    telegram: FakeTelegram, db: Database, clock: FakeClock, voice: Voice
) -> None:
    shop = Shop(telegram, db, clock, most_on_disk=150, refusals=voice)
    shop.notes_what_it_handles()
    await telegram.deliver(*flood(range(1, 501)), message_update(501, 2))
    polling = await shop.polls()
    await until(lambda: len(shop.handled) == 501)
    assert clock.monotonic() == 0
    await shop.ends(polling)
    await shop.close()


async def test_after_an_answer_that_did_not_come_it_begins_anew(shop: Shop, telegram: FakeTelegram) -> None:
    await telegram.deliver(*flood(range(1, 101)))
    polling = await shop.polls()
    await until(lambda: len(telegram.asked("getUpdates")) == 2)
    await shop.clock.advance(3600)
    await until(lambda: len(shop.handled) == 100)
    await telegram.deliver(*flood(range(101, 301)), message_update(301, 2))
    await until(lambda: len(shop.handled) == 301)
    assert shop.handled.index(301) <= 100 + AT_FIRST
    await shop.ends(polling)


async def test_what_is_refused_meanwhile_is_named_in_one_notice_and_presses_are_answered_afterwards(
    shop: Shop, telegram: FakeTelegram, voice: Voice
) -> None:
    most = AT_FIRST + ON_DISK
    answered_after: list[int] = []

    async def asked(method: str, _: object) -> None:
        if method == "getUpdates":
            answered_after.append(len(voice.pressed) + len(voice.refused))

    telegram.before = asked
    presses = [press_update(n, 1) for n in range(801, 811)]
    await telegram.deliver(*flood(range(1, 801)), *presses, message_update(811, 2))
    polling = await shop.polls()
    await until(lambda: len(shop.handled) == most + 1)
    await shop.settles()
    assert answered_after[:9] == [0] * 9
    assert voice.pressed == list(range(801, 811))
    assert [told.count for told in voice.refused] == [800 - most]
    assert await shop.waiting() == []
    await shop.ends(polling)


async def test_a_stop_meanwhile_leaves_the_rest_to_the_next_process(
    shop: Shop, telegram: FakeTelegram, voice: Voice
) -> None:
    await telegram.deliver(*flood(range(1, 601)))
    telegram.replies["getUpdates"] = [ok(flood(range(first, first + 100))) for first in range(1, 600, 100)]
    polling = await shop.polls()
    await until(lambda: len(telegram.asked("getUpdates")) == 7)
    await shop.ends(polling)
    await shop.intake.drain(1)
    assert shop.handled == list(range(1, AT_FIRST + 1))
    _, gate = await lives_again(shop)
    assert gate.ran == list(range(AT_FIRST + 1, 601))
    assert voice.refused == []


async def test_everybody_keeps_their_order_however_answers_fill(shop: Shop, telegram: FakeTelegram) -> None:
    dice = random.Random(9)
    ran: dict[int, list[int]] = {}

    async def handle(update: Update, _: object) -> None:
        await asyncio.sleep(dice.choice((0, 0, 0.001)))
        assert update.effective_user is not None
        ran.setdefault(update.effective_user.id, []).append(update.update_id)

    shop.application.add_handler(TypeHandler(Update, handle), group=-1)
    sent: dict[int, list[int]] = {}
    polling = await shop.polls()
    total = 0
    for _ in range(8):
        size = dice.choice((1, 30, 100, 150))
        people = [dice.choice((STAFF, STAFF, STAFF, STAFF, 2, 3)) for _ in range(size)]
        for n, person in enumerate(people, start=total + 1):
            sent.setdefault(person, []).append(n)
        await telegram.deliver(*(message_update(total + n, who) for n, who in enumerate(people, start=1)))
        total += size
        await asyncio.sleep(dice.choice((0, 0.01)))
    async with asyncio.timeout(20):
        while sum(map(len, ran.values())) < total:
            await shop.clock.advance(0.1)
            await asyncio.sleep(0.001)
    assert ran == sent
    await shop.ends(polling)
