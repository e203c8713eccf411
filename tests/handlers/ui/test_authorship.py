"""Only what its sender wrote is carried out: commands and typed answers, of customers and staff."""

import json
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import Any

import pytest
from telegram.ext import BaseHandler, CommandHandler, ConversationHandler, MessageHandler

import handlers
from bot.demo.telegram.botapi.shapes import Upload
from handlers.customer import invoices
from tests.handlers.buying_steps import choose
from tests.handlers.shopfloor import AMINA, KARIM, SOFIANE, Floor, Person, text_of
from tests.handlers.transfers import PNG, TAKES_TRANSFERS, sends_receipt, waits

STRANGER = {"id": 999, "is_bot": False, "first_name": "Stranger"}
BOT = {"id": 998, "is_bot": True, "first_name": "Bot", "username": "other_bot"}
CHANNEL = {"id": -100, "type": "channel", "title": "News"}
FORWARDS = [
    {"forward_origin": {"type": "user", "date": 1, "sender_user": STRANGER}},
    {"forward_origin": {"type": "hidden_user", "date": 1, "sender_user_name": "Somebody"}},
    {"forward_origin": {"type": "chat", "date": 1, "sender_chat": CHANNEL}},
    {"forward_origin": {"type": "channel", "date": 1, "chat": CHANNEL, "message_id": 1}},
    {"is_automatic_forward": True},
]
NOT_THEIRS = [
    *((marks, "transférés") for marks in FORWARDS),
    ({"edit_date": 1_790_000_001}, "modifiés"),
    ({"via_bot": BOT}, "autre bot"),
    ({"sender_business_bot": BOT}, "autre bot"),
    ({"guest_query_id": "1"}, "autre bot"),
    ({"guest_bot_caller_user": STRANGER}, "autre bot"),
    ({"guest_bot_caller_chat": CHANNEL}, "autre bot"),
    ({"sender_chat": CHANNEL}, "au nom d’un groupe"),
    ({"business_connection_id": "b1"}, "au nom d’un groupe"),
]


pytestmark = TAKES_TRANSFERS


async def marked(floor: Floor, marks: dict[str, Any], *, kind: str = "message") -> None:
    """Lets the shop handle the newest update with these fields in its message."""
    update_id, (_, body) = floor.telegram.updates._pending.popitem()
    update = json.loads(body)
    update[kind] = {**update.pop("message"), **marks}
    await floor.give(update_id, json.dumps(update))


async def passes_on(person: Person, text: str, marks: dict[str, Any] = FORWARDS[0]) -> None:
    person.floor.telegram.people.write(person.account, text)
    await marked(person.floor, marks)


async def test_a_command_that_its_sender_did_not_write_is_not_carried_out_and_says_why(
    floor: Floor, karim: Person, sofiane: Person
) -> None:
    for marks, why in NOT_THEIRS:
        before = len(karim.messages)
        await passes_on(karim, f"/credit {SOFIANE} 555", marks)
        [answer] = karim.messages[before:]
        assert why in text_of(answer)
        assert f"/credit {SOFIANE} 555" in answer["reply_to_message"]["text"]
    assert (await floor.services.wallet.balance(SOFIANE)).dinars == 0


async def test_no_command_is_carried_out_from_a_forward(karim: Person) -> None:
    for name in (*handlers.commands().customers, *handlers.commands().staff, "nosuchcommand"):
        before = len(karim.messages)
        await passes_on(karim, f"/{name} 1002 1")
        [answer] = karim.messages[before:]
        assert "transférés" in text_of(answer)


async def test_strangers_read_the_same_for_staff_commands_as_for_unknown_ones(sofiane: Person) -> None:
    await passes_on(sofiane, "/nosuchcommand")
    unknown = sofiane.screen
    await passes_on(sofiane, "/credit 1002 1")
    assert sofiane.screen == unknown


async def test_a_quantity_counts_only_from_whoever_wrote_it_and_may_still_be_typed(sofiane: Person) -> None:
    await choose(sofiane)
    for marks, why in NOT_THEIRS:
        await passes_on(sofiane, "3", marks)
        assert why in sofiane.screen
    await sofiane.sends("3")
    assert "3 × 2 790" in sofiane.screen


async def test_an_amount_to_top_up_is_not_taken_from_a_forward(floor: Floor, sofiane: Person) -> None:
    await sofiane.sends("/topup")
    await passes_on(sofiane, "2500")
    assert "transférés" in sofiane.screen
    await sofiane.sends("2500")
    assert "2 500 DA" in sofiane.screen


