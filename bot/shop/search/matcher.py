"""Which products the words of a query mean, the best first.

Products that differ by their region only are one family, so a catalogue of thousands has some hundred sets of
names. Words are compared with those names by rapidfuzz: as they are written, and as they sound in either
script. A family is as good as the share of the words that its names explain.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import InitVar, dataclass, field
from functools import lru_cache
from itertools import combinations
from typing import Final, Generic, TypeVar

from babel.numbers import get_territory_currencies

from bot.shop.search.folding import joined, sound_of, spoken, words_of
from bot.shop.search.query import Query
from bot.shop.search.vocabulary import LONGEST_PLACE, vocabulary

T = TypeVar("T")

LONGEST_RUN: Final = 4
"""How many neighbouring words may be one name: `play station`, `c o d`."""
_OWN, _ALIAS, _SISTER, _OF_A_TYPE = 1.0, 0.95, 0.75, 0.8
"""How surely a name means a family: its title's, its brand's, a sister's of the brand, one of its types'."""
_WRITTEN_ALIKE, _SOUNDS_ALIKE, _SOUNDS_NEARLY = 0.95, 0.85, 0.75
_BEGINS: Final = 0.8  # and more, the more of the name is there
_LEFT_OVER: Final = 0.06  # off for each word of the title that nothing explains
_SHORTEST_SOUND, _SHORT_SOUND, _LONG_SOUND = 2, 3, 4  # consonants
_SHORTEST_SPOKEN: Final = 6
"""Letters with the vowels: of so many, a name with two consonants is recognised by what is spoken."""
_VOWELS_WRITTEN: Final = 0.75  # of a name's letters; Arabic leaves short vowels out
_NEAR_SOUND: Final = 0.8  # one consonant in five: with one in four, any babble (blbl) is Google Play (glbl)
_SHORTEST_BEGINNING, _NO_SLIP_WITHIN, _ONE_SLIP_WITHIN = 2, 3, 7  # letters
_STILL_TYPING: Final = 3  # words
_ONE_SLIP, _MORE_SLIPS = 0.75, 0.7  # how alike two words are then at least
_MOST_ALIKE: Final = 12  # names that one run of words is compared to in the end
_NEAR: Final = 0.3
"""How much worse than the best another family may be and still be shown."""
_WORLD, _EUROPE = "001", frozenset({"150", "EU", "EZ"})
_WORKS_THERE_TOO: Final = (
    0.4  # of a place's weight, for a card that works everywhere when one place was asked for
)


@dataclass(frozen=True, slots=True)
class Entry(Generic[T]):
    """A product as the search knows it: `names` are its brand's own, `aliases` what else people say.

    It reads its names when it is made: that takes longer than to put many of them together.
    """

    item: T
    title: str
    territory: str | None
    names: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    type_names: InitVar[tuple[str, ...]] = ()
    words: tuple[str, ...] = field(init=False)
    type_words: frozenset[str] = field(init=False)

    def __post_init__(self, type_names: tuple[str, ...]) -> None:
        object.__setattr__(self, "words", _words_without_place(self.title, self.territory))
        object.__setattr__(self, "type_words", frozenset().union(*map(_words_of_type, type_names)))


@dataclass(frozen=True, slots=True)
class _Name:
    """How surely a name means a family, which words of its title it stands for, whether it is a type's."""

    surely: float
    words: frozenset[str] = frozenset()
    of_type: bool = False


@dataclass(frozen=True, slots=True)
class _Way:
    """One way to read a query as names of a family: what that explains, and at which positions."""

    weight: float = 0.0
    at: frozenset[int] = frozenset()
    of_types: frozenset[int] = frozenset()
    words: frozenset[str] = frozenset()


