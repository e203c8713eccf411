"""What the customer pays for what the supplier charges. When a price is wrong, this is the room to open.

Pure rules: how one makes a price of a cost, which one holds for which goods (the narrowest), what a discount
leaves of an order's price for each of its cards. Where rules are kept and who may set them is in
`bot.shop.prices.rule_store`.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import ROUND_CEILING, Decimal
from typing import Any, Generic, TypeVar

from bot.shop.money import Money
from storage.states import Scope

__all__ = [
    "MOST_ADDED",
    "MOST_PERCENT",
    "AnyStoredRule",
    "Hidden",
    "Limit",
    "PriceRule",
    "Priced",
    "RuleScopeKey",
    "RuleSet",
    "Scope",
    "StoredRule",
    "paid_back",
]

MOST_PERCENT = Decimal(1000)
MOST_ADDED = Money.of_dinars(1_000_000)
"""The largest sum in a rule: a slipped finger must not empty the shelves."""
_CENT = Decimal("0.01")
_DINAR = Money(100)
Rule_co = TypeVar("Rule_co", covariant=True)


@dataclass(frozen=True, slots=True)
class RuleScopeKey:
    """A type with what it belongs to, as far as known: without `type_id` a whole product, and so on up to
    everything.
    """

    category: str | None = None
    product_id: str | None = None
    type_id: str | None = None

    @property
    def scope(self) -> Scope:
        """How narrow this is."""
        if self.type_id is not None:
            return Scope.TYPE
        if self.product_id is not None:
            return Scope.PRODUCT
        return Scope.ALL if self.category is None else Scope.CATEGORY

    @property
    def target(self) -> str:
        """What a rule for exactly this is kept under."""
        return self.targets()[self.scope]

    def targets(self) -> dict[Scope, str]:
        """What rules for this may be kept under, the narrowest first."""
        found = {Scope.ALL: ""}
        if self.category is not None:
            found = {Scope.CATEGORY: self.category, **found}
        if self.product_id is not None:
            found = {Scope.PRODUCT: self.product_id, **found}
        if self.type_id is not None:
            found = {Scope.TYPE: f"{self.product_id}/{self.type_id}", **found}
        return found


@dataclass(frozen=True, slots=True)
class PriceRule:
    """A margin on the cost, rounded up to a multiple of `step`; or a set price, whatever the cost.

    `confirmed_cost`: up to this cost a set price may be below the cost, because the merchant said so.
    """

    percent: Decimal = Decimal(0)
    added: Money = Money.ZERO
    step: Money = _DINAR
    least_margin: Money = Money.ZERO
    set_price: Money | None = None
    confirmed_cost: Money | None = None

    def price(self, cost: Money) -> Money:
        """The price of one card. A margin never ends below the cost: it is not negative, and rounding only
        goes up.
        """
        if self.set_price is not None:
            return self.set_price
        wanted = Decimal(cost.centimes) * (100 + self.percent) / 100 + self.added.centimes
        least = Decimal((cost + self.least_margin).centimes)
        steps = (max(wanted, least) / self.step.centimes).to_integral_value(rounding=ROUND_CEILING)
        return Money(int(steps) * self.step.centimes)

    def may_sell(self, cost: Money) -> bool:
        """Whether what costs so much is sold at all: not below the cost, unless the merchant confirmed
        that.
        """
        confirmed = self.confirmed_cost is not None and cost <= self.confirmed_cost
        return confirmed or self.price(cost) >= cost

    @property
    def is_sound(self) -> bool:
        """Whether every number in it is one that a merchant can mean."""
        set_price = self.set_price or Money.of_dinars(1)
        return (
            0 <= self.percent <= MOST_PERCENT
            and self.percent == self.percent.quantize(_CENT)
            and Money.ZERO <= self.added <= MOST_ADDED
            and Money.ZERO <= self.least_margin <= MOST_ADDED
            and Money.ZERO < self.step <= MOST_ADDED
            and Money.ZERO < set_price <= MOST_ADDED
            and (self.set_price is None or bool(self.set_price))
        )

    def written(self) -> dict[str, Any]:
        """As plain JSON, to be kept with the rule and with every order that it priced."""
        return {
            "percent": str(self.percent),
            "added": self.added.centimes,
            "step": self.step.centimes,
            "least_margin": self.least_margin.centimes,
            "set_price": None if self.set_price is None else self.set_price.centimes,
            "confirmed_cost": None if self.confirmed_cost is None else self.confirmed_cost.centimes,
        }

    @classmethod
    def read(cls, body: dict[str, Any]) -> "PriceRule":
        """From what `written` wrote."""
        return cls(
            Decimal(body["percent"]),
            Money(body["added"]),
            Money(body["step"]),
            Money(body["least_margin"]),
            None if body["set_price"] is None else Money(body["set_price"]),
            None if body["confirmed_cost"] is None else Money(body["confirmed_cost"]),
        )


@dataclass(frozen=True, slots=True)
class Limit:
    """The most cards in one order, and for one customer on one day; None leaves it to a wider rule."""

    per_order: int | None = None
    per_day: int | None = None


@dataclass(frozen=True, slots=True)
class Hidden:
    """Not shown and not sold."""


@dataclass(frozen=True, slots=True)
class StoredRule(Generic[Rule_co]):
    """A rule that somebody set for some goods. `id` and `staff_id` are None for what the settings say."""

    rule: Rule_co
    scope: Scope = Scope.ALL
    target: str = ""
    title: str = ""
    id: int | None = None
    staff_id: int | None = None
    at: datetime | None = None
    staff_name: str | None = None
    """What they are called, where that is known."""


@dataclass(frozen=True, slots=True)
class Priced:
    """One card's price, and the rule that made it."""

    price: Money
    cost: Money
    rule: StoredRule[PriceRule]

    @property
    def margin(self) -> Money:
        """What one card earns; negative for a confirmed sale below cost."""
        return self.price - self.cost


