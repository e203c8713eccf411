"""Rules and promo codes as merchants type them. Whatever is not understood whole is not guessed: it gives None."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from bot.shop.money import Money
from bot.shop.pricing import Limit, PriceRule
from bot.shop.promos import Promo, promo_code
from handlers import typed
from handlers.texts import without_marks

ALL = frozenset({"all", "tout", "tous", "toutes", "الكل", "كل"})
AUTO = frozenset({"auto", "automatique", "تلقائي"})
_STEP = frozenset({"step", "pas", "arrondi", "التقريب", "تقريب"})
_MIN = frozenset({"min", "minimum", "أدنى"})
_MAX = frozenset({"max", "maximum", "أقصى"})
_EACH = frozenset({"each", "par", "chacun", "لكل"})
_DAY = frozenset({"day", "jour", "اليوم", "يوم"})
_FROM = frozenset({"from", "du", "من"})
_UNTIL = frozenset({"until", "au", "إلى"})
_ON = frozenset({"on", "sur", "على"})
_END = frozenset({"end", "fin", "إنهاء"})
_PERCENT = re.compile(r"\+?(\d{1,4}(?:[.,٫]\d{1,2})?)[%٪]")
_PERCENT_APART = re.compile(r"(\d)\s+([%٪])")
_DATE = re.compile(r"(?:(\d{4})-(\d{1,2})-(\d{1,2})|(\d{1,2})[./](\d{1,2})[./](\d{4}))")


def words_of(arguments: Sequence[str]) -> list[str]:
    """What was typed behind a command, with plain digits and each percent sign at its number."""
    line = " ".join(without_marks(argument) for argument in arguments)
    line = "".join(str(unicodedata.decimal(letter, letter)) for letter in line)
    return _PERCENT_APART.sub(r"\1\2", line).split()


@dataclass(frozen=True)
class RuleWish:
    """For which words what: a changed rule, `auto`, or neither, when only the words were typed."""

    words: str
    tokens: tuple[str, ...] = ()
    auto: bool = False

    def rule(self, now: PriceRule) -> PriceRule | None:
        """The wished rule; what was not typed stays as it is `now`."""
        return read_rule(self.tokens, now)


def rule_wish(words: Sequence[str]) -> RuleWish:
    """SCOPE RULE: the rule is the longest end that reads as one."""
    if words and words[-1].casefold() in AUTO:
        return RuleWish(" ".join(words[:-1]), auto=True)
    for start in range(len(words)):
        tokens = tuple(words[start:])
        if read_rule(tokens, PriceRule()) is not None:
            return RuleWish(" ".join(words[:start]), tokens)
    return RuleWish(" ".join(words))


def read_rule(tokens: Sequence[str], now: PriceRule) -> PriceRule | None:
    """`7%`, `+50`, `step 10`, `min 30`, each at most once, in any order."""
    found: dict[str, Decimal | Money] = {}
    rest = list(tokens)
    while rest:
        token = rest.pop(0).casefold()
        name: str
        value: Decimal | Money
        if (percent := _PERCENT.fullmatch(token)) is not None:
            name, value = "percent", _decimal(percent[1])
        elif token.startswith("+") and (added := typed.dinars(token)) is not None:
            name, value = "added", Money.of_dinars(added)
        elif token in _STEP | _MIN and rest and (dinars := typed.dinars(rest[0])) is not None:
            rest.pop(0)
            name, value = ("step" if token in _STEP else "least_margin"), Money.of_dinars(dinars)
        else:
            return None
        if name in found:
            return None
        found[name] = value
    if not found:
        return None
    base = PriceRule(step=now.step, least_margin=now.least_margin)
    if "percent" not in found and "added" not in found:
        if now.set_price is not None:
            return None  # a set price has no margin to be rounded
        base = replace(base, percent=now.percent, added=now.added)
    return replace(base, **found)  # type: ignore[arg-type]


@dataclass(frozen=True)
class LimitWish:
    """For which words what changes; 0 takes a limit away."""

    words: str
    per_order: int | None = None
    per_day: int | None = None

    def limit(self, now: Limit) -> Limit:
        """The limit with what was wished."""
        order = now.per_order if self.per_order is None else self.per_order or None
        day = now.per_day if self.per_day is None else self.per_day or None
        return Limit(order, day)


def limit_wish(words: Sequence[str]) -> LimitWish | None:
    """SCOPE N, SCOPE day N, SCOPE auto; None for anything else."""
    if not words:
        return None
    *scope, last = words
    if last.casefold() in AUTO:
        return LimitWish(" ".join(scope), 0, 0)
    number = typed.quantity(last)
    if number is None or not number:
        return None
    if scope and scope[-1].casefold() in _DAY:
        return LimitWish(" ".join(scope[:-1]), per_day=number)
    return LimitWish(" ".join(scope), per_order=number)


@dataclass(frozen=True)
class PromoWish:
    """A code that is wished, for the place that `words` mean; `end` when it shall end."""

    promo: Promo
    words: str = ""
    end: bool = False


def promo_wish(words: Sequence[str], zone: ZoneInfo) -> PromoWish | None:
    """CODE 10%|200 [max N] [each N] [min DINARS] [from DATE] [until DATE] [on SCOPE], or `end CODE`; else None."""
    if not words:
        return None
    if words[0].casefold() in _END and len(words) == len(("end", "CODE")):
        code = promo_code(words[1])
        return None if code is None else PromoWish(Promo(code), end=True)
    code = promo_code(words[0])
    takes = _takes(words[1]) if len(words) > 1 else None
    if code is None or takes is None:
        return None
    promo = replace(takes, code=code)
    rest = list(words[2:])
    seen: set[str] = set()
    while rest:
        word = rest.pop(0).casefold()
        if word in _ON:
            return PromoWish(promo, " ".join(rest)) if rest else None
        found = _clause(word, rest.pop(0), zone) if rest else None
        if found is None or found[0] in seen:
            return None
        seen.add(found[0])
        promo = replace(promo, **{found[0]: found[1]})  # type: ignore[arg-type]
    return PromoWish(promo)


def _takes(word: str) -> Promo | None:
    word = word.lstrip("-−")
    if (percent := _PERCENT.fullmatch(word)) is not None:
        return Promo("", percent=_decimal(percent[1]))
    dinars = typed.dinars(word)
    return None if dinars is None else Promo("", amount=Money.of_dinars(dinars))


def _clause(word: str, value: str, zone: ZoneInfo) -> tuple[str, int | Money | datetime] | None:
    if word in _MAX | _EACH:
        number = typed.whole_number(value)
        return None if number is None else ("total_limit" if word in _MAX else "customer_limit", number)
    if word in _MIN:
        dinars = typed.dinars(value)
        return None if dinars is None else ("least", Money.of_dinars(dinars))
    if word in _FROM | _UNTIL:
        day = _day(value)
        if day is None:
            return None
        # "until" a day means that the whole day still counts.
        first = day if word in _FROM else day + timedelta(days=1)
        return ("starts_at" if word in _FROM else "ends_at"), datetime.combine(first, time(), zone)
    return None


def _day(value: str) -> date | None:
    found = _DATE.fullmatch(value)
    if found is None:
        return None
    year, month, day = (found[1], found[2], found[3]) if found[1] else (found[6], found[5], found[4])
    try:
        made = date(int(year), int(month), int(day))
    except ValueError:
        return None
    return made if made.year < date.max.year else None


def _decimal(number: str) -> Decimal:
    return Decimal(number.replace(",", ".").replace("٫", "."))
