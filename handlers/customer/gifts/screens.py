"""How gifts look to their buyers and to friends; an order's gift stands on its card too (`rows`)."""

from urllib.parse import urlencode

from telegram import InlineKeyboardButton

from bot.shop.gifts.gifts import LONGEST_GREETING
from bot.shop.orders.history import OrderView
from handlers.customer.browsing.callbacks import ShopApart
from handlers.customer.buying.callbacks import ChooseQuantity
from handlers.customer.gifts.callbacks import (
    AskTakeBack,
    ChoiceForMe,
    GiftChoice,
    GiftChoiceSilent,
    GiftLink,
    GiftOrder,
    GiftOrderSilent,
    TakeBack,
)
from handlers.customer.orders.callbacks import CodesAgain, MyOrderApart
from handlers.customer.reviews.callbacks import OpenReview
from handlers.ui.keyboards import Row, button, copy_button, keyboard, tidy_label
from handlers.ui.screen import Screen
from handlers.ui.texts import Code, Texts, TextValue
from handlers.words.gift import may_become_gift
from handlers.words.goods import product_name

_SHARE = "https://t.me/share/url?"
"""Telegram's own link: it asks to whom, and puts the text there (core.telegram.org/widgets/share)."""


def choice_row(texts: Texts, draft_id: str, greeting: str | None) -> Row:
    """The way to make a choice a gift, or to change what is told with it."""
    key = "button-gift" if greeting is None else "button-gift-change"
    return [button(texts.plain(key), GiftChoice(draft_id))]


def ask_for_choice_screen(texts: Texts, draft_id: str, quantity: int, *, is_gift: bool) -> Screen:
    """What shall the friend of this choice be told?"""
    rows = [[button(texts.plain("button-gift-no-greeting"), GiftChoiceSilent(draft_id))]]
    if is_gift:
        rows.append([button(texts.plain("button-gift-not"), ChoiceForMe(draft_id))])
    rows.append([button(texts.plain("button-back"), ChooseQuantity(draft_id, quantity))])
    return Screen(texts.html("gift-ask", most=LONGEST_GREETING), keyboard(rows), passing=True)


def ask_for_order_screen(texts: Texts, order: OrderView) -> Screen:
    """What shall the friend of this order be told?"""
    rows = [[button(texts.plain("button-gift-no-greeting"), GiftOrderSilent(order.ref))]]
    if order.gift is not None:
        rows.append([button(texts.plain("button-gift-not"), TakeBack(order.ref))])
    rows.append([button(texts.plain("button-order-details"), MyOrderApart(order.ref))])
    return Screen(texts.html("gift-ask", most=LONGEST_GREETING), keyboard(rows))


def made_screen(texts: Texts, order: OrderView) -> Screen:
    """An order is a gift from now on."""
    text = texts.html("gift-made", **_goods(texts, order))
    if order.gift is not None and order.gift.greeting:
        text += "\n" + texts.html("gift-greeting", greeting=order.gift.greeting)
    return Screen(text, keyboard([_details(texts, order)]))


def rows(texts: Texts, order: OrderView) -> list[Row]:
    """What can be done with an order as a gift."""
    if may_become_gift(order):
        key = "button-gift" if order.gift is None else "button-gift-change"
        return [[button(texts.plain(key), GiftOrder(order.ref))]]
    if order.waits_for_friend:
        return [
            [button(texts.plain("button-gift-link"), GiftLink(order.ref))],
            [button(texts.plain("button-gift-take-back"), AskTakeBack(order.ref))],
        ]
    return []


def link_screen(texts: Texts, order: OrderView, link: str) -> Screen:
    """The link, to pass on."""
    text = texts.html("gift-link", **_goods(texts, order), link=Code(link))
    share = urlencode({"url": link, "text": texts.bare("gift-share")})
    copy = copy_button(texts.plain("button-gift-copy"), link)
    return Screen(
        text,
        keyboard(
            [
                [InlineKeyboardButton(tidy_label(texts.plain("button-gift-share")), url=_SHARE + share)],
                [] if copy is None else [copy],
                [button(texts.plain("button-gift-take-back"), AskTakeBack(order.ref))],
                _details(texts, order),
            ]
        ),
    )


def ask_take_back_screen(texts: Texts, order: OrderView) -> Screen:
    """Take it back?"""
    yes = button(texts.plain("button-gift-take-back-yes"), TakeBack(order.ref))
    no = button(texts.plain("button-gift-keep"), MyOrderApart(order.ref))
    return Screen(texts.html("gift-take-back-ask", **_goods(texts, order)), keyboard([[yes], [no]]))


def taken_back_screen(texts: Texts, order: OrderView) -> Screen:
    """It is no gift any more."""
    return Screen(texts.html("gift-taken-back", **_goods(texts, order)), keyboard([_details(texts, order)]))


def claimed_screen(texts: Texts, order: OrderView) -> Screen:
    """To its buyer: a friend has it. Who that is, and the codes, are not said."""
    return Screen(texts.html("gift-claimed", **_goods(texts, order)), keyboard([_details(texts, order)]))


def own_link_screen(texts: Texts, order: OrderView, state: str) -> Screen:
    """To its buyer, who has opened their own link."""
    text = f"{texts.html('gift-own', **_goods(texts, order))}\n\n{state}"
    return Screen(text, keyboard([*rows(texts, order), _details(texts, order)]))


def opened_screen(texts: Texts, order: OrderView, *, again: bool, takes_reviews: bool = False) -> Screen:
    """To a friend: the codes follow. Whoever opens it once more may say what they think of it."""
    review = [button(texts.plain("button-review"), OpenReview(order.ref))] if again and takes_reviews else []
    shop = button(texts.plain("button-shop"), ShopApart())
    text = texts.html("gift-again" if again else "gift-opened", **_goods(texts, order))
    return Screen(text, keyboard([review, [shop]]))


def hidden_gift_screen(texts: Texts, order: OrderView) -> Screen:
    """What stands where a friend has hidden the codes."""
    again = button(texts.plain("button-codes-again", count=order.fulfilled_quantity), CodesAgain(order.ref))
    return Screen(texts.html("gift-hidden", **_goods(texts, order)), keyboard([[again]]))


def _goods(texts: Texts, order: OrderView) -> dict[str, TextValue]:
    return {
        "product": product_name(texts, order.product_title),
        "type": order.type_name,
        "ref": Code(order.ref),
    }


def _details(texts: Texts, order: OrderView) -> Row:
    return [button(texts.plain("button-order-details"), MyOrderApart(order.ref))]
