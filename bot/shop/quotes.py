"""What a customer is shown on the way to an order: a choice, then a confirmation with its quote."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.shop.money import Money


class PromoRefusal(StrEnum):
    """Why a promo code cannot be used for an order."""

    UNKNOWN = "unknown"
    NOT_YET = "not_yet"
    OVER = "over"
    USED_BY_YOU = "used_by_you"
    USED_UP = "used_up"
    OTHER_GOODS = "other_goods"
    MINIMUM = "minimum"
    NO_GAIN = "no_gain"


@dataclass(frozen=True, slots=True)
class Choice:
    """A type that somebody wants. `most` is what they may ask for, `quantity` what they asked for, if they
    did.
    """

    draft_id: str
    product_key: str
    product_title: str
    region: str | None
    category: str
    type_name: str
    unit_price: Money
    stock: int
    most: int
    quantity: int | None = None
    greeting: str | None = None
    """As in `Confirmation`."""


@dataclass(frozen=True, slots=True)
class Confirmation:
    """Everything that matters before Buy; `missing` is what the wallet lacks, zero when it covers the total.

    `total` is what is to be paid: the `discount` of the code `promo` is taken off. `promo_refused` says, as a
    word, why that code takes nothing off; `promo_least` what the order would have to cost for it. `most` is
    how many may be asked for at once: never fewer than the quantity that was asked for.
    """

    draft_id: str
    product_key: str
    product_title: str
    region: str | None
    type_name: str
    stock: int
    most: int
    quantity: int
    unit_price: Money
    total: Money
    wallet: Money
    missing: Money
    expires_at: datetime
    promo: str | None = None
    discount: Money = Money.ZERO
    promo_refused: PromoRefusal | None = None
    promo_least: Money | None = None
    greeting: str | None = None
    """What a friend is told with the codes, perhaps nothing; None: they are for the customer."""
    just_read: bool = False
    """Whether the same was shown a moment ago: then this may be what was read for that."""
