"""A stopped shop moves to another database, whole: from a file to a server, and back."""

import itertools
import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.migrate.moving import MoveRefusedError
from bot.shop.outbox.messages import open_cards
from storage import migrations
from storage.copying import Copying
from storage.engines import engine_of
from storage.tables import entries, metadata
from storage.trouble import DatabaseUnusableError
from tests import postgres
from tests.fakes.clock import FakeClock
from tests.fakes.delivery import FakeDelivery
from tests.fakes.supplier import FakeSupplier
from tests.migrate.history import NOT_MOVED, begun_file, guards, moved, opened, rows
from tests.shop.books.looking import differences
from tests.shop.whole import WholeShop
from tests.turns import has_turn

pytestmark = pytest.mark.postgresql


class Killed(BaseException):
    """The process dies."""


BETWEEN_KILLS = 6
"""Slices; on another day it is killed after others."""
WAYS = ["to a server", "to a file"]


@pytest.fixture(params=WAYS)
def way_from_nothing(request: pytest.FixtureRequest, tmp_path: Path) -> tuple[str, str]:
    """The URLs of a shop and of an empty database on the other engine."""
    if request.param == "to a server":
        return request.getfixturevalue("history"), request.getfixturevalue("empty")
    return request.getfixturevalue("history_on_server"), f"sqlite+aiosqlite:///{tmp_path}/new/shop.db"


@pytest.fixture(params=WAYS)
def way(request: pytest.FixtureRequest, migrated_file: Path, tmp_path: Path) -> tuple[str, str]:
    """As `way_from_nothing`, but the other one has its tables."""
    if request.param == "to a server":
        return request.getfixturevalue("history"), request.getfixturevalue("begun")
    return request.getfixturevalue("history_on_server"), begun_file(tmp_path / "new/shop.db", migrated_file)


async def test_each_row_goes_over_and_back_and_the_shop_that_is_left_stays_as_it_was(
    history: str, empty: str, tmp_path: Path
) -> None:
    before, was = _bytes(history), await rows(history)
    assert all(was.values()), (
        "a table is empty, so nothing shows that its rows are moved: fill it in history.py"
    )
    wanted = was | {name: [] for name in NOT_MOVED}
    there = await moved(history, empty, most=7)
    assert await rows(empty) == wanted
    assert _bytes(history) == before
    back = f"sqlite+aiosqlite:///{tmp_path}/back.db"
    assert (await moved(empty, back)).copied == there.copied
    assert await rows(back) == wanted == await rows(empty)
    assert there.copied.rows == sum(map(len, wanted.values()))


async def test_the_new_database_is_made_and_guarded_as_any_other(
    way_from_nothing: tuple[str, str], postgres_server: postgres.Server, migrated_file: Path
) -> None:
    old, new = way_from_nothing
    await moved(old, new)
    with postgres_server.database() as name:
        fresh = postgres_server.url(name) if "postgresql" in new else f"sqlite+aiosqlite:///{migrated_file}"
        assert await guards(new) == await guards(fresh) != []
    async with opened(new) as database:
        async with database.read() as conn:
            found = await conn.run_sync(lambda c: compare_metadata(MigrationContext.configure(c), metadata))
        assert [each for each in found if not isinstance(each, list)] == []
        for statement in (entries.delete(), entries.update().values(amount_centimes=1)):
            with pytest.raises(IntegrityError, match="never"):
                async with database.write() as conn:
                    await conn.execute(statement)
        await migrations.upgrade(new)  # a start finds nothing to do


async def test_the_shop_goes_on_there(way: tuple[str, str]) -> None:
    """Codes open, the books agree, and what is bought next has numbers of its own."""
    old, new = way
    before = await rows(old)
    await moved(old, new)
    clock = FakeClock()
    supplier = FakeSupplier(clock)
    supplier.sells("P1", "T1", cost=1000, stock=50, title="PSN Germany", category="PSN")
    for _ in range(9):  # it has sold before
        supplier.accept("P1", "T1", 1)
    async with opened(new) as database:
        shop = WholeShop(database, clock, supplier, FakeDelivery())
        async with database.read() as conn:
            cards = await open_cards(conn, shop.vault, 1)
        assert [card.value for card in cards] == ["CODE-000001-0", "CODE-000001-1"]
        assert await differences(database) == []
        had = await shop.dinars(1001)
        order = await shop.buy()
        await shop.place()
        numbers = {name: {row[0] for row in before[name]} for name in ("orders", "entries", "order_events")}
        assert order.id not in numbers["orders"]
        assert await shop.status(order) == "processing"
        assert await shop.dinars(1001) < had
        after = await rows(new)
        for name, old_numbers in numbers.items():
            assert max(row[0] for row in after[name]) > max(old_numbers), name
        assert await differences(database) == []


