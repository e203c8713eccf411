"""Forty commands pasted at once, a backlog after an outage, and what somebody reads who sends without end."""

import asyncio
import json

import pytest
from telegram import Update
from telegram.error import BadRequest

import handlers
from bot.flood_answers import ShopRefusals
from bot.shop.outbox.delivery import OutboxMessage
from bot.shop.outbox.messages import MessageKind
from bot.telegram.incoming.arrivals import Arrival
from bot.telegram.incoming.backlog import IN_MEMORY, ON_DISK, Refused
from bot.telegram.incoming.intake import Intake
from tests.handlers.buying_steps import confirm
from tests.handlers.shopfloor import AMINA, KARIM, SOFIANE, Floor, Person, text_of


def refusals(floor: Floor) -> ShopRefusals:
    """As `bot.app` puts them together."""
    return ShopRefusals(
        is_staff=floor.services.staff_members.is_staff,
        answer_press=lambda update: handlers.refuse_press(floor.application, update),
        clock=floor.clock,
        without_secrets=handlers.without_tokens,
    )


def arrivals(floor: Floor) -> list[Arrival]:
    """All that people did since the shop last looked."""
    pending = floor.telegram.updates._pending
    came = [Arrival.of(json.loads(body)) for _, body in pending.values()]
    pending.clear()
    return came


async def settles(intake: Intake) -> None:
    async with asyncio.timeout(60):
        while busy := [*intake._in_hand.values(), *intake._asides]:
            await asyncio.wait(busy)


async def test_forty_commands_that_an_admin_pastes_are_all_carried_out_in_order(
    floor: Floor, karim: Person, sofiane: Person
) -> None:
    intake = Intake(floor.application, floor.db, floor.clock, refusals=refusals(floor))
    for dinars in range(1, 41):
        floor.telegram.people.write(karim.account, f"/credit {SOFIANE} {dinars}")
    before = len(karim.messages)
    await intake.accept(arrivals(floor))
    await settles(intake)
    answers = [text_of(message) for message in karim.messages[before:]]
    assert ["ajoutés" in answer for answer in answers] == [True] * 40
    assert [answer.split(" DA")[0] for answer in answers] == [f"✅ {n}" for n in range(1, 41)]
    assert (await floor.services.wallet.balance(SOFIANE)).dinars == sum(range(1, 41))
    await intake.drain(1)


@pytest.mark.parametrize("trouble", ["flood", "outage"])
async def test_an_admin_reads_what_became_of_each_booking_even_if_telegram_does_not_take_the_answer_at_once(
    floor: Floor, karim: Person, sofiane: Person, trouble: str
) -> None:
    before = len(karim.messages)
    for _ in range(2):
        if trouble == "flood":
            floor.api.refuse_next("sendMessage", 429, "Too Many Requests", retry_after=30)
        else:
            floor.api.time_out_next("sendMessage")
    await karim.sends(f"/credit {SOFIANE} 100", "/credit x <b>")
    assert len(karim.messages) == before
    await floor.work()
    await floor.later(60)
    said = [text_of(message) for message in karim.messages[before:]]
    assert ["✅ 100 DA ajoutés" in text for text in said] == [True, False]
    assert "/credit 1001 2500" in said[1]
    assert (await floor.services.wallet.balance(SOFIANE)).dinars == 100


async def test_an_answer_that_waited_keeps_its_buttons(floor: Floor, karim: Person) -> None:
    before = len(karim.messages)
    floor.api.time_out_next("sendMessage")
    await karim.sends("/admin")
    assert len(karim.messages) == before
    await floor.work()
    await karim.taps("Commandes en cours")
    assert karim.screen


async def test_several_commands_in_one_message_are_refused_as_a_whole(
    floor: Floor, karim: Person, sofiane: Person
) -> None:
    await karim.sends(f"/credit {SOFIANE} 100\n/credit {AMINA} 200")
    assert "Une seule commande par message" in karim.screen
    assert (await floor.services.wallet.balance(SOFIANE)).dinars == 0
    await karim.sends(f"/credit {SOFIANE} 100 payé\nen deux fois")
    assert (await floor.services.wallet.balance(SOFIANE)).dinars == 100


async def test_a_buy_behind_what_piled_up_in_an_outage_is_carried_out(floor: Floor, sofiane: Person) -> None:
    intake = Intake(floor.application, floor.db, floor.clock, refusals=refusals(floor))
    await floor.gives(SOFIANE, 10_000)
    message_id = await confirm(sofiane, "1")
    _, buy = sofiane.button("Acheter")
    for _ in range(60):
        floor.telegram.people.write(sofiane.account, "/wallet")
    floor.telegram.people.press(sofiane.account, message_id, buy)
    await intake.accept(arrivals(floor))
    await settles(intake)
    [order] = await floor.orders(SOFIANE)
    assert order.ref in sofiane.toast
    await intake.drain(1)


