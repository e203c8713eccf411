"""How results look: each a button that leads to the confirmation of a type, or to a product's types."""

from telegram import InlineKeyboardButton

from bot.shop.search.search import Found, Hit
from handlers.customer.browsing.callbacks import OpenProduct, Shop
from handlers.customer.browsing.screens import product_label
from handlers.customer.buying.callbacks import OpenType
from handlers.customer.search.callbacks import TurnResults
from handlers.customer.support.callbacks import WriteToShop
from handlers.customer.welcome.screens import menu_button
from handlers.ui.keyboards import LONGEST_LABEL, Row, button, keyboard, page_line, page_of, pages_row
from handlers.ui.screen import Screen
from handlers.ui.texts import Code, Texts, TextValue, tidy
from handlers.words.goods import flagged_product, product_name

_EXAMPLES = ("psn 10", "carte google 25", "ستيم تركيا")
_LONGEST_WORDS = 60  # characters of what was typed, said back
_LONGEST_TYPE = 18  # characters on a button that also names a product and a price
_FLAG_AND_MARKS = 6  # characters before and in a product's name


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
    rows: list[Row] = [offer] if offer else []
    rows += [[_hit(texts, hit, named=not of_one)] for hit in hits]
    if of_one and found.hits[0].offer is not None:
        rows.append([button(texts.plain("button-all-types"), OpenProduct(found.hits[0].product.key, 1))])
    return Screen(
        text + page_line(texts, page, pages),
        keyboard(
            [
                *rows,
                pages_row(texts, lambda to: TurnResults(key, to), page, pages),
                () if offer else [button(texts.plain("button-write-back"), WriteToShop())],
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
        return button(product_label(texts, product, sold_out=hit.is_sold_out), OpenProduct(product.key, 1))
    if named:
        key = "button-found" if offer.stock else "button-found-sold-out"
        said: dict[str, TextValue] = {"type": tidy(offer.name, _LONGEST_TYPE), "price": offer.price}
        room = LONGEST_LABEL - len(texts.plain(key, product="", **said)) - _FLAG_AND_MARKS
        name = flagged_product(texts, product.title, product.region, room)
        label = texts.plain(key, product=name, **said)
    else:
        label = texts.plain(
            "button-type-price" if offer.stock else "button-type-sold-out",
            type=tidy(offer.name),
            price=offer.price,
        )
    return button(label, OpenType(product.key, offer.key))
