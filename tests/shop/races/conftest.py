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
    two_dbs: tuple[Database, Database], clock: FakeClock, supplier: FakeSupplier
) -> AsyncIterator[TwoShops]:
    one, other = two_dbs
    async with one.listening(), other.listening():
        made = await TwoShops.opened(one, other, clock, supplier)
        yield made
        books = await Books.read(made.one)
        books.check(supplier, made.delivery)
        assert await Books.differences(made.other) == []