async def test_who_sends_without_end_reads_what_was_not_carried_out_even_if_telegram_is_away_at_first(
    floor: Floor, sofiane: Person
) -> None:
    intake = Intake(floor.application, floor.db, floor.clock, refusals=refusals(floor))
    floor.telegram.people.write(sofiane.account, "/nosuchcommand")
    [pattern] = arrivals(floor)
    many = [Arrival.of({**pattern.data, "update_id": 10_000 + n}) for n in range(IN_MEMORY + ON_DISK)]
    menu = sofiane.button("Boutique")
    for words in ("/wallet", "/orders", "une carte\nsvp", "<b>2</b>", "3", "4", "5"):
        floor.telegram.people.write(sofiane.account, words)
    floor.telegram.people.press(sofiane.account, *menu)
    toasts = len(sofiane.toasts)
    await intake.accept([*many, *arrivals(floor)])
    await settles(intake)
    assert len(sofiane.toasts) == toasts + 1
    assert "cet appui n’a rien fait" in sofiane.toast

    before = len(sofiane.messages)
    floor.api.time_out_next("sendMessage")
    await floor.work()
    assert len(sofiane.messages) == before
    await floor.later(60)
    [notice] = sofiane.messages[before:]
    for line in (
        "7 messages et appuis",
        "• /wallet",
        "• /orders",
        "• une carte svp",
        "• <b>2</b>",
        "et 2 autres",
    ):
        assert line in text_of(notice)
    await intake.drain(1)


@pytest.mark.parametrize(
    ("user_id", "language", "words"),
    [
        (AMINA, "ar", ("3 رسائل وضغطات", "• /wallet", "واثنتان أخريان", "أعد إرسال")),
        (SOFIANE, "fr", ("3 messages et appuis", "• /wallet", "et 2 autres", "Renvoyez")),
        (SOFIANE, "en", ("3 messages and presses", "• /wallet", "and 2 more", "send again")),
    ],
)
async def test_the_notice_is_in_the_readers_language(
    floor: Floor, user_id: int, language: str, words: tuple[str, ...]
) -> None:
    person = floor.person(user_id, language)
    await person.sends("/start")
    payload = {"words": ["/wallet"], "count": 3}
    await floor.delivery.deliver(OutboxMessage(1, user_id, MessageKind.NOT_CARRIED_OUT, payload, 0, None))
    assert all(word in person.screen for word in words)


async def test_what_could_not_be_handled_is_named_to_whoever_sent_it(floor: Floor, sofiane: Person) -> None:
    async with floor.db.write() as conn:
        await refusals(floor).tell(conn, Refused(SOFIANE, (1,), ("Acheter",), 1, broken=True))
    await floor.work()
    assert "Un problème est survenu" in sofiane.screen
    assert "• Acheter" in sofiane.screen


async def test_things_without_words_are_counted(floor: Floor, sofiane: Person) -> None:
    payload: dict[str, object] = {"words": [], "count": 1}
    await floor.delivery.deliver(OutboxMessage(1, SOFIANE, MessageKind.NOT_CARRIED_OUT, payload, 0, None))
    assert "Un message ou un appui" in sofiane.screen
    assert "•" not in sofiane.screen


async def test_an_answer_that_comes_too_late_for_a_press_is_known_not_to_have_arrived(
    floor: Floor, sofiane: Person
) -> None:
    message_id, data = sofiane.button("Boutique")
    floor.telegram.people.press(sofiane.account, message_id, data)
    [late] = arrivals(floor)
    floor.clock.tick(3_600)
    update = Update.de_json(late.data, floor.application.bot)
    with pytest.raises(BadRequest):
        await refusals(floor).answer_press(update)


async def test_the_notice_is_in_the_transaction_that_ends_the_updates(floor: Floor, sofiane: Person) -> None:
    speaker = refusals(floor)
    with pytest.raises(RuntimeError):
        async with floor.db.write() as conn:
            await speaker.tell(conn, Refused(SOFIANE, (1, 2), ("x",), 2))
            raise RuntimeError
    before = len(sofiane.messages)
    await floor.work()
    assert len(sofiane.messages) == before


async def test_the_shop_as_it_runs_exempts_its_staff_and_nobody_else(floor: Floor) -> None:
    speaker = floor.shop.intake._refusals
    assert speaker.never(KARIM)
    assert not speaker.never(SOFIANE)
