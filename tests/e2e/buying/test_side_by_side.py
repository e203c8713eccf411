"""One customer's slow supplier is nobody else's: whoever browses meanwhile is answered first."""

import pytest

from bot.shop.refs import short_key
from tests.e2e.lanes import Lane
from tests.e2e.processes import Person, wait_for
from tests.e2e.purchases import assert_bought_once, offer, settled

pytestmark = pytest.mark.processes

HANG = 14  # seconds; below the shop's own patience with a look


def test_a_supplier_that_hangs_on_one_purchase_delays_nobody_elses_browsing(mine: Lane) -> None:
    goods = mine.world.goods()
    slow = mine.customer()
    wanted = offer(slow, goods)
    asking = mine.customer()
    others = [mine.world.person(6001 + n) for n in range(3)]
    mine.world.fault("supplier", "placeOrder", "hang", seconds=HANG)
    wanted.buy()
    wait_for("the order to hang", lambda: hangs(mine, "placeOrder"))
    # Somebody else's look at a product hangs too, before its types are known.
    mine.world.fault("supplier", "checkProduct", "hang", seconds=HANG)
    asking.sends(f"/start p_{short_key(mine.world.goods(-1).product_id)}")
    wait_for("the look to hang", lambda: hangs(mine, "checkProduct"))

    for person in others:
        browses(mine, person)
    # Everybody was served while both still hung; the buyer, too, can look around.
    slow.sees_button("menu", after=slow.sends("/wallet")["message_id"])
    assert hangs(mine, "placeOrder")
    assert hangs(mine, "checkProduct")
    assert not mine.shop.orders(slow)[0]["placed_at"]

    mine.world.clear_faults()
    settled(mine.shop)
    assert_bought_once(mine, slow)
    asking.sees_button("typ:")


def hangs(lane: Lane, method: str) -> bool:
    return any(line["fault"] == "hang" and line["status"] is None for line in lane.world.asked(method))


def browses(lane: Lane, person: Person) -> None:
    """As far as another product's types, which are asked for at this moment."""
    asked = person.sends("/shop")["message_id"]
    person.taps("cat:", after=asked)
    message, _ = person.sees_button("prd:", after=asked)
    person.presses(message, person.buttons(message, "prd:")[1])
    person.sees_button("typ:", after=asked)
