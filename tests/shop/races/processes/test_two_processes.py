"""Money and codes in two processes at the same moment: the database decides who is first."""

import asyncio

import pytest

from bot.shop.billing.requests import PaymentRequest
from bot.shop.errors import AlreadyDecidedError, QuoteChangedError
from bot.shop.money import Money
from bot.shop.orders.history import OrderView
from bot.shop.prices.promo_codes import Promo
from tests.fakes.clock import FakeClock
from tests.shop.paying_shop import PayingShop
from tests.shop.races.street import PRICE
from tests.shop.races.two_shops import TwoShops
from tests.shop.stars import money
from tests.shop.whole import OTHER_STAFF, STAFF

pytestmark = pytest.mark.both_engines


async def asked(shop: PayingShop, customer: int, way: str) -> tuple[OrderView, PaymentRequest]:
    await shop.customer(customer, dinars=300)
    return await shop.asks(shop.cash_desk, way, customer)


async def test_a_charge_that_both_hear_of_is_one_payment(two_shops: TwoShops) -> None:
    for customer in range(101, 109):
        order, request = await asked(two_shops.one, customer, "stars")
        said = await asyncio.gather(
            *(
                shop.payment_intake.receive(money(request, f"c{customer}"))
                for shop in (two_shops.one, two_shops.other) * 2
            )
        )
        assert sorted(one.outcome for one in said) == ["known", "known", "known", "paid"]
        assert await two_shops.other.status(order) == "paid"
        assert await two_shops.other.dinars(customer) == 0


async def test_a_receipt_on_which_both_decide_is_decided_once(two_shops: TwoShops) -> None:
    one, other = two_shops.one, two_shops.other
    for customer in range(101, 109):
        order, request = await asked(one, customer, "transfer")
        await one.transfer_proofs.send(
            customer, kind="photo", file_id="f", file_unique_id=f"f{customer}", number=None
        )
        said = await asyncio.gather(
            one.transfer_proofs.approve(STAFF, request.id),
            other.transfer_proofs.approve(OTHER_STAFF, request.id, 700),
            other.transfer_proofs.reject(OTHER_STAFF, request.id, "unreadable"),
            return_exceptions=True,
        )
        assert sum(isinstance(each, AlreadyDecidedError) for each in said) == 2
        paid = not isinstance(said[0], AlreadyDecidedError)
        wallet = {0: 0, 1: 1000, 2: 300}[
            next(index for index, each in enumerate(said) if not isinstance(each, AlreadyDecidedError))
        ]
        assert await other.status(order) == ("paid" if paid else "awaiting_payment")
        assert await other.dinars(customer) == wallet


async def test_who_pays_in_one_while_the_other_lets_the_order_expire_has_the_order_or_the_money(
    two_shops: TwoShops, clock: FakeClock
) -> None:
    one, other = two_shops.one, two_shops.other
    for customer in range(101, 113):
        order, request = await asked(one, customer, "stars")
        clock.tick(30 * 60)
        await asyncio.gather(
            one.payment_intake.receive(money(request, f"c{customer}")), other.waiting_orders.check_due()
        )
        status = await other.status(order)
        assert status in {"paid", "expired"}
        assert await other.dinars(customer) == (0 if status == "paid" else PRICE)


async def test_the_last_use_of_a_code_goes_to_one_of_ten_in_both(two_shops: TwoShops) -> None:
    one = two_shops.one
    code = await one.promos.propose(STAFF, Promo("LAST", amount=Money.of_dinars(50), total_limit=1))
    await one.promos.start(STAFF, code.id, below_cost=False)
    quotes = []
    for customer in range(101, 111):
        await one.customer(customer, dinars=5000)
        quote = await one.quote(customer)
        quotes.append(await one.checkout.use_promo(customer, quote.draft_id, "LAST", message_id=7))
    bought = await asyncio.gather(
        *(
            (one, two_shops.other)[n % 2].checkout.buy(101 + n, quote.draft_id, message_id=7)
            for n, quote in enumerate(quotes)
        ),
        return_exceptions=True,
    )
    assert sum(isinstance(each, OrderView) for each in bought) == 1
    assert sum(isinstance(each, QuoteChangedError) for each in bought) == 9


async def test_money_for_one_card_buys_one_though_both_are_asked_at_once(two_shops: TwoShops) -> None:
    one, other = two_shops.one, two_shops.other
    for customer in range(101, 109):
        await one.customer(customer, dinars=int(PRICE))
        drafts = [await shop.quote(customer) for shop in (one, other)]
        said = await asyncio.gather(
            one.checkout.buy(customer, drafts[0].draft_id, message_id=7),
            other.checkout.buy(customer, drafts[1].draft_id, message_id=8),
            return_exceptions=True,
        )
        assert sorted(type(each).__name__ for each in said) == ["NotEnoughMoneyError", "OrderView"]
        assert await other.dinars(customer) == 0


async def test_one_button_pressed_in_both_is_one_order_and_both_are_answered(two_shops: TwoShops) -> None:
    one, other = two_shops.one, two_shops.other
    for customer in range(101, 109):
        await one.customer(customer, dinars=2 * int(PRICE))
        draft = await one.quote(customer)
        said = await asyncio.gather(
            *(shop.checkout.buy(customer, draft.draft_id, message_id=7) for shop in (one, other) * 2),
            return_exceptions=True,
        )
        assert sorted(type(each).__name__ for each in said) == ["AlreadyBoughtError"] * 3 + ["OrderView"]
        assert await other.dinars(customer) == PRICE
