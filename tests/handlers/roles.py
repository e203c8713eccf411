"""Who may do what: a row for every command, button and question that is hung in."""

from collections.abc import Iterator
from typing import Any, Final

from telegram.ext import BaseHandler, ConversationHandler

from bot.shop.roles.rights import RIGHTS, Right, StaffRole
from tests.handlers.shopfloor import Floor

ALL: Final = "owner manager cashier support"
ONE: Final = "owner"
TWO: Final = "owner manager"
TILL: Final = "owner manager cashier"
DESK: Final = "owner manager support"
EVERYBODY: Final = "everybody"

COMMANDS: Final = {
    "cancel": EVERYBODY,
    "help": EVERYBODY,
    "language": EVERYBODY,
    "orders": EVERYBODY,
    "paysupport": EVERYBODY,
    "shop": EVERYBODY,
    "start": EVERYBODY,
    "support": EVERYBODY,
    "terms": EVERYBODY,
    "topup": EVERYBODY,
    "wallet": EVERYBODY,
    "admin": ALL,
    "customer": ALL,
    "customers": ALL,
    "open": ALL,
    "order": ALL,
    "replies": DESK,
    "tickets": DESK,
    "credit": TILL,
    "debit": TILL,
    "payments": TILL,
    "receipts": TILL,
    "audit": TWO,
    "balance": TWO,
    "export": TWO,
    "hide": TWO,
    "ledger": TWO,
    "limit": TWO,
    "maintenance": TWO,
    "margin": TWO,
    "price": TWO,
    "promo": TWO,
    "refund": TWO,
    "staff": TWO,
    "stats": TWO,
    "unhide": TWO,
    "backup": ONE,
    "reveal": ONE,
}
"""Who may write which command."""