@dataclass(slots=True)
class _Family(Generic[T]):
    """Products that differ by their region."""

    words: frozenset[str]
    names: dict[str, _Name] = field(default_factory=dict)
    entries: list[tuple[int, Entry[T]]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Match(Generic[T]):
    """A product that may be meant. `score` is the share of the query that it explains, less what is left of
    its title. `explained` are the positions of words that its names or place explain, `of_types` of those
    that some of its types are called.
    """

    item: T
    score: float
    explained: frozenset[int]
    of_types: frozenset[int]


class Matcher(Generic[T]):
    """Made once for a catalogue; finding changes nothing."""

    def __init__(self, entries: Iterable[Entry[T]]) -> None:
        self._families = _families(entries)
        owners: dict[str, list[int]] = {}
        for number, family in enumerate(self._families):
            for name in family.names:
                owners.setdefault(name, []).append(number)
        self._owners = owners
        self._names = sorted(owners)
        self._by_sound: dict[str, list[str]] = {}
        for name in self._names:
            if len(sound := sound_of(name)) >= _SHORTEST_SOUND:
                self._by_sound.setdefault(sound, []).append(name)
        self._long_sounds = [sound for sound in self._by_sound if len(sound) >= _LONG_SOUND]
        self._alike = lru_cache(maxsize=8192)(self._find_alike)

    def find(self, query: Query, most: int = 60) -> list[Match[T]]:
        """The products that may be meant, the best first."""
        reached: dict[int, list[tuple[range, str, float]]] = {}
        for at, names in self._runs(query):
            for name, likeness in names.items():
                for number in self._owners[name]:
                    reached.setdefault(number, []).append((at, name, likeness))
        scored = [
            (self._families[number], _explain(self._families[number], query, hits))
            for number, hits in reached.items()
        ]
        if not scored and query.places and not query.named - query.numbers.keys():
            scored = [(family, _Way()) for family in self._families]  # a place alone: all that is sold for it
        if not scored:
            return []
        best = max(_worth(family, way) for family, way in scored)
        found = [
            (-_with_place(query, entry.territory, score), order, entry, way)
            for family, way in scored
            if (score := _worth(family, way)) >= best - _NEAR * query.weight
            for order, entry in family.entries
        ]
        found.sort(key=lambda one: one[:2])
        return [
            Match(
                entry.item, -worse / query.weight, way.at | _place_words(query, entry.territory), way.of_types
            )
            for worse, _, entry, way in found[:most]
        ]

    def _runs(self, query: Query) -> list[tuple[range, Mapping[str, float]]]:
        """Each run of neighbouring words that can be a name, with the names that are like it."""
        named = query.named
        runs: list[tuple[range, Mapping[str, float]]] = []
        for start in range(len(query.words)):
            for stop in range(start + 1, min(start + LONGEST_RUN, len(query.words)) + 1):
                at = range(start, stop)
                if not named.issuperset(at):
                    break
                spellings = {joined(words[start:stop]) for words in (query.words, query.same)}
                found: dict[str, float] = {}
                for spelling in spellings:
                    single = len(at) == 1
                    # The last of few words may not be finished.
                    begun = single and stop == len(query.words) <= _STILL_TYPING
                    for name, likeness in self._alike(spelling, single=single, begun=begun).items():
                        found[name] = max(found.get(name, 0.0), likeness)
                if found:
                    runs.append((at, found))
        return runs

    def _find_alike(self, spelling: str, *, single: bool, begun: bool) -> Mapping[str, float]:
        """The names that a run of words can mean, and how sure that is."""
        found: dict[str, float] = {}
        if spelling in self._owners:
            found[spelling] = 1.0
        if any(letter.isdecimal() for letter in spelling):
            return found  # a number is meant as it is written
        if begun and len(spelling) > _SHORTEST_BEGINNING:
            first = bisect_left(self._names, spelling)
            for name in self._names[first : first + _MOST_ALIKE]:
                if name.startswith(spelling):
                    found.setdefault(name, _BEGINS + (_WRITTEN_ALIKE - _BEGINS) * len(spelling) / len(name))
        if (least := _least_likeness(spelling)) is not None:
            for name, likeness in _likest(spelling, self._names, least):
                found[name] = max(found.get(name, 0.0), likeness * _WRITTEN_ALIKE)
        for name, likeness in self._sounding_like(spelling, single=single):
            found[name] = max(found.get(name, 0.0), likeness)
        return found

    def _sounding_like(self, spelling: str, *, single: bool) -> Iterator[tuple[str, float]]:
        """Names that are spoken so. A short sound, and one that is only near, counts in the other script."""
        sound = sound_of(spelling)
        for name in self._by_sound.get(sound, ()):
            if len(sound) >= _LONG_SOUND or (
                _other_script(name, spelling)
                and (_is_spoken_so(name, spelling) if len(sound) < _SHORT_SOUND else single)
            ):
                yield name, _SOUNDS_ALIKE
        if len(sound) < _LONG_SOUND:
            return
        for near, likeness in _likest(sound, self._long_sounds, _NEAR_SOUND):
            for name in self._by_sound[near]:
                if _other_script(name, spelling):
                    yield name, likeness * _SOUNDS_NEARLY


def _likest(word: str, among: Sequence[str], least: float) -> Iterator[tuple[str, float]]:
    """Those that differ from the word by a few slips, the likest first; each with its likeness, 1 at most."""
    from rapidfuzz import process  # noqa: PLC0415 - 3 MB that no start needs: the first search loads it
    from rapidfuzz.distance import OSA  # noqa: PLC0415 - see above

    for name, likeness, _ in process.extract(
        word, among, scorer=OSA.normalized_similarity, score_cutoff=least, limit=_MOST_ALIKE
    ):
        yield name, likeness


def _least_likeness(spelling: str) -> float | None:
    """One slip in a short word, more in long ones; None where any slip makes another word."""
    if len(spelling) <= _NO_SLIP_WITHIN:
        return None
    return _ONE_SLIP if len(spelling) <= _ONE_SLIP_WITHIN else _MORE_SLIPS


def _is_spoken_so(name: str, spelling: str) -> bool:
    """Whether one is the other without some vowels, which one script leaves out: two consonants alone may be
    anything.
    """
    fewer, more = sorted((spoken(name), spoken(spelling)), key=len)
    if len(fewer) < _SHORTEST_SPOKEN or len(fewer) < _VOWELS_WRITTEN * len(more) or fewer[0] != more[0]:
        return False
    left = iter(more)
    return all(letter in left for letter in fewer)


def _other_script(one: str, other: str) -> bool:
    return one.isascii() != other.isascii()


def _explain(family: _Family[T], query: Query, hits: Sequence[tuple[range, str, float]]) -> _Way:
    """The best way to read the words as names of the family, each word in one name only."""
    best = [_Way()]
    by_stop: dict[int, list[tuple[range, str, float]]] = {}
    for hit in hits:
        by_stop.setdefault(hit[0].stop, []).append(hit)
    for stop in range(1, len(query.words) + 1):
        top = best[-1]
        for at, name, likeness in by_stop.get(stop, ()):
            known = family.names[name]
            before = best[at.start]
            new = _Way(
                before.weight + known.surely * likeness * sum(query.weights[one] for one in at),
                before.at if known.of_type else before.at | frozenset(at),
                before.of_types | frozenset(at) if known.of_type else before.of_types,
                before.words | known.words,
            )
            if _worth(family, new) > _worth(family, top):
                top = new
        best.append(top)
    return best[-1]


def _worth(family: _Family[T], way: _Way) -> float:
    """Of two ways to read the same words, the better one leaves less of the title open."""
    return way.weight - _LEFT_OVER * len(family.words - way.words)


def _with_place(query: Query, territory: str | None, score: float) -> float:
    for place in query.places:
        weight = sum(query.weights[at] for at in place.at)
        if territory in place.codes:
            score += weight
        elif territory == _WORLD or (territory in _EUROPE and _pays_in_euro(place.codes)):
            score += weight * _WORKS_THERE_TOO
    return score


@lru_cache(maxsize=512)
def _pays_in_euro(codes: frozenset[str]) -> bool:
    return any("EUR" in get_territory_currencies(code) for code in codes)


def _place_words(query: Query, territory: str | None) -> frozenset[int]:
    return frozenset(at for place in query.places if territory in place.codes for at in place.at)


def _families(entries: Iterable[Entry[T]]) -> list[_Family[T]]:
    listed = list(entries)
    titles: dict[tuple[str, ...], set[str]] = {}
    for entry in listed:
        titles.setdefault(entry.names, set()).add(joined(entry.words))
    found: dict[tuple[tuple[str, ...], ...], _Family[T]] = {}
    for order, entry in enumerate(listed):
        key = entry.words, entry.names, entry.aliases
        family = found.get(key)
        if family is None:
            family = found[key] = _named(*key, titles[entry.names])
        family.entries.append((order, entry))
        for word in entry.type_words:
            family.names.setdefault(word, _Name(_OF_A_TYPE, of_type=True))
    return list(found.values())


def _named(
    words: tuple[str, ...], names: tuple[str, ...], aliases: tuple[str, ...], titles: set[str]
) -> _Family[T]:
    """A family with all its names; `titles` are those of all products of the brand."""
    standing_for = vocabulary().standing_for
    family: _Family[T] = _Family(frozenset(words) - vocabulary().said_around)
    for start, stop in combinations(range(len(words) + 1), 2):
        run = words[start:stop]
        for name in {joined(run), joined(tuple(map(standing_for, run)))}:
            family.names[name] = _Name(_OWN, frozenset(run))
    own = joined(words)
    folded_names = [words_of(name) for name in (*names, *aliases)]
    of_brand = frozenset(word for name in folded_names if joined(name) in own for word in name)
    for number, called in enumerate(folded_names):
        key = joined(called)
        # A name that is another product of the same brand means that one first.
        is_sister = number >= len(names) and key not in own and any(key in title for title in titles)
        surely = _SISTER if is_sister else (_OWN if number < len(names) else _ALIAS)
        family.names.setdefault(key, _Name(surely, of_brand | frozenset(called)))
    family.names.pop("", None)
    return family


@lru_cache(maxsize=16_384)
def _words_of_type(name: str) -> frozenset[str]:
    known = vocabulary()
    return frozenset(
        known.standing_for(word)
        for word in words_of(name)
        if not word.isdecimal() and word not in known.currencies
    )


@lru_cache(maxsize=8192)
def _words_without_place(title: str, territory: str | None) -> tuple[str, ...]:
    words = words_of(title)
    for length in range(min(LONGEST_PLACE, len(words) - 1), 0, -1):
        for start in range(len(words) - length, -1, -1):
            codes = vocabulary().places.get(joined(words[start : start + length]), frozenset())
            if territory in codes:
                return words[:start] + words[start + length :]
    return words
