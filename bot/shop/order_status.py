"""The statuses of an order (design, section 3), and the sets of them that more than one room asks about."""

from storage.states import AttemptState, ChangeReason, HeldReason, OrderStatus

__all__ = [
    "DELAYED",
    "ENDED_UNPAID",
    "FINAL",
    "GAVE_NOTHING",
    "NOT_YET_CHARGED",
    "OPEN",
    "TRANSITIONS",
    "UNPAID",
    "AttemptState",
    "ChangeReason",
    "HeldReason",
    "OrderStatus",
]


S = OrderStatus


# Where an order begins: orders/checkout.py takes its money and makes it PAID; where the wallet does not cover
# it, bot/payments makes it AWAITING_PAYMENT. Each comment below says who moves an order on, and when.
TRANSITIONS: dict[OrderStatus, frozenset[OrderStatus]] = {
    # billing/waiting_orders.py: its money came; its time is over; its customer cancelled, or it cannot go on
    S.AWAITING_PAYMENT: frozenset({S.PAID, S.EXPIRED, S.CANCELLED}),
    # orders/placing.py: the attempt is written; the supplier asks more than was paid
    # staff/restored.py: the database was put back, and it may have been placed since
    S.PAID: frozenset({S.PLACING, S.NEEDS_REVIEW, S.UNKNOWN}),
    # orders/placing.py: accepted; no answer; a final "no", or no way to the supplier for too long;
    # "not placed" for a passing reason, to be tried again
    S.PLACING: frozenset({S.PROCESSING, S.UNKNOWN, S.REJECTED, S.PAID}),
    # lost_orders/recovery.py: found at the supplier; proved absent; neither can be proved
    S.UNKNOWN: frozenset({S.PROCESSING, S.REJECTED, S.NEEDS_REVIEW}),
    # orders/tracking.py: as the supplier says it ended; its cards do not add up
    S.PROCESSING: frozenset({S.FULFILLED, S.PARTIALLY_FILLED, S.REFUNDED, S.NEEDS_REVIEW}),
    # staff/order_review.py: a person buys it at a loss, looks again (with the supplier's number or without),
    # says which order it is, takes the cards that are there, gives the money back
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
"""What may follow on each status."""


FINAL = frozenset(status for status, next_ones in TRANSITIONS.items() if not next_ones)


OPEN = frozenset(TRANSITIONS) - FINAL


GAVE_NOTHING = frozenset({S.REFUNDED, S.REJECTED, S.EXPIRED, S.CANCELLED})
"""Orders that ended without a card: their promo code may be used again, and they count towards no limit."""


ENDED_UNPAID = (S.EXPIRED, S.CANCELLED)
"""Orders that ended without their money."""


UNPAID = (S.AWAITING_PAYMENT, *ENDED_UNPAID)
"""Orders for which no money was taken."""


DELAYED = (S.PAID, S.PLACING, S.UNKNOWN, S.PROCESSING)
"""Paid orders that go on by themselves, and may take longer than usual."""


NOT_YET_CHARGED = (S.PAID, S.PLACING, S.UNKNOWN)
"""Orders whose cost the supplier may not have taken from the float yet."""
