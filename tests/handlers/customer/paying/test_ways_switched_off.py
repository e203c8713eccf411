"""A way that is switched off in the settings: what was asked for before is honoured all the same."""

from collections.abc import AsyncIterator
from decimal import Decimal

import pytest

from bot.settings import Settings
from storage.database import Database
from tests.fakes.clock import FakeClock
from tests.handlers import shopfloor
from tests.handlers.buying_steps import confirms
from tests.handlers.shopfloor import KARIM, SOFIANE, Floor, Person, run
from tests.handlers.transfers import uploads

ALL_ON = {
    "ocpay": True,
    "ocpay_return_url": "https://t.me/hanout_demo_bot?start=paid",
    "stars_rate": Decimal("2.5"),
    "transfer_account": "BaridiMob: 00799999",
}


@pytest.fixture
async def before(settings: Settings, db: Database, clock: FakeClock) -> AsyncIterator[Floor]:
    """The shop as it was, with every way."""
    async with shopfloor.opened(settings.model_copy(update=ALL_ON), db, clock) as it:
        yield it


@pytest.fixture
async def now(before: Floor, settings: Settings, db: Database, clock: FakeClock) -> AsyncIterator[Floor]:
    """The shop over the same books, started again without any."""
    async with shopfloor.opened(settings, db, clock) as it:
        yield it


async def asks(before: Floor, way: str) -> Person:
    """A customer who was told how to pay for an order."""
    sofiane = before.person(SOFIANE)
    await sofiane.sends("/start")
    await confirms(sofiane)
    await sofiane.taps(way)
    await before.work()
    return sofiane


async def works(floor: Floor, name: str) -> None:
    (worker,) = [worker for worker in floor.shop.supervisor._workers if worker.name == name]
    await floor._through(run(worker))
    await floor.work()


async def test_a_link_that_was_paid_is_still_looked_at(before: Floor, now: Floor) -> None:
    await asks(before, "CIB / Edahabia")
    (payment,) = before.supplier.payments.newest_first()
    before.supplier.payments.pay(payment)
    now.supplier.payments.restore(before.supplier.payments.dump())
    now.clock.tick(5)
    await works(now, "links")
    (order,) = await now.orders(SOFIANE)
    assert order.status != "awaiting_payment"


async def test_telegrams_ledger_is_read_and_stars_go_back(now: Floor) -> None:
    assert "stars" in [worker.name for worker in now.shop.supervisor._workers]


async def test_a_receipt_is_taken_and_a_no_is_told(before: Floor, now: Floor) -> None:
    await asks(before, "🏦")
    sofiane, karim = now.person(SOFIANE), now.person(KARIM)
    await karim.sends("/start")
    await sofiane.sends("/start")
    await uploads(sofiane)
    assert "nous avons votre reçu" in sofiane.screen
    await karim.taps("Refuser", "est illisible")
    await now.work()
    assert sofiane.sees("Votre reçu de 2 790 DA n’a pas été accepté", "le reçu est illisible")
