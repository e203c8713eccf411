"""Two shops over one database, whose books must close when the test is over."""

from collections.abc import AsyncIterator

import pytest

from storage.database import Database
from tests.fakes.clock import FakeClock
from tests.fakes.supplier import FakeSupplier
from tests.shop.must_hold import Books
from tests.shop.races.two_shops import TwoShops


@pytest.fixture
async def two_shops(
    db_in_threads: Database, database_url: str, clock: FakeClock, supplier: FakeSupplier
) -> AsyncIterator[TwoShops]:
    other = Database.open(database_url)
    async with db_in_threads.listening(), other.listening():
        made = await TwoShops.opened(db_in_threads, other, clock, supplier)
        yield made
        books = await Books.read(made.one)
        books.check(supplier, made.delivery)
        assert await Books.differences(made.other) == []
    await other.close()
