"""All orders of the shop, as staff list and find them."""

from datetime import date

import pytest

from bot.shop.paging import PAGE_SIZE
from handlers.admin.orders.callbacks import ANY, OrderListed
from handlers.admin.team.callbacks import Audit
from tests.fakes.clock import FakeClock
from tests.handlers.buying_steps import bought
from tests.handlers.shopfloor import KARIM, Floor, Person

AMINA, SOFIANE = 1001, 1002


@pytest.fixture
async def karim(floor: Floor) -> Person:
    person = floor.person(KARIM, "en")
    await person.sends("/start")
    return person


async def buys(floor: Floor, customer_id: int, *, times: int = 1) -> list[str]:
    """Their new orders, oldest first."""
    person = floor.person(customer_id, "en")
    await person.sends("/start")
    refs = []
    for _ in range(times):
        await floor.gives(customer_id, 10_000)
        refs.append(await bought(floor, person))
        await floor.settle()
    return refs


async def test_staff_see_all_orders_with_who_and_what_and_customers_their_own(
    floor: Floor, karim: Person
) -> None:
    (amina,), (sofiane,) = await buys(floor, AMINA), await buys(floor, SOFIANE)
    await karim.sends("/orders")
    shown = karim.screen
    assert shown.index(sofiane) < shown.index(amina)  # the newest first
    for person_id in (AMINA, SOFIANE):
        assert (await floor.services.customers.get(person_id)).first_name in shown
    assert "PlayStation Store France" in shown
    assert "10 EUR" in shown
    customer = floor.person(AMINA, "en")
    await customer.sends("/orders")
    assert amina in customer.screen
    assert sofiane not in customer.screen


async def test_pages_go_back_to_the_first_order_and_each_is_there_once(floor: Floor, karim: Person) -> None:
    refs = await buys(floor, AMINA, times=PAGE_SIZE + 2)
    await karim.sends("/orders")
    seen = [ref for ref in refs if ref in karim.screen]
    assert seen == refs[2:]
    await karim.taps("Older")
    assert [ref for ref in refs if ref in karim.screen] == refs[:2]
    assert not any("Older" in label for label in karim.buttons)


async def test_orders_are_chosen_by_status_and_by_day(floor: Floor, karim: Person, clock: FakeClock) -> None:
    (earlier,) = await buys(floor, AMINA)
    await clock.advance(24 * 3600)
    (later,) = await buys(floor, SOFIANE)
    await karim.sends("/orders")
    await karim.taps("Yesterday")
    assert earlier in karim.screen
    assert later not in karim.screen
    await karim.taps("By status")
    await karim.taps("refunded")
    assert "no such orders" in karim.screen
    await karim.taps("By status")
    await karim.taps("delivered")
    assert earlier in karim.screen
    assert later not in karim.screen  # the day still holds
    await karim.sends("/orders yesterday")
    assert earlier in karim.screen
    assert later not in karim.screen


@pytest.mark.parametrize("ordinal", [1, date.max.toordinal(), 10**9])
async def test_a_day_that_no_button_names_is_any_day(floor: Floor, karim: Person, ordinal: int) -> None:
    (ref,) = await buys(floor, AMINA)
    await karim.sends("/orders")
    message_id = karim.last["message_id"]
    for pressed in (OrderListed(ANY, ordinal, ANY, 0), Audit(0, 0, 0, ordinal, 0)):
        await karim.presses(message_id, pressed.pack())
        assert karim.screen
    await karim.presses(message_id, OrderListed(ANY, ordinal, ANY, 0).pack())
    assert ref in karim.screen


async def test_a_ref_and_the_suppliers_number_open_their_order(floor: Floor, karim: Person) -> None:
    (ref,) = await buys(floor, AMINA)
    await karim.sends(f"/orders {ref.lower()}")
    assert f"Order {ref}" in karim.screen
    dossier = await floor.services.review.dossier(ref)
    assert dossier.supplier_order_id is not None
    await karim.sends(f"/orders {dossier.supplier_order_id}")
    assert f"Order {ref}" in karim.screen


async def test_the_beginning_of_a_name_finds_a_persons_orders(floor: Floor, karim: Person) -> None:
    floor.telegram.chats.add(SOFIANE, "Élodie أحمد", language_code="fr")
    (amina,), (elodie,) = await buys(floor, AMINA), await buys(floor, SOFIANE)
    for words in ("elod", "ELODIE", "احمد", "elodie أح"):
        await karim.sends(f"/orders {words}")
        await karim.taps("Élodie")
        assert elodie in karim.screen
        assert amina not in karim.screen


async def test_a_part_of_a_products_name_finds_its_orders(floor: Floor, karim: Person) -> None:
    (ref,) = await buys(floor, AMINA)
    await karim.sends("/orders playstation france")
    await karim.taps("PlayStation Store France")
    assert ref in karim.screen


@pytest.mark.parametrize(
    ("language", "nothing"), [("ar", "لم نجد شيئًا"), ("fr", "Rien trouvé"), ("en", "Nothing was found")]
)
async def test_a_search_that_finds_nothing_says_how_to_search(
    floor: Floor, language: str, nothing: str
) -> None:
    karim = floor.person(KARIM, language)
    await karim.sends("/start", "/orders zzzz<b>")
    assert nothing in karim.screen
    assert "zzzz<b>" in karim.screen
