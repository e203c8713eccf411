"""What a type of a product offers, read from its name: how much of what."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Final, TypeVar

from bot.shop.search.folding import words_of
from bot.shop.search.matcher import Match
from bot.shop.search.query import Query, read_query
from bot.shop.search.vocabulary import vocabulary

T = TypeVar("T")

_NOT_THE_FIRST: Final = (
    0.8  # of a number's weight, where it is not the first of the name: `100 + 10 diamonds`
)
_COUNTED_ALREADY: Final = 0.2
_ONE_MONTH: Final = 0.3  # for "a month" without a number
_OTHER_CURRENCY: Final = 0.3  # off, where another currency was asked for


@dataclass(frozen=True, slots=True)
class TypeWords:
    """The numbers of a type's name in their order, its currencies, and its other words."""

    numbers: tuple[int, ...]
    currencies: frozenset[str]
    words: frozenset[str]


@lru_cache(maxsize=16_384)
def read_type(name: str) -> TypeWords:
    """Reads a type's name as what people type is read."""
    query = read_query(name)
    known = vocabulary().currencies
    # A type names its currency by a code; a word that may mean several stands for the code that it is.
    codes = {word.upper() for word in words_of(name)} & {code for codes in known.values() for code in codes}
    return TypeWords(
        tuple(query.numbers[at] for at in sorted(query.numbers)), frozenset(codes), frozenset(query.same)
    )


def asks_for_a_type(query: Query, match: Match[T]) -> bool:
    """Whether more was typed than a product and a place: an amount, or what only some types are called."""
    return bool(match.of_types or query.numbers.keys() - match.explained)


def fit(query: Query, match: Match[T], name: str) -> float | None:
    """How much a product's type explains of what the product itself does not, as a share of the query; None
    where another amount was asked for.
    """
    type_, score = read_type(name), 0.0
    for at, number in query.numbers.items():
        if at in match.explained:
            continue
        if number not in type_.numbers:
            return None
        score += query.weights[at] * (1.0 if number == type_.numbers[0] else _NOT_THE_FIRST)
    for at, codes in query.currencies.items():
        if codes & type_.currencies:
            score += query.weights[at]
        elif type_.currencies:
            score -= _OTHER_CURRENCY
    for at, word in enumerate(query.same):
        if word not in type_.words or at in query.numbers or at in query.currencies:
            continue
        # What is in the names of some types counts for the product already.
        score += query.weights[at] * (_COUNTED_ALREADY if at in match.explained | match.of_types else 1.0)
        if word == "month" and not query.numbers and type_.numbers[:1] == (1,):
            score += _ONE_MONTH
    return score / query.weight
