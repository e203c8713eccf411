"""The messages of one language, as its files define them. Each is parsed when it is first said: parsing all
of three languages takes longer than the rest of a start, and most of them are not said for days.
"""

import re
from functools import cache
from pathlib import Path

from fluent.runtime import FluentBundle
from fluent.runtime.resolver import Pattern as FluentPattern
from fluent.syntax import FluentParser
from fluent.syntax.ast import Resource

from bot.languages import LANGUAGES
from handlers.ui.languages.patterns import Pattern

LOCALES = Path(__file__).parents[2] / "locales"

# Only a message begins with an identifier where a line begins (Fluent 1.0, "Entry"). Terms the shop has none.
_MESSAGE = re.compile(r"^([a-zA-Z][\w-]*) *=", re.MULTILINE | re.ASCII)


class LocaleFiles:
    """All `.ftl` files of one folder in `LOCALES`. A message stands alone and refers to no other one."""

    def __init__(self, folder: str, locale: str) -> None:
        self._bundle = FluentBundle([locale], use_isolating=False)
        self._unread: dict[str, str] = {}
        self._patterns: dict[str, Pattern | None] = {}
        for path in sorted((LOCALES / folder).glob("*.ftl")):
            self.add(path.read_text("utf-8"))

    def add(self, source: str) -> None:
        """Adds the messages of one file, given as its text."""
        begins = [*_MESSAGE.finditer(source)]
        ends = [each.start() for each in begins[1:]] + [len(source)]
        for found, end in zip(begins, ends, strict=True):
            self._unread[found[1]] = source[found.start() : end]

    def has(self, key: str) -> bool:
        """Whether there is a message with that key."""
        return key in self._unread or self._bundle.has_message(key)

    def say(self, key: str, values: dict[str, object]) -> str:
        """The message with these values. Raises LookupError for an unknown key or variable."""
        if (source := self._unread.get(key)) is not None:
            message = FluentParser(with_spans=False).parse_entry(source)
            self._bundle.add_resource(Resource([message]))
            self._patterns[key] = Pattern.of(message)
            self._unread.pop(key, None)  # only now: another thread may say it too
        pattern = self._patterns.get(key)
        said = None if pattern is None else pattern.say(values)
        return self._said_by_fluent(key, values) if said is None else said

    def _said_by_fluent(self, key: str, values: dict[str, object]) -> str:
        pattern: FluentPattern | None = (
            self._bundle.get_message(key).value if self._bundle.has_message(key) else None
        )
        if pattern is None:
            raise LookupError(f"no text {key!r}")
        text, errors = self._bundle.format_pattern(pattern, values)
        if errors:
            raise LookupError(f"text {key!r}: {errors}")
        return str(text)


@cache
def locale_files(language: str) -> LocaleFiles:
    """A language's, once for all who ask."""
    return LocaleFiles(language, LANGUAGES[language].locale)
