"""What is hung in in a whole shop, and which roles hold a right."""

from collections.abc import Iterator
from typing import Any

from telegram.ext import BaseHandler, ConversationHandler

from bot.shop.roles.rights import RIGHTS, Right, StaffRole
from tests.handlers.roles import EVERYBODY
from tests.handlers.shopfloor import Floor


def everything(hung: Any) -> Iterator[BaseHandler[Any, Any, Any]]:
    """All handlers, also those inside conversations."""
    for one in hung:
        if isinstance(one, ConversationHandler):
            yield from everything(one.entry_points)
            yield from everything(one.fallbacks)
            for answers in one.states.values():
                yield from everything(answers)
        else:
            yield one


def registered(floor: Floor) -> list[BaseHandler[Any, Any, Any]]:
    return list(everything(handler for group in floor.application.handlers.values() for handler in group))


def who(right: Right | None) -> str:
    if right is None:
        return EVERYBODY
    return " ".join(role for role in StaffRole if right in RIGHTS[role])
