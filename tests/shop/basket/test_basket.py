import asyncio
from datetime import timedelta
from decimal import Decimal

import pytest

from bot.shop.basket.basket import KEPT_FOR, MOST_LINES
from bot.shop.basket.contents import (
    BasketBoughtError,
    BasketChangedError,
    BasketFullError,
    BasketGoneError,
    LineProblem,
)
from bot.shop.errors import (
    AlreadyBoughtError,
    BannedError,
    DayLimitError,
    DraftGoneError,
    FloatTooLowError,
    MaintenanceError,
    NotEnoughMoneyError,
    QuantityNotAllowedError,
    SupplierAwayError,
)
from bot.shop.money import Money
from bot.shop.orders.drafts import InBasketError
from bot.shop.outbox.messages import MessageKind
from tests.fakes.supplier import FakeSupplier
from tests.shop.basket.filling import THREE, buy, fill, put, seen
from tests.shop.conftest import MakeShop
from tests.shop.orders.underway import look
from tests.shop.whole import STAFF, WholeShop, dinars

pytestmark = pytest.mark.both_engines


async def test_a_basket_shows_its_lines_and_what_they_come_to(shop: WholeShop) -> None:
    view = await fill(shop)
    assert [(line.type_name, line.quantity, line.unit_price) for line in view.lines] == [
        ("Type T1", 2, dinars(1050)),
        ("Type T2", 1, dinars(2630)),
        ("Type T3", 3, dinars(530)),
    ]
    assert (view.total, view.wallet, view.missing) == (dinars(6320), dinars(100_000), Money.ZERO)
    assert view.may_be_bought
    assert view.expires_at == shop.clock.now() + timedelta(seconds=600)
    assert await shop.baskets.count(1001) == 3


async def test_a_bought_basket_is_an_order_for_each_line_and_one_receipt(shop: WholeShop) -> None:
    made = await buy(shop, await fill(shop))
    assert [(order.type_name, order.quantity, order.status, order.total) for order in made] == [
        ("Type T1", 2, "paid", dinars(2100)),
        ("Type T2", 1, "paid", dinars(2630)),
        ("Type T3", 3, "paid", dinars(1590)),
    ]
    assert len({order.ref for order in made}) == 3
    assert await shop.dinars() == 100_000 - 6320
    (receipt,) = await shop.outbox(kind="receipt")
    assert {(await shop.row(order.id)).receipt_message_id for order in made} == {7}
    assert await shop.baskets.count(1001) == 0
    assert await shop.baskets.view(1001) is None
    assert receipt.key.startswith("receipt:")


async def test_what_one_line_does_not_bring_goes_back_and_the_others_are_delivered(
    shop: WholeShop, supplier: FakeSupplier
) -> None:
    made = await buy(shop, await fill(shop))
    supplier.shelves["P1"].types["T2"].stock = 0  # between Buy and the supplier
    await shop.place()
    assert [await shop.status(order) for order in made] == ["processing", "rejected", "processing"]
    assert await shop.dinars() == 100_000 - 6320 + 2630
    for bought in list(supplier.bought.values()):
        supplier.settle(bought.id)
    shop.clock.tick(5)
    await look(shop)
    assert [await shop.status(order) for order in made] == ["fulfilled", "rejected", "fulfilled"]
    await shop.send()
    codes = shop.delivery.got(1001, kind=MessageKind.CODES)
    assert sorted(message.payload["order_id"] for message in codes) == [made[0].id, made[2].id]


async def test_five_presses_make_one_purchase(shop: WholeShop) -> None:
    view = await fill(shop)
    answers = await asyncio.gather(*[buy(shop, view) for _ in range(5)], return_exceptions=True)
    assert sorted(type(answer).__name__ for answer in answers) == ["BasketBoughtError"] * 4 + ["tuple"]
    assert await shop.count("orders") == 3
    assert await shop.dinars() == 100_000 - 6320
    with pytest.raises(BasketBoughtError) as bought:
        await buy(shop, view)
    assert len(await shop.basket_purchase.bought(1001, bought.value.basket_id)) == 3
    assert await shop.basket_purchase.bought(1002, bought.value.basket_id) == ()


async def test_the_button_of_another_basket_than_holds_now_buys_nothing(shop: WholeShop) -> None:
    before = await fill(shop)
    await shop.baskets.set_quantity(1001, before.lines[0].line_id, 1)
    with pytest.raises(BasketChangedError) as changed:
        await buy(shop, before)
    assert changed.value.view.total == dinars(6320 - 1050)
    assert (await shop.count("orders"), await shop.dinars()) == (0, 100_000)
    await buy(shop, changed.value.view)
    assert await shop.dinars() == 100_000 - 6320 + 1050


async def test_a_price_that_moved_is_asked_again_for_its_line_only(
    shop: WholeShop, supplier: FakeSupplier
) -> None:
    view = await fill(shop)
    supplier.shelves["P2"].types["T3"].cost = Decimal(600)
    with pytest.raises(BasketChangedError) as changed:
        await buy(shop, view)
    now = changed.value.view
    assert [(line.type_name, line.old_price, line.unit_price) for line in now.moved] == [
        ("Type T3", dinars(530), dinars(630))
    ]
    assert now.total == dinars(6320 + 300)
    assert await shop.count("orders") == 0
    await buy(shop, now)
    assert await shop.dinars() == 100_000 - 6620


