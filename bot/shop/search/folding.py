"""How words are compared in a search: folded as names are, with Western digits, without the Arabic article;
and how they sound, so that a word is found in the other script.
"""

import re
import unicodedata
from functools import lru_cache
from typing import Final

from storage.folding import folded

_WORDS: Final = re.compile(r"[^\W\d_]+|\d+|[€$£¥₺]")
_WHOLE: Final = re.compile(r"[^\W_]+")
# The article, also behind "for" (لل) and "with the" (بال), where enough of a word is left.
_ARTICLE: Final = re.compile(r"^(?:وال|بال|ال|لل)(?=\w{3})")
_SOUNDS_KEPT: Final = 4096


def words_of(text: str) -> tuple[str, ...]:
    """The words, numbers and currency signs of a text, folded: `10EUR` is two of them. `ps5` is one."""
    return tuple(
        _ARTICLE.sub("", word)
        for whole in re.findall(r"[^\W_]+|[€$£¥₺]", _with_western_digits(folded(text)))
        for word in ([whole] if _is_name(whole) else _WORDS.findall(whole))
    )


def joined(words: tuple[str, ...]) -> str:
    """Words as though nobody had put a space between them."""
    return "".join(words)


@lru_cache(maxsize=_SOUNDS_KEPT)
def sound_of(word: str) -> str:
    """The consonants of a folded word in one spelling for both scripts: `نتفلكس` and `netflix` are `ntflks`.

    Empty where nothing is left.
    """
    sound = word
    for pattern, letters in _SPELLINGS:
        sound = pattern.sub(letters, sound)
    return _TWICE.sub(r"\1", sound.translate(_LETTERS))


@lru_cache(maxsize=_SOUNDS_KEPT)
def spoken(word: str) -> str:
    """As `sound_of`, with the vowels that are written: `يلالودو` is `ylalwdw`, `yallaludo` `yalalwdw`."""
    said = word
    for pattern, letters in _SPELLINGS:
        said = pattern.sub(letters, said)
    return _TWICE.sub(r"\1", said.translate(_LETTERS_AND_VOWELS))


def _is_name(whole: str) -> bool:
    """A short name with a digit in it: `ps5`, `4g`. An amount with a currency is none."""
    return _SHORT_NAME.fullmatch(whole) is not None


def _with_western_digits(text: str) -> str:
    return "".join(str(unicodedata.decimal(one, one)) for one in text)


_SHORT_NAME: Final = re.compile(r"ps[1-9]|[345]g|cs2|fc\d{2}")
_TWICE: Final = re.compile(r"(.)\1+")
_SPELLINGS: Final = tuple(
    (re.compile(pattern), letters)
    for pattern, letters in (
        ("[ts]ion", "$n"),
        ("t?ch|sh", "$"),
        ("تش", "$"),
        ("ph", "f"),
        ("ck|q", "k"),
        ("c(?=[eiy])", "s"),
        ("x", "ks"),
        ("كس", "ks"),
    )
)
_LETTERS: Final = str.maketrans(
    {
        **dict.fromkeys("aeiouwyhاأإآوىيئؤءعهةح'’", ""),
        **dict(zip("cpvjث", "kbfgt", strict=True)),
        **dict(zip("بپتجخدذرزسشصضطظغفڤقكگلمنچ", "bbtgkddrzs$sdtzgffgkglmn$", strict=True)),
    }
)
_LETTERS_AND_VOWELS: Final = _LETTERS | str.maketrans(
    {**dict.fromkeys("aاأإآى", "a"), **dict.fromkeys("ouwوؤ", "w"), **dict.fromkeys("eiyيئ", "y")}
)
