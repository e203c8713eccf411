"""Prices, margins and limits as merchants type them. What is not understood
whole is not guessed: it gives None, or every way in which it can be meant.
"""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from bot.shop.money import Money
from bot.shop.prices.rules import Limit, PriceRule
from handlers.ui import typed
from handlers.ui.texts import without_marks

ALL = typed.words_for("all")
AUTO = typed.words_for("auto")
MIN = typed.words_for("least")
PERCENT = re.compile(r"\+?(\d{1,4}(?:[.,٫]\d{1,2})?)[%٪]")
_STEP = typed.words_for("step")
_DAY = typed.words_for("per-day")
_DINARS = typed.DINARS
_PERCENT_APART = re.compile(r"(\d)\s+([%٪])")
_PERCENT_BEFORE = re.compile(r"(?<!\d)[%٪]\s*(\d+(?:[.,٫]\d+)?)(?![\d%٪.,٫])")
_DINARS_APART = re.compile(rf"(?i)(\d)\s+({_DINARS})(?=\s|$)")
_PLUS_APART = re.compile(r"\+\s+(?=\d)")
_NEGATIVE = re.compile(rf"(?i)[-−]\d+(?:[.,٫]\d+)?(?:[%٪]|{_DINARS})?")
_RULE_LIKE = re.compile(r".*[%٪].*|\+\d.*")
_ADDED = re.compile(rf"^\+|{_DINARS}$")
_NUMBER = re.compile(r"\d+(?:[.,٫]\d+)?")
_FIRST_GROUP, _GROUP = re.compile(r"[1-9]\d{0,2}"), re.compile(rf"(?i)\d{{3}}({_DINARS})?")
_PACKED = re.compile(r"(\d{1,7}(?:\.\d{1,2})?)([pasm])", re.ASCII)
_LETTERS = {"percent": "p", "added": "a", "step": "s", "least_margin": "m"}
_Parts = Mapping[str, Decimal | Money]


def words_of(arguments: Sequence[str]) -> list[str]:
    """What was typed behind a command, with plain digits, and each sign and currency at its number."""
    line = " ".join(without_marks(argument) for argument in arguments)
    line = "".join(str(unicodedata.decimal(letter, letter)) for letter in line)
    line = _PERCENT_BEFORE.sub(r"\1%", _PERCENT_APART.sub(r"\1\2", line))
    return _PLUS_APART.sub("+", _DINARS_APART.sub(r"\1\2", line)).split()


@dataclass(frozen=True)
class RuleWish:
    """For which words what: a changed rule, `auto`, or neither, when only the words were typed."""

    words: str
    tokens: tuple[str, ...] = ()
    auto: bool = False

    def rule(self, now: PriceRule) -> PriceRule | None:
        """The wished rule; what was not typed stays as it is `now`."""
        return read_rule(self.tokens, now)


def rule_wishes(words: Sequence[str]) -> list[RuleWish]:
    """SCOPE RULE in each way it can be read, the likeliest first: the rule is
    the longest end that reads as one, or else the longest beginning; `1 000`
    in it is two words of the text, so a name may end in the first of them.
    """
    if words and words[-1].casefold() in AUTO:
        return [RuleWish(" ".join(words[:-1]), auto=True)]
    readings = [list(words), typed.in_groups(words)]
    found = [
        RuleWish(" ".join(reading[:start]), tuple(reading[start:]))
        for reading in readings
        if (start := next((at for at in range(len(reading)) if _parts(reading[at:]) is not None), None))
        is not None
    ]
    found += [
        RuleWish(" ".join(reading[end:]), tuple(reading[:end]))
        for reading in readings
        if (end := next((at for at in range(len(reading) - 1, 0, -1) if _parts(reading[:at]) is not None), 0))
    ]
    return list(dict.fromkeys(found)) or [RuleWish(" ".join(words))]


def rule_doubt(words: Sequence[str]) -> str | None:
    """What may be wrong with words that name no place:
    `negative`, a `rule` that does not read, a bare `number`.
    """
    if any(_NEGATIVE.fullmatch(word) for word in words):
        return "negative"
    if any(_RULE_LIKE.fullmatch(word) or word.casefold() in _STEP for word in words):
        return "rule"
    return "number" if len(words) > 1 and _NUMBER.fullmatch(words[-1]) else None


def read_rule(tokens: Sequence[str], now: PriceRule) -> PriceRule | None:
    """`7%`, `+50`, `50DA`, `step 10`, `min 30`, each at most once, in any order."""
    parts = _parts(tokens)
    return None if parts is None else _changed(parts, now)


def packed_rule(tokens: Sequence[str]) -> str:
    """A rule that reads, in letters that fit a button."""
    parts = _parts(tokens) or {}
    amounts = {
        name: part.dinars.to_integral_value() if isinstance(part, Money) else part
        for name, part in parts.items()
    }
    return "_".join(f"{amount:f}{_LETTERS[name]}" for name, amount in amounts.items())


