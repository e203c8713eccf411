"""What the staff's buttons about prices, hiding and limits say.
`place` is a key of `bot.shop.catalogue.rule_targets.RuleTarget`.
"""

from dataclasses import dataclass

from handlers.ui.callback_codec import Callback


@dataclass(frozen=True)
class Prices(Callback):
    """Staff: all about the prices of one place."""

    verb = "a-pr"
    place: str
    page: int


@dataclass(frozen=True)
class PricesApart(Callback):
    """Staff: the same in a message of its own, from an alert, which stays."""

    verb = "a-pra"
    place: str


@dataclass(frozen=True)
class PriceRules(Callback):
    """Staff: a page of the rules in force."""

    verb = "a-rules"
    page: int


@dataclass(frozen=True)
class SetPercent(Callback):
    """Staff: what would this margin do?"""

    verb = "a-pct"
    place: str
    percent: int


@dataclass(frozen=True)
class SetPrice(Callback):
    """Staff: what would this price do, in whole dinars?"""

    verb = "a-set"
    place: str
    dinars: int


@dataclass(frozen=True)
class SetAuto(Callback):
    """Staff: what would it be without a rule of its own?"""

    verb = "a-auto"
    place: str


@dataclass(frozen=True)
class SetRule(Callback):
    """Staff: what would this rule do, which was typed for words that can mean several places?"""

    verb = "a-rule"
    place: str
    rule: str


@dataclass(frozen=True)
class RuleParts(Callback):
    """Staff: everything that a margin consists of, to be chosen one by one."""

    verb = "a-more"
    place: str


@dataclass(frozen=True)
class SetPart(Callback):
    """Staff: what would it be with this `part` (percent, added, step or least) changed?"""

    verb = "a-part"
    place: str
    part: str
    number: int


@dataclass(frozen=True)
class ShowRule(Callback):
    """Staff: a proposal's effect once more, on more of the goods."""

    verb = "a-rsee"
    rule_id: int


@dataclass(frozen=True)
class UndoRule(Callback):
    """Staff: what would it be as it was before this rule?"""

    verb = "a-rback"
    rule_id: int


@dataclass(frozen=True)
class EndRule(Callback):
    """Staff: the same for a rule in a list, whose goods may be gone."""

    verb = "a-rend"
    rule_id: int


@dataclass(frozen=True)
class SaveRule(Callback):
    """Staff: the proposal holds."""

    verb = "a-rok"
    rule_id: int


@dataclass(frozen=True)
class SaveLoss(Callback):
    """Staff: the proposal holds, although it is below cost."""

    verb = "a-rloss"
    rule_id: int


@dataclass(frozen=True)
class Limits(Callback):
    """Staff: the limits of one place."""

    verb = "a-lims"
    place: str


@dataclass(frozen=True)
class LimitOrder(Callback):
    """Staff: so many cards in one order; 0 is none of its own."""

    verb = "a-limo"
    place: str
    number: int


@dataclass(frozen=True)
class LimitDay(Callback):
    """Staff: so many cards for one customer and day; 0 is none of its own."""

    verb = "a-limd"
    place: str
    number: int


@dataclass(frozen=True)
class SetLimits(Callback):
    """Staff: both limits of one place; 0 is none of its own."""

    verb = "a-lim"
    place: str
    per_order: int
    per_day: int


@dataclass(frozen=True)
class SetHidden(Callback):
    """Staff: 1 takes a place off the shelves, 0 puts it back."""

    verb = "a-hide"
    place: str
    on: int


@dataclass(frozen=True)
class WritePrice(Callback):
    """Staff: a type's price, typed next."""

    verb = "a-wprice"
    place: str


@dataclass(frozen=True)
class WriteMargin(Callback):
    """Staff: a place's margin, typed next."""

    verb = "a-wmarg"
    place: str


@dataclass(frozen=True)
class WriteLimit(Callback):
    """Staff: one of a place's limits, typed next; 1 is the one of a customer and day."""

    verb = "a-wlim"
    place: str
    per_day: int
