"""Payments in words: a price in any currency, a way's button, what was asked for and what became of the money."""

from decimal import Decimal
from typing import Any

from telegram import InlineKeyboardButton

from bot.payments.invoices import minor_digits
from bot.payments.method import Price
from bot.shop.billing.requests import PaymentRequest, RequestState
from bot.shop.billing.wallet import Entry
from bot.shop.money import Money
from bot.shop.orders.history import OrderView
from handlers.ui.callbacks import MyOrderApart, MyWallet, OrderAgain, PayWays, Shop, TopUp
from handlers.ui.keyboards import (
    Row,
    button,
    copy_button,
    keyboard,
    tidy_label,
)
from handlers.ui.screens import Screen
from handlers.ui.texts import Change, Code, Phrase, Texts, TimeOfDay, cut, tidy

LONGEST_TITLE, LONGEST_DESCRIPTION = 32, 255  # characters, Bot API sendInvoice
STARS, DINARS = "XTR", "DZD"


def shown_price(texts: Texts, currency: str, amount: int) -> Phrase:
    """Whole Stars, dinars, or minor units of another currency, as people read them."""
    if currency == STARS:
        return Phrase(f"{texts.number(amount)} ⭐")
    if currency == DINARS:
        return texts.money(Money(amount))
    return Phrase(f"{texts.number(Decimal(amount).scaleb(-minor_digits(currency)))} {currency}")


def way_label(texts: Texts, price: Price) -> str:
    """A way to pay with what it costs that way."""
    return texts.plain(f"way-{price.way}", price=shown_price(texts, price.currency, price.amount))


def invoice_words(texts: Texts, request: PaymentRequest) -> tuple[str, str]:
    """Title and description of a Telegram invoice, within its limits."""
    if request.order_ref is None:
        title = texts.plain("invoice-topup")
        description = texts.plain("invoice-topup-what", amount=request.amount, shop=texts.shop_name)
    else:
        title = texts.plain("invoice-order", ref=Code(request.order_ref))
        description = texts.plain(
            "invoice-order-what",
            product=tidy(request.product_title or "", 100),
            type=tidy(request.type_name or "", 60),
            quantity=request.quantity,
        )
    return cut(title, LONGEST_TITLE), cut(description, LONGEST_DESCRIPTION)


def link_over(texts: Texts) -> Screen:
    """What stays where the link was, once what became of it is told in a message of its own."""
    return Screen(texts.html("link-over"))


def link_news(texts: Texts, request: PaymentRequest) -> Screen:
    """A payment page's link while it can be begun; afterwards one sentence, and how to try again."""
    if request.state is RequestState.OPEN and request.url is not None:
        text = texts.html("link", amount=request.amount)
        if request.order_ref is None:
            # For an order its own time to pay counts, which the order's message says.
            text += "\n\n" + texts.html("link-until", until=TimeOfDay(request.expires_at))
        label = tidy_label(texts.plain("button-link", amount=request.amount))
        return Screen(text, keyboard([[InlineKeyboardButton(text=label, url=request.url)]]))
    rows: list[Row] = []
    if request.state is not RequestState.PAID:
        again = TopUp() if request.order_ref is None else PayWays(request.order_ref)
        label = texts.plain("button-topup" if request.order_ref is None else "button-ways")
        rows.append([button(label, again)])
    return Screen(texts.html(f"link-{request.state}", amount=request.amount), keyboard(rows))


def money_came(
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
            [button(texts.plain("button-shop"), Shop(1)), button(texts.plain("button-wallet"), MyWallet(1))]
        )
    else:
        blocks.append(texts.html(f"kept-{outcome}", ref=Code(order.ref)))
        if amount is None and came:
            blocks.append(texts.html("kept-came", amount=came, balance=balance))
        if outcome == "missing":
            rows.append([button(texts.plain("button-ways"), PayWays(order.ref))])
        elif outcome in {"later", "held"}:
            rows.append([button(texts.plain("button-order-details"), MyOrderApart(order.ref))])
        else:
            rows.append([button(texts.plain("button-order-again"), OrderAgain(order.ref))])
    return Screen("\n\n".join(blocks), keyboard(rows))


def money_back(texts: Texts, payload: dict[str, Any], balance: Money) -> Screen:
    """Money went back: into the wallet, or to where it came from."""
    ref, reason = payload["ref"], payload["reason"]
    if payload["to"] == "wallet":
        text = texts.html("back-wallet", amount=Money(payload["centimes"]), ref=Code(ref), balance=balance)
    else:
        text = texts.html("back-payer", price=shown_price(texts, payload["currency"], payload["paid"]))
    if reason:
        text += "\n" + texts.html("wallet-note", note=reason)
    rows: list[Row] = [[button(texts.plain("button-wallet"), MyWallet(1))]]
    return Screen(text, keyboard(rows))


def copy_row(label: str, value: str) -> list[InlineKeyboardButton]:
    """A button that copies one value; none where Telegram does not take it."""
    made = copy_button(label, value)
    return [made] if made is not None else []


LONGEST_NOTE = 80  # characters of a note in a list


def entry_line(texts: Texts, entry: Entry) -> str:
    """One entry: when, how much, what for."""
    what: str
    match entry.kind:
        case "purchase" | "refund" | "staff_refund":
            kind = "refund" if entry.kind == "staff_refund" else entry.kind
            what = texts.plain(f"entry-{kind}", ref=Code(entry.note or entry.subject))
        case "topup" | "payback":
            what = texts.plain(f"entry-{entry.kind}", way=texts.word("by", entry.note or ""))
        case "credit" | "debit":
            what = texts.plain(f"entry-{entry.kind}")
            if entry.note:
                what += f" – {entry.note[:LONGEST_NOTE]}"
        case _:
            what = texts.plain("entry-other")
    return texts.html("wallet-entry", at=entry.at, amount=Change(entry.amount), what=what)
