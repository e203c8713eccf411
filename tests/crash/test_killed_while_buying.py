"""kill -9 at every request of a purchase, seen and not carried out, or carried out and not answered; then a
restart.

The demo's servers do the killing when they see the request. Which requests there are is taken from a calm
purchase. For a read the two are one moment.
"""

from collections import Counter
from functools import partial

import pytest

from tests.crash.conftest import PlayShared
from tests.e2e.lanes import Lane, Lanes, Moment, moments
from tests.e2e.processes import Person, wait_for
from tests.e2e.purchases import assert_bought_once, assert_nothing_bought, settled

pytestmark = pytest.mark.processes

QUANTITY = 2
# What a purchase cannot do without, whatever else is asked.
NEEDED = {
    ("telegram", "getUpdates"),
    ("telegram", "answerCallbackQuery"),
    ("supplier", "checkProduct"),
    ("supplier", "placeOrder"),
    ("supplier", "checkOrder"),
    ("telegram", "editMessageText"),
    ("telegram", "sendMessage"),
}
# Asked while the order is on its way to the supplier, so that either may come first.
WHILE_PLACING = {"answerCallbackQuery", "editMessageText"}


@pytest.mark.parametrize("when", ["before", "after"])
def test_killed_at_any_request_of_a_purchase_it_delivers_once_and_charges_once(
    lanes: Lanes, plays_shared: PlayShared, when: str
) -> None:
    with lanes.free() as calm:
        asked = asked_in_a_calm_purchase(calm)
    assert set(asked) >= NEEDED
    plays_shared({str(m): partial(buys_and_is_killed, moment=m) for m in moments(asked, when)})


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
