"""Prices, limits and shelves as the merchant and the customers live them."""

import re

import pytest

from bot.shop.staff.audit import AuditWanted
from tests.handlers.buying_steps import FRANCE, confirm
from tests.handlers.shopfloor import SOFIANE, Floor, Person


async def test_a_margin_is_chosen_by_buttons_seen_and_saved(
    floor: Floor, karim: Person, sofiane: Person
) -> None:
    await karim.sends("/admin")
    await karim.taps("Prix")
    assert "coût + 5 % · arrondi vers le haut à 10 DA (selon les réglages)" in karim.screen
    await karim.taps("PlayStation", FRANCE)
    assert "10 EUR : 2 648,40 DA → 2 790 DA · marge 141,60 DA (5,3 %)" in karim.screen
    await karim.taps("+10 %")
    assert "Prix qui changent" in karim.screen
    assert "Marge la plus basse alors" in karim.screen
    assert "Rien n’a encore changé" in karim.screen
    await floor.gives(SOFIANE, 10_000)
    await confirm(sofiane, "1")
    assert "2 790 DA" in sofiane.screen
    message_id, data = karim.button("Enregistrer")
    for _ in range(2):
        floor.telegram.people.press(karim.account, message_id, data)
    await floor.handle()
    assert FRANCE in karim.screen
    assert "fixée par Karim" in karim.screen
    await sofiane.taps("Acheter")
    assert "Le prix a changé" in sofiane.screen
    assert "2 920 DA" in sofiane.screen
    assert [line.action for line in (await floor.services.audit_log.page(AuditWanted())).lines] == [
        "price_rule",
        "credit",
    ]


async def test_a_margin_is_typed_and_ended(karim: Person) -> None:
    await karim.sends(f"/margin {FRANCE} 7,5% pas 50")
    assert "coût + 7,5 % · arrondi vers le haut à 50 DA" in karim.screen
    await karim.taps("Enregistrer")
    await karim.sends("/margin tout +30")
    await karim.taps("Ne pas enregistrer")
    assert "selon les réglages" in karim.screen
    await karim.taps("Toutes les règles", "❌ PlayStation")
    assert "sans règle propre, donc coût + 5 % · arrondi vers le haut à 10 DA" in karim.screen
    assert "Jusqu’ici : coût + 7,5 % · arrondi vers le haut à 50 DA" in karim.screen
    await karim.taps("Enregistrer")
    assert "Aucune règle" in karim.screen
    await karim.sends("/margin 7%")
    assert "tout : coût + 7 % · arrondi vers le haut à 10 DA" in karim.screen
    await karim.sends("/margin rien de tel 7%")
    assert "Rien ne s’appelle « rien de tel »" in karim.screen
    await karim.sends("/margin store 7%")
    assert "Lequel" in karim.screen
    await karim.taps(FRANCE)
    assert f"{FRANCE} : coût + 7 %" in karim.screen
    await karim.sends("/margin all 2000%")
    assert "ne peut pas servir" in karim.screen


async def test_an_unusual_margin_is_asked_about_and_a_negative_one_explained(karim: Person) -> None:
    await karim.sends(f"/margin {FRANCE} 700%")
    assert "coût + 700 %" in karim.screen
    assert "Vraiment ?" in karim.screen
    assert f"{FRANCE} 10 EUR serait vendu 21 190 DA et coûte 2 648,40 DA" in karim.screen
    await karim.taps("Ne pas enregistrer")
    await karim.sends(f"/margin {FRANCE} 90%")
    assert "Vraiment" not in karim.screen
    await karim.sends(f"/price {FRANCE} 10 EUR 27900")
    assert "Vraiment ?" in karim.screen
    await karim.taps("Oui, l’appliquer")
    assert "prix fixe 27 900 DA" in karim.screen
    await karim.sends(f"/margin {FRANCE} -7%")
    assert "jamais négative" in karim.screen
    await karim.sends(f"/margin {FRANCE} 7")
    assert f"/margin {FRANCE} 7%" in karim.screen
    assert f"/margin {FRANCE} +7" in karim.screen
    await karim.sends(f"/margin {FRANCE} 7,555%")
    assert "ce n’est pas une règle" in karim.screen


async def test_the_digits_and_signs_that_people_write(floor: Floor, karim: Person) -> None:
    for typed in (f"{FRANCE} ٧٪", f"{FRANCE} %٧", f"7 % {FRANCE}", f"{FRANCE} 7,0%"):
        await karim.sends(f"/margin {typed}")
        assert f"{FRANCE} : coût + 7 % · arrondi vers le haut à 10 DA" in karim.screen
    for typed in ("2800 DA", "٢٨٠٠ دج", "2\u00a0800\u00a0DA"):
        await karim.sends(f"/price {FRANCE} 10 EUR {typed}")
        assert f"{FRANCE} 10 EUR : prix fixe 2 800 DA" in karim.screen
    assert await floor.services.pricelist.rules() == ()


