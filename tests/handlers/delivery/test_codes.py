"""The message with the codes: one is spoken of in the singular, it leads on, and it is hidden again."""

import pytest

from bot.languages import LANGUAGES
from bot.shop.guides.guides import Guide
from bot.shop.vault import Card
from handlers.delivery import screens
from handlers.ui.texts import without_marks
from tests.fakes.texts import library
from tests.handlers.buying_steps import bought
from tests.handlers.delivery.pushed import placed
from tests.handlers.samples import order_view
from tests.handlers.shopfloor import AMINA, Floor, Person


async def test_one_code_is_not_numbered_and_stands_in_the_singular(floor: Floor) -> None:
    amina = floor.person(AMINA, "ar")
    await amina.sends("/start")
    await placed_in_arabic(floor, amina)
    [order] = floor.books.orders.values()
    code = order.cards[0]["value"]
    assert code in amina.screen.splitlines()
    assert "اضغط على الرمز ليظهر:" in amina.screen
    assert "احتفظ به لنفسك" in amina.screen
    assert "📋 نسخ الرمز" in amina.buttons
    assert "🙈 إخفاء الرمز" in amina.buttons
    assert "⚠️ هذا الرمز لا يعمل" in amina.buttons
    [card] = [message for message in amina.messages if "تم التسليم" in str(message.get("text"))]
    assert "إظهار الرمز من جديد" in str(card["reply_markup"])


async def placed_in_arabic(floor: Floor, person: Person) -> None:
    await floor.gives(person.id, 100_000)
    await person.sends("/shop")
    await person.taps("PlayStation", "PlayStation Store", "10 EUR", "شراء")
    await floor.work()
    await floor.settle()


@pytest.mark.parametrize(
    ("count", "words"),
    [(1, "الرمز من جديد"), (2, "الرمزين من جديد"), (3, "الرموز من جديد"), (11, "الرموز من جديد")],
)
def test_arabic_speaks_of_one_two_and_many_codes(count: int, words: str) -> None:
    assert words in library()["ar"].plain("button-codes-again", count=count)


@pytest.mark.parametrize("language", sorted(LANGUAGES))
def test_each_of_several_codes_has_its_number_serial_and_copy_button(language: str) -> None:
    texts = library()[language]
    cards = tuple(Card(f"CODE-{n}", f"SERIAL-{n}") for n in range(1, 4))
    order = order_view(quantity=3, fulfilled_quantity=3)
    screen = screens.codes_screen(texts, order, cards, Guide(), first=1, again=False, is_gift=False)
    text = without_marks(screen.text)
    assert [f"{n}. <tg-spoiler><code>CODE-{n}" in text for n in (1, 2, 3)] == [True] * 3
    assert [f"SERIAL-{n}" in text for n in (1, 2, 3)] == [True] * 3
    assert screen.keyboard is not None
    copied = [b.copy_text.text for row in screen.keyboard.inline_keyboard for b in row if b.copy_text]
    assert copied == ["CODE-1", "CODE-2", "CODE-3"]


def test_a_code_too_long_for_a_copy_button_stands_in_the_message_all_the_same() -> None:
    order = order_view()
    cards = (Card("W" * 257, ""),)
    screen = screens.codes_screen(library()["en"], order, cards, Guide(), first=1, again=False, is_gift=False)
    assert "W" * 257 in screen.text
    assert screen.keyboard is not None
    assert not any(b.copy_text for row in screen.keyboard.inline_keyboard for b in row)


async def test_hidden_codes_are_out_of_sight_and_a_press_away(floor: Floor, sofiane: Person) -> None:
    ref = await bought(floor, sofiane)
    [order] = floor.books.orders.values()
    code = order.cards[0]["value"]
    shown = next(m["message_id"] for m in reversed(sofiane.messages) if code in str(m))
    await sofiane.taps("Masquer le code")
    hidden = next(m for m in sofiane.messages if m["message_id"] == shown)
    assert code not in str(hidden)
    assert f"Le code de la commande {ref} est masqué" in without_marks(hidden["text"])
    await sofiane.taps("Revoir le code", on=shown)
    assert sofiane.toast == "Votre code arrive."
    await floor.work()
    assert code in sofiane.screen


async def test_a_file_of_codes_is_removed_or_its_reader_told_why_not(floor: Floor, sofiane: Person) -> None:
    await placed(floor, sofiane)
    await floor.work()
    [order] = floor.books.orders.values()
    floor.books.settle(order, "fulfilled")
    order.cards[0]["value"] = "W" * 3_000
    await floor.later(6)
    file = sofiane.last["message_id"]
    floor.api.refuse_next("deleteMessage", 400, "Bad Request: message can't be deleted for everyone")
    await sofiane.taps("Masquer le code")
    assert "plus de deux jours" in sofiane.toast
    assert sofiane.last["message_id"] == file
    await sofiane.taps("Masquer le code")
    assert "Le code reste dans la commande" in sofiane.toast
    assert sofiane.last["message_id"] != file


async def test_the_message_with_the_codes_leads_to_the_shop_and_stays(floor: Floor, sofiane: Person) -> None:
    await bought(floor, sofiane)
    [order] = floor.books.orders.values()
    code = order.cards[0]["value"]
    shown = sofiane.last["message_id"]
    await sofiane.taps("Boutique", on=shown)
    assert "Que cherchez-vous" in sofiane.screen
    assert code in str(next(m for m in sofiane.messages if m["message_id"] == shown))


async def test_nobody_hides_or_sees_what_is_not_theirs(floor: Floor, sofiane: Person, amina: Person) -> None:
    await bought(floor, sofiane)
    _, data = sofiane.button("Masquer le code")
    await amina.sends("/start")
    await amina.presses(amina.last["message_id"], data)
    assert "masqué" not in amina.screen
