"""Whatever Telegram does while a code is on its way, it arrives; and nobody waits for anybody else's
trouble.
"""

from datetime import datetime

import pytest

from tests.e2e.conftest import Play
from tests.e2e.lanes import Lane
from tests.e2e.processes import hidden, wait_for
from tests.e2e.purchases import assert_books_agree, assert_bought_once, code_messages, settled

pytestmark = pytest.mark.processes


def test_a_code_arrives_whatever_telegram_does(plays: Play) -> None:
    plays(
        telegram_is_away_for_a_while,
        telegram_drops_every_connection_for_a_while,
        telegram_asks_for_patience,
        telegram_refuses_the_buttons_of_the_codes,
        telegrams_answer_to_the_code_is_lost,
        the_customer_blocks_the_bot_and_comes_back,
        the_receipt_was_deleted_with_the_chat,
    )


def telegram_asks_for_patience(lane: Lane) -> None:
    person, wanted = lane.offered()
    rule = {"status": 429, "retry_after": 2, "chat_id": person.id}
    lane.world.fault("telegram", "sendMessage", "status", **rule)
    wanted.buy()
    assert_bought_once(lane, person)
    assert len(code_messages(person)) == 1
    refused, sent = [r for r in lane.world.asked("sendMessage") if r["params"].get("protect_content")]
    assert (refused["status"], sent["status"]) == (429, 200)
    assert seconds_between(refused, sent) >= 2


def telegram_refuses_the_buttons_of_the_codes(lane: Lane) -> None:
    person, wanted = lane.offered()
    rule = {"status": 400, "reason": "BUTTON_COPY_TEXT_INVALID", "having": "reply_markup", "times": None}
    lane.world.fault("telegram", "sendMessage", "status", chat_id=person.id, **rule)
    wanted.buy()
    settled(lane.shop)
    lane.world.clear_faults()
    # The same codes, hidden and protected, for want of buttons to copy them.
    [told] = code_messages(person)
    [order] = lane.shop.orders(person)
    bought = next(their for their in lane.world.orders() if their["id"] == order["supplier_order_id"])
    assert hidden(told) == [text for card in bought["cards"] for text in (card["value"], card["serial"])]
    assert told["protected"]
    assert not told.get("reply_markup")
    assert order["status"] == "fulfilled"
    assert_books_agree(lane.world, lane.shop)


def telegrams_answer_to_the_code_is_lost(lane: Lane) -> None:
    person, wanted = lane.offered()
    lane.world.fault("telegram", "sendMessage", "drop", when="after", chat_id=person.id)
    wanted.buy()
    settled(lane.shop)
    # Nobody can know whether it arrived: the owner gets the same code twice rather than never.
    assert_bought_once(lane, person)
    assert len(code_messages(person)) == 2


def telegram_is_away_for_a_while(lane: Lane) -> None:
    away(lane, "html")


def telegram_drops_every_connection_for_a_while(lane: Lane) -> None:
    away(lane, "drop")


def away(lane: Lane, action: str) -> None:
    """From the moment the order is placed until after its end."""
    person = lane.buys(fulfil_seconds=None)
    wait_for("the order to be placed", lambda: [o for o in lane.shop.orders(person) if o["placed_at"]])
    before = lane.world.last_request()
    lane.world.fault("telegram", "*", action, times=None)
    lane.world.settle(lane.world.orders()[0]["id"])
    wait_for("tries to deliver", lambda: lane.requests_since(before)["telegram", "sendMessage"] > 1)
    assert not code_messages(person)
    lane.world.clear_faults()
    assert_bought_once(lane, person)
    # Updates are taken in again as well.
    person.sees_button("shop:", after=person.sends("/help")["message_id"])


def the_customer_blocks_the_bot_and_comes_back(lane: Lane) -> None:
    person = lane.buys(fulfil_seconds=None)
    wait_for("the order to be placed", lambda: [o for o in lane.shop.orders(person) if o["placed_at"]])
    person.blocks(blocked=True)
    lane.world.settle(lane.world.orders()[0]["id"])
    parked = "SELECT count(*) FROM messages WHERE state = 'parked' AND kind = 'codes'"
    wait_for("the code to be kept", lambda: lane.shop.value(parked))
    assert not code_messages(person)
    person.blocks(blocked=False)
    assert_bought_once(lane, person)
    assert len(code_messages(person)) == 1


def the_receipt_was_deleted_with_the_chat(lane: Lane) -> None:
    person, wanted = lane.offered()
    lane.world.fault("telegram", "editMessageText", "status", status=400, times=None, chat_id=person.id)
    wanted.buy()
    assert_bought_once(lane, person)
    [order] = lane.shop.orders(person)
    assert order["receipt_message_id"] != wanted.message["message_id"]


def seconds_between(first: dict[str, str], second: dict[str, str]) -> float:
    return (datetime.fromisoformat(second["at"]) - datetime.fromisoformat(first["at"])).total_seconds()
