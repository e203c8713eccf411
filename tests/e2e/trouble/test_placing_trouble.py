"""Whatever becomes of placeOrder: one order or none, one charge or none, and the customer has a code or the
money.
"""

from typing import Any

import pytest

from tests.e2e.conftest import Play
from tests.e2e.lanes import Lane
from tests.e2e.processes import Person, wait_for
from tests.e2e.purchases import (
    assert_bought_once,
    assert_nothing_bought,
    offer,
    settled,
)

pytestmark = pytest.mark.processes


def test_an_order_whose_answer_was_lost_is_found(plays: Play) -> None:
    plays(
        the_supplier_is_down_while_it_prepares_the_order,
        it_shows_up_in_the_list_late,
        two_lost_orders_for_the_same_goods_are_told_apart_by_number,
        the_connection_broke_after_it_was_taken,
        it_was_taken_then_500,
        it_was_taken_then_garbage_with_200,
        it_was_taken_then_a_proxys_page,
        the_ref_comes_back_as_it_was,
        the_ref_comes_back_with_a_prefix,
        it_was_taken_then_the_ref_is_called_a_duplicate,
    )


def test_an_order_that_was_not_taken_is_not_charged(plays: Play) -> None:
    plays(
        a_429_without_retry_after_is_waited_for,
        the_connection_broke_before_it_was_taken,
        the_gateway_could_not_check_the_key_for_a_while,
        a_429_with_retry_after_is_waited_for,
        the_supplier_does_not_know_refs,
        the_supplier_does_not_say_that_it_does_not_know_refs,
        the_stock_was_gone_at_the_last_moment,
        the_float_was_gone_at_the_last_moment,
        the_supplier_was_down_from_placing_to_the_first_look,
        the_supplier_was_down_when_buy_was_pressed,
    )


def buys(lane: Lane, number: int = 0) -> Person:
    """Somebody buys one card, and all that follows from it comes to its end."""
    person = lane.buys(number=number)
    settled(lane.shop)
    return person


def asked_to_place(lane: Lane) -> list[dict[str, Any]]:
    return lane.world.asked("placeOrder")


def the_connection_broke_after_it_was_taken(lane: Lane) -> None:
    lane.world.fault("supplier", "placeOrder", "drop", when="after")
    assert_bought_once(lane, buys(lane))
    assert len(asked_to_place(lane)) == 1


def it_was_taken_then_500(lane: Lane) -> None:
    lane.world.fault("supplier", "placeOrder", "status", when="after", status=500)
    assert_bought_once(lane, buys(lane))
    assert len(asked_to_place(lane)) == 1


def it_was_taken_then_garbage_with_200(lane: Lane) -> None:
    lane.world.fault("supplier", "placeOrder", "garbage", when="after")
    assert_bought_once(lane, buys(lane))
    assert len(asked_to_place(lane)) == 1


def it_was_taken_then_a_proxys_page(lane: Lane) -> None:
    lane.world.fault("supplier", "placeOrder", "html", when="after")
    assert_bought_once(lane, buys(lane))
    assert len(asked_to_place(lane)) == 1


def the_ref_comes_back_as_it_was(lane: Lane) -> None:
    lane.world.mode(ref="echo")
    lane.world.fault("supplier", "placeOrder", "drop", when="after")
    assert_bought_once(lane, buys(lane))


def the_ref_comes_back_with_a_prefix(lane: Lane) -> None:
    lane.world.mode(ref="prefix", dialect="guide")
    lane.world.fault("supplier", "placeOrder", "drop", when="after")
    assert_bought_once(lane, buys(lane))


def it_was_taken_then_the_ref_is_called_a_duplicate(lane: Lane) -> None:
    lane.world.mode(ref="duplicate")
    assert_bought_once(lane, buys(lane))
    assert len(asked_to_place(lane)) == 1


def it_shows_up_in_the_list_late(lane: Lane) -> None:
    lane.opens(UNKNOWN_WAIT="30")
    lane.world.mode(list_delay_seconds=3)
    lane.world.fault("supplier", "placeOrder", "drop", when="after")
    assert_bought_once(lane, buys(lane))
    assert len(lane.world.asked("list")) > 1


