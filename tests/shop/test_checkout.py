import asyncio
from contextlib import nullcontext

import pytest

from bot.shop.errors import (
    AlreadyBoughtError,
    DraftGoneError,
    FloatTooLowError,
    MaintenanceError,
    NotEnoughMoneyError,
    NotForSaleError,
    QuantityNotAllowedError,
    QuoteChangedError,
    SoldOutError,
    SupplierAwayError,
)
from bot.shop.money import Money
from bot.shop.orders import OrderView
from bot.shop.quotes import Confirmation
from bot.shop.refs import short_key
from storage import drafts
from tests.fakes.supplier import FakeSupplier
from tests.shop.conftest import MakeShop
from tests.shop.mortal import Fate, Killed, mortal_shop
from tests.shop.whole import STAFF, WholeShop

P1, T1, T2 = short_key("P1"), short_key("T1"), short_key("T2")


def dinars(amount: int) -> Money:
    return Money.of_dinars(amount)


async def press(shop: WholeShop, quote: Confirmation, customer: int = 1001) -> OrderView:
    return await shop.checkout.buy(customer, quote.draft_id, message_id=7)


async def presses(shop: WholeShop, quote: Confirmation, times: int) -> list[object]:
    return list(await asyncio.gather(*(press(shop, quote) for _ in range(times)), return_exceptions=True))


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
    supplier.shelves["P1"].types["T2"].stock = 2
    with pytest.raises(QuantityNotAllowedError) as bounds:
        await shop.checkout.choose_quantity(1001, choice.draft_id, 3, message_id=7)
    assert bounds.value.most == 2
    assert (await shop.checkout.choice(1001, choice.draft_id)).most == 2
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


async def test_five_taps_at_once_make_one_order_and_one_debit(
    shop: WholeShop, supplier: FakeSupplier
) -> None:
    quote = await shop.quote(quantity=2)
    results = await presses(shop, quote, 5)
    made = [result for result in results if isinstance(result, OrderView)]
    others = [result for result in results if isinstance(result, AlreadyBoughtError)]
    assert (len(made), len(others)) == (1, 4)
    assert {other.ref for other in others} == {made[0].ref}
    assert await shop.dinars() == 100_000 - 2100
    assert await shop.count("orders") == 1
    await shop.place()
    assert supplier.charges == 1


async def test_five_taps_at_once_on_the_last_of_the_float_make_one_order(
    shop: WholeShop, supplier: FakeSupplier
) -> None:
    quote = await shop.quote(quantity=2)
    supplier.balance_now = supplier.balance_now * 0 + 2000
    results = await presses(shop, quote, 5)
    assert sorted(type(result).__name__ for result in results) == ["AlreadyBoughtError"] * 4 + ["OrderView"]


async def test_a_press_that_telegram_sends_again_finds_its_order(
    shop: WholeShop, make_shop: MakeShop
) -> None:
    quote = await shop.quote()
    order = await press(shop, quote)
    with pytest.raises(AlreadyBoughtError) as already:
        await press(make_shop(), quote)
    assert already.value.ref == order.ref
    # Also from a closed shop.
    await shop.desk.maintenance(STAFF, True)
    with pytest.raises(AlreadyBoughtError):
        await press(shop, quote)


async def test_a_press_from_last_week_is_asked_again_at_the_price_of_today(shop: WholeShop) -> None:
    quote = await shop.quote()
    shop.clock.tick(7 * 86_400)
    with pytest.raises(QuoteChangedError) as changed:
        await press(shop, quote)
    assert changed.value.old_total == changed.value.confirmation.total
    assert changed.value.confirmation.expires_at > shop.clock.now()
    assert await shop.count("orders") == 0
    await press(shop, changed.value.confirmation)
    assert await shop.count("orders") == 1


