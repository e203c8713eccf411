"""What is for sale: categories, products and types with price and stock, kept at hand so that browsing is
quick.

The catalogue itself is good for a day (contract 2.3.1); types carry live stock and cost, see
`bot.shop.catalogue.stock`, and checkout reads them again. When the supplier is down, people still see what
was last known.
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.clock import Clock
from bot.shop.catalogue.cost_watch import CostWatch, Offered
from bot.shop.catalogue.stock import Stock, TypeNow, TypesRead
from bot.shop.errors import NotForSaleError, SupplierAwayError
from bot.shop.money import Money
from bot.shop.outbox.alerts import Alerts
from bot.shop.prices.rule_store import RuleStore
from bot.shop.prices.rules import RuleScopeKey, RuleSet
from bot.shop.readable import name_or_id, nameless, readable
from bot.shop.refs import short_key
from bot.shop.supplier_access.calls import SingleFlight, asking_supplier
from bot.supplier import Lane, SupplierClient
from storage.database import Database
from storage.goods import catalogue as cache

CATALOGUE_AGE = timedelta(hours=24)
_RETRY = timedelta(minutes=2)
_SOLD_OUT_FOR = timedelta(minutes=10)
# Top-ups, not cards, although they stand in the same catalogue (contract 2.3.1).
_SKIPPED_CATEGORIES = frozenset({"mobile & internet"})


@dataclass(frozen=True, slots=True)
class Product:
    """A brand in a region. `key` is short and stable, for buttons; `id` is the supplier's."""

    key: str
    id: str
    title: str
    region: str | None
    category: str


KnownTypes = dict[Product, tuple[TypeNow, ...] | None]


@dataclass(frozen=True, slots=True)
class Category:
    """Products that belong together; never empty. `sold_out` are keys of those that had nothing left just
    now.

    `title` is for people, `target` is what rules know the category by.
    """

    key: str
    title: str
    target: str
    products: tuple[Product, ...]
    sold_out: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Offer:
    """A type as a customer sees it: its price, never its cost."""

    key: str
    name: str
    price: Money
    stock: int


@dataclass(frozen=True, slots=True)
class Listing:
    """All categories; `stale_since` says since when the supplier could not be asked."""

    categories: tuple[Category, ...]
    stale_since: datetime | None


@dataclass(frozen=True, slots=True)
class ProductPage:
    """One product with its offers, cheapest as the supplier lists them."""

    product: Product
    category_key: str
    offers: tuple[Offer, ...]
    stale_since: datetime | None


@dataclass(frozen=True, slots=True)
class _Shelf:
    """The catalogue as read at one moment, with its ways in by key."""

    fetched_at: datetime
    categories: tuple[Category, ...]
    by_category: dict[str, Category]
    by_product: dict[str, tuple[Category, Product]]


