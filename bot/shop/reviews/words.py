"""What may be written in a review, and in the shop's answer to one: a line of what can be seen."""

from typing import Final

from bot.shop.errors import ShopError
from bot.shop.readable import readable
from bot.shop.reviews.views import LONGEST_WORDS

_LONGEST_MESSAGE: Final = 4096


class NoWordsError(ShopError):
    """There is nothing in it that can be seen."""


class WordsTooLongError(ShopError):
    """It has `length` UTF-16 units, and may have `most`."""

    def __init__(self, length: int, most: int) -> None:
        super().__init__(f"{length} of at most {most}")
        self.length = length
        self.most = most


def one_line(written: str) -> str:
    """What was written, as it is kept and shown. Raises `NoWordsError`, `WordsTooLongError`."""
    line = readable(written, _LONGEST_MESSAGE)
    if not line:
        raise NoWordsError
    length = len(line.encode("utf-16-le")) // 2
    if length > LONGEST_WORDS:
        raise WordsTooLongError(length, LONGEST_WORDS)
    return line
