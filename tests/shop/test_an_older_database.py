"""A database that an earlier version wrote, as a merchant has it: opened, migrated, and its orders served to
their end.

`data/shop_before_house.db.gz` was written by the services of the version before the modules moved into
folders, with a made-up key and made-up codes: a delivered order, one filled in part, one refunded, one whose
answer was lost, one at the supplier, one that is paid, one that waits for Stars and one whose receipt waits
for staff.
"""

import gzip
from collections.abc import AsyncIterator
from decimal import Decimal
from pathlib import Path

import pytest

from bot.shop.billing.intake import IncomingPayment
from bot.shop.outbox.messages import MessageKind, open_cards
from storage import migrations
from storage.database import Database
from tests.fakes.clock import FakeClock
from tests.fakes.delivery import FakeDelivery
from tests.fakes.supplier import FakeSupplier
from tests.shop.whole import STAFF, WholeShop

FILE = Path(__file__).with_name("data") / "shop_before_house.db.gz"
DELIVERED, PARTIAL, REFUNDED = "DZHMPHF22J", "7PPQDPZQ2D", "4GTNCNMZC7"
LOST, AT_THE_SUPPLIER, PAID = "KXR7PHQZQV", "2DXMNK77N3", "29C9RJN7HH"
WAITS_FOR_STARS, STARS_REQUEST = "KCQZQWFP2Z", "EupBQeLKlXv15QFg"
WAITS_FOR_STAFF, TRANSFER_REQUEST = "XDCF43QTV3", "j1xPyIj_5fq6OtDg"


@pytest.fixture
async def shop(tmp_path: Path) -> AsyncIterator[WholeShop]:
    """Today's shop over the old file, half a minute later, at a supplier that has the three orders it was
    sent.
    """
    path = tmp_path / "old.db"
    path.write_bytes(gzip.decompress(FILE.read_bytes()))
    url = f"sqlite+aiosqlite:///{path}"
    await migrations.upgrade(url)
    db, clock = Database.open(url), FakeClock()
    supplier = FakeSupplier(clock)
    supplier.sells("P1", "T1", cost=1000, stock=50, title="PSN Germany", category="PSN", region="germany")
    supplier.sells("P2", "T3", cost=500, stock=20, title="Steam", category="Steam")
    for product, type_, quantity, outcome in (
        ("P1", "T1", 2, "FULFILLED"),
        ("P1", "T1", 4, "PARTIALLY_FILLED"),
        ("P2", "T3", 1, "REFUNDED"),
        ("P2", "T3", 1, None),
        ("P1", "T1", 3, None),
    ):
        order = supplier.accept(product, type_, quantity)
        if outcome is not None:
            supplier.settle(order.id, outcome)
        clock.tick(10)
    yield WholeShop(db, clock, supplier, FakeDelivery())
    await db.close()


async def test_its_customers_see_their_orders_and_open_their_codes(shop: WholeShop) -> None:
    page = await shop.orders.history(1001)
    assert [order.ref for order in page.items] == [PAID, AT_THE_SUPPLIER, LOST, REFUNDED, PARTIAL, DELIVERED]
    delivered = await shop.orders.view(1001, DELIVERED)
    async with shop.db.read() as conn:
        cards = await open_cards(conn, shop.vault, delivered.id)
    assert [card.value for card in cards] == ["CODE-000001-0", "CODE-000001-1"]


async def test_its_open_orders_are_served_to_their_end(shop: WholeShop) -> None:
    await shop.place()
    supplier = shop.supplier
    for order in supplier.bought.values():
        if order.status == "HANDLING":
            supplier.settle(order.id)
    for _ in range(20):
        shop.clock.tick(60)
        await shop.finder.run_once()
        await shop.tracker.run_once()
    await shop.send()
    for ref in (LOST, AT_THE_SUPPLIER, PAID):
        assert (await shop.orders.view(1001, ref)).status == "fulfilled", ref
    delivered = {message.payload["order_id"] for message in shop.delivery.got(1001, kind=MessageKind.CODES)}
    assert len(delivered) == 3
    assert len(supplier.bought) == 6  # nothing was bought twice


async def test_money_that_its_customers_were_asked_for_still_buys(shop: WholeShop) -> None:
    charge = IncomingPayment(
        way="stars",
        charge_id="charge-1",
        request_id=STARS_REQUEST,
        payer_id=1002,
        currency="XTR",
        currency_amount=420,
        who="telegram",
    )
    assert (await shop.payment_intake.receive(charge)).outcome == "paid"
    assert (await shop.orders.view(1002, WAITS_FOR_STARS)).status == "paid"
    assert await shop.dinars(1002) == Decimal(0)


async def test_a_receipt_that_waited_is_still_decided(shop: WholeShop) -> None:
    (waiting,) = await shop.transfer_proofs.waiting()
    assert waiting.request_id == TRANSFER_REQUEST
    assert (await shop.transfer_proofs.approve(STAFF, TRANSFER_REQUEST)).outcome == "paid"
    assert (await shop.orders.view(1003, WAITS_FOR_STAFF)).status == "paid"
