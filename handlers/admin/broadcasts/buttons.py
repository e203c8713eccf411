"""The buttons of a message to many, as they are typed: a line for each, its title and where it leads."""

import re
from collections.abc import Awaitable, Callable
from typing import Final

from bot.shop.broadcasts.views import TO_SHOP, LinkButton
from handlers.ui.keyboards import LONGEST_LABEL
from handlers.ui.texts import tidy, without_marks
from handlers.ui.typed import words_for

MOST_BUTTONS: Final = 8
_LONGEST_ADDRESS: Final = 1024
_ADDRESS: Final = re.compile(r"https?://[^\s/]+\.[^\s]+", re.IGNORECASE)
_BETWEEN: Final = re.compile(r"\s+[-–—|]\s+")


class NoButtonError(ValueError):
    """A line that is no button: the line as it was typed."""


async def read_buttons(
    typed: str, key_of_product: Callable[[str], Awaitable[str | None]]
) -> tuple[LinkButton, ...]:
    """The buttons of some lines. `key_of_product` finds the one product that is called so.

    Raises `NoButtonError` for the first line that is none, and for one too many.
    """
    lines = [line.strip() for line in typed.splitlines() if line.strip()]
    buttons = []
    for number, line in enumerate(lines):
        title, target = _parted(line)
        where = await _target(target, key_of_product) if title and number < MOST_BUTTONS else None
        if where is None:
            raise NoButtonError(line)
        buttons.append(LinkButton(title, where))
    if not buttons:
        raise NoButtonError("")
    return tuple(buttons)


def _parted(line: str) -> tuple[str, str]:
    """The title and the target: what stands behind the last dash that has space around it."""
    *title, target = _BETWEEN.split(line)
    return tidy(" - ".join(title), LONGEST_LABEL), without_marks(target).strip()


async def _target(target: str, key_of_product: Callable[[str], Awaitable[str | None]]) -> str | None:
    if _ADDRESS.fullmatch(target) and len(target) <= _LONGEST_ADDRESS:
        return target
    if target.casefold() in words_for("shop"):
        return TO_SHOP
    return await key_of_product(target) if target else None
