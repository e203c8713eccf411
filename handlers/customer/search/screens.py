"""How results look: each a button that leads to the confirmation of a type, or to a product's types."""

from telegram import InlineKeyboardButton

from bot.shop.search.search import Found, Hit
from handlers.customer.browsing.callbacks import OpenProduct, Shop
from handlers.customer.buying.callbacks import OpenType
from handlers.customer.search.callbacks import TurnResults
from handlers.customer.support.callbacks import WriteToShop
from handlers.customer.welcome.screens import menu_button
from handlers.ui.keyboards import LONGEST_LABEL, Row, button, keyboard, page_line, page_of, pages_row
from handlers.ui.screen import Screen
from handlers.ui.texts import Code, Texts, tidy
from handlers.words.goods import flagged_product, product_name

_EXAMPLES = ("psn 10", "carte google 25", "ستيم تركيا")
_LONGEST_WORDS = 60  # characters of what was typed, said back
_LONGEST_PRODUCT, _LONGEST_TYPE = 28, 18  # characters on a button that also says a price


def results_screen(texts: Texts, words: str, found: Found, page: int, *, key: str, offer: Row = ()) -> Screen:
    """A page of results. `offer` is the button that sends to the shop what may be no wish for a card."""
    hits, page, pages = page_of(found.hits, page)
    text = texts.html(
        "search-results" if found.is_sure else "search-guess", words=tidy(words, _LONGEST_WORDS)
    )
    products = {hit.product for hit in found.hits}
    of_one = len(products) == 1
    if of_one:
        product = found.hits[0].product
        text += "\n\n" + texts.html(
            "search-product", product=product_name(texts, product.title), region=texts.region(product.region)
        )
    rows: list[Row] = [[_hit(texts, hit, named=not of_one)] for hit in hits]
    return Screen(
        text + page_line(texts, page, pages),
        keyboard(
            [
                *rows,
                pages_row(texts, lambda to: TurnResults(key, to), page, pages),
                offer or [button(texts.plain("button-write-back"), WriteToShop())],
                [button(texts.plain("button-categories"), Shop(1)), menu_button(texts)],
            ]
        ),
    )


def nothing_found_screen(texts: Texts, words: str) -> Screen:
    """What to do when a command found nothing: other words, the categories, a person."""
    return Screen(
        texts.html("search-nothing", words=tidy(words, _LONGEST_WORDS)),
        keyboard(
            [
                [button(texts.plain("button-categories"), Shop(1))],
                [button(texts.plain("button-write-back"), WriteToShop())],
                [menu_button(texts)],
            ]
        ),
    )


def how_to_screen(texts: Texts) -> Screen:
    """How to search, for whoever writes the command alone."""
    return Screen(
        texts.html(
            "search-how", first=Code(_EXAMPLES[0]), second=Code(_EXAMPLES[1]), third=Code(_EXAMPLES[2])
        ),
        keyboard([[button(texts.plain("button-categories"), Shop(1)), menu_button(texts)]]),
    )


def _hit(texts: Texts, hit: Hit, *, named: bool) -> InlineKeyboardButton:
    product, offer = hit.product, hit.offer
    if offer is None:
        return button(
            flagged_product(texts, product.title, product.region, LONGEST_LABEL), OpenProduct(product.key, 1)
        )
    if named:
        label = texts.plain(
            "button-found" if offer.stock else "button-found-sold-out",
            product=flagged_product(texts, product.title, product.region, _LONGEST_PRODUCT),
            type=tidy(offer.name, _LONGEST_TYPE),
            price=offer.price,
        )
    else:
        label = texts.plain(
            "button-type-price" if offer.stock else "button-type-sold-out",
            type=tidy(offer.name),
            price=offer.price,
        )
    return button(label, OpenType(product.key, offer.key))
