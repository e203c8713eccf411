"""/refund and /payments, as the merchant sees them."""

import pytest

from handlers.admin.refunds import Wish, read_refund_wish
from tests.handlers import shopfloor
from tests.handlers.shopfloor import Floor, Person
from tests.handlers.stars import TAKES_STARS, books, has_an_invoice

pytestmark = TAKES_STARS


async def delivered(floor: Floor, person: Person) -> str:
    await has_an_invoice(person)
    await person.pays()
    await floor.work()
    await floor.settle()
    return (await floor.orders(person.id))[0].ref


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("REF", Wish("REF", None, None)),
        ("REF 500", Wish("REF", 500, None)),
        ("REF ٥٠٠ DA bad code", Wish("REF", 500, "bad code")),
        ("REF bad code", None),
        ("REF abc", None),
        ("REF all bad code", Wish("REF", None, "bad code")),
        ("REF tout", Wish("REF", None, None)),
        ("REF الكل", Wish("REF", None, None)),
        ("REF 1 250", Wish("REF", 1250, None)),
        ("REF 1 250 bad code", Wish("REF", 1250, "bad code")),
        *((f"REF {amount}", Wish("REF", 2800, None)) for amount in ("2.800", "2,800", "2.8k", "٢٨٠٠")),
        ("REF 12,50", None),
        ("REF ١٢٫٥٠", None),
        ("REF 12,50DA bad code", None),
        ("REF -500", None),
        ("REF 500€ bad code", None),
        ("REF 1 250,50DA", None),
        ("REF 500 2nd code is bad", Wish("REF", 500, "2nd code is bad")),
        ("", None),
    ],
)
def test_what_is_typed_is_read_in_one_way_or_not_at_all(typed: str, meant: Wish | None) -> None:
    assert read_refund_wish(typed.split()) == meant


async def test_a_refund_is_asked_once_more_and_done_once(
    floor: Floor, sofiane: Person, karim: Person
) -> None:
    ref = await delivered(floor, sofiane)
    await karim.sends(f"/refund {ref} 500 code déjà utilisé")
    assert "500 DA" in karim.screen
    assert not any("⭐" in label for label in karim.buttons)
    message_id, data = karim.button("Vers le portefeuille")
    await karim.presses(message_id, data)
    await karim.presses(message_id, data)
    assert "déjà remboursé" in karim.toast
    await floor.work()
    assert (await floor.services.wallet.balance(sofiane.id)).dinars == 500
    assert sofiane.sees("500 DA de la commande", "code déjà utilisé")
    await karim.sends(f"/refund {ref} 2300")
    assert "2 290 DA au maximum" in karim.screen


async def test_of_two_open_confirmations_of_a_refund_only_one_pays(
    floor: Floor, sofiane: Person, karim: Person
) -> None:
    ref = await delivered(floor, sofiane)
    first, second = [], []
    for one in (first, second):
        await karim.sends(f"/refund {ref} 500")
        one.extend(karim.button("Vers le portefeuille"))
    await karim.presses(*first)
    await karim.presses(*second)
    assert "500 DA de cette commande ont déjà été remboursés" in karim.screen
    assert "Il reste 2 290 DA" in karim.screen
    assert (await floor.services.wallet.balance(sofiane.id)).dinars == 500
    await karim.sends(f"/refund {ref} 500")
    await karim.taps("Vers le portefeuille")
    assert (await floor.services.wallet.balance(sofiane.id)).dinars == 1000


async def test_what_is_not_understood_behind_refund_is_said_and_refunds_nothing(
    floor: Floor, sofiane: Person, karim: Person
) -> None:
    ref = await delivered(floor, sofiane)
    await karim.sends(f"/refund {ref} abc")
    assert "Je ne lis pas de montant dans « abc »" in karim.screen
    assert karim.buttons == ["📊 Tableau de bord"]
    await karim.sends(f"/refund {ref} 1 000 code faux")
    assert "Rembourser 1 000 DA" in karim.screen
    assert "Raison : code faux" in karim.screen
    await karim.sends(f"/refund {ref} {'x' * 201}")
    assert "Je ne lis pas" in karim.screen
    await karim.sends(f"/refund {ref} 5 {'x' * 201}")
    assert "200 caractères au plus" in karim.screen


async def test_a_refund_back_to_stars_reaches_the_payer(floor: Floor, sofiane: Person, karim: Person) -> None:
    ref = await delivered(floor, sofiane)
    await karim.sends(f"/refund {ref}")
    await karim.taps("1 116 ⭐")
    await books(floor).check_due()
    await floor.handle()
    await floor.work()
    assert floor.telegram.payments.balance({}) == {"amount": 0}
    assert not (await floor.services.wallet.balance(sofiane.id))
    assert sofiane.sees("1 116 ⭐ vous a été remboursé")
    await karim.sends("/payments")
    await karim.taps("1 116 ⭐")
    assert "annulé" in karim.screen


async def test_a_cashier_who_settles_payments_gives_none_back_that_was_credited(
    floor: Floor, sofiane: Person, amina: Person, karim: Person
) -> None:
    await sofiane.sends("/topup 1000")
    await sofiane.taps("⭐")
    await floor.work()
    await sofiane.pays()
    await floor.work()
    await amina.sends("/start")
    await karim.sends(f"/staff add {amina.id} cashier")
    await karim.sends("/payments")
    await karim.taps("400 ⭐")
    _, back = karim.button("↩️")
    await amina.sends("/payments")
    await amina.taps("400 ⭐")
    assert not any("↩️" in label for label in amina.buttons)
    await amina.presses(amina.last["message_id"], back)
    await floor.work()
    assert (await floor.services.wallet.balance(sofiane.id)).dinars == 1000
    (payment,) = (await floor.services.refunds.payments()).items
    assert payment.state == "credited"


async def test_a_stray_payment_is_settled_from_the_list(floor: Floor, sofiane: Person, karim: Person) -> None:
    await sofiane.sends("/topup 1000")
    await sofiane.taps("⭐")
    await floor.work()
    message = sofiane.last["message_id"]
    sofiane.account.posts[message].invoice["payload"] = "of-another-shop"
    floor.telegram.payments._book(
        "stxSTRAY", "source", sofiane.account, sofiane.account.posts[message].invoice
    )
    await books(floor).reconcile()
    await floor.work()
    assert karim.sees("(Telegram Stars, 400 ⭐)", "/payments unmatched")
    await karim.sends("/payments unmatched")
    await karim.taps("400 ⭐")
    assert "rien de notre part" in karim.screen
    await karim.taps("Dans le portefeuille")
    assert "rien de notre part" not in karim.screen
    await floor.work()
    assert (await floor.services.wallet.balance(sofiane.id)).dinars == 1000
    await karim.sends("/payments unmatched")
    assert "Il n’y en a pas" in karim.screen


async def test_strangers_and_slips_of_the_hand(floor: Floor, sofiane: Person, karim: Person) -> None:
    await sofiane.sends("/refund X")
    assert "Je ne connais pas" in sofiane.screen
    await karim.sends("/refund")
    assert "Comme ceci" in karim.screen
    await karim.sends("/refund CDFGHJ2346")
    assert "Aucune commande" in shopfloor.text_of(karim.last)


async def test_an_order_that_was_refunded_in_full_is_called_so(
    floor: Floor, sofiane: Person, karim: Person
) -> None:
    ref = await delivered(floor, sofiane)
    await karim.sends(f"/refund {ref} all")
    await karim.taps("Vers le portefeuille")
    await karim.sends(f"/refund {ref} 100")
    assert "déjà été remboursée en totalité" in karim.screen
