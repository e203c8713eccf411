"""What staff may do: a right for each kind of act, and the rights of each role.

Handlers name the right that they need (`handlers.ui.routing`), messages for the staff the right of those who
shall read them. Nobody grants what they do not hold.
"""

from collections.abc import Mapping
from enum import StrEnum, auto
from typing import Final

from storage.states import StaffRole

__all__ = ["NONE", "RIGHTS", "Right", "StaffRole"]


class Right(StrEnum):
    """One kind of act, or of thing to see."""

    SEE_PANEL = auto()
    SEE_ORDERS = auto()
    DECIDE_ORDERS = auto()
    """Settle an order in doubt, look again."""
    REFUND = auto()
    SEE_CODES = auto()
    SEE_CUSTOMERS = auto()
    SERVE_CUSTOMERS = auto()
    """Write to somebody, send them again what did not arrive, notes, bans, limits of a person."""
    MOVE_MONEY = auto()
    """Credit and debit wallets, up to a limit a day."""
    MOVE_MORE_MONEY = auto()
    """Credit and debit beyond that limit."""
    DECIDE_RECEIPTS = auto()
    SETTLE_PAYMENTS = auto()
    """See payments, and settle those that fit nothing."""
    SEE_BOOKS = auto()
    """The ledger, the float."""
    SET_PRICES = auto()
    """Prices, promo codes, what is hidden, limits of products, and what is told of them."""
    SEE_FIGURES = auto()
    EXPORT = auto()
    ANSWER_TICKETS = auto()
    ANSWER_REVIEWS = auto()
    """See what customers say of products, keep a line from others, answer."""
    BROADCAST = auto()
    RUN_SHOP = auto()
    """Close and open the shop; know when the shop itself is in trouble."""
    SET_UP = auto()
    """Change settings in the chat."""
    KEEP_STAFF = auto()
    """Give and take roles, of those whose rights one holds oneself."""
    BACK_UP = auto()
    ERASE_CUSTOMERS = auto()
    """Erase who a customer is, for good."""
    SEE_AUDIT = auto()


RIGHTS: Final[Mapping[StaffRole, frozenset[Right]]] = {
    StaffRole.OWNER: frozenset(Right),
    # Codes are money that leaves no trace once it is read; the keys of the house stay with the owner.
    StaffRole.MANAGER: frozenset(Right)
    - {Right.SET_UP, Right.BACK_UP, Right.SEE_CODES, Right.ERASE_CUSTOMERS},
    StaffRole.CASHIER: frozenset(
        {
            Right.SEE_PANEL,
            Right.SEE_ORDERS,
            Right.SEE_CUSTOMERS,
            Right.MOVE_MONEY,
            Right.DECIDE_RECEIPTS,
            Right.SETTLE_PAYMENTS,
        }
    ),
    StaffRole.SUPPORT: frozenset(
        {
            Right.SEE_PANEL,
            Right.SEE_ORDERS,
            Right.SEE_CUSTOMERS,
            Right.SERVE_CUSTOMERS,
            Right.ANSWER_TICKETS,
            Right.ANSWER_REVIEWS,
        }
    ),
}
"""The rights of each role."""

NONE: Final[frozenset[Right]] = frozenset()
"""What somebody may who does not work here."""
