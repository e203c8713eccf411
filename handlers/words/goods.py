"""What is for sale, as its reader calls it: in Arabic a brand's Arabic form stands before the Latin title."""

from bot.shop.catalogue.known_brands import arabic_category, arabic_product
from bot.shop.readable import LONGEST_NAME
from handlers.ui.languages.regions import flag
from handlers.ui.texts import Phrase, Texts, isolated, tidy

_RIGHT_TO_LEFT_MARK = "\u200f"


_LONGEST_ON_A_BUTTON = 38
"""Characters of both scripts that a button as wide as a phone shows beside a flag."""


def product_name(texts: Texts, title: str, longest: int = LONGEST_NAME) -> Phrase:
    """A product's title. The Arabic form is left out where both have more than `longest` characters."""
    return _in_two_scripts(texts, arabic_product(title), title, longest)


def category_name(texts: Texts, title: str, longest: int = LONGEST_NAME) -> Phrase:
    """A category's title, as `product_name`."""
    return _in_two_scripts(texts, arabic_category(title), title, longest)


def flagged_product(
    texts: Texts, title: str, region: str | None, longest: int = LONGEST_NAME, *, beside: int = 0
) -> Phrase:
    """A product's title behind its region's flag, for a button on which `beside` more characters stand."""
    alone = tidy(title, longest)
    both = product_name(texts, title, min(longest, _LONGEST_ON_A_BUTTON - beside))
    in_two_scripts = isolated(tidy(title)) in both
    name = both if in_two_scripts else alone
    # A flag counts as Latin letters: without the mark it would turn an Arabic label around.
    mark = _RIGHT_TO_LEFT_MARK if in_two_scripts else ""
    return Phrase(f"{mark}{f'{flag(region)} {name}'.strip()}")


def _in_two_scripts(texts: Texts, arabic: str | None, title: str, longest: int) -> Phrase:
    latin = tidy(title)
    if texts.language != "ar" or arabic is None or len(arabic) + len(latin) + len(" · ") > longest:
        return Phrase(tidy(title, longest))
    return Phrase(f"{arabic} · {isolated(latin)}")
