"""How languages write a day where there is little room."""

from functools import cache

from babel import Locale
from babel.dates import match_skeleton

_RIGHT_TO_LEFT_MARK = "\u200f"


@cache
def brief_day_of(locale: str) -> str:
    """The pattern by which a language writes day and month in figures. It is looked for among all of the
    language's, which takes longer than writing a day.
    """
    skeletons = Locale.parse(locale).datetime_skeletons
    found = "MMdd" if "MMdd" in skeletons else match_skeleton("MMdd", skeletons)
    pattern: str = skeletons[found].pattern
    # Behind Arabic's mark Telegram would take `/11` for a command, and make a link of it.
    return pattern.replace(_RIGHT_TO_LEFT_MARK, "")
