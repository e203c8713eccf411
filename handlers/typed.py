"""Numbers as people type them: Western, Arabic-Indic (٣) and Persian (۳) digits, with the signs they put around them.

Whoever types something else gets None here and a clear sentence from the journey. No amount is ever guessed.
"""

import re

from handlers.texts import without_marks

_LONGEST = 12  # digits; longer is a slip of the hand, and int() of anything a stranger sends is not
_FIGURES = re.compile(r"[-+−]?\d[\d.,٫٬'’_-]*")
_DINARS = re.compile(r"(?i)(da|dzd|دج|د\.ج\.?)$")


def whole_number(text: str) -> int | None:
    """A whole number, zero or more; None for anything else, `1.5` and `1,000` included."""
    digits = without_marks(text).strip()
    if not digits.isdecimal() or len(digits) > _LONGEST:
        return None
    return int(digits)


def quantity(text: str) -> int | None:
    """A number of cards: `3`, `٣`, `3x`, `× 3`."""
    return whole_number(without_marks(text).strip().strip("xX×*").strip())


def rest_of_amount(word: str) -> bool:
    """Whether a word behind an amount looks like more of it: `250`, `٢٥٠٫٥`, `250,50DA`. Then no amount is read at all."""
    return _FIGURES.fullmatch(_DINARS.sub("", without_marks(word).strip())) is not None


def user_id(text: str) -> int | None:
    """A Telegram user id: `1001`, `@1001`, `#1001`."""
    return whole_number(without_marks(text).strip().lstrip("@#"))


def dinars(text: str) -> int | None:
    """An amount in whole dinars: `1250`, `١٢٥٠`, `1250DA`, `+1250`."""
    return whole_number(_DINARS.sub("", without_marks(text).strip().removeprefix("+")))
