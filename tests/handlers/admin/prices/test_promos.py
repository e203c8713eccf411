"""Promo codes as the merchant makes them and the customers use them."""

import pytest

from bot.shop.money import Money
from tests.handlers.buying_steps import FRANCE, confirm
from tests.handlers.shopfloor import AMINA, SOFIANE, Floor, Person, text_of


@pytest.mark.parametrize(
    ("user_id", "language", "words"),
    [
        (AMINA, "ar", ("رمز تخفيض", "اكتب رمز التخفيض", "خُصمت", "شراء", "دفعت")),
        (SOFIANE, "fr", ("Code promo", "Écrivez votre code", "déjà déduits", "Acheter", "Vous avez payé")),
        (SOFIANE, "en", ("Promo code", "Type your promo code", "taken off the total", "Buy", "You paid")),
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
    await sofiane.taps("Retour", "Code promo")
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
    await sofiane.taps("Code promo", "Retour")
    assert "Vérifiez votre commande" in sofiane.screen
    await sofiane.taps("Code promo")
    await sofiane.sends("GRAND")
    assert "5 480 DA" in sofiane.screen
    await sofiane.taps("Quantité", "1")
    assert "ne déduit rien : la commande doit atteindre 5 000 DA" in sofiane.screen
    await karim.sends("/promo")
    await karim.taps("Terminer GRAND", "Oui")
    assert "Le code GRAND est terminé" in karim.screen
    assert "Aucun code promo" in karim.screen
    await karim.sends("/promo end GRAND")
    assert "Aucun code GRAND" in karim.screen


async def test_a_code_by_buttons_shows_what_it_would_cost(karim: Person) -> None:
    await karim.sends(f"/margin {FRANCE}", "/admin")
    await karim.taps("Codes promo", "Nouveau code", "−20 %")
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
    await karim.taps("Nouveau code", "−200 DA")
    for part, value in (
        ("utilisations en tout", "100"),
        ("utilisations par client", "2"),
        ("à partir d’un total de", "2 000 DA"),
        ("dès le", "02/11/2026"),
        ("jusqu’au soir du", "08/11/2026"),
    ):
        await karim.taps(part, value)
    await karim.taps("pour : tout", "Steam", "Steam Wallet USA", "✅ Pour Steam Wallet USA")
    told = (
        "−200 DA · Steam Wallet USA · 100 en tout · 2 par client · à partir de 2 000 DA"
        " · dès le 2 nov. 2026 · jusqu’au 8 nov. 2026"
    )
    assert told in karim.screen
    await karim.taps("déduit : −200 DA", "−15 %", "utilisations en tout : 100", "aucune")
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
    await karim.taps("Nouveau code", "−10 %")
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
    await karim.sends("250", "until 2027-01-31")
    assert "jusqu’au 31 janv. 2027" in karim.screen
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
    assert "COURT, expiré" in karim.screen


async def test_a_code_is_for_the_confirmation_whose_button_was_pressed(
    floor: Floor, karim: Person, sofiane: Person
) -> None:
    await karim.sends("/promo ete26 50")
    await karim.taps("Lancer")
    await floor.gives(SOFIANE, 50_000)
    first = await confirm(sofiane, "2")
    _, asks = sofiane.button("Code promo", on=first)
    floor.clock.tick(1)
    await confirm(sofiane, "1", "20 EUR")
    floor.clock.tick(1)
    await sofiane.presses(first, asks)  # from another device's old view: the button is gone by now
    await sofiane.sends("ETE26")
    assert "Montant : 10 EUR" in sofiane.screen
    assert "5 530 DA" in sofiane.screen
    await sofiane.taps("Acheter")
    await floor.work()
    await sofiane.presses(first, f"promo:{'x' * 16}:2")
    assert sofiane.toasts[-1]["show_alert"]  # said, and nothing is shown over the receipt
