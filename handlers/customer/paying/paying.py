"""Paying: the ways for an order that waits, cancelling
it, and /topup, which fills the wallet without an order.

What was asked for comes as a message of its own through the outbox; here a press is
only answered. The typed amount of a top-up is a question of the buying conversation.
"""

from dataclasses import dataclass
from typing import Final

from bot.shop.billing.outcomes import PaymentOutcome
from bot.shop.errors import BadAmountError, OverReason, PaymentOverError
from bot.shop.money import Money
from bot.shop.order_status import ENDED_UNPAID, ChangeReason
from handlers.customer.buying.callbacks import OrderAgain
from handlers.customer.paying.callbacks import (
    CancelOrder,
    PayFromWallet,
    PayOrder,
    PayWays,
    TopUp,
    TopUpAmount,
    TopUpBy,
)
from handlers.customer.wallet.callbacks import MyWallet
from handlers.ui import typed
from handlers.ui.context import ShopContext
from handlers.ui.keyboards import Row, button, in_rows, keyboard
from handlers.ui.questions import Question
from handlers.ui.routing import END, Handler, State, answer, command, press
from handlers.ui.screen import Screen
from handlers.ui.texts import Code, tidy
from handlers.words.payment import way_label

_QUICK: Final = (500, 1000, 2000, 5000, 10_000, 20_000)
_IN_A_ROW: Final = 3
_SHOWN: Final = 60  # characters of what was typed


@dataclass(frozen=True)
class AskTopUpAmount(Question):
    """How much into the wallet?"""

    kind = "typing_amount"


def handlers() -> list[Handler]:
    """What ends no question."""
    return [
        press(PayWays, open_pay_ways),
        press(PayOrder, pay_order),
        press(PayFromWallet, pay_from_wallet),
        press(CancelOrder, cancel_order),
        press(TopUpAmount, choose_topup_amount),
        press(TopUpBy, top_up_by),
    ]


def asking() -> list[Handler]:
    """What asks for an amount."""
    return [command("topup", topup_command, place=50), press(TopUp, ask_topup_amount)]


def answers() -> dict[type[Question], list[Handler]]:
    """An amount may be typed."""
    return {AskTopUpAmount: [answer(AskTopUpAmount, type_topup_amount)]}


async def open_pay_ways(context: ShopContext, pressed: PayWays) -> None:
    """Each way to pay for an order that waits."""
    try:
        bill = await context.services.waiting_orders.view(context.person_id, pressed.ref)
    except PaymentOverError as over:
        await _over(context, over)
        return
    texts = context.texts
    rows: list[Row] = [
        [button(way_label(texts, price), PayOrder(bill.ref, price.way))]
        for price in context.services.payments.prices(bill.missing)
    ]
    if not bill.missing:
        rows = [[button(texts.plain("button-pay-wallet", total=bill.total), PayFromWallet(bill.ref))]]
    several = bill.count > 1
    cancel = texts.plain("button-basket-cancel" if several else "button-cancel-order")
    rows.append([button(cancel, CancelOrder(bill.ref))])
    if several:
        key = "basket-ways" if bill.missing else "basket-ways-wallet"
        text = texts.html(key, count=bill.count, total=bill.missing or bill.total)
    elif bill.missing:
        text = texts.html("ways", ref=Code(bill.ref), missing=bill.missing)
    else:
        text = texts.html("ways-wallet", ref=Code(bill.ref))
    await context.show(Screen(text, keyboard(rows), passing=True), apart=True)


async def pay_order(context: ShopContext, pressed: PayOrder) -> None:
    """One of the ways."""
    try:
        request = await context.services.payments.pay_order(context.person_id, pressed.ref, pressed.way)
    except PaymentOverError as over:
        await _over(context, over)
        return
    await context.toast(
        context.texts.plain("toast-bought" if request is None else "toast-waiting", ref=Code(pressed.ref))
    )
    await context.take_buttons(context.message_id)  # the other ways stay open from the order's card


async def pay_from_wallet(context: ShopContext, pressed: PayFromWallet) -> None:
    """The wallet covers the order by now."""
    texts = context.texts
    try:
        outcome = await context.services.waiting_orders.pay_from_wallet(context.person_id, pressed.ref)
    except PaymentOverError as over:
        await _over(context, over)
        return
    if outcome in {PaymentOutcome.MISSING, PaymentOutcome.LATER}:
        await context.toast(texts.plain("toast-not-yet"), alert=True)
        return
    if outcome is PaymentOutcome.HELD:
        await context.toast(texts.plain("toast-held-dearer"), alert=True)
        return
    await context.toast(texts.plain("toast-bought", ref=Code(pressed.ref)))


