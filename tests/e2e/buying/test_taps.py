"""How many taps a purchase costs, counted from what the shop answered: each press is answered once."""

import pytest

from bot.shop.refs import short_key
from tests.e2e import payments
from tests.e2e.conftest import Play
from tests.e2e.lanes import Lane
from tests.e2e.processes import Person, wait_for
from tests.e2e.purchases import assert_delivered, code_messages, credit, settled

pytestmark = pytest.mark.processes

FROM_START = 4
AGAIN = 2
WITH_STARS = 2
"""Besides the payment itself, which is Telegram's own button."""


def test_a_purchase_costs_few_taps(plays: Play) -> None:
    plays(from_the_first_screen_to_buy)


def from_the_first_screen_to_buy(lane: Lane) -> None:
    lane.opens(**payments.SETTINGS)
    first = lane.stranger()
    # Whatever the shop sells stands no deeper than that, although nothing was ever bought here.
    began = lane.world.last_request()
    buys(lane, first, "/start", ["cat:", "prd:", "typ:", "pay:"], orders=1)
    assert taps(lane, began) <= FROM_START

    # What sold stands on the first screen once it is counted anew.
    assert lane.shop.stop() == 0
    lane.opens()
    goods = lane.shop.orders(first)[0]
    popular = f"typ:{short_key(goods['product_id'])}:{short_key(goods['type_id'])}"
    second = lane.stranger()
    began = lane.world.last_request()
    buys(lane, second, "/start", [popular, "pay:"], orders=1)
    assert taps(lane, began) <= WITH_STARS

    credit(lane.shop, second, 100_000)
    [told] = code_messages(second)
    for number, (words, steps) in enumerate(
        [
            (None, [f"pwg:{lane.shop.orders(second)[0]['ref']}", "buy:"]),  # from the delivered code
            ("/orders", ["pwh:", "buy:"]),
            ("/start", [popular, "buy:"]),
        ],
        2,
    ):
        began = lane.world.last_request()
        buys(lane, second, words, steps, orders=number, on=told["message_id"])
        assert taps(lane, began) <= AGAIN


def buys(
    lane: Lane, person: Person, words: str | None, steps: list[str], *, orders: int, on: int = 0
) -> None:
    """Writes the words, if any, taps these buttons, pays if it is asked for, and has the code."""
    after = person.sends(words)["message_id"] if words is not None else on - 1
    for step in steps:
        # The newest message is looked at, so a step waits for the screen that the one before has led to.
        wanted = f"{step}" if step != "pay:" else _stars(person, after)
        person.taps(wanted, after=after)
    if steps[-1] == "pay:":
        payments.pays_invoice(person, payments.invoice(person))
    wait_for("the order", lambda: len(lane.shop.orders(person)) == orders)
    settled(lane.shop)
    order = lane.shop.orders(person)[-1]
    assert order["status"] == "fulfilled"
    assert_delivered(lane.world, lane.shop, order, times=1)


def _stars(person: Person, after: int) -> str:
    message, _ = person.sees_button("pay:", after=after)
    (way,) = (data for data in person.buttons(message, "pay:") if data.endswith(":stars"))
    return way


def taps(lane: Lane, began: int) -> int:
    """How many presses the shop has answered since."""
    return len(lane.world.asked("answerCallbackQuery", began))
