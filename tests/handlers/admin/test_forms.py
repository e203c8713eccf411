"""What staff do from the panel: each form asks for one thing at a time; what is typed wrongly is asked
once more.
"""

import pytest

from bot.settings import Settings
from bot.shop.money import Money
from bot.shop.roles.rights import StaffRole
from handlers.ui.texts import TextLibrary, without_marks
from storage.database import Database
from tests.fakes.clock import FakeClock
from tests.handlers import shopfloor
from tests.handlers.buying_steps import bought
from tests.handlers.shopfloor import KARIM, SOFIANE, Floor, Person


async def balance(floor: Floor) -> Money:
    return await floor.services.wallet.balance(SOFIANE)


async def test_a_credit_from_the_panel_asks_for_one_thing_at_a_time(
    floor: Floor, karim: Person, sofiane: Person
) -> None:
    await karim.sends("/admin")
    panel = karim.last["message_id"]
    await karim.taps("Actions", "Créditer")
    assert "Quel portefeuille créditer" in karim.screen
    assert karim.last["message_id"] != panel
    await karim.sends("nobody at all")
    assert "nobody at all" in karim.screen
    await karim.sends("sofia")
    assert "Portefeuille de Sofiane (1002)" in karim.screen
    await karim.sends("beaucoup")
    assert "beaucoup" in karim.screen
    assert await balance(floor) == Money.ZERO
    await karim.sends("2 800")
    assert await balance(floor) == Money.of_dinars(2800)
    await karim.sends("2 800")  # nothing is asked any more
    assert await balance(floor) == Money.of_dinars(2800)


async def test_who_is_meant_is_chosen_where_a_name_means_several(
    floor: Floor, karim: Person, sofiane: Person
) -> None:
    floor.telegram.chats.add(1102, "Sofia", language_code="fr")
    await floor.person(1102).sends("/start")
    await floor.gives(SOFIANE, 5000)
    await karim.sends("/admin")
    await karim.taps("Actions", "Débiter")
    await karim.sends("sofia")
    await karim.taps("Sofiane")
    await karim.sends("٢٨٠٠ cash")
    assert await balance(floor) == Money.of_dinars(2200)


async def test_a_form_is_left_with_cancel_and_nothing_is_booked(
    floor: Floor, karim: Person, sofiane: Person
) -> None:
    await karim.sends("/admin")
    await karim.taps("Actions", "Créditer")
    await karim.sends("1002", "/cancel")
    assert "Rien n’a changé" in karim.screen
    await karim.sends("500")
    assert await balance(floor) == Money.ZERO
    assert await floor.store.get_conversations("buying") == {}


async def test_a_form_goes_on_after_a_restart(settings: Settings, db: Database, clock: FakeClock) -> None:
    async with shopfloor.opened(settings, db, clock) as before:
        await before.person(SOFIANE).sends("/start")
        karim = before.person(KARIM, "fr")
        await karim.sends("/start", "/admin")
        await karim.taps("Actions", "Créditer")
        await karim.sends("1002")
    async with shopfloor.opened(settings, db, clock) as now:
        await now.person(KARIM, "fr").sends("5k")
        assert await balance(now) == Money.of_dinars(5000)


async def test_a_refund_asks_for_the_order_and_then_for_the_amount(
    floor: Floor, karim: Person, sofiane: Person
) -> None:
    await bought(floor, sofiane)
    ref = (await floor.orders(SOFIANE))[0].ref
    before = await balance(floor)
    await karim.sends("/admin")
    await karim.taps("Actions", "Rembourser")
    await karim.sends("CDFGHJ2346")
    assert "Aucune commande CDFGHJ2346" in karim.screen
    await karim.sends(ref.lower())
    assert "au plus peuvent être remboursés" in karim.screen
    await karim.sends("trop")
    assert "trop" in karim.screen
    await karim.sends("500 code mort")
    assert "code mort" in karim.screen
    assert await balance(floor) == before
    await karim.taps("Vers le portefeuille")
    assert await balance(floor) == before + Money.of_dinars(500)
    await karim.sends(f"/order {ref}")
    await karim.taps("Rembourser")
    assert ref in karim.screen
    await karim.sends("tout")
    await karim.taps("Vers le portefeuille")
    assert (await floor.orders(SOFIANE))[0].refunded == (await floor.orders(SOFIANE))[0].total


