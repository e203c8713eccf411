"""Messages in which values stand between words, as in nearly all of them: read and said without Fluent's own
parser and resolver, which take many times as long. A message that chooses its words is left to those.

Source: Fluent 1.0, "Patterns", "Multiline Text". A test holds that both say the same of every message.
"""

import re
from typing import Final

from babel import Locale
from fluent.runtime.types import FluentInt, NumberFormatOptions

_VALUE: Final = re.compile(r"\{ *\$([a-zA-Z][\w-]*) *\}", re.ASCII)
_BEGINS: Final = re.compile(r"[a-zA-Z][\w-]* *= *", re.ASCII)
_SPECIAL: Final = (".", "[", "*")  # an attribute or a variant, where a line begins so
_LONGEST: Final = 2500
"""Characters of one value. Fluent refuses longer ones, and says why."""


class Number(FluentInt):
    """A whole number, by which plurals choose; written as it is, with nothing between its digits."""

    default_number_format_options = NumberFormatOptions(useGrouping=False)

    def format(self, locale: Locale) -> str:
        """As Fluent writes it; where that is the digits alone, without asking how."""
        return str(int(self)) if self >= 0 else super().format(locale)


class Pattern:
    """Words, and the values between them."""

    def __init__(self, parts: list[str]) -> None:
        """`parts` are words and names of values, by turns."""
        self._parts = parts

    @classmethod
    def read(cls, source: str) -> "Pattern | None":
        """What a message says, given as it stands in its file; None: that takes Fluent to find out."""
        begin = _BEGINS.match(source)
        if begin is None:
            return None
        first, *others = source[begin.end() :].split("\n")
        lines = []
        for line in others:
            if line.startswith("#"):
                break
            if line.strip(" ") and (not line.startswith(" ") or line.lstrip(" ").startswith(_SPECIAL)):
                return None
            lines.append(line)
        indent = min((len(line) - len(line.lstrip(" ")) for line in lines if line.strip(" ")), default=0)
        text = "\n".join([first, *(line[indent:].rstrip(" ") and line[indent:] for line in lines)]).rstrip(
            " \n"
        )
        parts = _VALUE.split(text if first else text.lstrip("\n"))
        if not text or any("{" in words or "}" in words for words in parts[::2]):
            return None
        return cls(parts)

    def say(self, values: dict[str, object]) -> str | None:
        """With these values; None: Fluent would have something to say about one of them."""
        said = self._parts.copy()
        for place in range(1, len(said), 2):
            value = values.get(said[place])
            if isinstance(value, str) and len(value) <= _LONGEST:
                said[place] = value
            elif isinstance(value, Number) and value >= 0:
                said[place] = str(int(value))
            else:
                return None
        return "".join(said)
