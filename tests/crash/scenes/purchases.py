"""Purchases in which the shop is killed and started again, and what must be true after them."""

from collections import Counter

from tests.e2e.lanes import Lane, Moment
from tests.e2e.processes import Person, wait_for
from tests.e2e.purchases import (
    CREDIT,
    assert_books_agree,
    assert_bought_once,
    assert_delivered,
    assert_nothing_bought,
    code_messages,
    offer,
    settled,
)

QUANTITY = 2
NEEDED = {
    ("telegram", "getUpdates"),
    ("telegram", "answerCallbackQuery"),
    ("supplier", "checkProduct"),
    ("supplier", "placeOrder"),
    ("telegram", "editMessageText"),
    ("telegram", "sendMessage"),
}
"""What a purchase cannot do without, whatever else is asked."""
# Asked while the order is on its way to the supplier, so that either may come first.
WHILE_PLACING = {"answerCallbackQuery", "editMessageText"}


def asked_in_a_calm_purchase(lane: Lane) -> Counter[tuple[str, str]]:
    """How many requests of each kind there are from the press on Buy to the last word."""
    person, wanted = lane.offered(QUANTITY)
    start = lane.world.last_request()
    wanted.buy()
    assert_bought_once(lane, person, QUANTITY)
    asked = lane.requests_since(start)
    # The next question for updates waits for somebody's next deed: it belongs to no purchase.
    asked["telegram", "getUpdates"] = 1
    return asked


def buys_and_is_killed(lane: Lane, moment: Moment) -> None:
    person, wanted = lane.offered(QUANTITY)
    start = lane.world.last_request()
    lane.will_be_killed(moment)
    if moment.method == "getUpdates" and moment.when == "after":
        has_asked_again(lane, person, start)
    wanted.buy()
    finished = f"SELECT count(*) FROM orders WHERE customer_id = {person.id} AND finished_at IS NOT NULL"
    quiet = f"{finished} AND NOT EXISTS (SELECT 1 FROM messages WHERE state <> 'sent')"
    if not lane.was_killed(unless=quiet):
        # News of one order that come in quick succession are told at once, so there may be fewer edits this
        # time.
        assert lane.requests_since(start)[moment.api, moment.method] < moment.nth
        assert moment.method == "editMessageText"
        assert moment.nth > 1
    lane.opens()
    settled(lane.shop)
    if was_placed(lane, person):
        assert_bought_once(lane, person, QUANTITY)
    else:
        # It died between writing down that it orders and ordering.
        assert (moment.method, moment.when) == ("placeOrder", "before") or moment.method in WHILE_PLACING
        assert_nothing_bought(lane, person, why="proved_absent")


def has_asked_again(lane: Lane, person: Person, start: int) -> None:
    """Until the question that is doomed is there, waiting for the press."""
    person.sends("/help")
    wait_for("the doomed question", lambda: [r for r in lane.world.requests(after=start) if r["fault"]])


def was_placed(lane: Lane, person: Person) -> bool:
    """Whether the supplier took an order for this person's only order."""
    [order] = lane.shop.orders(person)
    return any(their["ref"] == order["ref"] for their in lane.world.orders())


def while_the_rest_of_an_order_is_refunded(lane: Lane) -> None:
    person = lane.customer()
    lane.world.mode(outcome="partial")
    wanted = offer(person, lane.world.goods(), 2)
    lane.will_be_killed(Moment("telegram", "sendMessage", 1, "before"))
    wanted.buy()
    assert lane.was_killed()
    lane.opens()
    settled(lane.shop)
    [order] = lane.shop.orders(person)
    assert order["status"] == "partially_filled"
    assert lane.shop.wallet(person) == CREDIT * 100 - order["unit_price_centimes"]
    assert_delivered(lane.world, lane.shop, order)
    assert_books_agree(lane.world, lane.shop)


def while_a_webhook_delivers_the_press(lane: Lane) -> None:
    lane.opens_with_webhook()
    person, wanted = lane.offered()
    lane.will_be_killed(Moment("supplier", "checkProduct", 1, "before"))
    update_id = wanted.buy()
    assert lane.was_killed()
    # Whether or not Telegram got its 200 in time, it may deliver the press once more.
    person.gets_again(update_id)
    lane.opens()
    assert_bought_once(lane, person)
    assert len(code_messages(person)) == 1
