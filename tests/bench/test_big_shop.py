"""The made-up shop with years of trade is one whose books add up, so that what is measured on it is true of a
shop.
"""

from pathlib import Path

import sqlalchemy as sa

from storage.database import Database
from storage.tables import orders
from tests.bench import big_shop
from tests.shop.books.looking import differences


async def test_the_big_shops_books_add_up(tmp_path: Path) -> None:
    url = f"sqlite+aiosqlite:///{tmp_path}/big.db"
    await big_shop.make(url, 1000)
    database = Database.open(url)
    assert await differences(database) == []
    async with database.read() as conn:
        assert (await conn.exec_driver_sql("PRAGMA foreign_key_check")).all() == []
        statuses = set((await conn.execute(sa.select(orders.c.status).distinct())).scalars())
    assert {"fulfilled", "partially_filled", "refunded", "rejected", "expired", "processing"} <= statuses
    await database.close()