BUTTONS: Final = {
    "a-list": ALL,
    "a-codes": ONE,
    "a-ser": ALL,
    "a-lst": ALL,
    "again": EVERYBODY,
    "buy": EVERYBODY,
    "cat": EVERYBODY,
    "chg": EVERYBODY,
    "dead": EVERYBODY,
    "deadn": EVERYBODY,
    "drop": EVERYBODY,
    "help": EVERYBODY,
    "lang": EVERYBODY,
    "langs": EVERYBODY,
    "menu": EVERYBODY,
    "ord": EVERYBODY,
    "ords": EVERYBODY,
    "pay": EVERYBODY,
    "prd": EVERYBODY,
    "promo": EVERYBODY,
    "pwc": EVERYBODY,
    "pwg": EVERYBODY,
    "pwo": EVERYBODY,
    "pws": EVERYBODY,
    "pww": EVERYBODY,
    "qty": EVERYBODY,
    "see": EVERYBODY,
    "shop": EVERYBODY,
    "snd": EVERYBODY,
    "sord": EVERYBODY,
    "spay": EVERYBODY,
    "spays": EVERYBODY,
    "tua": EVERYBODY,
    "tub": EVERYBODY,
    "tup": EVERYBODY,
    "typ": EVERYBODY,
    "wal": EVERYBODY,
    "wrb": EVERYBODY,
    "wrt": EVERYBODY,
    "a-all": ALL,
    "a-cnotes": ALL,
    "a-cust": ALL,
    "a-custs": ALL,
    "a-cwal": ALL,
    "a-open": ALL,
    "a-ord": ALL,
    "a-lost": ALL,
    "a-see": ALL,
    "a-cban": DESK,
    "a-clang": DESK,
    "a-clangs": DESK,
    "a-clim": DESK,
    "a-climx": DESK,
    "a-cmsg": DESK,
    "a-cnote": DESK,
    "a-cunban": DESK,
    "a-msg": DESK,
    "t-again": DESK,
    "t-ans": DESK,
    "t-free": DESK,
    "t-list": DESK,
    "t-open": DESK,
    "t-ords": DESK,
    "t-rep": DESK,
    "t-repd": DESK,
    "t-repn": DESK,
    "t-repo": DESK,
    "t-repq": DESK,
    "t-reps": DESK,
    "t-repw": DESK,
    "t-repx": DESK,
    "t-repy": DESK,
    "t-see": DESK,
    "t-shut": DESK,
    "t-supp": DESK,
    "t-take": DESK,
    "a-file": TWO,
    "a-files": TWO,
    "a-filex": TWO,
    "a-stats": TWO,
    "a-book": TILL,
    "a-undo": TILL,
    "a-cbook": TILL,
    "a-cpick": TILL,
    "a-pay": TILL,
    "a-payd": TILL,
    "a-pays": TILL,
    "a-rc": TILL,
    "a-rcc": TILL,
    "a-rcn": TILL,
    "a-rcr": TILL,
    "a-rcs": TILL,
    "a-rcw": TILL,
    "a-rcy": TILL,
    "a-ask": TWO,
    "a-askgo": TWO,
    "a-askrole": TWO,
    "a-auto": TWO,
    "a-day": TWO,
    "a-do": TWO,
    "a-go": TWO,
    "a-hide": TWO,
    "a-lim": TWO,
    "a-limd": TWO,
    "a-limo": TWO,
    "a-lims": TWO,
    "a-log": TWO,
    "a-logby": TWO,
    "a-logdo": TWO,
    "a-look": TWO,
    "a-mem": TWO,
    "a-memnew": TWO,
    "a-more": TWO,
    "a-num": TWO,
    "a-numy": TWO,
    "a-pamt": TWO,
    "a-part": TWO,
    "a-pask": TWO,
    "a-pct": TWO,
    "a-pend": TWO,
    "a-pfor": TWO,
    "a-pgo": TWO,
    "a-pnew": TWO,
    "a-ppart": TWO,
    "a-ppct": TWO,
    "a-pr": TWO,
    "a-promo": TWO,
    "a-psee": TWO,
    "a-pset": TWO,
    "a-pwhere": TWO,
    "a-rback": TWO,
    "a-rend": TWO,
    "a-rf": TWO,
    "a-rloss": TWO,
    "a-rok": TWO,
    "a-role": TWO,
    "a-rsee": TWO,
    "a-rule": TWO,
    "a-rules": TWO,
    "a-set": TWO,
    "a-shut": TWO,
    "a-team": TWO,
    "a-wo": TWO,
    "a-woy": TWO,
}
"""Who may press which button, by its verb."""

ANSWERS: Final = {
    "typing_reveal_reason": ONE,
    "typing_amount": EVERYBODY,
    "typing_promo_code": EVERYBODY,
    "typing_quantity": EVERYBODY,
    "typing_transfer_number": EVERYBODY,
    "writing_to_shop": EVERYBODY,
    "answering_ticket": DESK,
    "typing_ban_reason": DESK,
    "typing_note": DESK,
    "typing_own_limit": DESK,
    "writing_to_customer": DESK,
    "naming_reply": DESK,
    "writing_reply": DESK,
    "typing_booking": TILL,
    "typing_received_amount": TILL,
    "typing_rejection": TILL,
    "staff-who": TWO,
    "typing_loss_reason": TWO,
    "typing_order_number": TWO,
    "typing_promo_part": TWO,
}
"""Who may answer which question, by its kind."""


def everything(hung: Any) -> Iterator[BaseHandler[Any, Any, Any]]:
    """All handlers, also those inside conversations."""
    for one in hung:
        if isinstance(one, ConversationHandler):
            yield from everything(one.entry_points)
            yield from everything(one.fallbacks)
            for answers in one.states.values():
                yield from everything(answers)
        else:
            yield one


def registered(floor: Floor) -> list[BaseHandler[Any, Any, Any]]:
    return list(everything(handler for group in floor.application.handlers.values() for handler in group))


def who(right: Right | None) -> str:
    if right is None:
        return EVERYBODY
    return " ".join(role for role in StaffRole if right in RIGHTS[role])
