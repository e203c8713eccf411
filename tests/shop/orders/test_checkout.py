import asyncio

import pytest

from bot.shop.errors import (
    AlreadyBoughtError,
    DraftGoneError,
    FloatTooLowError,
    MaintenanceError,
    NotEnoughMoneyError,
    NotForSaleError,
    QuantityNotAllowedError,
    SoldOutError,
    SupplierAwayError,
)
from bot.shop.money import Money
from bot.shop.orders.checkout import JUST_NOW
from bot.shop.orders.supplier_float import GOOD_FOR
from bot.shop.refs import short_key
from storage.purchases import drafts
from tests.fakes.supplier import FakeSupplier
from tests.shop.conftest import MakeShop
from tests.shop.orders.pressing import press
from tests.shop.whole import STAFF, WholeShop, dinars

pytestmark = pytest.mark.both_engines


P1, T1, T2 = short_key("P1"), short_key("T1"), short_key("T2")


async def test_a_choice_says_what_can_be_asked_for(shop: WholeShop) -> None:
    choice = await shop.checkout.open(1001, P1, T2, message_id=7)
    assert (choice.product_title, choice.region, choice.category, choice.type_name) == (
        "PSN Germany",
        "germany",
        "PSN",
        "Type T2",
    )
    assert (choice.unit_price, choice.stock, choice.most) == (dinars(2630), 5, 5)
    assert (await shop.checkout.open(1001, P1, T1, message_id=7)).most == 10


async def test_a_confirmation_shows_everything_that_matters(shop: WholeShop, supplier: FakeSupplier) -> None:
    quote = await shop.quote(quantity=3)
    assert (quote.quantity, quote.unit_price, quote.total) == (3, dinars(1050), dinars(3150))
    assert (quote.wallet, quote.missing) == (dinars(100_000), Money.ZERO)
    assert (quote.expires_at - shop.clock.now()).total_seconds() == 600
    # Stock and cost of this moment, not of the page that was browsed.
    shop.clock.tick(JUST_NOW)
    supplier.shelves["P1"].types["T1"].cost *= 2
    choice = await shop.checkout.current(1001)
    again = await shop.checkout.choose_quantity(1001, choice.draft_id, 3, message_id=7)
    assert again.total == dinars(6300)


async def test_buying_makes_a_paid_order_and_takes_exactly_its_price(shop: WholeShop) -> None:
    order = await shop.buy(quantity=3)
    assert (order.status, order.total, order.quantity) == ("paid", dinars(3150), 3)
    assert await shop.dinars() == 100_000 - 3150
    row = await shop.row(order.id)
    assert (row.unit_cost_centimes, row.unit_price_centimes, row.receipt_message_id) == (100_000, 105_000, 7)
    assert await shop.told(order) == ["receipt"]
    assert [(event.from_status, event.to_status, event.why) for event in order.events] == [
        (None, "paid", "bought")
    ]


@pytest.mark.parametrize("quantity", [0, -1, 11, 10**9])
async def test_a_quantity_out_of_bounds_is_answered_with_the_bounds(shop: WholeShop, quantity: int) -> None:
    choice = await shop.checkout.open(1001, P1, T1, message_id=7)
    with pytest.raises(QuantityNotAllowedError) as bounds:
        await shop.checkout.choose_quantity(1001, choice.draft_id, quantity, message_id=7)
    assert (bounds.value.least, bounds.value.most) == (1, 10)


async def test_a_quantity_above_the_stock_of_this_moment_is_not_allowed(
    shop: WholeShop, supplier: FakeSupplier
) -> None:
    choice = await shop.checkout.open(1001, P1, T2, message_id=7)
    shop.clock.tick(JUST_NOW)
    supplier.shelves["P1"].types["T2"].stock = 2
    with pytest.raises(QuantityNotAllowedError) as bounds:
        await shop.checkout.choose_quantity(1001, choice.draft_id, 3, message_id=7)
    assert bounds.value.most == 2
    assert (await shop.checkout.choice(1001, choice.draft_id)).most == 2
    shop.clock.tick(JUST_NOW)
    supplier.shelves["P1"].types["T2"].stock = 0
    with pytest.raises(SoldOutError):
        await shop.checkout.choose_quantity(1001, choice.draft_id, 1, message_id=7)


