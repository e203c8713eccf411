"""A transfer in words: the account to pay to, what became of it, and the receipt as staff see it."""

from telegram.constants import KeyboardButtonStyle

from bot.shop.billing.requests import RequestState
from bot.shop.billing.transfers.proof_views import Picture, ProofView
from bot.shop.money import Money
from handlers.admin.receipts.callbacks import (
    ApproveReceipt,
    ApproveRepeated,
    ChangeReceipt,
    FalseReceipt,
    OpenReceipt,
    RejectReceipt,
)
from handlers.ui.keyboards import Row, button, keyboard
from handlers.ui.screen import Screen
from handlers.ui.texts import Code, Texts

NONE_BEFORE = "none"
"""In a button, the mark of a receipt that is like no earlier one."""
_MOST_SAME, _MOST_NUMBERS = 3, 3


def receipt_screen(texts: Texts, view: ProofView) -> Screen:
    """A receipt for staff: who, how much, what for, whether
    it was seen before; who decided, or the buttons.
    """
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
    if request.others:
        blocks.append(texts.html("slip-basket", count=request.others))
    blocks += [texts.html("slip-number", number=Code(number)) for number in view.numbers[:_MOST_NUMBERS]]
    if len(view.pictures) > 1:
        blocks.append(texts.html("slip-pictures", count=len(view.pictures)))
    blocks += repeated_lines(texts, view)
    if request.state is RequestState.SUBMITTED:
        return Screen("\n".join(blocks), keyboard(decision_rows(texts, view)))
    text = "\n".join([*blocks, "", decision_line(texts, view)])
    if request.state is not RequestState.PAID or view.taken_out is not None:
        return Screen(text, None)
    return Screen(text, keyboard([[button(texts.plain("button-receipt-false"), FalseReceipt(request.id))]]))


def later_picture_screen(texts: Texts, view: ProofView, picture: Picture) -> Screen:
    """One more picture of a receipt, with the way to the receipt; says so when it came after the decision."""
    request = view.request
    customer = view.customer
    blocks = [
        texts.html(
            "slip-more",
            name=customer.first_name if customer else texts.plain("nothing-known"),
            customer=Code(request.customer_id),
            amount=request.amount,
            at=picture.sent_at,
        )
    ]
    if picture.late:
        blocks += [texts.html("slip-late"), decision_line(texts, view)]
    label = texts.plain("button-open-receipt", amount=request.amount)
    return Screen("\n".join(blocks), keyboard([[button(label, OpenReceipt(request.id))]]))


def decision_line(texts: Texts, view: ProofView) -> str:
    """Who has decided, and what."""
    request = view.request
    who = view.decided_by or texts.plain("nothing-known")
    if request.state is RequestState.PAID:
        amount = request.amount if view.approved is None else view.approved
        approved = texts.html("slip-approved", staff=who, amount=amount)
        return approved if view.taken_out is None else f"{approved}\n{false_lines(texts, view, amount)}"
    if request.state is RequestState.REJECTED:
        return texts.html(
            "slip-rejected", staff=who, reason=texts.word("rejected", request.reason or "other")
        )
    return texts.html("slip-undecided")


def false_lines(texts: Texts, view: ProofView, amount: Money) -> str:
    """That an approved receipt proved false, why, and what became of its money."""
    taken = view.taken_out or Money.ZERO
    found = texts.html("slip-false", reason=view.request.reason or texts.plain("nothing-known"))
    return f"{found}\n{texts.html('slip-false-money', taken=taken, missing=amount - taken)}"


def repeated_lines(texts: Texts, view: ProofView) -> list[str]:
    """The earlier receipts with the same file or number, a line for each."""
    return [
        texts.html(
            "slip-same-file" if same.same_file else "slip-same-number",
            customer=Code(same.customer_id),
            amount=same.amount,
            at=same.at,
            state=texts.plain(f"request-{same.state}"),
        )
        for same in view.same[:_MOST_SAME]
    ]


def ask_again_screen(texts: Texts, view: ProofView) -> Screen:
    """Approve it although it was sent before, or although its picture is
    not in sight? Names the earlier receipts; the yes is for exactly these.
    """
    text = texts.html("ask-repeated" if view.same else "ask-unseen", amount=view.request.amount)
    yes = button(
        texts.plain("button-approve-repeated", amount=view.request.amount),
        ApproveRepeated(view.request.id, view.receipt_id, view.mark or NONE_BEFORE),
        style=KeyboardButtonStyle.DANGER,
    )
    no = button(texts.plain("button-no"), OpenReceipt(view.request.id))
    return Screen("\n\n".join([text, *repeated_lines(texts, view)]), keyboard([[yes], [no]]))


def decision_rows(texts: Texts, view: ProofView) -> list[Row]:
    """Approve, another amount, reject. One that was sent
    before is not approved by the same button as a clean one.
    """
    request = view.request
    ids = request.id, view.receipt_id
    label = "button-approve-repeated" if view.same else "button-approve"
    return [
        [button(texts.plain(label, amount=request.amount), ApproveReceipt(*ids))],
        [
            button(texts.plain("button-change-amount"), ChangeReceipt(*ids)),
            button(texts.plain("button-reject"), RejectReceipt(*ids)),
        ],
    ]
