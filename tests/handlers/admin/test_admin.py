"""The merchant's commands: what is going on, money by hand, orders in doubt."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.shop.maintenance import MaintenanceSwitch
from bot.shop.money import Money
from bot.shop.order_status import OrderStatus
from bot.shop.staff.audit import AuditWanted
from bot.shop.supplier_access.person_limits import MOST
from handlers.admin.wallets import Booking, read_booking
from tests.handlers.buying_steps import bought, confirm
from tests.handlers.shopfloor import SOFIANE, Floor, Person, text_of


async def test_the_overview_leads_to_the_money(floor: Floor, karim: Person) -> None:
    for label, words in (
        ("🧾 Reçus", "Aucun reçu"),
        ("💳 Paiements", "Paiements"),
        ("📒", "Commandes terminées"),
    ):
        await karim.sends("/admin")
        await karim.taps(label)
        assert words in karim.screen
        await karim.taps("Tableau de bord")
        assert "La boutique est ouverte" in karim.screen


async def test_the_overview_says_what_is_going_on(floor: Floor, karim: Person, sofiane: Person) -> None:
    await karim.sends("/admin")
    assert "n’a pas encore été lu" in karim.screen
    await bought(floor, sofiane)
    await confirm(sofiane, "2")
    await sofiane.taps("Acheter")
    await karim.sends("/admin")
    for words in ("Vendu : 8 370 DA en 2 commandes", "En cours : 1", "à décider : 0", "ouverte"):
        assert words in karim.screen
    await karim.taps("Commandes en cours")
    assert len([label for label in karim.buttons if "DA" in label]) == 1
    await karim.taps("payée")
    assert "Commande" in karim.screen


async def test_the_balance_is_asked_for_now(floor: Floor, karim: Person) -> None:
    floor.books.set_balance(12_345_00)
    await karim.sends("/balance")
    assert "12 345 DA" in karim.screen


async def test_staff_hear_since_when_the_supplier_is_away_and_what_the_float_was(
    floor: Floor, karim: Person
) -> None:
    floor.books.set_balance(12_345_00)
    await karim.sends("/balance")
    floor.clock.tick(2 * 3600)
    floor.books.modes = floor.books.modes.turned({"stopped": True})
    await karim.sends("/balance")
    assert "ne répond plus depuis le 1 nov. 2026 à 12:00 ; personne ne peut acheter" in karim.screen
    assert "12 345 DA, lu il y a 2 heures" in karim.screen
    await karim.sends("/admin")
    for words in ("Le fournisseur ne répond plus depuis le 1 nov. 2026 à 12:00", "mais lu il y a 2 heures"):
        assert words in karim.screen
    assert "La boutique est ouverte" not in karim.screen
    floor.books.modes = floor.books.modes.turned({"stopped": False})
    await karim.sends("/balance", "/admin")
    assert "La boutique est ouverte" in karim.screen


async def test_staff_who_ask_for_the_balance_without_end_get_the_last_one(
    floor: Floor, karim: Person
) -> None:
    floor.books.set_balance(12_345_00)
    for _ in range(MOST):
        await karim.sends("/balance")
        assert "12 345 DA" in karim.screen
    await karim.sends("/balance")
    assert "très souvent en une minute. Réessayez dans" in karim.screen
    assert "12 345 DA" in karim.screen


async def test_staff_are_not_told_to_be_patient_where_they_work(floor: Floor, karim: Person) -> None:
    floor.books.modes = floor.books.modes.turned({"stopped": True})
    await karim.sends("/hide Steam")
    assert "n’a pas répondu à l’instant" in karim.screen
    assert "Rien n’a été prélevé" not in karim.screen


@pytest.mark.parametrize(
    "command",
    [
        "/credit 1002 2500 payé en espèces",
        "/credit @1002 ٢٥٠٠ payé en espèces",
        "/credit  1002   2500DA   payé en espèces",
        "/credit 1002 +2500 da payé en espèces",
        "/credit 1002 2500دج payé en espèces",
        "/credit 1002 2.500 payé en espèces",
        "/credit 1002 2,500 payé en espèces",
        "/credit 1002 2'500 payé en espèces",
        "/credit 1002 2.5k payé en espèces",
        "/credit 1002 2 500 DA payé en espèces",
    ],
)
async def test_credit_takes_many_spellings(
    floor: Floor, karim: Person, sofiane: Person, command: str
) -> None:
    await karim.sends(command)
    assert "2 500 DA ajoutés au portefeuille de Sofiane (1002). Solde : 2 500 DA" in karim.screen
    assert await floor.services.wallet.balance(SOFIANE) == Money.of_dinars(2_500)
    await floor.work()
    assert sofiane.sees("Note : payé en espèces")
    [line] = (await floor.services.audit_log.page(AuditWanted())).lines
    assert (line.staff_id, line.action, line.subject) == (2001, "credit", "customer:1002")


@pytest.mark.parametrize(
    "command",
    [
        "/credit",
        "/credit 1002",
        "/credit Sofiane deux",
        "/credit Sofiane 1 250 note",
        "/credit 1002 deux",
        "/credit 1002 25.50",
        "/credit 1002 -5",
        "/credit 1002 1 250 note",
        "/credit 1002 1\u00a0250 note",
        "/credit 1002 1 250,50 note",
        "/credit 1002 1 250,50DA note",
        "/credit 1002 ١ ٢٥٠٫٥٠",
    ],
)
async def test_an_amount_that_can_be_read_in_two_ways_is_not_booked(
    floor: Floor, karim: Person, sofiane: Person, command: str
) -> None:
    await karim.sends(command)
    assert "/credit 1001 2500 espèces" in karim.screen
    assert await floor.services.wallet.balance(SOFIANE) == Money.ZERO


@pytest.mark.parametrize("amount", ["1 250", "1\u00a0250", "1 250DA", "١ ٢٥٠"])
async def test_an_amount_in_groups_with_nothing_behind_it_is_booked(
    floor: Floor, karim: Person, sofiane: Person, amount: str
) -> None:
    await karim.sends(f"/credit 1002 {amount}")
    assert "1 250 DA ajoutés" in karim.screen


async def test_what_is_not_booked_is_explained(floor: Floor, karim: Person, sofiane: Person) -> None:
    await karim.sends("/credit 1002 deux mille")
    assert "Je ne lis pas de montant dans « deux mille »" in karim.screen
    await karim.sends("/credit Sofiane deux mille")
    assert "deux mille" in karim.screen
    assert "/credit 1001 2500 espèces" in karim.screen
    await karim.sends("/credit 1002 500 213 rue X")
    assert "/credit 1002 500213 rue X" in karim.screen
    assert await floor.services.wallet.balance(SOFIANE) == Money.ZERO


async def test_amounts_out_of_bounds_and_strangers_are_refused(
    floor: Floor, karim: Person, sofiane: Person
) -> None:
    for amount in ("0", "1000001", "999999999999"):
        await karim.sends(f"/credit 1002 {amount}")
        assert "de 1 DA à 1 000 000 DA" in karim.screen
    await karim.sends("/credit 424242 100")
    assert "Personne n’a écrit à la boutique" in karim.screen
    await karim.sends("/debit 1002 100")
    assert "Il manque 100 DA" in karim.screen
    assert await floor.services.wallet.balance(SOFIANE) == Money.ZERO


async def test_a_credit_that_telegram_sends_again_is_booked_once(
    floor: Floor, karim: Person, sofiane: Person
) -> None:
    floor.telegram.people.write(karim.account, "/credit 1002 100")
    update_id, (_, body) = next(iter(floor.telegram.updates._pending.items()))
    await floor.handle()
    await floor.give(update_id, body)
    assert await floor.services.wallet.balance(SOFIANE) == Money.of_dinars(100)
    await karim.sends("/debit 1002 40")
    assert "Solde : 60 DA" in karim.screen


@given(st.lists(st.text(max_size=12), max_size=5))
def test_whatever_is_typed_is_a_booking_or_not(arguments: list[str]) -> None:
    found = read_booking(arguments)
    assert found is None or (found.customer_id >= 0 and found.dinars >= 0)


@given(st.integers(0, 10**11), st.integers(0, 10**11), st.text(st.characters(categories=["L"]), max_size=30))
def test_a_plain_booking_is_read_as_it_is(customer: int, dinars: int, note: str) -> None:
    words = [word for word in note.split() if word.casefold() not in {"da", "dzd"} and word != "دج"]
    assert read_booking([str(customer), str(dinars), *words]) == Booking(
        customer, dinars, " ".join(words) or None
    )


async def test_a_customer_is_shown_with_balance_orders_and_entries(
    floor: Floor, karim: Person, sofiane: Person
) -> None:
    ref = await bought(floor, sofiane)
    await karim.sends("/customer 1002")
    for words in ("Sofiane", "Solde : 37 210 DA", f"commande {ref}", "Français"):
        assert words in karim.screen
    await karim.taps(ref)
    assert f"Commande {ref} – livrée" in karim.screen
    await karim.taps("👤 Sofiane")
    assert "Solde" in karim.screen
    await karim.sends("/customer qui")
    assert "/customers amina" in karim.screen
    await karim.sends("/customer 5")
    assert "Personne" in karim.screen


async def test_the_dossier_shows_cost_margin_and_attempts_and_never_a_code(
    floor: Floor, karim: Person, sofiane: Person
) -> None:
    ref = await bought(floor, sofiane)
    spaced = f"{ref[:5].lower()} {ref[5:]}"
    await karim.sends(f"/order {spaced}")
    [order] = floor.books.orders.values()
    for words in ("Coût : 2 648,40 DA", "marge : 141,60 DA", order.id, "Tentatives", "– acceptée", "achetée"):
        assert words in karim.screen
    assert order.cards[0]["value"] not in karim.screen
    # Who did it, in words: the customer by name of their part, the shop's own steps without.
    assert "achetée · le client" in karim.screen
    assert not any(worker in karim.screen for worker in ("placer", "tracker", "customer:"))
    await karim.sends("/order ZZZ")
    assert "Aucune commande" in karim.screen
    await karim.sends("/order")
    assert "/order CDFGHJ2346" in karim.screen


async def held(floor: Floor, sofiane: Person) -> str:
    """An order whose cards do not add up; its ref."""
    await floor.gives(SOFIANE, 40_000)
    await confirm(sofiane, "2")
    await sofiane.taps("Acheter")
    await floor.work()
    floor.books.modes = floor.books.modes.turned({"cards": "missing"})
    await floor.settle()
    [order] = await floor.orders(SOFIANE)
    assert order.status is OrderStatus.NEEDS_REVIEW
    return order.ref


async def test_staff_decide_on_a_held_order_after_being_asked(
    floor: Floor, karim: Person, sofiane: Person
) -> None:
    ref = await held(floor, sofiane)
    assert sofiane.sees("votre argent est en sécurité")
    assert (
        f"La commande {ref} attend votre décision : les cartes et leur nombre ne concordent pas"
        in karim.screen
    )
    alert = karim.last["message_id"]
    await karim.taps("Détails de la commande")
    assert karim.last["message_id"] != alert
    assert "Retenue : les cartes et leur nombre ne concordent pas" in karim.screen
    await karim.taps("Tout rembourser")
    assert "Le fournisseur a pris 5 296,80 DA" in karim.screen
    assert "Rendre quand même 5 580 DA au client" in karim.screen
    await karim.taps("Non")
    assert "attend votre décision" in karim.screen
    await karim.taps("Tout rembourser")
    message_id, data = karim.button("Oui")
    for _ in range(2):
        floor.telegram.people.press(karim.account, message_id, data)
    await floor.handle()
    assert "remboursée" in karim.screen
    await floor.work()
    assert await floor.services.wallet.balance(SOFIANE) == Money.of_dinars(40_000)
    assert sofiane.sees("dans votre portefeuille : 5 580 DA")
    await karim.presses(message_id, f"a-ask:{ref}:deliver")
    assert "a avancé" in karim.toast


async def test_staff_decide_on_goods_that_became_dearer_after_they_were_paid(
    floor: Floor, karim: Person, sofiane: Person
) -> None:
    await floor.gives(SOFIANE, 40_000)
    await confirm(sofiane, "2")
    await sofiane.taps("Acheter")
    floor.type_("PlayStation Store France", "10 EUR").price = 4_000_00
    await floor.later(3600)  # the shop was away, and places only now
    [order] = await floor.orders(SOFIANE)
    assert sofiane.sees("vous recevrez votre commande au prix payé, ou serez remboursé en totalité")
    assert (
        f"La commande {order.ref} a été payée 5 580 DA, mais le fournisseur demande maintenant 8 000 DA"
        in (karim.screen)
    )
    await karim.taps("Détails de la commande")
    assert "Retenue : devenu plus cher chez le fournisseur que le prix payé" in karim.screen
    await karim.taps("Tout rembourser", "Non", "Acheter à perte")
    assert f"Acheter {order.ref} à 8 000 DA" in karim.screen
    assert "la boutique perd 2 420 DA" in karim.screen
    await karim.taps("Oui")
    await floor.work()
    await floor.settle()
    [order] = await floor.orders(SOFIANE)
    assert order.status is OrderStatus.FULFILLED
    assert len(floor.books.orders) == 1


async def test_staff_adopt_one_of_several_candidates(floor: Floor, karim: Person, sofiane: Person) -> None:
    await floor.gives(SOFIANE, 40_000)
    await confirm(sofiane, "2")
    await sofiane.taps("Acheter")
    type_ = floor.type_("PlayStation Store France", "10 EUR")
    product = floor.product("PlayStation Store France")
    # The answer is lost, and at that moment two orders for just these goods stand in the supplier's list.
    floor.books.buy(product.id, type_.id, 2, None)
    floor.clock.tick(1)
    floor.lose_next_placing_answer()
    await floor.work()
    for _ in range(8):
        await floor.later(120)
    [order] = await floor.orders(SOFIANE)
    assert order.status is OrderStatus.NEEDS_REVIEW
    await karim.sends(f"/order {order.ref}")
    assert "pourraient être celle-ci" in karim.screen
    await karim.taps("C’est le n° 2")
    chosen = list(floor.books.orders)[1]
    assert chosen in karim.screen
    await karim.taps("Oui")
    await floor.settle()
    [order] = await floor.orders(SOFIANE)
    assert order.status is OrderStatus.FULFILLED
    codes = [card["value"] for card in floor.books.orders[chosen].cards]
    assert any(codes[0] in text_of(message) for message in sofiane.messages)


async def test_the_shop_is_closed_and_opened(floor: Floor, karim: Person) -> None:
    await karim.sends("/maintenance on")
    assert "fermée" in karim.screen
    assert (await floor.services.admin_overview.overview()).maintenance
    await karim.sends("/admin")
    await karim.taps("Ouvrir la boutique")
    assert not (await floor.services.admin_overview.overview()).maintenance
    await karim.taps("Fermer pour maintenance")
    assert (await floor.services.admin_overview.overview()).maintenance
    await karim.sends("/maintenance OFF")
    assert not (await floor.services.admin_overview.overview()).maintenance
    for wrong in ("/maintenance", "/maintenance peut-être", "/maintenance on off"):
        await karim.sends(wrong)
        assert "/maintenance on" in karim.screen


async def test_staff_see_why_the_shop_closed_itself_and_open_it_again(floor: Floor, karim: Person) -> None:
    async with floor.db.write() as conn:
        assert await MaintenanceSwitch.close_itself(conn, "400 ERR_VALIDATION", floor.clock.now())
    await karim.sends("/admin")
    assert "s’est fermée toute seule" in karim.screen
    assert "400 ERR_VALIDATION" in karim.screen
    await karim.taps("Ouvrir la boutique")
    assert "La boutique est ouverte" in karim.screen
    await karim.taps("Fermer pour maintenance")
    assert "pour maintenance (depuis le" in karim.screen


async def test_open_orders_may_be_none(karim: Person) -> None:
    await karim.sends("/open")
    assert "Aucune commande en cours" in karim.screen
    await karim.taps("Tableau de bord")
    assert "aujourd’hui" in karim.screen
