"""Payments in words: a price in any currency, a way's
button, what was asked for and what became of the money.
"""

from decimal import Decimal

from bot.payments.invoices import DZD, XTR, minor_digits
from bot.payments.method import Price
from bot.shop.billing.requests import PaymentRequest
from bot.shop.billing.wallet import Entry, EntryKind
from bot.shop.money import Money
from handlers.ui.texts import Change, Code, Phrase, Texts, cut, tidy
from handlers.words.goods import product_name

LONGEST_TITLE, LONGEST_DESCRIPTION = 32, 255  # characters, Bot API sendInvoice


def shown_price(texts: Texts, currency: str, amount: int) -> Phrase:
    """Whole Stars, dinars, or minor units of another currency, as people read them."""
    if currency == XTR:
        return Phrase(f"{texts.number(amount)} ⭐")
    if currency == DZD:
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
            product=product_name(texts, request.product_title or "", 100),
            type=tidy(request.type_name or "", 60),
            quantity=request.quantity,
        )
        if request.others:
            others = texts.plain("basket-others", count=request.others)
            description = Phrase.of([description, others], ". ")
    return cut(title, LONGEST_TITLE), cut(description, LONGEST_DESCRIPTION)


LONGEST_NOTE = 80  # characters of a note in a list


def entry_line(texts: Texts, entry: Entry) -> str:
    """One entry: when, how much, what for."""
    what: str
    match entry.kind:
        case EntryKind.PURCHASE | EntryKind.REFUND | EntryKind.STAFF_REFUND:
            kind = EntryKind.REFUND if entry.kind is EntryKind.STAFF_REFUND else entry.kind
            what = texts.plain(f"entry-{kind}", ref=Code(entry.note or entry.subject))
        case EntryKind.TOPUP | EntryKind.PAYBACK:
            what = texts.plain(f"entry-{entry.kind}", way=texts.word("by", entry.note or ""))
        case EntryKind.REFERRAL | EntryKind.REFERRAL_UNDONE:
            what = texts.plain(f"entry-{entry.kind}")  # whose order it was is nobody else's business
        case EntryKind.CREDIT | EntryKind.DEBIT if entry.undoes:
            what = texts.plain(f"entry-undone-{entry.kind}")
        case EntryKind.CREDIT | EntryKind.DEBIT:
            what = texts.plain(f"entry-{entry.kind}")
            if entry.note:
                what += f" – {cut(entry.note, LONGEST_NOTE)}"
        case _:
            what = texts.plain("entry-other")
    return texts.html("wallet-entry", at=entry.at, amount=Change(entry.amount), what=what)
