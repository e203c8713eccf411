"""Two shops over one database, whose books must close when the test is over."""

import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from storage.database import Database
from tests.fakes.clock import FakeClock
from tests.fakes.supplier import FakeSupplier
from tests.shop.must_hold import Books
from tests.shop.races.two_shops import TwoShops


@pytest.fixture
async def two_shops(
    tmp_path: Path, migrated_file: Path, clock: FakeClock, supplier: FakeSupplier
) -> AsyncIterator[TwoShops]:
    shutil.copy(migrated_file, tmp_path / "both.db")
    both = [Database.open(f"sqlite+aiosqlite:///{tmp_path}/both.db") for _ in range(2)]
    made = await TwoShops.opened(*both, clock, supplier)
    yield made
    books = await Books.read(made.one)
    books.check(supplier, made.delivery)
    assert await Books.differences(made.other) == []
    for db in both:
        await db.close()
