"""Each of the staff's own quiet hours: what can wait is held for them meanwhile, and told afterwards."""

from dataclasses import dataclass
from typing import Final

from bot.hours import week_hours
from bot.shop.chat_settings.setting_list import Form
from bot.shop.roles.rights import Right
from handlers.admin.settings import values
from handlers.admin.warnings.callbacks import ChooseQuietHours, MyQuietHours, Warnings, WriteQuietHours
from handlers.ui import unknown
from handlers.ui.context import ShopContext
from handlers.ui.keyboards import Row, button, in_pairs, keyboard
from handlers.ui.questions import Question
from handlers.ui.routing import END, Handler, State, answer, press
from handlers.ui.screen import Screen
from handlers.ui.texts import Texts

_RIGHT: Final = Right.SEE_PANEL
_SETTING: Final = "quiet_hours"
_SHOPS: Final = "shop"
_OFFERED: Final = ("22-7", "23-8", "0-9")
"""Nights that are chosen with one press."""


@dataclass(frozen=True)
class AskQuietHours(Question):
    """When shall it be quiet?"""

    kind = "typing_quiet_hours"


def handlers() -> list[Handler]:
    """What is pressed."""
    return [
        press(MyQuietHours, open_quiet_hours, right=_RIGHT),
        press(ChooseQuietHours, choose_quiet_hours, right=_RIGHT),
    ]


def asking() -> list[Handler]:
    """What asks for something typed."""
    return [press(WriteQuietHours, ask_quiet_hours, right=_RIGHT)]


def answers() -> dict[type[Question], list[Handler]]:
    """The hours."""
    return {AskQuietHours: [answer(AskQuietHours, type_quiet_hours, right=_RIGHT)]}


async def open_quiet_hours(context: ShopContext, pressed: MyQuietHours) -> None:
    """Theirs now, and what they may choose."""
    del pressed
    await context.show(await _screen(context))


async def choose_quiet_hours(context: ShopContext, pressed: ChooseQuietHours) -> None:
    """One of the nights, none, or as the shop."""
    match pressed.hours:
        case "shop":
            hours = None
        case values.NONE:
            hours = ""
        case offered if offered in _OFFERED:
            hours = offered
        case _:
            await unknown.answer_button(context)
            return
    await context.services.quiet_hours.choose(context.person_id, hours)
    await context.show(await _screen(context), toast=context.texts.plain("setting-done"))


async def ask_quiet_hours(context: ShopContext, pressed: WriteQuietHours) -> State:
    """When shall it be?"""
    del pressed
    await context.show(_question(context.texts), apart=True)
    return AskQuietHours()


async def type_quiet_hours(context: ShopContext, asked: AskQuietHours) -> State:
    """The hours that were typed, or how they have to look is said again and the question stays."""
    hours = values.read(Form.HOURS, context.typed)
    if hours is None:
        await context.show(_question(context.texts).headed(context.texts.html("setting-refused")))
        return asked
    await context.services.quiet_hours.choose(context.person_id, hours)
    await context.show((await _screen(context)).headed(context.texts.html("setting-done")))
    return END


async def _screen(context: ShopContext) -> Screen:
    texts, theirs = context.texts, await context.services.quiet_hours.of(context.person_id)
    key = "quiet-hours-shops" if theirs.own is None else "quiet-hours-own"
    rows: list[Row] = [
        *in_pairs(
            [
                *(
                    button(texts.figures(str(week_hours(hours))), ChooseQuietHours(hours))
                    for hours in _OFFERED
                ),
                button(texts.plain("button-other-hours"), WriteQuietHours()),
            ]
        ),
    ]
    if theirs.hours:
        rows.append([button(texts.plain("button-never-quiet"), ChooseQuietHours(values.NONE))])
    if theirs.own is not None:
        label = texts.plain("button-shops-hours", hours=_shown(texts, theirs.shop))
        rows.append([button(label, ChooseQuietHours(_SHOPS))])
    rows.append([button(texts.plain("button-warnings-back"), Warnings())])
    return Screen(texts.html(key, hours=_shown(texts, theirs.hours)), keyboard(rows))


def _shown(texts: Texts, hours: str) -> str:
    return values.shown(texts, _SETTING, Form.HOURS, hours)


def _question(texts: Texts) -> Screen:
    leave = button(texts.plain("button-leave-setting"), MyQuietHours())
    return Screen(texts.html("settingform-hours", name=texts.word("setting", _SETTING)), keyboard([[leave]]))
