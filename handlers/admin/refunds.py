"""/refund REF [AMOUNT|all [reason]]: asked once more with
where it goes, then done once, however often it is pressed.

A confirmation is for what it shows: when something else was refunded since, it does nothing and says so.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from bot.shop.billing.refunds import WALLET
from bot.shop.errors import NotFoundError, NothingLeftError, RefundedMeanwhileError, ShopError
from bot.shop.money import Money
from bot.shop.refs import new_token
from bot.shop.roles.rights import Right
from bot.shop.staff.remembered import KEEP_BEGUN
from handlers.admin.orders.callbacks import RefundOrder, StaffOrder
from handlers.admin.prices.typed_rules import ALL
from handlers.ui import typed
from handlers.ui.callback_codec import Callback
from handlers.ui.context import ShopContext
from handlers.ui.failures import sentence
from handlers.ui.keyboards import Row, button, keyboard
from handlers.ui.questions import Question
from handlers.ui.routing import END, Handler, State, answer, command, press
from handlers.ui.screen import Screen
from handlers.ui.texts import Code, escape, tidy, without_marks
from handlers.words.payment import shown_price
from handlers.words.reason import SHOWN, not_understood

LONGEST_REASON: Final = 200


@dataclass(frozen=True)
class DoRefund(Callback):
    """Staff: a refund that was typed, confirmed; `key` names what was noted of it, `to` where it goes."""

    verb = "a-rf"
    key: str
    to: str


@dataclass(frozen=True)
class AskRefund(Question):
    """How much of an order is paid back?"""

    kind = "typing_refund"
    ref: str


@dataclass(frozen=True)
class Wish:
    """What was typed behind /refund; `dinars` None: all that is left."""

    ref: str
    dinars: int | None
    reason: str | None


def handlers() -> list[Handler]:
    """The command and its confirmation."""
    return [
        command("refund", refund_command, right=Right.REFUND, place=90),
        press(DoRefund, do_refund, right=Right.REFUND),
    ]


def asking() -> list[Handler]:
    """What asks for the amount."""
    return [press(RefundOrder, press_refund, right=Right.REFUND)]


def answers() -> dict[type[Question], list[Handler]]:
    """An amount, with a reason perhaps."""
    return {AskRefund: [answer(AskRefund, type_refund, right=Right.REFUND)]}


def read_refund_wish(arguments: Sequence[str]) -> Wish | None:
    """REF, REF AMOUNT [reason] or REF all [reason]; None where no amount can be read where one must stand.

    Nothing else means all of it: what is not understood must not give everything back.
    """
    if not arguments:
        return None
    ref, *words = arguments
    if not words or without_marks(words[0]).casefold() in ALL:
        return Wish(ref, None, " ".join(words[1:]) or None)
    amount = typed.leading_amount(words)
    return None if amount is None else Wish(ref, amount.dinars, " ".join(amount.rest) or None)


async def refund_command(context: ShopContext) -> None:
    """/refund REF [AMOUNT|all [reason]]."""
    texts = context.texts
    arguments = context.args or []
    asked = read_refund_wish(arguments)
    if asked is None:
        example = Code(f"/refund CDFGHJ2346 500 {texts.plain('example-reason')}")
        text = texts.html("usage-refund", example=example, all=Code("/refund CDFGHJ2346 all"))
        said = " ".join(arguments[1:])
        why = not_understood(texts, said, text, reason="amount-not-read") if said else Screen(text)
        await context.show(why)
        return
    await _offer(context, asked)


async def press_refund(context: ShopContext, pressed: RefundOrder) -> State:
    """How much of this order is paid back?"""
    return await ask_refund(context, pressed.ref)


async def ask_refund(context: ShopContext, ref: str) -> State:
    """How much? Raises `NotFoundError`; where nothing is left, the person is told."""
    texts = context.texts
    try:
        offer = await context.services.refunds.offer(ref, None)
    except NotFoundError:
        raise
    except ShopError as error:
        await context.say(sentence(texts, error))
        return END
    text = texts.html(
        "ask-refund-amount",
        ref=Code(offer.order.ref),
        left=offer.left,
        all=Code(texts.plain("example-all")),
        example=Code(f"500 {texts.plain('example-reason')}"),
    )
    back = [button(texts.plain("button-no-back"), StaffOrder(offer.order.ref))]
    screen = Screen(f"{text}\n{texts.html('form-leave')}", keyboard([back]))
    await context.show(screen, apart=True)
    return AskRefund(offer.order.ref)


async def type_refund(context: ShopContext, asked: AskRefund) -> State:
    """So much: it is asked once more with where it goes."""
    words = context.typed.split()
    wish = read_refund_wish([asked.ref, *words])
    if wish is None or not words:
        said = tidy(context.typed, SHOWN)
        await context.show(Screen(context.texts.html("amount-not-read", words=said)))
        return asked
    return END if await _offer(context, wish) else asked


async def _offer(context: ShopContext, asked: Wish) -> bool:
    """Asks once more, with where the money goes. False where this cannot be paid back; the person is told."""
    texts = context.texts
    if len(asked.reason or "") > LONGEST_REASON:
        await context.say(texts.plain("too-long", most=LONGEST_REASON))
        return False
    amount = None if asked.dinars is None else Money.of_dinars(asked.dinars)
    try:
        offer = await context.services.refunds.offer(asked.ref, amount)
    except NotFoundError:
        await context.show(Screen(texts.html("order-unknown", words=tidy(asked.ref, SHOWN))))
        return False
    except ShopError as error:
        await context.show(Screen(escape(sentence(texts, error))))
        return False
    amount = amount or offer.left
    key = new_token()
    note = {
        "ref": offer.order.ref,
        "centimes": amount.centimes,
        "reason": asked.reason,
        "refunded": offer.order.refunded.centimes,
    }
    await context.services.remembered.remember(f"refund:{key}", json.dumps(note), keep=KEEP_BEGUN)
    rows: list[Row] = [[button(texts.plain("button-refund-wallet", amount=amount), DoRefund(key, WALLET))]]
    if offer.charge is not None:
        price = shown_price(texts, offer.charge.currency, offer.charge.currency_amount)
        rows.append(
            [button(texts.plain("button-refund-payer", price=price), DoRefund(key, offer.charge.way))]
        )
    rows.append([button(texts.plain("button-no"), StaffOrder(offer.order.ref))])
    question = texts.html("ask-refund-order", ref=Code(offer.order.ref), amount=amount, left=offer.left)
    if asked.reason:
        question += "\n\n" + texts.html("refund-reason", reason=asked.reason)
    await context.show(Screen(question, keyboard(rows)))
    return True


async def do_refund(context: ShopContext, pressed: DoRefund) -> None:
    """The refund, confirmed. A second press finds it done."""
    texts = context.texts
    noted = await context.services.remembered.remembered(f"refund:{pressed.key}")
    if noted is None:
        await context.toast(texts.plain("toast-old-button"), alert=True)
        return
    note = json.loads(noted)
    try:
        done = await context.services.refunds.refund(
            context.person_id,
            note["ref"],
            Money(note["centimes"]),
            note["reason"],
            to=pressed.to,
            key=pressed.key,
            # One that was asked before an update of the shop does not know it.
            seen=Money(note["refunded"]) if "refunded" in note else None,
        )
    except RefundedMeanwhileError as error:
        details = button(texts.plain("button-order-details"), StaffOrder(note["ref"]))
        await context.show(Screen(escape(sentence(texts, error)), keyboard([[details]])))
        return
    except NothingLeftError as error:
        await context.toast(sentence(texts, error), alert=True)
        return
    if not done:
        await context.toast(texts.plain("toast-refunded-before"), alert=True)
        return
    text = texts.html("refunded-order", ref=Code(note["ref"]), amount=Money(note["centimes"]))
    details = button(texts.plain("button-order-details"), StaffOrder(note["ref"]))
    await context.show(Screen(text, keyboard([[details]])))