async def test_killed_after_each_slice_and_begun_again_it_ends_the_same(way: tuple[str, str]) -> None:
    old, new = way
    killed = 0
    for slices in filter(lambda number: has_turn(number, BETWEEN_KILLS), itertools.count()):
        heard = 0

        def tell(_done: float, slices: int = slices) -> None:
            nonlocal heard
            heard += 1
            if heard > slices:
                raise Killed

        try:
            await moved(old, new, tell=tell, most=11)
        except Killed:
            killed += 1
        else:
            break
    assert killed > (len(metadata.tables) - len(NOT_MOVED)) // BETWEEN_KILLS
    assert await rows(new) == await rows(old) | {name: [] for name in NOT_MOVED}
    async with opened(new) as database:
        assert await differences(database) == []


async def test_a_slice_that_is_cut_off_leaves_no_row_and_no_guard_open(way: tuple[str, str]) -> None:
    old, new = way
    engine: Any = engine_of(new)
    engine.make_place()

    class Mortal(type(engine)):  # type: ignore[misc] # either engine
        @asynccontextmanager
        async def unguarded(self, conn: AsyncConnection, table: str) -> AsyncIterator[None]:
            async with super().unguarded(conn, table):
                yield
                if table == "entries":
                    raise Killed

    reader, filler = engine_of(old).inspector(), engine.filler()
    async with reader.connect() as reading, filler.connect() as filling:
        with pytest.raises(Killed):
            await Copying(engine_of(old), reading, Mortal(new), filling).run()
    await reader.dispose()
    await filler.dispose()
    there = await rows(new)
    assert there["customers"]
    assert there["entries"] == []
    assert all(each[1] != "D" for each in await guards(new))
    assert {each[0] for each in await guards(new)} >= {"entries_never_change", "wallet_follows_entries"}
    await moved(old, new)
    assert await rows(new) == await rows(old) | {name: [] for name in NOT_MOVED}


async def test_what_is_wrong_in_the_books_is_moved_as_it_is(history: str, begun: str) -> None:
    """It is neither hidden nor mended on the way, and guards that would refuse it today do not hold it up."""
    with closing(sqlite3.connect(history.partition("///")[2])) as conn, conn:
        conn.execute("UPDATE wallets SET balance_centimes = balance_centimes + 7 WHERE customer_id = 1001")
        conn.execute("UPDATE promos SET total_limit = 1, customer_limit = 1")
        conn.execute("UPDATE promo_uses SET released_at = NULL")
    was = await rows(history)
    assert len(was["promo_uses"]) > 1
    await moved(history, begun, most=5)
    assert await rows(begun) == was | {name: [] for name in NOT_MOVED}
    async with opened(begun) as database:
        assert "wallet_differs" in {each.code for each in await differences(database)}


WRITTEN_MEANWHILE = {
    "orders": "UPDATE orders SET checks = 99 WHERE id = 1",  # changed
    "inbox": "DELETE FROM inbox WHERE update_id % 2 = 0",  # gone
    "conversations": "DELETE FROM conversations",  # all gone
    "notes": "INSERT INTO notes (key, value, at) VALUES ('a', 'b', 1)",  # new
}


async def test_what_was_written_since_it_began_is_not_left_behind(way: tuple[str, str]) -> None:
    """The moving is interrupted, the shop is opened again and works, and the moving goes on. It ends at the
    first table that differs, so of what is written each is named when it comes before what was written
    earlier.
    """
    old, new = way

    def killed(done: float) -> None:
        if done == 1:
            raise Killed

    with pytest.raises(Killed):
        await moved(old, new, tell=killed, most=5)
    in_turn = [each.name for each in metadata.sorted_tables]
    for table in sorted(WRITTEN_MEANWHILE, key=in_turn.index, reverse=True):
        async with opened(old) as database, database.write() as conn:
            await conn.exec_driver_sql(WRITTEN_MEANWHILE[table])
        with pytest.raises(MoveRefusedError, match=f"in {table} are not the same in both databases"):
            await moved(old, new, most=5)
        with pytest.raises(DatabaseUnusableError):
            await migrations.upgrade(new)


def _bytes(url: str) -> bytes:
    return Path(url.partition("///")[2]).read_bytes()
