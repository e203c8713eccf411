"""/payments: money that came, newest first; /payments
unmatched: what fits nothing, with the ways to settle it.
"""

from dataclasses import dataclass

from bot.shop.billing.refunds import Payment, PaymentState
from bot.shop.errors import NotEnoughMoneyError, NotFoundError
from bot.shop.paging import FIRST, Cursor
from bot.shop.roles.rights import Right
from handlers.admin.customers.callbacks import StaffCustomer
from handlers.admin.overview.callbacks import panel_button
from handlers.ui.callback_codec import Callback
from handlers.ui.context import ShopContext
from handlers.ui.keyboards import Row, button, in_pairs, keyboard, turns_line, turns_row
from handlers.ui.routing import Handler, command, press
from handlers.ui.screen import Screen
from handlers.ui.texts import Code, Texts, without_marks
from handlers.ui.typed import words_for
from handlers.words.payment import shown_price
from handlers.words.reason import not_understood

_UNMATCHED = words_for("unmatched")

CREDIT, BACK = "credit", "back"
SIGNS = {
    PaymentState.CREDITED: "✅",
    PaymentState.UNMATCHED: "❓",
    PaymentState.REFUND_REQUESTED: "⏳",
    PaymentState.REFUNDED: "↩️",
}


@dataclass(frozen=True)
class Payments(Callback):
    """Staff: a page of the payments; 1: only those that fit nothing."""

    verb = "a-pays"
    cursor: Cursor
    unmatched: int


@dataclass(frozen=True)
class OpenPayment(Callback):
    """Staff: one payment, with the ways to settle it."""

    verb = "a-pay"
    payment_id: int


@dataclass(frozen=True)
class SettlePayment(Callback):
    """Staff: `credit` it to its payer, or send it `back` the way it came."""

    verb = "a-payd"
    payment_id: int
    how: str


def handlers() -> list[Handler]:
    """The lists, one payment, and what to do with it."""
    return [
        command("payments", payments_command, right=Right.SETTLE_PAYMENTS, place=100),
        press(Payments, turn_payments, right=Right.SETTLE_PAYMENTS),
        press(OpenPayment, open_payment, right=Right.SETTLE_PAYMENTS),
        press(SettlePayment, settle_payment, right=Right.SETTLE_PAYMENTS),
    ]


async def payments_command(context: ShopContext) -> None:
    """/payments, /payments unmatched."""
    texts, words = context.texts, without_marks(" ".join(context.args or [])).casefold()
    if words and words not in _UNMATCHED:
        usage = texts.html("usage-payments", all=Code("/payments"), unmatched=Code("/payments unmatched"))
        await context.show(not_understood(texts, words, usage))
        return
    await _list(context, FIRST, unmatched=bool(words))


async def turn_payments(context: ShopContext, pressed: Payments) -> None:
    """A page."""
    await _list(context, pressed.cursor, unmatched=bool(pressed.unmatched))


async def open_payment(context: ShopContext, pressed: OpenPayment) -> None:
    """One payment."""
    await context.show(await _screen(context, pressed.payment_id))


async def settle_payment(context: ShopContext, pressed: SettlePayment) -> None:
    """Credits it or sends it back, once."""
    texts, services = context.texts, context.services
    payment = await services.refunds.payment(pressed.payment_id)
    toast = texts.plain("toast-decided")
    try:
        if pressed.how == CREDIT:
            worth = services.payments.worth(payment.way, payment.currency, payment.currency_amount)
            if worth is None or not await services.refunds.credit(context.person_id, payment.id, worth):
                toast = texts.plain("toast-decision-gone")
        elif _may_send_back(context, payment):
            await services.refunds_to_payer.ask(context.person_id, payment.id)
        else:
            toast = texts.plain("toast-decision-gone")
    except NotEnoughMoneyError as error:
        await context.toast(texts.plain("debit-too-much", missing=error.missing), alert=True)
        return
    except NotFoundError:
        await context.toast(texts.plain("no-such-customer"), alert=True)
        return
    await context.show(await _screen(context, pressed.payment_id), toast=toast)


async def _list(context: ShopContext, cursor: Cursor, *, unmatched: bool) -> None:
    texts = context.texts
    shown = await context.services.refunds.payments(cursor, unmatched=unmatched)
    rows: list[Row] = [
        [
            button(
                texts.plain(
                    "button-payment",
                    sign=SIGNS[payment.state],
                    number=payment.id,
                    price=shown_price(texts, payment.currency, payment.currency_amount),
                    way=texts.word("by", payment.way),
                ),
                OpenPayment(payment.id),
            )
        ]
        for payment in shown.items
    ]
    other = Payments(FIRST, int(not unmatched))
    rows.append(turns_row(texts, lambda to: Payments(to, int(unmatched)), shown.turns))
    label = texts.plain("button-all-payments" if unmatched else "button-unmatched")
    rows += in_pairs([button(label, other), panel_button(texts)])
    head = texts.html("payments-unmatched" if unmatched else "payments")
    if not shown.items:
        head += "\n\n" + texts.html("payments-none")
    await context.show(Screen(head + turns_line(texts, shown.turns), keyboard(rows)))


async def _screen(context: ShopContext, payment_id: int) -> Screen:
    texts = context.texts
    payment = await context.services.refunds.payment(payment_id)
    worth = context.services.payments.worth(payment.way, payment.currency, payment.currency_amount)
    rows: list[Row] = []
    if payment.state is PaymentState.UNMATCHED and payment.known and worth:
        label = texts.plain("button-settle-credit", amount=worth)
        rows.append([button(label, SettlePayment(payment.id, CREDIT))])
    if _may_send_back(context, payment):
        rows.append([button(texts.plain("button-settle-back"), SettlePayment(payment.id, BACK))])
    if payment.known and payment.customer_id is not None:
        name = await context.services.customers.name_of(payment.customer_id)
        rows.append([button(f"👤 {name}", StaffCustomer(payment.customer_id))])
    rows.append([button(texts.plain("button-all-payments"), Payments(FIRST, 0))])
    return Screen(_text(texts, payment), keyboard(rows))


def _may_send_back(context: ShopContext, payment: Payment) -> bool:
    """What fits nothing goes back with the right to settle it; what was credited is a refund."""
    is_settling = payment.state is PaymentState.UNMATCHED
    return payment.can_go_back and (is_settling or context.may(Right.REFUND))


def _text(texts: Texts, payment: Payment) -> str:
    nothing = texts.plain("nothing-known")
    lines = [
        texts.html(
            "payment",
            number=payment.id,
            way=texts.word("by", payment.way),
            price=shown_price(texts, payment.currency, payment.currency_amount),
            amount=payment.amount,
            state=texts.plain(f"payment-{payment.state}"),
            at=payment.received_at,
            customer=Code(payment.customer_id) if payment.customer_id is not None else nothing,
            ref=Code(payment.order_ref) if payment.order_ref else nothing,
        )
    ]
    if payment.why is not None and payment.state is PaymentState.UNMATCHED:
        lines.append(texts.html("payment-why", why=texts.word("reason", payment.why)))
    return "\n".join(lines)
