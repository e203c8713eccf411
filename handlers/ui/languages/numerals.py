"""How a language writes numbers: with Western digits, or with its own where the merchant wishes so."""

import re
from decimal import Decimal

from babel import Locale

from bot.languages import Language

_NO_BREAK_SPACE, _RIGHT_TO_LEFT_MARK = "\u00a0", "\u200f"
_FRENCH_GROUPING = str.maketrans({",": _NO_BREAK_SPACE, ".": ","})
_WESTERN_NUMERALS = "0123456789%,"
_MARKS_AND_ELEMENTS = re.compile("([\u2066\u2068\u2069]|<[^>]*>)")
_NUMBER = re.compile(r"\d[\d,]*(?<!,)(?:[ \u00a0]?%)?", re.ASCII)
_UNSEEN = r"(?:[\u200e\u200f\u2066-\u2069]|<[^>]*>)*"
_DEEPER = {"\u2066": 1, "\u2068": 1, "<code>": 1, "\u2069": -1, "</code>": -1}


class Numerals:
    """Numbers as a language writes them: with Western digits, or, where `own` is wished, with its own if it
    has some.
    """

    def __init__(self, language: Language, *, own: bool) -> None:
        self._own = str.maketrans(_WESTERN_NUMERALS, language.numerals) if own and language.numerals else None
        # Arabic's zero is a dot: beside its digits the dot between two values is read as one of them.
        digits = f"[{language.numerals[:10]}]" if self._own is not None else "(?!)"
        self._dots = re.compile(f"({digits}{_UNSEEN}) · | · (?={_UNSEEN}{digits})")
        percent = Locale.parse(language.locale).percent_formats[None].pattern
        self._percent = f"{_NO_BREAK_SPACE}%" if percent.endswith(f"{_NO_BREAK_SPACE}%") else "%"

    def write(self, text: str) -> str:
        """The shop's own figures with the digits that are wished; never for what is copied or typed back."""
        return text if self._own is None else text.translate(self._own)

    def number(self, value: Decimal | int) -> str:
        """`1 250`, `11,63`, with the decimals that the value has."""
        # French grouping in all three languages: Arabic CLDR data
        # groups with a point, which reads as a decimal here.
        return self.write(f"{Decimal(value):,f}".translate(_FRENCH_GROUPING))

    def percent(self, value: Decimal | int, sign: str) -> str:
        """`5 %` in French, `5%` in English."""
        said = f"{sign}{Decimal(value).normalize():f}{self._percent}".replace(".", ",")
        # A line from the right sets Western digits without a letter from the left, its own from the right.
        return said if self._own is None else _RIGHT_TO_LEFT_MARK + self.write(said)

    def in_message(self, text: str) -> str:
        """A message whose own words have the wished digits. What stands between marks is a value and was
        written as it shall stand; what stands in a `<code>` is copied. A dot between two values that could be
        read as a digit is a comma.
        """
        if self._own is None:
            return text
        parts, depth = [], 0
        for part in _MARKS_AND_ELEMENTS.split(text):
            depth += _DEEPER.get(part, 0)
            # Only digits: a comma between words is none of a number.
            parts.append(part if depth or part.startswith("<") else _NUMBER.sub(self._match, part))
        return self._dots.sub(lambda found: f"{found[1] or ''}، ", "".join(parts))

    def _match(self, found: re.Match[str]) -> str:
        return self.write(found[0])
