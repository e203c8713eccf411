"""Numbers as people type them: Western, Arabic-Indic (٣) and Persian (۳) digits, with the signs they
put around them; and the words that mean something behind a command, in every language of the shop.

Whoever types something else gets None here and a clear sentence from the journey. No amount is ever guessed.
"""

import re
import tomllib
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import cache
from typing import Final

from babel import Locale

from bot.hours import DAYS
from bot.languages import LANGUAGES
from handlers.ui.languages.locale_files import LOCALES
from handlers.ui.texts import without_marks


def words_for(meaning: str) -> frozenset[str]:
    """What people may type for it, in any of the languages:
    `locales/*/typed.toml`. Raises LookupError for an unknown one.
    """
    return _typed_words()[meaning]


@cache
def _typed_words() -> Mapping[str, frozenset[str]]:
    found: dict[str, frozenset[str]] = {}
    for language in LANGUAGES:
        for meaning, said in tomllib.loads((LOCALES / language / "typed.toml").read_text("utf-8")).items():
            found[meaning] = found.get(meaning, frozenset()) | frozenset(said)
    return found


@cache
def weekdays() -> Mapping[str, str]:
    """The names of days in any of the languages, whole and short, by how hours are kept: `sun`."""
    found: dict[str, str] = {}
    for language in LANGUAGES.values():
        for names in Locale.parse(language.locale).days["format"].values():
            found |= {plain_letters(name): DAYS[day] for day, name in names.items() if len(name) > 1}
    return found


def plain_letters(word: str) -> str:
    """A word as people type it in a hurry: without a point behind it, its alefs without their hamza."""
    return re.sub("[أإآ]", "ا", word.casefold().rstrip("."))


DINARS = "(?:" + "|".join(sorted(map(re.escape, words_for("dinars")), key=len, reverse=True)) + ")"
"""A regular expression for the currency behind an amount."""
_LONGEST = 12  # digits; longer is a slip of the hand, and int() of anything a stranger sends is not
_FIGURES = re.compile(r"[-+−]?\d[\d.,٫٬'’_-]*")
_DINARS = re.compile(rf"(?i){DINARS}$")
_GROUPED = re.compile(r"[^\D0٠۰]\d{0,2}([ .,٬'’_])\d{3}(?:\1\d{3})*")
_THOUSANDS = re.compile(r"(?i)(\d{1,4})(?:[.,٫](\d{1,3}))?k")
EARLIEST_DAY: Final = date(2020, 1, 1)
"""No shop is older."""
_NUMBERED_DAYS: Final = range(EARLIEST_DAY.toordinal(), date(3000, 1, 1).toordinal())
_YEAR_FIRST = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})")
_DAY_FIRST = re.compile(r"(\d{1,2})[-/.](\d{1,2})(?:[-/.](\d{4}))?")
_FIRST_GROUP = re.compile(r"\+?[^\D0٠۰]\d{0,2}")
_GROUP = re.compile(rf"(?i)\d{{3}}{DINARS}?")


def whole_number(text: str) -> int | None:
    """A whole number, zero or more; None for anything else, `1.5` and `1,000` included."""
    digits = without_marks(text).strip()
    if not digits.isdecimal() or len(digits) > _LONGEST:
        return None
    return int(digits)


def quantity(text: str) -> int | None:
    """A number of cards: `3`, `٣`, `3x`, `× 3`."""
    return whole_number(without_marks(text).strip().strip("xX×*").strip())


def is_talk(text: str) -> bool:
    """Several words without a number: nobody answers "how many?" so."""
    return len(text.split()) > 1 and not any(letter.isdecimal() for letter in text)


def _goes_on(word: str) -> bool:
    """Whether a word behind an amount looks like more of it:
    `250`, `٢٥٠٫٥`, `250,50DA`. Then no amount is read at all.
    """
    return _FIGURES.fullmatch(_DINARS.sub("", without_marks(word).strip())) is not None


def grouped_number(text: str) -> int | None:
    """A whole number, also with a sign between its thousands:
    `1000`, `1.000`, `1,000`. None where it begins with a 0.
    """
    word = without_marks(text).strip()
    if len(word) > 1 and word[0].isdecimal() and not int(word[0]):
        return None  # the rest of a thousand
    return whole_number(re.sub(r"\D", "", word) if _GROUPED.fullmatch(word) else word.strip("xX×*"))


