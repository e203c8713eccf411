"""Orders in doubt, where staff must write something: the supplier's order number, or why a loss is written off."""

import json
import re
from typing import Final

from telegram.ext import filters

from bot.shop.errors import NotFoundError
from bot.shop.money import Money
from bot.shop.staff.desk import KEEP_BEGUN
from handlers.admin.orders.callbacks import AdoptNumber, AskWriteOff, StaffOrder, WriteOff, WriteOrderNumber
from handlers.admin.orders.orders import read_dossier_screen
from handlers.ui.context import ShopContext
from handlers.ui.keyboards import button, keyboard
from handlers.ui.routing import END, Handler, State, message, press
from handlers.ui.screen import Screen
from handlers.ui.texts import Code, without_marks

TYPING_ABOUT_ORDER: Final = "typing_about_order"
LONGEST_REASON: Final = 200
_NUMBER: Final = re.compile(r"[A-Za-z0-9_-]{1,40}", re.ASCII)
_NUMBER_ASKED, _REASON_ASKED, _REASON_GIVEN = "order_number", "loss_reason", "write_off"


def handlers() -> list[Handler]:
    """What ends no question."""
    return [press(AdoptNumber, adopt_number, staff=True), press(WriteOff, write_off, staff=True)]


def entry_points() -> list[Handler]:
    """What asks for something typed."""
    return [
        press(WriteOrderNumber, ask_number, staff=True),
        press(AskWriteOff, ask_reason, staff=True),
    ]


def states() -> dict[object, list[Handler]]:
    """A number or a reason may be typed."""
    return {TYPING_ABOUT_ORDER: [message(filters.TEXT & ~filters.COMMAND, type_answer)]}


async def ask_number(context: ShopContext, pressed: WriteOrderNumber) -> State:
    """Which order at the supplier is it?"""
    await _note(context, {"what": _NUMBER_ASKED, "ref": pressed.ref})
    await context.show(Screen(context.texts.html("ask-order-number", ref=Code(pressed.ref))), apart=True)
    return TYPING_ABOUT_ORDER


async def ask_reason(context: ShopContext, pressed: AskWriteOff) -> State:
    """Why is no money expected back?"""
    await _note(context, {"what": _REASON_ASKED, "ref": pressed.ref})
    await context.show(Screen(context.texts.html("ask-write-off-reason", ref=Code(pressed.ref))), apart=True)
    return TYPING_ABOUT_ORDER


async def type_answer(context: ShopContext) -> State:
    """The number or the reason; each is confirmed by a press before anything is done."""
    asked = await _noted(context)
    incoming = context.incoming.message if context.incoming else None
    words = without_marks((incoming.text if incoming else None) or "").strip()
    if asked is None or not context.is_staff:
        return END
    if asked["what"] == _NUMBER_ASKED:
        return await _typed_number(context, asked["ref"], words)
    if asked["what"] == _REASON_ASKED:
        return await _typed_reason(context, asked["ref"], words[:LONGEST_REASON])
    return END


async def _typed_number(context: ShopContext, ref: str, number: str) -> State:
    texts = context.texts
    refused: str | None = "unreadable"
    if _NUMBER.fullmatch(number):
        refused = await context.services.review.check_number(ref, number)
    if refused is not None:
        await context.say(texts.plain(f"number-{refused}"))
        return END if refused == "moved_on" else TYPING_ABOUT_ORDER
    yes = button(texts.plain("button-yes"), AdoptNumber(ref, number))
    no = button(texts.plain("button-no"), StaffOrder(ref))
    await context.show(Screen(texts.html("ask-adopt", ref=Code(ref), id=Code(number)), keyboard([[yes, no]])))
    return END


async def _typed_reason(context: ShopContext, ref: str, reason: str) -> State:
    texts = context.texts
    dossier = await context.services.review.dossier(ref)
    amount = sum((loss.amount for loss in dossier.losses if loss.is_open), Money.ZERO)
    if not amount:
        await context.say(texts.plain("toast-decision-gone"))
        return END
    await _note(context, {"what": _REASON_GIVEN, "ref": ref, "reason": reason})
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
    asked = await _noted(context)
    if asked is None or asked["what"] != _REASON_GIVEN or asked["ref"] != pressed.ref:
        await context.toast(texts.plain("toast-old-button"), alert=True)
        return
    try:
        done = await review.write_off(context.person_id, pressed.ref, asked["reason"])
    except NotFoundError:
        await context.say(texts.plain("no-such-order"))
        return
    toast = texts.plain("written-off", ref=pressed.ref) if done else texts.plain("toast-decision-gone")
    await context.show(await read_dossier_screen(context, await review.dossier(pressed.ref)), toast=toast)


async def _note(context: ShopContext, says: dict[str, str]) -> None:
    """Notes what the next typed line of this staff member means; a restart in between changes nothing."""
    await context.services.desk.remember(f"typing:{context.person_id}", json.dumps(says), keep=KEEP_BEGUN)


async def _noted(context: ShopContext) -> dict[str, str] | None:
    noted = await context.services.desk.remembered(f"typing:{context.person_id}")
    return None if noted is None else json.loads(noted)