async def test_a_name_that_fits_several_asks_which_and_keeps_what_was_wished(
    floor: Floor, karim: Person
) -> None:
    await karim.sends("/margin steam wallet 7,5% +30")
    assert "Lequel" in karim.screen
    await karim.taps("Steam Wallet Europe")
    assert "Steam Wallet Europe : coût + 7,5 % + 30 DA" in karim.screen
    await karim.sends("/price steam wallet usa 1500")
    await karim.taps("10 USD")
    assert "Steam Wallet USA 10 USD : prix fixe 1 500 DA" in karim.screen
    await karim.sends("/price steam wallet 5 1 500")
    assert sum("5 USD" in label for label in karim.buttons) == 2
    await karim.taps("Steam Wallet Global 5 USD")
    assert "Steam Wallet Global 5 USD : prix fixe 1 500 DA" in karim.screen
    await karim.sends("/price steam auto")
    assert "un seul montant" in karim.screen
    await karim.sends("/hide steam wallet")
    await karim.taps("Steam Wallet Global")
    assert "Masqué : les clients ne le voient pas" in karim.screen
    await karim.sends("/limit steam wallet 3 day 5")
    await karim.taps("Steam Wallet Global")
    assert "Steam Wallet Global : 3 par commande · 5 par client et par jour" in karim.screen
    kinds = [type(rule.rule).__name__ for rule in await floor.services.pricelist.rules()]
    assert kinds == ["Limit", "Hidden"]


async def test_each_part_of_a_margin_is_chosen_by_buttons(karim: Person) -> None:
    await karim.sends("/margin Steam")
    for part in ("+50 DA", "arrondi : 20 DA", "au moins 100 DA"):
        await karim.taps("arrondi, marge minimale" if "Prix" in karim.screen else "Retour", part)
        await karim.taps("Enregistrer")
        await karim.sends("/margin Steam")
    assert "coût + 5 % + 50 DA · au moins 100 DA de marge · arrondi vers le haut à 20 DA" in karim.screen
    await karim.taps("arrondi, marge minimale", "+0 %")
    assert "Steam : coût + 50 DA" in karim.screen
    await karim.taps("Ne pas enregistrer", "+7 %")
    assert "coût + 7 % + 50 DA · au moins 100 DA de marge · arrondi vers le haut à 20 DA" in karim.screen


async def test_a_margin_in_place_of_a_set_price_is_rounded_as_the_margin_above_it(karim: Person) -> None:
    await karim.sends(f"/price {FRANCE} 10 EUR 2800")
    await karim.taps("Enregistrer")
    await karim.sends(f"/margin {FRANCE} 10 EUR")
    await karim.taps("+7 %")
    assert "coût + 7 % · arrondi vers le haut à 10 DA" in karim.screen
    assert "Jusqu’ici : prix fixe 2 800 DA" in karim.screen


async def test_costs_that_could_not_be_read_anew_are_dated(floor: Floor, karim: Person) -> None:
    await karim.sends(f"/margin {FRANCE}")
    assert "ne répond pas" not in karim.screen
    floor.books.modes = floor.books.modes.turned({"stopped": True})
    floor.clock.tick(600)
    await karim.sends(f"/margin {FRANCE}")
    assert "2 648,40 DA → 2 790 DA" in karim.screen
    assert "ce sont ses coûts du 1 nov. 2026 à 10:00" in karim.screen


async def test_what_was_saved_says_what_it_was_and_can_be_undone(floor: Floor, karim: Person) -> None:
    await karim.sends("/margin Steam 7%")
    await karim.taps("Enregistrer")
    await karim.sends("/margin Steam 9%")
    await karim.taps("Enregistrer")
    assert "Enregistré. Steam : coût + 9 %" in karim.screen
    await karim.taps("Annuler")
    assert "Steam : coût + 7 %" in karim.screen
    assert "Jusqu’ici : coût + 9 %" in karim.screen
    await karim.taps("Enregistrer")
    await karim.sends("/margin Steam auto")
    await karim.taps("Enregistrer")
    assert await floor.services.pricelist.rules() == ()
    await karim.taps("Annuler")  # back to a higher margin: at once
    [rule] = await floor.services.pricelist.rules()
    assert rule.title == "Steam"
    await karim.sends("/limit Steam 3")
    assert "Steam : 3 par commande (avant : sans limite propre)" in karim.screen
    await karim.taps("Annuler")
    assert "Steam : sans limite propre (avant : 3 par commande)" in karim.screen


