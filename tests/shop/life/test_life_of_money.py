"""The life of money as a state machine: asked for, paid, paid again, lost, late, sent back; and killed at any
of it.

After every step the shop's books must close, and a model that the outside world keeps (`purses`) must agree
with every wallet, order and payment. At the end all trouble is over: all that was paid is credited, sent
back, or shown to the staff.
"""

import sys
from collections import Counter
from collections.abc import Sequence
from itertools import chain, count, islice
from typing import Any, TypeVar

import hypothesis
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule

from tests import postgres
from tests.shop.life.alive import LIVES
from tests.shop.life.cash import Draw
from tests.shop.life.moneys import STEPS, MoneysLife, walk
from tests.shop.life.payers import WAYS

T = TypeVar("T")


# Where the walks of a day must have been. What is rarer than one life in five is left to the long nights.
MUST_SEE = frozenset(
    {
        *(f"{act} by {way}: done" for act in ("order", "top up") for way in WAYS),
        *(f"{way} payment: credited" for way in WAYS),
        *(f"money once: {end}" for end in ("paid", "later", "too_late", "held", "unmatched")),
        *("money twice: known", "money at once: known", "money at once: too_late", "money late: known"),
        *("pre-checkout: None", "pre-checkout: paid", "pre-checkout: expired", "paid though refused"),
        *(f"unmatched: {why}" for why in ("unknown", "other_payer", "other_amount")),
        *("another way: done", "pay from wallet: done", "press the old button: done"),
        *("approve: paid", "approve: AlreadyDecided", "reject: done", "together: approve"),
        *(
            f"order: {why}"
            for why in ("not_paid_in_time", "customer_cancelled", "bought_at_loss", "refunded")
        ),
        *("refund all to wallet: done", "refund half to wallet: done", "refund half to stars: NothingLeft"),
        *("refund told: done", "alert: payment_taken_back", "send a payment back: done"),
        *("stars payment: refunded", "card payment: refunded"),
        *("a reward: rewarded", "a reward: lost", "a reward taken back: all", "a reward taken back: a part"),
        *("code: used_up", "a use of a code: given back", "a use of a code: kept"),
        *(f"killed: order by {way}" for way in WAYS),
        *("killed: tell once", "killed: approve", "killed: send a receipt", "killed: stars", "killed: send"),
    }
)
SHORTEST_WAYS = (25, 27, 31, 151)
"""Dice that lead everywhere with the fewest walks; when lives change, others follow them."""
MOST_WALKS = 60


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
        # Hypothesis begins with the first of each. Forty times "order" takes as long as four other lives, so
        # the last stands first.
        return data.draw(st.sampled_from(things[::-1]))

    return draw


Machine.TestCase.settings = settings(
    max_examples=LIVES // 4,  # more than as many are walked below
    stateful_step_count=STEPS,
)
test_the_life_of_money = Machine.TestCase


class MoneysLifeOnPostgresql(MoneysLife):
    """The same on a server."""

    ENGINE = "postgresql"


def test_the_walks_lead_everywhere() -> None:
    """Not by luck: the same dice each time, cast until every place has been seen."""
    seen: Counter[str] = Counter()
    for seed in islice(chain(SHORTEST_WAYS, count(max(SHORTEST_WAYS) + 1)), MOST_WALKS):
        seen += walk(seed)
        if seen.keys() >= MUST_SEE:
            return
    raise AssertionError(sorted(MUST_SEE - seen.keys()))


@postgres.needed
def test_the_first_walk_leads_as_far_on_postgresql() -> None:
    """Which of two comes first is the server's to say, so where it leads is not quite the same each time."""
    assert len(walk(SHORTEST_WAYS[0], MoneysLifeOnPostgresql)) > len(MUST_SEE) // 3
