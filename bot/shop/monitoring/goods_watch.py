"""What the shop looks at every few minutes of its goods: whether something that sells well has gone from the
supplier's catalogue, or is out of stock there, and whether warnings about costs are over.

The sales are those that the sales book keeps by day, so a look costs as much in an old shop as in a young
one. Of the supplier it asks what the few best sellers need, and only what nobody has read for ten minutes.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from bot.clock import Clock
from bot.shop.books.shop_days import ShopDays
from bot.shop.catalogue.catalogue import Catalogue, Product, goods_of
from bot.shop.catalogue.cost_watch import CostWatch, Offered
from bot.shop.errors import NotForSaleError
from bot.shop.outbox.alerts import Alerts
from bot.shop.prices.rule_store import RuleStore
from bot.shop.prices.rules import RuleScopeKey, RuleSet
from bot.supplier import Lane
from storage.database import Database
from storage.house import open_warnings
from storage.money.daily import day_sales
from storage.money.daily.day_sales import SalesRow
from storage.purchases import order_figures

_GONE: Final = "product_gone"
_OUT: Final = "best_seller_out"
_LATELY: Final = timedelta(days=30)
_SOLD_WELL: Final = 20
"""Of so many products staff hear that they have gone."""
_BEST: Final = 5
"""Of so many products staff hear that what sells best of them is out of stock."""
_ORDERS: Final = 200
"""Among so many of a product's last orders its best type is looked for."""
_GOOD_FOR: Final = 600.0
_OUT_FOR: Final = timedelta(minutes=20)
"""What is out of stock for a moment is no news."""
_MOST_ROWS: Final = 50


@dataclass(frozen=True, slots=True)
class _BestSeller:
    product: Product
    type_id: str
    name: str
    count: int

    @property
    def matter(self) -> str:
        return f"{self.product.id}/{self.type_id}"


class GoodsWatch:
    """For a worker that one process leads."""

    def __init__(
        self,
        db: Database,
        clock: Clock,
        alerts: Alerts,
        *,
        catalogue: Catalogue,
        cost_watch: CostWatch,
        rule_store: RuleStore,
        days: ShopDays,
    ) -> None:
        self._db = db
        self._clock = clock
        self._alerts = alerts
        self._catalogue = catalogue
        self._cost_watch = cost_watch
        self._rule_store = rule_store
        self._days = days
        self._out_since: dict[str, datetime] = {}

    async def look(self) -> None:
        """Begins and ends warnings. Raises `SupplierAwayError`; what nobody needs to be asked for is done by
        then.
        """
        if await self._catalogue.age() is None:
            return  # nothing was ever read, so nothing is known to be for sale
        categories = await self._catalogue.all_categories()
        shelf = {product.id: product for category in categories for product in category.products}
        await self._costs(shelf)
        rule_set = await self._rule_store.rule_set()
        sold = await self._sold_lately()
        await self._gone(sold, shelf, rule_set)
        await self._out_of_stock(sold, shelf, rule_set)

    async def _costs(self, shelf: Mapping[str, Product]) -> None:
        told_of = [shelf[each] for each in await self._cost_watch.told_of() if each in shelf]
        known = await self._catalogue.known_types(told_of)
        await self._cost_watch.end_what_is_over(
            {each.id: Offered(each.title, goods_of(each), types) for each, types in known.items()}
        )

    async def _sold_lately(self) -> list[SalesRow]:
        """The cards of each product that were sold in the last days that are closed, the most first."""
        today = self._days.day_at(self._clock.now())
        async with self._db.read() as conn:
            rows = await day_sales.of_products(conn, str(today - _LATELY), str(today))
        return sorted(rows, key=lambda row: (-row.count, row.label))

    async def _gone(self, sold: Sequence[SalesRow], shelf: Mapping[str, Product], rule_set: RuleSet) -> None:
        async with self._db.read() as conn:
            known = {row.matter for row in await open_warnings.of_code(conn, _GONE, limit=_MOST_ROWS)}
        for row in sold[:_SOLD_WELL]:
            is_hidden = rule_set.is_hidden(RuleScopeKey(product_id=row.label))
            if row.label not in shelf and row.label not in known and not is_hidden:
                product = row.title or row.label
                await self._alerts.begin(_GONE, matter=row.label, product=product, count=row.count)
        still_sold = {row.label for row in sold}
        for product_id in known:
            if product_id in shelf:
                await self._alerts.end(_GONE, matter=product_id, how="back")
            elif product_id not in still_sold:
                await self._alerts.end(_GONE, matter=product_id, how="forgotten")

    async def _out_of_stock(
        self, sold: Sequence[SalesRow], shelf: Mapping[str, Product], rule_set: RuleSet
    ) -> None:
        best = await self._best_sellers(sold, shelf, rule_set)
        async with self._db.read() as conn:
            rows = await open_warnings.of_code(conn, _OUT, limit=_MOST_ROWS)
        known = {row.matter: json.loads(row.args) for row in rows}
        for matter in known.keys() - best.keys():
            await self._alerts.end(_OUT, matter=matter, how="forgotten")
        self._out_since = {matter: at for matter, at in self._out_since.items() if matter in best}
        for matter, one in best.items():
            if await self._is_in_stock(one):
                self._out_since.pop(matter, None)
                if matter in known:
                    await self._alerts.end(_OUT, matter=matter, how="back")
                continue
            since = self._out_since.setdefault(matter, self._clock.now())
            if matter not in known and self._clock.passed(since) >= _OUT_FOR:
                await self._alerts.begin(
                    _OUT,
                    matter=matter,
                    since=since,
                    product=one.product.title,
                    type=one.name,
                    count=one.count,
                )

    async def _best_sellers(
        self, sold: Sequence[SalesRow], shelf: Mapping[str, Product], rule_set: RuleSet
    ) -> dict[str, _BestSeller]:
        """The best type of each of the best products that customers see, by what it is known as."""
        seen = [
            row for row in sold if row.label in shelf and not rule_set.is_hidden(goods_of(shelf[row.label]))
        ]
        found = {}
        async with self._db.read() as conn:
            for row in seen[:_BEST]:
                best = await order_figures.best_type(conn, row.label, newest=_ORDERS)
                product = shelf[row.label]
                if best is None or rule_set.is_hidden(
                    RuleScopeKey(product.category, product.id, best.type_id)
                ):
                    continue
                one = _BestSeller(product, best.type_id, best.name, row.count)
                found[one.matter] = one
        return found

    async def _is_in_stock(self, one: _BestSeller) -> bool:
        try:
            type_ = await self._catalogue.supplied(
                one.product.id, one.type_id, lane=Lane.BROWSING, good_for=_GOOD_FOR
            )
        except NotForSaleError:
            return False
        return type_.stock > 0
