"""What is for sale, as its reader calls it: in Arabic a brand's Arabic form stands before the Latin title."""

from typing import Final

from bot.shop.catalogue.known_brands import arabic_category, arabic_product
from bot.shop.readable import LONGEST_NAME
from bot.shop.territories import territory
from handlers.ui.languages.regions import flag
from handlers.ui.texts import Phrase, Texts, isolated, tidy

_RIGHT_TO_LEFT_MARK = "\u200f"


LONGEST_ON_A_BUTTON: Final = 38
"""Characters of both scripts that a button as wide as a phone shows beside a flag."""
_LONGEST_REGION: Final = 4  # words


def product_name(texts: Texts, title: str, longest: int = LONGEST_NAME) -> Phrase:
    """A product's title. The Arabic form is left out where both have more than `longest` characters."""
    return _in_two_scripts(texts, arabic_product(title), title, longest)


def category_name(texts: Texts, title: str, longest: int = LONGEST_NAME) -> Phrase:
    """A category's title, as `product_name`."""
    return _in_two_scripts(texts, arabic_category(title), title, longest)


def flagged_product(
    texts: Texts, title: str, region: str | None, longest: int = LONGEST_NAME, *, beside: int = 0
) -> Phrase:
    """A product's title behind its region's flag, for a button on which `beside` more characters stand. What
    is too long loses whole words: the region that the flag shows, then its last ones.
    """
    alone = _shortened(title, region, longest)
    both = product_name(texts, title, min(longest, LONGEST_ON_A_BUTTON - beside))
    in_two_scripts = isolated(tidy(title)) in both
    name = both if in_two_scripts else alone
    # A flag counts as Latin letters: without the mark it would turn an Arabic label around.
    mark = _RIGHT_TO_LEFT_MARK if in_two_scripts else ""
    return Phrase(f"{mark}{f'{flag(region)} {name}'.strip()}")


def whole_words(text: str, longest: int) -> str:
    """As many of its first words as fit; one that is too long alone is cut."""
    words = tidy(text).split()
    while len(words) > 1 and len(" ".join(words)) > longest:
        words.pop()
    return tidy(" ".join(words), longest)


def _shortened(title: str, region: str | None, longest: int) -> str:
    words = tidy(title).split()
    if len(" ".join(words)) > longest and flag(region):
        for count in range(min(_LONGEST_REGION, len(words) - 1), 0, -1):
            if territory(" ".join(words[-count:])) == territory(region or ""):
                words = words[:-count]
                break
    return whole_words(" ".join(words), longest)


def _in_two_scripts(texts: Texts, arabic: str | None, title: str, longest: int) -> Phrase:
    latin = tidy(title)
    if texts.language != "ar" or arabic is None or len(arabic) + len(latin) + len(" · ") > longest:
        return Phrase(tidy(title, longest))
    return Phrase(f"{arabic} · {isolated(latin)}")
