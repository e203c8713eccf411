"""One's own data: said, taken along, and erased, from the buttons to the tables."""

import asyncio
import json

import pytest

from bot.languages import LANGUAGES
from bot.shop.errors import NotFoundError
from bot.shop.money import Money
from bot.shop.privacy.erasing import Erasable
from handlers.customer.privacy import screens
from tests.fakes.texts import library
from tests.handlers.buying_steps import confirm
from tests.handlers.shopfloor import AMINA, SOFIANE, Floor, Person
from tests.handlers.telegram_limits import fits


async def bought(floor: Floor, sofiane: Person) -> None:
    """They have bought a card, and a day has passed."""
    await floor.gives(SOFIANE, 50_000)
    await confirm(sofiane)
    await sofiane.taps("Acheter")
    await floor.work()
    await floor.settle()
    await floor.work()


async def file_of(floor: Floor, person: Person) -> dict[str, list[dict[str, object]]]:
    task = floor.application.bot_data.exports._tasks[person.id]
    await asyncio.wait([task], timeout=30)
    found = [message["document"] for message in person.messages if "document" in message]
    return dict(json.loads(floor.telegram.files.known(found[-1]["file_id"]).content))


async def test_a_customer_reads_what_is_kept_and_takes_it_along(floor: Floor, sofiane: Person) -> None:
    await bought(floor, sofiane)
    await sofiane.sends("/privacy")
    assert sofiane.sees("Ce que nous gardons", "Qui les voit")
    await sofiane.taps("Mes données en fichier")
    told = await file_of(floor, sofiane)
    assert [record["id"] for record in told["you"]] == [SOFIANE]
    (order,) = await floor.orders(SOFIANE)
    assert [record["ref"] for record in told["orders"]] == [order.ref]
    assert "value" not in str(told)
    assert str(AMINA) not in str(told)


async def test_the_merchants_words_stand_below(floor: Floor, amina: Person, karim: Person) -> None:
    await floor.services.live_settings.set(karim.id, "privacy.ar", "نحفظ السجلات سنة واحدة")
    await amina.sends("/privacy")
    assert amina.screen.endswith("نحفظ السجلات سنة واحدة")


async def test_forget_says_what_goes_and_what_stays_and_erases_at_the_second_step(
    floor: Floor, sofiane: Person
) -> None:
    await bought(floor, sofiane)
    await sofiane.sends("/forget")
    assert "un jour après" in sofiane.screen
    floor.clock.tick(2 * 86_400)
    await sofiane.sends("/forget")
    assert sofiane.sees("Ce qui part", "Ce qui reste", "dans votre portefeuille")
    balance = await floor.services.wallet.balance(SOFIANE)
    assert balance > Money.ZERO
    await floor.gives(SOFIANE, 100)
    await sofiane.taps("Tout effacer et renoncer")
    assert "a changé" in sofiane.toast
    await sofiane.sends("/forget")
    await sofiane.taps("Tout effacer et renoncer")
    assert "Nous ne vous connaissons plus" in sofiane.screen
    with pytest.raises(NotFoundError):
        await floor.services.customers.get(SOFIANE)
    await sofiane.sends("/start")
    assert "Bienvenue" in sofiane.screen
    assert await floor.orders(SOFIANE) == ()
    await sofiane.sends("/mydata")
    told = await file_of(floor, sofiane)
    assert {name for name, records in told.items() if records} == {"you"}


async def test_an_owner_erases_whom_they_confirm_and_nobody_else_may(
    floor: Floor, amina: Person, karim: Person
) -> None:
    await amina.sends(f"/erase {SOFIANE}")
    assert "لا أعرف" in amina.screen or "أمر" in amina.screen
    await karim.sends("/erase")
    assert "/erase 123456789" in karim.screen
    await karim.sends("/erase 999")
    assert "Aucun client" in karim.screen
    await karim.sends(f"/erase {AMINA}")
    assert "أمينة" in karim.screen
    await karim.taps("Oui, effacer")
    assert f"{AMINA} est effacé" in karim.screen
    with pytest.raises(NotFoundError):
        await floor.services.customers.get(AMINA)
    await karim.sends(f"/erase {karim.id}")
    assert "travaille ici" in karim.screen
    await karim.sends("/audit")
    assert "données d’un client effacées" in karim.screen


@pytest.mark.parametrize("language", sorted(LANGUAGES))
def test_the_screens_fit_a_message(language: str) -> None:
    texts = library()[language]
    assert fits(screens.privacy_screen(texts))
    assert fits(screens.forget_screen(texts, Erasable(2**51 - 1, Money(99_999_999_99))))
