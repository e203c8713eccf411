"""The supplier's payment page, as customers see it; the demo's supplier plays the page."""

import re

import pytest

from tests.handlers import shopfloor
from tests.handlers.buying_steps import confirms
from tests.handlers.shopfloor import Floor, Person, run

pytestmark = pytest.mark.settings(ocpay=True, ocpay_return_url="https://t.me/hanout_demo_bot?start=paid")


async def look(floor: Floor) -> None:
    links = floor.worker("links")
    await floor._through(run(links))
    await floor.work()


def link(person: Person) -> str:
    """The address behind the newest link button."""
    for message in reversed(person.messages):
        for row in (message.get("reply_markup") or {}).get("inline_keyboard", []):
            if "url" in row[0]:
                return str(row[0]["url"])
    raise AssertionError("no link")


async def test_an_order_is_paid_on_the_page_and_the_chat_updates_itself(
    floor: Floor, sofiane: Person
) -> None:
    await confirms(sofiane)
    await sofiane.taps("CIB / Edahabia · 2 790 DA")
    await floor.work()
    assert "Payez 2 790 DA" in sofiane.screen
    message_id = sofiane.last["message_id"]
    (payment,) = floor.supplier.payments.newest_first()
    assert payment.ref in link(sofiane)
    assert (payment.amount, payment.fee_mode) == (2790, "NO_FEE")
    assert payment.success_message == "✅ Paiement reçu. Revenez maintenant dans Telegram."
    floor.supplier.payments.pay(payment)
    await sofiane.sends("/start paid")
    assert "Nous cherchons" in sofiane.screen
    await look(floor)
    await floor.settle()
    assert "Votre paiement est arrivé" in shopfloor.text_of(sofiane.account.posts[message_id].seen())
    (order,) = await floor.orders(sofiane.id)
    assert order.status == "fulfilled"
    assert sofiane.sees("🔑")


async def test_a_declined_payment_is_said_and_tried_again(floor: Floor, sofiane: Person) -> None:
    await confirms(sofiane)
    await sofiane.taps("CIB")
    await floor.work()
    (payment,) = floor.supplier.payments.newest_first()
    floor.supplier.payments.decline(payment)
    floor.clock.tick(5)
    await look(floor)
    assert sofiane.sees("n’a pas abouti")
    await sofiane.taps("Moyens de paiement", "CIB")
    await floor.work()
    assert len(floor.supplier.payments.newest_first()) == 2


async def test_a_merchant_who_is_not_validated_is_told_and_the_customer_too(
    floor: Floor, sofiane: Person, karim: Person
) -> None:
    floor.books.modes = floor.books.modes.turned({"payments": "not_validated"})
    await sofiane.sends("/topup 1000")
    await sofiane.taps("CIB")
    assert "ne convient pas" in sofiane.toast
    await floor.work()
    assert karim.sees("validé comme marchand")


async def test_the_first_words_to_an_empty_wallet_ask_how_to_pay(floor: Floor, sofiane: Person) -> None:
    await confirms(sofiane)
    assert "Comment souhaitez-vous payer ?" in sofiane.screen
    assert "Il manque" not in sofiane.screen
    assert "portefeuille" not in sofiane.screen
    assert "La carte ne marche qu’avec un compte PlayStation du pays indiqué ici" in sofiane.screen


async def test_one_time_is_shown_in_one_purchase(floor: Floor, sofiane: Person) -> None:
    before = len(sofiane.messages)
    await confirms(sofiane)
    confirmation = sofiane.screen
    await sofiane.taps("CIB")
    await floor.work()
    shown = [confirmation, *map(shopfloor.text_of, sofiane.messages[before:])]
    assert sum(len(re.findall(r"\b\d\d:\d\d\b", text)) for text in shown) == 1
    await sofiane.sends("/topup 1000")
    await sofiane.taps("CIB")
    await floor.work()
    assert "La page de paiement est ouverte jusqu’à" in sofiane.screen


async def is_declined(floor: Floor, person: Person) -> int:
    """A payment by card that the bank declines; the message that asked for it."""
    await confirms(person)
    await person.taps("CIB")
    await floor.work()
    asked = int(person.last["message_id"])
    (payment,) = floor.supplier.payments.newest_first()
    floor.supplier.payments.decline(payment)
    floor.clock.tick(5)
    await look(floor)
    return asked


async def test_a_declined_payment_is_a_message_of_its_own(floor: Floor, sofiane: Person) -> None:
    asked = await is_declined(floor, sofiane)
    assert sofiane.last["message_id"] > asked
    assert "n’a pas abouti" in sofiane.screen
    assert "💳 Moyens de paiement" in sofiane.buttons
    assert sofiane.data(asked) == []


async def test_a_declined_payment_is_told_once(floor: Floor, sofiane: Person) -> None:
    asked = await is_declined(floor, sofiane)
    assert shopfloor.text_of(sofiane.account.posts[asked].seen()) == "❌ Ce paiement n’a pas abouti."
    assert "Rien ne nous est parvenu" in sofiane.screen
