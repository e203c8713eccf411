"""What is for sale: categories, products and types with price and stock, kept at hand so that browsing is quick.

The catalogue itself is good for a day (contract 2.3.1); types carry live stock and cost and are good for two minutes of
browsing, never for buying: checkout reads them again. When the supplier is down, people still see what was last known.
"""

import asyncio
import json
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from functools import partial

from bot.clock import Clock
from bot.shop.asking import asking_supplier
from bot.shop.delivery import Alerts
from bot.shop.errors import NotForSaleError, SupplierAwayError
from bot.shop.money import Money
from bot.shop.pricing import Book, Goods
from bot.shop.refs import short_key
from bot.shop.rulebook import Rulebook
from bot.supplier import Lane, NotFound, SupplierClient
from storage import catalogue as cache
from storage.columns import AnyRow
from storage.database import Database

CATALOGUE_AGE = timedelta(hours=24)
TYPES_AGE = timedelta(minutes=2)
_RETRY = timedelta(minutes=2)
_TELL_AGAIN = timedelta(hours=12)
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


@dataclass(frozen=True, slots=True)
class Category:
    """Products that belong together; never empty."""

    key: str
    title: str
    products: tuple[Product, ...]


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
class TypeNow:
    """A type as the supplier tells it: its cost is for the shop only."""

    id: str
    name: str
    cost: Money
    stock: int


@dataclass(frozen=True, slots=True)
class _Shelf:
    """The catalogue as read at one moment, with its ways in by key."""

    fetched_at: datetime
    categories: tuple[Category, ...]
    by_category: dict[str, Category]
    by_product: dict[str, tuple[Category, Product]]


@dataclass(frozen=True, slots=True)
class _Types:
    fetched_at: datetime
    types: tuple[TypeNow, ...]


