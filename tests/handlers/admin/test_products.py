"""/product: the merchant's own words about a card, written in the chat and read by customers at once."""

import pytest

from bot.demo.telegram.botapi.shapes import Upload
from bot.languages import LANGUAGES
from bot.shop.catalogue.catalogue import Product
from bot.shop.catalogue.known_brands import known_brands
from bot.shop.guides.guides import OwnWords
from bot.shop.guides.wording import BY_LANGUAGE, LONGEST, GuideField
from bot.shop.prices.rules import Scope
from handlers.admin.products import screens
from handlers.admin.products.screens import Told
from handlers.ui.texts import without_marks
from tests.fakes.texts import library
from tests.handlers.buying_steps import FRANCE
from tests.handlers.samples import AT
from tests.handlers.shopfloor import AMINA, KARIM, SOFIANE, Floor, Person
from tests.handlers.support_steps import PNG
from tests.handlers.telegram_limits import fits

PSN = known_brands()["playstation"]


async def reads_product(person: Person) -> str:
    await person.sends("/shop")
    await person.taps("PlayStation", FRANCE)
    return person.screen


def uploads(person: Person, **more: str) -> None:
    person.floor.telegram.people.upload(person.account, "photo", Upload("a.png", PNG, "image/png"), **more)


@pytest.mark.parametrize("language", LANGUAGES)
async def test_from_the_list_to_words_that_customers_read(floor: Floor, language: str) -> None:
    texts, karim = library()[language], floor.person(KARIM, language)

    def label(key: str) -> str:
        return without_marks(texts.plain(key))

    await karim.sends("/start", "/product")
    await karim.taps("PlayStation", FRANCE)
    listed = karim.last["message_id"]
    assert label("setting-usual") in karim.screen
    await karim.taps(label("guidefield-note"), LANGUAGES["fr"].name, label("button-change-setting"))
    await karim.sends("Livraison <immédiate>")
    assert without_marks(texts.html("guide-saved")) in karim.screen
    assert "Livraison <immédiate>" in karim.screen
    await karim.taps(label("button-back"), label("button-back"))
    assert f"✏️ {label('guidefield-note')}: Français" in karim.screen
    assert karim.last["message_id"] != listed  # below what was asked and typed
    customer = floor.person(SOFIANE)
    await customer.sends("/start")
    assert "ℹ️ Livraison <immédiate>" in await reads_product(customer)
    await karim.sends("/product playstation")
    assert [each for each in karim.buttons if "✏️" in each] == [
        each for each in karim.buttons if f"{FRANCE} ✏️" in each
    ]
    assert any(f"{FRANCE} ✏️" in each for each in karim.buttons)


async def test_what_cannot_be_said_is_asked_again_with_the_reason(floor: Floor, karim: Person) -> None:
    await karim.sends(f"/product {FRANCE}")
    await karim.taps("Page d’activation", "Modifier")
    await karim.sends("store.example.com")
    assert "Ce n’est pas une adresse complète en https://" in karim.screen
    await karim.sends("https://store.example.com/" + "a" * LONGEST[GuideField.LINK])
    assert "C’est plus long que 200 caractères" in karim.screen
    await karim.sends("https://store.example.com/redeem")
    assert "✅ Enregistré" in karim.screen
    sofiane = floor.person(SOFIANE)
    await sofiane.sends("/start")
    await reads_product(sofiane)
    await sofiane.taps("📖 Comment l’activer")
    assert "https://store.example.com/redeem" in str(sofiane.last["reply_markup"])


async def test_cancel_leaves_what_was(floor: Floor, karim: Person) -> None:
    await karim.sends(f"/product {FRANCE}")
    await karim.taps("Page d’activation", "Modifier")
    await karim.sends("/cancel", "https://store.example.com/redeem")
    await karim.sends(f"/product {FRANCE}")
    await karim.taps("Page d’activation")
    assert PSN.link is not None
    assert PSN.link in karim.screen


async def test_the_usual_words_come_back_and_nothing_can_be_shown(
    floor: Floor, karim: Person, sofiane: Person
) -> None:
    await karim.sends(f"/product {FRANCE}")
    await karim.taps("Région", "Français", "Ne rien montrer")
    assert "rien, vous l’avez choisi" in karim.screen
    assert "Karim" in karim.screen
    assert PSN.region["fr"] not in await reads_product(sofiane)
    await karim.taps("Revenir au texte habituel")
    assert PSN.region["fr"] in karim.screen
    assert "Karim" not in karim.screen
    assert PSN.region["fr"] in await reads_product(sofiane)
    await karim.sends("/audit product_guide")
    assert karim.screen.count("texte d’une carte modifié") >= 2
    assert "region.fr" in karim.screen


async def test_the_preview_is_what_a_customer_of_that_language_reads(
    floor: Floor, karim: Person, sofiane: Person
) -> None:
    await karim.sends(f"/product {FRANCE}")
    await karim.taps("👁️ العربية")
    for number, step in enumerate(PSN.steps["ar"], 1):
        assert f"{number}. {step}" in karim.screen
    await karim.taps("Retour", "👁️ Français")
    seen = karim.screen
    await reads_product(sofiane)
    await sofiane.taps("📖 Comment l’activer")
    assert seen.endswith(sofiane.screen)


