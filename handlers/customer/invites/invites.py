"""A customer invites friends: their link, and what it has brought them."""

from handlers.customer.invites.callbacks import MyInvitations
from handlers.customer.invites.screens import invitations_screen, no_invitations_screen
from handlers.ui.context import ShopContext
from handlers.ui.routing import Handler, command, press


def handlers() -> list[Handler]:
    """All ways to it."""
    return [command("invite", invite_command, place=48), press(MyInvitations, open_invitations)]


async def invite_command(context: ShopContext) -> None:
    """/invite."""
    texts = context.texts
    if context.is_staff:
        await context.show(no_invitations_screen(texts, staff=True))
        return
    shown = await context.services.referrals.invitations(context.person_id)
    if shown is None:
        await context.show(no_invitations_screen(texts, staff=False))
        return
    await context.show(invitations_screen(texts, context.bot.username, shown))


async def open_invitations(context: ShopContext, pressed: MyInvitations) -> None:
    """The same, from a button."""
    del pressed
    await invite_command(context)
