"""What a customer starred, and what they want to be told of when it is back.

Prices and stock are those that the catalogue shows; who is told when is decided in
`bot.shop.watching.watcher`.
"""

from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from bot.clock import Clock
from bot.shop.catalogue.catalogue import Catalogue, Offer, Product
from bot.shop.errors import NotForSaleError, TooManyWatchedError
from storage.database import Database
from storage.goods import favorites, restock_waits, watched_products
from storage.goods.favorites import FavoriteRow
from storage.goods.restock_waits import RestockWaitRow
from storage.slices import in_slices

MOST_FAVORITES: Final = 50
MOST_WAITS: Final = 20
KEEP_WAITING: Final = timedelta(days=90)
"""Whoever was not told in this time is not told any more."""
LOOK_AT_PRICES_EACH: Final = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class WatchedType:
    """A type that somebody keeps an eye on, as it was called then. `waiting`: they want to be told when it
    is back; otherwise it is starred.
    """

    product_key: str
    type_key: str
    product_title: str
    region: str | None
    type_name: str
    waiting: bool


@dataclass(frozen=True, slots=True)
class StarredTypes:
    """A product's types, and which of them one customer starred."""

    product: Product
    offers: tuple[Offer, ...]
    starred: frozenset[str]


@dataclass(frozen=True, slots=True)
class TypeOnSale:
    """One type, and whether this customer waits for it."""

    product: Product
    offer: Offer
    waiting: bool


class Favorites:
    """Methods with keys raise `NotForSaleError` for what is not sold here, and `SupplierAwayError` while
    nothing is known of its price.
    """

    def __init__(self, db: Database, clock: Clock, catalogue: Catalogue) -> None:
        self._db = db
        self._clock = clock
        self._catalogue = catalogue

    async def listed(self, customer_id: int) -> tuple[WatchedType, ...]:
        """All that somebody keeps an eye on: what they starred, then what they wait for; the newest first."""
        async with self._db.read() as conn:
            starred = await favorites.of_customer(conn, customer_id)
            waits = await restock_waits.of_customer(conn, customer_id)
        return (
            *(_watched(row, waiting=False) for row in starred),
            *(_watched(row, waiting=True) for row in waits),
        )

    async def of_product(self, customer_id: int, product_key: str) -> StarredTypes:
        """The types of a product with this customer's stars."""
        page = await self._catalogue.product(product_key)
        async with self._db.read() as conn:
            rows = await favorites.of_customer(conn, customer_id)
        starred = frozenset(row.type_key for row in rows if row.product_key == product_key)
        return StarredTypes(page.product, page.offers, starred)

    async def star(self, customer_id: int, product_key: str, type_key: str) -> None:
        """Stars a type: its customer is told when it costs less than now. Raises `TooManyWatchedError`."""
        product, offer = await self._on_sale(product_key, type_key)
        now = self._clock.now()
        row = FavoriteRow(
            customer_id,
            product_key,
            type_key,
            product.title,
            product.region,
            offer.name,
            offer.price.centimes,
            now,
        )
        async with self._db.write() as conn:
            if await favorites.count(conn, customer_id) >= MOST_FAVORITES:
                raise TooManyWatchedError(MOST_FAVORITES)
            await favorites.add(conn, row)
            await watched_products.watch(conn, product_key, look_at=now + LOOK_AT_PRICES_EACH)

    async def unstar(self, customer_id: int, product_key: str, type_key: str) -> None:
        """Takes a star away, also of what is not sold any more."""
        async with self._db.write() as conn:
            await favorites.remove(conn, customer_id, product_key, type_key)

    async def type_on_sale(self, customer_id: int, product_key: str, type_key: str) -> TypeOnSale:
        """One type with its stock, as far as it is known."""
        product, offer = await self._on_sale(product_key, type_key)
        async with self._db.read() as conn:
            waits = await restock_waits.of_customer(conn, customer_id)
        waiting = any((row.product_key, row.type_key) == (product_key, type_key) for row in waits)
        return TypeOnSale(product, offer, waiting)

    async def wait(self, customer_id: int, product_key: str, type_key: str) -> None:
        """Has somebody told once when the type is back; whoever waits already keeps their turn. Raises
        `TooManyWatchedError`.
        """
        product, offer = await self._on_sale(product_key, type_key)
        now = self._clock.now()
        row = RestockWaitRow(
            customer_id,
            product_key,
            type_key,
            product.title,
            product.region,
            offer.name,
            asked_at=now,
            told_at=None,
            ends_at=now + KEEP_WAITING,
        )
        async with self._db.write() as conn:
            if await restock_waits.count(conn, customer_id) >= MOST_WAITS:
                raise TooManyWatchedError(MOST_WAITS)
            await restock_waits.put(conn, row)
            await watched_products.watch(conn, product_key, look_at=now)

    async def stop_waiting(self, customer_id: int, product_key: str, type_key: str) -> None:
        """They are not told of that type."""
        async with self._db.write() as conn:
            await restock_waits.remove(conn, customer_id, product_key, type_key)

    async def tidy(self) -> None:
        """Removes waits whose time is over."""
        now = self._clock.now()
        await in_slices(self._db, lambda conn, most: restock_waits.prune(conn, now, most))

    async def _on_sale(self, product_key: str, type_key: str) -> tuple[Product, Offer]:
        page = await self._catalogue.product(product_key)
        for offer in page.offers:
            if offer.key == type_key:
                return page.product, offer
        raise NotForSaleError


def _watched(row: FavoriteRow | RestockWaitRow, *, waiting: bool) -> WatchedType:
    return WatchedType(row.product_key, row.type_key, row.product_title, row.region, row.type_name, waiting)
