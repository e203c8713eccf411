"""Somebody who is not served any more: told so politely, and seldom; what is under way goes on."""

import pytest

from bot.shop.money import Money
from bot.shop.staff.audit import AuditWanted
from tests.fakes.clock import FakeClock
from tests.handlers.buying_steps import confirm
from tests.handlers.shopfloor import KARIM, SOFIANE, Floor, Person, text_of
from tests.handlers.stars import TAKES_STARS, has_an_invoice
from tests.handlers.transfers import TAKES_TRANSFERS, uploads, waits


async def bans(floor: Floor, karim: Person, why: str = "cartes volées") -> None:
    await karim.sends("/customers sofiane")
    await karim.taps("⛔")
    await karim.sends(why)


@pytest.mark.parametrize(
    ("language", "sorry"),
    [("ar", "نعتذر منك: لا يخدمك"), ("fr", "Nous sommes désolés"), ("en", "We are sorry")],
)
async def test_a_banned_person_is_told_once_a_day_in_their_language(
    floor: Floor, karim: Person, clock: FakeClock, language: str, sorry: str
) -> None:
    sofiane = floor.person(SOFIANE, language)
    await sofiane.sends("/start")
    await bans(floor, karim)
    before = len(sofiane.messages)
    await sofiane.sends("/shop")
    assert sorry in sofiane.screen
    assert "/support" in sofiane.screen
    await sofiane.sends("/wallet", "hello", "/orders", "/start")
    assert len(sofiane.messages) == before + 1
    await clock.advance(24 * 3600)
    await sofiane.sends("/shop")
    assert len(sofiane.messages) == before + 2


async def test_each_press_of_a_banned_person_is_answered_and_does_nothing(
    floor: Floor, karim: Person, sofiane: Person
) -> None:
    screen, menu = sofiane.screen, sofiane.last["message_id"]
    await bans(floor, karim)
    for _ in range(2):
        await sofiane.taps("🛍️", on=menu)
        assert "Nous sommes désolés" in sofiane.toast
    assert sofiane.screen == screen


async def test_what_a_banned_person_had_ordered_arrives(floor: Floor, karim: Person, sofiane: Person) -> None:
    await floor.gives(SOFIANE, 10_000)
    await confirm(sofiane, "1")
    await sofiane.taps("2 790")
    await bans(floor, karim)
    assert not any("🔑" in text_of(message) for message in sofiane.messages)
    await floor.work()
    await floor.settle()
    assert sofiane.sees("🔑")
    (order,) = await floor.orders(SOFIANE)
    assert order.status == "fulfilled"


async def test_what_the_supplier_refuses_of_a_banned_persons_order_goes_back(
    floor: Floor, karim: Person, sofiane: Person
) -> None:
    await floor.gives(SOFIANE, 10_000)
    await confirm(sofiane, "1")
    await sofiane.taps("2 790")
    await bans(floor, karim)
    await floor.work()
    await floor.settle("refunded")
    assert await floor.services.wallet.balance(SOFIANE) == Money.of_dinars(10_000)


@TAKES_STARS
async def test_a_banned_person_pays_for_what_they_ordered_and_for_nothing_else(
    floor: Floor, karim: Person, sofiane: Person
) -> None:
    await sofiane.sends("/topup 1000")
    await sofiane.taps("⭐")
    await floor.work()
    topup = sofiane.last["message_id"]
    await has_an_invoice(sofiane)
    invoice = sofiane.last["message_id"]
    await bans(floor, karim)
    refused = await sofiane.pays(topup)
    assert refused["status"] != "paid"
    assert "ne vous sert pas" in refused["error_message"]
    assert (await sofiane.pays(invoice))["status"] == "paid"
    await floor.work()
    await floor.settle()
    assert sofiane.sees("🔑")


@TAKES_TRANSFERS
async def test_the_receipt_of_a_transfer_that_was_asked_for_is_taken_from_a_banned_person(
    floor: Floor, karim: Person, sofiane: Person
) -> None:
    await waits(sofiane)
    await bans(floor, karim)
    await uploads(sofiane)
    assert karim.last["photo"]
    await karim.taps("Accepter")
    await floor.work()
    await floor.settle()
    assert sofiane.sees("🔑")


async def test_any_other_picture_of_a_banned_person_is_not_taken(
    floor: Floor, karim: Person, sofiane: Person
) -> None:
    await bans(floor, karim)
    await uploads(sofiane)
    assert "Nous sommes désolés" in sofiane.screen


async def test_a_banned_person_can_still_write_to_the_shop(
    floor: Floor, karim: Person, sofiane: Person
) -> None:
    await bans(floor, karim)
    await sofiane.sends("/support pourquoi ?")
    assert "La boutique a votre message" in sofiane.screen
    await sofiane.sends("/support")
    await sofiane.sends("répondez-moi")
    await floor.work()
    assert karim.sees("pourquoi ?", "répondez-moi")


async def test_the_ban_is_seen_in_the_dossier_and_ends_with_a_press(
    floor: Floor, karim: Person, sofiane: Person
) -> None:
    await bans(floor, karim)
    assert "Banni depuis" in karim.screen
    assert "cartes volées" in karim.screen
    await karim.taps("✅ Débannir")
    assert "Banni depuis" not in karim.screen
    await sofiane.sends("/shop")
    assert "Que cherchez-vous" in sofiane.screen
    acts = [line.action for line in (await floor.services.audit_log.page(AuditWanted())).lines]
    assert acts[:2] == ["unban", "ban"]


async def test_staff_cannot_ban_one_of_theirs(floor: Floor, karim: Person) -> None:
    await karim.sends(f"/customers {KARIM}")
    await karim.taps("⛔")
    await karim.sends("pour voir")
    assert "travaille ici" in karim.screen
    await karim.sends("/customers")
    assert "Clients" in karim.screen
