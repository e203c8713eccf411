"""A newcomer's way from /start to the code, in each language, with both sides' books open."""

from typing import Any

import pytest

from tests.e2e.processes import ShopProcess, World
from tests.e2e.purchases import (
    CREDIT,
    assert_books_agree,
    assert_delivered,
    credit,
    settled,
)

pytestmark = pytest.mark.processes


@pytest.mark.parametrize("language", ["ar", "fr", "en"])
def test_from_start_to_the_code(world: World, shop: ShopProcess, language: str) -> None:
    person = world.person(5001, "Lina", language)
    person.sends("/start")
    person.sees_button("shop:")
    credit(shop, person, CREDIT)
    person.taps("shop:")
    for step in ("cat:", "prd:", "typ:", "qty:", "buy:"):
        screen: dict[str, Any] = person.taps(step)
    settled(shop)

    [order] = shop.orders(person)
    [bought] = world.orders()
    assert order["status"] == "fulfilled"
    assert order["supplier_order_id"] == bought["id"]
    assert bought["ref"] == order["ref"]
    assert shop.wallet(person) == CREDIT * 100 - order["unit_price_centimes"]
    assert world.supplier()["balance"] == 250_000 - bought["price"]
    assert_delivered(world, shop, order, times=1)
    assert_books_agree(world, shop)
    # The confirmation has become the receipt; nothing else was edited over it.
    assert order["receipt_message_id"] == screen["message_id"]
    assert order["ref"] in person.message(screen["message_id"])["text"]
    assert any(toast["text"] for toast in person.toasts())
