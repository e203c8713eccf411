"""What happens to a shop whose database was put back: nothing is bought twice, each debit has its order, and
the books close.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from decimal import Decimal
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import sqlalchemy as sa

from bot import opening
from bot.check.backups import found_after_restore
from bot.shop.customers import NOBODY
from bot.shop.errors import SupplierAwayError
from bot.shop.orders.history import OrderView
from storage.database import Database
from storage.house import facts
from storage.purchases import order_lists
from storage.snapshots.snapshot import RESTORED
from storage.states import InboxState
from storage.tables import cards, inbox
from tests.backup.backing import decrypted, differences, put, restored, taken
from tests.fakes.clock import FakeClock
from tests.fakes.delivery import FakeDelivery
from tests.fakes.supplier import FakeSupplier
from tests.shop.lost_orders.losing import settle_for
from tests.shop.stars import STARS, money
from tests.shop.whole import WholeShop


@pytest.fixture
def supplier(clock: FakeClock) -> FakeSupplier:
    made = FakeSupplier(clock)
    made.sells("P1", "T1", cost=1000, stock=50, title="PSN Germany", category="PSN")
    made.sells("P2", "T2", cost=2500, stock=50, title="Steam", category="Steam")
    made.sells("P3", "T3", cost=300, stock=50, title="Xbox", category="Xbox")
    return made


@pytest.fixture
async def shop(db_in_threads: Database, clock: FakeClock, supplier: FakeSupplier) -> WholeShop:
    made = WholeShop(db_in_threads, clock, supplier, FakeDelivery())
    await made.customer(1001, dinars=100_000)
    await made.catalogue.refresh()
    return made


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path / "backups"


@asynccontextmanager
async def put_back(shop: WholeShop, url: str, file: Path) -> AsyncIterator[WholeShop]:
    """The shop of the backup, opened by another process, some time later."""
    await shop.db.close()
    shop.clock.tick(60)
    await restored(url, file, clock=shop.clock)
    shop.clock.tick(600)
    db = Database.open(url)
    again = WholeShop(db, shop.clock, shop.supplier, FakeDelivery())
    await again.restored_shop.begin()
    yield again
    await db.close()


async def placed(shop: WholeShop, customer: int = 1001, quantity: int = 1, **goods: str) -> OrderView:
    order = await shop.buy(customer, quantity, **goods)
    await shop.place()
    return order


async def of_nobody(shop: WholeShop) -> list[Any]:
    async with shop.db.read() as conn:
        rows = await order_lists.of_customer(conn, NOBODY, limit=100)
    return rows[::-1]


async def kept_secretly(shop: WholeShop, order_id: int) -> int:
    """How many sealed cards an order has."""
    async with shop.db.read() as conn:
        kept = (
            (await conn.execute(sa.select(cards.c.sealed).where(cards.c.order_id == order_id)))
            .scalars()
            .all()
        )
    assert not any(b"CODE" in sealed for sealed in kept)
    return len(kept)


async def is_noted(shop: WholeShop) -> bool:
    async with shop.db.read() as conn:
        return await facts.get(conn, RESTORED) is not None


@pytest.mark.both_engines
@pytest.mark.parametrize("refs", ["ignore", "prefix"])
async def test_nothing_is_bought_twice_each_debit_has_its_order_and_the_books_close(
    shop: WholeShop, database_url: str, clock: FakeClock, place: Path, refs: str
) -> None:
    supplier = shop.supplier
    supplier.refs = refs
    await placed(shop)
    supplier.settle(supplier.only().id)
    clock.tick(10)
    await shop.tracking.look()
    under_way = await placed(shop)
    waiting = await shop.buy(product="P2", type_="T2")
    file = (await taken(database_url, place, clock)).path
    # What the backup does not know: the waiting order is placed, another one ends, strangers buy.
    clock.tick(20)
    await shop.place()
    supplier.settle((await shop.row(under_way.id)).supplier_order_id)
    await shop.customer(1002, dinars=10_000)
    lost = [await placed(shop, 1002, 2, product="P3", type_="T3") for _ in range(3)]
    ids = [(await shop.row(order.id)).supplier_order_id for order in lost]
    supplier.settle(ids[0])
    supplier.settle(ids[1], "PARTIALLY_FILLED")
    charges = supplier.charges

    async with put_back(shop, database_url, file) as again:
        assert await again.restored_shop.is_unsettled()
        await again.place()
        assert supplier.charges == charges  # what was paid is looked for, and not simply placed again
        await again.restored_shop.reconcile()
        assert not await again.restored_shop.is_unsettled()
        await settle_for(again, 30)
        found = await of_nobody(again)
        assert [row.supplier_order_id for row in found] == ids
        if refs == "prefix":
            assert [row.ref for row in found] == [order.ref for order in lost]
        assert (await again.row(waiting.id)).supplier_order_id == list(supplier.bought)[2]
        supplier.settle(list(supplier.bought)[2])
        supplier.settle(ids[2], "REFUNDED")
        for _ in range(3):
            clock.tick(120)
            await again.tracking.look()
        assert [str(row.status) for row in await of_nobody(again)] == [
            "fulfilled",
            "partially_filled",
            "refunded",
        ]
        assert [await again.status(order) for order in (under_way, waiting)] == ["fulfilled", "fulfilled"]
        said = await again.alert("restored")
        # Two cards, one of two cards, and two that were on their way still.
        assert (said["count"], said["cost"]) == (3, "1500.00")
        # Their codes are kept, encrypted; nobody is told of them.
        assert await kept_secretly(again, found[0].id) == 2
        assert await again.outbox(chat_id=NOBODY) == []
        await again.restored_shop.reconcile()
        assert len(await of_nobody(again)) == 3
        assert await is_noted(again)  # the supplier's list may still lag
        clock.tick(3600)
        await again.restored_shop.reconcile()
        assert not await is_noted(again)
        assert supplier.charges == charges
        day = await again.daily_close.day(again.daily_close.today())
        assert [str(each) for each in day.differences] == []
    assert await differences(database_url) == []


async def test_what_may_be_an_order_of_ours_is_left_for_the_search_and_for_a_person(
    shop: WholeShop, database_url: str, supplier: FakeSupplier, clock: FakeClock, place: Path
) -> None:
    waiting = await shop.buy()
    file = (await taken(database_url, place, clock)).path
    await shop.place()
    clock.tick(30)
    other = await placed(shop)
    ids = [(await shop.row(order.id)).supplier_order_id for order in (waiting, other)]
    async with put_back(shop, database_url, file) as again:
        await again.restored_shop.reconcile()
        assert await of_nobody(again) == []  # either of them may be the order that was paid
        await settle_for(again, 5)
        assert await again.status(waiting) == "needs_review"
        attempt = await again.attempt(waiting)
        await again.lost_orders.adopt_chosen(await again.row(waiting.id), attempt, ids[0], who="staff:2001")
        await again.restored_shop.reconcile()
        assert [row.supplier_order_id for row in await of_nobody(again)] == [ids[1]]


async def test_an_order_that_was_never_placed_gives_its_money_back(
    shop: WholeShop, database_url: str, supplier: FakeSupplier, clock: FakeClock, place: Path
) -> None:
    waiting = await shop.buy()
    file = (await taken(database_url, place, clock)).path
    async with put_back(shop, database_url, file) as again:
        await again.restored_shop.reconcile()
        await settle_for(again, 700)
        assert await again.status(waiting) == "rejected"
        assert await again.dinars() == 100_000
        assert supplier.charges == 0


@pytest.mark.parametrize("hours", [0, 10])
async def test_what_staff_bought_at_a_loss_since_the_backup_is_not_bought_once_more(
    shop: WholeShop, database_url: str, supplier: FakeSupplier, place: Path, hours: int
) -> None:
    await shop.customer(1002)
    dearer, request = await shop.asks(shop.cashier(STARS), "stars", 1002, await shop.quote(1002))
    supplier.shelves["P1"].types["T1"].cost = Decimal(2000)
    await shop.payment_intake.receive(money(request, "late"))
    assert (await shop.row(dearer.id)).held_reason == "dearer"
    file = (await taken(database_url, place, shop.clock)).path
    shop.clock.tick(hours * 3600)
    await shop.review.decide(2001, dearer.ref, "buy_at_loss")
    await shop.place()
    theirs = supplier.only().id
    async with put_back(shop, database_url, file) as again:
        await again.review.decide(2001, dearer.ref, "buy_at_loss")
        await again.place()
        await again.restored_shop.reconcile()
        await settle_for(again, 700)
        assert await of_nobody(again) == []
        if hours:  # at another time than the backup's: a person says that it is this one
            dossier = await again.review.dossier(dearer.ref)
            assert (dossier.held_reason, [one.supplier_order_id for one in dossier.candidates]) == (
                "other_time",
                [theirs],
            )
            await again.review.decide(2001, dearer.ref, dossier.decisions[1])
        row = await again.row(dearer.id)
        assert (str(row.status), row.supplier_order_id) == ("processing", theirs)
        assert len(supplier.bought) == 1


async def test_money_that_came_since_the_backup_stays_in_the_wallet(
    shop: WholeShop, database_url: str, supplier: FakeSupplier, clock: FakeClock, place: Path
) -> None:
    await shop.customer(1002)
    order, request = await shop.asks(shop.cashier(STARS), "stars", 1002, await shop.quote(1002))
    file = (await taken(database_url, place, clock)).path
    async with put_back(shop, database_url, file) as again:
        assert await again.status(order) == "expired"
        again.cashier(STARS)
        await again.payment_intake.receive(money(request, "late"))
        await again.place()
        assert (await again.status(order), supplier.charges) == ("expired", 0)
        assert await again.dinars(1002) == request.amount.dinars


async def test_updates_of_the_time_before_are_not_handled_once_more(
    shop: WholeShop, database_url: str, clock: FakeClock, place: Path
) -> None:
    async with shop.db.write() as conn:
        await conn.execute(
            inbox.insert().values(update_id=1, body="{}", received_at=clock.now(), person=1001)
        )
    file = (await taken(database_url, place, clock)).path
    async with put_back(shop, database_url, file) as again, again.db.read() as conn:
        assert (await conn.execute(sa.select(inbox.c.state))).scalars().all() == [InboxState.DONE]


async def test_a_supplier_that_is_away_is_asked_again_and_nothing_is_lost(
    shop: WholeShop, database_url: str, supplier: FakeSupplier, clock: FakeClock, place: Path
) -> None:
    file = (await taken(database_url, place, clock)).path
    await placed(shop)
    async with put_back(shop, database_url, file) as again:
        supplier.goes_away()
        with pytest.raises(SupplierAwayError):
            await again.restored_shop.reconcile()
        assert await again.restored_shop.is_unsettled()
        supplier.comes_back()
        await again.restored_shop.reconcile()
        assert len(await of_nobody(again)) == 1
        async with again.db.read() as conn:
            (finding,) = await found_after_restore(conn)
        assert "1 order has no known customer (1 000.00 DZD)" in str(finding)


async def test_a_backup_that_somebody_put_in_place_by_hand_is_known_for_what_it_is(
    shop: WholeShop, database_url: str, supplier: FakeSupplier, clock: FakeClock, place: Path
) -> None:
    waiting = await shop.buy()
    file = (await taken(database_url, place, clock)).path
    await shop.place()
    await shop.db.close()
    put(Path(database_url.partition("///")[2]), decrypted(file))
    clock.tick(600)
    for _ in range(2):
        db = Database.open(database_url)
        again = WholeShop(db, clock, supplier, FakeDelivery())
        await again.restored_shop.begin()
        await again.place()
        assert (await again.status(waiting), supplier.charges) == ("unknown", 1)
        assert await again.restored_shop.is_unsettled()
        await db.close()
    db = Database.open(database_url)
    again = WholeShop(db, clock, supplier, FakeDelivery())
    await settle_for(again, 5)
    assert await again.status(waiting) == "processing"
    clock.tick(7200)
    await again.restored_shop.reconcile()
    await again.restored_shop.begin()
    assert not await is_noted(again)
    await db.close()


async def test_a_shop_whose_database_was_not_put_back_asks_nobody(
    shop: WholeShop, supplier: FakeSupplier
) -> None:
    waiting = await shop.buy()
    asked = supplier.asked.total()
    await shop.restored_shop.begin()
    await shop.restored_shop.reconcile()
    assert not await shop.restored_shop.is_unsettled()
    assert (supplier.asked.total(), await shop.status(waiting)) == (asked, "paid")


async def test_workers_that_buy_wait_until_the_supplier_has_said_what_happened(
    shop: WholeShop, database_url: str, supplier: FakeSupplier, clock: FakeClock, place: Path
) -> None:
    file = (await taken(database_url, place, clock)).path
    await placed(shop)
    released = asyncio.Event()

    async def tried() -> None:
        return None

    async with put_back(shop, database_url, file) as again:
        supplier.goes_away()
        world: Any = SimpleNamespace(
            services=again.services, clock=clock, supervisor=SimpleNamespace(release=released.set)
        )
        key: Any = SimpleNamespace(tried=tried, refused=False)
        opening_up = asyncio.create_task(opening._release_workers(world, key))
        async with asyncio.timeout(30):
            while supplier.asked["orders"] < 3:
                await asyncio.sleep(0.001)
                await clock.advance(10)
            assert not released.is_set()
            supplier.comes_back()
            while not released.is_set():
                await asyncio.sleep(0.001)
                await clock.advance(10)
        await opening_up
        assert len(await of_nobody(again)) == 1
