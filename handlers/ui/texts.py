"""What people read: Fluent messages in each language, and how money, numbers and dates look in them.

Every value that comes from the supplier or from people passes through `escape` here, and
nowhere else is HTML made of a value. Values stand between bidirectional isolation marks,
so that a Latin title does not tear an Arabic line; what people copy (`Code`) has the
marks outside its element, never inside. This module knows no screens and no Telegram.

Digits are Western, or the language's own where the merchant wishes so (`Numerals`): in what these texts say
themselves, never in a value from outside, nor in what is copied or typed back.
"""

import html
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Protocol
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_date, format_datetime, format_timedelta
from babel.numbers import get_decimal_symbol

from bot.languages import LANGUAGES, Language
from bot.shop.money import Money
from bot.shop.readable import LONGEST_NAME, readable
from handlers.ui.languages.days import brief_day_of
from handlers.ui.languages.locale_files import locale_files
from handlers.ui.languages.numerals import Numerals
from handlers.ui.languages.patterns import Number
from handlers.ui.languages.regions import region_name

LONGEST_VALUE = LONGEST_NAME

_FIRST_STRONG_ISOLATE, _LEFT_TO_RIGHT_ISOLATE, _POP_ISOLATE = "\u2068", "\u2066", "\u2069"
_LEFT_TO_RIGHT_MARK, _RIGHT_TO_LEFT_MARK = "\u200e", "\u200f"
_NO_BREAK_SPACE = "\u00a0"
_NOTHING = "–"  # for a value in which nothing can be seen
_BIDI_CONTROLS = re.compile("[\u202a-\u202e\u2066-\u2069\u200e\u200f\u061c\ufdd0\ufdd1]")
# A command among words, not the end of an element, a path or an address.
_COMMAND = re.compile(r"(?<![\w/<>:.@\u200e])/(?=[a-z])")
_FROM_RIGHT = re.compile("[\u0590-\u08ff]")
# An innermost value with its marks, or the name of an element.
_NOT_OWN_WORDS = re.compile("\u2068[^\u2068\u2069]*\u2069|<[^>]*>")


class Code(str):
    """Text that people copy: shown in a `<code>` element, character for character as it is."""

    __slots__ = ()


class Secret(Code):
    """The same behind a spoiler."""

    __slots__ = ()


class Phrase(str):
    """What these texts have said already: stands in another
    message as it is, with its marks and narrow spaces.
    """

    __slots__ = ()

    @classmethod
    def of(cls, parts: Iterable[str], between: str = " · ") -> "Phrase":
        """Several phrases as one. Only of what these texts have said: nothing from outside is tidied here."""
        return cls(between.join(parts))


class Choice(str):
    """One of the shop's own words by which a message chooses what it says; it is not shown."""

    __slots__ = ()


@dataclass(frozen=True)
class TimeOfDay:
    """A moment whose day is clear: only hours and minutes are shown."""

    at: datetime


@dataclass(frozen=True)
class Change:
    """An amount that came or went: shown with its sign, plus too."""

    amount: Money


TextValue = str | int | Money | Change | datetime | date | TimeOfDay


def escape(value: str) -> str:
    """The one helper that makes HTML text (Bot API, "HTML style") of a value from outside."""
    return html.escape(value, quote=False)


def tidy(value: str, longest: int = LONGEST_VALUE) -> str:
    """A value from outside as one line of what can be seen,
    cut at `longest` characters; see `bot.shop.readable`.
    """
    return readable(value, longest)


def cut(text: str, longest: int) -> str:
    """At most so many characters. Marks stay: they are ours, values were tidied before."""
    return text if len(text) <= longest else text[: longest - 1] + "…"


class TextSettings(Protocol):
    """What the texts ask of the shop's settings."""

    @property
    def shop_name(self) -> str: ...
    @property
    def default_language(self) -> str: ...
    @property
    def offered_languages(self) -> Sequence[str]: ...
    @property
    def arabic_digits(self) -> bool: ...


class LiveTexts(Protocol):
    """Those settings as they are now, and what the merchant says in words of their own."""

    @property
    def now(self) -> TextSettings:
        """The settings."""
        ...

    def own_text(self, kind: str, language: str) -> str | None:
        """The merchant's own words of that kind; None: the usual ones."""
        ...


