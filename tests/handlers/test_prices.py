"""Prices and promo codes as the merchant and the customers live them."""

import re

import pytest

from bot.shop.money import Money
from tests.handlers.shopfloor import AMINA, SOFIANE, Floor, Person, text_of
from tests.handlers.test_buying import FRANCE, confirm


async def test_a_margin_is_chosen_by_buttons_seen_and_saved(
    floor: Floor, karim: Person, sofiane: Person
) -> None:
    await karim.sends("/admin")
    await karim.taps("Prix")
    assert "coût + 5 % · arrondi vers le haut à 10 DA (selon les réglages)" in karim.screen
    await karim.taps("PlayStation")
    await karim.taps(FRANCE)
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
    assert "fixée par 2001" in karim.screen
    await sofiane.taps("Acheter")
    assert "Le prix a changé" in sofiane.screen
    assert "2 920 DA" in sofiane.screen
    assert [line.action for line in await floor.services.desk.audit()] == ["price_rule", "credit"]


async def test_a_margin_is_typed_and_ended(karim: Person) -> None:
    await karim.sends(f"/margin {FRANCE} 7,5% pas 50")
    assert "coût + 7,5 % · arrondi vers le haut à 50 DA" in karim.screen
    await karim.taps("Enregistrer")
    await karim.sends("/margin tout +30")
    await karim.taps("Ne pas enregistrer")
    assert "selon les réglages" in karim.screen
    await karim.taps("Toutes les règles")
    await karim.taps("✖️ PlayStation")
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
    assert "Steam Wallet Europe : coût + 7,5 % · + 30 DA" in karim.screen
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
    kinds = [type(rule.says).__name__ for rule in await floor.services.pricelist.rules()]
    assert kinds == ["Limit", "Hidden"]


async def test_each_part_of_a_margin_is_chosen_by_buttons(karim: Person) -> None:
    await karim.sends("/margin Steam")
    for part in ("+50 DA", "arrondi : 20 DA", "au moins 100 DA"):
        await karim.taps("arrondi, marge minimale" if "Prix" in karim.screen else "Retour")
        await karim.taps(part)
        await karim.taps("Enregistrer")
        await karim.sends("/margin Steam")
    assert "coût + 5 % · + 50 DA · au moins 100 DA de marge · arrondi vers le haut à 20 DA" in karim.screen
    await karim.taps("arrondi, marge minimale")
    await karim.taps("+0 %")
    assert "Steam : coût + 50 DA" in karim.screen
    await karim.taps("Ne pas enregistrer")
    await karim.taps("+7 %")
    assert "coût + 7 % · + 50 DA · au moins 100 DA de marge · arrondi vers le haut à 20 DA" in karim.screen


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
    await karim.taps("Annuler")
    await karim.taps("Enregistrer")
    [rule] = await floor.services.pricelist.rules()
    assert rule.title == "Steam"
    await karim.sends("/limit Steam 3")
    assert "Steam : 3 par commande (avant : sans limite propre)" in karim.screen
    await karim.taps("Annuler")
    assert "Steam : sans limite propre (avant : 3 par commande)" in karim.screen


async def test_a_preview_reads_what_nobody_knows_and_says_what_it_did_not(
    floor: Floor, karim: Person
) -> None:
    products = sum(len(c.products) for c in await floor.services.catalogue.all_categories())
    await karim.sends("/margin all 7%")
    assert re.search(rf"Comptés : [1-9]\d* produits sur {products}\.", karim.screen)
    while any("Compter plus" in label for label in karim.buttons):
        floor.clock.tick(30)
        await karim.taps("Compter plus de produits")
    assert "Comptés" not in karim.screen
    await karim.taps("Enregistrer")
    assert [rule.title for rule in await floor.services.pricelist.rules()] == [""]


async def test_a_price_below_cost_is_sold_only_after_a_second_yes(
    floor: Floor, karim: Person, sofiane: Person
) -> None:
    await karim.sends(f"/margin {FRANCE}")
    await karim.sends(f"/price {FRANCE} 10 EUR 2000")
    assert "sous le coût" in karim.screen
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
    await karim.taps("10 EUR")
    await karim.taps("2 780 DA")
    await karim.taps("Enregistrer")
    await confirm(sofiane, "1")
    assert "1 × 2 780 DA" in sofiane.screen


