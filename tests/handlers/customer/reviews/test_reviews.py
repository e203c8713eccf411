"""Reviews, from the question a day after delivery to what others read on the product."""

from dataclasses import replace
from decimal import Decimal

import pytest
from telegram import Chat, Message, MessageEntity

from bot.languages import LANGUAGES
from bot.shop.catalogue.catalogue import Offer, Product, ProductPage
from bot.shop.money import Money
from bot.shop.reviews.views import ProductRating, Rated, ReviewPage
from handlers.customer.browsing.screens import product_screen
from handlers.customer.reviews import screens
from handlers.customer.reviews.reviews import leads_away
from tests.fakes.texts import library
from tests.handlers.buying_steps import bought, opens_order
from tests.handlers.customer.reviews.reviewing import DAY, asks, basket_of_two, long_review, rated
from tests.handlers.samples import AT, LONG_GUIDE, LONG_TITLE
from tests.handlers.shopfloor import SOFIANE, Floor, Person
from tests.handlers.telegram_limits import fits

WORDS = {
    "ar": (
        "كيف كانت تجربتك؟",
        "تقييمك: 4 من 5",
        "إضافة سطر",
        "200 حرف",
        "تفاصيل الطلب",
        "لا تسألوني",
        "لن نطلب",
    ),
    "fr": (
        "Comment était-ce",
        "4 sur 5",
        "Ajouter",
        "200 caractères",
        "Détails",
        "Ne plus me",
        "plus de note",
    ),
    "en": ("How was it?", "4 out of 5", "Add a line", "200 characters", "details", "Do not ask", "no longer"),
}


@pytest.mark.parametrize("language", WORDS)
async def test_a_day_after_delivery_a_press_rates_and_a_line_may_follow(
    floor: Floor, sofiane: Person, language: str
) -> None:
    asked, given, add, most, details, _, _ = WORDS[language]
    ref = await bought(floor, sofiane)
    await floor.services.customers.choose_language(SOFIANE, language)
    await asks(floor)
    assert asked in sofiane.screen
    assert "PlayStation Store France" in sofiane.screen
    [question] = [one for one in floor.api.asked("sendMessage") if asked in str(one.get("text"))]
    assert question["disable_notification"] is True
    messages = len(sofiane.messages)
    await sofiane.taps("4 ⭐")
    assert given in sofiane.screen
    assert [label for label in sofiane.buttons if label[0] in "1235✅"] == [
        "1 ⭐",
        "2 ⭐",
        "3 ⭐",
        "✅ 4",
        "5 ⭐",
    ]
    await sofiane.taps(add)
    assert most in sofiane.screen
    assert len(sofiane.messages) == messages
    await sofiane.sends("سريع جدًا <b>& easy</b>")
    assert "سريع جدًا <b>& easy</b>" in sofiane.screen
    assert given in sofiane.screen
    await sofiane.taps(details)
    assert ref in sofiane.screen
    await asks(floor)
    assert not any(asked in str(message.get("text")) for message in sofiane.messages[messages:])


@pytest.mark.parametrize("language", WORDS)
async def test_whoever_does_not_want_to_be_asked_says_so_with_one_press(
    floor: Floor, sofiane: Person, language: str
) -> None:
    asked, *_, no_more, never = WORDS[language]
    await bought(floor, sofiane)
    await floor.services.customers.choose_language(SOFIANE, language)
    await asks(floor)
    await sofiane.taps(no_more)
    assert never in sofiane.screen
    await floor.services.customers.choose_language(SOFIANE, "fr")
    await bought(floor, sofiane)
    messages = len(sofiane.messages)
    await asks(floor, 91 * DAY)
    assert len(sofiane.messages) == messages
    assert asked not in sofiane.screen


async def test_a_product_shows_the_average_of_three_and_what_was_written(
    floor: Floor, sofiane: Person, amina: Person, karim: Person
) -> None:
    await rated(floor, karim, 5, "<Très> rapide")
    await rated(floor, amina, 4)
    await sofiane.sends("/shop")
    await sofiane.taps("PlayStation", "PlayStation Store France")
    assert "sur 5" not in sofiane.screen
    await rated(floor, sofiane, 5)
    await sofiane.sends("/shop")
    await sofiane.taps("PlayStation", "PlayStation Store France")
    assert "4,7 sur 5 · 3 notes" in sofiane.screen
    await sofiane.taps("Avis des clients")
    assert "<Très> rapide" in sofiane.screen
    assert "5 sur 5" in sofiane.screen
    assert "Karim" not in sofiane.screen
    await sofiane.taps("Retour")
    assert "10 EUR" in " ".join(sofiane.buttons)