class Texts:
    """The messages of one language. `html` is for message texts, `plain` for buttons, toasts and menus.
    `own_digits`: numbers are written with the language's digits where it has some.
    """

    def __init__(
        self, language: Language, live: LiveTexts, *, zone: ZoneInfo, own_digits: bool = False
    ) -> None:
        self.language = language.code
        self._live = live
        self._rules = language
        self._locale = Locale.parse(language.locale)
        self._from_right = self._locale.character_order == "right-to-left"
        self._zone = zone
        self._numerals = Numerals(language, own=own_digits)
        self._messages = locale_files(language.code)
        self._static: dict[str, str] = {}

    @property
    def from_right(self) -> bool:
        """Whether the language is written from the right."""
        return self._from_right

    @property
    def decimal_comma(self) -> bool:
        """Whether spreadsheets of the language's readers expect a comma before decimals."""
        return get_decimal_symbol(self._locale) == ","

    @property
    def zone(self) -> ZoneInfo:
        """Whose days and hours people mean."""
        return self._zone

    @property
    def shop_name(self) -> str:
        """The shop's name, as it is now."""
        return self._live.now.shop_name

    def own(self, kind: str) -> str | None:
        """The merchant's own words of that kind, as they wrote them: no HTML; None: there are none."""
        return self._live.own_text(kind, self.language)

    def html(self, key: str, /, **values: TextValue) -> str:
        """The message as Telegram HTML, its values escaped.
        Raises LookupError for an unknown key or variable.
        """
        return self._speak(key, values, as_html=True) if values else self._without_values(key)

    def plain(self, key: str, /, **values: TextValue) -> Phrase:
        """The message as plain text. Raises LookupError for an unknown key or variable."""
        return Phrase(self._speak(key, values, as_html=False) if values else self._without_values(key))

    def bare(self, key: str, /, **values: str) -> str:
        """The message for a file: values exactly as they
        are, and no marks that a program would stumble over.
        """
        text = self._format(key, {name: _place(name) for name in values}).removeprefix(_RIGHT_TO_LEFT_MARK)
        return _fill(text, values)

    def word(self, family: str, word: str, **values: TextValue) -> str:
        """The plain text `family-word`; the bare word where nobody has written one yet."""
        key = f"{family}-{word}"
        return self.plain(key, **values) if self._messages.has(key) else tidy(word)

    def has(self, key: str) -> bool:
        """Whether there is a message with that key."""
        return self._messages.has(key)

    def money(self, amount: Money) -> Phrase:
        """An amount as Algerians write it: `1 250 DA`, centimes only where there are some."""
        return self._amount(amount, "−" if amount < Money.ZERO else "")

    def change(self, amount: Money) -> Phrase:
        """An amount that came or went, with its sign: `+1 250 DA`."""
        return self._amount(amount, "+" if amount > Money.ZERO else "−")

    def number(self, value: Decimal | int) -> Phrase:
        """`1 250`, `11,63`: as amounts are written, with the decimals that the value has."""
        return Phrase(self._numerals.number(value))

    def percent(self, value: Decimal | int, sign: str = "") -> Phrase:
        """`5 %` in French, `5%` in English. Without a letter
        in it, a line from the right sets it from the left.
        """
        return Phrase(self._numerals.percent(value, sign))

    def figures(self, text: str) -> str:
        """Figures of the shop's own, such as hours, with the digits that are wished; never what is copied."""
        return self._numerals.write(text)

    def moment(self, at: datetime) -> str:
        """A moment in the shop's time zone; Maghreb month names in Arabic."""
        local = at.astimezone(self._zone)
        pattern = self._rules.day + self._rules.hour
        return self._numerals.write(format_datetime(local, pattern, tzinfo=self._zone, locale=self._locale))

    def day(self, day: date) -> str:
        """A day, as moments say it."""
        return self._numerals.write(format_date(day, self._rules.day, locale=self._locale))

    def brief_day(self, day: date) -> Phrase:
        """A day of this year in figures, where there is little room: `30/11`."""
        said = format_date(day, brief_day_of(self._rules.locale), locale=self._locale)
        return Phrase(self._numerals.write(said))

    def duration(self, length: timedelta) -> Phrase:
        """How long something took: `12 sec`, `119 sec`, `2 min`."""
        length = max(length, timedelta(seconds=1))
        said = format_timedelta(
            length, granularity="second", threshold=2, format="short", locale=self._locale
        )
        return Phrase(self._numerals.write(said.replace("\u202f", _NO_BREAK_SPACE)))

    def weekday(self, day: date) -> Phrase:
        """The name of that day of the week."""
        return Phrase(format_date(day, "EEEE", locale=self._locale))

    def ago(self, age: timedelta) -> Phrase:
        """How long ago something was: `2 hours ago`, at least a minute."""
        past = -max(age, timedelta(minutes=1))
        said = format_timedelta(
            past, granularity="minute", threshold=2, add_direction=True, locale=self._locale
        )
        return Phrase(self._numerals.write(said))

    def deadline(self, at: datetime, since: datetime) -> datetime | TimeOfDay:
        """Until when something holds: the hour alone on the day on which it began."""
        same_day = at.astimezone(self._zone).date() == since.astimezone(self._zone).date()
        return TimeOfDay(at) if same_day else at

    def region(self, region: str | None) -> str:
        """The supplier's region slug in readable words; a plain phrase where the product has none."""
        if region is None:
            return self.plain("region-any")
        return region_name(region, self._locale) or tidy(region.replace("-", " ").title())

    def _amount(self, amount: Money, sign: str) -> Phrase:
        dinars = abs(amount.dinars)
        number = self.number(int(dinars) if dinars == dinars.to_integral_value() else dinars)
        # In a line from the right a sign stands behind its number, unless both are set
        # from the left; the first mark keeps the amount as a whole set from the right.
        marks = _RIGHT_TO_LEFT_MARK + _LEFT_TO_RIGHT_MARK if sign and self._from_right else ""
        return Phrase(f"{marks}{sign}{number}{_NO_BREAK_SPACE}{self._rules.dinars}")

    def _without_values(self, key: str) -> str:
        text = self._static.get(key)
        if text is None:
            text = self._static[key] = self._numerals.in_message(self._format(key, {}))
        return text

    def _speak(self, key: str, values: Mapping[str, TextValue], *, as_html: bool) -> str:
        said: dict[str, object] = {}
        copied: dict[str, str] = {}
        for name, value in values.items():
            if isinstance(value, Code):
                # Put in last of all, so that nothing that is done to the message is done to it.
                said[name] = isolated(_place(name))
                copied[name] = _copied(value) if as_html else value
            elif isinstance(value, int):
                # A number, so that plurals can choose by it.
                said[name] = Number(value)
            elif isinstance(value, Choice):
                said[name] = str(value)  # as it is, or no variant would be called so
            else:
                shown = self._shown(value)
                said[name] = isolated(escape(shown) if as_html else shown)
        text = self._numerals.in_message(self._format(key, said))
        return _fill(text, copied) if copied else text

    def _shown(self, value: str | Money | Change | datetime | date | TimeOfDay) -> str:
        match value:
            case Money():
                return self.money(value)
            case Change(amount=amount):
                return self.change(amount)
            case date():
                return self.moment(value) if isinstance(value, datetime) else self.day(value)
            case TimeOfDay(at=at):
                return self._numerals.write(f"{at.astimezone(self._zone):%H:%M}")
            case Phrase():
                return value
            case _:
                return tidy(value) or (_NOTHING if value else "")

    def _format(self, key: str, values: Mapping[str, object]) -> str:
        try:
            text = self._messages.say(key, dict(values))
        except LookupError as error:
            raise LookupError(f"In {self.language!r}: {error}") from None
        if not self._from_right:
            return "\n".join(map(_set_from_left, text.split("\n"))) if _FROM_RIGHT.search(text) else text
        # A line of values only has no strong letter outside the isolates and would
        # be set left to right. A command's slash would stand behind its word.
        lines = _COMMAND.sub(_LEFT_TO_RIGHT_MARK + "/", text).split("\n")
        return "\n".join(_RIGHT_TO_LEFT_MARK + line if line else line for line in lines)