async def test_goods_are_hidden_and_shown_again(karim: Person, sofiane: Person) -> None:
    await karim.sends(f"/hide {FRANCE}")
    assert f"Masqué : {FRANCE}" in karim.screen
    await sofiane.sends("/shop")
    await sofiane.taps("PlayStation")
    assert not any(FRANCE in label for label in sofiane.buttons)
    await karim.taps("Prix")
    await karim.taps("Afficher de nouveau")
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
    await sofiane.taps("PlayStation")
    await sofiane.taps(FRANCE)
    await sofiane.taps("10 EUR")
    assert "2 par jour" in sofiane.toast
    await karim.sends(f"/limit {FRANCE} auto")
    assert "Cartes par commande : 10" in karim.screen
    await karim.sends("/limit steam rien")
    assert "/limit Steam 5" in karim.screen
    await karim.sends("/limit steam 10001")
    assert "de 1 à 10000" in karim.screen


async def test_a_limit_of_zero_is_not_guessed(floor: Floor, karim: Person) -> None:
    await karim.sends("/limit steam 2 day 3")
    await karim.sends("/limit steam 0")
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
    kinds = [type(rule.says).__name__ for rule in await floor.services.pricelist.rules()]
    assert kinds == ["Limit", "Hidden"]


async def test_what_stays_hidden_with_something_wider_is_said(karim: Person) -> None:
    await karim.sends("/hide Steam")
    await karim.sends("/hide Steam Wallet USA")
    await karim.sends("/unhide Steam Wallet USA")
    assert "reste masqué avec : Steam" in karim.screen
    await karim.sends("/hide Steam Wallet USA")
    await karim.sends("/unhide Steam")
    assert "De nouveau en rayon : Steam" in karim.screen
    assert "Masqués à l’intérieur par leurs propres règles : 1" in karim.screen


async def test_limits_and_what_is_hidden_end_from_the_list_of_rules(floor: Floor, karim: Person) -> None:
    await karim.sends("/hide Steam")
    await karim.sends("/limit Steam 3 day 9")
    await karim.sends("/margin")
    await karim.taps("Toutes les règles")
    await karim.taps("✖️ Steam : 3 par commande")
    assert "Terminée, pour : Steam" in karim.screen
    await karim.taps("Annuler")
    assert "Steam : 3 par commande · 9 par client et par jour" in karim.screen
    await karim.sends("/margin")
    await karim.taps("Toutes les règles")
    await karim.taps("✖️ Steam : masqué")
    [rule] = await floor.services.pricelist.rules()
    assert [line.action for line in await floor.services.desk.audit()][:2] == ["hidden", "limit"]
    await karim.presses(int(karim.last["message_id"]), f"a-rend:{rule.id}")
    await karim.presses(int(karim.last["message_id"]), f"a-rend:{rule.id}")
    assert "déjà enregistré" in karim.toast


@pytest.mark.parametrize(
    ("user_id", "language", "words"),
    [
        (AMINA, "ar", ("رمز تخفيض", "اكتب رمز التخفيض", "مخصومة", "شراء", "دفعت")),
        (SOFIANE, "fr", ("Code promo", "Écrivez votre code", "déjà déduits", "Acheter", "Vous avez payé")),
        (SOFIANE, "en", ("Promo code", "Write your promo code", "taken off the total", "Buy", "You paid")),
    ],
)
async def test_a_customer_uses_a_code_in_each_language(
    floor: Floor, karim: Person, user_id: int, language: str, words: tuple[str, ...]
) -> None:
    button, ask, taken, buy, paid = words
    await karim.sends("/promo ete26 50 each 1")
    await karim.taps("Lancer")
    assert "Le code ETE26 est valable" in karim.screen
    person = floor.person(user_id, language)
    await person.sends("/start")
    await floor.gives(user_id, 10_000)
    await confirm(person, "2")
    await person.taps(button)
    assert ask in person.screen
    await person.sends("nope")
    wrong = person.screen
    await person.sends("Ete26")
    assert wrong != person.screen
    assert taken in person.screen
    assert "5 530" in person.screen
    receipt = int(person.last["message_id"])
    await person.taps(buy)
    assert await floor.services.wallet.balance(user_id) == Money.of_dinars(10_000 - 5_530)
    await floor.work()
    shown = text_of(person.account.posts[receipt].seen())
    assert paid in shown
    assert "ETE26" in shown
    await karim.sends(f"/order {(await floor.orders(user_id))[0].ref}")
    assert "Code promo ETE26 (−50 DA) : −50 DA sur 5 580 DA" in karim.screen
    assert "(tout ; selon les réglages) : 2 648,40 DA → 2 790 DA" in karim.screen
    await confirm(person, "1")
    await person.taps(button)
    await person.sends("ETE26")
    assert "5 530" not in person.screen