async def test_a_line_that_is_gone_keeps_the_rest_from_nothing_but_a_press(
    shop: WholeShop, supplier: FakeSupplier
) -> None:
    view = await fill(shop)
    supplier.shelves["P1"].types["T1"].stock = 1
    supplier.shelves["P1"].types["T2"].stock = 0
    with pytest.raises(BasketChangedError) as changed:
        await buy(shop, view)
    now = changed.value.view
    assert [line.problem for line in now.lines] == [LineProblem.TOO_MANY, LineProblem.SOLD_OUT, None]
    assert (now.may_be_bought, now.total) == (False, dinars(1590))
    await shop.baskets.keep_what_can_be_had(1001, now.id)
    rest = await seen(shop)
    assert [(line.type_name, line.quantity) for line in rest.lines] == [("Type T1", 1), ("Type T3", 3)]
    assert len(await buy(shop, rest)) == 2
    assert await shop.dinars() == 100_000 - 1050 - 1590


async def test_an_old_price_is_shown_again_before_it_is_paid(shop: WholeShop) -> None:
    view = await fill(shop)
    shop.clock.tick(601)
    with pytest.raises(BasketChangedError) as changed:
        await buy(shop, view)
    assert changed.value.view.moved == ()
    assert len(await buy(shop, changed.value.view)) == 3


async def test_a_wallet_that_does_not_cover_all_of_it_buys_nothing(make_shop: MakeShop) -> None:
    shop = make_shop()
    await shop.customer(1001, dinars=6000)
    view = await fill(shop)
    assert view.missing == dinars(320)
    with pytest.raises(NotEnoughMoneyError) as poor:
        await buy(shop, view)
    assert poor.value.missing == dinars(320)
    assert (await shop.count("orders"), await shop.dinars()) == (0, 6000)
    assert (await seen(shop)).total == dinars(6320)


async def test_the_float_is_asked_for_all_of_it(shop: WholeShop, supplier: FakeSupplier) -> None:
    view = await fill(shop)
    supplier.balance_now = Decimal(5999)
    shop.clock.tick(120)
    view = await seen(shop)
    with pytest.raises(FloatTooLowError):
        await buy(shop, view)
    assert await shop.count("orders") == 0
    assert (await shop.alert("float_too_low"))["cost"] == "6000.00"


async def test_what_the_float_does_not_cover_is_missing_in_a_basket_put_together_again(
    shop: WholeShop, supplier: FakeSupplier
) -> None:
    first, *_ = await buy(shop, await fill(shop))
    await shop.place()
    supplier.balance_now = Decimal(2100)  # T2 alone costs more
    shop.clock.tick(120)
    put_again = await shop.basket_reorder.put(1001, first.ref)
    assert not put_again.all_of_it
    assert [line.type_name for line in (await seen(shop)).lines] == ["Type T1", "Type T3"]


async def test_the_limit_of_a_day_counts_all_lines(shop: WholeShop) -> None:
    view = await fill(shop)
    await shop.customer_care.limit(STAFF, 1001, 5)
    with pytest.raises(DayLimitError):
        await buy(shop, view)
    assert (await shop.count("orders"), await shop.dinars()) == (0, 100_000)
    await shop.baskets.remove(1001, view.lines[1].line_id)
    assert len(await buy(shop, await seen(shop))) == 2


async def test_the_same_type_once_more_makes_its_line_longer(shop: WholeShop) -> None:
    await put(shop, "P1", "T1", 4)
    view = await put(shop, "P1", "T1", 5)
    assert [(line.type_name, line.quantity) for line in view.lines] == [("Type T1", 9)]
    quote = await shop.quote(quantity=2)
    with pytest.raises(QuantityNotAllowedError):
        await shop.baskets.add(1001, quote.draft_id)
    assert (await seen(shop)).lines[0].quantity == 9


async def test_a_basket_has_room_for_a_number_of_types(shop: WholeShop, supplier: FakeSupplier) -> None:
    for number in range(MOST_LINES + 1):
        supplier.sells("P9", f"X{number}", cost=100, title="Many")
    shop.clock.tick(120)
    for number in range(MOST_LINES):
        await put(shop, "P9", f"X{number}")
    quote = await shop.quote(product="P9", type_=f"X{MOST_LINES}")
    with pytest.raises(BasketFullError):
        await shop.baskets.add(1001, quote.draft_id)
    assert await shop.baskets.count(1001) == MOST_LINES
    assert (await shop.checkout.buy(1001, quote.draft_id, message_id=7)).status == "paid"


