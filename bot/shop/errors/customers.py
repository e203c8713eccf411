"""What customers are answered instead of what they asked for; some of it staff are, too."""

from datetime import datetime
from enum import StrEnum

from bot.shop.errors.kinds import (
    AddMoneyError,
    AlreadyDoneError,
    ChooseAgainError,
    ClosedError,
    LookAgainError,
    ShopError,
    TryAgainLaterError,
)
from bot.shop.money import Money
from bot.shop.order_status import ChangeReason
from bot.shop.quotes import Confirmation, PromoRefusal


class SupplierAwayError(TryAgainLaterError):
    """The supplier does not answer, or turns us away.

    `retry_after` seconds are what it asked for, if it did; `refused_key` is its code when it does not take
    our key.
    """

    def __init__(self, retry_after: float = 0.0, *, refused_key: str | None = None) -> None:
        super().__init__("the supplier is away")
        self.retry_after = retry_after
        self.refused_key = refused_key


class NoOrdersNowError(SupplierAwayError):
    """The supplier refuses the key, or has been away for long: no orders are taken until it is back."""


class TooBusyError(SupplierAwayError):
    """The shop asks the supplier as often as it may. For whoever wants an answer now, the same as no
    answer.
    """


class TooManyLooksError(TooBusyError):
    """This person had the supplier asked as often as one person may; in `retry_after` seconds they may
    again.
    """


class TooManyTriesError(TryAgainLaterError):
    """Somebody wrote too many codes that do not exist; the next try is free at `until`."""

    def __init__(self, until: datetime) -> None:
        super().__init__(f"no more tries before {until}")
        self.until = until


class TooMuchWrittenError(TryAgainLaterError):
    """This customer's messages fill what the shop keeps for its staff; there is room again at `until`."""

    def __init__(self, until: datetime) -> None:
        super().__init__(f"no more messages before {until}")
        self.until = until


class TooManyRequestsError(TryAgainLaterError):
    """Somebody has as many payments under way as one may; each ends by itself or by a decision."""


class NotForSaleError(ChooseAgainError):
    """The product or type is not, or no longer, sold here."""


class SoldOutError(ChooseAgainError):
    """No stock at all."""


class OutOfStockError(SoldOutError):
    """None either when the type was last looked at: its button says so already."""


class QuantityNotAllowedError(ChooseAgainError):
    """The quantity is outside `least`..`most`."""

    def __init__(self, least: int, most: int) -> None:
        super().__init__(f"quantity must be {least} to {most}")
        self.least = least
        self.most = most


class DayLimitError(ChooseAgainError):
    """A customer may have `most` of these in a day, and has `left` of them left, fewer than asked for."""

    def __init__(self, most: int, left: int) -> None:
        super().__init__(f"{left} of {most} left today")
        self.most = most
        self.left = left


class PromoRefusedError(ChooseAgainError):
    """This promo code cannot be used for this; `least` is what the order would have to cost."""

    def __init__(self, reason: PromoRefusal, least: Money | None = None) -> None:
        super().__init__(f"promo code refused: {reason}")
        self.reason = reason
        self.least = least


class CostRoseError(ChooseAgainError):
    """The supplier asks more than this order brings, so no more money is asked for it. What came for it still
    counts.
    """

    def __init__(self, ref: str) -> None:
        super().__init__(f"the cost of order {ref} rose")
        self.ref = ref


class DraftGoneError(ChooseAgainError):
    """The choice behind this button is over."""


class OverReason(StrEnum):
    """Why no more money is asked for an order that has not ended."""

    LOOKED_INTO = "looked_into"
    """Its time is over, and it may have been paid in time: what was asked for is still looked into."""


class PaymentOverError(ChooseAgainError):
    """The order does not wait for money any more; `why` is the reason of its latest change."""

    def __init__(self, ref: str, why: ChangeReason | OverReason) -> None:
        super().__init__(f"{ref} does not wait for money: {why}")
        self.ref = ref
        self.why = why


class MethodClosedError(ChooseAgainError):
    """This way to pay is not on, or does not take this amount."""


class TooManyWatchedError(ChooseAgainError):
    """This customer keeps an eye on `most` types, which is as many as one may."""

    def __init__(self, most: int) -> None:
        super().__init__(f"{most} types are watched already")
        self.most = most


class NotFoundError(ChooseAgainError):
    """There is no such thing for this person."""


class QuoteChangedError(LookAgainError):
    """The new `confirmation` costs something else than `old_total`, or the old quote had run out."""

    def __init__(self, confirmation: Confirmation, old_total: Money) -> None:
        super().__init__("the quote changed")
        self.confirmation = confirmation
        self.old_total = old_total


class NotEnoughMoneyError(AddMoneyError):
    """The wallet holds `missing` too little. `confirmation` is the choice, which is kept; None outside a
    purchase.
    """

    def __init__(self, missing: Money, confirmation: Confirmation | None = None) -> None:
        super().__init__("not enough money in the wallet")
        self.missing = missing
        self.confirmation = confirmation


class AlreadyBoughtError(AlreadyDoneError):
    """This button has made its order."""

    def __init__(self, ref: str) -> None:
        super().__init__(f"already ordered as {ref}")
        self.ref = ref


class MaintenanceError(ClosedError):
    """The merchant has closed for a while. `words`: what they say to that; None: nothing of their own."""

    def __init__(self, words: str | None = None) -> None:
        super().__init__("closed")
        self.words = words


class OutsideHoursError(ClosedError):
    """It is none of the shop's hours `now`; `opens_at` is when the next ones begin."""

    def __init__(self, opens_at: datetime, now: datetime) -> None:
        super().__init__(f"closed until {opens_at}")
        self.opens_at = opens_at
        self.now = now


class FloatTooLowError(ClosedError):
    """The shop cannot buy this much at the supplier now."""


class BannedError(ShopError):
    """The merchant does not serve this person any more; open orders go on."""


class ErasureBarrier(StrEnum):
    """Why somebody cannot be erased now; a text `erasure-REASON` says each."""

    OPEN_ORDERS = "open_orders"
    RECENT_ORDER = "recent_order"
    PAYMENTS = "payments"
    """Money is asked for, is being looked into, or goes back."""
    MONEY_CHANGED = "money_changed"
    """The wallet holds another amount than they were shown."""
    BANNED = "banned"
    """Erased, they would be unknown, and no longer banned."""
    WORKS_HERE = "works_here"


class ErasureBarredError(ShopError):
    """Somebody cannot be erased now."""

    def __init__(self, reason: ErasureBarrier) -> None:
        super().__init__(f"not erased: {reason}")
        self.reason = reason
