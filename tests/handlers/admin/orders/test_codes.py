"""Codes that staff have shown to them, and the serial numbers of cards."""

import json

import pytest

from bot.shop.outbox.delivery import OutboxMessage
from bot.shop.outbox.messages import MessageKind
from bot.shop.roles.rights import StaffRole
from bot.shop.staff.audit import AuditWanted
from tests.handlers.buying_steps import bought, confirm
from tests.handlers.shopfloor import KARIM, Floor, Person

AMINA, SAMIR = 1001, 2101


@pytest.fixture
async def karim(floor: Floor) -> Person:
    person = floor.person(KARIM, "en")
    await person.sends("/start")
    return person


@pytest.fixture
async def ref(floor: Floor) -> str:
    """A delivered order."""
    amina = floor.person(AMINA, "en")
    await amina.sends("/start")
    await floor.gives(AMINA, 10_000)
    order = await bought(floor, amina)
    await floor.settle()
    return order


async def code_of(floor: Floor, ref: str) -> str:
    (card,) = await floor.services.message_data.cards((await floor.services.review.dossier(ref)).order.id, 0)
    return card.value


async def test_an_owner_sees_codes_for_a_reason_and_they_are_gone_after_a_minute(
    floor: Floor, karim: Person, ref: str
) -> None:
    code = await code_of(floor, ref)
    await karim.sends(f"/reveal {ref} customer sees nothing")
    await floor.work()
    shown = next(message for message in karim.messages if code in message.get("text", ""))
    assert shown["has_protected_content"]
    log = await floor.services.audit_log.page(AuditWanted(action="reveal"))
    assert [(line.subject, line.detail) for line in log.lines] == [(f"order:{ref}", "customer sees nothing")]
    assert karim.sees(f"has had the codes of {ref} shown: “customer sees nothing”")
    await floor.later(59)
    assert any(code in message.get("text", "") for message in karim.messages)
    await floor.later(2)
    assert not any(code in message.get("text", "") for message in karim.messages)


async def test_without_a_reason_it_is_asked_for_and_cancel_leaves(
    floor: Floor, karim: Person, ref: str
) -> None:
    code = await code_of(floor, ref)
    await karim.sends(f"/order {ref}")
    await karim.taps("Show the codes")
    assert "Why" in karim.screen
    await karim.sends("/cancel", "just because")
    await floor.work()
    assert not any(code in message.get("text", "") for message in karim.messages)
    await karim.sends(f"/reveal {ref}", "?!", "lost by the customer")
    await floor.work()
    assert any(code in message.get("text", "") for message in karim.messages)


async def test_a_reason_that_is_too_long_is_not_cut_but_asked_for_again(
    floor: Floor, karim: Person, ref: str
) -> None:
    code = await code_of(floor, ref)
    await karim.sends(f"/reveal {ref} {'x' * 201}")
    assert "200" in karim.screen
    await floor.work()
    assert not any(code in message.get("text", "") for message in karim.messages)
    await karim.sends("x" * 200)
    await floor.work()
    assert any(code in message.get("text", "") for message in karim.messages)


async def test_the_same_update_again_shows_and_notes_nothing_more(
    floor: Floor, karim: Person, ref: str
) -> None:
    for _ in range(2):
        await floor.services.code_reveal.reveal(KARIM, ref, "once", key="update:7")
    await floor.work()
    code = await code_of(floor, ref)
    assert sum(code in message.get("text", "") for message in karim.messages) == 1
    assert len((await floor.services.audit_log.page(AuditWanted(action="reveal"))).lines) == 1


async def test_who_lost_the_right_before_it_was_sent_gets_nothing(floor: Floor, ref: str) -> None:
    floor.telegram.chats.add(SAMIR, "Samir", language_code="en")
    samir = floor.person(SAMIR)
    await samir.sends("/start")
    await floor.services.staff_keeping.give(KARIM, SAMIR, StaffRole.MANAGER)
    await floor.services.code_reveal.reveal(SAMIR, ref, "a try", key="update:8")
    await floor.work()
    code = await code_of(floor, ref)
    assert not any(code in message.get("text", "") for message in samir.messages)


