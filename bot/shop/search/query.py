"""What somebody typed, read word by word: amounts, currencies and places are known; the rest are names."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from bot.shop.money import Money
from bot.shop.search.folding import joined, words_of
from bot.shop.search.vocabulary import LONGEST_PLACE, vocabulary

MOST_WORDS: Final = 10
"""How many words of a wish are read."""
LONGEST_WISH: Final = 200  # characters
_LONGEST_NUMBER: Final = 6  # digits
_MONTHS_OF: Final = {"year": 12, "two_months": 2}
_A_PLACE, _A_NAME, _A_SHORT_NAME, _A_NUMBER, _A_UNIT, _A_CURRENCY, _SAID_AROUND = (
    1.2,
    1.0,
    0.7,
    0.7,
    0.5,
    0.4,
    0.1,
)
"""How much each kind of word says about what is meant."""
_DINARS, _LEAST_BUDGET = "DZD", 100  # less is an amount of another dinar
_SHORT: Final = 2  # letters: words of so few may be anything


@dataclass(frozen=True, slots=True)
class Place:
    """A place that was named, by some of the words."""

    at: range
    codes: frozenset[str]


@dataclass(frozen=True, slots=True)
class Query:
    """The words, what stands for each, and how much each weighs; what some of them are, by their position."""

    words: tuple[str, ...]
    same: tuple[str, ...]
    weights: tuple[float, ...]
    numbers: dict[int, int]
    currencies: dict[int, frozenset[str]]
    places: tuple[Place, ...]

    @property
    def named(self) -> frozenset[int]:
        """The positions of words that can be names."""
        taken = {at for place in self.places for at in place.at}
        return frozenset(range(len(self.words))) - taken - self.currencies.keys()

    @property
    def budget(self) -> tuple[int, Money] | None:
        """What somebody wants to pay, `2000 DA`, and at which position it stands; None where nobody says."""
        for at, codes in self.currencies.items():
            if _DINARS in codes and (number := self.numbers.get(at - 1, 0)) >= _LEAST_BUDGET:
                return at - 1, Money.of_dinars(Decimal(number))
        return None

    @property
    def weight_of_names(self) -> float:
        """What the words weigh that are no numbers: those are the same on each keyboard."""
        return self.weight - sum(self.weights[at] for at in self.numbers)

    @property
    def weight(self) -> float:
        """What all of it weighs; never zero."""
        return sum(self.weights) or 1.0


def read_query(text: str) -> Query:
    """Reads what was typed; what is too long is cut."""
    words = words_of(text[:LONGEST_WISH])[:MOST_WORDS]
    known = vocabulary()
    same = tuple(known.standing_for(word) for word in words)
    numbers = {
        at: int(word) for at, word in enumerate(words) if word.isdecimal() and len(word) <= _LONGEST_NUMBER
    }
    for at, word in enumerate(same):
        if word in _MONTHS_OF:
            before = numbers.get(at - 1, 1) if word == "year" else 1
            numbers[at - 1 if at - 1 in numbers else at] = before * _MONTHS_OF[word]
    same = tuple("month" if word in _MONTHS_OF else word for word in same)
    currencies = {
        at: known.currencies[word]
        for at, word in enumerate(words)
        if word in known.currencies and (numbers or word not in known.said_around)
    }
    places = _places(words, taken=numbers.keys() | currencies.keys())
    query = Query(words, same, (), numbers, currencies, places)
    weights = tuple(_weight(query, at) for at in range(len(words)))
    return Query(words, same, weights, numbers, currencies, places)


def _places(words: tuple[str, ...], taken: set[int]) -> tuple[Place, ...]:
    """The places that are named, the longest names first: "united states" before "united"."""
    known, found, free = vocabulary(), [], set(range(len(words))) - taken
    for length in range(min(LONGEST_PLACE, len(words)), 0, -1):
        for start in range(len(words) - length + 1):
            at = range(start, start + length)
            name = joined(words[start : start + length])
            if not free.issuperset(at) or (codes := known.places.get(name)) is None:
                continue
            if length == 1 and name in known.said_around:
                continue
            free.difference_update(at)
            found.append(Place(at, codes))
    return tuple(found)


def _weight(query: Query, at: int) -> float:
    word, same = query.words[at], query.same[at]
    for place in query.places:
        if at in place.at:
            return _A_PLACE / len(place.at)
    if at in query.currencies:
        return _A_CURRENCY
    if word.isdecimal():
        return _A_NUMBER
    if word in vocabulary().said_around:
        return _SAID_AROUND
    if same != word or same in vocabulary().same:
        return _A_UNIT
    return _A_SHORT_NAME if len(word) <= _SHORT else _A_NAME