async def test_a_quote_is_good_until_it_expires(shop: WholeShop) -> None:
    quote = await shop.quote()
    shop.clock.tick(600)
    assert (await press(shop, quote)).total == quote.total
    late = await shop.quote()
    shop.clock.tick(601)
    with pytest.raises(QuoteChangedError):
        await press(shop, late)


@pytest.mark.parametrize(("cost", "total"), [(1500, 1580), (800, 840)])
async def test_a_price_that_moved_is_shown_and_asked_again(
    shop: WholeShop, supplier: FakeSupplier, cost: int, total: int
) -> None:
    quote = await shop.quote()
    supplier.shelves["P1"].types["T1"].cost = supplier.shelves["P1"].types["T1"].cost * 0 + cost
    with pytest.raises(QuoteChangedError) as changed:
        await press(shop, quote)
    assert (changed.value.old_total, changed.value.confirmation.total) == (quote.total, dinars(total))
    assert await shop.dinars() == 100_000
    order = await press(shop, changed.value.confirmation)
    assert order.total == dinars(total)
    assert (await shop.row(order.id)).unit_cost_centimes == cost * 100


async def test_a_second_tap_on_the_old_button_does_not_buy_at_a_price_that_nobody_saw(
    shop: WholeShop, supplier: FakeSupplier
) -> None:
    quote = await shop.quote()
    supplier.shelves["P1"].types["T1"].cost *= 2
    results = await presses(shop, quote, 3)
    results += await presses(shop, quote, 2)
    assert {type(result) for result in results} == {QuoteChangedError}
    shown = {result.confirmation.draft_id for result in results if isinstance(result, QuoteChangedError)}
    assert len(shown) == 1
    assert await shop.dinars() == 100_000


async def test_a_press_run_again_after_a_crash_shows_the_new_price_again(
    shop: WholeShop, supplier: FakeSupplier, make_shop: MakeShop
) -> None:
    quote = await shop.quote()
    supplier.shelves["P1"].types["T1"].cost *= 2
    with pytest.raises(QuoteChangedError) as first:
        await press(shop, quote)
    with pytest.raises(QuoteChangedError) as again:
        await press(make_shop(), quote)
    assert again.value.confirmation == first.value.confirmation
    assert again.value.old_total == first.value.old_total == dinars(1050)
    order = await press(shop, again.value.confirmation)
    # And from now on every one of these buttons names the order.
    for shown in (quote, again.value.confirmation):
        with pytest.raises(AlreadyBoughtError) as already:
            await press(shop, shown)
        assert already.value.ref == order.ref


async def test_a_buy_button_never_comes_to_mean_another_quantity(shop: WholeShop) -> None:
    three = await shop.quote(quantity=3)
    five = await shop.checkout.choose_quantity(1001, three.draft_id, 5, message_id=8)
    with pytest.raises(QuoteChangedError) as changed:
        await press(shop, three)
    assert changed.value.confirmation == five
    assert changed.value.old_total == three.total
    order = await press(shop, five)
    assert order.quantity == 5
    assert await shop.count("orders") == 1


async def test_the_same_quantity_again_is_the_same_token(shop: WholeShop) -> None:
    first = await shop.quote(quantity=3)
    shop.clock.tick(60)
    again = await shop.checkout.choose_quantity(1001, first.draft_id, 3, message_id=8)
    assert again.draft_id == first.draft_id
    assert again.expires_at > first.expires_at


async def test_old_buttons_of_a_choice_lead_to_what_is_wanted_now(shop: WholeShop) -> None:
    three = await shop.quote(quantity=3)
    five = await shop.checkout.choose_quantity(1001, three.draft_id, 5, message_id=7)
    assert (await shop.checkout.choice(1001, three.draft_id)).draft_id == five.draft_id
    assert (await shop.checkout.current(1001)).draft_id == five.draft_id
    four = await shop.checkout.choose_quantity(1001, three.draft_id, 4, message_id=7)
    await shop.checkout.drop(1001, three.draft_id)
    for quote in (three, five, four):
        with pytest.raises(DraftGoneError):
            await press(shop, quote)


