"""The merchant's journeys. Strangers who try get the same answers as for unknown commands and old buttons."""

from handlers.admin import ledger, payments, people, refunds, wallets
from handlers.admin.orders import doubts, orders
from handlers.admin.overview import overview
from handlers.admin.prices import hiding_and_limits, rules
from handlers.admin.promos import codes
from handlers.admin.receipts import receipts
from handlers.ui.routing import Handler


def handlers() -> list[Handler]:
    """All that staff can do here."""
    return [
        *overview.handlers(),
        *wallets.handlers(),
        *ledger.handlers(),
        *orders.handlers(),
        *doubts.handlers(),
        *people.handlers(),
        *rules.handlers(),
        *hiding_and_limits.handlers(),
        *codes.handlers(),
        *receipts.handlers(),
        *refunds.handlers(),
        *payments.handlers(),
    ]
