from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.shop.money import Money
from bot.shop.prices.rules import PriceRule

centimes = st.integers(-(10**14), 10**14)
amounts = st.builds(Money, centimes)
costs = st.builds(Money, st.integers(1, 10**9))
pricings = st.builds(
    PriceRule,
    percent=st.decimals(0, 300, places=2, allow_nan=False),
    step=st.builds(Money.of_dinars, st.integers(1, 1000)),
)


@given(amounts, amounts, st.integers(0, 10_000))
def test_sums_and_products_are_exact(a: Money, b: Money, times: int) -> None:
    assert (a + b) - b == a
    assert a - b == -(b - a)
    assert (a * times).centimes == a.centimes * times
    assert (a + b).dinars == a.dinars + b.dinars


@given(centimes)
def test_dinars_and_back_changes_nothing(value: int) -> None:
    assert Money.of_dinars(Money(value).dinars) == Money(value)
    assert Money(value).dinars.as_tuple().exponent == -2


@given(amounts, amounts)
def test_amounts_compare_as_their_centimes(a: Money, b: Money) -> None:
    assert (a < b) == (a.centimes < b.centimes)
    assert bool(a) == (a != Money.ZERO)


@pytest.mark.parametrize("dinars", [Decimal("0.001"), Decimal("10.999"), Decimal("-0.005")])
def test_a_fraction_of_a_centime_is_refused_rather_than_rounded(dinars: Decimal) -> None:
    with pytest.raises(ValueError, match="centimes"):
        Money.of_dinars(dinars)


@given(st.decimals(0, 10**9, places=6, allow_nan=False))
def test_a_cost_is_never_taken_for_less_than_it_is(dinars: Decimal) -> None:
    taken = Money.of_cost(dinars).dinars
    assert dinars <= taken < dinars + Decimal("0.01")


@pytest.mark.parametrize(
    ("sent", "centimes"),
    [("7945.200000000001", 794_520), ("7945.199999999999", 794_520), ("7945.2001", 794_521), ("0.000001", 1)],
)
def test_the_noise_of_binary_fractions_costs_no_centime(sent: str, centimes: int) -> None:
    assert Money.of_cost(Decimal(sent)) == Money(centimes)


@given(pricings, costs)
def test_a_price_is_never_below_the_cost_and_a_multiple_of_the_step(pricing: PriceRule, cost: Money) -> None:
    price = pricing.price(cost)
    assert price >= cost
    assert price.centimes % pricing.step.centimes == 0
    assert price.centimes * 100 >= cost.centimes * (100 + pricing.percent)
    assert price - pricing.step < Money(int(cost.centimes * (100 + pricing.percent) / 100) + 1)


@given(pricings, costs, costs)
def test_what_costs_more_is_never_cheaper(pricing: PriceRule, one: Money, other: Money) -> None:
    low, high = sorted([one, other])
    assert pricing.price(low) <= pricing.price(high)


def test_prices_of_the_merchants_example() -> None:
    pricing = PriceRule(Decimal(5), step=Money.of_dinars(10))
    dinars = {
        cost: pricing.price(Money.of_dinars(Decimal(cost))).dinars
        for cost in ("1000", "1001", "952.39", "0.01")
    }
    assert dinars == {"1000": 1050, "1001": 1060, "952.39": 1010, "0.01": 10}
