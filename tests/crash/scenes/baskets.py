"""Baskets in which the shop is killed and started again, and what must be true after them."""

from collections import Counter

from tests.crash.scenes.journeys import Journey, Stars
from tests.crash.scenes.purchases import has_asked_again
from tests.e2e import payments
from tests.e2e.lanes import Lane, Moment
from tests.e2e.processes import Person
from tests.e2e.purchases import CREDIT, Offer, assert_books_agree, code_messages, offer, settled

GOODS = (0, 1)
"""Which goods, one of each."""


def basket(person: Person, lane: Lane, *, button: str = "bskb:") -> Offer:
    """Two types in the basket, before its Buy button, or another one of it."""
    for number in GOODS:
        offer(person, lane.world.goods(number), button="bska:").buy()
        wanted = number + 1
        person.sees(lambda m, wanted=wanted: len(person.buttons(m, "bskl:")) == wanted, "the line")
    message, data = person.sees_button(button)
    return Offer(person, message, data)


def asked_in_a_calm_basket(lane: Lane) -> Counter[tuple[str, str]]:
    """How many requests of each kind there are from the press on Buy to the last word."""
    person = lane.customer()
    wanted = basket(person, lane)
    start = lane.world.last_request()
    wanted.buy()
    settled(lane.shop)
    assert_each_line_ended(lane, person, paid=CREDIT * 100, rejected=0)
    asked = lane.requests_since(start)
    # The next question for updates waits for somebody's next deed: it belongs to no purchase.
    asked["telegram", "getUpdates"] = 1
    # How often an order is looked for depends on the time that all this takes.
    return Counter({kind: 1 if kind[1] in {"checkOrder", "list"} else times for kind, times in asked.items()})


def buys_a_basket_and_is_killed(lane: Lane, moment: Moment) -> None:
    person = lane.customer()
    wanted = basket(person, lane)
    start = lane.world.last_request()
    lane.will_be_killed(moment)
    if moment.method == "getUpdates" and moment.when == "after":
        has_asked_again(lane, person, start)
    wanted.buy()
    finished = f"SELECT count(*) FROM orders WHERE customer_id = {person.id} AND finished_at IS NOT NULL"
    quiet = f"SELECT ({finished}) = 2 AND NOT EXISTS (SELECT 1 FROM messages WHERE state <> 'sent')"
    if not lane.was_killed(unless=quiet):
        # What comes in quick succession is asked and told at once, so there may be fewer of a kind this time.
        assert moment.nth > 1 or moment.method in {"checkOrder", "list"}
    lane.world.clear_faults()
    lane.opens()
    settled(lane.shop)
    assert_each_line_ended(lane, person, paid=CREDIT * 100)


def assert_each_line_ended(lane: Lane, person: Person, *, paid: int, rejected: int | None = None) -> None:
    """Each line was bought once and delivered, or given back whole because it never reached the supplier;
    `paid` is what came into the wallet, in centimes.
    """
    orders = lane.shop.orders(person)
    assert len(orders) == len(GOODS)
    assert len({order["basket_id"] for order in orders}) == 1
    assert len({order["receipt_message_id"] for order in orders}) == 1
    spent = 0
    theirs = lane.world.orders()
    for order in orders:
        assert order["status"] in {"fulfilled", "rejected"}, order["status"]
        if order["status"] == "rejected":
            assert lane.shop.why(order) == "proved_absent"
            assert not [their for their in theirs if their["ref"] == order["ref"]]
            continue
        spent += order["quantity"] * order["unit_price_centimes"]
        [bought] = [their for their in theirs if their["id"] == order["supplier_order_id"]]
        told = "\n".join(message["text"] for message in code_messages(person))
        assert all(card["value"] in told for card in bought["cards"])
    assert rejected is None or sum(order["status"] == "rejected" for order in orders) == rejected
    assert lane.shop.wallet(person) == paid - spent
    card = person.message(orders[0]["receipt_message_id"])
    assert all(order["ref"] in card["text"] for order in orders)
    assert_books_agree(lane.world, lane.shop)


class BasketInStars(Stars):
    """A basket of somebody without money, paid with one invoice."""

    def __init__(self, lane: Lane) -> None:
        Journey.__init__(self, lane)  # what it offers is a basket, and no confirmation of one card
        shown = basket(self.person, lane, button="bskp:")
        (data,) = (one for one in self.person.buttons(shown.message, "bskp:") if one.endswith(":stars"))
        self.offer = Offer(self.person, shown.message, data)

    def is_over(self) -> bool:
        ended = self.lane.shop.rows(
            "SELECT 1 FROM orders WHERE customer_id = ? AND finished_at IS NOT NULL", self.person.id
        )
        return len(ended) == len(GOODS)

    def check(self) -> None:
        (payment,) = payments.payments(self.lane, self.person)
        orders = self.lane.shop.orders(self.person)
        total = sum(order["quantity"] * order["unit_price_centimes"] for order in orders)
        assert (payment["state"], payment["amount_centimes"]) == ("credited", total)
        assert_each_line_ended(self.lane, self.person, paid=total)
