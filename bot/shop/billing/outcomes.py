"""What became of money that came, and why money must not come: words that services answer with and messages
carry.
"""

from enum import StrEnum

from bot.shop.order_status import ChangeReason


class PaymentOutcome(StrEnum):
    """What became of money, besides the reasons for which its order ended (`ChangeReason`)."""

    PAID = "paid"
    """Its order is paid."""
    HELD = "held"
    """Its order is paid and costs more than that: a person decides."""
    LATER = "later"
    """The supplier could not be asked: its order goes on later."""
    MISSING = "missing"
    """It does not cover its order."""
    TOO_LATE = "too_late"
    """Its order does not wait for money any more."""
    TOPUP = "topup"
    """It was not for an order: it is in the wallet."""
    KNOWN = "known"
    """It had been received before."""
    UNMATCHED = "unmatched"
    """Nobody can say whose it is: staff do."""


Outcome = PaymentOutcome | ChangeReason
"""What became of money, or why its order ended."""


class RejectionReason(StrEnum):
    """Why staff usually reject a picture of a transfer; they may also say it in their own words."""

    NOT_RECEIVED = "not_received"
    WRONG_AMOUNT = "wrong_amount"
    UNREADABLE = "unreadable"
    USED_BEFORE = "used_before"


class PaymentRefusal(StrEnum):
    """Why a payment that is about to be made must not be."""

    UNKNOWN = "unknown"
    PAID = "paid"
    EXPIRED = "expired"
    CLOSED = "closed"
    BANNED = "banned"
    SUPPLIER_AWAY = "supplier-away"
    TROUBLE = "trouble"
    """It could not be looked up in time."""