async def test_prices_limits_and_hiding_are_set_by_what_is_typed(
    floor: Floor, karim: Person, sofiane: Person
) -> None:
    await floor.services.catalogue.refresh()
    pricelist = floor.services.pricelist
    await karim.sends("/admin")
    await karim.taps("Actions", "Fixer une limite")
    await karim.sends("nosuchgoods")
    assert "nosuchgoods" in karim.screen
    await karim.sends("playstation store france")
    await karim.taps("✍️ Par jour")
    await karim.sends("many")
    assert "many" in karim.screen
    await karim.sends("12")
    (place,) = await pricelist.find("playstation store france")
    assert (await pricelist.sheet(place.key)).limit.per_day == 12
    await karim.sends("/admin")
    await karim.taps("Actions", "Masquer un produit")
    await karim.sends("playstation store france")
    assert (await pricelist.sheet(place.key)).hidden_here
    await karim.taps("Réafficher un produit")
    await karim.sends("playstation store france")
    assert not (await pricelist.sheet(place.key)).hidden_here
    await karim.taps("Fixer un prix")
    await karim.sends("playstation store france")
    await karim.taps("Écrire une marge")
    await karim.sends("sept")
    assert "sept" in karim.screen
    await karim.sends("7 % pas 1 000")
    assert "7" in karim.screen
    assert "Rien n’a encore changé" in karim.screen
    (type_, *_) = await pricelist.inside(place)
    await karim.sends("/start")
    await karim.sends(f"/margin {type_.key}")
    await karim.taps("Écrire un prix")
    await karim.sends("9 900")
    await karim.taps("Oui, l’appliquer", on=karim.last["message_id"])
    assert (await pricelist.sheet(type_.key)).lines[0].priced.price == Money.of_dinars(9900)


async def test_orders_and_customers_are_found_from_the_panel(
    floor: Floor, karim: Person, sofiane: Person
) -> None:
    await bought(floor, sofiane)
    ref = (await floor.orders(SOFIANE))[0].ref
    await karim.sends("/admin")
    await karim.taps("Actions", "Chercher une commande")
    await karim.sends("zzzz")
    assert "zzzz" in karim.screen
    await karim.sends(ref)
    assert f"Commande {ref}" in karim.screen
    await karim.taps("Chercher un client")
    await karim.sends("zzzz")
    assert "zzzz" in karim.screen
    await karim.sends("sofiane")
    assert "1002" in karim.screen


async def test_the_balance_the_backup_and_ready_answers_are_buttons(
    floor: Floor, karim: Person, sofiane: Person
) -> None:
    floor.books.set_balance(12_345_00)
    await karim.sends("/admin")
    panel = karim.last["message_id"]
    await karim.taps("Actions", "Solde actuel")
    assert "12 345" in karim.screen.replace("\u202f", " ").replace("\xa0", " ")
    await karim.taps("Retour", "Sauvegarder")
    assert "sauvegarde" in karim.screen.casefold()
    await karim.taps("Retour", "Réponses prêtes")
    assert karim.last["message_id"] == panel
    await floor.services.staff_keeping.give(KARIM, SOFIANE, StaffRole.CASHIER)
    await sofiane.sends("/admin")
    await sofiane.taps("Actions")
    assert any("Créditer" in label for label in sofiane.buttons)
    for lacking in ("Rembourser", "Fixer", "Masquer", "Solde", "Sauvegarder", "Réponses"):
        assert not any(lacking in label for label in sofiane.buttons)


@pytest.mark.parametrize("language", ["ar", "fr", "en"])
async def test_each_form_asks_in_the_readers_language(floor: Floor, karim: Person, language: str) -> None:
    texts: TextLibrary = floor.application.bot_data.texts
    await floor.services.customers.choose_language(KARIM, language)
    for label in ("button-credit", "button-refund", "button-find-order", "button-find-customer", "deed-hide"):
        await karim.sends("/admin")
        await karim.taps(texts[language].bare("button-acts"), texts[language].bare(label))
        assert without_marks(texts[language].bare("form-leave")) in karim.screen
