"""Telegram Payments with a provider's token: the invoice code of Stars with another currency."""

from decimal import Decimal

import pytest
from pydantic import SecretStr

from tests.handlers.buying_steps import confirms
from tests.handlers.shopfloor import Floor, Person

pytestmark = pytest.mark.settings(card_provider_token=SecretStr("284685063:TEST:x"), card_rate=Decimal(240))


async def test_an_order_is_paid_in_euros(floor: Floor, sofiane: Person) -> None:
    await confirms(sofiane)
    assert any("11,63 EUR" in label for label in sofiane.buttons)
    await sofiane.taps("11,63 EUR")
    await floor.work()
    assert (sofiane.last["invoice"]["currency"], sofiane.last["invoice"]["total_amount"]) == ("EUR", 1163)
    assert (await sofiane.pays(told="twice"))["status"] == "paid"
    await floor.work()
    await floor.settle()
    (order,) = await floor.orders(sofiane.id)
    assert order.status == "fulfilled"
    assert not (await floor.services.wallet.balance(sofiane.id))


async def test_what_a_provider_took_is_given_back_to_the_wallet_only(
    floor: Floor, sofiane: Person, karim: Person
) -> None:
    await confirms(sofiane)
    await sofiane.taps("EUR")
    await floor.work()
    await sofiane.pays()
    await floor.work()
    await floor.settle()
    (order,) = await floor.orders(sofiane.id)
    await karim.sends(f"/refund {order.ref}")
    assert not any("EUR" in label for label in karim.buttons)
    await karim.taps("Vers le portefeuille")
    assert (await floor.services.wallet.balance(sofiane.id)).dinars == 2790
    assert (await floor.services.refunds_to_payer.asked_for("card")) == []
