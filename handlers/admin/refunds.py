"""/refund REF [AMOUNT] [reason]: asked once more with where it goes, then done once, however often it is pressed."""

import json
import re
from dataclasses import dataclass
from typing import Final

from bot.shop.errors import NotFoundError, NothingLeftError, ShopError
from bot.shop.money import Money
from bot.shop.refs import new_token
from bot.shop.refunds import WALLET
from handlers import typed
from handlers.context import ShopContext
from handlers.failures import sentence
from handlers.keyboards import Row, button, keyboard
from handlers.payment_texts import shown_price
from handlers.routing import Handler, command, press
from handlers.screens import Screen
from handlers.staff_callbacks import DoRefund, StaffOrder
from handlers.texts import Code, escape

LONGEST_REASON: Final = 200


@dataclass(frozen=True)
class Wish:
    """What was typed behind /refund; `dinars` None: all that is left."""

    ref: str
    dinars: int | None
    reason: str | None


def handlers() -> list[Handler]:
    """The command and its confirmation."""
    return [command("refund", refund, staff=True), press(DoRefund, do_refund, staff=True)]


def wish(arguments: list[str]) -> Wish | None:
    """REF [AMOUNT] [reason]; None where that could be read in two ways."""
    if not arguments:
        return None
    ref, *rest = arguments
    dinars = typed.dinars(rest[0]) if rest else None
    if dinars is not None:
        rest = rest[1:]
        if rest and re.fullmatch(r"(?i)da|dzd|دج", rest[0]):
            rest = rest[1:]
    # Without an amount all goes back: what begins like one that cannot be read is no reason.
    if rest and (typed.rest_of_amount(rest[0]) or (dinars is None and rest[0][0].isdigit())):
        return None
    return Wish(ref, dinars, " ".join(rest)[:LONGEST_REASON] or None)


async def refund(context: ShopContext) -> None:
    """/refund REF [AMOUNT] [reason]."""
    texts = context.texts
    asked = wish(context.args or [])
    if asked is None:
        example = Code(f"/refund CDFGHJ2346 500 {texts.plain('example-reason')}")
        await context.show(Screen(texts.html("usage-refund", example=example)))
        return
    amount = None if asked.dinars is None else Money.of_dinars(asked.dinars)
    try:
        offer = await context.cashier.refunds.offer(asked.ref, amount)
    except NotFoundError:
        await context.say(texts.plain("no-such-order"))
        return
    except ShopError as error:
        await context.show(Screen(escape(sentence(texts, error))))
        return
    amount = amount or offer.left
    key = new_token()
    note = {"ref": offer.order.ref, "centimes": amount.centimes, "reason": asked.reason}
    await context.services.desk.remember(f"refund:{key}", json.dumps(note))
    rows: list[Row] = [[button(texts.plain("button-refund-wallet", amount=amount), DoRefund(key, WALLET))]]
    if offer.charge is not None:
        price = shown_price(texts, offer.charge.currency, offer.charge.currency_amount)
        rows.append(
            [button(texts.plain("button-refund-payer", price=price), DoRefund(key, offer.charge.way))]
        )
    rows.append([button(texts.plain("button-no"), StaffOrder(offer.order.ref))])
    question = texts.html("ask-refund-order", ref=Code(offer.order.ref), amount=amount, left=offer.left)
    await context.show(Screen(question, keyboard(rows)))


async def do_refund(context: ShopContext, pressed: DoRefund) -> None:
    """The refund, confirmed. A second press finds it done."""
    texts = context.texts
    noted = await context.services.desk.remembered(f"refund:{pressed.key}")
    if noted is None:
        await context.toast(texts.plain("toast-old-button"), alert=True)
        return
    note = json.loads(noted)
    try:
        done = await context.cashier.refunds.refund(
            context.person_id,
            note["ref"],
            Money(note["centimes"]),
            note["reason"],
            to=pressed.to,
            key=pressed.key,
        )
    except NothingLeftError as error:
        await context.toast(sentence(texts, error), alert=True)
        return
    if not done:
        await context.toast(texts.plain("toast-refunded-before"), alert=True)
        return
    text = texts.html("refunded-order", ref=Code(note["ref"]), amount=Money(note["centimes"]))
    details = button(texts.plain("button-order-details"), StaffOrder(note["ref"]))
    await context.show(Screen(text, keyboard([[details]])))
