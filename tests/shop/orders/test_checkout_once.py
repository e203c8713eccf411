"""One intent, one order, at the price and in the quantity that stood beside the button."""

import asyncio
from contextlib import nullcontext

import pytest

from bot.shop.errors import (
    AlreadyBoughtError,
    DraftGoneError,
    QuoteChangedError,
)
from bot.shop.orders.history import OrderView
from tests.fakes.supplier import FakeSupplier
from tests.shop.conftest import MakeShop
from tests.shop.mortal import Fate, Killed, mortal_shop
from tests.shop.orders.pressing import press, presses
from tests.shop.whole import STAFF, WholeShop, dinars

pytestmark = pytest.mark.both_engines


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
    await shop.staff_actions.maintenance(STAFF, True)
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


async def test_a_buyer_whose_process_is_killed_has_an_order_and_paid_or_neither(
    shop: WholeShop, supplier: FakeSupplier
) -> None:
    spent, moment = 0, 0
    finished = False
    while not finished:
        quote = await shop.quote()
        process = mortal_shop(shop.db, shop.clock, supplier, shop.delivery, Fate(moment))
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
