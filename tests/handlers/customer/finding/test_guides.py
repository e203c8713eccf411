"""What a customer is told of a product: before buying, and with the code."""

import pytest

from bot.demo.telegram.botapi.shapes import Upload
from bot.languages import LANGUAGES
from bot.shop.catalogue.catalogue import Product
from bot.shop.catalogue.known_brands import known_brands
from bot.shop.guides.wording import GuideField
from bot.shop.refs import short_key
from handlers.ui.texts import without_marks
from tests.fakes.texts import library
from tests.handlers.buying_steps import FRANCE, bought
from tests.handlers.shopfloor import AMINA, KARIM, Floor, Person, text_of
from tests.handlers.support_steps import PNG

PSN = known_brands()["playstation"]


async def goods(floor: Floor, title: str = FRANCE) -> Product:
    return (await floor.services.catalogue.place(short_key(floor.product(title).id)))[1]


async def says(floor: Floor, field: GuideField, language: str, value: str) -> None:
    await floor.services.product_guides.say(KARIM, await goods(floor), (field, language), value)


def url_buttons(person: Person) -> list[str]:
    rows = (person.last.get("reply_markup") or {}).get("inline_keyboard", [])
    return [button["url"] for row in rows for button in row if "url" in button]


@pytest.mark.parametrize("language", LANGUAGES)
async def test_how_a_code_is_redeemed_is_told_in_the_products_message(floor: Floor, language: str) -> None:
    texts, reader = library()[language], floor.person(AMINA, language)
    await reader.sends("/start", "/shop")
    await reader.taps("PlayStation", FRANCE)
    shown = reader.last["message_id"]
    assert PSN.region[language] in reader.screen
    await reader.taps(without_marks(texts.plain("button-how-to-redeem")))
    assert reader.last["message_id"] == shown
    for number, step in enumerate(PSN.steps[language], 1):
        assert f"{number}. {step}" in reader.screen
    assert url_buttons(reader) == [PSN.link]
    await reader.taps(without_marks(texts.plain("button-back")))
    assert reader.last["message_id"] == shown
    await reader.taps("10 EUR")


async def test_what_works_everywhere_says_nothing_of_regions(floor: Floor, sofiane: Person) -> None:
    await sofiane.sends("/shop")
    await sofiane.taps("Steam", "Steam Wallet Global")
    assert known_brands()["steam"].region["fr"] not in sofiane.screen
    assert "📖 Comment l’activer" in sofiane.buttons


async def test_the_merchants_note_and_region_stand_on_the_product(floor: Floor, sofiane: Person) -> None:
    await sofiane.sends("/shop")
    await says(floor, GuideField.NOTE, "fr", "Livrée <de suite>.")
    await says(floor, GuideField.REGION, "fr", "Seulement en France.")
    await sofiane.taps("PlayStation", FRANCE)
    assert "ℹ️ Livrée <de suite>." in sofiane.screen
    assert "⚠️ Seulement en France." in sofiane.screen
    await sofiane.taps("10 EUR")
    assert "ℹ️ Livrée <de suite>." in sofiane.screen
    assert "⚠️ Seulement en France. Les codes livrés ne sont pas repris." in sofiane.screen


async def test_a_product_of_an_unknown_brand_has_no_empty_button(floor: Floor, sofiane: Person) -> None:
    floor.product(FRANCE).title = "Carte du quartier"
    next(one for one in floor.books.categories if one.title == "PlayStation").title = "Quartier"
    await sofiane.sends("/shop")
    await sofiane.taps("Quartier", "Carte du quartier")
    assert "📖 Comment l’activer" not in sofiane.buttons
    await sofiane.taps("10 EUR")
    assert "Ne fonctionne qu’avec les comptes de cette région. Les codes livrés" in sofiane.screen


async def test_the_steps_and_the_page_come_with_the_code(floor: Floor, amina: Person) -> None:
    await bought(floor, amina)
    codes = next(message for message in reversed(amina.messages) if "🔑" in text_of(message))
    for step in PSN.steps["ar"]:
        assert step in text_of(codes)
    assert "المنطقة: فرنسا" in text_of(codes)
    assert PSN.region["ar"] in text_of(codes)
    assert PSN.link in str(codes["reply_markup"])


async def test_codes_that_leave_no_room_for_the_steps_lead_to_them(floor: Floor, sofiane: Person) -> None:
    await floor.gives(sofiane.id, 40_000)
    await sofiane.sends("/shop")
    await sofiane.taps("PlayStation", FRANCE, "10 EUR", "Acheter")
    await floor.work()
    [order] = floor.books.orders.values()
    floor.books.settle(order, "fulfilled")
    order.cards[0]["value"] = "A" * 1_700
    await floor.later(6)
    codes = sofiane.last["message_id"]
    assert PSN.steps["fr"][0] not in sofiane.screen
    await sofiane.taps("📖 Comment l’activer")
    assert sofiane.last["message_id"] != codes
    assert PSN.steps["fr"][0] in sofiane.screen
    assert url_buttons(sofiane) == [PSN.link]


async def test_the_picture_is_a_message_of_its_own_that_is_closed_again(
    floor: Floor, karim: Person, sofiane: Person
) -> None:
    floor.telegram.people.upload(karim.account, "photo", Upload("psn.png", PNG, "image/png"))
    await floor.handle()
    picture = next(post.seen() for post in reversed(karim.account.posts.values()) if "photo" in post.seen())
    await says(floor, GuideField.PICTURE, "", picture["photo"][-1]["file_id"])
    await sofiane.sends("/shop")
    await sofiane.taps("PlayStation", FRANCE)
    product, shown = sofiane.last["message_id"], len(sofiane.messages)
    await sofiane.taps("🖼️ Image")
    assert sofiane.last["photo"][-1]["file_id"] == picture["photo"][-1]["file_id"]
    assert FRANCE in sofiane.screen
    await sofiane.taps("✖️ Fermer")
    assert len(sofiane.messages) == shown
    await sofiane.taps("10 EUR")
    assert sofiane.last["message_id"] == product


async def test_a_picture_that_telegram_does_not_know_any_more_is_said(floor: Floor, sofiane: Person) -> None:
    await sofiane.sends("/shop")
    await says(floor, GuideField.PICTURE, "", "AgACgone")
    await sofiane.taps("PlayStation", FRANCE, "🖼️ Image")
    assert sofiane.toast == "L’image n’est pas disponible pour l’instant."
    await says(floor, GuideField.PICTURE, "", "")
    await sofiane.taps("🖼️ Image")
    assert len(sofiane.toasts) >= 2
