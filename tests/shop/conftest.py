"""A shop with one customer's favourite goods, and a way to make others like it."""

import asyncio
import random
import shutil
from collections.abc import AsyncIterator, Callable
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from pathlib import Path

import pytest

from storage.database import Database
from tests.fakes.clock import FakeClock
from tests.fakes.database import InThisThread, seamed_file, shuffled
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


@pytest.fixture(scope="session")
def file_with_a_customer(small_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty shop's file once customer 1001 has come and was given 100,000 dinars."""
    path = Path(shutil.copy(small_file, tmp_path_factory.mktemp("begun") / "shop.db"))

    async def begin() -> None:
        db, clock = Database(InThisThread(path)), FakeClock()
        await WholeShop(db, clock, FakeSupplier(clock), FakeDelivery()).customer(1001, dinars=100_000)
        await db.close()

    with ThreadPoolExecutor(1) as thread:  # a loop of its own, away from the tests' loops
        thread.submit(asyncio.run, begin()).result()
    return path


@pytest.fixture
def begun() -> None:
    """Whoever asks for it finds the customer in the database, if that is a file."""


@pytest.fixture
def first_file(request: pytest.FixtureRequest, small_file: Path) -> Path:
    """What is the same at the beginning of most tests is done once."""
    if "begun" not in request.fixturenames:
        return small_file
    file: Path = request.getfixturevalue("file_with_a_customer")
    return file


@pytest.fixture
async def shop(make_shop: MakeShop, engine: str, begun: None) -> WholeShop:
    """Customer 1001 has 100,000 dinars."""
    made = make_shop()
    if engine != "sqlite":
        await made.customer(1001, dinars=100_000)
    return made


@pytest.fixture
async def street(
    tmp_path: Path, small_file: Path, clock: FakeClock, supplier: FakeSupplier
) -> AsyncIterator[Street]:
    """A shop for races; afterwards its books must close."""
    shutil.copy(small_file, tmp_path / "street.db")
    dice = random.Random(0)
    db = seamed_file(tmp_path / "street.db", shuffled(dice, 6))
    supplier.balance_now = Decimal(10**9)
    supplier.shelves["P1"].types["T1"].stock = 10**6
    made = Street(db, clock, supplier, dice)
    yield made
    await made.holds()
    await db.close()
