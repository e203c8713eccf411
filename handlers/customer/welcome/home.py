"""The first screen, with the short ways to a purchase on it: what this person bought lately, what sells most,
and the categories. Nobody is asked for them; a shop that knows none of them shows its menu alone.
"""

from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from telegram import InlineKeyboardMarkup

from bot.shop.catalogue.catalogue import Category
from bot.shop.errors import ShopError
from bot.shop.shortcuts.shortcuts import Shortcut
from handlers.customer.basket.ways_in import with_basket
from handlers.customer.browsing.callbacks import OpenCategory
from handlers.customer.buying.callbacks import OpenType
from handlers.customer.welcome.screens import welcome_screen
from handlers.ui.context import ShopContext
from handlers.ui.failures import sentence
from handlers.ui.keyboards import Keyboard, Row, button, in_pairs, keyboard
from handlers.ui.screen import Screen
from handlers.ui.texts import Texts, escape, tidy
from handlers.words.goods import category_name, flagged_product

MOST_LATELY: Final = 2
MOST_POPULAR: Final = 4
MOST_CATEGORIES: Final = 8
_LONGEST_PRODUCT: Final = 26  # characters of a title on a button, so that the type behind it is not cut off
_LONGEST_TYPE: Final = 14


async def read_home(context: ShopContext) -> Screen:
    """The first screen; outside the opening hours it says so first."""
    shortcuts = context.services.shortcuts
    lately = await shortcuts.lately(context.person_id, most=MOST_LATELY)
    # Some more than are shown: what they bought lately does not stand there twice.
    popular = await shortcuts.popular(most=MOST_POPULAR + MOST_LATELY)
    popular = tuple(one for one in popular if one not in lately)[:MOST_POPULAR]
    categories = await shortcuts.categories(most=MOST_CATEGORIES)
    welcome = welcome_screen(context.texts, context.customer.first_name, context.main_menu)
    screen = await with_basket(context, home_screen(context.texts, welcome, lately, popular, categories))
    try:
        context.services.opening_hours.check()
    except ShopError as error:
        return screen.headed(escape(sentence(context.texts, error)))
    return screen


def home_screen(
    texts: Texts,
    welcome: Screen,
    lately: Sequence[Shortcut],
    popular: Sequence[Shortcut],
    categories: Sequence[Category],
) -> Screen:
    """The welcome with the short ways above its menu."""
    signs = [texts.html(key) for key, some in (("home-lately", lately), ("home-popular", popular)) if some]
    text = "\n\n".join([welcome.text, "\n".join(signs)]) if signs else welcome.text
    names = tuple((each.key, each.title) for each in categories)
    return Screen(text, _short_ways(texts, tuple(lately), tuple(popular), names, welcome.keyboard))


@lru_cache(maxsize=256)
def _short_ways(
    texts: Texts,
    lately: tuple[Shortcut, ...],
    popular: tuple[Shortcut, ...],
    categories: tuple[tuple[str, str], ...],
    menu: InlineKeyboardMarkup | None,
) -> Keyboard | None:
    """The keyboard of the first screen, which is the same for most people."""
    buttons = [button(category_name(texts, title), OpenCategory(key, 1)) for key, title in categories]
    rows = [
        *(_shortcut_row(texts, "button-lately", one) for one in lately),
        *(_shortcut_row(texts, "button-popular", one) for one in popular),
        *in_pairs(buttons),
    ]
    return keyboard([*rows, *(menu.inline_keyboard if menu is not None else ())])


def _shortcut_row(texts: Texts, label: str, to: Shortcut) -> Row:
    product = flagged_product(texts, to.product_title, to.region, _LONGEST_PRODUCT)
    words = texts.plain(label, product=product, type=tidy(to.type_name, _LONGEST_TYPE))
    return [button(words, OpenType(to.product_key, to.type_key))]
