"""The statuses of an order (design, section 3), and the sets of them that more than one room asks about."""

from storage.states import AttemptState, ChangeReason, HeldReason, OrderStatus

__all__ = [
    "ENDED_UNPAID",
    "FINAL",
    "GAVE_NOTHING",
    "NOT_YET_CHARGED",
    "OPEN",
    "UNPAID",
    "WAYS",
    "AttemptState",
    "ChangeReason",
    "HeldReason",
    "OrderStatus",
]


S = OrderStatus


WAYS: dict[OrderStatus, frozenset[OrderStatus]] = {
    S.AWAITING_PAYMENT: frozenset({S.PAID, S.EXPIRED, S.CANCELLED}),
    # back from PLACING to PAID: the supplier said "not placed" for a passing reason, and it is tried again
    # to NEEDS_REVIEW: the supplier asks more than was paid, and a person decides before anything is sent
    S.PAID: frozenset({S.PLACING, S.REJECTED, S.NEEDS_REVIEW}),
    S.PLACING: frozenset({S.PROCESSING, S.UNKNOWN, S.REJECTED, S.PAID, S.NEEDS_REVIEW}),
    S.UNKNOWN: frozenset({S.PROCESSING, S.REJECTED, S.NEEDS_REVIEW}),
    S.PROCESSING: frozenset({S.FULFILLED, S.PARTIALLY_FILLED, S.REFUNDED, S.NEEDS_REVIEW}),
    # a person decides; to PAID: it is bought at a loss
    S.NEEDS_REVIEW: frozenset(
        {S.PAID, S.UNKNOWN, S.PROCESSING, S.FULFILLED, S.PARTIALLY_FILLED, S.REFUNDED, S.REJECTED},
    ),
    S.FULFILLED: frozenset(),
    S.PARTIALLY_FILLED: frozenset(),
    S.REFUNDED: frozenset(),
    S.REJECTED: frozenset(),
    S.EXPIRED: frozenset(),
    S.CANCELLED: frozenset(),
}


FINAL = frozenset(status for status, ways in WAYS.items() if not ways)


OPEN = frozenset(WAYS) - FINAL


GAVE_NOTHING = frozenset({S.REFUNDED, S.REJECTED, S.EXPIRED, S.CANCELLED})
"""Orders that ended without a card: their promo code may be used again, and they count towards no limit."""


ENDED_UNPAID = (S.EXPIRED, S.CANCELLED)
"""Orders that ended without their money."""


UNPAID = (S.AWAITING_PAYMENT, *ENDED_UNPAID)
"""Orders for which no money was taken."""


NOT_YET_CHARGED = (S.PAID, S.PLACING, S.UNKNOWN)
"""Orders whose cost the supplier may not have taken from the float yet."""