async def test_of_two_open_previews_of_one_rule_the_second_is_shown_again(
    floor: Floor, karim: Person
) -> None:
    await karim.sends("/margin Steam 7%")
    first = karim.button("Enregistrer")
    await karim.sends("/margin Steam 9%")
    second = karim.button("Enregistrer")
    await karim.presses(*first)
    await karim.presses(*second)
    assert "Une autre règle a été enregistrée" in karim.toast
    assert "Jusqu’ici : coût + 7 %" in karim.screen
    await karim.taps("Enregistrer")
    [rule] = await floor.services.pricelist.rules()
    assert rule.rule.percent == 9


async def test_undoing_a_price_below_cost_takes_one_press(floor: Floor, karim: Person) -> None:
    await karim.sends(f"/price {FRANCE} 10 EUR 2000")
    await karim.taps("perte")
    assert "prix fixe 2 000 DA" in karim.screen
    await karim.taps("Annuler")
    assert "Enregistré" in karim.screen
    assert await floor.services.pricelist.rules() == ()
    await karim.taps("Annuler")  # and back: that is asked about, as it was the first time
    assert await floor.services.pricelist.rules() == ()
    assert any("perte" in label for label in karim.buttons)


async def test_a_price_below_cost_ends_from_the_list_of_rules_with_one_press(
    floor: Floor, karim: Person
) -> None:
    await karim.sends(f"/price {FRANCE} 10 EUR 2000")
    await karim.taps("perte", "❌")
    assert await floor.services.pricelist.rules() == ()
    await karim.sends(f"/margin {FRANCE} 7%")
    await karim.taps("Enregistrer", "❌")
    assert len(await floor.services.pricelist.rules()) == 1  # no loss: its effect is shown first


async def test_a_limit_beyond_its_bound_is_refused_with_the_bound(floor: Floor, karim: Person) -> None:
    for typed in ("1000", "101", "1 000", "1.000", "day 20000"):
        await karim.sends(f"/limit Steam {typed}")
        assert "de 1 à 100 cartes par commande, et de 1 à 10000 par client" in karim.screen, typed
    assert await floor.services.pricelist.rules() == ()
    await karim.sends("/limit Steam 100 day 10 000")
    assert "100 par commande · 10000 par client et par jour" in karim.screen


async def test_a_preview_reads_what_nobody_knows_and_says_what_it_did_not(
    floor: Floor, karim: Person
) -> None:
    products = sum(len(c.products) for c in await floor.services.catalogue.all_categories())
    await karim.sends("/margin all 7%")
    assert re.search(rf"Vérifiés : [1-9]\d* produits sur {products}\.", karim.screen)
    while any("Vérifier plus" in label for label in karim.buttons):
        floor.clock.tick(30)
        await karim.taps("Vérifier plus de produits")
    assert "Comptés" not in karim.screen
    await karim.taps("Enregistrer")
    assert [rule.title for rule in await floor.services.pricelist.rules()] == [""]


async def test_a_price_below_cost_is_sold_only_after_a_second_yes(
    floor: Floor, karim: Person, sofiane: Person
) -> None:
    await karim.sends(f"/margin {FRANCE}", f"/price {FRANCE} 10 EUR 2000")
    assert "de moins que le coût" in karim.screen
    assert not any("Enregistrer" in label and "Ne pas" not in label for label in karim.buttons)
    await karim.taps("Vendre à perte")
    assert "vente à perte confirmée" in karim.screen
    await floor.gives(SOFIANE, 10_000)
    await confirm(sofiane, "1")
    assert "2 000 DA" in sofiane.screen
    await sofiane.taps("Acheter")
    [order] = await floor.orders(SOFIANE)
    await karim.sends(f"/order {order.ref}")
    assert "Prix selon la règle : prix fixe 2 000 DA" in karim.screen
    await karim.sends(f"/price {FRANCE} 10 EUR auto")
    await karim.taps("Enregistrer")
    await confirm(sofiane, "1")
    assert "2 790 DA" in sofiane.screen
    await karim.sends("/price")
    assert "/price Steam 10 USD 1500" in karim.screen


async def test_set_prices_by_buttons(karim: Person, sofiane: Person) -> None:
    await karim.sends(f"/margin {FRANCE}")
    await karim.taps("10 EUR", "2 780 DA", "Enregistrer")
    await confirm(sofiane, "1")
    assert "1 × 2 780 DA" in sofiane.screen