async def cancel_order(context: ShopContext, pressed: CancelOrder) -> None:
    """Not wanted any more."""
    try:
        await context.services.waiting_orders.cancel(context.person_id, pressed.ref)
    except PaymentOverError as over:
        await _over(context, over)
        return
    order = await context.services.orders.view(context.person_id, pressed.ref)
    kept = "toast-order-cancelled-kept" if order.came else "toast-order-cancelled"
    await context.toast(context.texts.plain(kept))


async def topup_command(context: ShopContext) -> State:
    """/topup, /topup 3000."""
    return await _read_amount(context, " ".join(context.args or []))


async def ask_topup_amount(context: ShopContext, pressed: TopUp) -> State:
    """The same, from a button."""
    del pressed
    return await _ask_amount(context)


async def choose_topup_amount(context: ShopContext, pressed: TopUpAmount) -> None:
    """An amount from a button."""
    await _offer(context, pressed.dinars)


async def type_topup_amount(context: ShopContext, asked: AskTopUpAmount) -> State:
    """An amount that was typed."""
    del asked
    return await _read_amount(context, context.typed)


async def top_up_by(context: ShopContext, pressed: TopUpBy) -> None:
    """So much, this way: what to pay with is on its way."""
    try:
        request = await context.services.payments.top_up(context.person_id, pressed.dinars, pressed.way)
    except BadAmountError:
        await _ask_amount(context, why=context.texts.html("error-bad-amount"))
        return
    await context.toast(context.texts.plain("toast-topup", amount=request.amount))
    await context.take_buttons(context.message_id)


async def _read_amount(context: ShopContext, words: str) -> State:
    """The ways for a typed amount. What cannot be read is named, and asked for again."""
    asked = typed.dinars(words)
    if asked is not None and context.services.payments.open:
        return await _offer(context, asked)
    why = context.texts.html("amount-not-read", words=tidy(words, _SHOWN)) if words.strip() else ""
    return await _ask_amount(context, why=why)


async def _ask_amount(context: ShopContext, *, why: str = "") -> State:
    """Asks how much; `why` is what was wrong with the last answer."""
    texts, requests = context.texts, context.services.payment_requests
    wallet = [button(texts.plain("button-wallet"), MyWallet())]
    if not context.services.payments.open:
        by_hand = texts.html("topup-by-hand", customer=Code(context.person_id))
        await context.show(Screen(by_hand, keyboard([wallet])))
        return END
    least, most = requests.topup_least, requests.topup_most
    quick = [
        button(texts.plain("button-topup-amount", amount=amount), TopUpAmount(int(amount.dinars)))
        for amount in map(Money.of_dinars, _QUICK)
        if least <= amount <= most
    ]
    text = f"{why}\n\n{texts.html('topup', least=least, most=most)}".strip()
    await context.show(Screen(text, keyboard([*in_rows(quick, _IN_A_ROW), wallet]), passing=True))
    return AskTopUpAmount()


async def _offer(context: ShopContext, dinars: int) -> State:
    """The ways for an amount; an amount out of bounds is asked again."""
    texts, services = context.texts, context.services
    try:
        amount = await services.payment_requests.may_top_up(dinars)
    except BadAmountError:
        return await _ask_amount(context, why=texts.html("error-bad-amount"))
    rows: list[Row] = [
        [button(way_label(texts, price), TopUpBy(dinars, price.way))]
        for price in services.payments.prices(amount)
    ]
    text = texts.html("topup-ways" if rows else "topup-no-way", amount=amount)
    rows.append([button(texts.plain("button-back"), TopUp())])
    await context.show(Screen(text, keyboard(rows), passing=True))
    return END


async def _over(context: ShopContext, over: PaymentOverError) -> None:
    """The order is paid, expired or cancelled: what became
    of it, and the way to the same goods if it is not.
    """
    texts = context.texts
    order = await context.services.orders.view(context.person_id, over.ref)
    key = "error-payment-looked-into" if over.why is OverReason.LOOKED_INTO else "error-payment-over"
    text = texts.plain(key, ref=Code(over.ref))
    if order.events and order.status in ENDED_UNPAID:
        again = button(texts.plain("button-order-again"), OrderAgain(over.ref))
        reason = texts.html(f"over-{over.why}") if over.why in _OVER else ""
        await context.show(Screen(f"{text}\n\n{reason}".strip(), keyboard([[again]])), apart=True)
        return
    await context.toast(text, alert=True)


_OVER: Final = frozenset(
    {
        ChangeReason.NOT_PAID_IN_TIME,
        ChangeReason.CUSTOMER_CANCELLED,
        ChangeReason.SOLD_OUT,
        ChangeReason.PRICE_CHANGED,
        ChangeReason.FLOAT_TOO_LOW,
    }
)
