"""The merchant's journeys. Strangers who try get the same answers as for unknown commands and old buttons."""

from handlers.admin import (
    doubts,
    ledger,
    money,
    orders,
    overview,
    payments,
    people,
    prices,
    promos,
    receipts,
    refunds,
    shelves,
)
from handlers.routing import Handler


def handlers() -> list[Handler]:
    """All that staff can do here."""
    return [
        *overview.handlers(),
        *money.handlers(),
        *ledger.handlers(),
        *orders.handlers(),
        *doubts.handlers(),
        *people.handlers(),
        *prices.handlers(),
        *shelves.handlers(),
        *promos.handlers(),
        *receipts.handlers(),
        *refunds.handlers(),
        *payments.handlers(),
    ]
