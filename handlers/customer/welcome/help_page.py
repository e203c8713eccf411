"""How the shop works, on one screen."""

from handlers.customer.welcome.callbacks import Help
from handlers.customer.welcome.screens import help_screen
from handlers.ui.context import ShopContext
from handlers.ui.routing import Handler, command, press


def handlers() -> list[Handler]:
    """All ways to the help."""
    return [command("help", help_command, place=70), press(Help, open_help)]


async def help_command(context: ShopContext) -> None:
    """/help."""
    invites = context.services.referrals.are_on
    await context.show(help_screen(context.texts, context.person_id, invites=invites))


async def open_help(context: ShopContext, pressed: Help) -> None:
    """The help, from a button."""
    del pressed
    await help_command(context)
