"""Answers to what nobody here understands or may carry out: other commands, talk, pictures, forwards, old buttons.

Staff commands and staff buttons answer strangers with exactly these, so that they do not show that they exist.
"""

from telegram import ReplyParameters, Update

from handlers.ui import keyboards
from handlers.ui.authorship import NotTheirs
from handlers.ui.callbacks import SendToShop
from handlers.ui.context import AnyApplication, ShopContext
from handlers.ui.screens import Screen
from handlers.ui.written import read


async def command(context: ShopContext) -> None:
    """A command that does not exist (for this person)."""
    await context.show(Screen(context.texts.html("unknown-command"), keyboards.main_menu(context.texts)))


async def several_commands(context: ShopContext) -> None:
    """Several commands in one message: none of them is carried out, rather than the first with the others as its words."""
    await context.say(context.texts.plain("several-commands"))


async def words(context: ShopContext) -> None:
    """Text outside any question: the shop can have it."""
    await _offer(context, "unknown-words")


async def thing(context: ShopContext) -> None:
    """Anything that is not text outside any question: a photo, a file, a voice; or a place, which nobody can be sent."""
    await _offer(context, "unknown-thing")


async def _offer(context: ShopContext, key: str) -> None:
    """Says that nobody understood it, and offers to send it to the shop."""
    texts, menu = context.texts, keyboards.main_menu(context.texts)
    incoming = context.incoming.message if context.incoming else None
    if context.is_staff:
        replied = incoming is not None and incoming.reply_to_message is not None
        await context.show(
            Screen(texts.html("staff-reply-to-none" if replied else "staff-not-understood"), menu)
        )
        return
    written = None if incoming is None else read(incoming)
    if written is None:
        await context.show(Screen(texts.html("unknown-kind"), menu))
        return
    support_id = await context.services.support.offer(context.person_id, written, key=context.once)
    if support_id is None:
        return
    offer = [keyboards.button(texts.plain("button-send-to-shop"), SendToShop(support_id))]
    rows = menu.inline_keyboard if menu is not None else ()
    await context.show(Screen(texts.html(key), keyboards.keyboard([offer, *rows])))


async def not_theirs(context: ShopContext, why: NotTheirs) -> None:
    """What somebody else wrote, or an edit: says under the message itself that it is not carried out, and why."""
    await context.bot.send_message(
        chat_id=context.person_id,
        text=context.texts.plain(why.value),
        reply_parameters=ReplyParameters(context.message_id, allow_sending_without_reply=True),
    )


async def refuse_press(application: AnyApplication, update: Update) -> None:
    """Somebody presses faster than they can be served: says that this press was not carried out.

    Outside PTB's handlers, and before the door. Raises what Telegram raised.
    """
    context = ShopContext.from_update(update, application)
    if (known := context.services.customers.at_hand(context.person_id)) is not None:
        context.customer = known
    await context.bot.answer_callback_query(
        callback_query_id=context.press.id, text=context.texts.plain("toast-too-fast"), show_alert=True
    )


async def button(context: ShopContext) -> None:
    """A button that this shop does not know (any more): says what to do."""
    await context.toast(context.texts.plain("toast-old-button"), alert=True)
