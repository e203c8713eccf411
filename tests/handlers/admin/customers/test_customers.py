"""Customers as staff find them, see them and serve them."""

import pytest

from bot.shop.roles.rights import StaffRole
from tests.handlers.buying_steps import bought
from tests.handlers.shopfloor import AMINA, KARIM, SOFIANE, Floor, Person
from tests.handlers.support_steps import replies, uploads

HELPER = 2102


@pytest.fixture
async def merchant(floor: Floor) -> Person:
    """The merchant; reads English."""
    person = floor.person(KARIM, "en")
    await person.sends("/start")
    return person


async def helper(floor: Floor, merchant: Person, role: StaffRole) -> Person:
    floor.telegram.chats.add(HELPER, "Lina", language_code="fr")
    await floor.services.staff_keeping.give(KARIM, HELPER, role)
    person = floor.person(HELPER)
    await person.sends("/start")
    return person


@pytest.mark.parametrize(
    ("language", "newest", "nobody"),
    [
        ("ar", "الأحدث أولًا", "لم نجد أحدًا"),
        ("fr", "plus récents", "Personne ne correspond"),
        ("en", "newest first", "Nobody was found"),
    ],
)
async def test_customers_are_listed_and_found(
    floor: Floor, sofiane: Person, language: str, newest: str, nobody: str
) -> None:
    karim = floor.person(KARIM, language)
    await karim.sends("/customers")
    assert newest in karim.screen
    await karim.taps("Sofiane")
    assert "1002" in karim.screen
    await karim.sends("/customers zz<b>")
    assert nobody in karim.screen
    assert "zz<b>" in karim.screen
    await karim.sends("/customers SOFI")
    assert "👤 Sofiane" in karim.screen


async def test_a_name_that_several_have_offers_them(floor: Floor, merchant: Person) -> None:
    for number in (41, 42):
        floor.telegram.chats.add(number, f"Nadia {number}", language_code="fr")
        await floor.person(number).sends("/start")
    await merchant.sends("/customers nadia")
    assert "Which “nadia” do you mean" in merchant.screen
    await merchant.taps("Nadia 42")
    assert "👤 Nadia 42" in merchant.screen
    assert "Number: 42" in merchant.screen


async def test_the_dossier_says_who_booked_what_and_leads_to_it_all(
    floor: Floor, merchant: Person, sofiane: Person
) -> None:
    await floor.gives(SOFIANE, 10_000)
    ref = await bought(floor, sofiane)
    await sofiane.sends("/support où est mon code")
    await merchant.sends("/customers sofiane")
    assert "👤 Karim" in merchant.screen
    assert f"order {ref}" in merchant.screen
    assert "Last here" in merchant.screen
    assert "Latest requests" in merchant.screen
    for label, words in (
        ("👛 Wallet", "Wallet of Sofiane"),
        ("All orders", ref),
        ("🎫 #1", "où est mon code"),
    ):
        await merchant.sends("/customers sofiane")
        await merchant.taps(label)
        assert words in merchant.screen


async def test_a_dossier_offers_what_a_role_may_do(floor: Floor, merchant: Person, sofiane: Person) -> None:
    cashier = await helper(floor, merchant, StaffRole.CASHIER)
    await cashier.sends("/customers sofiane")
    assert "➕ Créditer" in cashier.buttons
    assert "⛔ Bannir" not in cashier.buttons
    await floor.services.staff_keeping.give(KARIM, HELPER, StaffRole.SUPPORT)
    await cashier.sends("/customers sofiane")
    assert "➕ Créditer" not in cashier.buttons
    assert "⛔ Bannir" in cashier.buttons


async def test_a_message_comes_from_the_shop_and_the_answer_to_the_staff(
    floor: Floor, merchant: Person, sofiane: Person
) -> None:
    await merchant.sends("/customers sofiane")
    await merchant.taps("✉️ Write")
    await merchant.sends("Your parcel <b>is</b> here")
    assert "on its way to Sofiane" in merchant.screen
    await floor.work()
    assert "Message de Hanout\n\nYour parcel <b>is</b> here" in sofiane.screen
    assert "Karim" not in sofiane.screen
    await replies(sofiane, sofiane.last, "merci !")
    await floor.work()
    assert merchant.sees("merci !")


async def test_a_picture_may_be_sent_to_a_customer(floor: Floor, merchant: Person, sofiane: Person) -> None:
    await merchant.sends("/customers sofiane")
    await merchant.taps("✉️ Write")
    await uploads(merchant, caption="look")
    await floor.work()
    assert "photo" in sofiane.last
    assert "look" in sofiane.screen


async def test_a_note_stays_among_the_staff(floor: Floor, merchant: Person, sofiane: Person) -> None:
    seen = len(sofiane.messages)
    await merchant.sends("/customers sofiane")
    await merchant.taps("📝 Note")
    await merchant.sends("x" * 501)
    assert "500" in merchant.screen
    await merchant.sends("pays <late>")
    assert "Noted" in merchant.screen
    assert "Karim: pays <late>" in merchant.screen
    await merchant.taps("📝 Notes")
    assert "Notes about Sofiane" in merchant.screen
    await floor.work()
    assert len(sofiane.messages) == seen


async def test_a_limit_of_ones_own_is_set_and_ended(floor: Floor, merchant: Person, sofiane: Person) -> None:
    await merchant.sends("/customers sofiane")
    await merchant.taps("🔢 Limit")
    await merchant.sends("many")
    assert "number from 1" in merchant.screen
    await merchant.sends("٣")
    assert "Own limit: 3 cards a day" in merchant.screen
    await merchant.taps("🔢 Limit", "No limit")
    assert "Own limit" not in merchant.screen


async def test_the_staff_choose_a_customers_language(floor: Floor, merchant: Person, sofiane: Person) -> None:
    await merchant.sends("/customers sofiane")
    await merchant.taps("🌐 Language", "العربية")
    assert "language: العربية" in merchant.screen
    await sofiane.sends("/wallet")
    assert "محفظت" in sofiane.screen


async def test_the_longest_dossier_fits_a_message(floor: Floor, merchant: Person) -> None:
    name = "<&>" * 21
    floor.telegram.chats.add(AMINA, name, language_code="fr")
    amina = floor.person(AMINA)
    await amina.sends("/start", "/support " + "&" * 50)
    for number in range(6):
        await floor.services.customer_care.note(KARIM, AMINA, "<&> " * 125, key=f"n{number}")
        await floor.services.wallet_adjustments.credit(KARIM, AMINA, 1_000_000, "<&> " * 50, key=f"k{number}")
    await floor.services.customer_care.ban(KARIM, AMINA, "<&> " * 50)
    await floor.services.customer_care.limit(KARIM, AMINA, 10_000)
    await merchant.sends(f"/customers {AMINA}")
    assert "Staff notes" in merchant.screen  # the fake would have refused anything too long
    await merchant.taps("📝 Notes")
    assert "Notes about" in merchant.screen


async def test_only_languages_that_the_shop_offers_are_chosen_for_a_customer(
    floor: Floor, karim: Person, sofiane: Person
) -> None:
    await karim.sends(f"/customer {SOFIANE}")
    await karim.taps("Langue")
    assert any("English" in label for label in karim.buttons)
    message_id, english = karim.button("English")
    await floor.services.live_settings.set(karim.id, "languages", "ar,fr")
    await karim.sends(f"/customer {SOFIANE}")
    await karim.taps("Langue")
    assert any("العربية" in label for label in karim.buttons)
    assert not any("English" in label for label in karim.buttons)
    await karim.presses(message_id, english)
    assert (await floor.services.customers.get(SOFIANE)).language == "fr"
