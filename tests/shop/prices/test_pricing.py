"""Prices as rules make them, which rule holds, and what a discount leaves of a price for each card."""

from decimal import Decimal
from random import Random

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from bot.shop.money import Money
from bot.shop.prices.promo_codes import Promo, promo_code
from bot.shop.prices.rules import (
    Hidden,
    Limit,
    PriceRule,
    RuleScopeKey,
    RuleSet,
    Scope,
    StoredRule,
    paid_back,
)

GOODS = RuleScopeKey("PSN", "P1", "T1")
DEFAULT = PriceRule(Decimal(5), step=Money.of_dinars(10))
costs = st.builds(Money, st.integers(1, 10**9))
dinars = st.builds(Money.of_dinars, st.integers(0, 100_000))
margins = st.builds(
    PriceRule,
    percent=st.decimals(0, 1000, places=2, allow_nan=False),
    added=dinars,
    step=st.builds(Money.of_dinars, st.integers(1, 1000)),
    least_margin=dinars,
)
set_prices = st.builds(
    PriceRule,
    set_price=st.builds(Money.of_dinars, st.integers(1, 10**6)),
    confirmed_cost=st.none() | costs,
)
promos = st.builds(
    Promo,
    st.just("CODE"),
    percent=st.decimals("0.01", 100, places=2, allow_nan=False),
    below_cost=st.booleans(),
) | st.builds(Promo, st.just("CODE"), amount=costs, below_cost=st.booleans())


@given(margins, costs)
def test_a_margin_gives_at_least_what_it_says_in_whole_steps_and_not_a_step_more(
    rule: PriceRule, cost: Money
) -> None:
    price = rule.price(cost)
    exact = Decimal(cost.centimes) * (100 + rule.percent) / 100 + rule.added.centimes
    wanted = max(exact, Decimal((cost + rule.least_margin).centimes))
    assert price.centimes % rule.step.centimes == 0
    assert wanted <= price.centimes < wanted + rule.step.centimes
    assert price - cost >= rule.least_margin
    assert price >= cost
    assert rule.may_sell(cost)


@given(margins, costs, costs)
def test_what_costs_more_is_never_cheaper(rule: PriceRule, one: Money, other: Money) -> None:
    low, high = sorted([one, other])
    assert rule.price(low) <= rule.price(high)


@given(set_prices, costs)
def test_a_set_price_is_what_it_is_and_sells_below_cost_only_when_confirmed(
    rule: PriceRule, cost: Money
) -> None:
    assert rule.price(cost) == rule.set_price
    confirmed = rule.confirmed_cost is not None and cost <= rule.confirmed_cost
    assert rule.may_sell(cost) == (rule.price(cost) >= cost or confirmed)


@given(margins | set_prices)
def test_a_rule_is_read_as_it_was_written(rule: PriceRule) -> None:
    assert PriceRule.read(rule.written()) == rule


@given(st.permutations(list(Scope)), st.integers(0, 4))
def test_the_narrowest_rule_holds_alone_in_whatever_order_they_were_set(
    scopes: list[Scope], count: int
) -> None:
    targets = GOODS.targets()
    rules = [
        StoredRule(PriceRule(Decimal(100 + list(Scope).index(scope))), scope, targets[scope])
        for scope in scopes[:count]
    ]
    rule_set = RuleSet(rules, default=DEFAULT, order_limit=10)
    narrowest = max((list(Scope).index(rule.scope) for rule in rules), default=None)
    expected = DEFAULT if narrowest is None else PriceRule(Decimal(100 + narrowest))
    assert rule_set.price_rule(GOODS).rule == expected


KINDS = {Scope.ALL: [""], Scope.CATEGORY: ["PSN", "Steam"], Scope.PRODUCT: ["P1", "P2"]}
TARGETS = [(scope, target) for scope, targets in KINDS.items() for target in targets]
TARGETS += [(Scope.TYPE, target) for target in ("P1/T1", "P1/T2", "P2/T1")]
shelves = st.lists(st.tuples(st.sampled_from(TARGETS), margins | set_prices), unique_by=lambda rule: rule[0])


@given(shelves, costs, st.randoms(use_true_random=False))
def test_whatever_rules_there_are_the_narrowest_that_fits_makes_the_price_and_none_sells_at_a_loss_unasked(
    rules: list[tuple[tuple[Scope, str], PriceRule]], cost: Money, order: Random
) -> None:
    shuffled = list(rules)
    order.shuffle(shuffled)
    rule_set, other = (
        RuleSet([StoredRule(says, *at) for at, says in some], default=DEFAULT, order_limit=10)
        for some in (rules, shuffled)
    )
    fitting = {scope: says for (scope, target), says in rules if GOODS.targets().get(scope) == target}
    expected = next((fitting[scope] for scope in reversed(Scope) if scope in fitting), DEFAULT)
    for each in (rule_set, other):
        assert each.price_rule(GOODS).rule == expected
        assert each.priced(GOODS, cost).price == expected.price(cost)
        loss = expected.price(cost) < cost
        asked = expected.confirmed_cost is not None and cost <= expected.confirmed_cost
        assert each.sells(GOODS, cost) == (not loss or asked)
        assert each.margin_rule(GOODS).set_price is None


