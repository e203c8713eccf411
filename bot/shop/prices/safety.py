"""Whether a change of prices is one that staff need not look at first, because the shop can only lose less by
it.
"""

from collections.abc import Sequence
from enum import Enum, auto

from bot.shop.money import Money
from bot.shop.prices.rules import Priced, PriceRule


class Safety(Enum):
    """What a change of prices can do to the shop. It stops sales below cost, makes nothing cheaper, or
    something else.
    """

    STOPS_LOSS = auto()
    NOTHING_CHEAPER = auto()
    OTHER = auto()


def safety(
    types: Sequence[tuple[Priced, Priced]], before: PriceRule, after: PriceRule, *, unseen: bool
) -> Safety:
    """How safe it is that `after` holds in place of `before`. `types`: each known type as priced before and
    after.

    `unseen`: there are others, whose cost nobody knows.
    """
    losses = [(_loss(now), _loss(then)) for now, then in types]
    worse = any(
        then_loss > now_loss or (not now_loss and _is_cheaper(now, then))
        for (now, then), (now_loss, then_loss) in zip(types, losses, strict=True)
    )
    if worse:
        return Safety.OTHER
    if any(then_loss < now_loss for now_loss, then_loss in losses):
        return Safety.STOPS_LOSS
    return Safety.OTHER if unseen and not _never_cheaper(before, after) else Safety.NOTHING_CHEAPER


def _loss(priced: Priced) -> Money:
    """What each sale loses; nothing where the type is not sold."""
    return max(Money.ZERO, -priced.margin) if priced.rule.rule.may_sell(priced.cost) else Money.ZERO


def _is_cheaper(now: Priced, then: Priced) -> bool:
    """Whether a customer pays less than before; what is not sold is not cheaper."""
    return then.rule.rule.may_sell(then.cost) and then.price < now.price


def _never_cheaper(before: PriceRule, after: PriceRule) -> bool:
    """Whether no cost can make the price of `after` lower than the one of `before`."""
    return (
        before.set_price is None
        and after.set_price is None
        and after.percent >= before.percent
        and after.added >= before.added
        and after.least_margin >= before.least_margin
        and after.step == before.step
    )
