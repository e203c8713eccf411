"""/warnings: what is wrong now, since when, and what to do."""

from bot.shop.outbox.alert_kinds import right_to_read
from bot.shop.roles.rights import Right
from handlers.admin.overview.callbacks import panel_button
from handlers.admin.warnings.callbacks import MyQuietHours, Warnings, WarningsApart
from handlers.ui.context import ShopContext
from handlers.ui.keyboards import button, keyboard
from handlers.ui.routing import Handler, command, press
from handlers.ui.screen import Screen
from handlers.words.alert import alert_text, as_many_as_fit


def handlers() -> list[Handler]:
    """The command, and the buttons in the panel and under what was held."""
    return [
        command("warnings", warnings_command, right=Right.SEE_PANEL, place=15, alone=True),
        press(Warnings, open_warnings, right=Right.SEE_PANEL),
        press(WarningsApart, open_warnings_apart, right=Right.SEE_PANEL),
    ]


async def warnings_command(context: ShopContext) -> None:
    """/warnings."""
    await context.show(await _screen(context))


async def open_warnings(context: ShopContext, pressed: Warnings) -> None:
    """The same from the panel."""
    del pressed
    await context.show(await _screen(context))


async def open_warnings_apart(context: ShopContext, pressed: WarningsApart) -> None:
    """The same from a message that stays."""
    del pressed
    await context.show(await _screen(context), apart=True)


async def _screen(context: ShopContext) -> Screen:
    """Those that this reader is told of."""
    texts = context.texts
    found = await context.services.alerts.open_warnings()
    theirs = [each for each in found if context.may(right_to_read(each.code))]
    quiet = button(texts.plain("button-quiet-hours"), MyQuietHours())
    ways = keyboard([[quiet, panel_button(texts)]])
    if not theirs:
        return Screen(texts.html("warnings-none"), ways)
    parts = [
        f"{texts.html('warnings-since', at=each.since)}\n{alert_text(texts, each.code, each.args)}"
        for each in theirs
    ]
    return Screen(as_many_as_fit(texts, texts.html("warnings", count=len(theirs)), parts), ways)
