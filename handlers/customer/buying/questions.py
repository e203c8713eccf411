"""What may be typed beside a confirmation. Both are meant for the choice that the person was shown last."""

from dataclasses import dataclass

from handlers.ui.questions import Question


@dataclass(frozen=True)
class AskQuantity(Question):
    """How many? It stays open as long as the confirmation is the newest thing that the person did."""

    kind = "typing_quantity"


@dataclass(frozen=True)
class AskPromoCode(Question):
    """Which promo code?"""

    kind = "typing_promo_code"
