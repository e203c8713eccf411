"""Worse moments for a kill: while the shop clears up after the last one, among several buyers, with money,
again and again.
"""

from tests.e2e.lanes import Lane, Moment
from tests.e2e.processes import wait_for
from tests.e2e.purchases import CREDIT, assert_bought_once, offer, settled
from tests.turns import has_turn


def again_and_a_little_later(lane: Lane) -> None:
    """For a server, where each process first has to find the one before it dead."""
    again_and_again_and_a_little_later_each_time(lane, one_in=6)


def again_and_again_and_a_little_later_each_time(lane: Lane, *, one_in: int = 2) -> None:
    person = lane.customer()
    lane.world.mode(fulfil_seconds=3)
    wanted = offer(person, lane.world.goods())
    lane.world.fault("supplier", "placeOrder", "hang", when="after", seconds=60)
    wanted.buy()
    wait_for("the order to be taken", lane.world.orders)
    # A press that is in hand at three deaths in a row counts as their cause; this one is done before the
    # first.
    wait_for("the press to be done", lambda: not lane.shop.rows("SELECT 1 FROM inbox WHERE state <> 'done'"))
    lane.shop.kill()
    # One time in so many on this day, the others on the next.
    for nth in filter(lambda nth: has_turn(nth, one_in), range(1, 13)):
        lane.will_be_killed(Moment("*", "*", nth, "before"))
        lane.shop.start()
        if not lane.was_killed(unless="SELECT count(*) FROM cards"):
            break
    lane.opens()
    assert_bought_once(lane, person)
    assert len(lane.world.asked("placeOrder")) == 1


def among_three_buyers_of_the_same_goods(lane: Lane) -> None:
    offers = [offer(lane.customer(), lane.world.goods()) for _ in range(3)]
    lane.will_be_killed(Moment("supplier", "placeOrder", 2, "after"))
    for one in offers:
        one.buy()
    assert lane.was_killed()
    lane.opens()
    for one in offers:
        assert_bought_once(lane, one.person)
    assert len(lane.world.asked("placeOrder")) == 3


def while_looking_for_a_lost_order_before_the_answer(lane: Lane) -> None:
    while_looking(lane, "before")


def while_looking_for_a_lost_order_after_the_answer(lane: Lane) -> None:
    while_looking(lane, "after")


def while_looking(lane: Lane, when: str) -> None:
    person, wanted = lane.offered()
    lane.world.fault("supplier", "placeOrder", "drop", when="after")
    lane.will_be_killed(Moment("supplier", "list", 1, when))
    wanted.buy()
    assert lane.was_killed()
    lane.opens()
    assert_bought_once(lane, person)


def before_the_merchant_hears_that_the_wallet_was_filled(lane: Lane) -> None:
    while_crediting(lane, "before")


def after_the_merchant_heard_that_the_wallet_was_filled(lane: Lane) -> None:
    while_crediting(lane, "after")


def while_crediting(lane: Lane, when: str) -> None:
    person = lane.customer()
    boss = lane.world.admin()
    settled(lane.shop)
    rule = {"when": when, "chat_id": boss.id}
    lane.world.fault("telegram", "sendMessage", "kill", **rule)
    asked = boss.sends(f"/credit {person.id} 500")["message_id"]
    assert lane.was_killed()
    lane.opens()
    boss.sees_text("500", after=asked)
    settled(lane.shop)
    assert lane.shop.wallet(person) == (CREDIT + 500) * 100