def in_groups(words: Sequence[str]) -> list[str]:
    """The words with those that can be the groups of one
    number put together: `step`, `1`, `000` is `step`, `1000`.
    """
    joined: list[str] = []
    open_ = False
    for word in words:
        if open_ and _GROUP.fullmatch(word):
            joined[-1] += word
        else:
            joined.append(word)
            open_ = _FIRST_GROUP.fullmatch(word) is not None
    return joined


def user_id(text: str) -> int | None:
    """A Telegram user id: `1001`, `@1001`, `#1001`."""
    return whole_number(without_marks(text).strip().lstrip("@#"))


def dinars(text: str) -> int | None:
    """An amount in whole dinars: `1250`, `١٢٥٠`, `1250DA`, `+1250`, `1 250`, `1.250`, `1,250`, `5k`, `2,5k`.

    A point or comma before exactly three digits stands between
    thousands: the shop knows no centimes. None otherwise.
    """
    word = _DINARS.sub("", " ".join(without_marks(text).split()).removeprefix("+")).strip()
    if (thousands := _THOUSANDS.fullmatch(word)) is not None:
        return int(Decimal(f"{thousands[1]}.{thousands[2] or 0}") * 1000)
    return whole_number(re.sub(r"\D", "", word) if _GROUPED.fullmatch(word) else word)


@dataclass(frozen=True)
class LeadingAmount:
    """An amount at the beginning of some words. `in_words`: it
    stood in several words, `2 800`, and no currency behind.
    """

    dinars: int
    rest: tuple[str, ...]
    in_words: bool = False


def leading_amount(words: Sequence[str]) -> LeadingAmount | None:
    """The amount that the words begin with; None when they begin
    with something else, or it cannot be said where it ends.
    """
    if not words:
        return None
    count = 1
    if _FIRST_GROUP.fullmatch(without_marks(words[0])):
        while count < len(words) and _GROUP.fullmatch(without_marks(words[count])):
            count += 1
    found = dinars(" ".join(words[:count]))
    rest = tuple(words[count:])
    if found is None:
        return None
    if rest and _DINARS.fullmatch(without_marks(rest[0])):
        return LeadingAmount(found, rest[1:])
    if rest and _goes_on(rest[0]):
        return None
    return LeadingAmount(found, rest, in_words=count > 1)


PERIODS: Final = {"today": 1, "week": 7, "month": 30}
"""Times that end today and have a name, with their days."""


def period(name: str, today: date) -> tuple[date, date] | None:
    """The first and the last day of a time with that name; None for any other."""
    length = PERIODS.get(name)
    return None if length is None else (today - timedelta(days=length - 1), today)


def typed_day(text: str, today: date) -> date | None:
    """A day as people write it: `2026-11-01`, `1/11/2026`, `1/11` (the last one there was), `yesterday`.

    None for anything else, and for days that have not come or were before there was a shop.
    """
    word = without_marks(text).strip().casefold()
    found: date | None = None
    if word in words_for("today"):
        found = today
    elif word in words_for("yesterday"):
        found = today - timedelta(days=1)
    with suppress(ValueError):
        if match := _YEAR_FIRST.fullmatch(word):
            found = date(int(match[1]), int(match[2]), int(match[3]))
        elif match := _DAY_FIRST.fullmatch(word):
            found = date(int(match[3] or today.year), int(match[2]), int(match[1]))
            if match[3] is None and found > today:
                found = found.replace(year=today.year - 1)
    return found if found is not None and EARLIEST_DAY <= found <= today else None


def numbered_day(ordinal: int) -> date | None:
    """The day of that proleptic ordinal, as buttons say it; None for one that no button of the shop names."""
    return date.fromordinal(ordinal) if ordinal in _NUMBERED_DAYS else None


def typed_span(words: Sequence[str], today: date) -> tuple[date, date] | None:
    """The first and the last of days as people write them: `week`, `1/11`, `1/10 31/10`,
    `from 1/10 until 31/10`.

    None for anything else.
    """
    said = [without_marks(word).strip().casefold() for word in words]
    if len(said) == 1:
        for name in PERIODS:
            if said[0] in words_for(name):
                return period(name, today)
    between = words_for("from") | words_for("until")
    days = [typed_day(word, today) for word in said if word not in between]
    found = [day for day in days if day is not None]
    if len(found) != len(days) or len(found) not in {1, 2}:
        return None
    return min(found), max(found)