class Catalogue:
    """Reads through two caches: memory, and the database, from which also come what other processes read."""

    def __init__(
        self,
        db: Database,
        supplier: SupplierClient,
        clock: Clock,
        rule_store: RuleStore,
        *,
        alerts: Alerts,
        cost_watch: CostWatch,
    ) -> None:
        self._db = db
        self._supplier = supplier
        self._clock = clock
        self._rule_store = rule_store
        self._alerts = alerts
        self._shelf: _Shelf | None = None
        self._news, self._restored = 1, 0
        self._stock = Stock(
            db,
            supplier,
            clock,
            on_read=lambda id_, types: cost_watch.see(self._offered(id_, types)),
            on_change=lambda id_, before, types: cost_watch.changed(self._offered(id_, types), before),
        )
        self._single_flight = SingleFlight()
        db.wake_ups.on_change(cache.CHANGED, self._forget)

    async def categories(self) -> Listing:
        """All that can be chosen. Raises `SupplierAwayError` when nothing was ever read."""
        shelf = await self._on_shelf()
        rule_set = await self._rule_store.rule_set()
        shown = tuple(open_ for category in shelf.categories if (open_ := _open(category, rule_set)))
        age = self._clock.passed(shelf.fetched_at)
        return Listing(shown, shelf.fetched_at if age > CATALOGUE_AGE + _RETRY else None)

    async def category(self, key: str) -> Category:
        """One category, with what is known to be sold out; nobody is asked for that. Raises
        `NotForSaleError`.
        """
        shelf = await self._on_shelf()
        rule_set = await self._rule_store.rule_set()
        category = shelf.by_category.get(key)
        shown = None if category is None else _open(category, rule_set)
        if shown is None:
            raise NotForSaleError
        sold_out = frozenset(p.key for p in shown.products if self.is_sold_out(p, rule_set))
        return replace(shown, sold_out=sold_out) if sold_out else shown

    async def product(self, key: str) -> ProductPage:
        """One product with prices and stock, at most two minutes old if the supplier answers. Raises
        `NotForSaleError`.
        """
        category, product = await self.find(key)
        types = await self._stock.of(product.id)
        if not types.types:
            raise NotForSaleError
        offers = offers_of(await self._rule_store.rule_set(), product, types.types)
        return ProductPage(product, category.key, offers, self._stock.old_since(product.id))

    async def find(self, key: str) -> tuple[Category, Product]:
        """The product behind a key, without prices. Raises `NotForSaleError`."""
        category, product = await self.place(key)
        if (await self._rule_store.rule_set()).is_hidden(goods_of(product)):
            raise NotForSaleError
        return category, product

    async def place(self, key: str) -> tuple[Category, Product]:
        """As `find`, for staff: what is hidden is there too."""
        shelf = await self._on_shelf()
        if (found := shelf.by_product.get(key)) is None:
            raise NotForSaleError
        return found

    async def at_hand(self, key: str) -> Product | None:
        """The product behind a key as the catalogue was last read; None for one that is gone. Asks nobody."""
        await self._restore()
        found = self._shelf.by_product.get(key) if self._shelf else None
        return None if found is None else found[1]

    async def all_categories(self) -> tuple[Category, ...]:
        """As `categories`, for staff: what is hidden is there too."""
        return (await self._on_shelf()).categories

    async def all_types(self, product: Product) -> tuple[TypeNow, ...]:
        """A product's types with their cost, for staff; at most two minutes old if the supplier answers."""
        return _with_cost(await self._stock.of(product.id))

    def types_at_hand(self, product: Product) -> tuple[TypeNow, ...] | None:
        """A product's types as this process last read them, however old; None: it never did."""
        read = self._stock.at_hand(product.id)
        return None if read is None else _with_cost(read)

    def costs_since(self, product: Product) -> datetime | None:
        """Since when what `all_types` told is old, because the supplier could not be asked."""
        return self._stock.old_since(product.id)

    async def known_types(self, products: Sequence[Product] | None = None) -> KnownTypes:
        """All products, or these, with their types as last read; None: nobody has looked yet. Asks nobody."""
        if products is None:
            shelf = await self._on_shelf()
            products = [product for category in shelf.categories for product in category.products]
        known = await self._stock.known([product.id for product in products])
        return {p: _with_cost(known[p.id]) if p.id in known else None for p in products}

    @property
    def readings(self) -> tuple[datetime | None, int]:
        """Changes whenever products or names of types do: when those were read, how often these were new."""
        return None if self._shelf is None else self._shelf.fetched_at, self._stock.renamed

    async def read_some(self, products: Iterable[Product]) -> None:
        """Asks for the types of a few of these that nobody has looked at, for as long as a person can
        wait.
        """
        await self._stock.read_some([product.id for product in products])

    async def type_of(self, product: Product, type_key: str) -> TypeNow:
        """A type as browsing last saw it. Raises `NotForSaleError`."""
        rule_set = await self._rule_store.rule_set()
        for type_ in (await self._stock.of(product.id)).types:
            if short_key(type_.id) == type_key and rule_set.sells(goods_of(product, type_), type_.cost):
                return type_
        raise NotForSaleError

    async def type_now(self, product_id: str, type_id: str, *, lane: Lane, good_for: float = 0.0) -> TypeNow:
        """A type asked for at this moment, as buying needs it, or at most `good_for` seconds ago, to be
        shown.

        Raises `SupplierAwayError`, `NotForSaleError`.
        """
        await self._restore()  # rules for a category need to know the product's
        type_ = await self.supplied(product_id, type_id, lane=lane, good_for=good_for)
        rule_set, product = await self._rule_store.rule_set(), self._product(product_id)
        if not rule_set.sells(goods_of(product, type_), type_.cost):
            raise NotForSaleError
        return type_

    async def supplied(self, product_id: str, type_id: str, *, lane: Lane, good_for: float = 0.0) -> TypeNow:
        """The same, whatever the merchant's rules say by now: for an order that was made while they allowed
        it.
        """
        types = await self._stock.ask(product_id, lane, good_for=good_for)
        for type_ in types.types:
            # A cost of zero is the supplier's way to say "not for sale" (contract 2.3.2).
            if type_.id == type_id and type_.cost > Money.ZERO:
                return type_
        raise NotForSaleError

    async def refresh(self) -> datetime:
        """Reads the catalogue anew and says when. Raises `SupplierAwayError`; what is shown stays as it was
        then.
        """
        with asking_supplier():
            categories = await self._supplier.catalogue(lane=Lane.BROWSING)
        now = self._clock.now()
        if not any(category.products for category in categories):
            # A supplier that has nothing at all has a bad day; a day is how long we would show its empty
            # shelves.
            raise SupplierAwayError
        body = json.dumps(
            [
                [category.title, [[p.id, p.title, p.region] for p in category.products if p.enabled]]
                for category in categories
            ]
        )
        async with self._db.write() as conn:
            await cache.put(conn, "catalogue", body, now)
        self._shelf = _shelf(body, now)
        await self._tellnameless(self._shelf)
        return now

    async def refresh_when_old(self) -> None:
        """Reads the catalogue anew a little before its day is over. Raises `SupplierAwayError`."""
        age = await self.age()
        if age is None or age > CATALOGUE_AGE - _RETRY:
            await self.refresh()

    async def age(self) -> timedelta | None:
        """How old what we show is; None when there is nothing to show."""
        await self._restore()
        return None if self._shelf is None else self._clock.passed(self._shelf.fetched_at)

    async def _on_shelf(self) -> _Shelf:
        await self._restore()
        if self._shelf is None:
            await self._single_flight.do("catalogue", self._fill)
        if self._shelf is None:
            raise SupplierAwayError
        return self._shelf

    def _forget(self, key: str | None) -> None:
        if key in {"catalogue", None}:
            self._news += 1

    async def _restore(self) -> None:
        if (news := self._news) == self._restored:
            return
        async with self._db.read() as conn:
            row = await cache.get(conn, "catalogue")
        if row is not None:
            self._shelf = _shelf(row.body, row.fetched_at)
        self._restored = news

    async def _fill(self) -> None:
        if self._shelf is None:
            await self.refresh()

    def is_sold_out(self, product: Product, rule_set: RuleSet) -> bool:
        """Whether somebody has just seen that nothing is left; older news would keep people away."""
        read = self._stock.at_hand(product.id)
        if read is None or self._clock.passed(read.fetched_at) > _SOLD_OUT_FOR:
            return False
        return not any(t.stock and rule_set.sells(goods_of(product, t), t.cost) for t in read.types)

    def _offered(self, product_id: str, types: tuple[TypeNow, ...]) -> Offered:
        product = self._product(product_id)
        return Offered(product.title, goods_of(product), types)

    async def _tellnameless(self, shelf: _Shelf) -> None:
        """Tells the staff what customers can see of names that nobody can read."""
        shown = [each.title for each in shelf.categories if not readable(each.target)]
        shown += [each.title for each in shelf.categories if each.target == each.key]
        shown += [each.title for _, each in shelf.by_product.values() if each.title == each.id]
        if shown:
            await self._alerts.begin("names_unreadable", count=len(shown), name=shown[0])
        else:
            await self._alerts.end("names_unreadable")

    def _product(self, product_id: str) -> Product:
        """The product on the shelf; a bare one for what has left it since somebody chose it."""
        key = short_key(product_id)
        found = self._shelf.by_product.get(key) if self._shelf else None
        return Product(key, product_id, product_id, None, "") if found is None else found[1]


