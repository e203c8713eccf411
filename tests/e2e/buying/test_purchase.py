"""A newcomer's way from /start to the code, in each language, with both sides' books open."""

from collections import Counter
from typing import Any

import pytest

from bot.shop.money import Money
from handlers.ui.texts import without_marks
from tests.e2e import payments
from tests.e2e.conftest import Play
from tests.e2e.lanes import Lane
from tests.e2e.processes import Person, ShopProcess, World, wait_for
from tests.e2e.purchases import (
    CREDIT,
    assert_books_agree,
    assert_delivered,
    code_messages,
    credit,
    settled,
)
from tests.fakes.texts import library

pytestmark = pytest.mark.processes

LIBRARY = library(default_language="fr")


@pytest.mark.parametrize("language", ["ar", "fr", "en"])
def test_from_start_to_the_code(world: World, shop: ShopProcess, language: str) -> None:
    person = world.person(5001, "Lina", language)
    texts = LIBRARY[language]
    person.sends("/start")
    welcome, _ = person.sees_button("shop:")
    assert texts.plain("button-shop") in labels(welcome)
    credit(shop, person, CREDIT)
    person.taps("shop:")
    for step in ("cat:", "prd:", "typ:", "buy:"):
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
    [told] = code_messages(person)
    assert labels(told)[:2] == [texts.plain("button-copy-only"), texts.plain("button-redeem-page")]
    assert texts.plain("button-dead-code", count=1) in labels(told)
    assert_books_agree(world, shop)
    # The confirmation has become the receipt; nothing else was edited over it.
    assert order["receipt_message_id"] == screen["message_id"]
    assert order["ref"] in person.message(screen["message_id"])["text"]
    assert any(toast["text"] for toast in person.toasts())
    # What the customer is told of it is the same as what is stored.
    asked = person.sends("/wallet")["message_id"]
    wallet = person.sees_button("menu", after=asked)[0]
    assert without_marks(texts.money(Money(shop.wallet(person)))) in without_marks(wallet["text"])


def labels(message: dict[str, Any]) -> list[str]:
    return [button["text"] for row in message["reply_markup"]["inline_keyboard"] for button in row]


def test_a_purchase_costs_few_requests_to_the_supplier(plays: Play) -> None:
    plays(from_the_wallet_at_most_eight, by_page_at_most_eight)


def from_the_wallet_at_most_eight(lane: Lane) -> None:
    lane.opens()
    person = lane.stranger()
    person.sends("/start")
    person.sees_button("shop:")
    credit(lane.shop, person, CREDIT)
    asked = asked_of_the_supplier(lane, person, "buy:")
    assert sum(asked.values()) <= 8, asked


def by_page_at_most_eight(lane: Lane) -> None:
    lane.opens(**payments.SETTINGS)
    person = lane.stranger()
    asked = asked_of_the_supplier(lane, person, "pay:")
    assert sum(asked.values()) <= 8, asked


def asked_of_the_supplier(lane: Lane, person: Person, last: str) -> Counter[str]:
    """The requests from the first screen to the codes, by kind, without those that a start makes itself."""

    def started() -> bool:
        return "balance" in {line["method"] for line in lane.world.requests(api="supplier")}

    wait_for("what a start reads", started)
    before = lane.world.last_request()
    person.sends("/start")
    for step in ("shop:", "cat:", "prd:", "typ:", last):
        person.taps(step)
    if last == "pay:":
        payments.ends_on_the_page(person, payments.link(person))
    settled(lane.shop)
    [order] = lane.shop.orders(person)
    assert order["status"] == "fulfilled"
    return Counter(line["method"] for line in lane.world.requests(api="supplier", after=before))
