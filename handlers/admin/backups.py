"""/backup: a backup of the shop's database, now."""

from collections.abc import Mapping
from typing import Final

from bot.shop.backups.backups import Asked
from bot.shop.roles.rights import Right
from handlers.ui.context import ShopContext
from handlers.ui.routing import Handler, command
from handlers.ui.screen import Screen
from handlers.ui.texts import Code

_ANSWERS: Final[Mapping[Asked, str]] = {
    Asked.TAKEN_SOON: "backup-soon",
    Asked.UNDER_WAY: "backup-under-way",
    Asked.OFF: "backup-off",
}


def handlers() -> list[Handler]:
    """The command."""
    return [command("backup", backup_command, right=Right.BACK_UP, place=190, alone=True)]


async def backup_command(context: ShopContext) -> None:
    """/backup."""
    await context.show(await backup_screen(context))


async def backup_screen(context: ShopContext) -> Screen:
    """Has a backup taken, and says whether one is."""
    asked = await context.services.backups.ask(context.person_id)
    values = {"command": Code("python -m bot backup-key")} if asked is Asked.OFF else {}
    return Screen(context.texts.html(_ANSWERS[asked], **values))
