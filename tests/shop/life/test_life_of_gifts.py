"""The life of money once more, in which orders are also gifts: claimed, taken back, while all else goes on.

What must hold is what holds in any life of money (`moneys`), after every step and at the end: each code has
one reader, and neither a claim nor a taking back moves a centime.
"""

from collections import Counter
from collections.abc import Callable
from itertools import chain
from typing import Any

from bot.shop.orders.handover import token_of
from bot.shop.orders.history import OrderView
from storage.purchases import gifts
from storage.purchases.orders import OrderRow
from tests.shop.life.alive import GOODS, PEOPLE, Work
from tests.shop.life.cash import answer
from tests.shop.life.moneys import MoneysLife, walk
from tests.shop.whole import STAFF

MUST_SEE = frozenset(
    {
        "make a gift: done",
        "make a gift: TooLateForGift",
        "open a link: done",
        "open a link: GiftTaken",
        "open a link: GiftRevoked",
        "take back: done",
        "take back: GiftTaken",
        "killed: open a link",
    }
)
FRIENDS = (3001, 3002)
DINARS = 10_000
SHORTEST_WAY = (6, 15)
"""Dice that lead everywhere in two walks; when lives change, others follow them."""
OTHER_WAYS = range(16, 26)


class GiftsLife(MoneysLife):
    """Gifts among all the rest."""

    ACTS = (
        *MoneysLife.ACTS,
        *("give",) * 14,
        *("make_a_gift",) * 4,
        *("open_a_link",) * 22,
        *("take_a_gift_back",) * 10,
    )

    def open_shop(self) -> None:
        super().open_shop()
        for friend in FRIENDS:
            self.run(self.shop.customer(friend))

    def give(self) -> None:
        """A gift is bought from the wallet, which staff have filled, and most often delivered."""
        self.calm_down()
        person, goods, key = self.draw(PEOPLE), self.draw(GOODS), self.key()
        self.run(self.shop.wallet_adjustments.credit(STAFF, person, DINARS, None, key=key))
        self.purses.by_hand[key] = (person, DINARS * 100)
        bought = self.run(answer(self._bought(person, goods)))
        self.reached[f"give: {type(bought).__name__}"] += 1
        self.hold()
        self.business()

    async def _bought(self, person: int, goods: tuple[str, str]) -> OrderView:
        quote = await self.quote(person, goods, self.draw((1, 2)), code=False)
        await self.shop.gifts.make_choice(person, quote.draft_id, "salut")
        order: OrderView = await self.shop.checkout.buy(person, quote.draft_id, message_id=7)
        return order

    def make_a_gift(self) -> None:
        """Most often of the newest order."""
        made = self.now.orders
        if not made:
            return
        order: OrderRow = self.one_of(made)
        words = self.draw(("", "salut"))
        self.do("make a gift", lambda: self.shop.gifts.make_order(order.customer_id, order.ref, words))

    def open_a_link(self) -> None:
        """Somebody opens a link that there is, a friend or another customer."""
        order = self._gift(lambda row: row.token_hash is not None)
        if order is None:
            return
        person, key, link = self.draw((*FRIENDS, *PEOPLE)), self.key(), self.run(self._token(order))
        self.do("open a link", lambda: self.shop.gifts.open_link(person, link, key=key))

    def take_a_gift_back(self) -> None:
        """Its buyer has it after all."""
        order = self._gift(lambda row: True)
        if order is not None:
            work: Work = lambda: self.shop.gifts.take_back(order.customer_id, order.ref)  # noqa: E731
            self.do("take back", work)

    def _gift(self, wanted: Callable[[Any], bool]) -> OrderRow | None:
        found = [
            order
            for order in self.now.orders
            if (row := self.now.gifts.get(order.id)) is not None and wanted(row)
        ]
        return self.one_of(found) if found else None

    async def _token(self, order: OrderRow) -> str:
        async with self.db.read() as conn:
            row = await gifts.of_order(conn, order.id)
        assert row is not None
        found = token_of(self.shop.vault, row)
        assert found is not None
        return found


def test_gifts_lead_everywhere_and_the_books_close_behind_them() -> None:
    seen: Counter[str] = Counter()
    for seed in chain(SHORTEST_WAY, OTHER_WAYS):
        seen += walk(seed, GiftsLife)
        if seen.keys() >= MUST_SEE:
            return
    raise AssertionError(sorted(MUST_SEE - seen.keys()))