async def test_a_line_with_a_link_or_too_long_is_asked_for_again_and_cancel_leaves_all(
    floor: Floor, sofiane: Person
) -> None:
    ref = await rated(floor, sofiane, 3)
    await sofiane.sends("/orders")
    await opens_order(sofiane, ref)
    await sofiane.taps("Noter le produit", "Ajouter une ligne")
    await sofiane.sends("cheaper at https://example.com/psn")
    assert "sans liens" in sofiane.screen
    await sofiane.sends("cheaper at t.\u200bme/psn")
    assert "sans liens" in sofiane.screen
    assert (await floor.services.reviews.of_order(SOFIANE, ref)).review.line is None  # type: ignore[union-attr]
    await sofiane.sends("x" * 201)
    assert "201 caractères" in sofiane.screen
    await sofiane.sends("Bien")
    assert "« Bien »" in sofiane.screen
    await sofiane.taps("Changer votre ligne")
    await sofiane.sends("/cancel")
    assert "« Bien »" not in sofiane.screen
    said = (await floor.services.reviews.of_order(SOFIANE, ref)).review
    assert said is not None
    assert (said.mark, said.line) == (3, "Bien")


@pytest.mark.parametrize(
    ("written", "as_code", "leads"),
    [
        ("t.me/psn", True, True),
        ("t.\u200bme/psn", False, True),
        ("@ps\u00adn_store", False, True),
        ("06\u206061 23 45 67", False, True),
        ("سريع\u200f. 5.50 دج", False, False),
        ("Très  rapide", False, False),
    ],
)
def test_a_line_leads_away_when_others_would_be_shown_a_link(
    written: str, as_code: bool, leads: bool
) -> None:
    entities = [MessageEntity(MessageEntity.CODE, 0, len(written))] if as_code else []
    message = Message(1, AT, Chat(SOFIANE, Chat.PRIVATE), text=written, entities=entities)
    assert leads_away(message) is leads


async def test_what_somebody_said_is_theirs_to_change_and_to_take_back(floor: Floor, sofiane: Person) -> None:
    ref = await rated(floor, sofiane, 1, "Lent")
    await sofiane.sends("/orders")
    await opens_order(sofiane, ref)
    await sofiane.taps("Noter le produit", "5 ⭐")
    assert "Votre note : 5 sur 5" in sofiane.screen
    assert "« Lent »" in sofiane.screen
    await sofiane.taps("Supprimer votre ligne")
    assert "Lent" not in sofiane.screen
    await sofiane.taps("Retirer votre note")
    assert "Votre note" not in sofiane.screen
    async with floor.db.read() as conn:
        assert (await conn.exec_driver_sql("SELECT count, total FROM product_ratings")).all() == [(0, 0)]


async def test_a_stranger_rates_nothing_with_a_button_of_somebody_elses(
    floor: Floor, sofiane: Person, amina: Person
) -> None:
    ref = await bought(floor, sofiane)
    await bought(floor, amina)
    await amina.presses(amina.last["message_id"], f"rv-rate:{ref}:5")
    assert (await floor.services.reviews.of_order(SOFIANE, ref)).review is None


async def test_switched_off_in_the_chat_nothing_is_asked_or_shown(
    floor: Floor, sofiane: Person, karim: Person
) -> None:
    ref = await bought(floor, sofiane)
    await asks(floor)
    question = sofiane.last["message_id"]
    await karim.sends("/settings")
    await karim.taps("La boutique", "Notes des clients", "Désactiver")
    assert not floor.services.reviews.are_on
    await sofiane.taps("5 ⭐", on=question)
    assert "pas de notes" in sofiane.toast
    await sofiane.sends("/orders")
    await opens_order(sofiane, ref)
    assert not any("Noter" in label for label in sofiane.buttons)


@pytest.mark.parametrize("language", sorted(LANGUAGES))
def test_the_longest_reviews_fit_their_messages(language: str) -> None:
    texts, said = library()[language], long_review(hidden=True)
    rating = ProductRating(2**31, Decimal("5.0"), has_lines=True)
    one = Rated("W" * 10, "P1", LONG_TITLE, "united-arab-emirates", said, with_others=True)
    product = Product("k" * 13, "P1", LONG_TITLE, "united-arab-emirates", "c")
    offers = tuple(Offer(f"{n:013d}", LONG_TITLE, Money(99_999_999_99), 9_999) for n in range(30))
    for screen in (
        screens.review_screen(texts, one),
        screens.request_screen(texts, [replace(one, review=None)]),
        screens.request_screen(texts, [one] * 10),
        screens.purchase_screen(texts, [one] * 10),
        screens.line_question(texts, one, 200),
        screens.answered_screen(texts, said),
        screens.lines_screen(texts, product, rating, ReviewPage([said] * 5, 2, 160)),
        product_screen(texts, ProductPage(product, "k" * 13, offers, AT), 1, LONG_GUIDE, rating),
    ):
        assert fits(screen)


async def test_a_basket_is_asked_about_in_one_message(floor: Floor, sofiane: Person) -> None:
    orders = await basket_of_two(floor, sofiane)
    await asks(floor)
    assert "Comment était-ce" in sofiane.screen
    assert len(sofiane.buttons) == 3
    await sofiane.taps(sofiane.buttons[0])
    await sofiane.taps("5 ⭐", "Les autres produits")
    assert any("5 sur 5" in label for label in sofiane.buttons)
    await sofiane.taps(sofiane.buttons[1])
    await sofiane.taps("2 ⭐")
    marks = [
        (await floor.services.reviews.of_order(SOFIANE, order.ref)).review.mark  # type: ignore[union-attr]
        for order in orders
    ]
    assert sorted(marks) == [2, 5]
