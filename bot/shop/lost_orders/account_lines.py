"""How a line of the supplier's account is read: what it moved, and for what."""

from decimal import Decimal
from typing import Final

from bot.shop.money import Money
from bot.supplier import Transaction

ORDER, REFUND = "ORDER", "REFUND_ORDER"


_OUT: Final = frozenset({"ORDER", "FLEXY", "ADSL", "WITHDRAW", "SEND", "SERVICE"})
"""Contract §2.2: what takes money out. Only needed for lines without balances."""


_LESS_THAN_MONEY: Final = Decimal("0.005")
"""Their balances may carry the noise of binary fractions."""


def same_money(one: Decimal | None, other: Decimal | None) -> bool:
    """Whether two balances are the same to the centime."""
    return one is not None and other is not None and abs(one - other) < _LESS_THAN_MONEY


def money(dinars_: Decimal) -> Money:
    """The supplier's dinars to the nearest centime."""
    return Money(round(dinars_ * 100))


def moved(line: Transaction) -> int:
    """Centimes that a line moved, negative when they left."""
    if line.change is not None:
        return round(line.change * 100)
    return round(abs(line.amount or Decimal(0)) * 100) * (-1 if line.type in _OUT else 1)


def size(line: Transaction) -> int:
    """Centimes that a line moved, without sign."""
    return abs(moved(line))
