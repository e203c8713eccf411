"""/warnings: what is wrong now, since when, and what to do."""

from dataclasses import dataclass
from typing import Final

from telegram import InlineKeyboardButton

from bot.shop.outbox.alert_kinds import right_to_read
from bot.shop.roles.rights import Right
from handlers.admin.overview.callbacks import panel_button
from handlers.ui.callback_codec import Callback
from handlers.ui.context import ShopContext
from handlers.ui.keyboards import button, keyboard
from handlers.ui.routing import Handler, command, press
from handlers.ui.screen import Screen
from handlers.ui.texts import Texts
from handlers.words.alert import alert_text

_ROOM: Final = 3500
"""Characters; what does not fit is counted."""


@dataclass(frozen=True)
class Warnings(Callback):
    """Staff: what is wrong now."""

    verb = "a-warn"


def handlers() -> list[Handler]:
    """The command, and the button in the panel."""
    return [
        command("warnings", warnings_command, right=Right.SEE_PANEL, place=15),
        press(Warnings, open_warnings, right=Right.SEE_PANEL),
    ]


async def warnings_command(context: ShopContext) -> None:
    """/warnings."""
    await context.show(await _screen(context))


async def open_warnings(context: ShopContext, pressed: Warnings) -> None:
    """The same from the panel."""
    del pressed
    await context.show(await _screen(context))


def warnings_button(texts: Texts, count: int) -> InlineKeyboardButton:
    """From the panel, with how many there are."""
    label = texts.plain("button-warnings-count", count=count) if count else texts.plain("button-warnings")
    return button(label, Warnings())


async def _screen(context: ShopContext) -> Screen:
    """Those that this reader is told of."""
    texts = context.texts
    found = await context.services.alerts.open_warnings()
    theirs = [each for each in found if context.may(right_to_read(each.code))]
    if not theirs:
        return Screen(texts.html("warnings-none"), keyboard([[panel_button(texts)]]))
    parts = [texts.html("warnings", count=len(theirs))]
    for number, each in enumerate(theirs):
        since = texts.html("warnings-since", at=each.since)
        part = f"{since}\n{alert_text(texts, each.code, each.args)}"
        if sum(map(len, parts)) + len(part) > _ROOM:
            parts.append(texts.html("warnings-more", count=len(theirs) - number))
            break
        parts.append(part)
    return Screen("\n\n".join(parts), keyboard([[panel_button(texts)]]))