def two_lost_orders_for_the_same_goods_are_told_apart_by_number(lane: Lane) -> None:
    lane.world.fault("supplier", "placeOrder", "drop", when="after", times=2)
    offers = [offer(lane.customer(), lane.world.goods()) for _ in range(2)]
    for one in offers:
        one.buy()
    for one in offers:
        assert_bought_once(lane, one.person)
    assert len(asked_to_place(lane)) == 2


def the_supplier_is_down_while_it_prepares_the_order(lane: Lane) -> None:
    person = lane.buys(fulfil_seconds=None)
    wait_for("the order to be placed", lambda: [o for o in lane.shop.orders(person) if o["placed_at"]])
    lane.world.mode(stopped=True, stopped_how="drop")
    before = lane.world.last_request()
    lane.world.settle(lane.world.orders()[0]["id"])
    # Two looks of three requests each; a supplier that does not answer is no reason to end an order.
    wait_for("two looks", lambda: len(lane.world.asked("checkOrder", before)) > 3)
    assert lane.shop.orders(person)[0]["status"] == "processing"
    lane.world.mode(stopped=False)
    assert_bought_once(lane, person)


def a_429_with_retry_after_is_waited_for(lane: Lane) -> None:
    lane.world.fault(
        "supplier", "placeOrder", "status", status=429, code="RATE_LIMIT_EXCEEDED", retry_after=2
    )
    assert_bought_once(lane, buys(lane))
    assert len(asked_to_place(lane)) == 2


def a_429_without_retry_after_is_waited_for(lane: Lane) -> None:
    lane.world.fault("supplier", "placeOrder", "status", status=429, code="RATE_LIMIT_EXCEEDED")
    assert_bought_once(lane, buys(lane))
    assert len(asked_to_place(lane)) == 2


def the_gateway_could_not_check_the_key_for_a_while(lane: Lane) -> None:
    lane.world.fault("supplier", "placeOrder", "status", status=503, code="AUTH_UNAVAILABLE", retry_after=1)
    assert_bought_once(lane, buys(lane))
    assert len(asked_to_place(lane)) == 2


def the_supplier_does_not_know_refs(lane: Lane) -> None:
    lane.world.mode(ref="reject")
    assert_bought_once(lane, buys(lane))
    assert_bought_once(lane, buys(lane, 1))
    sent = ["ref" in line["params"]["body"] for line in asked_to_place(lane)]
    assert sent == [True, False, False]


def the_supplier_does_not_say_that_it_does_not_know_refs(lane: Lane) -> None:
    lane.world.mode(ref="reject_unnamed")
    assert_bought_once(lane, buys(lane))
    assert_bought_once(lane, buys(lane, 1))
    sent = ["ref" in line["params"]["body"] for line in asked_to_place(lane)]
    assert sent == [True, False, False]


def the_connection_broke_before_it_was_taken(lane: Lane) -> None:
    lane.world.fault("supplier", "placeOrder", "drop")
    assert_nothing_bought(lane, buys(lane), why="proved_absent")
    assert len(asked_to_place(lane)) == 1


def the_stock_was_gone_at_the_last_moment(lane: Lane) -> None:
    lane.world.fault("supplier", "placeOrder", "status", status=400, code="OUT_OF_STOCK")
    assert_nothing_bought(lane, buys(lane), why="sold_out")


def the_float_was_gone_at_the_last_moment(lane: Lane) -> None:
    lane.world.mode(no_balance=True)
    assert_nothing_bought(lane, buys(lane), why="no_float")


def the_supplier_was_down_from_placing_to_the_first_look(lane: Lane) -> None:
    lane.world.fault("supplier", "placeOrder", "html")
    lane.world.fault("supplier", "list", "html", times=2)
    assert_nothing_bought(lane, buys(lane), why="proved_absent")


def the_supplier_was_down_when_buy_was_pressed(lane: Lane) -> None:
    person, wanted = lane.offered()
    lane.world.mode(stopped=True)
    before = len(person.toasts())
    wanted.buy()
    wait_for("the press to be answered", lambda: [t for t in person.toasts()[before:] if t["text"]])
    assert not lane.shop.orders(person)
    lane.world.mode(stopped=False)
    # The same button works as soon as the supplier is back.
    wanted.buy()
    assert_bought_once(lane, person)
