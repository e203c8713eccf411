"""Two processes that both do what one should do for all: two who both believe to lead, for a moment. It costs
requests, and changes nothing twice.
"""

import asyncio
from collections import Counter
from collections.abc import Callable, Coroutine
from decimal import Decimal
from functools import partial
from typing import Any

import pytest

from bot.shop.errors import AlreadyBoughtError
from bot.shop.orders.history import OrderView
from tests.shop.lost_orders.losing import lost
from tests.shop.paying_shop import PayingShop
from tests.shop.races.street import PRICE
from tests.shop.races.two_shops import TwoShops
from tests.shop.stars import money
from tests.shop.whole import STAFF

pytestmark = pytest.mark.both_engines


async def both(two_shops: TwoShops, act: Callable[[PayingShop], Coroutine[Any, Any, Any]]) -> list[Any]:
    """Both do it at the same moment."""
    shops = (two_shops.one, two_shops.other)
    return await asyncio.gather(*(act(shop) for shop in shops), return_exceptions=True)


async def bought(two_shops: TwoShops, count: int, quantity: int = 1) -> list[OrderView]:
    await two_shops.one.customer(1001, dinars=100_000)
    orders = [await two_shops.one.buy(quantity=quantity) for _ in range(count)]
    await two_shops.one.place()
    return orders


async def asks_back(shop: PayingShop, payment_id: int) -> str:
    return str((await shop.refunds_to_payer.ask(STAFF, payment_id)).state)


@pytest.mark.parametrize(
    ("outcome", "status", "back"),
    [
        ("FULFILLED", "fulfilled", 0),
        ("PARTIALLY_FILLED", "partially_filled", 1050),
        ("REFUNDED", "refunded", 2100),
    ],
)
async def test_both_look_at_what_the_supplier_has_ended_and_it_ends_once(
    two_shops: TwoShops, outcome: str, status: str, back: int
) -> None:
    orders = await bought(two_shops, 5, quantity=2)
    before = await two_shops.one.dinars()
    for theirs in two_shops.supplier.bought.values():
        two_shops.supplier.settle(theirs.id, outcome)
    for _ in range(3):
        two_shops.clock.tick(12)
        said = await both(two_shops, lambda shop: shop.tracking.look())
        assert not [one for one in said if isinstance(one, Exception)]
    assert {await two_shops.other.status(order) for order in orders} == {status}
    assert await two_shops.other.dinars() == before + 5 * back
    kinds = Counter([kind for order in orders for kind in await two_shops.one.told(order)])
    assert kinds["codes"] == (0 if status == "refunded" else 5)
    assert kinds["order_ended"] == (0 if status == "fulfilled" else 5)


async def look_for_lost(shop: PayingShop) -> None:
    """A round, with what it does not wait for."""
    await shop.lost_orders.settle_due()
    await shop.lost_orders.finish_searches()


async def test_both_look_for_lost_orders_and_each_is_found_or_given_back_once(two_shops: TwoShops) -> None:
    one = two_shops.one
    await one.customer(1001, dinars=100_000)
    steps = ["lose", "vanish", "lose", "vanish", "lose"]
    orders = [await lost(one, two_shops.supplier, step) for step in steps]
    for _ in range(60):
        two_shops.clock.tick(15)
        await two_shops.until(asyncio.gather(*(look_for_lost(shop) for shop in (one, two_shops.other))))
    statuses = Counter([await one.status(order) for order in orders])
    assert statuses == {"processing": 3, "rejected": 2}
    assert await one.dinars() == 100_000 - 3 * PRICE
    found = {(await one.row(order.id)).supplier_order_id for order in orders} - {None}
    assert found == set(two_shops.supplier.bought)


async def test_an_order_that_turns_up_after_its_refund_is_told_once_by_both(two_shops: TwoShops) -> None:
    one, supplier = two_shops.one, two_shops.supplier
    await one.customer(1001, dinars=100_000)
    order = await lost(one, supplier)
    theirs, ledger = supplier.only(), list(supplier.ledger)
    theirs.listed = False
    supplier.ledger.clear()
    for _ in range(60):
        two_shops.clock.tick(15)
        await one.process.beat()
        await one.lost_orders.settle_due()
    assert await one.status(order) == "rejected"
    theirs.listed, supplier.ledger = True, ledger
    await both(two_shops, lambda shop: shop.lost_orders.reconcile())
    assert await one.alerted() == ["order_after_refund"]
    # For the books: the merchant takes the goods that came too late for a loss.
    theirs.listed = False
    supplier.ledger.clear()
    supplier.bought.clear()
    supplier.balance_now += Decimal(1000)


async def test_money_that_waited_for_the_supplier_buys_once(two_shops: TwoShops) -> None:
    one = two_shops.one
    for customer in range(101, 104):
        await one.customer(customer, dinars=300)
        order, request = await one.asks(one.cash_desk, "stars", customer)
        two_shops.supplier.goes_away()
        await one.payment_intake.receive(money(request, f"c{customer}"))
        two_shops.supplier.comes_back()
        assert await one.status(order) == "awaiting_payment"
        two_shops.clock.tick(30)
        await both(two_shops, lambda shop: shop.waiting_orders.check_due())
        assert await one.status(order) == "paid"
        assert await one.dinars(customer) == 0


