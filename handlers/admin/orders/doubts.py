"""Orders in doubt, where staff must write something: the
supplier's order number, or why a loss is written off.
"""

import json
import re
from dataclasses import dataclass
from typing import Final

from bot.shop.errors import NotFoundError
from bot.shop.lost_orders.investigation import NumberRefusal
from bot.shop.money import Money
from bot.shop.roles.rights import Right
from bot.shop.staff.remembered import KEEP_BEGUN
from handlers.admin.orders.callbacks import AdoptNumber, AskWriteOff, StaffOrder, WriteOff, WriteOrderNumber
from handlers.admin.orders.orders import read_dossier_screen
from handlers.ui.context import ShopContext
from handlers.ui.keyboards import button, keyboard
from handlers.ui.questions import Question
from handlers.ui.routing import END, Handler, State, answer, press
from handlers.ui.screen import Screen
from handlers.ui.texts import Code, without_marks

LONGEST_REASON: Final = 200
_NUMBER: Final = re.compile(r"[A-Za-z0-9_-]{1,40}", re.ASCII)


@dataclass(frozen=True)
class AskOrderNumber(Question):
    """Which order at the supplier is it?"""

    kind = "typing_order_number"
    ref: str


@dataclass(frozen=True)
class AskLossReason(Question):
    """Why is no money expected back for an order's debit?"""

    kind = "typing_loss_reason"
    ref: str


def handlers() -> list[Handler]:
    """What ends no question."""
    return [
        press(AdoptNumber, adopt_number, right=Right.DECIDE_ORDERS),
        press(WriteOff, write_off, right=Right.DECIDE_ORDERS),
    ]


def asking() -> list[Handler]:
    """What asks for something typed."""
    return [
        press(WriteOrderNumber, ask_number, right=Right.DECIDE_ORDERS),
        press(AskWriteOff, ask_reason, right=Right.DECIDE_ORDERS),
    ]


def answers() -> dict[type[Question], list[Handler]]:
    """A number or a reason may be typed; each is confirmed by a press before anything is done."""
    return {
        AskOrderNumber: [answer(AskOrderNumber, type_order_number, right=Right.DECIDE_ORDERS)],
        AskLossReason: [answer(AskLossReason, type_loss_reason, right=Right.DECIDE_ORDERS)],
    }


async def ask_number(context: ShopContext, pressed: WriteOrderNumber) -> State:
    """Which order at the supplier is it?"""
    await context.show(Screen(context.texts.html("ask-order-number", ref=Code(pressed.ref))), apart=True)
    return AskOrderNumber(pressed.ref)


async def ask_reason(context: ShopContext, pressed: AskWriteOff) -> State:
    """Why is no money expected back?"""
    await context.show(Screen(context.texts.html("ask-write-off-reason", ref=Code(pressed.ref))), apart=True)
    return AskLossReason(pressed.ref)


async def type_order_number(context: ShopContext, asked: AskOrderNumber) -> State:
    """The number, checked before it is asked whether it is meant."""
    texts, ref, number = context.texts, asked.ref, without_marks(context.typed).strip()
    refused: NumberRefusal | None = NumberRefusal.UNREADABLE
    if _NUMBER.fullmatch(number):
        refused = await context.services.review.check_number(ref, number)
    if refused is not None:
        await context.say(texts.plain(f"number-{refused}"))
        return END if refused is NumberRefusal.MOVED_ON else asked
    yes = button(texts.plain("button-yes"), AdoptNumber(ref, number))
    no = button(texts.plain("button-no"), StaffOrder(ref))
    await context.show(Screen(texts.html("ask-adopt", ref=Code(ref), id=Code(number)), keyboard([[yes, no]])))
    return END


async def type_loss_reason(context: ShopContext, asked: AskLossReason) -> State:
    """The reason, shown once more with what is given up."""
    texts, ref = context.texts, asked.ref
    reason = without_marks(context.typed).strip()
    if len(reason) > LONGEST_REASON:
        await context.say(texts.plain("too-long", most=LONGEST_REASON))
        return asked
    dossier = await context.services.review.dossier(ref)
    amount = sum((loss.amount for loss in dossier.losses if loss.is_open), Money.ZERO)
    if not amount:
        await context.say(texts.plain("toast-decision-gone"))
        return END
    begun = json.dumps({"ref": ref, "reason": reason})
    await context.services.remembered.remember(_begun(context), begun, keep=KEEP_BEGUN)
    yes = button(texts.plain("button-yes"), WriteOff(ref))
    no = button(texts.plain("button-no"), StaffOrder(ref))
    question = texts.html("ask-write-off", ref=Code(ref), amount=amount, reason=reason)
    await context.show(Screen(question, keyboard([[yes, no]])))
    return END


async def adopt_number(context: ShopContext, pressed: AdoptNumber) -> None:
    """It is that one. A second press finds it done."""
    texts, review = context.texts, context.services.review
    refused = await review.adopt_number(context.person_id, pressed.ref, pressed.supplier_order_id)
    dossier = await review.dossier(pressed.ref)
    toast = texts.plain("toast-decided" if refused is None else f"number-{refused}")
    await context.show(await read_dossier_screen(context, dossier), toast=toast)


async def write_off(context: ShopContext, pressed: WriteOff) -> None:
    """The loss, written off for the reason that was typed. A second press finds it done."""
    texts, review = context.texts, context.services.review
    noted = await context.services.remembered.remembered(_begun(context))
    begun = None if noted is None else json.loads(noted)
    if begun is None or begun["ref"] != pressed.ref:
        await context.toast(texts.plain("toast-old-button"), alert=True)
        return
    try:
        done = await review.write_off(context.person_id, pressed.ref, begun["reason"])
    except NotFoundError:
        await context.say(texts.plain("no-such-order"))
        return
    toast = texts.plain("written-off", ref=pressed.ref) if done else texts.plain("toast-decision-gone")
    await context.show(await read_dossier_screen(context, await review.dossier(pressed.ref)), toast=toast)


def _begun(context: ShopContext) -> str:
    """Under which key the write-off is noted that this staff member may confirm."""
    return f"write_off:{context.person_id}"
