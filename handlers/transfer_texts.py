"""A transfer in words: the account to pay to, what became of it, and the receipt as staff see it."""

from bot.payments.transfer import Transfers
from bot.shop.receipts import ReceiptView
from bot.shop.requests import PaymentRequest
from handlers.callbacks import PayWays, TopUp
from handlers.keyboards import Row, button, keyboard
from handlers.payment_texts import copy_row
from handlers.screens import Screen
from handlers.staff_callbacks import ApproveReceipt, ChangeReceipt, RejectReceipt
from handlers.texts import Code, Texts

LONGEST_NAME, LONGEST_GOODS = 64, 80


def news(texts: Texts, request: PaymentRequest) -> Screen:
    """What became of it, in one sentence."""
    return Screen(texts.html(f"transfer-{request.state}", amount=request.amount))


def account(texts: Texts, request: PaymentRequest, way: Transfers) -> Screen:
    """Where to transfer it to, while it is open."""
    lines = [texts.html("transfer-line", label=label, value=Code(value)) for label, value in way.accounts]
    until = texts.deadline(request.expires_at, request.created_at)
    text = texts.html("transfer", amount=request.amount, until=until)
    hint = texts.html("transfer-number-too" if way.ask_number else "transfer-picture")
    rows: list[Row] = [
        copy_row(texts.plain("button-copy-line", label=label), value) for label, value in way.accounts
    ]
    return Screen("\n\n".join([text, "\n".join(lines), hint]), keyboard(rows))


def rejected(texts: Texts, request: PaymentRequest) -> Screen:
    """The shop could not find the money: why, and what to do."""
    reason = texts.word("rejected", request.reason or "other")
    text = texts.html("transfer-refused", amount=request.amount, reason=reason)
    again = (
        button(texts.plain("button-topup"), TopUp())
        if request.order_ref is None
        else button(texts.plain("button-ways"), PayWays(request.order_ref))
    )
    return Screen(text, keyboard([[again]]))


def to_decide(texts: Texts, view: ReceiptView, back: Row = ()) -> Screen:
    """A receipt for staff: who, how much, what for, whether it was seen before; who decided, or the buttons."""
    request = view.request
    customer = view.customer
    blocks = [
        texts.html(
            "slip-of",
            name=customer.first_name if customer else texts.plain("nothing-known"),
            customer=Code(request.customer_id),
            amount=request.amount,
            at=view.sent_at,
        )
    ]
    if request.order_ref is not None:
        blocks.append(texts.html("slip-order", ref=Code(request.order_ref)))
    if view.number is not None:
        blocks.append(texts.html("slip-number", number=Code(view.number)))
    for same in view.same:
        key = "slip-same-file" if same.same_file else "slip-same-number"
        state = texts.plain(f"request-{same.state}")
        blocks.append(texts.html(key, customer=Code(same.customer_id), at=same.at, state=state))
    if request.state == "submitted":
        return Screen("\n".join(blocks), keyboard([*decision_rows(texts, request), back]))
    blocks.append("")
    who = view.decided_by or texts.plain("nothing-known")
    if request.state == "paid":
        amount = request.amount if view.approved is None else view.approved
        blocks.append(texts.html("slip-approved", staff=who, amount=amount))
    else:
        reason = texts.word("rejected", request.reason or "other")
        blocks.append(texts.html("slip-rejected", staff=who, reason=reason))
    return Screen("\n".join(blocks), keyboard([back]))


def decision_rows(texts: Texts, request: PaymentRequest) -> list[Row]:
    """Approve, another amount, reject."""
    return [
        [button(texts.plain("button-approve", amount=request.amount), ApproveReceipt(request.id))],
        [
            button(texts.plain("button-change-amount"), ChangeReceipt(request.id)),
            button(texts.plain("button-reject"), RejectReceipt(request.id)),
        ],
    ]
