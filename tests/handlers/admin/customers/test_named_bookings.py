"""/credit and /debit for somebody who is named, and from the dossier: who it is comes before the money."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.admin.wallets import NamedBooking, read_booking, read_named
from tests.handlers.shopfloor import KARIM, SOFIANE, Floor, Person


async def dinars(floor: Floor, person: int = SOFIANE) -> int:
    return int((await floor.services.wallet.balance(person)).dinars)


@pytest.fixture
async def merchant(floor: Floor) -> Person:
    person = floor.person(KARIM, "en")
    await person.sends("/start")
    return person


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("sofiane 2500", ("sofiane", 2500, None)),
        ("Sofiane B. 2 500", ("Sofiane B.", 2500, None)),
        ("@sofiane 5k cash", ("@sofiane", 5000, "cash")),
        ("أحمد ٢٥٠٠ دج نقدا", ("أحمد", 2500, "نقدا")),
        ("sofiane", None),
        ("sofiane cash", None),
        ("sofiane 2 500 cash", None),
        ("1002 2 500 cash", None),
    ],
)
def test_a_name_an_amount_and_a_note_are_read(typed: str, read: tuple[str, int, str | None] | None) -> None:
    assert read_named(typed.split()) == (read and NamedBooking(*read))


@given(st.lists(st.text(min_size=1, max_size=12), max_size=6))
def test_whatever_is_typed_is_a_number_or_a_name_or_neither(words: list[str]) -> None:
    assert read_booking(words) is None or read_named(words) is None


@pytest.mark.parametrize(
    ("language", "question", "yes"),
    [("ar", "هل تضيف", "نعم"), ("fr", "Ajouter", "Oui"), ("en", "Put", "Yes")],
)
async def test_who_is_named_is_shown_before_anything_is_booked(
    floor: Floor, sofiane: Person, language: str, question: str, yes: str
) -> None:
    karim = floor.person(KARIM, language)
    before = await dinars(floor)
    await karim.sends("/credit sofi 2500 cash")
    assert question in karim.screen
    assert "1002" in karim.screen
    assert await dinars(floor) == before
    message_id, data = karim.button(yes)
    await karim.presses(message_id, data)
    assert await dinars(floor) == before + 2500
    await karim.presses(message_id, data)  # an old view of the same button
    assert await dinars(floor) == before + 2500
    await floor.work()
    assert "cash" in sofiane.screen


async def test_of_several_one_is_chosen_and_shown(floor: Floor, merchant: Person) -> None:
    for number in (41, 42):
        floor.telegram.chats.add(number, f"Nadia {number}", language_code="fr")
        await floor.person(number).sends("/start")
    await merchant.sends("/credit nadia 300")
    assert "could be several people" in merchant.screen
    await merchant.taps("Nadia 42")
    assert "Put 300 DA into the wallet of Nadia 42 (42)" in merchant.screen.replace("\u00a0", " ")
    assert await dinars(floor, 42) == 0
    await merchant.taps("Yes")
    assert (await dinars(floor, 41), await dinars(floor, 42)) == (0, 300)


async def test_a_name_of_nobody_books_nothing(floor: Floor, merchant: Person, sofiane: Person) -> None:
    before = await dinars(floor)
    await merchant.sends("/debit zzzz 100")
    assert "Nobody was found" in merchant.screen
    assert await dinars(floor) == before


async def test_the_dossier_leads_to_a_booking(floor: Floor, merchant: Person, sofiane: Person) -> None:
    before = await dinars(floor)
    await merchant.sends("/customers sofiane")
    await merchant.taps("➕ Credit")
    assert "Wallet of Sofiane (1002)" in merchant.screen
    await merchant.sends("much")
    assert "much" in merchant.screen
    await merchant.sends("2 500")
    assert await dinars(floor) == before + 2500
    await merchant.sends("/customers sofiane")
    await merchant.taps("➖ Debit")
    await merchant.sends("500 slip")
    assert await dinars(floor) == before + 2000
