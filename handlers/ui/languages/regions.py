"""A supplier's region as a name people know, with its flag. Which territory a region's slug means is told by
`bot.shop.territories`.
"""

from functools import cache
from typing import Final

from babel import Locale

from bot.shop.territories import WORLD, territory

_ENGLISH: Final = Locale.parse("en")
_LETTER_A, _FLAG_A = ord("A"), 0x1F1E6
_ALPHABETIC = 2  # letters of an ISO 3166 country code


@cache
def flag(region: str | None) -> str:
    """The flag as an emoji; the globe for the world, empty for what has none."""
    code = territory(region) if region else None
    if code == WORLD:
        return "🌍"
    if code is None or len(code) != _ALPHABETIC or not code.isalpha() or code == "EZ":
        return ""
    return "".join(chr(_FLAG_A + ord(letter) - _LETTER_A) for letter in code)


def region_name(region: str, locale: Locale) -> str | None:
    """The name in that language with its flag; None for an unknown slug."""
    code = territory(region)
    if code is None:
        return None
    name = locale.territories.get(code) or _ENGLISH.territories.get(code)
    # The name first: flags count as Latin letters, and one in front would turn an Arabic name's line around.
    return None if name is None else f"{name} {flag(region)}".strip()
