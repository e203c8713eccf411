"""A supplier's region slug (`germany`, `united-kingdom`,
`dz`: contract §2.1) as a name people know, with its flag.

The names are Babel's; only what the slugs call differently
than CLDR stands here. An unknown slug is not an error.
"""

from functools import cache
from typing import Final

from babel import Locale

_ENGLISH = Locale.parse("en")
WORLD: Final = "001"  # the CLDR territory of what works everywhere
_ALSO_CALLED = {
    "usa": "US",
    "united states of america": "US",
    "america": "US",
    "uk": "GB",
    "great britain": "GB",
    "england": "GB",
    "uae": "AE",
    "emirates": "AE",
    "ksa": "SA",
    "turkey": "TR",
    "turkiye": "TR",
    "russian federation": "RU",
    "south korea": "KR",
    "korea": "KR",
    "czech republic": "CZ",
    "hong kong": "HK",
    "global": WORLD,
    "worldwide": WORLD,
    "international": WORLD,
    "eu": "EU",
    "eurozone": "EZ",
}
_LETTER_A, _FLAG_A = ord("A"), 0x1F1E6
_ALPHABETIC = 2  # letters of an ISO 3166 country code


@cache
def _territories_by_english_name() -> dict[str, str]:
    return {name.casefold(): code for code, name in _ENGLISH.territories.items()} | _ALSO_CALLED


@cache
def territory(region: str) -> str | None:
    """The CLDR territory (`DE`, `001`) of a slug; None when nobody knows it."""
    name = region.strip().casefold().replace("-", " ").replace("_", " ")
    found = _territories_by_english_name().get(name)
    if found is None and name.upper() in _ENGLISH.territories:
        found = name.upper()
    return found


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
