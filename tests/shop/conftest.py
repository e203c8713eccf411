"""A shop with one customer's favourite goods, and a way to make others like it."""

import random
import shutil
from collections.abc import AsyncIterator, Callable
from decimal import Decimal
from pathlib import Path

import pytest

from storage.database import Database
from tests.fakes.clock import FakeClock
from tests.fakes.database import seamed_file, shuffled
from tests.fakes.delivery import FakeDelivery
from tests.fakes.supplier import FakeSupplier
from tests.shop.races.street import Street
from tests.shop.whole import WholeShop

MakeShop = Callable[..., WholeShop]


@pytest.fixture
def supplier(clock: FakeClock) -> FakeSupplier:
    made = FakeSupplier(clock)
    made.sells("P1", "T1", cost=1000, stock=50, title="PSN Germany", category="PSN", region="germany")
    made.sells("P1", "T2", cost=2500, stock=5)
    made.sells("P2", "T3", cost=500, stock=20, title="Steam", category="Steam")
    return made


@pytest.fixture
def delivery() -> FakeDelivery:
    return FakeDelivery()


@pytest.fixture
def make_shop(db: Database, clock: FakeClock, supplier: FakeSupplier, delivery: FakeDelivery) -> MakeShop:
    """Another process over the same database: a restart, or other settings."""

    def make(db: Database = db, **changes: object) -> WholeShop:
        return WholeShop(db, clock, supplier, delivery, **changes)  # type: ignore[arg-type]

    return make


@pytest.fixture
async def shop(make_shop: MakeShop) -> WholeShop:
    """Customer 1001 has 100,000 dinars."""
    made = make_shop()
    await made.customer(1001, dinars=100_000)
    return made


@pytest.fixture
async def street(
    tmp_path: Path, migrated_file: Path, clock: FakeClock, supplier: FakeSupplier
) -> AsyncIterator[Street]:
    """A shop for races; afterwards its books must close."""
    shutil.copy(migrated_file, tmp_path / "street.db")
    dice = random.Random(0)
    db = seamed_file(tmp_path / "street.db", shuffled(dice, 6))
    supplier.balance_now = Decimal(10**9)
    supplier.shelves["P1"].types["T1"].stock = 10**6
    made = Street(db, clock, supplier, dice)
    yield made
    await made.holds()
    await db.close()
