"""What comes to a customer about money: a payment page's
link and what became of it, money that came or went back.
"""

from typing import Any

from telegram import InlineKeyboardButton

from bot.shop.billing.outcomes import PaymentOutcome
from bot.shop.billing.requests import PaymentRequest, RequestState
from bot.shop.money import Money
from bot.shop.orders.history import OrderView
from handlers.customer.browsing.callbacks import Shop
from handlers.customer.buying.callbacks import OrderAgain
from handlers.customer.orders.callbacks import MyOrderApart
from handlers.customer.paying.callbacks import CancelOrder, PayWays, TopUp
from handlers.customer.wallet.callbacks import MyWallet
from handlers.ui.keyboards import Row, button, keyboard, tidy_label
from handlers.ui.screen import Screen
from handlers.ui.texts import Code, Texts, TimeOfDay
from handlers.words.payment import shown_price


def page_over_screen(texts: Texts) -> Screen:
    """What stays where the link was, once what became of it is told in a message of its own."""
    return Screen(texts.html("page-over"))


def page_screen(texts: Texts, request: PaymentRequest) -> Screen:
    """A payment page's link while it can be begun; afterwards one sentence, and how to try again."""
    if request.state is RequestState.OPEN and request.url is not None:
        text = texts.html(f"pay-{request.way}", amount=request.amount)
        if request.order_ref is None:
            # For an order its own time to pay counts, which the order's message says.
            text += "\n\n" + texts.html("page-until", until=TimeOfDay(request.expires_at))
        label = tidy_label(texts.plain("button-page", amount=request.amount))
        pay = InlineKeyboardButton(text=label, url=request.url)
        return Screen(text, keyboard([[pay], *other_way_rows(texts, request)]))
    rows: list[Row] = []
    if request.state is not RequestState.PAID:
        again = TopUp() if request.order_ref is None else PayWays(request.order_ref)
        label = texts.plain("button-topup" if request.order_ref is None else "button-ways")
        rows.append([button(label, again)])
    return Screen(texts.html(f"page-{request.state}", amount=request.amount), keyboard(rows))


def other_way_rows(texts: Texts, request: PaymentRequest) -> list[Row]:
    """For whoever is asked for money and does not want to pay it so: another way, or not at all."""
    if request.order_ref is None:
        return [[button(texts.plain("button-topup-otherwise"), TopUp())]]
    return [
        [button(texts.plain("button-ways"), PayWays(request.order_ref))],
        [button(texts.plain("button-cancel-order"), CancelOrder(request.order_ref))],
    ]


def money_came_screen(
    texts: Texts,
    *,
    amount: Money | None,
    balance: Money,
    order: OrderView | None,
    outcome: str,
    came: Money = Money.ZERO,
) -> Screen:
    """Money is in the wallet; where it was meant for an order, why it stays there, and how to go on."""
    blocks = []
    if amount is not None:
        blocks.append(texts.html("money-came", amount=amount, balance=balance))
    rows: list[Row] = []
    if order is None:
        rows.append(
            [button(texts.plain("button-shop"), Shop(1)), button(texts.plain("button-wallet"), MyWallet())]
        )
    else:
        blocks.append(texts.html(f"kept-{outcome}", ref=Code(order.ref)))
        if amount is None and came:
            blocks.append(texts.html("kept-came", amount=came, balance=balance))
        if outcome == PaymentOutcome.MISSING:
            rows.append([button(texts.plain("button-ways"), PayWays(order.ref))])
        elif outcome in {PaymentOutcome.LATER, PaymentOutcome.HELD}:
            rows.append([button(texts.plain("button-order-details"), MyOrderApart(order.ref))])
        else:
            rows.append([button(texts.plain("button-order-again"), OrderAgain(order.ref))])
    return Screen("\n\n".join(blocks), keyboard(rows))


def money_back_screen(texts: Texts, payload: dict[str, Any], balance: Money) -> Screen:
    """Money went back: into the wallet, or to where it came from."""
    ref, reason = payload["ref"], payload["reason"]
    if payload["to"] == "wallet":
        text = texts.html("back-wallet", amount=Money(payload["centimes"]), ref=Code(ref), balance=balance)
    else:
        text = texts.html("back-payer", price=shown_price(texts, payload["currency"], payload["paid"]))
    if reason:
        text += "\n" + texts.html("wallet-note", note=reason)
    rows: list[Row] = [[button(texts.plain("button-wallet"), MyWallet())]]
    return Screen(text, keyboard(rows))


def proof_false_screen(texts: Texts, payload: dict[str, Any]) -> Screen:
    """A receipt that was approved proved false: what left the wallet, and what is missing."""
    amount, taken = Money(payload["centimes"]), Money(payload["taken"])
    lines = [texts.html("proof-false-why", reason=payload["reason"])]
    if taken:
        lines.append(texts.html("proof-false-taken", amount=taken))
    if taken < amount:
        lines.append(texts.html("proof-false-missing", amount=amount - taken))
    blocks = [texts.html("proof-false", amount=amount), "\n".join(lines), texts.html("proof-false-wrong")]
    return Screen("\n\n".join(blocks), keyboard([[button(texts.plain("button-wallet"), MyWallet())]]))
