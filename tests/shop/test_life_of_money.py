"""The life of money as a state machine: asked for, paid, paid again, lost, late, sent back; and killed at any of it.

After every step the shop's books must close, and a model that the outside world keeps (`purses`) must agree with every
wallet, order and payment. At the end all trouble is over: all that was paid is credited, sent back, or shown to the staff.
"""

import random
import sys
from collections import Counter
from collections.abc import Sequence
from decimal import Decimal
from typing import Any, TypeVar

import hypothesis
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule

from bot.supplier import KeyTrouble, NotFound, PaymentsOff, Unavailable
from tests.shop.alive import ANSWERS, AWAY, GOODS, LIVES
from tests.shop.cash import PLENTY, Draw
from tests.shop.givers_back import GiversBack
from tests.shop.whole import STAFF

T = TypeVar("T")
STEPS = 40
PAGE_TROUBLES = (
    None,
    KeyTrouble("INVALID_API_KEY", 401),
    PaymentsOff("FORBIDDEN", 403),
    NotFound("NOT_FOUND", 404),
    Unavailable("INTERNAL_ERROR", 500),
    Unavailable("READ_TIMEOUT"),
)


class MoneysLife(GiversBack):
    """All of them together, and what the world does meanwhile."""

    # Each as often as it is to happen among the others.
    ACTS = (
        *(
            "order",
            "order",
            "order_and_pay",
            "order_and_pay",
            "order_and_pay",
            "top_up",
            "change_mind",
            "change_mind",
        ),
        *("pay_an_invoice", "pay_an_invoice", "pay_an_invoice", "pay_oddly", "hear_late"),
        *("on_the_page", "on_the_page", "send_a_receipt", "decide_on_a_receipt", "decide_on_a_receipt"),
        *("settle_a_stray_payment", "send_a_payment_back", "refund", "refund", "take_back", "book"),
        *("shelf_changes", "trouble", "time_passes", "time_passes", "business", "business", "business"),
        *("work_alone", "work_alone", "work_together", "work_is_killed"),
    )

    def begin(self) -> None:
        self.open_shop()
        for _ in range(3):
            self.order_and_pay()
            self.hold()

    def step(self) -> None:
        getattr(self, self.draw(self.ACTS))()
        self.hold()
        self.clock.tick(self.draw((0, 1)))

    def end(self) -> None:
        self.run(self.end_well())

    def shelf_changes(self) -> None:
        """Something moves between asking and paying."""
        product, type_ = self.draw(GOODS)
        goods = self.supplier.shelves[product].types[type_]
        what = self.draw(("sold out", "in stock", "dearer", "cheaper", "poor", "rich", "shut", "open"))
        if what in {"sold out", "in stock"}:
            goods.stock = 0 if what == "sold out" else 10**6
        elif what in {"dearer", "cheaper"}:
            goods.cost = Decimal(1300 if what == "dearer" else 900)
        elif what in {"poor", "rich"}:
            self.float_is(Decimal(1500) if what == "poor" else PLENTY)
        else:
            self.run(self.shop.desk.maintenance(STAFF, what == "shut"))

    def trouble(self) -> None:
        """With the supplier, its pages, or Telegram's refunds."""
        what = self.draw(("supplier", "better", "answers", "pages", "refunds"))
        if what == "supplier":
            self.goes_away_or_comes_back(self.draw(AWAY))
        elif what == "better":
            self.supplier.comes_back()
            self.pages.trouble = None
        elif what == "answers":
            self.supplier.script.append(ANSWERS[self.draw(sorted(ANSWERS))])
        elif what == "pages":
            self.pages.trouble = self.draw(PAGE_TROUBLES)
        else:
            self.stars.script.append(self.draw(("no", "lose", "vanish")))

    def time_passes(self) -> None:
        self.clock.tick(self.draw((1, 5, 30, 300, 2000)))

    def business(self) -> None:
        """What was paid is bought and delivered."""
        self.work("pay")
        self.work("place")
        for order_id in self.at_work():
            self.supplier_ends(
                order_id, self.draw(("FULFILLED", "FULFILLED", "PARTIALLY_FILLED", "REFUNDED"))
            )
        self.clock.tick(6)
        self.work("track")

    def work_alone(self) -> None:
        self.work(self.draw(sorted(self.works())))

    def work_together(self) -> None:
        self.work_at_once({self.draw(sorted(self.works())) for _ in range(3)})

    def work_is_killed(self) -> None:
        name = self.draw(("links", "pay", "place", "send", "stars", "track"))
        if self.die_at(self.works()[name](), moments=self.draw(range(12))):
            self.reached[f"killed: {name}"] += 1


class Machine(RuleBasedStateMachine):
    """One such life, in which Hypothesis decides."""

    def __init__(self) -> None:
        super().__init__()
        self.life = MoneysLife(_undecided)

    @initialize(data=st.data())
    def begin(self, data: st.DataObject) -> None:
        self.life.draw = _drawn(data)
        self.life.begin()

    @rule(data=st.data())
    def step(self, data: st.DataObject) -> None:
        self.life.draw = _drawn(data)
        self.life.step()

    def teardown(self) -> None:
        try:
            if sys.exc_info()[0] is None:  # else the walk itself has found something
                self.life.end()
                for name in self.life.reached:
                    hypothesis.event(name)
        finally:
            self.life.close()


def _undecided(_things: Any, /) -> Any:
    raise AssertionError("nobody decides yet")


def _drawn(data: st.DataObject) -> Draw:
    def draw(things: Sequence[T], /) -> T:
        return data.draw(st.sampled_from(things))

    return draw


Machine.TestCase.settings = settings(
    max_examples=LIVES,
    stateful_step_count=STEPS,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
test_the_life_of_money = Machine.TestCase


def walk(seed: int) -> Counter[str]:
    """A life in which dice decide; where it has been."""
    life = MoneysLife(random.Random(seed).choice)
    try:
        life.begin()
        for _ in range(STEPS):
            life.step()
        life.end()
    finally:
        life.close()
    return life.reached
