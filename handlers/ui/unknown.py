"""Answers to what nobody here understands or may carry out: other commands, forwards, edits, old buttons.

Staff commands and staff buttons answer strangers with
exactly these, so that they do not show that they exist.
"""

from telegram import ReplyParameters, Update

from handlers.ui.authorship import NotTheirs
from handlers.ui.context import AnyApplication, ShopContext
from handlers.ui.screen import Screen
from handlers.ui.texts import Code, tidy

_SHOWN = 60  # characters of what was typed


async def answer_command(context: ShopContext) -> None:
    """A command that does not exist (for this person)."""
    await context.show(Screen(context.texts.html("unknown-command"), context.main_menu))


async def refuse_several_commands(context: ShopContext) -> None:
    """Several commands in one message: none of them is carried
    out, rather than the first with the others as its words.
    """
    await context.say(context.texts.plain("several-commands"))


async def refuse_words(context: ShopContext, name: str, words: str) -> None:
    """Words behind a command that stands alone: it is not carried out, rather than without what they mean."""
    texts = context.texts
    said = texts.html("stands-alone", words=tidy(words, _SHOWN), command=Code(f"/{name}"))
    await context.show(Screen(said))


async def refuse_not_theirs(context: ShopContext, why: NotTheirs) -> None:
    """What somebody else wrote, or an edit: says under the
    message itself that it is not carried out, and why.
    """
    await context.bot.send_message(
        chat_id=context.chat_id,
        message_thread_id=context.topic_id,
        text=context.texts.plain(why.value),
        disable_notification=True,
        reply_markup=None if context.in_group else context.way_on,
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


async def answer_button(context: ShopContext) -> None:
    """A button that this shop does not know (any more): says what to do."""
    await context.toast(context.texts.plain("toast-old-button"), alert=True)


async def refuse_button(context: ShopContext) -> None:
    """A button of the staff's: who works here or did once is told that it is not theirs (any more), anybody
    else that there is no such button.
    """
    if context.services.staff_members.was_staff(context.person_id):
        await context.toast(context.texts.plain("toast-not-yours"), alert=True)
    else:
        await answer_button(context)


async def refuse_answer(context: ShopContext) -> None:
    """The answer to a question that was asked while they still worked here: it is closed."""
    await context.say(context.texts.plain("toast-not-yours"))