async def test_what_is_sold_out_or_not_for_sale_is_said_at_once(
    shop: WholeShop, supplier: FakeSupplier
) -> None:
    supplier.shelves["P1"].types["T1"].stock = 0
    with pytest.raises(SoldOutError):
        await shop.checkout.open(1001, P1, T1, message_id=7)
    with pytest.raises(NotForSaleError):
        await shop.checkout.open(1001, P1, "aaaaaaaaaaaaa", message_id=7)


async def test_stock_that_shrank_since_the_confirmation_is_told_before_any_money_moves(
    shop: WholeShop, supplier: FakeSupplier
) -> None:
    quote = await shop.quote(quantity=4, type_="T2")
    supplier.shelves["P1"].types["T2"].stock = 3
    with pytest.raises(QuantityNotAllowedError) as bounds:
        await press(shop, quote)
    assert bounds.value.most == 3
    supplier.shelves["P1"].types["T2"].stock = 0
    with pytest.raises(SoldOutError):
        await press(shop, quote)
    assert await shop.dinars() == 100_000
    supplier.shelves["P1"].types["T2"].stock = 4
    assert (await press(shop, quote)).quantity == 4


@pytest.mark.parametrize(
    "act",
    [
        lambda shop, draft: shop.checkout.choice(1002, draft),
        lambda shop, draft: shop.checkout.choose_quantity(1002, draft, 1, message_id=7),
        lambda shop, draft: shop.checkout.buy(1002, draft, message_id=7),
        lambda shop, draft: shop.checkout.drop(1002, draft),
    ],
    ids=["choice", "choose_quantity", "buy", "drop"],
)
async def test_somebody_elses_draft_is_nobodys(shop: WholeShop, act: object) -> None:
    await shop.customer(1002, dinars=100_000)
    quote = await shop.quote()
    with pytest.raises(DraftGoneError):
        await act(shop, quote.draft_id)  # type: ignore[operator]
    assert (await press(shop, quote)).customer_id == 1001


async def test_made_up_and_dropped_drafts_are_gone(shop: WholeShop) -> None:
    with pytest.raises(DraftGoneError):
        await shop.checkout.buy(1001, "no-such-token", message_id=7)
    choice = await shop.checkout.open(1001, P1, T1, message_id=7)
    with pytest.raises(DraftGoneError):  # before a quantity was chosen
        await shop.checkout.buy(1001, choice.draft_id, message_id=7)
    await shop.checkout.drop(1001, choice.draft_id)
    with pytest.raises(DraftGoneError):
        await shop.checkout.choose_quantity(1001, choice.draft_id, 1, message_id=7)
    with pytest.raises(DraftGoneError):
        await shop.checkout.current(1001)


async def test_an_order_cannot_be_dropped(shop: WholeShop) -> None:
    quote = await shop.quote()
    order = await press(shop, quote)
    with pytest.raises(AlreadyBoughtError) as already:
        await shop.checkout.drop(1001, quote.draft_id)
    assert already.value.ref == order.ref
    assert await shop.status(order) == "paid"


async def test_too_little_money_says_how_much_is_missing_and_keeps_the_choice(
    shop: WholeShop, supplier: FakeSupplier
) -> None:
    supplier.balance_now *= 10
    quote = await shop.quote(quantity=10, type_="T1")
    await shop.wallet_adjustments.debit(STAFF, 1001, 95_000, None, key="d")
    with pytest.raises(NotEnoughMoneyError) as missing:
        await press(shop, quote)
    assert missing.value.missing == dinars(5500)
    assert missing.value.confirmation is not None
    assert missing.value.confirmation.missing == dinars(5500)
    assert await shop.count("orders") == 0
    await shop.wallet_adjustments.credit(STAFF, 1001, 5500, None, key="c")
    assert (await press(shop, quote)).total == dinars(10_500)
    assert await shop.dinars() == 0


async def test_two_devices_cannot_spend_the_same_money(shop: WholeShop) -> None:
    await shop.wallet_adjustments.debit(STAFF, 1001, 100_000 - 1500, None, key="d")
    one, other = await shop.quote(), await shop.quote(product="P2", type_="T3", quantity=2)
    results = await asyncio.gather(press(shop, one), press(shop, other), return_exceptions=True)
    assert sorted(type(result).__name__ for result in results) == ["NotEnoughMoneyError", "OrderView"]
    assert await shop.dinars() >= 0


