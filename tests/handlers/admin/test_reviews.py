"""What staff do about reviews in the chat."""

from dataclasses import replace

import pytest

from bot.languages import LANGUAGES
from bot.shop.reviews.views import ReviewList
from bot.shop.staff.audit import AuditWanted
from handlers.admin.reviews import screens
from storage.states import StaffRole
from tests.fakes.texts import library
from tests.handlers.customer.reviews.reviewing import long_review, rated
from tests.handlers.shopfloor import KARIM, SOFIANE, Floor, Person
from tests.handlers.telegram_limits import fits

WORDS = {
    "ar": ("2 من 5", "إخفاء", "مخفي", "إظهار", "جواب", "200 حرف", "حذف الجواب"),
    "fr": ("2 sur 5", "Cacher", "Caché", "Montrer", "Répondre", "200 caractères", "Supprimer la réponse"),
    "en": ("2 out of 5", "Hide", "Hidden", "Show", "Answer", "200 characters", "Remove the answer"),
}


@pytest.mark.parametrize("language", WORDS)
async def test_staff_read_hide_and_answer_what_customers_say(
    floor: Floor, sofiane: Person, karim: Person, language: str
) -> None:
    mark, hide, hidden, show, answer, most, remove = WORDS[language]
    await rated(floor, sofiane, 2, "<b>Lent</b>")
    await floor.services.customers.choose_language(KARIM, language)
    await karim.sends("/reviews")
    assert mark in karim.screen
    assert "<b>Lent</b>" in karim.screen
    await karim.taps("2 ⭐")
    assert "Sofiane (1002)" in karim.screen
    await karim.taps(hide)
    assert hidden in karim.screen
    await karim.taps(show)
    assert hidden not in karim.screen
    await karim.taps(answer)
    assert most in karim.screen
    await karim.sends("Désolé & merci")
    assert "Désolé & merci" in karim.screen
    await floor.work()
    assert "a répondu à votre note" in sofiane.screen
    assert "Désolé & merci" in sofiane.screen
    [told] = [one for one in floor.api.asked("sendMessage") if "a répondu" in str(one.get("text"))]
    assert told["disable_notification"] is True
    await sofiane.taps("Votre note")
    assert "Réponse de la boutique" in sofiane.screen
    await karim.taps(remove)
    assert "Désolé" not in karim.screen
    await karim.sends("/audit")
    assert "_review" not in karim.screen
    [review] = (await floor.services.review_desk.newest()).items
    acts = [line.action for line in (await floor.services.audit_log.page(AuditWanted())).lines]
    assert acts[:4] == ["unanswer_review", "answer_review", "show_review", "hide_review"]
    assert review.answer is None


async def test_a_hidden_line_is_read_by_its_customer_alone_and_its_rating_counts(
    floor: Floor, sofiane: Person, amina: Person, karim: Person
) -> None:
    await rated(floor, amina, 4, "زبون راضٍ")
    await rated(floor, karim, 4)
    ref = await rated(floor, sofiane, 1, "Insulte")
    await karim.sends("/reviews")
    await karim.taps("1 ⭐", "Hide" if "Hide" in str(karim.buttons) else "Cacher")
    await amina.sends("/shop")
    await amina.taps("PlayStation", "PlayStation Store France")
    assert "3,0 من 5" in amina.screen
    await amina.taps("آراء الزبائن")
    assert "زبون راضٍ" in amina.screen
    assert "Insulte" not in amina.screen
    await sofiane.presses(sofiane.last["message_id"], f"rv:{ref}")
    assert "Insulte" in sofiane.screen
    assert "ne montre pas vos mots" in sofiane.screen
    await floor.services.reviews.write(SOFIANE, ref, "Autre insulte")
    await amina.taps("رجوع", "آراء الزبائن")
    assert "insulte" not in amina.screen
    floor.clock.tick(1)
    await sofiane.taps("Retirer votre note", "1 ⭐", "Ajouter une ligne")
    await sofiane.sends("Encore une insulte")
    assert "ne montre pas vos mots" in sofiane.screen
    await amina.taps("رجوع", "آراء الزبائن")
    assert "insulte" not in amina.screen
    await karim.sends("/reviews")
    assert "غيّره صاحبه" in karim.screen or "l’a changé depuis" in karim.screen
    await karim.taps("1 ⭐", "إظهار" if "إظهار" in str(karim.buttons) else "Montrer")
    await amina.taps("رجوع", "آراء الزبائن")
    assert "Encore une insulte" in amina.screen