async def test_a_photo_becomes_the_picture_and_is_no_receipt(floor: Floor, karim: Person) -> None:
    await karim.sends(f"/product {FRANCE}")
    await karim.taps("Image", "Envoyer une image")
    await karim.sends("voici")
    assert "Envoyez une seule photo" in karim.screen
    uploads(karim)
    await floor.handle()
    assert "✅ Enregistré" in karim.screen
    assert "une image de vous" in karim.screen
    amina = floor.person(AMINA)
    await amina.sends("/start")
    await reads_product(amina)
    await amina.taps("🖼️ صورة")
    assert "photo" in amina.last
    await karim.taps("Retour", "👁️ Français")
    assert "photo" in karim.last
    await karim.sends(f"/product {FRANCE}")
    await karim.taps("Image", "Supprimer")
    await reads_product(amina)
    assert "🖼️ صورة" not in amina.buttons


async def test_products_are_found_by_words_by_category_and_by_what_customers_type(
    floor: Floor, karim: Person
) -> None:
    await karim.sends("/product Steam")
    assert [label for label in karim.buttons if "Steam Wallet" in label] == [
        "🇺🇸 Steam Wallet USA",
        "Steam Wallet Europe",
        "🌍 Steam Wallet Global",
    ]
    await karim.sends("/product steam usa")
    assert "Marque connue : Steam" in karim.screen
    await karim.sends("/product ستيم")
    assert any("Steam Wallet" in label for label in karim.buttons)
    await karim.sends("/product qwxzqwxz")
    assert "Aucune carte ne s’appelle « qwxzqwxz »" in karim.screen
    await karim.taps("📝 Cartes")
    assert "PlayStation" in karim.buttons


async def test_a_hidden_product_can_be_written_about(floor: Floor, karim: Person) -> None:
    [place] = [
        place for place in await floor.services.pricelist.find(FRANCE) if place.goods.scope is Scope.PRODUCT
    ]
    await floor.services.pricelist.hide(KARIM, place.key, hidden=True)
    await karim.sends(f"/product {FRANCE}")
    await karim.taps("Remarque", "English", "Modifier")
    await karim.sends("Soon.")
    assert "✅ Enregistré" in karim.screen


async def test_prices_and_the_panel_lead_to_the_words(floor: Floor, karim: Person) -> None:
    await karim.sends("/admin")
    await karim.taps("📝 Cartes", "PlayStation", FRANCE, "💰 Prix", "📝 Ce que lisent les clients")
    assert "Marque connue : PlayStation" in karim.screen


async def test_aliases_stand_beside_the_brands_names(floor: Floor, karim: Person) -> None:
    await karim.sends(f"/product {FRANCE}")
    await karim.taps("Autres noms", "Modifier")
    await karim.sends(", ".join(f"nom{n}" for n in range(21)))
    assert "C’est plus de 20" in karim.screen
    await karim.sends("jeux sony, play fr")
    assert "بلايستيشن" in karim.screen
    assert "jeux sony, play fr" in karim.screen
    product = floor.product(FRANCE)
    assert await floor.services.product_guides.aliases() == {product.id: ("jeux sony", "play fr")}


async def test_buttons_of_things_that_are_gone_say_so(floor: Floor, karim: Person) -> None:
    await karim.sends("/product")
    message = karim.last["message_id"]
    await karim.taps("PlayStation", FRANCE)
    key, shown = karim.button("Remarque")[1].split(":")[1], karim.screen
    for data in (
        "a-gdc:gone:1",
        "a-gdp:gone",
        "a-gdf:gone:link",
        f"a-gdf:{key}:color",
        f"a-gdw:{key}:picture",
        f"a-gde:{key}:steps",
        f"a-gdv:{key}:de",
    ):
        seen = len(karim.toasts)
        await karim.presses(message, data)
        assert any(toast["text"] for toast in karim.toasts[seen:]), data
        assert karim.screen == shown
    assert await floor.services.product_guides.own(floor.product(FRANCE).id) == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_longest_words_fit_the_staffs_screens(language: str) -> None:
    texts, product = library()[language], Product("k" * 13, "P1", "W & <W> " * 25, "france", "c")
    own = {
        (field, code): OwnWords("&" * LONGEST[field], 2**52, AT)
        for field in GuideField
        for code in (LANGUAGES if field in BY_LANGUAGE else [""])
    }
    for told in (Told(product, "c" * 13, PSN, own), Told(product, "c" * 13, None, {})):
        assert fits(screens.product_screen(texts, told))
        for field, code in own:
            assert fits(screens.field_screen(texts, told, (field, code), "W" * 64))
            assert fits(screens.question_screen(texts, product, (field, code)))
        for field in BY_LANGUAGE:
            assert fits(screens.languages_screen(texts, told, field))
    assert fits(screens.found_screen(texts, [product] * 30))
    assert fits(screens.not_found_screen(texts, "W" * 4_000))
