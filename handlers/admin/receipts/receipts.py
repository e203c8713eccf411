"""Receipts of transfers for staff: the waiting list, and the decision on each. The first decision wins.

The copies with the picture are the outbox's and are changed there; here presses are
answered, and what must be typed (another amount, a reason in one's own words) is asked for.
"""

from dataclasses import dataclass
from typing import Final

from telegram import Message

from bot.shop.billing.outcomes import RejectionReason
from bot.shop.billing.requests import RequestState
from bot.shop.errors import (
    AlreadyDecidedError,
    BadAmountError,
    ProofChangedError,
    ProofRepeatedError,
)
from bot.shop.roles.rights import Right
from handlers.admin.overview.callbacks import panel_button
from handlers.admin.receipts.callbacks import (
    ApproveReceipt,
    ApproveRepeated,
    ChangeReceipt,
    OpenReceipt,
    Receipts,
    RejectReceipt,
    RejectReceiptFor,
)
from handlers.admin.receipts.screens import ask_again_screen, decision_line, repeated_lines
from handlers.ui import typed
from handlers.ui.context import ShopContext
from handlers.ui.failures import sentence
from handlers.ui.keyboards import Row, button, keyboard
from handlers.ui.questions import Question
from handlers.ui.routing import END, Handler, State, answer, command, press
from handlers.ui.screen import Screen

OTHER: Final = "other"
LONGEST_REASON: Final = 200


@dataclass(frozen=True)
class AskReceivedAmount(Question):
    """How much came? `saw` stands for the earlier receipts that were shown beside the question."""

    kind = "typing_received_amount"
    request_id: str
    receipt_id: int | None
    saw: str


@dataclass(frozen=True)
class AskRejection(Question):
    """Why is the receipt rejected, in words of one's own?"""

    kind = "typing_rejection"
    request_id: str
    receipt_id: int | None


def handlers() -> list[Handler]:
    """What ends no question."""
    return [
        command("receipts", receipts_command, right=Right.DECIDE_RECEIPTS, place=110, alone=True),
        press(Receipts, open_receipts, right=Right.DECIDE_RECEIPTS),
        press(OpenReceipt, open_receipt, right=Right.DECIDE_RECEIPTS),
        press(ApproveReceipt, approve_receipt, right=Right.DECIDE_RECEIPTS),
        press(ApproveRepeated, approve_repeated, right=Right.DECIDE_RECEIPTS),
        press(RejectReceipt, reject_receipt, right=Right.DECIDE_RECEIPTS),
    ]


def asking() -> list[Handler]:
    """What asks for something typed."""
    return [
        press(ChangeReceipt, change_receipt_amount, right=Right.DECIDE_RECEIPTS),
        press(RejectReceiptFor, reject_receipt_for, right=Right.DECIDE_RECEIPTS),
    ]


def answers() -> dict[type[Question], list[Handler]]:
    """An amount or a reason may be typed."""
    return {
        AskReceivedAmount: [answer(AskReceivedAmount, type_received_amount, right=Right.DECIDE_RECEIPTS)],
        AskRejection: [answer(AskRejection, type_rejection, right=Right.DECIDE_RECEIPTS)],
    }


async def receipts_command(context: ShopContext) -> None:
    """/receipts."""
    texts = context.texts
    waiting = await context.services.transfer_proofs.waiting()
    back = [panel_button(texts)]
    if not waiting:
        await context.show(Screen(texts.html("slips-none"), keyboard([back])))
        return
    rows: list[Row] = [
        [
            button(
                texts.plain(
                    "button-slip",
                    amount=receipt.amount,
                    name=receipt.name,
                    sign="⚠️" if receipt.repeated else "🧾",
                ),
                OpenReceipt(receipt.request_id),
            )
        ]
        for receipt in waiting
    ]
    count = await context.services.transfer_proofs.count_waiting()
    await context.show(Screen(texts.html("slips", count=count), keyboard([*rows, back])))


async def open_receipts(context: ShopContext, pressed: Receipts) -> None:
    """The list, from a button."""
    del pressed
    await receipts_command(context)


async def open_receipt(context: ShopContext, pressed: OpenReceipt) -> None:
    """One receipt with its pictures: they come to the end of
    the chat through the outbox, in the place of older copies.
    """
    replaced = await context.services.transfer_proofs.send_again(context.person_id, pressed.request_id)
    await context.toast(context.texts.plain("toast-receipt-comes"))
    for message_id in replaced:
        await context.take_away(message_id)


async def approve_receipt(context: ShopContext, pressed: ApproveReceipt) -> None:
    """The money is there. One tap, unless the same receipt
    was sent before or the picture is not in that message.
    """
    pressed_on = context.press.message
    if isinstance(pressed_on, Message) and not (pressed_on.photo or pressed_on.document):
        view = await context.services.transfer_proofs.view(pressed.request_id)
        if view.request.state is RequestState.SUBMITTED:
            await context.show(ask_again_screen(context.texts, view), apart=True)
            return
    await _approve(context, pressed.request_id, pressed.receipt_id, "")


