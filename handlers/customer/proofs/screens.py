"""A payment proved by a picture, for the customer who
makes it: the account to pay to, and what became of it.
"""

from telegram import InlineKeyboardButton

from bot.payments.method import AccountsToPayTo
from bot.shop.billing.requests import PaymentRequest
from handlers.customer.paying.callbacks import PayWays, TopUp
from handlers.customer.paying.screens import other_way_rows
from handlers.ui.keyboards import Row, button, copy_button, keyboard
from handlers.ui.screen import Screen
from handlers.ui.texts import Code, Texts


def proof_over_screen(texts: Texts, request: PaymentRequest) -> Screen:
    """What became of it, in one sentence."""
    return Screen(texts.html(f"proof-{request.state}", amount=request.amount))


def account_screen(texts: Texts, request: PaymentRequest, shown: AccountsToPayTo) -> Screen:
    """Where to pay it to, while it is open."""
    lines = [texts.html("proof-line", label=label, value=Code(value)) for label, value in shown.accounts]
    until = texts.deadline(request.expires_at, request.created_at)
    text = texts.html(f"pay-{request.way}", amount=request.amount, until=until)
    hint = texts.html("proof-number-too" if shown.ask_number else "proof-picture")
    rows: list[Row] = [
        _copy_row(texts.plain("button-copy-line", label=label), value) for label, value in shown.accounts
    ]
    rows += other_way_rows(texts, request)
    return Screen("\n\n".join([text, "\n".join(lines), hint]), keyboard(rows))


def rejected_screen(texts: Texts, request: PaymentRequest) -> Screen:
    """The shop could not find the money: why, and what to do."""
    reason = texts.word("rejected", request.reason or "other")
    text = texts.html("proof-refused", amount=request.amount, reason=reason)
    again = (
        button(texts.plain("button-topup"), TopUp())
        if request.order_ref is None
        else button(texts.plain("button-ways"), PayWays(request.order_ref))
    )
    return Screen(text, keyboard([[again]]))


def _copy_row(label: str, value: str) -> list[InlineKeyboardButton]:
    """A button that copies one value; none where Telegram does not take it."""
    made = copy_button(label, value)
    return [made] if made is not None else []
