"""What comes between a choice and its order: other prices, no stock, too little money, an absent supplier."""

import contextlib

from bot.shop.errors import TooManyLooksError
from bot.shop.money import Money
from bot.shop.orders.checkout import JUST_NOW
from bot.shop.orders.supplier_float import GOOD_FOR
from bot.shop.supplier_access.person_limits import MOST
from tests.handlers.buying_steps import FRANCE, choose, confirm
from tests.handlers.shopfloor import SOFIANE, Floor, Person, text_of


async def test_a_changed_price_is_shown_and_asked_again(floor: Floor, sofiane: Person) -> None:
    await floor.gives(SOFIANE, 50_000)
    await confirm(sofiane)
    floor.type_(FRANCE, "10 EUR").price = 3_000_00
    await sofiane.taps("Acheter")
    assert "Le prix a changé : 5 580 DA → 6 300 DA" in sofiane.screen
    assert await floor.orders(SOFIANE) == ()
    await sofiane.taps("Acheter · 6 300 DA")
    [order] = await floor.orders(SOFIANE)
    assert order.total == Money.of_dinars(6_300)


async def test_an_old_quote_is_looked_at_again(floor: Floor, sofiane: Person) -> None:
    await floor.gives(SOFIANE, 50_000)
    await confirm(sofiane)
    floor.clock.tick(3_600)
    await sofiane.taps("Acheter")
    assert "rien n’a changé" in sofiane.screen
    await sofiane.taps("Acheter")
    assert len(await floor.orders(SOFIANE)) == 1


async def test_too_little_money_says_how_much_and_keeps_the_choice(floor: Floor, sofiane: Person) -> None:
    await floor.gives(SOFIANE, 5_000)
    message_id = await confirm(sofiane)
    assert "faites alimenter votre portefeuille de 580 DA" in sofiane.screen
    assert str(SOFIANE) in sofiane.screen
    assert not any("Acheter" in label for label in sofiane.buttons)
    await floor.gives(SOFIANE, 600)
    await sofiane.taps("Revérifier", on=message_id)
    await sofiane.taps("Acheter", on=message_id)
    assert await floor.services.wallet.balance(SOFIANE) == Money.of_dinars(20)


async def test_money_that_went_meanwhile_is_missing_at_buy(floor: Floor, sofiane: Person) -> None:
    await floor.gives(SOFIANE, 10_000)
    message_id = await confirm(sofiane)
    await floor.services.wallet_adjustments.debit(2001, SOFIANE, 9_000, None, key="test")
    await sofiane.taps("Acheter", on=message_id)
    assert "portefeuille de 4 580 DA" in text_of(sofiane.account.posts[message_id].seen())
    assert "4 580" in sofiane.toast
    assert await floor.orders(SOFIANE) == ()


async def test_sold_out_offers_the_other_types(floor: Floor, sofiane: Person) -> None:
    await floor.gives(SOFIANE, 50_000)
    await confirm(sofiane)
    floor.type_(FRANCE, "10 EUR").stock = 0
    await sofiane.taps("Acheter")
    assert "Épuisé" in sofiane.screen
    assert any("20 EUR" in label for label in sofiane.buttons)
    assert "épuisé" in next(label for label in sofiane.buttons if "10 EUR" in label)
    await sofiane.taps("PS Plus Essential 12 months")  # marked as sold out, and still pressed
    assert "En rupture de stock" in sofiane.screen
    await sofiane.taps("Autres cartes")
    assert any("20 EUR" in label for label in sofiane.buttons)
    assert await floor.services.wallet.balance(SOFIANE) == Money.of_dinars(50_000)


async def test_less_stock_than_wished_says_how_many_there_are(floor: Floor, sofiane: Person) -> None:
    await floor.gives(SOFIANE, 50_000)
    await confirm(sofiane)
    floor.type_(FRANCE, "10 EUR").stock = 1
    await sofiane.taps("Acheter")
    assert "une seule" in sofiane.toast
    await sofiane.taps("Quantité")
    assert [label for label in sofiane.buttons if label.isdigit()] == ["1"]


async def test_a_closed_shop_says_so_and_takes_nothing(floor: Floor, sofiane: Person) -> None:
    await floor.gives(SOFIANE, 50_000)
    await confirm(sofiane)
    await floor.services.staff_actions.maintenance(2001, on=True)
    await sofiane.taps("Acheter")
    assert "fermée pour maintenance" in sofiane.toast
    assert sofiane.toasts[-1]["show_alert"]
    await floor.services.staff_actions.maintenance(2001, on=False)
    await sofiane.taps("Acheter")
    assert len(await floor.orders(SOFIANE)) == 1


async def test_a_float_that_does_not_cover_takes_no_money(floor: Floor, sofiane: Person) -> None:
    await floor.gives(SOFIANE, 50_000)
    await confirm(sofiane)
    floor.clock.tick(GOOD_FOR)
    floor.books.set_balance(100_00)
    await sofiane.taps("Acheter")
    assert "rien n’a été prélevé" in sofiane.toast
    assert await floor.orders(SOFIANE) == ()


async def test_a_supplier_that_is_away_is_said_and_browsing_goes_on(floor: Floor, sofiane: Person) -> None:
    await floor.gives(SOFIANE, 50_000)
    await choose(sofiane)
    floor.books.modes = floor.books.modes.turned({"stopped": True, "stopped_how": "503"})
    await sofiane.taps("Acheter")
    assert "ne peuvent pas être lus" in sofiane.toast
    assert "Rien n’a été prélevé" in sofiane.toast
    floor.clock.tick(3_600)
    await sofiane.taps("Plus")
    assert "ne peuvent pas être lus" in sofiane.toast
    assert "fournisseur" not in sofiane.toast
    await sofiane.taps("Retour")
    assert "Dernière mise à jour" in sofiane.screen
    assert any("2 790 DA" in label for label in sofiane.buttons)


async def test_who_looks_again_and_again_is_told_that_it_was_just_read_and_costs_no_requests(
    floor: Floor, sofiane: Person
) -> None:
    await confirm(sofiane)
    asked, began = len(floor.services.looks._looks[SOFIANE]), floor.clock.monotonic()
    toasts = []
    for _ in range(12):
        await sofiane.taps("Revérifier")
        toasts.append(sofiane.toast or "")
    # On a busy machine this takes some time, also by the shop's clock: a reading each for every ten seconds
    # begun.
    tens = (floor.clock.monotonic() - began) // JUST_NOW + 1
    assert len(floor.services.looks._looks[SOFIANE]) <= asked + 2 * tens
    assert sum("il y a quelques secondes" in toast for toast in toasts) >= len(toasts) - tens
    floor.clock.tick(JUST_NOW)
    await sofiane.taps("Revérifier")
    assert "il y a quelques secondes" not in (sofiane.toast or "")


async def test_who_asks_for_more_than_a_person_may_is_told_when_again(floor: Floor, sofiane: Person) -> None:
    await confirm(sofiane)
    for _ in range(MOST):
        floor.clock.tick(JUST_NOW / 10)
        with contextlib.suppress(TooManyLooksError):
            floor.services.looks.take(SOFIANE)
    floor.clock.tick(JUST_NOW)
    await sofiane.taps("Revérifier")
    assert "très souvent en une minute" in sofiane.toast
    floor.clock.tick(60)
    await sofiane.taps("Revérifier")
    assert "très souvent" not in (sofiane.toast or "")
