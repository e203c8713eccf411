"""How favorites, a type that is out of stock, and the messages about both look."""

from collections.abc import Mapping, Sequence
from typing import Any

from telegram import InlineKeyboardButton
from telegram.constants import KeyboardButtonStyle

from bot.shop.money import Money
from bot.shop.watching.favorites import StarredTypes, TypeOnSale, WatchedType
from handlers.customer.browsing.callbacks import OpenProduct, Shop
from handlers.customer.buying.callbacks import OpenType
from handlers.customer.favorites.callbacks import (
    EditFavorites,
    Favorites,
    NoMorePrices,
    NotWhenBack,
    OpenStars,
    RemoveFavorite,
    SetStar,
    TellWhenBack,
)
from handlers.customer.welcome.screens import menu_button
from handlers.ui.keyboards import LONGEST_TYPE, Row, button, keyboard, page_line, page_of, pages_row
from handlers.ui.screen import Screen
from handlers.ui.texts import Texts, TextValue, tidy
from handlers.words.goods import product_name

TYPES_ON_A_SCREEN = 12
LONGEST_LISTED = 28  # characters of a product's title before its type's name


def favorites_screen(texts: Texts, watched: Sequence[WatchedType], page: int, *, editing: bool) -> Screen:
    """A page of the list: each opens its type, or goes away when pressed."""
    if not watched:
        rows = [[button(texts.plain("button-shop"), Shop(1)), menu_button(texts)]]
        return Screen(texts.html("favorites-none"), keyboard(rows), passing=True)
    shown, page, pages = page_of(watched, page)
    text = texts.html("favorites-remove" if editing else "favorites") + page_line(texts, page, pages)
    rows = [[_listed(texts, one, page, editing=editing)] for one in shown]
    pager = EditFavorites if editing else Favorites
    label = texts.plain("button-favorites-done" if editing else "button-favorites-edit")
    change = button(label, (Favorites if editing else EditFavorites)(page))
    last = [change, menu_button(texts)]
    return Screen(text, keyboard([*rows, pages_row(texts, pager, page, pages), last]), passing=True)


def stars_screen(texts: Texts, types: StarredTypes, page: int) -> Screen:
    """A page of a product's types, each with a star that is pressed."""
    product = types.product
    offers, page, pages = page_of(types.offers, page, TYPES_ON_A_SCREEN)
    text = texts.html(
        "favorites-of-product",
        product=product_name(texts, product.title),
        region=texts.region(product.region),
    )
    rows: list[Row] = []
    for offer in offers:
        on = offer.key in types.starred
        name = tidy(offer.name, LONGEST_TYPE)
        label = texts.plain("button-starred" if on else "button-star", type=name, price=offer.price)
        rows.append([button(label, SetStar(product.key, offer.key, page, int(not on)))])
    last = [
        button(texts.plain("button-back"), OpenProduct(product.key, 1)),
        button(texts.plain("button-favorites"), Favorites(1)),
    ]
    pages_ = pages_row(texts, lambda to: OpenStars(product.key, to), page, pages)
    return Screen(text + page_line(texts, page, pages), keyboard([*rows, pages_, last]), passing=True)


def out_of_stock_screen(texts: Texts, shown: TypeOnSale) -> Screen:
    """A type that is not there, and the offer to be told when it is."""
    product, offer = shown.product, shown.offer
    text = texts.html(
        "type-out-of-stock",
        product=product_name(texts, product.title),
        region=texts.region(product.region),
        type=offer.name,
        price=offer.price,
    )
    text += "\n\n" + texts.html("back-waiting" if shown.waiting else "back-offer")
    if shown.waiting:
        change = button(texts.plain("button-back-not"), NotWhenBack(product.key, offer.key))
    else:
        tell = TellWhenBack(product.key, offer.key)
        change = button(texts.plain("button-back-tell"), tell, style=KeyboardButtonStyle.PRIMARY)
    others = button(texts.plain("button-other-types"), OpenProduct(product.key, 1))
    return Screen(text, keyboard([[change], [others, menu_button(texts)]]), passing=True)


def back_in_stock_screen(texts: Texts, payload: Mapping[str, Any]) -> Screen:
    """A type is back: for somebody who waited for it."""
    opens = OpenType(payload["product_key"], payload["type_key"])
    first = button(texts.plain("button-see-type"), opens, style=KeyboardButtonStyle.PRIMARY)
    return Screen(texts.html("back-in-stock", **_goods(texts, payload)), keyboard([[first]]))


def price_drop_screen(texts: Texts, payload: Mapping[str, Any]) -> Screen:
    """A starred type costs less."""
    keys = (payload["product_key"], payload["type_key"])
    text = texts.html("price-drop", before=Money(payload["before"]), **_goods(texts, payload))
    first = button(texts.plain("button-see-type"), OpenType(*keys), style=KeyboardButtonStyle.PRIMARY)
    return Screen(
        text, keyboard([[first], [button(texts.plain("button-no-more-prices"), NoMorePrices(*keys))]])
    )


def star_gone_screen(texts: Texts) -> Screen:
    """A star was taken away from under a message."""
    rows = [[button(texts.plain("button-favorites"), Favorites(1)), menu_button(texts)]]
    return Screen(texts.html("favorite-removed"), keyboard(rows), passing=True)


def _listed(texts: Texts, one: WatchedType, page: int, *, editing: bool) -> InlineKeyboardButton:
    key = "button-favorite-remove" if editing else "button-awaited" if one.waiting else "button-favorite"
    label = texts.plain(
        key,
        product=product_name(texts, one.product_title, LONGEST_LISTED),
        type=tidy(one.type_name, LONGEST_TYPE),
    )
    if editing:
        return button(label, RemoveFavorite(one.product_key, one.type_key, page))
    return button(label, OpenType(one.product_key, one.type_key))


def _goods(texts: Texts, payload: Mapping[str, Any]) -> dict[str, TextValue]:
    return {
        "product": product_name(texts, payload["product"]),
        "region": texts.region(payload["region"]),
        "type": payload["type"],
        "price": Money(payload["price"]),
    }