class TextLibrary:
    """The texts of all languages, each read when somebody speaks it; made once by the composition root."""

    def __init__(self, live: LiveTexts, *, zone: ZoneInfo) -> None:
        self._live = live
        self._zone = zone
        self._texts: dict[tuple[str, bool], Texts] = {}

    def __getitem__(self, language: str) -> Texts:
        """The texts of a language, by its code. Raises KeyError for one that the shop does not speak."""
        # Texts with other digits are others: screens are kept by the texts that they were made of.
        own_digits = self._live.now.arabic_digits
        if (texts := self._texts.get((language, own_digits))) is None:
            texts = Texts(LANGUAGES[language], self._live, zone=self._zone, own_digits=own_digits)
            self._texts[language, own_digits] = texts
        return texts

    def guess(self, telegram_language: str | None) -> Texts:
        """The texts for somebody of whom only Telegram's language code (`fr-CA`) is known, if that."""
        code, now = (telegram_language or "")[:2], self._live.now
        return self[code if code in now.offered_languages else now.default_language]


def without_marks(text: str) -> str:
    """The text without direction marks and with ordinary spaces: what a person would say stands there."""
    return _BIDI_CONTROLS.sub("", text).replace(_NO_BREAK_SPACE, " ")


def isolated(value: str) -> Phrase:
    """The value between marks, so that it does not turn the words around it. One from outside is `tidy`."""
    return Phrase(f"{_FIRST_STRONG_ISOLATE}{value}{_POP_ISOLATE}")


def from_left(value: str) -> Phrase:
    """What is copied or typed back, where no `<code>` can stand: between marks that set it from the left."""
    return Phrase(f"{_LEFT_TO_RIGHT_ISOLATE}{value}{_POP_ISOLATE}")


def _set_from_left(line: str) -> str:
    """The line, with a mark where it has no word of its own: some clients set it as its first value runs."""
    own, before = line, ""
    while own != before:
        own, before = _NOT_OWN_WORDS.sub("", own), own
    has_value = own != line
    return _LEFT_TO_RIGHT_MARK + line if has_value and not any(map(str.isalpha, own)) else line


def _copied(value: Code) -> str:
    code = f"<code>{escape(value)}</code>"
    return f"<tg-spoiler>{code}</tg-spoiler>" if isinstance(value, Secret) else code


def _place(name: str) -> str:
    """Where a value goes once the message is set. No value
    from outside contains these two: `tidy` takes them away.
    """
    return f"\ufdd0{name}\ufdd1"


def _fill(text: str, values: Mapping[str, str]) -> str:
    return re.sub("\ufdd0([a-z_]+)\ufdd1", lambda place: values[place[1]], text)
