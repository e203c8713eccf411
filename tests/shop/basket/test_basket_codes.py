"""A promo code on a basket: one use, one discount, divided among the lines to the centime."""

import asyncio
from datetime import UTC, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.shop.basket.contents import BasketChangedError
from bot.shop.errors import PromoRefusedError
from bot.shop.money import Money
from bot.shop.prices.basket_discounts import PromoLine, discount_of, divided
from bot.shop.prices.promo_codes import Promo, PromoState
from bot.shop.prices.rules import RuleScopeKey, Scope
from bot.shop.quotes import PromoRefusal
from tests.fakes.supplier import FakeSupplier
from tests.shop.basket.filling import buy, fill, put, seen
from tests.shop.books.looking import differences
from tests.shop.orders.underway import look
from tests.shop.prices.promos import runs, with_code
from tests.shop.whole import WholeShop, dinars

NOW = datetime(2026, 11, 1, tzinfo=UTC)
both_engines = pytest.mark.both_engines

rooms_lists = st.lists(st.integers(0, 10**7).map(Money), min_size=1, max_size=8)
lines_lists = st.lists(
    st.builds(
        lambda number, total, cost: PromoLine(
            RuleScopeKey("PSN", "P1", f"T{number}"), Money(total), Money(cost)
        ),
        st.integers(0, 2),
        st.integers(1, 10**7),
        st.integers(1, 10**7),
    ),
    min_size=1,
    max_size=8,
)
codes = st.builds(
    lambda percent, amount, below, scope, least: Promo(
        "SALE",
        percent=Decimal(percent) if amount is None else None,
        amount=None if amount is None else Money.of_dinars(amount),
        scope=Scope.ALL if scope is None else Scope.TYPE,
        target="" if scope is None else f"P1/T{scope}",
        least=Money(least),
        below_cost=below,
        state=PromoState.ACTIVE,
    ),
    st.integers(1, 100),
    st.none() | st.integers(1, 50_000),
    st.booleans(),
    st.none() | st.integers(0, 2),
    st.just(0) | st.integers(0, 10**7),
)


@given(rooms_lists, st.data())
def test_the_shares_come_to_the_discount_and_none_exceeds_what_its_line_bears(
    rooms: list[Money], data: st.DataObject
) -> None:
    most = sum(room.centimes for room in rooms)
    discount = Money(data.draw(st.integers(0, most)))
    shares = divided(discount, rooms)
    assert sum(shares, Money.ZERO) == discount
    assert all(Money.ZERO <= share <= room for share, room in zip(shares, rooms, strict=True))
    for share, room in zip(shares, rooms, strict=True):
        # In proportion, but for the centime that cannot be divided.
        assert most == 0 or abs(share.centimes - Decimal(discount.centimes) * room.centimes / most) < 1


@given(rooms_lists)
def test_more_than_the_lines_bear_is_not_divided(rooms: list[Money]) -> None:
    with pytest.raises(ValueError, match="bear"):
        divided(sum(rooms, Money(1)), rooms)


@given(codes, lines_lists)
def test_no_line_goes_below_nothing_nor_below_its_cost_by_a_code(
    promo: Promo, lines: list[PromoLine]
) -> None:
    result, shares = discount_of(promo, lines, NOW, (0, 0))
    assert sum(shares, Money.ZERO) == result.discount
    assert bool(result.discount) is (result.refused is None)
    assert result.discount.centimes % 100 == 0
    for share, line in zip(shares, lines, strict=True):
        assert Money.ZERO <= share <= line.total
        if share and not promo.below_cost:
            assert line.total - share >= line.cost
        if promo.scope is Scope.TYPE and line.goods.targets()[Scope.TYPE] != promo.target:
            assert not share


@given(codes, lines_lists.map(lambda lines: lines[0]))
def test_a_basket_of_one_line_is_worth_what_an_order_of_it_is(promo: Promo, line: PromoLine) -> None:
    result, shares = discount_of(promo, [line], NOW, (0, 0))
    if promo.refusal(line.goods, line.total, line.cost, NOW, (0, 0)) is None:
        assert shares == (promo.discount(line.total, line.cost),)
    else:
        assert result.refused is not None


@both_engines
async def test_a_code_is_used_once_for_all_lines(shop: WholeShop) -> None:
    await runs(shop, Promo("TENTH", percent=Decimal(4), customer_limit=1))
    await fill(shop)
    await shop.baskets.use_promo(1001, "tenth")
    view = await seen(shop)
    assert (view.promo, view.discount, view.total) == ("TENTH", dinars(252), dinars(6068))
    made = await buy(shop, view)
    assert sum((order.discount for order in made), Money.ZERO) == dinars(252)
    assert all(order.promo == "TENTH" and order.discount for order in made)
    assert await shop.dinars() == 100_000 - 6068
    (kept,) = (await shop.promos.page()).items
    assert kept.used == 1
    with pytest.raises(PromoRefusedError) as refused:
        await with_code(shop, "TENTH")
    assert refused.value.reason is PromoRefusal.USED_BY_YOU
    await put(shop, "P1", "T1")
    with pytest.raises(PromoRefusedError):
        await shop.baskets.use_promo(1001, "TENTH")
    assert await differences(shop.db) == []