async def test_a_page_that_both_find_paid_is_one_payment(two_shops: TwoShops) -> None:
    one = two_shops.one
    for customer in range(101, 104):
        await one.customer(customer, dinars=300)
        order, _ = await one.asks(one.cash_desk, "ocpay", customer)
        two_shops.pages.says(f"OCPL-{len(two_shops.pages.asked)}", "CONFIRMED")
        two_shops.clock.tick(4)
        await both(two_shops, lambda shop: shop.links.check_due())
        assert await one.status(order) == "paid"
        assert await one.dinars(customer) == 0


async def test_stars_go_back_once_whoever_carries_them(two_shops: TwoShops) -> None:
    one = two_shops.one
    for customer in range(101, 104):
        await one.customer(customer)
        request = await one.cash_desk.top_up(customer, 1000, "stars")
        charge = two_shops.stars.paid(request.id, customer, "XTR", request.currency_amount)
        await one.payment_intake.receive(money(request, charge.id))
        assert await one.dinars(customer) == 1000
        ask = partial(asks_back, payment_id=customer - 100)
        assert await both(two_shops, ask) == ["refund_requested"] * 2
        await both(two_shops, lambda shop: shop.stars.check_due())
        await both(two_shops, lambda shop: shop.stars.check_due())
        assert await one.dinars(customer) == 0
    backs = Counter(line.id for line in two_shops.stars.ledger if line.receiver is not None)
    assert sorted(backs.values()) == [1] * 3


async def test_stars_that_telegram_does_not_give_back_are_in_the_wallet_again_once(
    two_shops: TwoShops,
) -> None:
    one = two_shops.one
    await one.customer(101)
    request = await one.cash_desk.top_up(101, 1000, "stars")
    charge = two_shops.stars.paid(request.id, 101, "XTR", request.currency_amount)
    await one.payment_intake.receive(money(request, charge.id))
    await one.refunds_to_payer.ask(STAFF, 1)
    assert await one.dinars(101) == 0
    two_shops.stars.script.extend(["no", "no"])
    await both(two_shops, lambda shop: shop.stars.refund())
    assert await one.dinars(101) == 1000
    assert await one.alerted() == ["refund_refused"]


async def test_a_wallet_with_money_for_one_card_buys_one_in_two_processes(two_shops: TwoShops) -> None:
    one, other = two_shops.one, two_shops.other
    for customer in range(101, 105):
        await one.customer(customer, dinars=1100)
        quotes = [await shop.quote(customer) for shop in (one, other)]
        said = await asyncio.gather(
            *(
                shop.checkout.buy(customer, quote.draft_id, message_id=7)
                for shop, quote in zip((one, other), quotes, strict=True)
            ),
            return_exceptions=True,
        )
        assert sorted(type(each).__name__ for each in said) == ["NotEnoughMoneyError", "OrderView"]
        assert await one.dinars(customer) == 50


async def test_one_draft_pressed_in_two_processes_is_one_order(two_shops: TwoShops) -> None:
    one, other = two_shops.one, two_shops.other
    for customer in range(101, 105):
        await one.customer(customer, dinars=5000)
        quote = await one.quote(customer)
        said = await asyncio.gather(
            *(shop.checkout.buy(customer, quote.draft_id, message_id=7) for shop in (one, other) * 2),
            return_exceptions=True,
        )
        assert len([each for each in said if isinstance(each, OrderView)]) <= 1
        assert {type(each) for each in said} <= {OrderView, AlreadyBoughtError}
        assert len({each.ref for each in said}) == 1
        assert await one.dinars(customer) == 5000 - PRICE


async def test_both_close_a_day_and_it_is_told_once(two_shops: TwoShops) -> None:
    one = two_shops.one
    await one.daily_close.close_when_due()
    (order,) = await bought(two_shops, 1)
    two_shops.supplier.settle(two_shops.supplier.only().id)
    two_shops.clock.tick(6)
    await one.tracking.look()
    two_shops.clock.tick(24 * 3600)
    await both(two_shops, lambda shop: shop.daily_close.close_when_due())
    assert await one.status(order) == "fulfilled"
    assert (await one.alerted()).count("day_closed") == 1


async def test_both_tidy_and_remind_and_nobody_is_told_twice(two_shops: TwoShops) -> None:
    one = two_shops.one
    await bought(two_shops, 3)
    two_shops.clock.tick(2 * 3600)
    await both(two_shops, lambda shop: shop.housekeeping.old_orders())
    alerts = Counter(await one.alerted())
    assert set(alerts) == {"order_takes_long"} or set(alerts) == {"orders_take_long"}
    two_shops.clock.tick(40 * 24 * 3600)
    assert await both(two_shops, lambda shop: shop.housekeeping.tidy()) == [None, None]
