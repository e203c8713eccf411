"""The catalogue of 2,000 products, or some of its categories: on a supplier's shelves, and remembered."""

import json

from bot.clock import Clock
from bot.demo.supplier.catalogue import Category
from storage.database import Database
from storage.tables import catalogue_cache
from tests.fakes.supplier import FakeSupplier
from tests.shop.search.big_catalogue import big_catalogue


def fill(supplier: FakeSupplier, *categories: str) -> None:
    """Puts these categories on the shelves; all, where none is named."""
    for category in _chosen(categories):
        for product in category.products:
            for type_ in product.types:
                sold = supplier.sells(
                    product.id,
                    type_.id,
                    cost=type_.price // 100,
                    stock=type_.stock,
                    title=product.title,
                    category=category.title,
                    region=product.region,
                )
                sold.name = type_.name


async def remember(db: Database, clock: Clock, *categories: str) -> None:
    """Writes down their types, as a shop that has been open for a while has them."""
    now = clock.now()
    rows = [
        {
            "key": f"types:{product.id}",
            "body": json.dumps([[t.id, t.name, str(t.price // 100), t.stock] for t in product.types]),
            "fetched_at": now,
        }
        for category in _chosen(categories)
        for product in category.products
    ]
    async with db.write() as conn:
        await conn.execute(catalogue_cache.insert(), rows)


def _chosen(categories: tuple[str, ...]) -> list[Category]:
    return [category for category in big_catalogue() if not categories or category.title in categories]