async def test_serial_numbers_are_shown_to_whoever_sees_orders_and_codes_are_not(
    floor: Floor, karim: Person, ref: str
) -> None:
    floor.telegram.chats.add(SAMIR, "Samir", language_code="en")
    samir = floor.person(SAMIR)
    await samir.sends("/start")
    await floor.services.staff_keeping.give(KARIM, SAMIR, StaffRole.SUPPORT)
    (card,) = await floor.services.message_data.cards((await floor.services.review.dossier(ref)).order.id, 0)
    await samir.sends(f"/order {ref}")
    assert not any("Show the codes" in label for label in samir.buttons)
    await samir.taps("Serial numbers")
    assert card.serial
    assert card.serial in samir.screen
    assert card.value not in samir.screen


@pytest.mark.parametrize(
    ("language", "asks", "coming"),
    [("ar", "لماذا", "في الطريق"), ("fr", "Pourquoi", "suivent"), ("en", "Why", "follow")],
)
async def test_it_is_asked_and_told_in_the_readers_language(
    floor: Floor, ref: str, language: str, asks: str, coming: str
) -> None:
    karim = floor.person(KARIM, language)
    await karim.sends("/start", f"/reveal {ref}")
    assert asks in karim.screen
    await karim.sends("abc def")
    assert coming in karim.screen


async def test_an_order_shows_what_staff_did_with_names_amounts_and_reasons(
    floor: Floor, karim: Person, ref: str
) -> None:
    await karim.sends(f"/refund {ref} 100 wrong region")
    await karim.taps("To the wallet")
    await karim.sends(f"/order {ref}")
    name = (await floor.services.customers.get(KARIM)).first_name
    assert f"{name}: refunded" in karim.screen
    assert "100 DA to the wallet · wrong region" in karim.screen
    assert f"staff ({name}, {KARIM})" in karim.screen


async def test_codes_that_a_kill_cuts_off_are_in_one_message_and_gone_in_time(
    floor: Floor, karim: Person, ref: str
) -> None:
    code = await code_of(floor, ref)
    await floor.services.code_reveal.reveal(KARIM, ref, "a try", key="update:9")
    async with floor.db.read() as conn:
        query = "SELECT id, payload FROM messages WHERE kind = 'revealed_codes'"
        message_id, payload = (await conn.exec_driver_sql(query)).one()
    # Killed after the codes were shown and before anybody noted it.
    tried = OutboxMessage(
        message_id, KARIM, MessageKind.REVEALED_CODES, json.loads(payload), tries=0, telegram_message_id=None
    )
    await floor.delivery.deliver(tried)
    assert sum(code in message.get("text", "") for message in karim.messages) == 1
    await floor.work()
    assert sum(code in message.get("text", "") for message in karim.messages) == 1
    await floor.later(61)
    assert not any(code in message.get("text", "") for message in karim.messages)


async def test_a_file_of_codes_that_a_kill_cuts_off_is_there_once_and_gone_in_time(
    floor: Floor, karim: Person
) -> None:
    amina = floor.person(AMINA, "en")
    await amina.sends("/start")
    await floor.gives(AMINA, 10_000)
    await confirm(amina)
    await amina.taps("Buy")
    await floor.work()
    [order] = floor.books.orders.values()
    floor.books.settle(order, "fulfilled")
    order.cards[0]["value"] = "A" * 3_000
    await floor.later(6)
    [bought_one] = await floor.orders(AMINA)
    await floor.services.code_reveal.reveal(KARIM, bought_one.ref, "a try", key="update:10")
    async with floor.db.read() as conn:
        query = "SELECT id, payload FROM messages WHERE kind = 'revealed_codes'"
        message_id, payload = (await conn.exec_driver_sql(query)).one()
    # Killed after the file was shown and before anybody noted it.
    tried = OutboxMessage(
        message_id, KARIM, MessageKind.REVEALED_CODES, json.loads(payload), tries=0, telegram_message_id=None
    )
    await floor.delivery.deliver(tried)
    await floor.work()
    [shown] = [message for message in karim.messages if "document" in message]
    assert shown["has_protected_content"]
    assert "A" * 3_000 in floor.telegram.files.known(shown["document"]["file_id"]).content.decode()
    await floor.later(61)
    assert not any("document" in message for message in karim.messages)
