"""The merchant's journeys. Strangers who try get the same answers as for unknown commands and old buttons."""

from handlers.admin import money, orders, overview, payments, people, receipts, refunds
from handlers.routing import Handler


def handlers() -> list[Handler]:
    """All that staff can do here."""
    return [
        *overview.handlers(),
        *money.handlers(),
        *orders.handlers(),
        *people.handlers(),
        *receipts.handlers(),
        *refunds.handlers(),
        *payments.handlers(),
    ]
