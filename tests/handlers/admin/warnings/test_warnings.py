"""Warnings begin and end with a message, and stand in a list meanwhile; what customers read of it."""

import pytest

from bot.shop.maintenance import LONGEST_WORDS
from bot.shop.roles.rights import StaffRole
from tests.handlers.buying_steps import confirm
from tests.handlers.shopfloor import AMINA, KARIM, SOFIANE, Floor, Person, text_of


async def goes_away(floor: Floor, minutes: int = 11) -> None:
    floor.books.modes = floor.books.modes.turned({"stopped": True})
    for _ in range(minutes):
        await floor.worker("float").run_once()
        floor.clock.tick(60)
    await floor.worker("float").run_once()


async def comes_back(floor: Floor) -> None:
    floor.books.modes = floor.books.modes.turned({"stopped": False})
    floor.clock.tick(60)
    await floor.worker("float").run_once()


JOURNEYS = {
    "ar": ("كل شيء على ما يرام", "المورّد لا يجيب منذ", "عاد المورّد يجيب", "لا نستقبل الطلبات حاليًا"),
    "fr": (
        "Tout va bien",
        "ne répond plus depuis",
        "répond de nouveau",
        "Nous ne prenons pas de commandes",
    ),
    "en": ("Nothing is wrong", "has not answered for", "answering again", "We take no orders at the moment"),
}


@pytest.mark.parametrize("language", JOURNEYS)
async def test_an_absence_is_told_listed_shown_to_customers_and_ends(floor: Floor, language: str) -> None:
    fine, begins, ends, closed = JOURNEYS[language]
    karim, amina = floor.person(KARIM, language), floor.person(AMINA, language)
    await karim.sends("/warnings")
    assert fine in karim.screen
    await amina.sends("/shop")
    await goes_away(floor)
    await floor.work()
    assert begins in karim.screen
    await karim.sends("/warnings")
    assert begins in karim.screen
    await amina.sends("/shop")
    assert closed in amina.screen
    await comes_back(floor)
    await floor.work()
    assert ends in karim.screen
    await karim.sends("/warnings")
    assert fine in karim.screen
    await amina.sends("/shop")
    assert closed not in amina.screen


async def test_a_purchase_under_way_is_told_that_no_orders_are_taken(floor: Floor, sofiane: Person) -> None:
    await floor.gives(SOFIANE, 50_000)
    await confirm(sofiane)
    await goes_away(floor)
    await sofiane.taps("Acheter")
    assert "Nous ne prenons pas de commandes" in sofiane.toast
    assert await floor.orders(SOFIANE) == ()


async def test_the_panel_counts_what_its_reader_is_told_of(floor: Floor, karim: Person) -> None:
    floor.telegram.chats.add(2102, "cashier", language_code="fr")
    await floor.services.staff_keeping.give(KARIM, 2102, StaffRole.CASHIER)
    cashier = floor.person(2102)
    await goes_away(floor)
    await karim.sends("/admin")
    await karim.taps("⚠️ Alertes (1)")
    assert "Ce qui ne va pas : 1" in karim.screen
    await karim.taps("Tableau de bord")
    await cashier.sends("/admin")
    await cashier.taps("✅ Alertes")
    assert "Tout va bien" in cashier.screen


async def test_customers_read_the_words_of_a_closed_shop(
    floor: Floor, karim: Person, sofiane: Person
) -> None:
    await floor.gives(SOFIANE, 50_000)
    await confirm(sofiane)
    await karim.sends("/maintenance on <b>De retour</b> à 18 h & merci !")
    assert "<b>De retour</b> à 18 h & merci !" in karim.screen
    await sofiane.taps("Acheter")
    assert sofiane.toast == "<b>De retour</b> à 18 h & merci !"
    await sofiane.sends("/shop")
    assert sofiane.screen.startswith("<b>De retour</b> à 18 h & merci !")
    await karim.sends("/admin")
    assert "De retour" in karim.screen
    await karim.sends("/maintenance off")
    await sofiane.sends("/shop")
    assert "De retour" not in sofiane.screen
    await karim.sends("/maintenance on")  # the words of another day are gone
    await sofiane.sends("/shop")
    assert "fermée pour maintenance" in sofiane.screen


@pytest.mark.parametrize("words", ["a" * (LONGEST_WORDS + 1), "😀" * (LONGEST_WORDS // 2 + 1)])
async def test_words_that_no_toast_holds_change_nothing(floor: Floor, karim: Person, words: str) -> None:
    await karim.sends(f"/maintenance on {words}")
    assert f"{LONGEST_WORDS} au plus" in karim.screen
    assert not (await floor.services.admin_overview.overview()).maintenance


async def test_the_key_of_the_shop_is_told_in_words(floor: Floor, karim: Person) -> None:
    await floor.services.alerts.begin("key_trouble", error="INVALID_ACCESS_TOKEN")
    await floor.work()
    assert "ONECLICKDZ_API_KEY" in text_of(karim.last)
