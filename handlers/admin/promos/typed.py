"""Promo codes as merchants type them. Whatever is not understood whole is not guessed: it gives None."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.shop.money import Money
from bot.shop.prices.promo_codes import Promo, promo_code
from handlers.admin.prices.typed_rules import MIN, PERCENT, decimal
from handlers.ui import typed

_MAX = typed.words_for("most")
_EACH = typed.words_for("each")
_FROM = typed.words_for("from")
_UNTIL = typed.words_for("until")
_ON = typed.words_for("for")
_END = typed.words_for("end")
_NAME = typed.words_for("name")
TYPED_PARTS = {"least": "min", "total": "max", "each": "each", "from": "from", "until": "until"}
"""The word before the value of a part."""
_DATE = re.compile(r"(?:(\d{4})-(\d{1,2})-(\d{1,2})|(\d{1,2})[-./](\d{1,2})[-./](\d{4}))")


@dataclass(frozen=True)
class PromoWish:
    """A code that is wished, for the place that `words` mean; `end` when it shall end."""

    promo: Promo
    words: str = ""
    end: bool = False


class PromoNotReadError(ValueError):
    """`words` of what was typed are not understood; `no_amount`: behind them stands no amount."""

    def __init__(self, words: str, *, no_amount: bool = False) -> None:
        super().__init__(words)
        self.words = words
        self.no_amount = no_amount


def promo_wish(words: Sequence[str], zone: ZoneInfo) -> PromoWish | None:
    """As `read_promo`; None for anything else."""
    try:
        return read_promo(words, zone)
    except PromoNotReadError:
        return None


def promo_change(words: Sequence[str], promo: Promo, zone: ZoneInfo) -> PromoWish | None:
    """A code as it is with what was typed of `10%|200`, `max
    N`, ..., `name CODE`, `on SCOPE`; None for anything else.
    """
    try:
        return _changed(words, promo, zone)
    except PromoNotReadError:
        return None


def read_promo(words: Sequence[str], zone: ZoneInfo) -> PromoWish:
    """CODE 10%|200 [max N] [each N] [min DINARS] [from
    DATE] [until DATE] [on SCOPE], or `end CODE`. Raises `PromoNotReadError`.
    """
    ends = bool(words) and words[0].casefold() in _END and len(words) == len(("end", "CODE"))
    said = words[1] if ends else (words[0] if words else "")
    code = promo_code(said)
    if code is None:
        raise PromoNotReadError(said)
    if ends:
        return PromoWish(Promo(code), end=True)
    if len(words) == 1:
        raise PromoNotReadError(said, no_amount=True)
    if _takes(words[1]) is None:
        raise PromoNotReadError(words[1])
    return _changed(words[1:], Promo(code), zone)


def _changed(words: Sequence[str], promo: Promo, zone: ZoneInfo) -> PromoWish:
    """As `promo_change`. Raises `PromoNotReadError`."""
    scope = next((at for at, word in enumerate(words) if word.casefold() in _ON), len(words))
    rest = [*typed.in_groups(words[:scope]), *words[scope:]]
    seen: set[str] = set()
    while rest:
        word = rest.pop(0)
        if word.casefold() in _ON:
            if not rest:
                raise PromoNotReadError(word)
            return PromoWish(promo, " ".join(rest))
        takes = _takes(word)
        if takes is not None:
            name, promo = "takes", replace(promo, percent=takes.percent, amount=takes.amount)
        else:
            value = rest.pop(0) if rest else ""
            found = _clause(word.casefold(), value, zone)
            if found is None:
                raise PromoNotReadError(f"{word} {value}".strip())
            name, promo = found[0], replace(promo, **dict([found]))  # type: ignore[arg-type]
        if name in seen:
            raise PromoNotReadError(word)
        seen.add(name)
    if not seen:
        raise PromoNotReadError("")
    return PromoWish(promo)


def last_moment(day: date, zone: ZoneInfo) -> datetime:
    """When a code ends that holds "until" a day: the whole day still counts."""
    return datetime.combine(day + timedelta(days=1), time(), zone)


def _takes(word: str) -> Promo | None:
    word = word.lstrip("-−")
    if (percent := PERCENT.fullmatch(word)) is not None:
        return Promo("", percent=decimal(percent[1]))
    dinars = typed.dinars(word)
    return None if dinars is None else Promo("", amount=Money.of_dinars(dinars))


def _clause(word: str, value: str, zone: ZoneInfo) -> tuple[str, int | Money | datetime | str] | None:
    name: str
    found: int | Money | datetime | str | None = None
    if word in _MAX | _EACH:
        name, found = ("total_limit" if word in _MAX else "customer_limit"), typed.grouped_number(value)
    elif word in MIN:
        name, dinars = "least", typed.dinars(value)
        found = None if dinars is None else Money.of_dinars(dinars)
    elif word in _NAME:
        name, found = "code", promo_code(value)
    elif word in _FROM | _UNTIL and (day := _day(value)) is not None:
        name = "ends_at" if word in _UNTIL else "starts_at"
        found = last_moment(day, zone) if word in _UNTIL else datetime.combine(day, time(), zone)
    return None if found is None else (name, found)


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
