"""What staff see of orders that were found at the supplier after a backup was put back."""

from datetime import timedelta

import pytest

from bot.shop.customers import NOBODY
from storage.house import facts
from storage.snapshots.snapshot import restored_note
from tests.fakes.clock import FakeClock
from tests.handlers.shopfloor import KARIM, Floor


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("ar", ("لا يعرفه المتجر", "طلبات بلا زبون", "طلبات لا يُعرف زبونها")),
        ("fr", ("1 commande inconnue", "Commandes sans client", "Commandes sans client connu")),
        ("en", ("1 order was found", "Orders without a customer", "Orders without a known customer")),
    ],
)
async def test_the_alert_leads_to_the_orders_and_they_open(
    floor: Floor, clock: FakeClock, language: str, words: tuple[str, str, str]
) -> None:
    alert, button, head = words
    karim = floor.person(KARIM, language)
    await karim.sends("/start")
    await floor.services.catalogue.refresh()
    product = floor.product("PlayStation Store France")
    key, value, _ = restored_note(clock.now() - timedelta(hours=2), clock.now())
    async with floor.db.write() as conn:
        await facts.put(conn, key, value, clock.now())
    await floor.shop.supplier.place_order(
        product_id=product.id, type_id=product.types[0].id, quantity=2, ref="CDFGHJ2346"
    )
    await floor.services.restored_shop.reconcile()
    await floor.work()
    assert alert in karim.screen
    await karim.taps(button)
    assert head in karim.screen
    await floor.settle()
    (order,) = await floor.orders(NOBODY)
    await karim.taps(order.ref)
    assert product.title in karim.screen
    assert order.has_codes
    await karim.sends("/customer 0")
    assert any(order.ref in label for label in karim.buttons)
