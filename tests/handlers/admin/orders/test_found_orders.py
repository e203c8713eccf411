"""What staff see of orders that were found at the supplier after a backup was put back."""

from datetime import timedelta

import pytest

from bot.shop.customers import NOBODY
from bot.shop.staff.audit import AuditWanted
from storage.house import facts
from storage.snapshots.snapshot import restored_note
from tests.fakes.clock import FakeClock
from tests.handlers.shopfloor import KARIM, SOFIANE, Floor, Person, text_of


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


async def test_a_found_order_is_given_to_whom_staff_name(
    floor: Floor, clock: FakeClock, karim: Person, amina: Person, sofiane: Person
) -> None:
    await floor.services.catalogue.refresh()
    product = floor.product("PlayStation Store France")
    key, value, _ = restored_note(clock.now() - timedelta(hours=2), clock.now())
    async with floor.db.write() as conn:
        await facts.put(conn, key, value, clock.now())
    await floor.shop.supplier.place_order(
        product_id=product.id, type_id=product.types[0].id, quantity=1, ref="CDFGHJ2346"
    )
    await floor.services.restored_shop.reconcile()
    await floor.settle()
    (order,) = await floor.orders(NOBODY)
    balance = await floor.services.wallet.balance(SOFIANE)
    codes = [card.value for card in await floor.services.message_data.cards(order.id, 0)]
    await karim.sends("/admin")
    await karim.taps("Commandes sans client (1)", order.ref)
    await karim.taps("Dire à qui elle est")
    await karim.sends("nobody at all")
    assert "nobody at all" in karim.screen
    await karim.sends("sofiane")
    assert "Sofiane (1002)" in karim.screen
    assert await floor.orders(SOFIANE) == ()
    question = karim.last["message_id"]
    data = karim.button("Oui", on=question)[1]
    await karim.presses(question, data)
    await floor.work()
    (theirs,) = await floor.orders(SOFIANE)
    assert theirs.ref == order.ref
    assert await floor.orders(NOBODY) == ()
    assert codes[0] in "".join(text_of(message) for message in sofiane.messages)
    assert await floor.services.wallet.balance(SOFIANE) == balance
    log = await floor.services.audit_log.page(AuditWanted(action="give_order"))
    assert [(line.subject, line.detail) for line in log.lines] == [(f"order:{order.ref}", "1002")]
    assert not any("Dire à qui" in label for label in karim.buttons)
    assert not await floor.services.order_giving.give(KARIM, order.ref, amina.id)  # it has a customer
    assert len(await floor.orders(SOFIANE)) == 1
    await karim.sends("/admin")
    assert not any("sans client" in label for label in karim.buttons)
