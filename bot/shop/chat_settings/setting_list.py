"""What is known of settings beside their values: which of them owners change in the chat, how each is asked
for, and why the others stand in the environment only. The list itself is `bot.settings.from_chat`'s.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum, auto


class Form(StrEnum):
    """How the value of a setting is asked for."""

    LINE = auto()
    """A line of text."""
    WHOLE = auto()
    """A whole number."""
    DINARS = auto()
    RATE = auto()
    """Dinars for one of something, with decimals."""
    SWITCH = auto()
    """On or off, by a button."""
    LANGUAGE = auto()
    """One of the languages, by a button."""
    LANGUAGES = auto()
    """Some of the languages, by buttons."""
    HOURS = auto()
    ACCOUNTS = auto()
    WORDS = auto()
    """The merchant's own words in one language."""


class Group(StrEnum):
    """What belongs together on one screen."""

    SHOP = auto()
    HOURS = auto()
    PAYING = auto()
    LIMITS = auto()
    INVITING = auto()
    WARNINGS = auto()


class Why(StrEnum):
    """Why a setting is not changed in the chat."""

    SECRET = auto()
    """Whoever reads the chat must not read it, nor whoever reads the database."""
    PLACE = auto()
    """Where things are: needed before the database is open, or a wrong one cuts the shop off."""
    BOOKS = auto()
    """Days that are closed rest on it."""
    ELSEWHERE = auto()
    """It is only where the shop begins; the chat has another command for it."""
    SUPPLIER = auto()
    """How the supplier is talked to: orders under way rest on it."""


@dataclass(frozen=True, slots=True)
class SettingList:
    """Every setting, under one of the two. `bounds`: the least and the most that a number may be."""

    groups: Mapping[Group, Mapping[str, Form]]
    why_not: Mapping[Why, tuple[str, ...]]
    bounds: Mapping[str, tuple[Decimal, Decimal]]

    @property
    def changeable(self) -> Mapping[str, Form]:
        """All settings that owners change in the chat."""
        return {key: form for settings in self.groups.values() for key, form in settings.items()}
