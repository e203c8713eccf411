"""How a choice and a confirmation look. All their buttons
are bound to the draft: see `callbacks.LeaveDraft`.
"""

from collections.abc import Sequence

from telegram.constants import KeyboardButtonStyle

from bot.payments.method import Price
from bot.shop.errors import QuoteChangedError
from bot.shop.guides.guides import Guide
from bot.shop.quotes import Choice, Confirmation
from handlers.customer.basket.callbacks import AddToBasket
from handlers.customer.browsing.callbacks import Shop
from handlers.customer.buying.callbacks import (
    AskPromo,
    Buy,
    ChangeQuantity,
    ChooseQuantity,
    LeaveDraft,
    OrderAgain,
    PayDraft,
)
from handlers.customer.gifts.screens import choice_row
from handlers.customer.orders.callbacks import MyOrderApart
from handlers.ui.keyboards import Row, button, keyboard
from handlers.ui.screen import Screen
from handlers.ui.texts import Code, Texts, TimeOfDay
from handlers.words.goods import product_name
from handlers.words.guide import note_line, region_line, works_anywhere
from handlers.words.payment import way_label
from handlers.words.price import refusal

QUICK_QUANTITIES = (1, 2, 3, 5, 10)


def choice_screen(texts: Texts, choice: Choice) -> Screen:
    """How many? By a button, or typed."""
    text = texts.html(
        "choice",
        product=product_name(texts, choice.product_title),
        region=texts.region(choice.region),
        type=choice.type_name,
        price=choice.unit_price,
        stock=choice.stock,
        most=choice.most,
    )
    quick = [
        button(texts.number(quantity), ChooseQuantity(choice.draft_id, quantity))
        for quantity in QUICK_QUANTITIES
        if quantity <= choice.most
    ]
    back = button(texts.plain("button-back"), ChooseQuantity(choice.draft_id, choice.quantity or 1))
    return Screen(text, keyboard([quick, [back]]), passing=True)


def confirmation_screen(
    texts: Texts, confirmation: Confirmation, customer_id: int, guide: Guide, ways: Sequence[Price] = ()
) -> Screen:
    """Everything that matters, and Buy; or what is missing, and each way to pay it or how to look again."""
    text = texts.html(
        "confirmation",
        product=product_name(texts, confirmation.product_title),
        region=texts.region(confirmation.region),
        type=confirmation.type_name,
        quantity=confirmation.quantity,
        price=confirmation.unit_price,
        total=confirmation.total,
        stock=confirmation.stock,
    )
    text += _promo_line(texts, confirmation)
    if confirmation.greeting is not None:
        text += "\n\n" + texts.html("confirmation-gift")
    if confirmation.greeting:
        text += "\n" + texts.html("gift-greeting", greeting=confirmation.greeting)
    if note := note_line(texts, guide):
        text += f"\n\n{note}"
    usual = "confirmation-region"
    if works_anywhere(confirmation.region):
        is_gift = confirmation.greeting is not None
        usual = "confirmation-gift-region" if is_gift else "confirmation-any-region"
    about = region_line(texts, confirmation.region, guide) or texts.html(usual)
    text += f"\n\n{about} {texts.html('confirmation-no-return')}"
    draft_id = confirmation.draft_id
    if confirmation.missing and ways:
        # Until when to pay is said once there is an order: nobody needs two times on one purchase.
        text += "\n\n" + texts.html("confirmation-pay")
        if confirmation.wallet:
            rest = texts.html("confirmation-rest", wallet=confirmation.wallet, missing=confirmation.missing)
            text += f"\n{rest}"
        firsts = [[button(way_label(texts, price), PayDraft(draft_id, price.way))] for price in ways]
    elif confirmation.missing:
        if confirmation.wallet:
            text += "\n\n" + texts.html("confirmation-wallet", wallet=confirmation.wallet)
        text += "\n\n" + texts.html(
            "confirmation-missing", missing=confirmation.missing, customer=Code(customer_id)
        )
        again = ChooseQuantity(draft_id, confirmation.quantity)
        firsts = [[button(texts.plain("button-look-again"), again, style=KeyboardButtonStyle.PRIMARY)]]
    else:
        after = confirmation.wallet - confirmation.total
        text += "\n\n" + texts.html("confirmation-wallet", wallet=confirmation.wallet)
        text += "\n" + texts.html("confirmation-after", after=after, until=TimeOfDay(confirmation.expires_at))
        label = texts.plain("button-buy", total=confirmation.total)
        firsts = [[button(label, Buy(draft_id), style=KeyboardButtonStyle.SUCCESS)]]
    back = button(texts.plain("button-back"), LeaveDraft(draft_id, confirmation.product_key))
    code = button(texts.plain("button-promo"), AskPromo(draft_id, confirmation.quantity))
    # A gift is bought by itself.
    basket = [button(texts.plain("button-basket-add"), AddToBasket(draft_id))]
    rows = [
        *firsts,
        _quantity_row(texts, confirmation),
        basket if confirmation.greeting is None else [],
        choice_row(texts, draft_id, confirmation.greeting),
        [code],
        [back],
    ]
    return Screen(text, keyboard(rows), passing=True)


def ordered_screen(texts: Texts, ref: str) -> Screen:
    """A choice has become this order: to look at it, to buy the same again, or to go on."""
    return Screen(
        texts.html("already-bought", ref=Code(ref)),
        keyboard(
            [
                [button(texts.plain("button-order-details"), MyOrderApart(ref))],
                [button(texts.plain("button-buy-again"), OrderAgain(ref))],
                [button(texts.plain("button-shop"), Shop(1))],
            ]
        ),
    )


def _quantity_row(texts: Texts, confirmation: Confirmation) -> Row:
    """One card fewer, any number, one more; nothing where only one can be had."""
    draft_id, quantity = confirmation.draft_id, confirmation.quantity
    if confirmation.most == 1:
        return []
    row = [button(texts.plain("button-change-quantity", quantity=quantity), ChangeQuantity(draft_id))]
    if quantity > 1:
        row.insert(0, button(texts.plain("button-fewer"), ChooseQuantity(draft_id, quantity - 1)))
    if quantity < confirmation.most:
        row.append(button(texts.plain("button-more"), ChooseQuantity(draft_id, quantity + 1)))
    return row


def _promo_line(texts: Texts, confirmation: Confirmation) -> str:
    """What a promo code takes off, or why it does not; nothing without one."""
    if confirmation.promo is None:
        return ""
    if confirmation.discount:
        return "\n" + texts.html(
            "confirmation-promo", promo=confirmation.promo, discount=-confirmation.discount
        )
    if confirmation.promo_refused is None:
        return ""
    why = refusal(texts, confirmation.promo_refused, confirmation.promo_least)
    return "\n" + texts.html("confirmation-promo-refused", promo=confirmation.promo, why=why)


def quote_news(texts: Texts, error: QuoteChangedError) -> str:
    """What moved since the confirmation was shown."""
    total = error.confirmation.total
    if total == error.old_total:
        return texts.html("quote-renewed")
    return texts.html("quote-changed", old=error.old_total, total=total)
