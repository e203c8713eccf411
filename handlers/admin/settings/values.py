"""Values of settings as people read them, and as people type them."""

import re
import unicodedata
from datetime import date, timedelta
from decimal import Decimal
from typing import Final

from bot.hours import DAYS, WeekHours, week_hours
from bot.languages import LANGUAGES
from bot.shop.chat_settings.setting_list import Form
from bot.shop.money import Money
from handlers.ui import typed
from handlers.ui.texts import Phrase, Texts, cut, isolated, tidy, without_marks

NONE: Final = "none"
"""What a button says for no hours; its data cannot be empty."""
_RATE = re.compile(r"(\d{1,7})(?:[.,٫](\d{1,4}))?")
_A_MONDAY: Final = date(2026, 11, 2)


def shown(texts: Texts, key: str, form: Form, value: object) -> str:  # noqa: PLR0911 - one for each form
    """A value as plain text."""
    match form, value:
        case _, None:
            return texts.plain("setting-empty")
        case Form.SWITCH, bool():
            return texts.plain("setting-on" if value else "setting-off")
        case Form.DINARS, int():
            return texts.money(Money.of_dinars(value))
        case ((Form.WHOLE | Form.RATE), (int() | Decimal())):
            return texts.number(value)
        case Form.LANGUAGE, str():
            return LANGUAGES[value].name
        case Form.LANGUAGES, str():
            return Phrase.of([LANGUAGES[code.strip()].name for code in value.split(",")])
        case Form.HOURS, "":
            return texts.word("nohours", key)
        case Form.HOURS, str():
            return hours_shown(texts, week_hours(value))
        case _:
            return isolated(tidy(str(value)))


def kept_shown(texts: Texts, key: str, form: Form, kept: str) -> str:
    """The same of a value as it is kept. Raises ValueError, KeyError or ArithmeticError for one that cannot
    be read so.
    """
    match form:
        case Form.SWITCH:
            return shown(texts, key, form, kept.casefold() == "true")
        case Form.DINARS:
            return shown(texts, key, form, int(kept))
        case Form.WHOLE | Form.RATE:
            return shown(texts, key, form, Decimal(kept))
        case Form.WORDS:
            return isolated(first_words(kept))
        case _:
            return shown(texts, key, form, kept)


def hours_shown(texts: Texts, hours: WeekHours) -> Phrase:
    """`Sunday, Monday 09:00-22:00`, for each group of days."""
    lines = []
    for days, spans in hours.groups():
        named = texts.plain("setting-each-day")
        if len(days) < len(DAYS):
            named = Phrase.of([texts.weekday(_A_MONDAY + timedelta(days=day)) for day in days], ", ")
        lines.append(Phrase.of([named, isolated(", ".join(texts.figures(str(span)) for span in spans))], " "))
    return Phrase.of(lines)


def read(form: Form, text: str) -> str | None:  # noqa: PLR0911 - one for each form
    """What somebody typed, as it would stand in `.env`; None for what does not read as that."""
    match form:
        case Form.WHOLE:
            number = typed.grouped_number(text)
            return None if number is None else str(number)
        case Form.DINARS:
            number = typed.dinars(text)
            return None if number is None else str(number)
        case Form.RATE:
            found = _RATE.fullmatch(_plain(text).strip())
            return None if found is None else f"{int(found[1])}.{_plain(found[2] or '0')}"
        case Form.HOURS:
            return _hours(text)
        case Form.ACCOUNTS:
            lines = [tidy(line) for line in re.split(r"[;\n]", text)]
            return "; ".join(line for line in lines if line) or None
        case Form.WORDS:
            return text
        case _:
            return tidy(text) or None


def first_words(text: str) -> str:
    """As much of the merchant's own words as fits a line."""
    return cut(tidy(text), 60)


def _hours(text: str) -> str | None:
    text = _days_in_english(_plain(text).casefold())
    try:
        return str(week_hours(text)) or None
    except ValueError:
        return None


def _plain(text: str) -> str:
    """With ordinary digits and commas, and without marks."""
    text = text.replace("،", ",").replace("؛", ";")
    return "".join(str(unicodedata.decimal(letter, letter)) for letter in without_marks(text))


def _days_in_english(text: str) -> str:
    """Names of days in any of the languages, as hours are kept."""
    names = typed.weekdays()
    return re.sub(r"[^\W\d_]+\.?", lambda word: names.get(typed.plain_letters(word[0]), word[0]), text)
