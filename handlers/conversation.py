"""The one conversation in which something may be typed: all journeys' questions, so that nobody is asked two things at once."""

import warnings
from collections.abc import Sequence

from telegram.ext import ConversationHandler, filters
from telegram.warnings import PTBUserWarning

from handlers.admin.orders import doubts
from handlers.admin.promos import codes
from handlers.admin.receipts import receipts
from handlers.customer.browsing import browsing
from handlers.customer.buying import promo_code
from handlers.customer.buying.buying import (
    TYPING,
    Conversation,
    buy_draft,
    cancel_command,
    change_quantity,
    choose_quantity,
    leave_draft,
    open_type,
    order_again,
    pay_draft,
    type_quantity,
)
from handlers.customer.buying.callbacks import (
    AskPromo,
    Buy,
    ChangeQuantity,
    ChooseQuantity,
    LeaveDraft,
    OpenType,
    OrderAgain,
    PayDraft,
)
from handlers.customer.paying import paying
from handlers.customer.transfers import transfers
from handlers.ui.routing import Handler, command, message, press


def buying_conversation(others: Sequence[Handler]) -> Conversation:
    """The conversation. `others` are all other journeys' handlers: any of them ends it, so nobody is kept in it.

    It also holds the typed amount of a top-up, so that nobody is asked two things at once.
    """
    with warnings.catch_warnings():
        # Buttons and typed text in one conversation is what we want; PTB warns that messages are not tracked one by one.
        warnings.simplefilter("ignore", PTBUserWarning)
        return ConversationHandler(
            entry_points=[
                *browsing.handlers(),
                press(OpenType, open_type),
                press(ChooseQuantity, choose_quantity),
                press(ChangeQuantity, change_quantity),
                press(Buy, buy_draft),
                press(PayDraft, pay_draft),
                press(OrderAgain, order_again),
                *paying.entry_points(),
                *transfers.entry_points(),
                *receipts.entry_points(),
                *doubts.entry_points(),
                *codes.entry_points(),
                press(LeaveDraft, leave_draft),
                press(AskPromo, promo_code.ask_promo_code),
                command("cancel", cancel_command),
            ],
            states={
                TYPING: [message(filters.TEXT & ~filters.COMMAND, type_quantity)],
                promo_code.TYPING: [message(filters.TEXT & ~filters.COMMAND, promo_code.type_promo_code)],
                **paying.states(),
                **transfers.states(),
                **receipts.states(),
                **doubts.states(),
                **codes.states(),
            },
            fallbacks=list(others),
            allow_reentry=True,
            name="buying",
            persistent=True,
        )
