"""One basket in two processes at the same moment: bought once, as it was shown, or not at all."""

import asyncio

import pytest

from bot.shop.basket.contents import BasketBoughtError, BasketChangedError
from bot.shop.errors import AlreadyBoughtError
from bot.shop.money import Money
from bot.shop.prices.promo_codes import Promo
from bot.shop.quotes import PromoRefusal
from tests.shop.basket.filling import buy, fill, seen
from tests.shop.races.two_shops import TwoShops
from tests.shop.whole import STAFF, dinars

pytestmark = pytest.mark.both_engines

PEOPLE = range(101, 107)
PAID = 6320  # dinars, of `fill`'s three lines


async def test_a_basket_confirmed_in_both_is_bought_once(two_shops: TwoShops) -> None:
    one, other = two_shops.one, two_shops.other
    for who in PEOPLE:
        await one.customer(who, dinars=20_000)
        view = await fill(one, customer_id=who)
        said = await asyncio.gather(
            *(buy(shop, view, customer_id=who) for shop in (one, other, one, other)), return_exceptions=True
        )
        bought = [each for each in said if isinstance(each, tuple)]
        assert [len(made) for made in bought] == [3]
        assert sum(isinstance(each, BasketBoughtError) for each in said) == 3
        assert await other.dinars(who) == 20_000 - PAID


async def test_a_line_taken_out_while_the_basket_is_confirmed_is_bought_or_is_asked_about(
    two_shops: TwoShops,
) -> None:
    one, other = two_shops.one, two_shops.other
    ends = set()
    for number, who in enumerate(PEOPLE):
        await one.customer(who, dinars=20_000)
        view = await fill(one, customer_id=who)
        line = view.lines[number % 3]
        taken_out = other.baskets.remove(who, line.line_id)
        confirmed = buy(one, view, customer_id=who)
        said = await asyncio.gather(
            *((taken_out, confirmed) if number % 2 else (confirmed, taken_out)), return_exceptions=True
        )
        made = [each for each in said if isinstance(each, tuple)]
        if made:
            assert len(made[0]) == 3
            assert any(isinstance(each, AlreadyBoughtError) for each in said)
            assert await other.dinars(who) == 20_000 - PAID
        else:
            (changed,) = [each for each in said if isinstance(each, BasketChangedError)]
            assert line.line_id not in {left.line_id for left in changed.view.lines}
            assert len((await seen(other, who)).lines) == 2
            assert await other.dinars(who) == 20_000
        ends.add(bool(made))
    assert ends  # which of the two comes first is the database's matter


async def test_the_last_use_of_a_code_goes_to_one_of_the_baskets_in_both(two_shops: TwoShops) -> None:
    one, other = two_shops.one, two_shops.other
    code = await one.promos.propose(STAFF, Promo("LAST", amount=dinars(100), total_limit=1))
    assert await one.promos.start(STAFF, code.id, below_cost=False)
    views = {}
    for who in PEOPLE:
        await one.customer(who, dinars=20_000)
        await fill(one, customer_id=who)
        await other.baskets.use_promo(who, "LAST")
        views[who] = await seen(one, who)
    said = await asyncio.gather(
        *(buy((one, other)[who % 2], view, customer_id=who) for who, view in views.items()),
        return_exceptions=True,
    )
    (made,) = [each for each in said if isinstance(each, tuple)]
    assert sum((order.discount for order in made), Money.ZERO) == dinars(100)
    changed = [each for each in said if isinstance(each, BasketChangedError)]
    assert len(changed) == len(PEOPLE) - 1
    assert {each.view.promo_refused for each in changed} == {PromoRefusal.USED_UP}
    assert {each.view.total for each in changed} == {dinars(PAID)}
