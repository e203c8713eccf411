"""What the customer pays for what the supplier charges. When a price is wrong, this is the room to open."""

from dataclasses import dataclass
from decimal import ROUND_CEILING, Decimal

from bot.shop.money import Money


@dataclass(frozen=True, slots=True)
class Pricing:
    """One margin for everything: `margin_percent` on the cost, rounded up to a multiple of `step`."""

    margin_percent: Decimal
    step: Money

    def price(self, cost: Money) -> Money:
        """The price of one card. Never below its cost, because rounding only goes up and the margin is not negative."""
        with_margin = Decimal(cost.centimes) * (100 + self.margin_percent) / 100
        steps = (with_margin / self.step.centimes).to_integral_value(rounding=ROUND_CEILING)
        return Money(int(steps) * self.step.centimes)
