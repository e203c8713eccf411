"""The staff's group: what is written in a ticket's topic goes to its customer.

A line that begins with // stays among the staff, and so does what is written outside of tickets' topics. It
runs before the journeys, which take private messages only.
"""

from typing import Final

from telegram.ext import filters

from bot.shop.roles.rights import Right
from bot.shop.support.views import TicketView
from handlers.customer.support.sending import incoming_message
from handlers.customer.support.support import confirm_answer
from handlers.customer.support.written import read_written
from handlers.ui.authorship import NotTheirs, is_theirs
from handlers.ui.context import ShopContext
from handlers.ui.routing import Handler, group_message
from handlers.ui.unknown import refuse_not_theirs

_RIGHT: Final = Right.ANSWER_TICKETS
_AMONG_US: Final = "//"


def group_handlers() -> list[Handler]:
    """Whatever is written in the group, but news of the group itself."""
    written = ~filters.StatusUpdate.ALL
    return [
        group_message(filters.UpdateType.MESSAGE & written, answer_in_topic, right=_RIGHT),
        group_message(filters.UpdateType.EDITED_MESSAGE, refuse_edit, right=_RIGHT),
    ]


async def answer_in_topic(context: ShopContext) -> None:
    """The customer reads it as the shop's answer."""
    incoming, texts, ticket = incoming_message(context), context.texts, await _ticket(context)
    words = incoming.text or incoming.caption or ""
    if ticket is None or words.startswith(_AMONG_US):
        return
    if words.startswith("/"):
        await context.say(texts.plain("private-only", bot=f"@{context.bot.username}"))
        return
    written = read_written(incoming)
    if not is_theirs(incoming):
        await refuse_not_theirs(context, NotTheirs.FORWARDED)
    elif written is None:
        await context.say(texts.plain("staff-cannot-pass"))
    else:
        answered = await context.services.support.answer_ticket(
            context.person_id, ticket.id, written, key=context.once, chat_id=context.chat_id
        )
        await confirm_answer(context, answered)


async def refuse_edit(context: ShopContext) -> None:
    """The customer keeps what was sent first; whoever edits it is told so."""
    edited = context.incoming.edited_message if context.incoming else None
    words = "" if edited is None else edited.text or edited.caption or ""
    if await _ticket(context) is not None and not words.startswith(_AMONG_US):
        await refuse_not_theirs(context, NotTheirs.EDITED)


async def _ticket(context: ShopContext) -> TicketView | None:
    """The ticket in whose topic this is."""
    if context.topic_id is None:
        return None
    return await context.services.ticket_desk.of_topic(context.chat_id, context.topic_id)
