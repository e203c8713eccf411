"""However often Buy is pressed, delivered, repeated or found again, it is one order."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.e2e.conftest import Play
from tests.e2e.lanes import Lane
from tests.e2e.processes import wait_for
from tests.e2e.purchases import Offer, assert_bought_once, code_messages, offer, settled

pytestmark = pytest.mark.processes


def test_one_intent_is_one_order(plays: Play) -> None:
    plays(
        five_taps_at_once,
        telegram_delivers_the_press_again,
        the_press_comes_again_after_a_restart,
        an_old_quote_is_shown_again_before_anything_is_bought,
        a_new_price_is_shown_before_anything_is_bought,
    )


def five_taps_at_once(lane: Lane) -> None:
    person, wanted = lane.offered()
    lane.world.fault("supplier", "checkProduct", "hang", seconds=0.5)
    with ThreadPoolExecutor(5) as threads:
        pressed = list(threads.map(lambda _: person.presses(wanted.message, wanted.data), range(5)))
    assert_bought_once(lane, person)
    assert len(code_messages(person)) == 1
    assert len(lane.world.asked("placeOrder")) == 1
    # Every press was answered, each in its own right.
    queries = {press["callback_query_id"] for press in pressed}
    wait_for("five answers", lambda: queries <= {t["callback_query_id"] for t in person.toasts()})


def telegram_delivers_the_press_again(lane: Lane) -> None:
    person = lane.customer()
    update_id = offer(person, lane.world.goods()).buy()
    person.gets_again(update_id)
    settled(lane.shop)
    person.gets_again(update_id)
    person.sends("/help")
    person.sees_button("shop:", after=code_messages(person)[0]["message_id"])
    assert_bought_once(lane, person)
    assert len(lane.world.asked("placeOrder")) == 1


def the_press_comes_again_after_a_restart(lane: Lane) -> None:
    person, wanted = lane.offered()
    update_id = wanted.buy()
    settled(lane.shop)
    receipt = person.message(wanted.message["message_id"])
    assert lane.shop.stop() == 0
    person.gets_again(update_id)
    # And the button itself, on a device that still shows the confirmation.
    pressed = person.presses(wanted.message, wanted.data, force=True)
    lane.opens()
    answered = wait_for(
        "the press to be answered",
        lambda: [t for t in person.toasts() if t["callback_query_id"] == pressed["callback_query_id"]],
    )
    assert answered[0]["text"]
    assert_bought_once(lane, person)
    assert len(lane.world.asked("placeOrder")) == 1
    # The receipt was not written over.
    assert person.message(receipt["message_id"])["text"] == receipt["text"]


def an_old_quote_is_shown_again_before_anything_is_bought(lane: Lane) -> None:
    lane.opens(QUOTE_SECONDS="30")
    _, wanted = lane.offered()
    assert lane.shop.stop() == 0
    lane.shop.ages("drafts", "quoted_at", seconds=31)
    lane.opens()
    buys_what_is_shown_anew(lane, wanted)


def a_new_price_is_shown_before_anything_is_bought(lane: Lane) -> None:
    goods = lane.world.goods()
    person = lane.customer()
    wanted = offer(person, goods)
    lane.world.patch(f"/demo/supplier/types/{goods.type_id}", price=goods.cost * 2)
    buys_what_is_shown_anew(lane, wanted)
    [order] = lane.shop.orders(person)
    assert order["unit_price_centimes"] > goods.cost * 2 * 100


def buys_what_is_shown_anew(lane: Lane, wanted: Offer) -> None:
    """The first press buys nothing and shows the confirmation as it is now; the second one buys."""
    person = wanted.person
    before = person.message(wanted.message["message_id"])["text"]
    wanted.buy()
    shown = person.sees(lambda m: m["text"] != before and person.buttons(m, "buy:"), "another confirmation")
    assert not lane.shop.orders(person)
    person.presses(shown, person.buttons(shown, "buy:")[0])
    assert_bought_once(lane, person)
