"""The CLDR territory of a supplier's region slug (`germany`, `united-kingdom`, `dz`: contract §2.1).

The names are Babel's; only what the slugs call differently than CLDR stands here. An unknown slug is not an
error.
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
