"""What the shop knows of well-known brands before a merchant has written a word: names in two scripts, what
else people call them, how and where a code is redeemed, and how far a card's region reaches.

Each brand is a file in `bot/shop/catalogue/brands/`; a product of the supplier belongs to the brand whose
name stands in its title, else in its category's.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, Final

from storage.folding import folded

_HERE: Final = Path(__file__).parent
_WORD: Final = re.compile(r"[^\W_]+")
_KNOWN_TITLES: Final = 4096  # as many results of `brand_of` are kept as a large catalogue has titles


@dataclass(frozen=True, slots=True)
class Brand:
    """A brand. `titles` are the words by which a supplier's title is recognised, `aliases` what else people
    type.

    `steps` and `region` are by language: how a code is redeemed, one sentence for each step, and what a
    card's region means for the buyer's account. `link` is the brand's own page for that, if there is one.
    """

    key: str
    latin: str
    arabic: str
    titles: tuple[str, ...]
    aliases: tuple[str, ...]
    link: str | None
    steps: Mapping[str, tuple[str, ...]]
    region: Mapping[str, str]

    @property
    def names(self) -> tuple[str, ...]:
        """All that the brand is called, in both scripts."""
        return tuple(dict.fromkeys((self.latin, self.arabic, *self.titles, *self.aliases)))


@cache
def known_brands() -> Mapping[str, Brand]:
    """All brands by their key, read from their files once."""
    files = sorted((_HERE / "brands").glob("*.toml"))
    return {file.stem: _brand(file.stem, tomllib.loads(file.read_text("utf-8"))) for file in files}


@lru_cache(maxsize=_KNOWN_TITLES)
def brand_of(title: str, category: str = "") -> Brand | None:
    """The brand of a product with that title in that category; None for one that the shop does not know."""
    named = _brands_by_title()
    for text in (title, category):
        for words in _runs(_words(text), longest=max(map(len, named))):
            if (brand := named.get(words)) is not None:
                return brand
    return None


def arabic_product(title: str) -> str | None:
    """The Arabic form of the brand in a product's title; None for one that the shop does not know."""
    brand = brand_of(title)
    return None if brand is None else brand.arabic


@lru_cache(maxsize=_KNOWN_TITLES)
def arabic_category(title: str) -> str | None:
    """What Arabic readers call a category; None where nobody has said it."""
    return _category_names().get(" ".join(_words(title))) or arabic_product(title)


def _brand(key: str, said: Mapping[str, Any]) -> Brand:
    return Brand(
        key=key,
        latin=said["latin"],
        arabic=said["arabic"],
        titles=tuple(said["titles"]),
        aliases=tuple(said["aliases"]),
        link=said.get("link"),
        steps={language: tuple(steps) for language, steps in said["steps"].items()},
        region=said["region"],
    )


@cache
def _brands_by_title() -> Mapping[tuple[str, ...], Brand]:
    return {_words(title): brand for brand in known_brands().values() for title in brand.titles}


@cache
def _category_names() -> Mapping[str, str]:
    names: dict[str, str] = tomllib.loads((_HERE / "category_names.toml").read_text("utf-8"))
    return names


def _words(text: str) -> tuple[str, ...]:
    return tuple(_WORD.findall(folded(text)))


def _runs(words: Sequence[str], longest: int) -> Iterator[tuple[str, ...]]:
    """Each run of neighbouring words: long ones first, since "PUBG New State" is not "PUBG"."""
    for length in range(min(longest, len(words)), 0, -1):
        for at in range(len(words) - length + 1):
            yield tuple(words[at : at + length])