async def test_who_tries_out_codes_waits_and_buys_without(
    floor: Floor, karim: Person, sofiane: Person
) -> None:
    await karim.sends("/promo ete26 50")
    await karim.taps("Lancer")
    await floor.gives(SOFIANE, 10_000)
    await confirm(sofiane, "2")
    await sofiane.taps("Code promo")
    for number in range(5):
        await sofiane.sends(f"ETE{number}")
        assert "ce code n’existe pas" in sofiane.screen
    await sofiane.sends("ETE26")
    assert "Trop de codes" in sofiane.screen
    assert "10:10" in sofiane.screen
    await sofiane.taps("Retour")
    await sofiane.taps("Code promo")
    floor.clock.tick(601)
    await sofiane.sends("ETE26")
    assert "5 530 DA" in sofiane.screen
    await sofiane.taps("Acheter")
    assert (await floor.orders(SOFIANE))[0].promo == "ETE26"


async def test_back_from_the_code_is_the_confirmation_and_a_code_can_be_lost(
    floor: Floor, karim: Person, sofiane: Person
) -> None:
    await karim.sends(f"/promo grand 100 min 5000 on {FRANCE}")
    assert FRANCE in karim.screen
    await karim.taps("Lancer")
    await floor.gives(SOFIANE, 10_000)
    await confirm(sofiane, "2")
    await sofiane.taps("Code promo")
    await sofiane.taps("Retour")
    assert "Vérifiez votre commande" in sofiane.screen
    await sofiane.taps("Code promo")
    await sofiane.sends("GRAND")
    assert "5 480 DA" in sofiane.screen
    await sofiane.taps("Changer la quantité")
    await sofiane.taps("1")
    assert "ne déduit rien : la commande doit atteindre 5 000 DA" in sofiane.screen
    await karim.sends("/promo")
    await karim.taps("Terminer GRAND")
    await karim.taps("Oui")
    assert "Le code GRAND est terminé" in karim.screen
    assert "Aucun code promo" in karim.screen
    await karim.sends("/promo end GRAND")
    assert "Aucun code GRAND" in karim.screen


async def test_a_code_by_buttons_shows_what_it_would_cost(karim: Person) -> None:
    await karim.sends(f"/margin {FRANCE}")
    await karim.sends("/admin")
    await karim.taps("Codes promo")
    await karim.taps("Nouveau code")
    await karim.taps("−20 %")
    assert "1 par client" in karim.screen
    assert "S’il peut aller sous le coût" in karim.screen
    await karim.taps("Lancer, même à perte")
    assert "même à perte" in karim.screen
    assert "utilisations : 0" in karim.screen
    await karim.sends("/promo quoi")
    assert "/promo RAMADAN10" in karim.screen
    await karim.sends("/promo trop 500%")
    assert "1 à 100 %" in karim.screen


async def test_every_part_of_a_code_is_chosen_by_buttons(floor: Floor, karim: Person) -> None:
    await karim.sends("/promo")
    await karim.taps("Nouveau code")
    await karim.taps("−200 DA")
    for part, value in (
        ("utilisations en tout", "100"),
        ("utilisations par client", "2"),
        ("à partir d’un total de", "2 000 DA"),
        ("dès le", "02/11/2026"),
        ("jusqu’au soir du", "08/11/2026"),
    ):
        await karim.taps(part)
        await karim.taps(value)
    await karim.taps("pour : tout")
    await karim.taps("Steam")
    await karim.taps("Steam Wallet USA")
    await karim.taps("✅ Pour Steam Wallet USA")
    told = (
        "−200 DA · Steam Wallet USA · 100 en tout · 2 par client · à partir de 2 000 DA"
        " · dès le 2 nov. 2026 à 00:00 · jusqu’au 8 nov. 2026 à 23:59"
    )
    assert told in karim.screen
    await karim.taps("déduit : −200 DA")
    await karim.taps("−15 %")
    await karim.taps("utilisations en tout : 100")
    await karim.taps("aucune")
    assert told.replace("200 DA", "15 %", 1).replace(" · 100 en tout", "") in karim.screen
    assert (await floor.services.promos.page()).items == ()
    await karim.taps("Lancer")
    [code] = (await floor.services.promos.page()).items
    assert (code.percent, code.customer_limit, code.least) == (15, 2, Money.of_dinars(2000))
    assert code.starts_at is not None
    assert code.ends_at is not None
    assert (code.ends_at - code.starts_at).days == 7


