"""How a guide looks by itself."""

from collections.abc import Sequence

from bot.shop.guides.guides import Guide
from handlers.customer.browsing.callbacks import OpenProduct
from handlers.customer.guides.callbacks import ClosePicture, HowToRedeem, HowToRedeemOrder, ProductPicture
from handlers.customer.orders.callbacks import MyOrder
from handlers.ui.keyboards import Row, button, keyboard
from handlers.ui.screen import Screen
from handlers.ui.texts import Texts
from handlers.words.goods import product_name
from handlers.words.guide import note_line, redeem_row, region_line, steps_lines


def guide_row(texts: Texts, key: str, guide: Guide) -> Row:
    """The ways from a product to its guide and its picture, as far as there are some."""
    row = []
    if guide.says_how:
        row.append(button(texts.plain("button-how-to-redeem"), HowToRedeem(key)))
    if guide.picture is not None:
        row.append(button(texts.plain("button-picture"), ProductPicture(key)))
    return row


def order_guide_row(texts: Texts, ref: str) -> Row:
    """The way from an order to its guide."""
    return [button(texts.plain("button-how-to-redeem"), HowToRedeemOrder(ref))]


def guide_screen(
    texts: Texts, title: str, region: str | None, guide: Guide, ways: Sequence[Row] = ()
) -> Screen:
    """All that the guide says, and the page on which codes are redeemed."""
    head = texts.html("guide", product=product_name(texts, title), region=texts.region(region))
    about = region_line(texts, region, guide)
    parts = [
        f"{head}\n{about}" if about else head,
        steps_lines(texts, guide),
        note_line(texts, guide),
    ]
    return Screen("\n\n".join(part for part in parts if part), keyboard([redeem_row(texts, guide), *ways]))


def product_guide_screen(texts: Texts, key: str, title: str, region: str | None, guide: Guide) -> Screen:
    """The guide of a product that somebody looks at, in the message of that."""
    back = button(texts.plain("button-back"), OpenProduct(key, 1))
    return guide_screen(texts, title, region, guide, [[back]])


def order_guide_screen(texts: Texts, ref: str, title: str, region: str | None, guide: Guide) -> Screen:
    """The guide of what was ordered."""
    order = button(texts.plain("button-order-details"), MyOrder(ref))
    return guide_screen(texts, title, region, guide, [[order]])


def close_picture_row(texts: Texts) -> Row:
    """Takes a picture away again."""
    return [button(texts.plain("button-close"), ClosePicture())]