async def test_what_the_float_cannot_pay_is_not_sold_and_the_merchant_is_told(
    shop: WholeShop, supplier: FakeSupplier
) -> None:
    supplier.balance_now = supplier.balance_now * 0 + 2999
    with pytest.raises(FloatTooLowError):
        await shop.quote(quantity=3)
    assert await shop.alerted() == ["float_too_low"]
    assert (await shop.alert("float_too_low"))["cost"] == "3000.00"
    with pytest.raises(FloatTooLowError):
        await shop.quote(quantity=4)
    assert await shop.alerted() == ["float_too_low"]
    await shop.quote(quantity=2)
    (known,) = await shop.alerts.open_warnings()
    assert (known.args["least"], known.args["who"]) == ("3000.00", "C1001 (1001)")


async def test_orders_that_are_not_charged_yet_count_against_the_float(
    shop: WholeShop, supplier: FakeSupplier
) -> None:
    supplier.balance_now = supplier.balance_now * 0 + 3000
    await shop.buy(quantity=2)
    with pytest.raises(FloatTooLowError):
        await shop.quote(quantity=2)
    await shop.place()  # charged now: the balance says so itself
    await shop.quote(quantity=1)
    with pytest.raises(FloatTooLowError):
        await shop.quote(quantity=2)


async def test_two_who_buy_at_once_cannot_both_have_the_last_of_the_float(
    shop: WholeShop, supplier: FakeSupplier
) -> None:
    await shop.customer(1002, dinars=100_000)
    supplier.balance_now = supplier.balance_now * 0 + 3000
    one, other = await shop.quote(1001, 2), await shop.quote(1002, 2)
    results = await asyncio.gather(press(shop, one, 1001), press(shop, other, 1002), return_exceptions=True)
    assert sorted(type(result).__name__ for result in results) == ["FloatTooLowError", "OrderView"]
    assert await shop.dinars(1001) + await shop.dinars(1002) == 200_000 - 2100


async def test_a_closed_shop_sells_nothing_and_keeps_the_choice(shop: WholeShop, make_shop: MakeShop) -> None:
    quote = await shop.quote()
    await shop.staff_actions.maintenance(STAFF, True)
    after_restart = make_shop()
    for act in (
        after_restart.checkout.open(1001, P1, T1, message_id=7),
        after_restart.checkout.choose_quantity(1001, quote.draft_id, 2, message_id=7),
        press(after_restart, quote),
    ):
        with pytest.raises(MaintenanceError):
            await act
    await shop.staff_actions.maintenance(STAFF, False)
    assert (await press(shop, quote)).quantity == 1


@pytest.mark.parametrize("method", ["balance", "product_types"])
async def test_nothing_is_sold_while_stock_or_float_cannot_be_read(
    shop: WholeShop, supplier: FakeSupplier, method: str
) -> None:
    quote = await shop.quote()
    shop.clock.tick(GOOD_FOR)
    supplier.goes_away(method)
    with pytest.raises(SupplierAwayError):
        await press(shop, quote)
    assert await shop.dinars() == 100_000
    supplier.comes_back()
    await press(shop, quote)


async def test_a_type_taken_off_the_shelf_is_not_sold(shop: WholeShop, supplier: FakeSupplier) -> None:
    quote = await shop.quote()
    del supplier.shelves["P1"].types["T1"]
    with pytest.raises(NotForSaleError):
        await press(shop, quote)
    assert await shop.dinars() == 100_000


async def test_old_unbought_drafts_are_tidied_away_and_bought_ones_stay(shop: WholeShop) -> None:
    bought = await shop.quote()
    order = await press(shop, bought)
    open_one = await shop.quote()
    replaced = await shop.checkout.choose_quantity(1001, open_one.draft_id, 2, message_id=7)
    shop.clock.tick(31 * 86_400)
    await shop.housekeeping.tidy()
    for quote in (open_one, replaced):
        with pytest.raises(DraftGoneError):
            await press(shop, quote)
    with pytest.raises(AlreadyBoughtError) as already:
        await press(shop, bought)
    assert already.value.ref == order.ref
    async with shop.db.read() as conn:
        assert await drafts.get(conn, bought.draft_id, 1001) is not None
