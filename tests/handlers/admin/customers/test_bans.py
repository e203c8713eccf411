"""Somebody who is not served any more: told so politely, and seldom; what is under way goes on."""

import pytest

from bot.shop.staff.audit import AuditWanted
from tests.fakes.clock import FakeClock
from tests.handlers.buying_steps import bought
from tests.handlers.shopfloor import KARIM, SOFIANE, Floor, Person, text_of


async def bans(floor: Floor, karim: Person, why: str = "cartes volées") -> None:
    await karim.sends("/customers sofiane")
    await karim.taps("⛔")
    await karim.sends(why)


@pytest.mark.parametrize(
    ("language", "sorry"),
    [("ar", "نعتذر منك: لا يخدمك"), ("fr", "Nous regrettons"), ("en", "We are sorry")],
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
        assert "Nous regrettons" in sofiane.toast
    assert sofiane.screen == screen


async def test_what_a_banned_person_had_ordered_arrives(floor: Floor, karim: Person, sofiane: Person) -> None:
    await floor.gives(SOFIANE, 10_000)
    await sofiane.sends("/shop")
    await bought(floor, sofiane)
    await bans(floor, karim)
    await floor.settle()
    assert any(
        "<tg-spoiler>" in text_of(m) or "Carte" in text_of(m) or "code" in text_of(m).lower()
        for m in sofiane.messages
    )
    (order,) = await floor.orders(SOFIANE)
    assert order.status == "fulfilled"


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
    assert "N’est plus servi" in karim.screen
    assert "cartes volées" in karim.screen
    await karim.taps("✅ Réadmettre")
    assert "N’est plus servi" not in karim.screen
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
