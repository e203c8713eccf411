"""Algerian dinars as whole centimes. No float ever holds money here, and no sum is rounded in silence."""

from dataclasses import dataclass
from decimal import ROUND_CEILING, Decimal
from typing import ClassVar

_CENTIMES_PER_DINAR = 100
_NOISE = Decimal("0.000001")


@dataclass(frozen=True, order=True, slots=True)
class Money:
    """An amount of money in whole centimes; may be negative, as a wallet's entry is when money leaves it."""

    centimes: int

    ZERO: ClassVar["Money"]

    @classmethod
    def of_dinars(cls, dinars: int | Decimal) -> "Money":
        """Exactly that many dinars. Raises ValueError for a fraction of a centime."""
        centimes = Decimal(dinars) * _CENTIMES_PER_DINAR
        if centimes != centimes.to_integral_value():
            raise ValueError(f"{dinars} dinars is not a whole number of centimes")
        return cls(int(centimes))

    @classmethod
    def of_cost(cls, dinars: Decimal) -> "Money":
        """What the supplier asks, a fraction of a centime counted as a whole one, so that a cost is never
        taken too low.

        Less than a millionth of a dinar is no fraction but the noise of binary ones: `7945.200000000001` is
        7945.20.
        """
        clean = dinars.quantize(_NOISE)
        return cls(int((clean * _CENTIMES_PER_DINAR).to_integral_value(rounding=ROUND_CEILING)))

    @property
    def dinars(self) -> Decimal:
        """The amount in dinars, exact, two decimals."""
        return Decimal(self.centimes).scaleb(-2)

    def __add__(self, other: "Money") -> "Money":
        """Both together."""
        return Money(self.centimes + other.centimes)

    def __sub__(self, other: "Money") -> "Money":
        """What is left; may be negative."""
        return Money(self.centimes - other.centimes)

    def __mul__(self, times: int) -> "Money":
        """So many of it. Only whole numbers: a share of money needs a rounding rule, which lives in
        pricing.
        """
        return Money(self.centimes * times)

    def __neg__(self) -> "Money":
        """The same amount the other way."""
        return Money(-self.centimes)

    def __bool__(self) -> bool:
        """False for nothing at all."""
        return self.centimes != 0


Money.ZERO = Money(0)
