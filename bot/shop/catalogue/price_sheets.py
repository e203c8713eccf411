"""What the merchant is shown about prices: the sheet of a place, and what a new rule or promo code would
do.
"""

from dataclasses import dataclass
from datetime import datetime

from bot.shop.catalogue.rule_targets import RuleTarget
from bot.shop.prices.rules import AnyStoredRule, Limit, Priced, PriceRule, StoredRule
from bot.shop.prices.safety import Safety


@dataclass(frozen=True, slots=True)
class Line:
    """One type on a sheet, with its price as it is now; `sold` is False when customers cannot see or buy
    it.
    """

    place: RuleTarget
    name: str
    priced: Priced
    sold: bool


@dataclass(frozen=True, slots=True)
class Sheet:
    """All rules about one place: `rule` makes its prices, `own` says whether it is the place's own.

    `margin` is what a changed margin starts from. `stale_since`: the costs are from then. `hidden_by` hides
    it, `hidden_here` says whether that is its own rule; `hidden_inside` counts what stays hidden in it by
    rules of its own.
    """

    place: RuleTarget
    above: RuleTarget | None
    rule: StoredRule[PriceRule]
    own: bool
    margin: PriceRule
    limit: Limit
    order_limit: int
    hidden_by: AnyStoredRule | None
    hidden_here: bool
    hidden_inside: int
    children: tuple[RuleTarget, ...]
    lines: tuple[Line, ...]
    stale_since: datetime | None = None


@dataclass(frozen=True, slots=True)
class Worst:
    """The type that earns least, or most for its cost."""

    name: str
    priced: Priced


@dataclass(frozen=True, slots=True)
class Preview:
    """What a proposed rule would do to the types that are known, of `products` products; of `unseen` ones
    none is.

    `before` is what held for the place so far, `after` what would. `steep` is the type that would cost the
    most times what it costs the shop, when that is so often that a person must have mistyped.
    """

    id: int
    place: RuleTarget
    rule: StoredRule[PriceRule | None]
    before: StoredRule[PriceRule]
    after: StoredRule[PriceRule]
    types: int
    changed: int
    products: int
    unseen: int
    lowest: Worst | None = None
    below_cost: Worst | None = None
    steep: Worst | None = None
    steep_percent: bool = False
    safety: Safety = Safety.OTHER

    @property
    def may_act_at_once(self) -> bool:
        """Whether going back to this needs no second look: it makes nothing cheaper, and no price that looks
        mistyped.
        """
        return self.safety is not Safety.OTHER and self.steep is None and not self.steep_percent


@dataclass(frozen=True, slots=True)
class PromoEffect:
    """What a promo code would do to the smallest order that it takes of each known type: for `capped` of them
    it reaches below the cost. Of `products` products, `unseen` are not known.
    """

    types: int
    capped: int
    products: int
    unseen: int
    lowest: Worst | None
