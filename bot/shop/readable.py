"""Makes a text from outside presentable: one line, of characters that people can see, not too long.

The supplier's names and people's names may be empty or hold only marks that nobody sees, and Telegram refuses
a button without a visible character: one odd name would close a whole screen.
"""

import re
import unicodedata
from typing import Final

from bot.shop.refs import short_key

LONGEST_NAME: Final = 200
"""Characters of one name. Contract §2.1: product titles are at most that long."""

_NAMELESS_KEY = 6  # characters of a key that stand for a name
_SPACES = re.compile(r"\s+")
_JOINERS = frozenset("\u200c\u200d")  # Persian words and many emoji need them
_HIDDEN_CATEGORIES = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})
# Letters, marks and symbols by their category that are drawn as nothing: fillers of Hangul, blank braille and
# their like.
_BLANK = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u180b\u180c\u180d\u180e\u180f\u2800\u3164\uffa0")
_VISIBLE_KINDS = frozenset("LNPS")
_ENDS = " \u200c\u200d"
_LETTERS = (
    "!-~\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u00ff\u0621-\u063a\u0641-\u064a"  # and what ASCII has besides
)
_PLAIN = re.compile(f"[{_LETTERS}]+(?: [{_LETTERS}]+)*")  # what nearly all names consist of


def readable(text: str, longest: int = LONGEST_NAME) -> str:
    """The text as people can read it; empty when there is nothing in it that can be seen."""
    if _PLAIN.fullmatch(text):
        return _cut(text, longest)
    # A text that is far too long is cut before it is looked at, character by character.
    seen = "".join(one for one in _SPACES.sub(" ", text[: 10 * longest]) if _may_stay(one))
    seen = _SPACES.sub(" ", seen).strip(_ENDS)
    if not is_visible(seen):
        return ""
    return _cut(seen, longest)


def _cut(text: str, longest: int) -> str:
    return text if len(text) <= longest else text[: longest - 1] + "…"


def name_or_id(name: str, id_: str) -> str:
    """A name as people can read it, else the id of what is called so, else a short key of that."""
    return readable(name) or readable(id_) or nameless(short_key(id_))


def nameless(key: str) -> str:
    """What something without a name or a readable id is called."""
    return f"#{key[:_NAMELESS_KEY]}"


def is_visible(text: str) -> bool:
    """Whether there is anything to be seen in a text."""
    return any(unicodedata.category(one)[0] in _VISIBLE_KINDS and one not in _BLANK for one in text)


def _may_stay(one: str) -> bool:
    if one in _JOINERS or one == " ":
        return True
    return one not in _BLANK and unicodedata.category(one) not in _HIDDEN_CATEGORIES