def category_key(title: str) -> str:
    """A category has no id at the supplier: its title is all that it has."""
    return short_key(f"category {title}")


def category_title(target: str) -> str:
    """The title for people of the category that rules know by that target."""
    return readable(target) or nameless(category_key(target))


def goods_of(product: Product, type_: TypeNow | None = None) -> RuleScopeKey:
    """How rules know a product, or one of its types."""
    return RuleScopeKey(product.category, product.id, None if type_ is None else type_.id)


def offers_of(rule_set: RuleSet, product: Product, types: Iterable[TypeNow]) -> tuple[Offer, ...]:
    """Those of a product's types that are sold, with their prices."""
    return tuple(
        Offer(short_key(type_.id), type_.name, rule_set.priced(goods, type_.cost).price, type_.stock)
        for type_ in types
        if rule_set.sells(goods := goods_of(product, type_), type_.cost)
    )


def _with_cost(read: TypesRead) -> tuple[TypeNow, ...]:
    """Those that the supplier sells: a cost of zero is its way to say "not for sale" (contract 2.3.2)."""
    return tuple(type_ for type_ in read.types if type_.cost)


def _open(category: Category, rule_set: RuleSet) -> Category | None:
    """The category without what is hidden; None when nothing is left."""
    if not rule_set.hides_any:
        return category
    shown = tuple(product for product in category.products if not rule_set.is_hidden(goods_of(product)))
    return replace(category, products=shown) if shown else None


def _shelf(body: str, fetched_at: datetime) -> _Shelf:
    categories: list[Category] = []
    keys: set[str] = set()
    for title, products in json.loads(body):
        if not products or title.strip().lower() in _SKIPPED_CATEGORIES:
            continue
        key = category_key(title)
        while key in keys:
            # Another one of the same title. Its products tell it apart, also when the supplier changes the
            # order.
            key = short_key(f"category {key} {min(id_ for id_, *_ in products)}")
        keys.add(key)
        target = title or key
        shown = tuple(
            Product(short_key(id_), id_, name_or_id(name, id_), readable(region or "") or None, target)
            for id_, name, region in products
        )
        categories.append(Category(key, readable(title) or nameless(key), target, shown))
    return _Shelf(
        fetched_at,
        tuple(categories),
        {category.key: category for category in categories},
        {product.key: (category, product) for category in categories for product in category.products},
    )
