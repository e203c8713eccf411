"""Receipts of transfers for staff: the waiting list, and the decision on each. The first decision wins.

The copies with the picture are the outbox's and are changed there; here presses are answered, and what must be typed
(another amount, a reason in one's own words) is asked for.
"""

import json
from typing import Final

from telegram import Message
from telegram.ext import filters

from bot.shop.errors import AlreadyDecidedError, BadAmountError
from bot.shop.money import Money
from bot.shop.receipts import ReceiptView
from handlers import typed
from handlers.context import ShopContext
from handlers.keyboards import Row, button, keyboard
from handlers.routing import END, Handler, State, command, message, press
from handlers.screens import Screen
from handlers.staff_callbacks import (
    ApproveReceipt,
    ChangeReceipt,
    OpenReceipt,
    Overview,
    Receipts,
    RejectReceipt,
    RejectReceiptFor,
)
from handlers.texts import Texts
from handlers.transfer_texts import to_decide

TYPING_DECISION: Final = "typing_decision"
REASONS: Final = ("not_received", "wrong_amount", "unreadable", "used_before")
OTHER: Final = "other"
LONGEST_REASON: Final = 200


def handlers() -> list[Handler]:
    """What ends no question."""
    return [
        command("receipts", waiting, staff=True),
        press(Receipts, turn_waiting, staff=True),
        press(OpenReceipt, open_receipt, staff=True),
        press(ApproveReceipt, approve, staff=True),
        press(RejectReceipt, reject, staff=True),
    ]


def entry_points() -> list[Handler]:
    """What asks for something typed."""
    return [
        press(ChangeReceipt, change, staff=True),
        press(RejectReceiptFor, reject_for, staff=True),
    ]


def states() -> dict[object, list[Handler]]:
    """An amount or a reason may be typed."""
    return {TYPING_DECISION: [message(filters.TEXT & ~filters.COMMAND, type_decision)]}


async def waiting(context: ShopContext) -> None:
    """/receipts."""
    texts = context.texts
    views = await context.cashier.receipts.waiting()
    back = [button(texts.plain("button-overview"), Overview())]
    if not views:
        await context.show(Screen(texts.html("slips-none"), keyboard([back])))
        return
    rows: list[Row] = [
        [
            button(
                texts.plain(
                    "button-slip",
                    amount=view.request.amount,
                    name=view.customer.first_name if view.customer else texts.plain("nothing-known"),
                    sign="⚠️" if view.same else "🧾",
                ),
                OpenReceipt(view.request.id),
            )
        ]
        for view in views
    ]
    await context.show(Screen(texts.html("slips", count=len(views)), keyboard([*rows, back])))


async def turn_waiting(context: ShopContext, pressed: Receipts) -> None:
    """The list, from a button."""
    del pressed
    await waiting(context)


async def open_receipt(context: ShopContext, pressed: OpenReceipt) -> None:
    """One receipt in words; its picture stands further up, where it was told of, or comes now."""
    view = await context.cashier.receipts.show(context.person_id, pressed.request_id)
    await context.show(_opened(context.texts, view))


async def approve(context: ShopContext, pressed: ApproveReceipt) -> None:
    """The money is there."""
    try:
        await context.cashier.receipts.approve(context.person_id, pressed.request_id)
    except AlreadyDecidedError as error:
        await _too_late(context, error)
        return
    toast = context.texts.plain("toast-approved")
    message = context.press.message
    if isinstance(message, Message) and message.text:
        # Opened from the list. The copies with the picture are changed through the outbox.
        view = await context.cashier.receipts.view(pressed.request_id)
        await context.show(_opened(context.texts, view), toast=toast)
        return
    await context.toast(toast)


async def change(context: ShopContext, pressed: ChangeReceipt) -> State:
    """How much was it?"""
    await _ask(context, "amount", pressed.request_id)
    view = await context.cashier.receipts.view(pressed.request_id)
    await context.show(Screen(context.texts.html("ask-amount", amount=view.request.amount)), apart=True)
    return TYPING_DECISION


async def reject(context: ShopContext, pressed: RejectReceipt) -> None:
    """Why not?"""
    texts = context.texts
    rows: list[Row] = [
        [button(texts.plain(f"rejected-{reason}"), RejectReceiptFor(pressed.request_id, reason))]
        for reason in (*REASONS, OTHER)
    ]
    await context.show(Screen(texts.html("ask-reason"), keyboard(rows)), apart=True)


async def reject_for(context: ShopContext, pressed: RejectReceiptFor) -> State:
    """For one of the usual reasons, or one that is typed next."""
    if pressed.reason not in REASONS:
        await _ask(context, "reason", pressed.request_id)
        await context.show(Screen(context.texts.html("ask-reason-words")))
        return TYPING_DECISION
    await _reject(context, pressed.request_id, pressed.reason)
    return END


async def type_decision(context: ShopContext) -> State:
    """The amount or the reason."""
    texts = context.texts
    incoming = context.incoming.message if context.incoming else None
    words = ((incoming.text if incoming else None) or "").strip()
    noted = await context.services.desk.remembered(f"typing:{context.person_id}")
    if noted is None or not context.is_staff:
        return END
    asked = json.loads(noted)
    if asked["what"] == "reason":
        await _reject(context, asked["request_id"], words[:LONGEST_REASON])
        return END
    try:
        # What is no amount is refused as nothing at all would be.
        dinars = typed.dinars(words) or 0
        await context.cashier.receipts.approve(context.person_id, asked["request_id"], dinars)
    except BadAmountError:
        most = context.cashier.paying.topup_most
        await context.show(Screen(texts.html("amount-refused", least=Money.of_dinars(1), most=most)))
        return TYPING_DECISION
    except AlreadyDecidedError as error:
        await _too_late(context, error)
        return END
    await context.say(texts.plain("toast-approved"))
    return END


def _opened(texts: Texts, view: ReceiptView) -> Screen:
    """A receipt as opened from the list, with the way back."""
    return to_decide(texts, view, [button(texts.plain("button-receipts"), Receipts())])


async def _reject(context: ShopContext, request_id: str, reason: str) -> None:
    try:
        await context.cashier.receipts.reject(context.person_id, request_id, reason)
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


async def _ask(context: ShopContext, what: str, request_id: str) -> None:
    """Notes what the next typed line of this staff member means; a restart in between changes nothing."""
    note = json.dumps({"what": what, "request_id": request_id})
    await context.services.desk.remember(f"typing:{context.person_id}", note)
