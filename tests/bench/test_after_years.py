"""The made-up shop with years of trade is one whose books add up, so that what is measured on it is true of a
shop; and the benches that have one work, so that it is found out here when they no longer do.
"""

import asyncio
from pathlib import Path

import pytest
import sqlalchemy as sa

from storage.database import Database
from storage.tables import orders
from tests import postgres
from tests.bench import big_shop, moving, years
from tests.shop.books.looking import differences


async def test_the_big_shops_books_add_up(tmp_path: Path) -> None:
    url = f"sqlite+aiosqlite:///{tmp_path}/big.db"
    await big_shop.make(url, 400)
    database = Database.open(url)
    assert await differences(database) == []
    async with database.read() as conn:
        assert (await conn.exec_driver_sql("PRAGMA foreign_key_check")).all() == []
        statuses = set((await conn.execute(sa.select(orders.c.status).distinct())).scalars())
    assert {"fulfilled", "partially_filled", "refunded", "rejected", "expired", "processing"} <= statuses
    await database.close()


async def test_each_screen_and_worker_is_measured_in_both_shops_and_the_panel_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    async with years.both(150) as shops:
        times = await years.measure(shops, 1)
        minutes = [await years.idle(shop) for shop in shops]
        panel = await years.measure(shops, 1, years.PANEL)
    assert {"/admin", "/payments, last page", "buy, to the code", "worker: links"} <= set(times)
    assert all(len(shop.wall) == 1 and shop.wall[0] > 0 for both in times.values() for shop in both)
    assert set(minutes[0]) == set(minutes[1]) >= {"links", "sender", "tidying"}
    assert list(panel) == ["/admin", "/stats month"]
    assert all(shop.p95() > 0 for both in panel.values() for shop in both)


@pytest.mark.processes
@pytest.mark.postgresql
async def test_moving_is_measured(tmp_path: Path, postgres_server: postgres.Server) -> None:
    await big_shop.make(f"sqlite+aiosqlite:///{tmp_path}/shop.db", 50)
    with postgres_server.copy_of("template1") as name:
        old, new = f"sqlite+aiosqlite:///{tmp_path}/shop.db", postgres_server.url(name)
        moved = await asyncio.to_thread(moving.move, old, new, tmp_path, postgres_server)
    assert moved.rows > 500
    assert min(moved.cpu, moved.memory, moved.seconds) > 0
