"""What was sold over some days, as the merchant sees it in `/stats`, in its picture and at the week's end.

Values only: how they are added up is `bot.shop.figures.sales_book`, how they look is
`handlers/words/sales.py`.
"""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from bot.shop.money import Money
from bot.shop.order_status import ChangeReason, OrderStatus

_FINE: Final = 1.05
"""Times of delivery are counted in steps of so much: what is read from the counts is right to 3 %."""
_HALF, _P95 = 0.5, 0.95


@dataclass(frozen=True, slots=True)
class DaySales:
    """One day: the orders that ended, what was earned with them (less promo codes and what staff gave back)
    and what they cost, with losses and rewards for invitations. The daily close says the same.
    """

    day: date
    orders: int
    earned: Money
    cost: Money

    @property
    def margin(self) -> Money:
        """What the day left over."""
        return self.earned - self.cost


@dataclass(frozen=True, slots=True)
class Glance:
    """Today, beside the last seven days that are over: what today's ended orders left over, and what a day
    took at the supplier; None while no such day is kept, or nothing was sold.
    """

    margin: Money
    cost_of_a_day: Money | None

    def lasts(self, amount: Money) -> int | None:
        """For how many whole days a float of so much lasts; None when nobody can say."""
        if self.cost_of_a_day is None:
            return None
        return max(0, amount.centimes) // self.cost_of_a_day.centimes


@dataclass(frozen=True, slots=True)
class ProductSales:
    """The cards of one product that came."""

    title: str
    region: str | None
    cards: int
    sold: Money
    cost: Money

    @property
    def margin(self) -> Money:
        """What they left over."""
        return self.sold - self.cost


@dataclass(frozen=True, slots=True)
class MethodSales:
    """What came in by one payment method."""

    method: str
    payments: int
    amount: Money


@dataclass(frozen=True, slots=True)
class Outcome:
    """Orders that ended with one status for one reason."""

    status: OrderStatus
    why: str
    orders: int
    amount: Money


@dataclass(frozen=True, slots=True)
class Sales:
    """What was sold from `first` to `last`, both included. `days` are those of which the figures are here;
    `missing` counts those of which they are not there yet.
    """

    first: date
    last: date
    days: tuple[DaySales, ...] = ()
    missing: int = 0
    products: tuple[ProductSales, ...] = ()
    """Those that were sold for most, first."""
    hours: Mapping[int, int] = field(default_factory=dict)
    """How many orders were paid in each hour of the shop's clock."""
    methods: tuple[MethodSales, ...] = ()
    """Those by which most came, first."""
    outcomes: tuple[Outcome, ...] = ()
    """The most frequent first."""
    delivery: Mapping[int, int] = field(default_factory=dict)
    """How many orders were delivered in each step of time; see `step_of`."""
    new_customers: int = 0
    orders_of_known: int = 0
    """Orders that were paid by customers who had bought before."""

    @property
    def earned(self) -> Money:
        """What was earned on all days."""
        return sum((day.earned for day in self.days), Money.ZERO)

    @property
    def margin(self) -> Money:
        """What all days left over."""
        return sum((day.margin for day in self.days), Money.ZERO)

    @property
    def cards(self) -> int:
        """How many cards came."""
        return sum(product.cards for product in self.products)

    @property
    def delivered(self) -> int:
        """Orders that ended with cards."""
        return sum(one.orders for one in self.outcomes if one.status in _WITH_CARDS)

    @property
    def failures(self) -> tuple[Outcome, ...]:
        """Paid orders that did not bring all that was ordered."""
        return tuple(one for one in self.outcomes if one.status in _FAILED)

    @property
    def unpaid(self) -> tuple[Outcome, ...]:
        """Orders that ended before they were paid."""
        return tuple(one for one in self.outcomes if one.status in _NEVER_PAID)

    @property
    def median(self) -> float | None:
        """Seconds within which half of the orders were delivered; None for no order."""
        return within(self.delivery, _HALF)

    @property
    def p95(self) -> float | None:
        """Seconds within which 95 % of the orders were delivered; None for no order."""
        return within(self.delivery, _P95)

    @property
    def is_empty(self) -> bool:
        """Whether nothing happened on these days."""
        return not (self.outcomes or self.methods or self.hours or any(day.earned for day in self.days))


_WITH_CARDS: Final = frozenset({OrderStatus.FULFILLED, OrderStatus.PARTIALLY_FILLED})
_FAILED: Final = frozenset({OrderStatus.PARTIALLY_FILLED, OrderStatus.REFUNDED, OrderStatus.REJECTED})
_NEVER_PAID: Final = frozenset({OrderStatus.EXPIRED, OrderStatus.CANCELLED})


def step_of(milliseconds: int) -> int:
    """The step in which a time of delivery is counted: whole seconds up to twenty, then 5 % longer each."""
    seconds = milliseconds / 1000
    if seconds <= _EXACT:
        return max(1, math.ceil(seconds))
    return _EXACT + math.ceil(round(math.log(seconds / _EXACT, _FINE), 9))


_EXACT: Final = 20


def longest_in(step: int) -> float:
    """The longest time, in seconds, that is counted in a step."""
    return float(step) if step <= _EXACT else _EXACT * _FINE ** (step - _EXACT)


def within(counts: Mapping[int, int], share: float) -> float | None:
    """Seconds within which that share of what was counted had come; None when nothing was."""
    wanted = math.ceil(sum(counts.values()) * share)
    seen = 0
    for step in sorted(counts):
        seen += counts[step]
        if seen >= wanted > 0:
            return longest_in(step)
    return None


def outcome_label(status: OrderStatus, why: str) -> str:
    """As which an outcome is kept."""
    return f"{status}:{why}"


def outcome_of(label: str) -> tuple[OrderStatus, str]:
    """The status and the reason of a label; the reason may be one that this version does not know."""
    status, _, why = label.partition(":")
    return OrderStatus(status), why


def best(products: Iterable[ProductSales]) -> tuple[ProductSales, ...]:
    """Those that were sold for most, first."""
    return tuple(sorted(products, key=lambda one: (-one.sold.centimes, -one.cards, one.title)))


__all__ = [
    "ChangeReason",
    "DaySales",
    "MethodSales",
    "OrderStatus",
    "Outcome",
    "ProductSales",
    "Sales",
    "best",
    "longest_in",
    "outcome_label",
    "outcome_of",
    "step_of",
    "within",
]