AnyStoredRule = StoredRule[PriceRule] | StoredRule[Limit] | StoredRule[Hidden]


class RuleSet:
    """All rules in force at one moment. Of several that fit, the narrowest holds, alone.

    `edition` names that moment for whoever asks later whether these are still the rules.
    """

    def __init__(
        self, rules: Iterable[AnyStoredRule], *, default: PriceRule, order_limit: int, edition: str = ""
    ) -> None:
        self.rules = tuple(rules)
        self.edition = edition
        self._default = StoredRule(default)
        self._order_limit = order_limit
        self._found: dict[tuple[type, Scope, str], AnyStoredRule] = {
            (type(rule.rule), rule.scope, rule.target): rule for rule in self.rules
        }
        self.hides_any = any(isinstance(rule.rule, Hidden) for rule in self.rules)

    def price_rule(self, goods: RuleScopeKey) -> StoredRule[PriceRule]:
        """The rule that makes the price of these goods."""
        return next(self._price_rules(goods), self._default)

    def margin_rule(self, goods: RuleScopeKey) -> PriceRule:
        """The margin on these goods, or what it would be without a set price: what a change of it starts
        from.
        """
        margins = (rule.rule for rule in self._price_rules(goods) if rule.rule.set_price is None)
        return next(margins, self._default.rule)

    def _price_rules(self, goods: RuleScopeKey) -> Iterator[StoredRule[PriceRule]]:
        for scope, target in goods.targets().items():
            rule = self._found.get((PriceRule, scope, target))
            if rule is not None and isinstance(rule.rule, PriceRule):
                yield replace(rule, rule=rule.rule)

    def priced(self, goods: RuleScopeKey, cost: Money) -> Priced:
        """What these goods cost the customer, whether they are sold or not."""
        rule = self.price_rule(goods)
        return Priced(rule.rule.price(cost), cost, rule)

    def is_hidden(self, goods: RuleScopeKey) -> bool:
        """Whether these goods, or what they belong to, are hidden."""
        return self.hides_any and self.hidden_by(goods) is not None

    def hidden_by(self, goods: RuleScopeKey) -> AnyStoredRule | None:
        """The narrowest rule that hides these goods."""
        found = (self._found.get((Hidden, scope, target)) for scope, target in goods.targets().items())
        return next((rule for rule in found if rule is not None), None)

    def sells(self, goods: RuleScopeKey, cost: Money) -> bool:
        """Whether a customer may see and buy this: it has a cost, is not hidden, and is not below cost by
        accident.
        """
        return cost > Money.ZERO and not self.is_hidden(goods) and self.price_rule(goods).rule.may_sell(cost)

    def order_limit(self, goods: RuleScopeKey) -> int:
        """The most cards of these goods in one order."""
        for scope, target in goods.targets().items():
            rule = self._found.get((Limit, scope, target))
            if rule is not None and isinstance(rule.rule, Limit) and rule.rule.per_order is not None:
                return rule.rule.per_order
        return self._order_limit

    def day_limits(self, goods: RuleScopeKey) -> tuple[tuple[StoredRule[Limit], int], ...]:
        """Each limit of cards for a customer and a day that these goods count towards. All of them hold."""
        found = []
        for scope, target in goods.targets().items():
            rule = self._found.get((Limit, scope, target))
            if rule is not None and isinstance(rule.rule, Limit) and rule.rule.per_day is not None:
                found.append((replace(rule, rule=rule.rule), rule.rule.per_day))
        return tuple(found)

    def of(self, kind: type, goods: RuleScopeKey) -> AnyStoredRule | None:
        """The rule of that kind for exactly these goods."""
        return self._found.get((kind, goods.scope, goods.target))

    def with_rule(self, rule: AnyStoredRule) -> "RuleSet":
        """As it would be with this rule."""
        return self._changed([*self.without(rule).rules, rule])

    def without(self, rule: AnyStoredRule) -> "RuleSet":
        """As it would be without a rule of this kind for those goods."""
        same = (type(rule.rule), rule.scope, rule.target)
        return self._changed([r for r in self.rules if (type(r.rule), r.scope, r.target) != same])

    def _changed(self, rules: Iterable[AnyStoredRule]) -> "RuleSet":
        return RuleSet(rules, default=self._default.rule, order_limit=self._order_limit)


def paid_back(paid: Money, *, cards: int, of: int) -> Money:
    """What `cards` unfilled cards of an order of `of` give back of the `paid` price, which may hold a
    discount.

    All cards give back exactly all; what cannot be divided falls to the customer, a centime at most.
    """
    kept = paid.centimes * (of - cards) // of
    return Money(paid.centimes - kept)