async def test_goods_are_hidden_and_shown_again(karim: Person, sofiane: Person) -> None:
    await karim.sends(f"/hide {FRANCE}")
    assert f"Masqué : {FRANCE}" in karim.screen
    await sofiane.sends("/shop")
    await sofiane.taps("PlayStation")
    assert not any(FRANCE in label for label in sofiane.buttons)
    await karim.taps("Prix", "Afficher de nouveau")
    await sofiane.sends("/shop")
    await sofiane.taps("PlayStation")
    assert any(FRANCE in label for label in sofiane.buttons)
    await karim.sends("/unhide all")
    assert "/maintenance" in karim.screen
    await karim.sends("/hide")
    assert "/hide Steam" in karim.screen


async def test_limits_by_words_and_by_buttons(floor: Floor, karim: Person, sofiane: Person) -> None:
    await karim.sends(f"/limit {FRANCE} 2")
    assert "Cartes par commande : 2" in karim.screen
    await karim.taps("par jour : 2")
    assert "par client et par jour : 2" in karim.screen
    await floor.gives(SOFIANE, 50_000)
    await confirm(sofiane, "2")
    await sofiane.taps("Acheter")
    await sofiane.sends("/shop")
    await sofiane.taps("PlayStation", FRANCE, "10 EUR")
    assert "2 par jour" in sofiane.toast
    await karim.sends(f"/limit {FRANCE} auto")
    assert "Cartes par commande : 10" in karim.screen
    await karim.sends("/limit steam rien")
    assert "/limit Steam 5" in karim.screen
    await karim.sends("/limit steam 10001")
    assert "de 1 à 10000" in karim.screen


async def test_a_limit_of_zero_is_not_guessed(floor: Floor, karim: Person) -> None:
    await karim.sends("/limit steam 2 day 3", "/limit steam 0")
    assert "deux choses" in karim.screen
    await karim.taps("Sans limite propre")
    assert (
        "Steam : 3 par client et par jour (avant : 2 par commande · 3 par client et par jour)" in karim.screen
    )
    await karim.sends("/limit steam day 0")
    await karim.taps("Masquer")
    assert "Masqué : les clients ne le voient pas" in karim.screen
    await karim.sends("/limit 0")
    assert not any("Masquer" in label for label in karim.buttons)
    kinds = [type(rule.rule).__name__ for rule in await floor.services.pricelist.rules()]
    assert kinds == ["Limit", "Hidden"]


async def test_what_stays_hidden_with_something_wider_is_said(karim: Person) -> None:
    await karim.sends("/hide Steam", "/hide Steam Wallet USA", "/unhide Steam Wallet USA")
    assert "reste masqué avec : Steam" in karim.screen
    await karim.sends("/hide Steam Wallet USA", "/unhide Steam")
    assert "De nouveau dans la boutique : Steam" in karim.screen
    assert "Masqués à l’intérieur par leurs propres règles : 1" in karim.screen


async def test_limits_and_what_is_hidden_end_from_the_list_of_rules(floor: Floor, karim: Person) -> None:
    await karim.sends("/hide Steam", "/limit Steam 3 day 9", "/margin")
    await karim.taps("Toutes les règles", "❌ Steam : 3 par commande")
    assert "Règle terminée pour : Steam" in karim.screen
    await karim.taps("Annuler")
    assert "Steam : 3 par commande · 9 par client et par jour" in karim.screen
    await karim.sends("/margin")
    await karim.taps("Toutes les règles", "❌ Steam : masqué")
    [rule] = await floor.services.pricelist.rules()
    assert [line.action for line in (await floor.services.audit_log.page(AuditWanted())).lines][:2] == [
        "hidden",
        "limit",
    ]
    await karim.presses(int(karim.last["message_id"]), f"a-rend:{rule.id}")
    await karim.presses(int(karim.last["message_id"]), f"a-rend:{rule.id}")
    assert "déjà enregistré" in karim.toast


@pytest.mark.parametrize("command", ["margin", "price", "hide", "unhide", "limit", "promo"])
async def test_strangers_learn_nothing_of_prices(floor: Floor, sofiane: Person, command: str) -> None:
    await sofiane.sends("/nothing_like_it")
    unknown = sofiane.screen
    await sofiane.sends(f"/{command} all 7%")
    assert sofiane.screen == unknown
    for data in ("a-pr:all:1", "a-pct:all:0", "a-hide:all:1", "a-pgo:1:1", "a-rloss:1"):
        await sofiane.presses(int(sofiane.last["message_id"]), data)
    assert await floor.services.pricelist.rules() == ()


async def test_buttons_of_long_ago_are_answered(karim: Person) -> None:
    await karim.sends("/margin")
    screen = int(karim.last["message_id"])
    for data in ("a-rok:99", "a-rloss:99", "a-rend:99", "a-pgo:99:0", "a-pr:p.aaaaaaaaaaaaa:1", "a-pend:99"):
        await karim.presses(screen, data)
        assert karim.toast
