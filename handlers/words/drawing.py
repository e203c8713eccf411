"""What the shop's pictures share: one is drawn at a time, and their texts have only letters of the font.

matplotlib is imported when the first picture is drawn, not before: it takes memory and seconds that a shop in
which nobody asks has a better use for.
"""

import threading
from functools import cache
from typing import Final
from unicodedata import bidirectional

from handlers.ui.texts import without_marks

_FROM_RIGHT: Final = frozenset(("R", "AL"))
_LEFT_TO_RIGHT_MARK, _RIGHT_TO_LEFT_MARK = "\u200e", "\u200f"

one_at_a_time: Final = threading.Lock()
"""matplotlib is not made for several threads."""


def printable(text: str, *, from_right: bool) -> str:
    """The text without what the font has no letter for, such as flags, and as it stands: a dollar sign begins
    no formula.
    """
    known = _letters()
    kept = "".join(one for one in _without_marks(text) if ord(one) in known)
    # The mark says from which side the line is set, whatever it begins with: Latin words and numbers alone
    # are set from the left. A sign stays before its number.
    latin = all(bidirectional(one) not in _FROM_RIGHT for one in kept)
    mark = _LEFT_TO_RIGHT_MARK if latin or not from_right else _RIGHT_TO_LEFT_MARK
    return mark + kept.strip().replace("−", f"{_LEFT_TO_RIGHT_MARK}−").replace("$", r"\$")


def _without_marks(text: str) -> str:
    """The text without direction marks; narrow spaces stay, so that an amount is not torn apart."""
    return "\u00a0".join(without_marks(part) for part in text.split("\u00a0"))


@cache
def _letters() -> frozenset[int]:
    from matplotlib.font_manager import FontProperties, findfont, get_font  # noqa: PLC0415 - see above

    return frozenset(get_font(findfont(FontProperties(family="DejaVu Sans"))).get_charmap())
