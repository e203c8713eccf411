"""Every alert by its code: who is told, whether it ends, and whether it may wait while somebody has quiet
hours.

What goes on for a while is a warning and has an `end`: the code of what staff are told when it is over, which
says since when it was, as `at`. What has none is a single event, or waits for a person and is counted in the
panel. Told at any hour is whatever is about money that moved or must move, codes, the supplier's key or the
books, and what keeps the shop from selling while a person could mend it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum, auto
from typing import Final

from bot.shop.roles.rights import Right


class InQuietHours(StrEnum):
    """What becomes of an alert while its reader has quiet hours."""

    TOLD = auto()
    """It is told at once."""
    GATHERED = auto()
    """It comes afterwards, in one message with whatever else was gathered."""
    DELAYED = auto()
    """It comes afterwards, in the message of its own that it always is."""


@dataclass(frozen=True, slots=True)
class AlertKind:
    """`reader`: the right of those who are told. `end`: what ends it, for a warning."""

    reader: Right
    end: str | None = None
    in_quiet_hours: InQuietHours = InQuietHours.TOLD


_TOLD: Final = InQuietHours.TOLD
_GATHERED: Final = InQuietHours.GATHERED
_DELAYED: Final = InQuietHours.DELAYED

_BEGINNINGS: Final[Mapping[str, AlertKind]] = {
    # Orders.
    "order_held": AlertKind(Right.DECIDE_ORDERS),
    "order_dearer": AlertKind(Right.DECIDE_ORDERS),
    "order_after_refund": AlertKind(Right.DECIDE_ORDERS),
    "charged_more": AlertKind(Right.DECIDE_ORDERS),
    "order_takes_long": AlertKind(Right.DECIDE_ORDERS, "order_is_over"),
    "orders_take_long": AlertKind(Right.DECIDE_ORDERS, "orders_are_over"),
    "order_stumbles": AlertKind(Right.RUN_SHOP, "order_goes_on"),
    "order_rejected": AlertKind(Right.DECIDE_ORDERS, in_quiet_hours=_GATHERED),  # the money is back
    "strange_status": AlertKind(Right.DECIDE_ORDERS, in_quiet_hours=_GATHERED),  # it is looked at again
    "codes_revealed": AlertKind(Right.SEE_CODES),
    # Money that comes in and goes back.
    "receipts_wait": AlertKind(Right.DECIDE_RECEIPTS, in_quiet_hours=_GATHERED),  # each has come by itself
    "approved_in_vain": AlertKind(Right.DECIDE_RECEIPTS),
    "payment_unmatched": AlertKind(Right.SETTLE_PAYMENTS),
    "payment_taken_back": AlertKind(Right.SETTLE_PAYMENTS),
    "receipt_false": AlertKind(Right.DECIDE_RECEIPTS),
    "refund_of_unknown": AlertKind(Right.SETTLE_PAYMENTS),
    "refund_refused": AlertKind(Right.REFUND),
    "ocpay_off": AlertKind(Right.RUN_SHOP, "ocpay_on"),
    "ocpay_environment": AlertKind(Right.RUN_SHOP),
    # The float, and the books.
    "float_low": AlertKind(Right.SEE_BOOKS, "float_enough"),
    "float_short": AlertKind(Right.SEE_BOOKS, "float_lasts"),
    "float_too_low": AlertKind(Right.SEE_BOOKS, "float_covers"),
    # A difference of the books, as `books_NAME`, ends with the first look that does not find it.
    "day_closed": AlertKind(Right.SEE_BOOKS, in_quiet_hours=_DELAYED),
    "week_closed": AlertKind(Right.SEE_FIGURES, in_quiet_hours=_DELAYED),
    # The supplier. While it is silent nobody can do anything.
    "supplier_away": AlertKind(Right.RUN_SHOP, "supplier_back", _GATHERED),
    "key_trouble": AlertKind(Right.RUN_SHOP, "key_accepted"),
    "selling_closed": AlertKind(Right.RUN_SHOP, "selling_opened"),
    "ref_refused": AlertKind(Right.RUN_SHOP, "ref_accepted", _GATHERED),
    # What is for sale.
    "price_below_cost": AlertKind(Right.SET_PRICES, "price_covers_cost", _GATHERED),  # it is not sold
    "price_jump": AlertKind(Right.SET_PRICES, "price_usual", _GATHERED),
    "prices_jump": AlertKind(Right.SET_PRICES, "prices_usual", _GATHERED),
    "product_gone": AlertKind(Right.SET_PRICES, "product_back", _GATHERED),
    "best_seller_out": AlertKind(Right.SET_PRICES, "best_seller_back", _GATHERED),
    "names_unreadable": AlertKind(Right.SET_PRICES, "names_readable", _GATHERED),
    "gift_guessing": AlertKind(Right.SEE_ORDERS, in_quiet_hours=_GATHERED),
    "promo_guessing": AlertKind(Right.SET_PRICES, in_quiet_hours=_GATHERED),
    # Messages.
    "message_waits": AlertKind(Right.SERVE_CUSTOMERS, "messages_arrive"),
    "message_refused": AlertKind(Right.SERVE_CUSTOMERS, in_quiet_hours=_GATHERED),
    "message_unmade": AlertKind(Right.SERVE_CUSTOMERS),
    "order_message_refused": AlertKind(Right.SERVE_CUSTOMERS),
    "support_chat_away": AlertKind(Right.ANSWER_TICKETS, "support_chat_back", _GATHERED),
    "broadcast_done": AlertKind(Right.BROADCAST, in_quiet_hours=_GATHERED),
    "broadcast_halted": AlertKind(Right.BROADCAST, in_quiet_hours=_GATHERED),
    # The machine and the program.
    "worker_failed": AlertKind(Right.RUN_SHOP, "worker_works"),
    "handler_failed": AlertKind(Right.RUN_SHOP, in_quiet_hours=_GATHERED),
    "update_set_aside": AlertKind(Right.RUN_SHOP),  # it may have been a payment
    "disk_full": AlertKind(Right.RUN_SHOP, "disk_has_room"),
    "database_grows": AlertKind(Right.RUN_SHOP, "database_as_usual", _GATHERED),
    "clock_wrong": AlertKind(Right.RUN_SHOP, "clock_right", _GATHERED),
    "clock_set_back": AlertKind(Right.RUN_SHOP, "clock_even", _GATHERED),
    "clock_set_forward": AlertKind(Right.RUN_SHOP, "clock_even", _GATHERED),
    "backup_failed": AlertKind(Right.BACK_UP, "backup_again", _GATHERED),
    "backup_taken": AlertKind(Right.BACK_UP),  # the answer to somebody who asked
    "restored": AlertKind(Right.RUN_SHOP),
    # What was gathered while it was quiet: each line is shown to whoever may read it.
    "while_quiet": AlertKind(Right.SEE_PANEL),
}
_BOOKS: Final = AlertKind(Right.SEE_BOOKS, "difference_over")
_OTHER: Final = AlertKind(Right.RUN_SHOP)
KINDS: Final[Mapping[str, AlertKind]] = {
    **_BEGINNINGS,
    "difference_over": AlertKind(Right.SEE_BOOKS),
    **{
        kind.end: AlertKind(kind.reader, in_quiet_hours=kind.in_quiet_hours)
        for kind in _BEGINNINGS.values()
        if kind.end is not None
    },
}
"""Every code that staff are told, those that end a warning included: whoever is told of one is told of the
other. Differences of the books are named by `bot.shop.books.discrepancies`.
"""


def kind_of(code: str) -> AlertKind:
    """What is decided of a code; of one that an older or newer shop wrote what is safe."""
    return _BOOKS if code.startswith("books_") else KINDS.get(code, _OTHER)


def right_to_read(code: str) -> Right:
    """Which right somebody needs to be told of such a matter."""
    return kind_of(code).reader
