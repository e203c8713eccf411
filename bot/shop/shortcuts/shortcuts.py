"""Short ways to a purchase, for the first screen: what somebody bought lately, and what sells most.

Nobody is asked for them: they come from the orders, the catalogue and the stock as last read. What sells most
is the same for everybody, so it is counted once in a while and kept at hand.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.clock import Clock
from bot.shop.catalogue.catalogue import Catalogue, Category
from bot.shop.errors import NotForSaleError
from bot.shop.prices.rule_store import RuleStore
from bot.shop.prices.rules import RuleScopeKey
from bot.shop.refs import short_key
from storage.copies import Copies
from storage.database import Database
from storage.purchases import order_lists, orders
from storage.purchases.order_lists import BoughtGoods

COUNTED_FOR: Final = timedelta(minutes=5)
"""How long what sells most is not counted anew."""
_LATEST_SALES: Final = 500
"""So many of the shop's newest orders say what sells most: in a busy shop those of a day, in a quiet one of
weeks.
"""
_CANDIDATES: Final = 12
"""Of so many that sell well the first are shown that can be bought now."""
_OWN_LATEST: Final = 20


@dataclass(frozen=True, slots=True)
class Shortcut:
    """One type that is sold now. The keys are those of buttons."""

    product_key: str
    type_key: str
    product_title: str
    region: str | None
    type_name: str


class Shortcuts:
    """Knows what to offer first. Reads only."""

    def __init__(self, db: Database, clock: Clock, catalogue: Catalogue, rule_store: RuleStore) -> None:
        self._db = db
        self._clock = clock
        self._catalogue = catalogue
        self._rule_store = rule_store
        self._best: list[BoughtGoods] = []
        self._counted_at: datetime | None = None
        self._own = Copies(db, orders.CHANGED, read=_latest_goods)

    async def lately(self, customer_id: int, *, most: int) -> tuple[Shortcut, ...]:
        """What this customer bought last and can be bought now, newest first, each type once."""
        return await self._sold_now(await self._own.of(customer_id), most)

    async def popular(self, *, most: int) -> tuple[Shortcut, ...]:
        """What most people bought of late and can be bought now, the best first."""
        if self._counted_at is None or self._clock.passed(self._counted_at) >= COUNTED_FOR:
            self._counted_at = self._clock.now()  # whoever comes meanwhile is shown what was counted before
            async with self._db.read() as conn:
                self._best = _best(await order_lists.latest_sales(conn, limit=_LATEST_SALES))
        return await self._sold_now(self._best, most)

    async def categories(self, *, most: int) -> tuple[Category, ...]:
        """The first categories, as last read; nothing where the catalogue was never read."""
        if await self._catalogue.age() is None:
            return ()
        return (await self._catalogue.categories()).categories[:most]

    async def _sold_now(self, goods: Iterable[BoughtGoods], most: int) -> tuple[Shortcut, ...]:
        if await self._catalogue.age() is None:
            return ()
        rule_set = await self._rule_store.rule_set()
        found: list[Shortcut] = []
        for each in dict.fromkeys(goods):
            if len(found) == most:
                break
            try:
                _, product = await self._catalogue.find(short_key(each.product_id))
            except NotForSaleError:
                continue
            scope = RuleScopeKey(product.category, product.id, each.type_id)
            read = self._catalogue.types_at_hand(product)
            type_ = None if read is None else next((one for one in read if one.id == each.type_id), None)
            gone = read is not None and (
                type_ is None or not type_.stock or not rule_set.sells(scope, type_.cost)
            )
            if gone or rule_set.is_hidden(scope):
                continue
            key, name = short_key(each.type_id), each.type_name
            found.append(Shortcut(product.key, key, product.title, product.region, name))
        return tuple(found)


async def _latest_goods(conn: AsyncConnection, customer_id: int) -> list[BoughtGoods]:
    return await order_lists.latest_goods(conn, customer_id, limit=_OWN_LATEST)


def _best(sales: Sequence[tuple[int, BoughtGoods]]) -> list[BoughtGoods]:
    """The goods that most people bought, those first; among equals what was bought more often, and last."""
    people = Counter(goods for _, goods in set(sales))
    times = Counter(goods for _, goods in sales)
    # `times` knows them in the order of the sales, which a sort keeps among equals.
    return sorted(times, key=lambda goods: (-people[goods], -times[goods]))[:_CANDIDATES]