async def approve_repeated(context: ShopContext, pressed: ApproveRepeated) -> None:
    """The money is there, although the same receipt was sent before, or nobody could see it here."""
    await _approve(context, pressed.request_id, pressed.receipt_id, pressed.saw)


async def _approve(context: ShopContext, request_id: str, receipt_id: int, saw: str) -> None:
    receipts, texts = context.services.transfer_proofs, context.texts
    try:
        await receipts.approve(context.person_id, request_id, receipt_id=receipt_id, saw=saw)
    except AlreadyDecidedError as error:
        await _too_late(context, error)
    except ProofRepeatedError:
        # In a message of its own below the picture; in its place when there are more of them by now.
        await context.show(ask_again_screen(texts, await receipts.view(request_id)), apart=not saw)
    else:
        toast = texts.plain("toast-approved")
        if saw:
            await context.show(Screen(decision_line(texts, await receipts.view(request_id))), toast=toast)
        else:
            await context.toast(toast)


async def change_receipt_amount(context: ShopContext, pressed: ChangeReceipt) -> State:
    """How much was it?"""
    return await _ask_amount(context, pressed.request_id, pressed.receipt_id)


async def reject_receipt(context: ShopContext, pressed: RejectReceipt) -> None:
    """Why not?"""
    texts = context.texts
    ids = pressed.request_id, pressed.receipt_id
    rows: list[Row] = [
        [button(texts.plain(f"rejected-{reason}"), RejectReceiptFor(*ids, reason))]
        for reason in (*RejectionReason, OTHER)
    ]
    await context.show(Screen(texts.html("ask-reason"), keyboard(rows)), apart=True)


async def reject_receipt_for(context: ShopContext, pressed: RejectReceiptFor) -> State:
    """For one of the usual reasons, or one that is typed next."""
    if pressed.reason not in list(RejectionReason):
        await context.show(Screen(context.texts.html("ask-reason-words")))
        return AskRejection(pressed.request_id, pressed.receipt_id)
    await _reject(context, pressed.request_id, pressed.receipt_id, pressed.reason)
    return END


async def type_rejection(context: ShopContext, asked: AskRejection) -> State:
    """The reason in one's own words."""
    words = context.typed.strip()
    if len(words) > LONGEST_REASON:
        await context.say(context.texts.plain("too-long", most=LONGEST_REASON))
        return asked
    await _reject(context, asked.request_id, asked.receipt_id, words)
    return END


async def type_received_amount(context: ShopContext, asked: AskReceivedAmount) -> State:
    """The amount that came: it is approved for that."""
    texts, receipts = context.texts, context.services.transfer_proofs
    words = context.typed.strip()
    dinars = typed.dinars(words)
    if dinars is None:
        await context.show(Screen(texts.html("amount-not-read", words=words)))
        return asked
    try:
        await receipts.approve(
            context.person_id, asked.request_id, dinars, receipt_id=asked.receipt_id, saw=asked.saw
        )
    except BadAmountError as error:
        await context.say(sentence(texts, error))
        return asked
    except ProofRepeatedError:
        return await _ask_amount(context, asked.request_id, asked.receipt_id)
    except AlreadyDecidedError as error:
        await _too_late(context, error)
        return END
    except ProofChangedError as error:
        await context.say(sentence(texts, error))
        return END
    await context.say(texts.plain("toast-approved"))
    return END


async def _ask_amount(context: ShopContext, request_id: str, receipt_id: int | None) -> State:
    """Asks for the amount that came, beside the earlier receipts that are like this one."""
    texts = context.texts
    view = await context.services.transfer_proofs.view(request_id)
    question = texts.html("ask-amount", amount=view.request.amount)
    await context.show(Screen("\n\n".join([*repeated_lines(texts, view), question])), apart=True)
    return AskReceivedAmount(request_id, receipt_id, view.mark)


async def _reject(context: ShopContext, request_id: str, receipt_id: int | None, reason: str) -> None:
    try:
        await context.services.transfer_proofs.reject(
            context.person_id, request_id, reason, receipt_id=receipt_id
        )
    except AlreadyDecidedError as error:
        await _too_late(context, error)
        return
    # In the place of the question, where the reason was a button: it is answered.
    await context.show(Screen(context.texts.html("toast-rejected")))


async def _too_late(context: ShopContext, error: AlreadyDecidedError) -> None:
    texts = context.texts
    who = (
        texts.plain("nothing-known")
        if error.staff_id is None
        else await context.services.customers.name_of(error.staff_id)
    )
    await context.say(texts.plain("toast-decided-already", staff=who))
