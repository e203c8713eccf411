"""Messages in which values stand between words, as in nearly all of them: they are said without Fluent's own
resolver, which takes many times as long. A message that chooses its words is left to that.

Fluent's parser reads them all. A test holds that both ways say the same of every message.
"""

from typing import Final

from babel import Locale
from fluent.runtime.types import FluentInt, NumberFormatOptions
from fluent.syntax.ast import BaseNode, Identifier, Message, Placeable, TextElement, VariableReference

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
    def of(cls, message: BaseNode) -> "Pattern | None":
        """What a message says; None: that takes Fluent to find out."""
        if not isinstance(message, Message) or message.value is None:
            return None
        parts = [""]
        for element in message.value.elements:
            match element:
                case TextElement(value=words):
                    parts[-1] += words
                case Placeable(expression=VariableReference(id=Identifier(name=name))):
                    parts += [name, ""]
                case _:
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