def unpacked_rule(packed: str, now: PriceRule) -> PriceRule | None:
    """What `packed_rule` packed, for a place whose margin is `now`; None for anything else."""
    names = {letter: name for name, letter in _LETTERS.items()}
    parts: dict[str, Decimal | Money] = {}
    for part in packed.split("_"):
        found = _PACKED.fullmatch(part)
        if found is None or names[found[2]] in parts or ("." in found[1] and found[2] != "p"):
            return None
        amount = Decimal(found[1])
        parts[names[found[2]]] = amount if found[2] == "p" else Money.of_dinars(amount)
    return _changed(parts, now)


def _parts(tokens: Sequence[str]) -> _Parts | None:
    found: dict[str, Decimal | Money] = {}
    rest = [token.casefold() for token in tokens]
    while rest:
        token = rest.pop(0)
        name: str
        value: Decimal | Money
        dinars = _amount(token)
        if (percent := PERCENT.fullmatch(token)) is not None:
            name, value = "percent", decimal(percent[1])
        elif dinars is not None and _ADDED.search(token):  # +50 or 50DA; a bare number can be anything
            name, value = "added", Money.of_dinars(dinars)
        elif token in _STEP | MIN and rest and (dinars := _amount(rest[0])) is not None:
            rest.pop(0)
            name, value = ("step" if token in _STEP else "least_margin"), Money.of_dinars(dinars)
        else:
            return None
        if name in found:
            return None
        found[name] = value
    return found or None


def _amount(token: str) -> int | None:
    """An amount in one word; `000DA` is the rest of another one."""
    return None if re.match(r"\+?0\d", token) else typed.dinars(token)


def _changed(parts: _Parts, now: PriceRule) -> PriceRule | None:
    base = PriceRule(step=now.step, least_margin=now.least_margin)
    if "percent" not in parts and "added" not in parts:
        if now.set_price is not None:
            return None  # a set price has no margin to be rounded
        base = replace(base, percent=now.percent, added=now.added)
    return replace(base, **parts)  # type: ignore[arg-type]


@dataclass(frozen=True)
class PriceWish:
    """A set price in whole dinars for what the words name; None: none any more."""

    words: str
    dinars: int | None


def price_wishes(words: Sequence[str]) -> list[PriceWish]:
    """TYPE AMOUNT|auto, in each way it can be read: `10 500`
    may be 500 for a 10, or 10 500 in groups of three digits.
    """
    if len(words) > 1 and words[-1].casefold() in AUTO:
        return [PriceWish(" ".join(words[:-1]), None)]
    wishes = []
    for count in range(1, len(words)):
        first, *groups = amount = words[-count:]
        if count > 1 and not (_FIRST_GROUP.fullmatch(first) and all(map(_GROUP.fullmatch, groups))):
            break
        dinars = typed.dinars("".join(amount))
        if dinars is not None and (dinars or len(first) == 1):  # 000 is the rest of a thousand
            wishes.append(PriceWish(" ".join(words[:-count]), dinars))
    return wishes


@dataclass(frozen=True)
class LimitWish:
    """For which words what changes; 0 takes a limit away.
    `zero` says that a 0 was typed, which can mean two things.
    """

    words: str
    per_order: int | None = None
    per_day: int | None = None
    zero: bool = False

    def limit(self, now: Limit) -> Limit:
        """The limit with what was wished."""
        order = now.per_order if self.per_order is None else self.per_order or None
        day = now.per_day if self.per_day is None else self.per_day or None
        return Limit(order, day)


def limit_wish(words: Sequence[str]) -> LimitWish | None:
    """SCOPE N, SCOPE day N, both, or SCOPE auto; None for anything else."""
    if words and words[-1].casefold() in AUTO:
        return LimitWish(" ".join(words[:-1]), 0, 0)
    for reading in (words, typed.in_groups(words)):
        for start in range(len(reading)):
            numbers = _limits(reading[start:])
            if numbers is not None:
                order, day = numbers
                return LimitWish(" ".join(reading[:start]), order, day, zero=0 in numbers)
    return None


def _limits(tokens: Sequence[str]) -> tuple[int | None, int | None] | None:
    order: int | None = None
    day: int | None = None
    rest = list(tokens)
    while rest:
        a_day = rest[0].casefold() in _DAY
        if a_day:
            rest.pop(0)
        number = typed.grouped_number(rest.pop(0)) if rest else None
        if number is None or (day if a_day else order) is not None:
            return None
        order, day = (order, number) if a_day else (number, day)
    return order, day


def decimal(number: str) -> Decimal:
    """A number with whichever point people write."""
    return Decimal(number.replace(",", ".").replace("٫", "."))
