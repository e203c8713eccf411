"""A shop with every way to pay, whose customer has too little money for a basket."""

import pytest

from storage.database import Database
from tests.fakes.clock import FakeClock
from tests.fakes.delivery import FakeDelivery
from tests.fakes.pages import FakePages
from tests.fakes.stars import FakeStars
from tests.fakes.supplier import FakeSupplier
from tests.shop.paying_shop import PayingShop


@pytest.fixture
async def paying(
    db: Database, clock: FakeClock, supplier: FakeSupplier, delivery: FakeDelivery
) -> PayingShop:
    """Customer 1001 has 300 dinars."""
    made = PayingShop(db, clock, supplier, delivery, pages=FakePages(), stars=FakeStars(clock))
    await made.customer(1001, dinars=300)
    return made