async def test_a_choice_that_is_in_the_basket_is_bought_with_it_alone(shop: WholeShop) -> None:
    quote = await shop.quote(quantity=2)
    await shop.baskets.add(1001, quote.draft_id)
    for act in (
        shop.checkout.buy(1001, quote.draft_id, message_id=7),
        shop.checkout.choose_quantity(1001, quote.draft_id, 5, message_id=7),
        shop.baskets.add(1001, quote.draft_id),
    ):
        with pytest.raises(InBasketError):
            await act
    with pytest.raises(DraftGoneError):
        await shop.checkout.current(1001)  # a typed number is not meant for it
    (order,) = await buy(shop, await seen(shop))
    with pytest.raises(AlreadyBoughtError) as bought:
        await shop.checkout.buy(1001, quote.draft_id, message_id=7)
    assert bought.value.ref == order.ref


async def test_lines_are_changed_and_taken_out(shop: WholeShop) -> None:
    view = await fill(shop)
    await shop.baskets.set_quantity(1001, view.lines[2].line_id, 10)
    await shop.baskets.remove(1001, view.lines[0].line_id)
    now = await seen(shop)
    assert [(line.type_name, line.quantity) for line in now.lines] == [("Type T2", 1), ("Type T3", 10)]
    for quantity in (0, 6):
        with pytest.raises(QuantityNotAllowedError):
            await shop.baskets.set_quantity(1001, view.lines[1].line_id, quantity)
    with pytest.raises(DraftGoneError):
        await shop.baskets.remove(1001, view.lines[0].line_id)
    with pytest.raises(DraftGoneError):
        await shop.baskets.set_quantity(1002, view.lines[1].line_id, 2)
    await shop.baskets.empty(1001, now.id)
    assert await shop.baskets.view(1001) is None
    with pytest.raises(BasketGoneError):
        await buy(shop, now)


async def test_how_many_types_it_holds_is_known_after_every_change(shop: WholeShop) -> None:
    counts = [await shop.baskets.count(1001)]
    for product, type_, quantity in THREE:
        view = await put(shop, product, type_, quantity)
        counts.append(await shop.baskets.count(1001))
    await shop.baskets.remove(1001, view.lines[0].line_id)
    counts.append(await shop.baskets.count(1001))
    await shop.baskets.empty(1001, view.id)
    counts.append(await shop.baskets.count(1001))
    await put(shop, "P1", "T1")
    counts.append(await shop.baskets.count(1001))
    await buy(shop, await seen(shop))
    counts.append(await shop.baskets.count(1001))
    assert counts == [0, 1, 2, 3, 2, 0, 1, 0]


async def test_the_last_line_taken_out_ends_the_basket(shop: WholeShop) -> None:
    view = await put(shop, "P1", "T1")
    await shop.baskets.remove(1001, view.lines[0].line_id)
    assert await shop.baskets.view(1001) is None
    assert (await put(shop, "P1", "T1")).id != view.id


async def test_a_basket_outlives_a_restart_and_not_a_day(make_shop: MakeShop, shop: WholeShop) -> None:
    view = await fill(shop)
    again = make_shop()
    assert (await seen(again)).lines == view.lines
    shop.clock.tick(KEPT_FOR.total_seconds() - 1)
    assert await shop.baskets.count(1001) == 3
    shop.clock.tick(2)
    assert await shop.baskets.count(1001) == 0
    assert await shop.baskets.view(1001) is None
    await shop.housekeeping.tidy()
    with pytest.raises(BasketGoneError):
        await buy(shop, view)
    assert len((await put(shop, "P1", "T1")).lines) == 1


async def test_a_basket_left_for_a_month_is_tidied_away(shop: WholeShop) -> None:
    await fill(shop)
    shop.clock.tick(timedelta(days=32).total_seconds())
    await shop.housekeeping.tidy()
    assert (await shop.count("baskets"), await shop.count("drafts")) == (0, 0)


async def test_without_the_supplier_a_basket_is_shown_and_not_bought(
    shop: WholeShop, supplier: FakeSupplier
) -> None:
    view = await fill(shop)
    shop.clock.tick(120)
    supplier.goes_away()
    shown = await seen(shop)
    assert (shown.unread, shown.may_be_bought, shown.total) == (True, False, view.total)
    with pytest.raises(SupplierAwayError):
        await buy(shop, shown)
    await shop.baskets.remove(1001, view.lines[0].line_id)
    assert len((await seen(shop)).lines) == 2


async def test_nothing_is_bought_behind_a_closed_door(shop: WholeShop) -> None:
    view = await fill(shop)
    await shop.staff_actions.maintenance(STAFF, on=True)
    with pytest.raises(MaintenanceError):
        await buy(shop, view)
    await shop.staff_actions.maintenance(STAFF, on=False)
    await shop.customer_care.ban(STAFF, 1001, "no")
    with pytest.raises(BannedError):
        await buy(shop, view)
    assert (await shop.count("orders"), await shop.dinars()) == (0, 100_000)


async def test_supplier_requests_of_a_basket_are_one_for_each_product_and_the_float(
    shop: WholeShop, supplier: FakeSupplier
) -> None:
    view = await fill(shop)
    supplier.asked.clear()
    await seen(shop)
    assert not supplier.asked  # read a moment ago
    shop.clock.tick(120)
    await seen(shop)
    assert supplier.asked == {"product_types": 2}
    supplier.asked.clear()
    await buy(shop, view)
    assert supplier.asked == {"product_types": 2, "balance": 1}