@both_engines
async def test_a_use_is_given_back_when_no_line_brings_anything(
    shop: WholeShop, supplier: FakeSupplier
) -> None:
    await runs(shop, Promo("TENTH", percent=Decimal(4), total_limit=1))
    await fill(shop, goods=(("P1", "T1", 2), ("P2", "T3", 3)))
    await shop.baskets.use_promo(1001, "TENTH")
    await buy(shop, await seen(shop))
    supplier.shelves["P1"].types["T1"].stock = 0
    await shop.place()
    (kept,) = (await shop.promos.page()).items
    assert kept.used == 1  # the other line is on its way
    assert await differences(shop.db) == []
    supplier.settle(supplier.only().id, "REFUNDED")
    shop.clock.tick(5)
    await look(shop)
    (kept,) = (await shop.promos.page()).items
    assert (kept.used, await shop.dinars()) == (0, 100_000)
    assert await differences(shop.db) == []


@both_engines
async def test_a_code_for_one_type_takes_something_off_its_line_only(shop: WholeShop) -> None:
    await runs(shop, Promo("STEAM", amount=dinars(20), scope=Scope.PRODUCT, target="P2"))
    await put(shop, "P1", "T1")
    with pytest.raises(PromoRefusedError) as refused:
        await shop.baskets.use_promo(1001, "STEAM")
    assert refused.value.reason is PromoRefusal.OTHER_GOODS
    await put(shop, "P2", "T3")
    await shop.baskets.use_promo(1001, "STEAM")
    assert [line.discount for line in (await seen(shop)).lines] == [Money.ZERO, dinars(20)]


@both_engines
async def test_the_code_of_a_choice_goes_along_into_the_basket(shop: WholeShop) -> None:
    await runs(shop, Promo("TENTH", percent=Decimal(4)))
    quote = await with_code(shop, "TENTH", quantity=2)
    await shop.baskets.add(1001, quote.draft_id)
    await put(shop, "P2", "T3")
    view = await seen(shop)
    assert (view.promo, view.discount) == ("TENTH", dinars(105))


@both_engines
async def test_the_last_use_of_a_code_goes_to_one_of_two_baskets(shop: WholeShop) -> None:
    await runs(shop, Promo("LAST", amount=dinars(100), total_limit=1))
    await shop.customer(1002, dinars=100_000)
    views = []
    for who in (1001, 1002):
        await fill(shop, customer_id=who)
        await shop.baskets.use_promo(who, "LAST")
        views.append(await seen(shop, who))
    answers = await asyncio.gather(
        buy(shop, views[0]), buy(shop, views[1], customer_id=1002), return_exceptions=True
    )
    assert sorted(type(answer).__name__ for answer in answers) == ["BasketChangedError", "tuple"]
    (changed,) = [answer for answer in answers if isinstance(answer, BasketChangedError)]
    assert (changed.view.promo_refused, changed.view.total) == (PromoRefusal.USED_UP, dinars(6320))
    assert await shop.count("orders") == 3
    assert await differences(shop.db) == []


@both_engines
async def test_a_discount_stays_when_lines_that_the_shop_cannot_deliver_end_below_the_least_total(
    shop: WholeShop, supplier: FakeSupplier
) -> None:
    await runs(shop, Promo("BIG", percent=Decimal(4), least=dinars(6000), customer_limit=1))
    await fill(shop)
    await shop.baskets.use_promo(1001, "BIG")
    made = await buy(shop, await seen(shop))
    kept, *ended = sorted(made, key=lambda order: order.total)
    assert kept.discount
    for product, type_ in (("P1", "T1"), ("P1", "T2"), ("P2", "T3")):
        if any(type_ in order.type_name for order in ended):
            supplier.shelves[product].types[type_].stock = 0
    await shop.place()
    supplier.settle(supplier.only().id)
    shop.clock.tick(5)
    await look(shop)
    assert [str(await shop.status(order)) for order in ended] == ["rejected", "rejected"]
    # Each line gives back what was paid for it: the one that came still costs what was agreed.
    assert await shop.dinars() == 100_000 - kept.total.dinars
    (code,) = (await shop.promos.page()).items
    assert code.used == 1
    assert await differences(shop.db) == []


@both_engines
async def test_nobody_takes_a_line_out_of_a_basket_to_keep_a_discount_below_the_least_total(
    shop: WholeShop,
) -> None:
    await runs(shop, Promo("BIG", percent=Decimal(4), least=dinars(6000)))
    view = await fill(shop)
    await shop.baskets.use_promo(1001, "BIG")
    await shop.baskets.remove(1001, view.lines[0].line_id)
    left = await seen(shop)
    assert (left.promo_refused, left.discount) == (PromoRefusal.MINIMUM, Money.ZERO)
