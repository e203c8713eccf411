"""Favorites and types that are out of stock, from the buttons to the messages."""

import pytest

from bot.languages import LANGUAGES
from bot.shop.money import Money
from handlers.customer.favorites import screens
from tests.fakes.texts import library
from tests.handlers.shopfloor import Floor, Person, run
from tests.handlers.telegram_limits import fits

GERMANY, EUR_50 = "PlayStation Store Germany", "50 EUR"


async def open_germany(person: Person) -> None:
    await person.sends("/shop")
    await person.taps("PlayStation", GERMANY)


async def look(floor: Floor, seconds: float = 3601) -> None:
    floor.clock.tick(seconds)
    await floor._through(run(floor.worker("watching")))
    await floor.work()


async def test_a_type_that_is_out_of_stock_is_told_when_it_is_back(floor: Floor, sofiane: Person) -> None:
    await open_germany(sofiane)
    await sofiane.taps(EUR_50)
    assert "En rupture de stock" in sofiane.screen
    await sofiane.taps("Prévenez-moi")
    assert "C’est noté" in sofiane.toast
    assert "une fois" in sofiane.screen
    await sofiane.sends("/favorites")
    assert any("attendu" in label for label in sofiane.buttons)
    await look(floor)
    assert "De nouveau" not in sofiane.screen
    floor.type_(GERMANY, EUR_50).stock = 3
    await look(floor)
    assert sofiane.sees("De nouveau en stock")
    assert "pas réservée" in sofiane.screen
    messages = len(sofiane.messages)
    await sofiane.taps("Voir la carte")
    assert len(sofiane.messages) == messages
    assert EUR_50 in sofiane.screen
    await look(floor)
    assert len(sofiane.messages) == messages
    await sofiane.sends("/favorites")
    assert "pas encore de favoris" in sofiane.screen


async def test_somebody_who_changes_their_mind_is_not_told(floor: Floor, sofiane: Person) -> None:
    await open_germany(sofiane)
    await sofiane.taps(EUR_50, "Prévenez-moi", "Ne plus me prévenir")
    assert "Voulez-vous" in sofiane.screen
    floor.type_(GERMANY, EUR_50).stock = 3
    messages = len(sofiane.messages)
    await look(floor)
    assert len(sofiane.messages) == messages


async def test_what_came_back_before_the_press_is_shown_at_once(floor: Floor, sofiane: Person) -> None:
    await open_germany(sofiane)
    await sofiane.taps(EUR_50)
    floor.type_(GERMANY, EUR_50).stock = 3
    floor.clock.tick(200)
    await sofiane.taps("Prévenez-moi")
    assert "déjà de retour" in sofiane.toast
    assert any(EUR_50 in label and "3" in label for label in sofiane.buttons)


async def test_a_favorite_that_costs_less_is_told_and_left_by_a_button(floor: Floor, sofiane: Person) -> None:
    await open_germany(sofiane)
    await sofiane.taps("Favoris")
    await sofiane.taps("10 EUR")
    assert "Ajouté" in sofiane.toast
    assert any("10 EUR" in label and "favori" in label for label in sofiane.buttons)
    await sofiane.sends("/start")
    await sofiane.taps("Favoris")
    assert any("Germany" in label and "10 EUR" in label for label in sofiane.buttons)
    floor.type_(GERMANY, "10 EUR").price = 2000_00
    await look(floor)
    assert sofiane.sees("Un de vos favoris coûte moins cher")
    await sofiane.taps("Retirer de mes favoris")
    assert "Retiré" in sofiane.screen
    floor.type_(GERMANY, "10 EUR").price = 1000_00
    messages = len(sofiane.messages)
    await look(floor)
    assert len(sofiane.messages) == messages


async def test_favorites_open_their_type_and_are_removed_one_by_one(floor: Floor, amina: Person) -> None:
    await amina.sends("/shop")
    await amina.taps("PlayStation", GERMANY, "المفضّلة", "10 EUR", "25 EUR")
    await amina.sends("/favorites")
    assert len([label for label in amina.buttons if "EUR" in label]) == 2
    await amina.taps("إزالة بعضها", "10 EUR")
    assert "أُزيلت" in amina.toast
    assert [label for label in amina.buttons if "EUR" in label] == [
        label for label in amina.buttons if "25 EUR" in label
    ]
    await amina.taps("تم", "25 EUR")
    assert "25 EUR" in amina.screen


@pytest.mark.parametrize("language", sorted(LANGUAGES))
def test_the_messages_fit_with_the_longest_names(language: str) -> None:
    texts, long = library()[language], "W & <W> " * 25
    payload = {
        "product_key": "k" * 10,
        "type_key": "k" * 10,
        "product": long,
        "region": "united-arab-emirates",
        "type": long,
        "price": 10**10,
        "before": 10**11,
    }
    assert Money(payload["price"]) > Money.ZERO  # type: ignore[arg-type]
    for screen in (screens.back_in_stock_screen(texts, payload), screens.price_drop_screen(texts, payload)):
        assert fits(screen)
