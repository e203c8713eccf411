"""What customers write goes to the shop, and they read that it did."""

from telegram import Message

from bot.shop.support.messages import Handed
from bot.shop.support.tickets import About
from bot.shop.support.written import Written
from handlers.ui.context import ShopContext
from handlers.ui.screen import Screen


async def write(
    context: ShopContext, written: Written, *, about: About | None = None, ticket_id: int | None = None
) -> None:
    """Hands it over, and says so. Raises `TooMuchWrittenError`, `NotFoundError`."""
    handed = await context.services.support.write(
        context.person_id, written, key=context.once, about=about, ticket_id=ticket_id
    )
    await context.show(Screen(thanks(context, handed)))


def thanks(context: ShopContext, handed: Handed) -> str:
    """That the shop has it, or from when on it will read it."""
    if handed.later is None:
        return context.texts.html("support-sent")
    now = context.services.support.now
    return context.texts.html("support-gathered", at=context.texts.deadline(handed.later, now))


def incoming_message(context: ShopContext) -> Message:
    """The message that is handled."""
    incoming = context.incoming.message if context.incoming else None
    if incoming is None:
        raise RuntimeError("not a message")
    return incoming
