"""The words that columns hold for states, kinds and reasons: each an enum, once. `storage.columns.Words` ties a column to its enum."""

from enum import StrEnum


class RequestState(StrEnum):
    """Where a request for money stands."""

    OPEN = "open"
    SUBMITTED = "submitted"
    PAID = "paid"
    FAILED = "failed"
    EXPIRED = "expired"
    REJECTED = "rejected"


class PaymentState(StrEnum):
    """Where a payment that came stands."""

    CREDITED = "credited"
    UNMATCHED = "unmatched"
    REFUND_REQUESTED = "refund_requested"
    REFUNDED = "refunded"


class MismatchReason(StrEnum):
    """Why a payment that came could not be matched with what was asked for."""

    UNKNOWN = "unknown"
    OTHER_PAYER = "other_payer"
    OTHER_AMOUNT = "other_amount"