async def test_a_code_in_the_making_is_changed_by_typing_too(floor: Floor, karim: Person) -> None:
    await karim.sends("/promo")
    await karim.taps("Nouveau code")
    await karim.taps("−10 %")
    await karim.sends("aid27")
    assert "AID27 : −10 %" in karim.screen
    await karim.sends("250 DA max 40")
    assert "AID27 : −250 DA · tout · 40 en tout" in karim.screen
    await karim.sends("sur steam wallet")
    await karim.taps("Steam Wallet Europe")
    assert "AID27 : −250 DA · Steam Wallet Europe · 40 en tout" in karim.screen
    await karim.sends("du fromage et du pain")
    assert "/promo RAMADAN10" in karim.screen
    await karim.sends("max 0")
    assert "de 1 à 1 000 000" in karim.screen
    await karim.sends("sur rien de tel")
    assert "Rien ne s’appelle" in karim.screen
    await karim.taps("à partir d’un total de")
    await karim.sends("1500 DA")
    assert (
        "AID27 : −250 DA · Steam Wallet Europe · 40 en tout · 1 par client · à partir de 1 500 DA"
        in karim.screen
    )
    await karim.taps("utilisations en tout")
    await karim.sends("30%")  # not what was asked for, and clear all the same
    assert "AID27 : −30 %" in karim.screen
    await karim.sends("250")
    await karim.sends("until 2027-01-31")
    assert "jusqu’au 31 janv. 2027 à 23:59" in karim.screen
    await karim.taps("Lancer")
    [code] = (await floor.services.promos.page()).items
    assert (code.code, code.total_limit, code.title) == ("AID27", 40, "Steam Wallet Europe")
    # What is typed now is about nothing any more.
    await karim.sends("500")
    assert [one.amount for one in (await floor.services.promos.page()).items] == [Money.of_dinars(250)]


async def test_a_start_button_starts_what_stands_beside_it(floor: Floor, karim: Person) -> None:
    await karim.sends("/promo ETE 10%")
    first = int(karim.last["message_id"])
    await karim.sends("50%")
    assert "ETE : −50 %" in karim.screen
    await karim.taps("Lancer", on=first)
    [code] = (await floor.services.promos.page()).items
    assert code.percent == 10
    await karim.sends("/promo ete 20%")
    assert "Un code ETE est déjà en cours" in karim.screen
    assert not any("Lancer" in label for label in karim.buttons)
    running = code.id
    for data in (
        f"a-pset:{running}:percent:90",
        f"a-pfor:{running}:all",
        f"a-psee:{running}",
        "a-pset:1:x:1",
    ):
        await karim.presses(int(karim.last["message_id"]), data)
        assert karim.toast
    assert [one.percent for one in (await floor.services.promos.page()).items] == [10]


async def test_a_code_whose_time_is_over_says_so_and_none_is_made(floor: Floor, karim: Person) -> None:
    await karim.sends("/promo VIEUX 10% until 2020-01-01")
    assert "une fin à venir" in karim.screen
    await karim.sends("/promo COURT 10% until 2026-11-01")
    await karim.taps("Lancer")
    floor.clock.tick(24 * 3600)
    await karim.sends("/promo")
    assert "COURT, dont le temps est passé" in karim.screen


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


async def test_a_code_is_for_the_confirmation_whose_button_was_pressed(
    floor: Floor, karim: Person, sofiane: Person
) -> None:
    await karim.sends("/promo ete26 50")
    await karim.taps("Lancer")
    await floor.gives(SOFIANE, 50_000)
    first = await confirm(sofiane, "2")
    floor.clock.tick(1)
    await confirm(sofiane, "1", "20 EUR")
    floor.clock.tick(1)
    await sofiane.taps("Code promo", on=first)
    await sofiane.sends("ETE26")
    assert "Montant : 10 EUR" in sofiane.screen
    assert "5 530 DA" in sofiane.screen
    await sofiane.taps("Acheter")
    await floor.work()
    await sofiane.presses(first, f"promo:{'x' * 16}:2")
    assert sofiane.toasts[-1]["show_alert"]  # said, and nothing is shown over the receipt
