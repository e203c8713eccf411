"""How names are kept so that they are found again, however somebody writes them: without case, accents,
Arabic diacritics and the variants of Arabic letters that people mix up.
"""

import re
import unicodedata
from typing import Final

MOST_WORDS: Final = 8
"""How many words of one name are kept and looked for."""
LONGEST_WORD: Final = 32

_WORD: Final = re.compile(r"[^\W_]+")
# Hamza on its carriers goes with the marks (NFKD takes it off); these letters have no other form there.
_ALIKE: Final = str.maketrans(
    {"ى": "ي", "ی": "ي", "ة": "ه", "ک": "ك", "ٱ": "ا", "ـ": None, "ß": "ss", "œ": "oe"}
)


def folded(text: str) -> str:
    """The text as it is compared: `Élodie` and `elodie` are the same, `أحمد` and `احمد` too."""
    plain = unicodedata.normalize("NFKD", text).casefold()  # of 𝑨 an A first: only that has another case
    apart = unicodedata.normalize("NFKD", plain)
    letters = "".join(one for one in apart if not unicodedata.combining(one))
    return letters.translate(_ALIKE)


def words_of(*texts: str | None) -> tuple[str, ...]:
    """The folded words of some names, each once, in their order."""
    found = (word[:LONGEST_WORD] for text in texts if text for word in _WORD.findall(folded(text)))
    return tuple(dict.fromkeys(found))[:MOST_WORDS]
