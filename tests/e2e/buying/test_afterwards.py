"""Long after a purchase: the codes once more, also under a new key; what was bought is rated; and a shop that
opens while the other side is away.
"""

import base64

import pytest

from tests.e2e.conftest import Play
from tests.e2e.lanes import Lane
from tests.e2e.processes import ENCRYPTION_KEY, Person, hidden, read, wait_for
from tests.e2e.purchases import assert_bought_once, code_messages, offer, settled

pytestmark = pytest.mark.processes

NEW_KEY = base64.b64encode(b"another-encryption-key-no-secret").decode()


def test_codes_can_be_had_again(plays: Play) -> None:
    plays(
        from_the_receipt_and_from_the_history,
        after_the_encryption_key_was_changed,
        not_without_the_key_they_were_stored_with,
        asked_a_day_later_they_rate_and_write_a_line,
    )


def test_a_shop_opens_while_the_other_side_is_away(plays: Play) -> None:
    plays(
        the_shelves_are_shown_while_the_supplier_is_down,
        it_opens_as_soon_as_telegram_is_back,
    )


def bought(lane: Lane) -> Person:
    person = lane.buys()
    assert_bought_once(lane, person)
    return person


def asks_again(lane: Lane, person: Person) -> None:
    [order] = lane.shop.orders(person)
    person.taps(f"again:{order['ref']}")


def from_the_receipt_and_from_the_history(lane: Lane) -> None:
    person = bought(lane)
    asks_again(lane, person)
    wait_for("the code again", lambda: len(code_messages(person)) == 2)
    [order] = lane.shop.orders(person)
    asked = person.sends("/orders")["message_id"]
    person.taps(f"ord:{order['ref']}", after=asked)
    person.taps(f"again:{order['ref']}", after=asked)
    wait_for("the code once more", lambda: len(code_messages(person)) == 3)
    settled(lane.shop)
    # The same code each time, and nothing was bought or charged again.
    assert_bought_once(lane, person)


def asked_a_day_later_they_rate_and_write_a_line(lane: Lane) -> None:
    person = bought(lane)
    wait_for(
        "the delivery", lambda: lane.shop.value("SELECT count(*) FROM orders WHERE delivered_at IS NOT NULL")
    )
    assert lane.shop.stop() == 0
    lane.shop.ages("orders", "delivered_at", seconds=86_400)
    lane.opens()
    [order] = lane.shop.orders(person)
    question = person.taps(f"rv-rate:{order['ref']}:5")
    person.taps(f"rv-line:{order['ref']}", after=question["message_id"] - 1)
    person.sees(lambda m: "/cancel" in read(m), "the question for a line", after=question["message_id"] - 1)
    asked = person.sends("Rapide & simple")["message_id"]
    person.sees_text("Rapide & simple", after=asked)
    assert lane.shop.value("SELECT line FROM reviews WHERE rating = 5") == "Rapide & simple"
    assert lane.shop.value("SELECT count(*) FROM messages WHERE kind = 'review_request'") == 1
    settled(lane.shop)


def after_the_encryption_key_was_changed(lane: Lane) -> None:
    person = bought(lane)
    assert lane.shop.stop() == 0
    lane.opens(ENCRYPTION_KEY=NEW_KEY, ENCRYPTION_KEYS_OLD=ENCRYPTION_KEY)
    asks_again(lane, person)
    wait_for("the code again", lambda: len(code_messages(person)) == 2)
    assert_bought_once(lane, person)
    assert NEW_KEY not in lane.shop.said()


def not_without_the_key_they_were_stored_with(lane: Lane) -> None:
    person = bought(lane)
    assert lane.shop.stop() == 0
    lane.shop.settings["ENCRYPTION_KEY"] = NEW_KEY
    status, said = lane.shop.runs("check")
    assert status == 1
    assert "ENCRYPTION_KEYS_OLD" in said
    lane.opens()
    asks_again(lane, person)
    failing = "SELECT count(*) FROM messages WHERE kind = 'codes' AND tries > 0"
    wait_for("a try", lambda: lane.shop.value(failing))
    assert len(code_messages(person)) == 1
    # The key is put back: what was asked for arrives.
    assert lane.shop.stop() == 0
    lane.opens(ENCRYPTION_KEY=ENCRYPTION_KEY)
    wait_for("the code again", lambda: len(code_messages(person)) == 2)
    assert hidden(code_messages(person)[0]) == hidden(code_messages(person)[1])
    settled(lane.shop)


def the_shelves_are_shown_while_the_supplier_is_down(lane: Lane) -> None:
    person = lane.customer()
    goods = lane.world.goods()
    offer(person, goods)
    settled(lane.shop)
    assert lane.shop.stop() == 0
    lane.world.mode(stopped=True)
    lane.opens()
    asked = person.sends("/shop")["message_id"]
    for step in ("cat:", "prd:"):
        person.taps(step, after=asked)
    # Stock and cost are read live before anybody is asked for money: that has to wait.
    message, data = person.sees_button("typ:", after=asked)
    toasts = len(person.toasts())
    person.presses(message, data)
    wait_for("an answer", lambda: [toast for toast in person.toasts()[toasts:] if toast["text"]])
    lane.world.mode(stopped=False)
    person.presses(message, data)
    message, data = person.sees_button("buy:", after=asked)
    person.presses(message, data)
    assert_bought_once(lane, person)


def it_opens_as_soon_as_telegram_is_back(lane: Lane) -> None:
    lane.world.fault("telegram", "*", "html", times=2)
    lane.opens()
    lane.world.admin().sees_button("shop:")