async def test_staffs_typed_answer_is_not_taken_from_a_forward(
    floor: Floor, sofiane: Person, karim: Person
) -> None:
    await sends_receipt(sofiane)
    await karim.taps("Autre montant")
    await passes_on(karim, "99000")
    assert "transférés" in karim.screen
    assert (await floor.services.wallet.balance(SOFIANE)).dinars == 0
    await karim.sends("500")
    assert (await floor.services.wallet.balance(SOFIANE)).dinars == 500


async def test_a_forwarded_picture_of_a_receipt_is_a_receipt_but_its_words_are_not_the_customers(
    floor: Floor, sofiane: Person, karim: Person
) -> None:
    await waits(sofiane)
    floor.telegram.people.upload(
        sofiane.account, "photo", Upload("receipt.png", PNG, "image/png"), caption="TX 777"
    )
    await marked(floor, FORWARDS[0])
    assert "le numéro du virement" in sofiane.screen
    await floor.work()
    assert karim.last["photo"]
    assert "777" not in text_of(karim.last)


async def test_other_things_may_come_from_anywhere_and_are_answered_as_ever(
    floor: Floor, sofiane: Person
) -> None:
    floor.telegram.people.upload(sofiane.account, "document", Upload("a.txt", b"x", "text/plain"))
    await marked(floor, FORWARDS[0])
    assert "Je ne lis pas les photos" in sofiane.screen


async def test_whoever_edits_a_command_is_told_that_the_edit_counts_for_nothing(
    floor: Floor, karim: Person, sofiane: Person
) -> None:
    await karim.sends(f"/credit {SOFIANE} 100")
    floor.telegram.people.write(karim.account, f"/credit {SOFIANE} 1000")
    await marked(floor, {"edit_date": 1_790_000_001}, kind="edited_message")
    assert "modifiés" in karim.screen
    assert (await floor.services.wallet.balance(SOFIANE)).dinars == 100


async def test_an_edit_leaves_an_open_question_open(floor: Floor, sofiane: Person) -> None:
    await choose(sofiane)
    floor.telegram.people.write(sofiane.account, "5")
    await marked(floor, {"edit_date": 1_790_000_001}, kind="edited_message")
    assert "modifiés" in sofiane.screen
    await sofiane.sends("2")
    assert "2 × 2 790" in sofiane.screen


async def test_a_moving_location_is_answered_with_silence(floor: Floor, sofiane: Person) -> None:
    before = len(sofiane.messages)
    floor.telegram.people.write(sofiane.account, "x")
    update_id, (_, body) = floor.telegram.updates._pending.popitem()
    message = json.loads(body)["message"]
    del message["text"]
    message |= {"location": {"latitude": 36.7, "longitude": 3.0}, "edit_date": 1_790_000_001}
    await floor.give(update_id, json.dumps({"update_id": update_id, "edited_message": message}))
    assert len(sofiane.messages) == before


async def test_a_message_sent_at_a_set_time_is_its_senders(karim: Person, sofiane: Person) -> None:
    await passes_on(karim, f"/credit {SOFIANE} 100", {"is_from_offline": True})
    assert "100 DA" in karim.screen


async def test_a_bot_is_never_answered(floor: Floor, sofiane: Person) -> None:
    asked = len(floor.api.calls)
    await passes_on(sofiane, "/start", {"from": BOT, "chat": {"id": 998, "type": "private"}})
    assert floor.api.calls[asked:] == []


@pytest.mark.parametrize(
    ("user_id", "language", "words"),
    [
        (AMINA, "ar", "لا أنفّذ الرسائل"),
        (SOFIANE, "en", "I do not carry out"),
        (KARIM, "fr", "Je n’exécute pas"),
    ],
)
async def test_the_reason_is_said_in_the_readers_language(
    floor: Floor, user_id: int, language: str, words: str
) -> None:
    person = floor.person(user_id, language)
    await person.sends("/start")
    for marks, _ in NOT_THEIRS:
        await passes_on(person, "/wallet", marks)
        assert words in person.screen


def every_handler(hung: Iterable[BaseHandler[Any, Any, Any]]) -> Iterator[BaseHandler[Any, Any, Any]]:
    for one in hung:
        if isinstance(one, ConversationHandler):
            yield from every_handler([*one.entry_points, *one.fallbacks, *chain(*one.states.values())])
        else:
            yield one


def test_every_command_and_message_goes_through_the_room_that_asks_whose_words_they_are(floor: Floor) -> None:
    hung = every_handler(floor.application.handlers[0])
    callbacks = {one.callback for one in hung if isinstance(one, CommandHandler | MessageHandler)}
    unasked = {one for one in callbacks if one.__module__ != "handlers.ui.routing"}
    # News of money are Telegram's own words.
    assert unasked == {invoices.take_payment, invoices.take_refund_notice}