def test_rules_for_other_goods_change_nothing() -> None:
    rule = PriceRule(Decimal(50))
    others = [
        StoredRule(rule, Scope.CATEGORY, "Steam"),
        StoredRule(rule, Scope.PRODUCT, "P2"),
        StoredRule(rule, Scope.TYPE, "P2/T1"),
        StoredRule(rule, Scope.TYPE, "P1/T2"),
    ]
    assert RuleSet(others, default=DEFAULT, order_limit=10).price_rule(GOODS).rule == DEFAULT


def test_what_is_hidden_hides_what_belongs_to_it() -> None:
    for scope in (Scope.CATEGORY, Scope.PRODUCT, Scope.TYPE):
        rule_set = RuleSet(
            [StoredRule(Hidden(), scope, GOODS.targets()[scope])], default=DEFAULT, order_limit=10
        )
        assert rule_set.is_hidden(GOODS)
        assert not rule_set.sells(GOODS, Money(100))
        assert not rule_set.is_hidden(RuleScopeKey("Steam", "P2", "T2"))
    assert not RuleSet(
        [StoredRule(Hidden(), Scope.TYPE, "P1/T1")], default=DEFAULT, order_limit=10
    ).is_hidden(RuleScopeKey("PSN", "P1"))


def test_the_narrowest_order_limit_holds_and_every_day_limit_does() -> None:
    rule_set = RuleSet(
        [
            StoredRule(Limit(per_day=20)),
            StoredRule(Limit(3, 5), Scope.PRODUCT, "P1"),
            StoredRule(Limit(per_day=2), Scope.TYPE, "P1/T1"),
        ],
        default=DEFAULT,
        order_limit=10,
    )
    assert rule_set.order_limit(GOODS) == 3
    assert rule_set.order_limit(RuleScopeKey("PSN", "P2", "T3")) == 10
    assert [most for _, most in rule_set.day_limits(GOODS)] == [2, 5, 20]


@pytest.mark.parametrize(
    "rule",
    [
        PriceRule(Decimal(-1)),
        PriceRule(Decimal("1000.01")),
        PriceRule(Decimal("5.001")),
        PriceRule(step=Money(0)),
        PriceRule(added=Money(-1)),
        PriceRule(least_margin=Money(-1)),
        PriceRule(set_price=Money(0)),
        PriceRule(set_price=Money.of_dinars(1_000_001)),
    ],
)
def test_numbers_that_no_merchant_means_are_not_sound(rule: PriceRule) -> None:
    assert not rule.is_sound
    assert PriceRule().is_sound


@given(st.integers(0, 10**9), st.lists(st.integers(0, 50), min_size=1, max_size=8))
def test_refunds_for_parts_of_an_order_never_exceed_what_was_paid(paid: int, parts: list[int]) -> None:
    of = sum(parts)
    assume(of > 0)
    back = [paid_back(Money(paid), cards=part, of=of).centimes for part in parts]
    total = paid_back(Money(paid), cards=of, of=of).centimes
    assert total == paid
    for cards in range(of + 1):
        one = paid_back(Money(paid), cards=cards, of=of).centimes
        assert 0 <= one <= paid
        # Exactly the share, up to the centime that cannot be divided.
        assert 0 <= one * of - paid * cards < of
    # Given back one part after another, as the difference of what was given back before, it is never more
    # than all.
    assert sum(back) - paid < len(parts)


@given(promos, costs, costs)
def test_a_code_never_takes_an_order_below_zero_nor_below_cost_unconfirmed(
    promo: Promo, total: Money, cost: Money
) -> None:
    discount = promo.discount(total, cost)
    assert discount >= Money.ZERO
    assert discount.centimes % 100 == 0
    assert total - discount >= Money.ZERO
    if discount and not promo.below_cost:
        assert total - discount >= cost
    if promo.percent is not None:
        assert discount.centimes * 100 <= total.centimes * promo.percent
    else:
        assert discount <= (promo.amount or Money.ZERO)


@given(st.text(max_size=30))
def test_a_code_is_kept_in_one_way_however_it_is_typed(text: str) -> None:
    code = promo_code(text)
    if code is not None and code.isascii():
        assert promo_code(f"  {code.lower()} ") == code == promo_code(code)


def test_codes_with_arabic_letters_and_digits() -> None:
    assert promo_code("رمضان١٠") == "رمضان10"
    assert promo_code("eid-25") == "EID-25"
    assert promo_code("a b") is promo_code("ab") is promo_code("x" * 25) is promo_code("<b>") is None