async def test_a_changed_line_loses_the_answer_to_the_one_before(
    floor: Floor, sofiane: Person, karim: Person
) -> None:
    ref = await rated(floor, sofiane, 2, "Lent")
    [review] = (await floor.services.review_desk.newest()).items
    await floor.services.review_desk.answer(KARIM, review.id, "Désolé")
    await floor.services.reviews.rate(SOFIANE, ref, 3)
    assert (await floor.services.review_desk.get(review.id)).answer == "Désolé"
    await floor.services.reviews.write(SOFIANE, ref, "Très bien")
    assert (await floor.services.review_desk.get(review.id)).answer is None
    await floor.work()
    assert "a répondu" not in sofiane.screen


async def test_older_reviews_are_a_press_away(floor: Floor, sofiane: Person, karim: Person) -> None:
    await rated(floor, sofiane, 4)
    async with floor.db.write() as conn:
        for number in range(3001, 3010):
            await conn.exec_driver_sql(
                f"INSERT INTO customers (id, first_name, created_at) VALUES ({number}, 'N', 1)"
            )
            await conn.exec_driver_sql(
                "INSERT INTO reviews (customer_id, product_id, order_id, rating, line, written_at)"
                f" SELECT {number}, product_id, id, 1, 'line {number}', {number} FROM orders"
            )
    await floor.services.customers.choose_language(KARIM, "fr")
    await karim.sends("/reviews")
    assert "4 sur 5" in karim.screen
    assert "line 3009" in karim.screen
    assert "line 3002" not in karim.screen
    await karim.taps("Plus anciennes")
    assert "line 3002" in karim.screen
    assert "line 3003" not in karim.screen
    await karim.taps("2 · 1 ⭐")
    assert "line 3001" in karim.screen


async def test_who_answers_customers_sees_reviews_and_a_cashier_does_not(
    floor: Floor, sofiane: Person, amina: Person
) -> None:
    await rated(floor, amina, 5)
    await floor.services.staff_keeping.give(KARIM, SOFIANE, StaffRole.SUPPORT)
    await sofiane.sends("/admin")
    await sofiane.taps("Notes")
    assert "5 sur 5" in sofiane.screen
    await floor.services.staff_keeping.give(KARIM, SOFIANE, StaffRole.CASHIER)
    await sofiane.sends("/reviews")
    assert "5 sur 5" not in sofiane.screen


async def test_an_answer_that_is_too_long_is_asked_for_again_and_a_review_may_be_gone(
    floor: Floor, sofiane: Person, karim: Person
) -> None:
    ref = await rated(floor, sofiane, 5, "Bien")
    await floor.services.customers.choose_language(KARIM, "fr")
    await karim.sends("/reviews")
    await karim.taps("5 ⭐", "Répondre")
    await karim.sends("x" * 201)
    assert "201 caractères" in karim.screen
    await floor.services.reviews.take_back(SOFIANE, ref)
    await karim.sends("Merci")
    assert "Merci" not in karim.screen
    await karim.sends("/reviews")
    assert "Personne n’a encore rien noté" in karim.screen


@pytest.mark.parametrize("language", sorted(LANGUAGES))
def test_the_longest_reviews_fit_the_screens_of_staff(language: str) -> None:
    texts, said = library()[language], long_review()
    assert fits(
        screens.reviews_screen(
            texts, ReviewList([replace(said, hidden=True, changed_since=True)] * 8, has_older=True)
        )
    )
    assert fits(
        screens.review_screen(
            texts, replace(said, hidden=True, changed_since=True), "W" * 64, may=lambda _: True
        )
    )
    assert fits(screens.review_screen(texts, replace(said, line=None, answer=None), "W", may=lambda _: False))
