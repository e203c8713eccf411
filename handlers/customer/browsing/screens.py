"""How categories, products and types look. Pure functions of what the catalogue
says, so the newest are kept at hand: many people look at the same screens.
"""

from collections.abc import Sequence
from datetime import datetime
from functools import lru_cache

from bot.shop.catalogue.catalogue import Category, Listing, Offer, Product, ProductPage
from bot.shop.guides.guides import Guide
from bot.shop.reviews.views import ProductRating
from handlers.customer.browsing.callbacks import OpenCategory, OpenProduct, Shop
from handlers.customer.buying.callbacks import OpenType
from handlers.customer.favorites.callbacks import OpenStars
from handlers.customer.guides.screens import guide_row
from handlers.customer.reviews.screens import rating_line, read_row
from handlers.customer.welcome.screens import menu_button
from handlers.ui.keyboards import (
    LONGEST_LABEL,
    LONGEST_TYPE,
    button,
    in_pairs,
    keyboard,
    page_line,
    page_of,
    pages_row,
)
from handlers.ui.screen import Screen
from handlers.ui.texts import Texts, tidy
from handlers.words.goods import category_name, flagged_product, product_name
from handlers.words.guide import note_line, region_line

CATEGORIES_ON_A_SCREEN = 20
TYPES_ON_A_SCREEN = 12
LONGEST_PRODUCT = 44  # characters of a title on a button, so that "sold out" behind it is not cut off
_SOLD_OUT = 9  # characters of that


def shop_screen(texts: Texts, listing: Listing, page: int) -> Screen:
    """All categories."""
    titles = tuple((category.key, category.title) for category in listing.categories)
    return _shop_screen(texts, titles, listing.stale_since, page)


@lru_cache(maxsize=64)
def _shop_screen(
    texts: Texts, titles: Sequence[tuple[str, str]], stale_since: datetime | None, page: int
) -> Screen:
    shown, page, pages = page_of(titles, page, CATEGORIES_ON_A_SCREEN)
    text = texts.html("shop" if titles else "shop-empty") + _stale_line(texts, stale_since)
    buttons = [button(category_name(texts, title), OpenCategory(key, 1)) for key, title in shown]
    rows = [*in_pairs(buttons), pages_row(texts, Shop, page, pages), [menu_button(texts)]]
    return Screen(text + page_line(texts, page, pages), keyboard(rows))


@lru_cache(maxsize=512)
def category_screen(texts: Texts, category: Category, page: int) -> Screen:
    """A page of a category's products."""
    products, page, pages = page_of(category.products, page)
    rows = [
        [
            button(
                product_label(texts, product, sold_out=product.key in category.sold_out),
                OpenProduct(product.key, 1),
            )
        ]
        for product in products
    ]
    return Screen(
        texts.html("category", category=category_name(texts, category.title)) + page_line(texts, page, pages),
        keyboard(
            [
                *rows,
                pages_row(texts, lambda to: OpenCategory(category.key, to), page, pages),
                [button(texts.plain("button-categories"), Shop(1)), menu_button(texts)],
            ]
        ),
    )


@lru_cache(maxsize=512)
def product_screen(
    texts: Texts, shown: ProductPage, page: int, guide: Guide, rating: ProductRating | None = None
) -> Screen:
    """A product's types with price and stock, and what has to be known before buying."""
    product = shown.product
    offers, page, pages = page_of(shown.offers, page, TYPES_ON_A_SCREEN)
    text = texts.html(
        "product", product=product_name(texts, product.title), region=texts.region(product.region)
    )
    if about := region_line(texts, product.region, guide):
        text += f"\n{about}"
    if rating is not None:
        text += f"\n{rating_line(texts, rating)}"
    if note := note_line(texts, guide):
        text += f"\n\n{note}"
    text += "\n\n" + texts.html("product-choose" if shown.offers else "product-nothing")
    text += _stale_line(texts, shown.stale_since)
    rows = [[button(_offer(texts, offer), OpenType(product.key, offer.key))] for offer in offers]
    return Screen(
        text + page_line(texts, page, pages),
        keyboard(
            [
                *rows,
                pages_row(texts, lambda to: OpenProduct(product.key, to), page, pages),
                guide_row(texts, product.key, guide),
                read_row(texts, product.key, rating),
                [button(texts.plain("button-favorites"), OpenStars(product.key, 1))] if offers else [],
                [button(texts.plain("button-back"), OpenCategory(shown.category_key, 1)), menu_button(texts)],
            ]
        ),
    )


def _stale_line(texts: Texts, since: datetime | None) -> str:
    return "" if since is None else "\n\n" + texts.html("stale", since=since)


def product_label(texts: Texts, product: Product, *, sold_out: bool) -> str:
    """What a button that opens a product says."""
    if not sold_out:
        return flagged_product(texts, product.title, product.region, LONGEST_LABEL)
    name = flagged_product(texts, product.title, product.region, LONGEST_PRODUCT, beside=_SOLD_OUT)
    return texts.plain("button-product-sold-out", product=name)


def _offer(texts: Texts, offer: Offer) -> str:
    name = tidy(offer.name, LONGEST_TYPE)
    if not offer.stock:
        return texts.plain("button-type-sold-out", type=name, price=offer.price)
    return texts.plain("button-type", type=name, price=offer.price, stock=offer.stock)
