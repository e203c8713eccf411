"""How orders end otherwise than whole: in part, not at all, or in doubt until the merchant decides by a
button.
"""

from typing import Any

import pytest

from tests.e2e.conftest import Play
from tests.e2e.lanes import Lane
from tests.e2e.processes import Person, hidden, wait_for
from tests.e2e.purchases import (
    CREDIT,
    assert_books_agree,
    assert_bought_once,
    assert_delivered,
    code_messages,
    offer,
    settled,
)

pytestmark = pytest.mark.processes


def test_what_was_not_delivered_is_refunded(plays: Play) -> None:
    plays(a_part_is_delivered_and_the_rest_refunded, nothing_is_delivered_and_all_is_refunded)


def test_cards_that_do_not_add_up_wait_for_the_merchant(plays: Play) -> None:
    plays(
        a_card_is_missing_and_the_next_look_finds_it,
        a_card_is_missing_and_the_merchant_delivers_what_is_there,
        a_card_is_empty_and_the_merchant_gives_the_money_back,
        there_is_a_card_too_many_and_the_next_look_is_right,
    )


def test_a_lost_order_that_only_the_account_shows_waits_for_the_merchant(plays: Play) -> None:
    plays(
        a_charge_without_an_order_is_adopted_when_the_order_shows_up,
        a_charge_without_an_order_is_found_again_by_looking,
    )


def a_part_is_delivered_and_the_rest_refunded(lane: Lane) -> None:
    person = lane.buys(4, outcome="partial")
    settled(lane.shop)
    [order] = lane.shop.orders(person)
    assert order["status"] == "partially_filled"
    assert (order["fulfilled_quantity"], order["quantity"]) == (2, 4)
    assert lane.shop.wallet(person) == CREDIT * 100 - 2 * order["unit_price_centimes"]
    assert len(assert_delivered(lane.world, lane.shop, order, times=1)) == 2
    assert tells_of_the_refund(person, order)
    assert_books_agree(lane.world, lane.shop)


def nothing_is_delivered_and_all_is_refunded(lane: Lane) -> None:
    person = lane.buys(2, outcome="refunded")
    settled(lane.shop)
    [order] = lane.shop.orders(person)
    assert order["status"] == "refunded"
    assert lane.shop.wallet(person) == CREDIT * 100
    assert lane.world.supplier()["balance"] == 250_000
    assert not code_messages(person)
    assert tells_of_the_refund(person, order)
    assert_books_agree(lane.world, lane.shop)


def a_card_is_missing_and_the_next_look_finds_it(lane: Lane) -> None:
    person = held(lane, cards="missing")
    lane.world.mode(cards="ok")
    decides(lane, person, "look_again")
    assert_bought_once(lane, person, 2)


def a_card_is_missing_and_the_merchant_delivers_what_is_there(lane: Lane) -> None:
    person = held(lane, cards="missing")
    decides(lane, person, "deliver")
    settled(lane.shop)
    [order] = lane.shop.orders(person)
    assert order["status"] == "partially_filled"
    assert lane.shop.wallet(person) == CREDIT * 100 - order["unit_price_centimes"]
    [told] = code_messages(person)
    [bought] = lane.world.orders()
    assert hidden(told) == [bought["cards"][0]["value"], bought["cards"][0]["serial"]]
    assert tells_of_the_refund(person, order)
    assert_books_agree(lane.world, lane.shop)


def a_card_is_empty_and_the_merchant_gives_the_money_back(lane: Lane) -> None:
    person = held(lane, cards="empty_value")
    decides(lane, person, "refund_debited")
    settled(lane.shop)
    [order] = lane.shop.orders(person)
    assert order["status"] == "refunded"
    assert lane.shop.wallet(person) == CREDIT * 100
    assert not code_messages(person)
    assert tells_of_the_refund(person, order)
    assert_books_agree(lane.world, lane.shop)


def there_is_a_card_too_many_and_the_next_look_is_right(lane: Lane) -> None:
    person = held(lane, cards="extra")
    lane.world.mode(cards="ok")
    decides(lane, person, "look_again")
    assert_bought_once(lane, person, 2)


def a_charge_without_an_order_is_adopted_when_the_order_shows_up(lane: Lane) -> None:
    person = lost_from_the_list(lane)
    lane.world.mode(list_delay_seconds=0)
    decides(lane, person, "adopt")
    assert_bought_once(lane, person)


def a_charge_without_an_order_is_found_again_by_looking(lane: Lane) -> None:
    person = lost_from_the_list(lane)
    lane.world.mode(list_delay_seconds=0)
    decides(lane, person, "look_again")
    assert_bought_once(lane, person)


def held(lane: Lane, *, cards: str) -> Person:
    """Somebody's order for two whose cards do not add up: nobody gets a code, and the merchant is told."""
    person = lane.buys(2, cards=cards)
    is_held(lane, person)
    assert not code_messages(person)
    return person


def lost_from_the_list(lane: Lane) -> Person:
    person = lane.customer()
    lane.world.mode(list_delay_seconds=600)
    lane.world.fault("supplier", "placeOrder", "drop", when="after")
    offer(person, lane.world.goods()).buy()
    is_held(lane, person)
    return person


def is_held(lane: Lane, person: Person) -> None:
    wait_for("a person to be asked", lambda: [o for o in lane.shop.orders(person) if o["held_reason"]])
    [order] = lane.shop.orders(person)
    assert order["status"] == "needs_review"
    assert lane.shop.wallet(person) == CREDIT * 100 - order["quantity"] * order["unit_price_centimes"]
    lane.world.admin().sees_button(f"a-see:{order['ref']}")


def decides(lane: Lane, person: Person, decision: str) -> None:
    """The merchant opens the order by its ref, chooses, and says that they are sure."""
    [order] = lane.shop.orders(person)
    boss, ref = lane.world.admin(), order["ref"]
    asked = boss.sends(f"/order {ref}")["message_id"]
    boss.taps(f"a-ask:{ref}:{decision}", after=asked)
    boss.taps(f"a-do:{ref}:{decision}", after=asked)
    boss.sees(lambda m: not boss.buttons(m, f"a-do:{ref}"), "the order after the decision", after=asked)
    [line] = lane.shop.rows("SELECT * FROM audit_log WHERE subject = ?", f"order:{ref}")
    assert line["staff_id"] == boss.id


def tells_of_the_refund(person: Person, order: Any) -> bool:
    """A message apart from the receipt and the codes tells of the money."""
    after = order["receipt_message_id"]
    return any(order["ref"] in (m.get("text") or "") and not hidden(m) for m in person.from_bot(after))
