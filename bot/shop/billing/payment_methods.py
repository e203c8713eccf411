"""What the shop's rules must know of the payment methods. The methods themselves are in `bot.payments`."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class MethodTraits:
    """What is true of a method whether it is switched on or not: money asked for earlier still comes and goes
    back.
    """

    name: str
    """The word for tables and texts. It is stored with every payment and never changes."""
    place: int
    """Where customers see it among the others: the lowest stands first."""
    gives_back: bool = False
    """Whether it can carry money back to the payer."""
    proved_by_picture: bool = False
    """Whether the customer sends a picture as proof, on which a person decides."""
    paid_to_supplier: bool = False
    """Whether its money arrives in the merchant's account at the supplier."""


class KnownMethods:
    """The names of all methods with a trait."""

    def __init__(self, traits: Iterable[MethodTraits]) -> None:
        self.all = known = tuple(traits)
        self.giving_back = frozenset(each.name for each in known if each.gives_back)
        self.proved_by_picture = frozenset(each.name for each in known if each.proved_by_picture)
        self.paid_to_supplier = frozenset(each.name for each in known if each.paid_to_supplier)
