"""What nobody here understands, who may not come in, and what happens when code fails."""

import json
from typing import Any

import pytest
import structlog
from telegram import Update

from bot.demo.telegram.botapi.shapes import Upload
from storage.database import Database
from tests.handlers.shopfloor import KARIM, SOFIANE, Floor, Person, text_of

STAFF_COMMANDS = (
    "admin",
    "open",
    "order X",
    "customer 1",
    "credit 1 1",
    "debit 1 1",
    "balance",
    "maintenance on",
)


async def test_unknown_words_get_a_useful_answer(sofiane: Person) -> None:
    await sofiane.sends("bonjour, une carte svp")
    assert "Je n’ai pas compris" in sofiane.screen
    assert {"🛟 Envoyer à la boutique", "🛍️ Boutique", "❓ Aide"} <= set(sofiane.buttons)


async def test_a_picture_gets_a_useful_answer(floor: Floor, sofiane: Person) -> None:
    floor.telegram.people.upload(sofiane.account, "document", Upload("a.txt", b"x", "text/plain"))
    await floor.handle()
    assert "Je ne lis pas les photos" in sofiane.screen


async def test_strangers_get_the_same_answer_for_staff_commands_as_for_unknown_ones(sofiane: Person) -> None:
    await sofiane.sends("/nosuchcommand")
    unknown = (sofiane.screen, sofiane.buttons)
    for command in STAFF_COMMANDS:
        await sofiane.sends(f"/{command}")
        assert (sofiane.screen, sofiane.buttons) == unknown


@pytest.mark.parametrize(
    "data",
    ["a-all", "a-open:1", "a-ord:X", "a-see:X", "a-ask:X:refund", "a-do:X:refund", "a-cust:1001", "a-shut:1"],
)
async def test_strangers_get_the_same_answer_for_staff_buttons_as_for_unknown_ones(
    floor: Floor, sofiane: Person, data: str
) -> None:
    await sofiane.presses(sofiane.last["message_id"], "nosuchbutton")
    unknown = dict(sofiane.toasts[-1], n=0, callback_query_id="")
    await sofiane.presses(sofiane.last["message_id"], data)
    assert dict(sofiane.toasts[-1], n=0, callback_query_id="") == unknown
    assert not (await floor.services.admin_overview.overview()).maintenance


@pytest.mark.parametrize(
    "data",
    [
        "",
        ":",
        "buy",
        "buy:",
        "qty:abc",
        "qty:abc:-1",
        "qty:abc:9999999999999999",
        "cat:x:1:1",
        "ord:<b>",
        "x" * 64,
    ],
)
async def test_buttons_of_long_ago_and_forged_ones_say_what_to_do(sofiane: Person, data: str) -> None:
    before = len(sofiane.toasts)
    await sofiane.presses(sofiane.last["message_id"], data or "?")
    assert "/shop" in sofiane.toast
    assert len(sofiane.toasts) == before + 1


async def test_an_edited_command_is_not_carried_out_again(floor: Floor, karim: Person) -> None:
    floor.telegram.people.write(karim.account, "/credit 2001 100")
    [(_, body)] = floor.telegram.updates._pending.values()
    await floor.handle()
    edited = json.loads(body)
    edited["edited_message"] = {**edited.pop("message"), "edit_date": 1_790_000_000}
    edited["update_id"] += 50
    await floor.give(edited["update_id"], json.dumps(edited))
    assert (await floor.services.wallet.balance(KARIM)).dinars == 100


def in_a_group(body: str) -> dict[str, Any]:
    update: dict[str, Any] = json.loads(body)
    message = update.get("message") or update["callback_query"]["message"]
    message["chat"] = {"id": -100, "type": "supergroup", "title": "Friends"}
    return update


