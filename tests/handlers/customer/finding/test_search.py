"""Typing what one looks for: results that lead to the confirmation, in three languages."""

import pytest

from bot.shop.refs import short_key
from handlers.customer.search.callbacks import TurnResults
from tests.handlers.buying_steps import FRANCE, choose
from tests.handlers.shopfloor import SOFIANE, Floor, Person


async def test_words_lead_to_the_confirmation_in_one_press(floor: Floor, sofiane: Person) -> None:
    await floor.gives(sofiane.id, 40_000)
    await sofiane.sends("psn 10€ france")
    assert "Résultats pour « psn 10€ france »" in sofiane.screen
    await sofiane.taps("Tous les montants")
    assert any("100 EUR" in label for label in sofiane.buttons)
    await sofiane.sends("psn 10€ france")
    await sofiane.taps("10 EUR")
    assert FRANCE in sofiane.screen
    assert any("Acheter" in label for label in sofiane.buttons)


async def test_arabic_words_find_the_card(floor: Floor, amina: Person) -> None:
    await floor.gives(amina.id, 40_000)
    await amina.sends("بطاقة بلايستيشن فرنسا ١٠ يورو")
    assert "نتائج البحث عن بطاقة بلايستيشن فرنسا ١٠ يورو" in amina.screen
    await amina.taps("10 EUR")
    assert FRANCE in amina.screen


async def test_english_words_with_slips_find_the_card(floor: Floor) -> None:
    sofiane = floor.person(SOFIANE, "en")
    await sofiane.sends("/start", "steem walet usa 20")
    assert "Results for “steem walet usa 20”" in sofiane.screen
    assert any("20 USD" in label for label in sofiane.buttons)


async def test_a_product_that_is_the_only_one_shows_its_types_at_once(floor: Floor, sofiane: Person) -> None:
    await sofiane.sends("free fire mena")
    assert "Free Fire MENA" in sofiane.screen
    assert any("Weekly membership" in label for label in sofiane.buttons)


async def test_the_command_finds_what_words_find(sofiane: Person) -> None:
    await sofiane.sends("steam 10")
    typed = sofiane.buttons
    await sofiane.sends("/search steam 10")
    assert sofiane.buttons == typed
    await sofiane.sends("/search")
    assert "Que cherchez-vous" in sofiane.screen
    await sofiane.sends("/search zzzzzz")
    assert "Rien trouvé pour « zzzzzz »" in sofiane.screen
    assert sofiane.buttons == ["🗂️ Catégories", "✍️ Écrire à la boutique", "🏠 Menu"]


async def test_many_results_are_paged_also_when_the_shop_has_started_anew(
    floor: Floor, sofiane: Person
) -> None:
    await sofiane.sends("playstation")
    assert "Page 1 sur 2" in sofiane.screen
    first = sofiane.buttons
    await sofiane.taps("Suivant")
    assert "Page 2 sur 2" in sofiane.screen
    assert not {label for label in first if "PlayStation" in label} & set(sofiane.buttons)
    await sofiane.taps("Précédent")
    assert sofiane.buttons == first


async def test_pages_of_a_search_that_is_forgotten_say_what_to_do(floor: Floor, sofiane: Person) -> None:
    await sofiane.sends("playstation")
    message_id, data = sofiane.button("Suivant")
    assert data == TurnResults(short_key("playstation"), 2).pack()
    await sofiane.presses(message_id, TurnResults(short_key("nothing"), 2).pack())
    assert "trop ancienne" in sofiane.toast


async def test_a_sold_out_type_says_so_and_leads_to_the_others(floor: Floor, sofiane: Person) -> None:
    await sofiane.sends("psn italie 20")
    [label] = [label for label in sofiane.buttons if "20 EUR" in label]
    assert label.startswith("❌")
    assert "épuisé" in label


async def test_what_is_not_understood_shows_what_was_named_and_can_go_to_the_shop(
    floor: Floor, sofiane: Person
) -> None:
    await sofiane.sends("mon code steam ne marche pas")
    assert "Je ne suis pas sûr de comprendre" in sofiane.screen
    assert any("Steam" in label for label in sofiane.buttons)
    await sofiane.taps("Envoyer à la boutique")
    assert "reçu" in sofiane.screen or "Merci" in sofiane.screen


@pytest.mark.parametrize("words", ["Bonjour !", "salut", "السلام عليكم", "Hello 👋", "أهلاً"])
async def test_greetings_are_answered_with_the_first_screen(sofiane: Person, words: str) -> None:
    await sofiane.sends("/help", words)
    assert "Bienvenue chez Hanout, Sofiane" in sofiane.screen


async def test_a_hello_beside_a_confirmation_is_answered_with_the_first_screen(sofiane: Person) -> None:
    await choose(sofiane)
    await sofiane.sends("Bonjour !")
    assert "Bienvenue chez Hanout, Sofiane" in sofiane.screen


async def test_words_beside_a_confirmation_are_searched_and_numbers_are_quantities(
    floor: Floor, sofiane: Person
) -> None:
    await choose(sofiane)
    await sofiane.sends("steam usa")
    assert "Steam Wallet USA" in sofiane.screen
    await choose(sofiane)
    await sofiane.sends("beaucoup")
    assert "Steam" not in sofiane.screen
    await sofiane.sends("2")
    assert "2 ×" in sofiane.screen
    await sofiane.sends("mon code ne marche pas")
    assert "🛟 Envoyer à la boutique" in sofiane.buttons


async def test_staff_who_type_words_are_not_taken_for_customers(karim: Person) -> None:
    await karim.sends("steam 10")
    assert "Je n’ai pas compris" in karim.screen
    await karim.sends("/search steam 10")
    assert any("Steam" in label for label in karim.buttons)