class Catalogue:
    """Reads through two caches: memory, and the database for the time after a restart."""

    def __init__(
        self, db: Database, supplier: SupplierClient, clock: Clock, rulebook: Rulebook, alerts: Alerts
    ) -> None:
        self._db = db
        self._supplier = supplier
        self._clock = clock
        self._rulebook = rulebook
        self._alerts = alerts
        self._shelf: _Shelf | None = None
        self._types: dict[str, _Types] = {}
        self._asking: dict[str, asyncio.Task[None]] = {}
        self._failed_at: dict[str, datetime] = {}

    async def categories(self) -> Listing:
        """All that can be chosen. Raises `SupplierAwayError` when nothing was ever read."""
        shelf = await self._on_shelf()
        book = await self._rulebook.book()
        shown = tuple(open_ for category in shelf.categories if (open_ := _open(category, book)))
        return Listing(shown, self._stale_since(shelf.fetched_at, CATALOGUE_AGE))

    async def category(self, key: str) -> Category:
        """One category. Raises `NotForSaleError`."""
        shelf = await self._on_shelf()
        category = shelf.by_category.get(key)
        shown = None if category is None else _open(category, await self._rulebook.book())
        if shown is None:
            raise NotForSaleError
        return shown

    async def product(self, key: str) -> ProductPage:
        """One product with prices and stock, at most two minutes old if the supplier answers. Raises `NotForSaleError`."""
        category, product = await self.find(key)
        types = await self._types_of(product.id)
        if not types.types:
            raise NotForSaleError
        book = await self._rulebook.book()
        offers = tuple(
            Offer(short_key(type_.id), type_.name, book.priced(goods, type_.cost).price, type_.stock)
            for type_ in types.types
            if book.sells(goods := goods_of(product, type_), type_.cost)
        )
        return ProductPage(product, category.key, offers, self._stale_since(types.fetched_at, TYPES_AGE))

    async def find(self, key: str) -> tuple[Category, Product]:
        """The product behind a key, without prices. Raises `NotForSaleError`."""
        category, product = await self.place(key)
        if (await self._rulebook.book()).is_hidden(goods_of(product)):
            raise NotForSaleError
        return category, product

    async def place(self, key: str) -> tuple[Category, Product]:
        """As `find`, for staff: what is hidden is there too."""
        shelf = await self._on_shelf()
        if (found := shelf.by_product.get(key)) is None:
            raise NotForSaleError
        return found

    async def all_categories(self) -> tuple[Category, ...]:
        """As `categories`, for staff: what is hidden is there too."""
        return (await self._on_shelf()).categories

    async def all_types(self, product: Product) -> tuple[TypeNow, ...]:
        """A product's types with their cost, for staff; at most two minutes old if the supplier answers."""
        return tuple(type_ for type_ in (await self._types_of(product.id)).types if type_.cost)

    async def known_types(self) -> dict[Product, tuple[TypeNow, ...]]:
        """All products with their types as last read; none for a product that nobody has looked at yet. Asks nobody."""
        shelf = await self._on_shelf()
        async with self._db.read() as conn:
            rows = await cache.starting(conn, "types:")
        for product_id, row in rows.items():
            self._keep_types(product_id, row)
        return {
            product: tuple(type_ for type_ in self._types[product.id].types if type_.cost)
            if product.id in self._types
            else ()
            for category in shelf.categories
            for product in category.products
        }

    async def type_of(self, product: Product, type_key: str) -> TypeNow:
        """A type as browsing last saw it. Raises `NotForSaleError`."""
        book = await self._rulebook.book()
        for type_ in (await self._types_of(product.id)).types:
            if short_key(type_.id) == type_key and book.sells(goods_of(product, type_), type_.cost):
                return type_
        raise NotForSaleError

    async def type_now(self, product_id: str, type_id: str, *, lane: Lane) -> TypeNow:
        """A type asked for at this moment, as buying needs it. Raises `SupplierAwayError`, `NotForSaleError`."""
        types = await self._ask_types(product_id, lane)
        book, product = await self._rulebook.book(), self._product(product_id)
        for type_ in types.types:
            # A cost of zero is the supplier's way to say "not for sale" (contract 2.3.2).
            if type_.id == type_id and book.sells(goods_of(product, type_), type_.cost):
                return type_
        raise NotForSaleError

    async def refresh(self) -> datetime:
        """Reads the catalogue anew and says when. Raises `SupplierAwayError`; what is shown stays as it was then."""
        with asking_supplier():
            categories = await self._supplier.catalogue(lane=Lane.BROWSING)
        now = self._clock.now()
        if not any(category.products for category in categories):
            # A supplier that has nothing at all has a bad day; a day is how long we would show its empty shelves.
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
        return now

    async def refresh_when_old(self) -> None:
        """Reads the catalogue anew a little before its day is over. Raises `SupplierAwayError`."""
        age = await self.age()
        if age is None or age > CATALOGUE_AGE - _RETRY:
            await self.refresh()

    async def age(self) -> timedelta | None:
        """How old what we show is; None when there is nothing to show."""
        if self._shelf is None:
            await self._restore()
        return None if self._shelf is None else self._clock.now() - self._shelf.fetched_at

    async def _on_shelf(self) -> _Shelf:
        if self._shelf is None:
            await self._restore()
        if self._shelf is None:
            await self._once("catalogue", self._fill)
        if self._shelf is None:
            raise SupplierAwayError
        return self._shelf

    async def _restore(self) -> None:
        async with self._db.read() as conn:
            row = await cache.get(conn, "catalogue")
        if row is not None:
            self._shelf = _shelf(row.body, row.fetched_at)

    async def _fill(self) -> None:
        if self._shelf is None:
            await self.refresh()

    async def _types_of(self, product_id: str) -> _Types:
        """Fresh from memory, else asked, else the last known; many who ask at once make one request."""
        known = self._types.get(product_id)
        if known is None:
            known = await self._restore_types(product_id)
        if known is not None and self._clock.now() - known.fetched_at < TYPES_AGE:
            return known
        if (
            known is not None
            and self._clock.now() < self._failed_at.get(product_id, known.fetched_at) + TYPES_AGE
        ):
            return known

        async def ask() -> None:
            current = self._types.get(product_id)
            if current is None or self._clock.now() - current.fetched_at >= TYPES_AGE:
                await self._ask_types(product_id, Lane.BROWSING)

        try:
            await self._once(product_id, ask)
        except SupplierAwayError:
            if known is None:
                raise
            self._failed_at[product_id] = self._clock.now()
            return known
        return self._types[product_id]

    async def _ask_types(self, product_id: str, lane: Lane) -> _Types:
        if self._shelf is None:
            await self._restore()  # rules for a category need to know the product's
        with asking_supplier():
            try:
                answer = await self._supplier.product_types(product_id, lane=lane)
            except NotFound as error:
                self._types[product_id] = _Types(self._clock.now(), ())
                raise NotForSaleError from error
        types = tuple(TypeNow(t.id, t.name, Money.of_cost(t.cost), t.stock) for t in answer.types)
        fresh = _Types(self._clock.now(), types)
        before = self._types.get(product_id)
        self._types[product_id] = fresh
        self._failed_at.pop(product_id, None)
        if before is None or before.types != fresh.types:
            body = json.dumps([[t.id, t.name, str(t.cost.dinars), t.stock] for t in types])
            async with self._db.write() as conn:
                await cache.put(conn, f"types:{product_id}", body, fresh.fetched_at)
        await self._tell_accidents(self._product(product_id), types)
        return fresh

    async def _tell_accidents(self, product: Product, types: tuple[TypeNow, ...]) -> None:
        """A set price that the cost has overtaken sells nothing any more; the staff must hear of it."""
        book = await self._rulebook.book()
        for type_ in types:
            goods = goods_of(product, type_)
            if not type_.cost or book.is_hidden(goods) or book.sells(goods, type_.cost):
                continue
            await self._alerts.raise_(
                "price_below_cost",
                matter=type_.id,
                quiet=_TELL_AGAIN,
                product=product.title,
                type=type_.name,
                price=str(book.priced(goods, type_.cost).price.dinars),
                cost=str(type_.cost.dinars),
            )

    def _product(self, product_id: str) -> Product:
        """The product on the shelf; a bare one for what has left it since somebody chose it."""
        key = short_key(product_id)
        found = self._shelf.by_product.get(key) if self._shelf else None
        return Product(key, product_id, product_id, None, "") if found is None else found[1]

    async def _restore_types(self, product_id: str) -> _Types | None:
        async with self._db.read() as conn:
            row = await cache.get(conn, f"types:{product_id}")
        return None if row is None else self._keep_types(product_id, row)

    def _keep_types(self, product_id: str, row: AnyRow) -> _Types:
        """What the database knows of a product's types, unless newer ones are at hand."""
        types = tuple(
            TypeNow(id_, name, Money.of_dinars(Decimal(cost)), stock)
            for id_, name, cost, stock in json.loads(row.body)
        )
        return self._types.setdefault(product_id, _Types(row.fetched_at, types))

    async def _once(self, what: str, ask: Callable[[], Coroutine[None, None, None]]) -> None:
        """Whoever asks while somebody else does shares the request and its outcome; nobody who leaves ends it."""
        if (task := self._asking.get(what)) is None:
            task = self._asking[what] = asyncio.create_task(ask())
            task.add_done_callback(partial(self._asked, what))
        await asyncio.shield(task)

    def _asked(self, what: str, task: asyncio.Task[None]) -> None:
        del self._asking[what]
        if not task.cancelled():
            task.exception()  # seen here, in case that everybody has left

    def _stale_since(self, fetched_at: datetime, good_for: timedelta) -> datetime | None:
        return fetched_at if self._clock.now() - fetched_at > good_for + _RETRY else None


def goods_of(product: Product, type_: TypeNow | None = None) -> Goods:
    """How rules know a product, or one of its types."""
    return Goods(product.category, product.id, None if type_ is None else type_.id)


def _open(category: Category, book: Book) -> Category | None:
    """The category without what is hidden; None when nothing is left."""
    shown = tuple(product for product in category.products if not book.is_hidden(goods_of(product)))
    if len(shown) == len(category.products):
        return category
    return Category(category.key, category.title, shown) if shown else None


def _shelf(body: str, fetched_at: datetime) -> _Shelf:
    categories = []
    for title, products in json.loads(body):
        if not products or title.strip().lower() in _SKIPPED_CATEGORIES:
            continue
        shown = tuple(Product(short_key(id_), id_, name, region, title) for id_, name, region in products)
        categories.append(Category(short_key(f"category {title}"), title, shown))
    return _Shelf(
        fetched_at,
        tuple(categories),
        {category.key: category for category in categories},
        {product.key: (category, product) for category in categories for product in category.products},
    )
