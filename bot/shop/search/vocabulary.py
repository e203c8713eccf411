"""What the words around a card's name mean: currencies, places, units, and what is only said around them.

The words stand in `words.toml`; the names of places in each language of the shop are Babel's.
"""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from babel import Locale

from bot.languages import LANGUAGES
from bot.shop.search.folding import words_of

_FILE: Final = Path(__file__).with_name("words.toml")
_COUNTRY: Final = 2  # letters of a country's code
_NOT_COUNTRIES: Final = frozenset({"001", "150", "EU", "EZ"})
LONGEST_PLACE: Final = 4  # words


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """All words, folded. `same` gives the word that stands for several, `places` goes by joined words."""

    said_around: frozenset[str]
    same: Mapping[str, str]
    currencies: Mapping[str, frozenset[str]]
    places: Mapping[str, frozenset[str]]

    def standing_for(self, word: str) -> str:
        """The one word for all that mean the same."""
        return self.same.get(word, word)


@cache
def vocabulary() -> Vocabulary:
    """The words of the file, read once."""
    said = tomllib.loads(_FILE.read_text("utf-8"))
    return Vocabulary(
        frozenset(_joined(word) for word in said["said_around"]),
        {_joined(word): one for one, words in said["same"].items() for word in (one, *words)},
        _by_word((word, code) for code, words in said["currencies"].items() for word in words),
        _by_word(_names_of_places(said["places"])),
    )


def _names_of_places(also: Mapping[str, list[str]]) -> Iterator[tuple[str, str]]:
    for code, words in also.items():
        yield from ((word, code) for word in words)
    for language in LANGUAGES.values():
        for code, name in Locale.parse(language.locale).territories.items():
            if len(code) == _COUNTRY or code in _NOT_COUNTRIES:
                yield name, code


def _by_word(pairs: Iterator[tuple[str, str]]) -> Mapping[str, frozenset[str]]:
    found: dict[str, frozenset[str]] = {}
    for word, meaning in pairs:
        key = _joined(word)
        found[key] = found.get(key, frozenset()) | {meaning}
    return found


def _joined(words: str) -> str:
    return "".join(words_of(words))