async def test_buying_while_the_quantity_is_changed_takes_one_of_the_two(shop: WholeShop) -> None:
    three = await shop.quote(quantity=3)
    bought, changed = await asyncio.gather(
        press(shop, three),
        shop.checkout.choose_quantity(1001, three.draft_id, 5, message_id=7),
        return_exceptions=True,
    )
    if isinstance(bought, OrderView):
        assert bought.quantity == 3
        assert isinstance(changed, AlreadyBoughtError | DraftGoneError)
    else:
        assert isinstance(bought, QuoteChangedError)
        assert bought.confirmation == changed
    assert await shop.count("orders") == int(isinstance(bought, OrderView))


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
    await shop.desk.debit(STAFF, 1001, 95_000, None, key="d")
    with pytest.raises(NotEnoughMoneyError) as missing:
        await press(shop, quote)
    assert missing.value.missing == dinars(5500)
    assert missing.value.confirmation is not None
    assert missing.value.confirmation.missing == dinars(5500)
    assert await shop.count("orders") == 0
    await shop.desk.credit(STAFF, 1001, 5500, None, key="c")
    assert (await press(shop, quote)).total == dinars(10_500)
    assert await shop.dinars() == 0


async def test_two_devices_cannot_spend_the_same_money(shop: WholeShop) -> None:
    await shop.desk.debit(STAFF, 1001, 100_000 - 1500, None, key="d")
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
    assert await shop.alerted() == ["float_too_low"]  # not again within the hour
    await shop.quote(quantity=2)


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
    await shop.desk.maintenance(STAFF, True)
    after_restart = make_shop()
    for act in (
        after_restart.checkout.open(1001, P1, T1, message_id=7),
        after_restart.checkout.choose_quantity(1001, quote.draft_id, 2, message_id=7),
        press(after_restart, quote),
    ):
        with pytest.raises(MaintenanceError):
            await act
    await shop.desk.maintenance(STAFF, False)
    assert (await press(shop, quote)).quantity == 1


@pytest.mark.parametrize("method", ["balance", "product_types"])
async def test_nothing_is_sold_while_stock_or_float_cannot_be_read(
    shop: WholeShop, supplier: FakeSupplier, method: str
) -> None:
    quote = await shop.quote()
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


async def test_a_buyer_whose_process_is_killed_has_an_order_and_paid_or_neither(
    shop: WholeShop, supplier: FakeSupplier
) -> None:
    spent, moment = 0, 0
    finished = False
    while not finished:
        quote = await shop.quote()
        process = mortal_shop(shop.db, shop.clock, supplier, shop.courier, Fate(moment))
        try:
            await press(process, quote)
            finished = True
        except Killed:
            moment += 1
        bought = await shop.count("orders") - spent // 1050
        assert bought <= 1
        spent += 1050 * bought
        assert await shop.dinars() == 100_000 - spent
        # The update runs again after the crash.
        with pytest.raises(AlreadyBoughtError) if bought else nullcontext():
            await press(shop, quote)
            spent += 1050
        assert await shop.count("orders") * 1050 == spent
    assert moment > 5
    assert await shop.dinars() == 100_000 - spent


async def test_old_unbought_drafts_are_tidied_away_and_bought_ones_stay(shop: WholeShop) -> None:
    bought = await shop.quote()
    order = await press(shop, bought)
    open_one = await shop.quote()
    replaced = await shop.checkout.choose_quantity(1001, open_one.draft_id, 2, message_id=7)
    shop.clock.tick(31 * 86_400)
    await shop.watch.tidy()
    for quote in (open_one, replaced):
        with pytest.raises(DraftGoneError):
            await press(shop, quote)
    with pytest.raises(AlreadyBoughtError) as already:
        await press(shop, bought)
    assert already.value.ref == order.ref
    async with shop.db.read() as conn:
        assert await drafts.get(conn, bought.draft_id, 1001) is not None
