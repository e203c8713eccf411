"""Prices and promo codes as the merchant and the customers live them."""

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
    assert "fixée par Karim" in karim.screen
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
    await karim.taps("❌ Retirer la règle : PlayStation")
    assert "sans règle propre" in karim.screen
    await karim.taps("Enregistrer")
    assert "Aucune règle" in karim.screen
    await karim.sends("/margin 7%")
    assert "/margin Steam 7% step 10" in karim.screen
    await karim.sends("/margin rien de tel 7%")
    assert "Rien ne s’appelle « rien de tel »" in karim.screen
    await karim.sends("/margin store 7%")
    assert "Lequel" in karim.screen
    await karim.taps(FRANCE)
    assert f"Prix : {FRANCE}" in karim.screen
    await karim.sends("/margin all 2000%")
    assert "ne peut pas servir" in karim.screen


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
    assert "Code promo ETE26 : −50 DA sur 5 580 DA" in karim.screen
    await confirm(person, "1")
    await person.taps(button)
    await person.sends("ETE26")
    assert "5 530" not in person.screen


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
    assert "ne peut pas servir" in karim.screen


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
