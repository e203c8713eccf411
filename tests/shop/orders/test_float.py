"""One reading of the float serves many purchases for a while, and never sells what the float does not
hold.
"""

import asyncio
from decimal import Decimal

import pytest

from bot.shop.errors import FloatTooLowError, SupplierAwayError
from bot.shop.order_status import OrderStatus
from bot.shop.orders.history import OrderView
from bot.shop.orders.lifecycle import hold
from bot.shop.orders.supplier_float import GOOD_FOR
from bot.supplier import Lane
from tests.fakes.database import SeamedDatabase
from tests.fakes.supplier import FakeSupplier
from tests.shop.races.street import TRIES, Street
from tests.shop.whole import WholeShop

pytestmark = pytest.mark.both_engines


async def test_a_reading_serves_all_for_a_minute(shop: WholeShop, supplier: FakeSupplier) -> None:
    quote = await shop.quote()
    for _ in range(3):
        shop.clock.tick(4)
        await shop.checkout.choose_quantity(1001, quote.draft_id, 2, message_id=7)
    await shop.buy()
    assert supplier.asked["balance"] == 1
    shop.clock.tick(GOOD_FOR - 12)
    await shop.buy()
    assert supplier.asked["balance"] == 2


async def test_many_who_ask_at_once_make_one_request(shop: WholeShop, supplier: FakeSupplier) -> None:
    supplier.gate = asyncio.Event()
    asking = [asyncio.create_task(shop.supplier_float.read(Lane.BROWSING)) for _ in range(5)]
    await asyncio.sleep(0.01)
    supplier.gate.set()
    readings = await asyncio.gather(*asking)
    assert supplier.asked["balance"] == 1
    assert len(set(readings)) == 1


async def test_what_was_charged_since_the_reading_is_not_sold_a_second_time(
    shop: WholeShop, supplier: FakeSupplier
) -> None:
    supplier.balance_now = Decimal(2500)
    for _ in range(2):
        order = await shop.buy()
        await shop.place()  # charged after the reading, and no longer "not yet charged"
        supplier.settle(supplier.bought[(await shop.row(order.id)).supplier_order_id].id)
        shop.clock.tick(6)
        await shop.tracking.look()
        assert await shop.status(order) == "fulfilled"
    assert supplier.asked["balance"] == 1
    with pytest.raises(FloatTooLowError):
        await shop.buy()
    assert supplier.asked["balance"] == 2


@pytest.mark.parametrize("step", ["lose", "vanish"])
async def test_a_lost_order_that_a_person_has_to_decide_on_counts_while_the_reading_does(
    shop: WholeShop, supplier: FakeSupplier, step: str
) -> None:
    supplier.balance_now = Decimal(1500)
    reading = await shop.supplier_float.read()
    supplier.script.append(step)
    order = await shop.buy()
    await shop.place()
    await held(shop, order)
    async with shop.db.read() as conn:
        assert not await shop.supplier_float.covers(conn, order.total, reading)
    fresh = await shop.supplier_float.read_now()
    async with shop.db.read() as conn:  # the new reading has its debit, if there was one
        assert await shop.supplier_float.covers(conn, order.unit_price, fresh) == (step == "vanish")


async def held(shop: WholeShop, order: OrderView) -> None:
    row, now = await shop.row(order.id), shop.clock.now()
    async with shop.db.write() as conn:
        await hold(conn, shop.alerts, row, "no_evidence", expected=OrderStatus.UNKNOWN, who="test", now=now)


async def test_an_old_reading_turns_nobody_away(shop: WholeShop, supplier: FakeSupplier) -> None:
    supplier.balance_now = Decimal(10)
    with pytest.raises(FloatTooLowError):
        await shop.quote()
    supplier.pays_in(5000)
    shop.clock.tick(2)
    assert (await shop.buy()).status == "paid"


async def test_an_old_reading_that_does_not_cover_is_no_answer_when_the_supplier_is_away(
    shop: WholeShop, supplier: FakeSupplier
) -> None:
    supplier.balance_now = Decimal(10)
    with pytest.raises(FloatTooLowError):
        await shop.quote()
    supplier.goes_away("balance")
    shop.clock.tick(2)
    with pytest.raises(SupplierAwayError):
        await shop.quote()


async def test_a_reading_is_not_written_each_time(street: Street) -> None:
    db = street.shop.db
    assert isinstance(db, SeamedDatabase)
    await street.shop.supplier_float.read_now()
    before = db.written
    for _ in range(3):
        street.clock.tick(15)
        await street.shop.supplier_float.read_now()
    assert db.written == before
    street.clock.tick(15)
    await street.shop.supplier_float.read_now()
    assert db.written == before + 1
    assert (await street.shop.admin_overview.supplier()).float_at == street.clock.now()


async def test_who_pays_a_waiting_order_from_the_wallet_is_looked_at_once(
    street: Street,
) -> None:
    shop, supplier = street.shop, street.supplier
    await shop.customer(1003)
    quote = await shop.quote(1003)
    ref, _ = await shop.cash_desk.pay_draft(1003, quote.draft_id, "stars", message_id=7)
    await shop.customer(1003, dinars=5000)
    shop.clock.tick(GOOD_FOR)
    before = supplier.asked.copy()
    assert await shop.waiting_orders.pay_from_wallet(1003, ref) == "paid"
    assert supplier.asked - before == {"product_types": 1, "balance": 1}


async def all_are_placed(street: Street) -> None:
    """What is paid is sent, and what was lost is found."""
    for _ in range(4):
        await street.shop.place()
        street.clock.tick(5)
        await street.shop.lost_orders.settle_due()
    street.supplier.script.clear()


async def test_whoever_buys_at_once_while_others_are_placed_the_float_is_never_overdrawn(
    street: Street,
) -> None:
    """Three can be had. Whatever order six buyers, the placer and lost answers come in, the supplier never
    lacks money.
    """
    supplier, shop = street.supplier, street.shop
    supplier.balance_now = Decimal(0)

    async def buys(customer: int, draft_id: str) -> str:
        return (await shop.checkout.buy(customer, draft_id, message_id=7)).ref

    async def places() -> None:
        for _ in range(4):
            await shop.place()
            street.clock.tick(street.dice.choice((0, 1, 4)))
            for _ in range(street.dice.choice((0, 3, 9))):
                await asyncio.sleep(0)

    for _ in range(TRIES):
        supplier.pays_in(3000 - supplier.balance_now)
        street.clock.tick(GOOD_FOR)
        buyers = []
        for _ in range(6):
            customer = await street.somebody(dinars=2000)
            buyers.append((customer, (await shop.quote(customer)).draft_id))
        supplier.script.extend(street.dice.choices(("accept", "lose"), k=6))
        results = await street.at_once(
            *(buys(*one) for one in buyers), places(), shop.lost_orders.settle_due()
        )
        await all_are_placed(street)
        sold = [one for one in results[:6] if isinstance(one, str)]
        refused = [one for one in results[:6] if isinstance(one, FloatTooLowError)]
        assert (len(sold), len(refused)) == (3, 3)
        assert supplier.balance_now == 0
        await street.bought("FULFILLED")
        await shop.tracking.look()
    assert "order_rejected" not in await shop.alerted()
