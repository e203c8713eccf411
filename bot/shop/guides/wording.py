"""What a merchant may say of a product, and how it is kept: line by line what can be seen, within bounds.

The bounds make every message that shows a guide fit: ten codes with steps and notes in 4,096 characters
(`tests/handlers/test_limits.py`), and a link in a button.
"""

import re
from enum import StrEnum, auto
from typing import Final
from urllib.parse import urlsplit

from bot.shop.errors import ShopError
from bot.shop.readable import readable
from storage.folding import folded
from storage.states import GuideField

__all__ = [
    "BY_LANGUAGE",
    "LONGEST",
    "BadGuideError",
    "GuideField",
    "GuideTrouble",
    "as_kept",
    "split_aliases",
]

BY_LANGUAGE: Final = (GuideField.STEPS, GuideField.REGION, GuideField.NOTE)
"""What is said in each language."""
LONGEST: Final = {
    GuideField.STEPS: 600,
    GuideField.REGION: 150,
    GuideField.NOTE: 300,
    GuideField.LINK: 200,
    GuideField.PICTURE: 250,
    GuideField.ALIASES: 300,
}
"""Characters of each field."""
MOST_STEPS: Final = 8
MOST_ALIASES: Final = 20
LONGEST_ALIAS: Final = 40
_NUMBERING: Final = re.compile(r"^\s*(?:\d{1,2}\s*[.)\-:]|[-•*])\s*")
_HOST: Final = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]")
_COMMA: Final = re.compile(r"[,،;؛\n]")


class GuideTrouble(StrEnum):
    """Why something cannot be said of a product."""

    EMPTY = auto()
    TOO_LONG = auto()
    TOO_MANY = auto()
    NO_LINK = auto()
    """Not a whole address that begins with https://."""


class BadGuideError(ShopError):
    """This cannot be said of a product. `most` is how many characters, steps or aliases there may be."""

    def __init__(self, why: GuideTrouble, most: int = 0) -> None:
        super().__init__(f"cannot be said of a product: {why}")
        self.why = why
        self.most = most


def as_kept(field: GuideField, text: str) -> str:
    """What somebody typed, as it is kept. Raises `BadGuideError`."""
    match field:
        case GuideField.LINK:
            return _link(text)
        case GuideField.ALIASES:
            return _aliases(text)
        case GuideField.PICTURE:
            return _bounded(field, readable(text, LONGEST[field] + 1))
        case GuideField.STEPS:
            steps = [_NUMBERING.sub("", line) for line in _lines(text)]
            if len(steps) > MOST_STEPS:
                raise BadGuideError(GuideTrouble.TOO_MANY, MOST_STEPS)
            return _bounded(field, "\n".join(steps))
        case _:
            return _bounded(field, "\n".join(_lines(text)))


def split_aliases(value: str) -> tuple[str, ...]:
    """Each of the aliases that are kept."""
    return tuple(alias for alias in value.split(", ") if alias)


def _bounded(field: GuideField, text: str) -> str:
    if not text:
        raise BadGuideError(GuideTrouble.EMPTY)
    if len(text) > LONGEST[field]:
        raise BadGuideError(GuideTrouble.TOO_LONG, LONGEST[field])
    return text


def _lines(text: str) -> list[str]:
    return [line for each in text.splitlines() if (line := readable(each, len(each) + 1))]


def _link(text: str) -> str:
    address = text.strip()
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError:
        raise BadGuideError(GuideTrouble.NO_LINK) from None
    usable = parts.scheme == "https" and port in {None, 443} and parts.username is None
    # An address that people can see through: no other alphabet's look-alikes, nothing that cannot be seen.
    if not usable or not address.isascii() or not address.isprintable() or " " in address:
        raise BadGuideError(GuideTrouble.NO_LINK)
    if not _HOST.fullmatch((parts.hostname or "").lower()):
        raise BadGuideError(GuideTrouble.NO_LINK)
    return _bounded(GuideField.LINK, address)


def _aliases(text: str) -> str:
    named: dict[str, str] = {}
    for each in _COMMA.split(text):
        if alias := readable(each, LONGEST_ALIAS + 1):
            if len(alias) > LONGEST_ALIAS:
                raise BadGuideError(GuideTrouble.TOO_LONG, LONGEST_ALIAS)
            named.setdefault(folded(alias), alias)
    if len(named) > MOST_ALIASES:
        raise BadGuideError(GuideTrouble.TOO_MANY, MOST_ALIASES)
    return _bounded(GuideField.ALIASES, ", ".join(named.values()))
