"""What the staff's buttons about promo codes say. `place`
is a key of `bot.shop.catalogue.rule_targets.RuleTarget`.
"""

from dataclasses import dataclass

from handlers.ui.callback_codec import Callback


@dataclass(frozen=True)
class Promos(Callback):
    """Staff: a page of the promo codes."""

    verb = "a-promo"
    page: int


@dataclass(frozen=True)
class NewPromo(Callback):
    """Staff: how much should a new code take off?"""

    verb = "a-pnew"


@dataclass(frozen=True)
class PromoPercent(Callback):
    """Staff: so much; what would that do?"""

    verb = "a-ppct"
    percent: int


@dataclass(frozen=True)
class PromoAmount(Callback):
    """Staff: so many dinars; what would that do?"""

    verb = "a-pamt"
    dinars: int


@dataclass(frozen=True)
class ShowPromo(Callback):
    """Staff: a code that is being made, with what it would do."""

    verb = "a-psee"
    promo_id: int


@dataclass(frozen=True)
class PromoPart(Callback):
    """Staff: what can this part of a code be?"""

    verb = "a-ppart"
    promo_id: int
    part: str


@dataclass(frozen=True)
class SetPromo(Callback):
    """Staff: that part is this number; 0 is none."""

    verb = "a-pset"
    promo_id: int
    part: str
    number: int


@dataclass(frozen=True)
class PromoPlaces(Callback):
    """Staff: what is there, for a code to be for?"""

    verb = "a-pwhere"
    promo_id: int
    place: str
    page: int


@dataclass(frozen=True)
class PromoFor(Callback):
    """Staff: the code is for this."""

    verb = "a-pfor"
    promo_id: int
    place: str


@dataclass(frozen=True)
class StartPromo(Callback):
    """Staff: the code holds; `below_cost` 1 lets it go below cost."""

    verb = "a-pgo"
    promo_id: int
    below_cost: int


@dataclass(frozen=True)
class AskEndPromo(Callback):
    """Staff: are you sure?"""

    verb = "a-pask"
    promo_id: int


@dataclass(frozen=True)
class EndPromo(Callback):
    """Staff: the code ends."""

    verb = "a-pend"
    promo_id: int
