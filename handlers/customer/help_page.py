"""How the shop works, on one screen."""

from handlers.ui.callbacks import Help
from handlers.ui.context import ShopContext
from handlers.ui.keyboards import main_menu
from handlers.ui.routing import Handler, command, press
from handlers.ui.screens import Screen
from handlers.ui.texts import Code


def handlers() -> list[Handler]:
    """All ways to the help."""
    return [command("help", help_), press(Help, open_help)]


async def help_(context: ShopContext) -> None:
    """/help."""
    await context.show(_help_screen(context))


async def open_help(context: ShopContext, pressed: Help) -> None:
    """The help, from a button."""
    del pressed
    await context.show(_help_screen(context))


def _help_screen(context: ShopContext) -> Screen:
    texts = context.texts
    return Screen(
        texts.html("help", shop=texts.shop_name, customer=Code(context.person_id)), main_menu(texts)
    )
