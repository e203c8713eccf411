"""A shop's life as a state machine: people buy, the supplier and Telegram do their worst, processes die at
any moment.

The books are checked after every step. How money comes in and goes back is another life's matter: here
wallets are filled by hand.
"""

import asyncio
import contextlib
import sys

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from bot.shop.errors import PromoRefusedError, ShopError
from bot.shop.money import Money
from bot.shop.prices.promo_codes import Promo
from bot.shop.refs import short_key
from tests import postgres
from tests.shop.life.alive import ANSWERS, AWAY, GOODS, LIVES, PEOPLE, Alive
from tests.shop.whole import STAFF

# An odd sum, so that the price of three cards cannot be shared among them without a rest.
CODE = Promo("LIFE", amount=Money.of_dinars(37), total_limit=3)
A_WORK = st.sampled_from(("place", "settle", "track", "send", "reconcile", "decide"))


class Life(Alive, RuleBasedStateMachine):
    """Purchases, paid from wallets."""

    def teardown(self) -> None:
        try:
            if sys.exc_info()[0] is None:  # else the walk itself has found something
                self.run(self.end_well())
        finally:
            self.close()

    @initialize(
        refs=st.sampled_from(["ignore", "echo", "prefix"]),
        purchases=st.lists(
            st.tuples(
                st.sampled_from(PEOPLE),
                st.sampled_from(GOODS),
                st.integers(1, 2),
                st.sampled_from(["accept", "lose", "vanish"]),
            ),
            min_size=3,
            max_size=6,
        ),
        lag=st.sampled_from([0, 30, 900]),
        dice=st.integers(0, 2**16),
    )
    def open_shop(
        self, refs: str, purchases: list[tuple[int, tuple[str, str], int, str]], lag: int, dice: int
    ) -> None:
        self.dice.seed(dice)
        self.supplier.refs = refs
        self.supplier.list_lag = lag
        for person in PEOPLE:
            self.run(self.shop.customer(person, dinars=50_000))
        code = self.run(self.shop.promos.propose(STAFF, CODE))
        self.run(self.shop.promos.start(STAFF, code.id, below_cost=False))
        for person, goods, quantity, answer in purchases:
            self.run(self._buy(person, goods, quantity))
            self.supplier.script.append(answer)
            self.run(self.shop.place())

    # What people do.

    @rule(person=st.sampled_from(PEOPLE), goods=st.sampled_from(GOODS), quantity=st.integers(1, 4))
    def buy(self, person: int, goods: tuple[str, str], quantity: int) -> None:
        self.run(self.tolerant(self._buy(person, goods, quantity)))

    @rule(moments=st.integers(0, 12))
    def buying_is_killed(self, moments: int) -> None:
        self.die_at(self._buy(PEOPLE[0], GOODS[0], 1), moments=moments)

    async def _buy(self, person: int, goods: tuple[str, str], quantity: int) -> None:
        checkout = self.shop.checkout
        choice = await checkout.open(person, short_key(goods[0]), short_key(goods[1]), message_id=7)
        quote = await checkout.choose_quantity(person, choice.draft_id, quantity, message_id=7)
        if quantity != 1:  # some use a code, as long as there are uses of it
            with contextlib.suppress(PromoRefusedError):
                quote = await checkout.use_promo(person, quote.draft_id, CODE.code, message_id=7)
        taps = [checkout.buy(person, quote.draft_id, message_id=7) for _ in range(2)]
        results = await asyncio.gather(*taps, return_exceptions=True)
        for result in results:
            if isinstance(result, BaseException) and not isinstance(result, ShopError):
                raise result

    @rule(person=st.sampled_from(PEOPLE), blocks=st.booleans())
    def block(self, person: int, blocks: bool) -> None:
        if blocks:
            self.delivery.blocked.add(person)
        else:
            self.delivery.blocked.discard(person)
            self.run(self.seen(person))

    @rule(person=st.sampled_from(PEOPLE), dinars=st.integers(-3000, 3000).filter(bool), key=st.integers(0, 5))
    def book(self, person: int, dinars: int, key: int) -> None:
        act = self.shop.wallet_adjustments.credit if dinars > 0 else self.shop.wallet_adjustments.debit
        self.run(self.tolerant(act(STAFF, person, abs(dinars), None, key=f"{person}:{key}")))

    @rule(choice=st.integers(0, 5))
    def decide_in_doubt(self, choice: int) -> None:
        self.run(self.tolerant(self.decide(choice)))

    # What the supplier does.

    @rule(answers=st.lists(st.sampled_from(sorted(ANSWERS)), min_size=1, max_size=3))
    def prepare_answers(self, answers: list[str]) -> None:
        self.supplier.script.extend(ANSWERS[answer] for answer in answers)

    @precondition(lambda self: self.at_work())
    @rule(
        data=st.data(),
        outcome=st.sampled_from(["FULFILLED", "FULFILLED", "PARTIALLY_FILLED", "REFUNDED"]),
        odd=st.sampled_from(["", "", "", "missing", "empty", "twice"]),
    )
    def an_order_ends(self, data: st.DataObject, outcome: str, odd: str) -> None:
        order_id = data.draw(st.sampled_from(self.at_work()), label="order")
        self.supplier_ends(order_id, outcome)
        theirs = self.supplier.bought[order_id]
        if odd and theirs.cards:
            theirs.cards = {
                "missing": theirs.cards[1:],
                "empty": [("", "serial"), *theirs.cards[1:]],
                "twice": [theirs.cards[0], *theirs.cards],
            }[odd]

    @rule(away=st.sampled_from(AWAY))
    def go_away_or_come_back(self, away: tuple[str, ...] | None) -> None:
        self.goes_away_or_comes_back(away)

    @rule(
        lag=st.sampled_from([0, 30, 900]),
        cut=st.sampled_from([(), ("cards",), ("goods",), ("cards", "goods", "counts")]),
    )
    def change_the_list(self, lag: int, cut: tuple[str, ...]) -> None:
        self.supplier.list_lag = lag
        self.supplier.cut_rows = frozenset(cut)

    # What time and workers do.

    @rule(seconds=st.sampled_from([1, 5, 30, 300, 2000]))
    def time_passes(self, seconds: int) -> None:
        self.clock.tick(seconds)

    @rule(names=st.lists(A_WORK, min_size=1, max_size=4))
    def one_after_the_other(self, names: list[str]) -> None:
        for name in names:
            self.work(name)

    @rule(names=st.lists(A_WORK, min_size=2, max_size=4, unique=True))
    def at_once(self, names: list[str]) -> None:
        self.work_at_once(names)

    @rule(name=A_WORK, moments=st.integers(0, 12))
    def be_killed(self, name: str, moments: int) -> None:
        self.die_at(self.works()[name](), moments=moments)

    @rule()
    def start_again(self) -> None:
        self.restart()

    @invariant()
    def the_books_are_right(self) -> None:
        self.hold()


Life.TestCase.settings = settings(
    max_examples=LIVES,
    stateful_step_count=30,
)
test_a_shops_life = Life.TestCase


class LifeOnPostgresql(Life):
    """The same on a server."""

    ENGINE = "postgresql"


LifeOnPostgresql.TestCase.settings = settings(
    max_examples=LIVES // 4,
    stateful_step_count=20,
)
test_a_shops_life_on_postgresql = postgres.needed(LifeOnPostgresql.TestCase)