async def test_groups_are_turned_away_once_and_politely(floor: Floor, sofiane: Person) -> None:
    floor.telegram.people.write(sofiane.account, "/shop")
    _, (_, body) = floor.telegram.updates._pending.popitem()
    asked = len(floor.api.calls)
    floor.api.refuse_next("sendMessage", 403, "Forbidden: bot was kicked")
    for _ in range(3):
        update = Update.de_json(in_a_group(body), floor.application.bot)
        await floor.application.process_update(update)
    [(method, params)] = floor.api.calls[asked:]
    assert (method, params["chat_id"]) == ("sendMessage", -100)
    assert "@hanout_demo_bot" in params["text"]
    # The group's refusal says nothing about the person.
    assert not (await floor.services.customers.get(SOFIANE)).blocked


async def test_who_blocks_the_bot_is_kept_waiting_for_and_served_when_back(
    floor: Floor, sofiane: Person
) -> None:
    floor.telegram.people.block(sofiane.account, blocked=True)
    await floor.handle()
    await floor.gives(SOFIANE, 700)
    assert (await floor.services.admin_overview.overview()).parked_messages == 1
    before = len(sofiane.messages)
    floor.telegram.people.block(sofiane.account, blocked=False)
    await floor.handle()
    await floor.later(60)
    assert "700 DA" in text_of(sofiane.messages[before])


async def broken(db: Database, table: str) -> None:
    async with db.write() as conn:
        await conn.exec_driver_sql(f"ALTER TABLE {table} RENAME TO {table}_gone")


async def test_an_unexpected_error_gives_an_id_to_the_person_the_log_and_once_to_the_staff(
    floor: Floor, sofiane: Person, karim: Person
) -> None:
    await broken(floor.db, "entries")
    with structlog.testing.capture_logs() as logs:
        await sofiane.sends("/wallet")
        first = sofiane.screen
        await sofiane.taps("Portefeuille", on=sofiane.messages[0]["message_id"])
    errors = [line for line in logs if line["event"] == "update_failed"]
    assert len(errors) == 2
    assert errors[0]["error_id"] in first
    assert errors[1]["error_id"] in sofiane.toast
    await floor.work()
    alerts = [text_of(message) for message in karim.messages if "🐞" in text_of(message)]
    assert len(alerts) == 1
    assert errors[0]["error_id"] in alerts[0]
    assert "OperationalError" in alerts[0]


async def test_an_error_in_a_step_leaves_nobody_stuck(floor: Floor, sofiane: Person) -> None:
    await sofiane.sends("/shop")
    await sofiane.taps("PlayStation", "France", "10 EUR")
    await broken(floor.db, "drafts")
    await sofiane.sends("2")
    assert "Une erreur est survenue" in sofiane.screen
    await sofiane.sends("/shop")
    assert "Que cherchez-vous" in sofiane.screen


async def test_an_error_before_the_person_is_known_is_told_in_telegrams_language(floor: Floor) -> None:
    await broken(floor.db, "customers")
    sofiane = floor.person(SOFIANE)
    await sofiane.sends("/start")
    assert "Une erreur est survenue" in sofiane.screen
    assert len(sofiane.messages) == 1


async def test_trouble_on_the_way_to_telegram_is_logged_and_told_to_nobody(
    floor: Floor, sofiane: Person, karim: Person
) -> None:
    message_id, data = sofiane.button("Boutique")
    floor.api.time_out_next("editMessageText")
    with structlog.testing.capture_logs() as logs:
        await sofiane.presses(message_id, data)
    assert [line["reason"] for line in logs if line["event"] == "update_not_answered"] == ["TimedOut"]
    await floor.work()
    assert not any("🐞" in text_of(message) for message in karim.messages)


async def test_a_press_answered_too_late_still_gets_its_screen(floor: Floor, sofiane: Person) -> None:
    message_id, data = sofiane.button("Boutique")
    floor.telegram.people.press(sofiane.account, message_id, data)
    floor.clock.tick(3_600)
    await floor.handle()
    assert "Que cherchez-vous" in sofiane.screen


async def test_a_database_that_is_gone_is_said_once(floor: Floor, sofiane: Person) -> None:
    await broken(floor.db, "notes")
    await broken(floor.db, "entries")
    before = len(sofiane.messages)
    await sofiane.sends("/wallet")
    assert len(sofiane.messages) == before + 1
    assert "Une erreur est survenue" in sofiane.screen
