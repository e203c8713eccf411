"""The languages of the shop, once: whoever adds one adds its line here and its folder in
`handlers/locales/`.
"""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Language:
    """How one language writes what neither Fluent nor Babel decides."""

    code: str
    name: str  # in itself, as people look for it in a list
    locale: str  # Babel's and Fluent's
    dinars: str
    day: str  # Babel date pattern
    hour: str  # what follows for a moment
    numerals: str = ""  # its own digits 0 to 9, percent and decimal sign; empty: the Western ones alone


LANGUAGES: Mapping[str, Language] = {
    language.code: language
    for language in (
        Language("ar", "العربية", "ar_DZ", "دج", "d MMMM y", "، HH:mm", "٠١٢٣٤٥٦٧٨٩٪٫"),
        Language("fr", "Français", "fr_DZ", "DA", "d MMM y", " 'à' HH:mm"),
        Language("en", "English", "en_GB", "DA", "d MMM y", ", HH:mm"),
    )
}
