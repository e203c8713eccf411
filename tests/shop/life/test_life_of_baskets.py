"""The life of money once more, in which people also buy baskets: several orders, one payment, one use of a
code.

What must hold is what holds in any life of money (`moneys`), after every step and at the end.
"""

from collections import Counter
from itertools import chain
from typing import Any

from bot.payments.methods.stars import STARS
from bot.payments.methods.transfer import TRANSFER
from bot.shop.basket.contents import BasketChangedError, BasketView
from bot.shop.errors import PromoRefusedError, ShopError
from tests import postgres
from tests.shop.life.alive import GOODS, PEOPLE, Work
from tests.shop.life.cash import CODE, answer
from tests.shop.life.moneys import MoneysLife, walk
from tests.shop.life.payers import WAYS

HANDFULS = ((GOODS[0], GOODS[2]), (GOODS[1], GOODS[2]), GOODS)
MUST_SEE = frozenset(
    {
        f"basket by {STARS}: done",
        f"basket by {TRANSFER}: done",
        "a basket's code: used",
        "a basket: all paid",
        "a basket: some ended, some paid",
        "a basket: none paid",
    }
)
SHORTEST_WAY = 43
"""Dice that lead everywhere in one walk; when lives change, others follow them."""
MOST_WALKS = 12


class BasketsLife(MoneysLife):
    """Baskets among all the rest."""

    ACTS = (*MoneysLife.ACTS, *("order_a_basket",) * 12)

    def order_a_basket(self) -> None:
        """As far as the question for money; most often it is paid at once."""
        if self.draw((True, True, False)):
            self.calm_down()
        person, way = self.draw(PEOPLE), self.draw(WAYS)
        goods, code, pays = self.draw(HANDFULS), self.draw((True, False)), self.draw((True, True, False))
        view = self.run(answer(self.basket(person, goods, code=code)))
        if isinstance(view, ShopError):
            self.reached[f"basket: {type(view).__name__}"] += 1
            return

        def asked(said: Any) -> None:
            self.sees(person, said)
            if pays and isinstance(said, tuple) and said[1] is not None:
                match self.draw(("sold out", "moves", "nothing")):
                    case "sold out":
                        product, type_ = self.draw(goods)
                        self.supplier.shelves[product].types[type_].stock = 0
                    case "moves":
                        self.something_moves(self.draw(goods))
                self._pays(said[1])

        work: Work = lambda: self.shop.cash_desk.pay_basket(  # noqa: E731
            person, view.id, view.version, way, message_id=7
        )
        self.do(f"basket by {way}", work, asked)

    async def basket(self, person: int, goods: Any, *, code: bool) -> BasketView:
        """A basket of these goods, with a code if it can be used."""
        baskets = self.shop.baskets
        if (left := await baskets.view(person)) is not None:
            await baskets.empty(person, left.id)
        for each in goods:
            quote = await self.quote(person, each, self.draw((1, 2)), code=False)
            await baskets.add(person, quote.draft_id)
        if code:
            try:
                await baskets.use_promo(person, CODE.code)
                self.reached["a basket's code: used"] += 1
            except PromoRefusedError as error:
                self.reached[f"a basket's code: {error.reason}"] += 1
        view: BasketView | None = await baskets.view(person)
        assert view is not None
        self.shown(person, view)
        return view

    def shown(self, person: int, view: BasketView) -> None:
        for line in view.lines:
            self.purses.quotes[line.line_id] = (person, (line.full_price - line.discount).centimes)

    def sees(self, person: int, said: Any) -> None:
        if isinstance(said, BasketChangedError):
            self.shown(person, said.view)
        super().sees(person, said)

    def end(self) -> None:
        super().end()
        baskets: dict[str, set[bool]] = {}
        for order in self.now.orders:
            if order.basket_id is not None:
                unpaid = order.status in {"expired", "cancelled"}
                baskets.setdefault(order.basket_id, set()).add(not unpaid)
        words = {(True,): "all paid", (False,): "none paid", (False, True): "some ended, some paid"}
        self.reached.update(f"a basket: {words[tuple(sorted(paid))]}" for paid in baskets.values())


class BasketsLifeOnPostgresql(BasketsLife):
    """The same on a server."""

    ENGINE = "postgresql"


def test_baskets_lead_everywhere_and_the_books_close_behind_them() -> None:
    seen: Counter[str] = Counter()
    for seed in chain((SHORTEST_WAY,), range(SHORTEST_WAY + 1, SHORTEST_WAY + MOST_WALKS)):
        seen += walk(seed, BasketsLife)
        if seen.keys() >= MUST_SEE:
            return
    raise AssertionError(sorted(MUST_SEE - seen.keys()))


@postgres.needed
def test_baskets_close_the_books_on_postgresql() -> None:
    seen = walk(SHORTEST_WAY, BasketsLifeOnPostgresql)
    assert any(name.startswith("a basket: ") for name in seen)
