"""Messages to the shop: the question "what would you like to tell the shop?" and the next message, a
button under what nobody understood, and replies both ways.

Staff answer by replying (Telegram's "Reply") to a customer's message; customers may reply to the
answer. All of it runs before the other journeys: what is meant for a person is never taken for a
quantity or a receipt. What is written is kept before anybody is thanked, and told by the outbox.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any, Final

from telegram import Message, Update
from telegram.ext import (
    ApplicationHandlerStop,
    CallbackQueryHandler,
    MessageHandler,
    filters,
)

from bot.shop.roles.rights import Right
from bot.shop.support.messages import Answered
from handlers.customer.support import asking
from handlers.customer.support.asking import AskMessage
from handlers.customer.support.callbacks import (
    AskAboutOrder,
    AskAboutPayment,
    DeadCode,
    DeadCodes,
    HelpWithPayment,
    SendToShop,
    WriteBack,
    WriteToShop,
)
from handlers.customer.support.sending import incoming_message, thanks, write
from handlers.customer.support.written import read_written
from handlers.customer.welcome.screens import menu_button
from handlers.ui.authorship import is_theirs
from handlers.ui.context import ShopContext
from handlers.ui.keyboards import keyboard
from handlers.ui.questions import Question, QuestionConversation
from handlers.ui.routing import END, PRIVATE_MESSAGE, Handler, State, answer, command, message, press
from handlers.ui.screen import Screen

NOT_OURS: Final = "not_ours"
_FILES: Final = filters.PHOTO | filters.Document.ALL | filters.VOICE | filters.AUDIO | filters.VIDEO
WORDS: Final = (filters.TEXT | _FILES | filters.ANIMATION | filters.VIDEO_NOTE) & ~filters.COMMAND
"""All that can be passed on."""


class _Album(filters.MessageFilter):
    """One of several pictures that were sent together."""

    def filter(self, message: Message) -> bool:
        return message.media_group_id is not None


def thread_handler() -> Handler:
    """Replies to what was written, and the other pictures of an album: they need no question."""
    return _alone(message((filters.REPLY | _Album()) & WORDS, continue_thread, from_anywhere=True))


def support_conversation(
    now: Callable[[], datetime],
    *,
    asked_by: Sequence[Handler] = (),
    answers: Mapping[type[Question], Sequence[Handler]] | None = None,
) -> QuestionConversation:
    """The question "what would you like to tell the shop?", open until the next message, press or command;
    and the staff's, `asked_by` these, what a customer shall read.

    It has a conversation of its own, so that it leaves a purchase where it was, and takes pictures that
    would be receipts elsewhere.
    """
    pass_on = answer(AskMessage, pass_on_to_shop, to=WORDS, from_anywhere=True)
    asking_handlers = [
        *asked_by,
        command("support", asking.support_command, place=75),
        command("paysupport", asking.paysupport_command, place=80),
        press(WriteToShop, asking.write_to_shop),
        press(WriteBack, asking.write_back),
        press(AskAboutOrder, asking.ask_about_order),
        press(HelpWithPayment, asking.help_with_payment),
        press(AskAboutPayment, asking.ask_about_payment),
        press(DeadCodes, asking.choose_dead_code),
        press(DeadCode, asking.ask_about_code),
    ]
    answered_by: dict[type[Question], Sequence[Handler]] = {AskMessage: [pass_on], **(answers or {})}
    return QuestionConversation(
        "support",
        asked_by=[_alone(one) for one in asking_handlers],
        answers={
            kind: [_alone(command("cancel", cancel_writing)), *map(_alone, handlers)]
            for kind, handlers in answered_by.items()
        },
        ended_by=[
            CallbackQueryHandler(_leave),
            MessageHandler(PRIVATE_MESSAGE & filters.COMMAND, _leave),
        ],
        now=now,
    )


def handlers() -> list[Handler]:
    """What ends no question."""
    return [press(SendToShop, send_to_shop)]


async def pass_on_to_shop(context: ShopContext, asked: AskMessage) -> State:
    """The message that was asked for."""
    written = read_written(incoming_message(context))
    if written is not None:
        await write(context, written, about=asked.subject(), ticket_id=asked.ticket_id)
    return END


async def cancel_writing(context: ShopContext) -> State:
    """/cancel: nothing is sent."""
    await context.say(context.texts.plain("support-cancelled"))
    return END


async def send_to_shop(context: ShopContext, pressed: SendToShop) -> None:
    """What nobody understood goes to the shop after all."""
    handed = await context.services.support.hand_over(context.person_id, pressed.support_id)
    texts = context.texts
    if handed.again:
        await context.toast(texts.plain("toast-sent-before"))
        return
    await context.show(Screen(thanks(context, handed), keyboard([[menu_button(texts)]])))


async def continue_thread(context: ShopContext) -> State:
    """A reply to a message of such a conversation, or
    another picture of an album that was sent to the shop.
    """
    incoming = incoming_message(context)
    written, support = read_written(incoming), context.services.support
    if written is None:
        return NOT_OURS
    replied = incoming.reply_to_message
    if replied is not None:
        thread = await support.thread(context.person_id, replied.message_id)
        if thread is not None and thread.customer_id == context.person_id:
            await write(context, written, ticket_id=thread.ticket_id)
            return END
        if thread is not None and context.may(Right.ANSWER_TICKETS) and is_theirs(incoming):
            answered = await support.answer(context.person_id, thread.id, written, key=context.once)
            await confirm_answer(context, answered)
            return END
    if written.album is not None and await support.continues_album(context.person_id, written.album):
        await support.offer(context.person_id, written, key=context.once)
        return END
    return NOT_OURS


async def confirm_answer(context: ShopContext, answered: Answered) -> None:
    """Says to whom of the staff has answered that it is on its way, and who had answered before."""
    texts = context.texts
    name = await context.services.customers.name_of(answered.customer_id)
    text = texts.html("support-answered", name=name)
    if answered.before is not None:
        staff, at = answered.before
        text += "\n" + texts.html("support-answered-before", staff=staff, at=at)
    await context.show(Screen(text))


async def _leave(update: Update, context: ShopContext) -> int:
    """Something else was pressed or asked for: the question
    is over, and the journeys behind this one go on.
    """
    del update, context
    return END


def _alone(handler: Handler) -> Handler:
    """What this handler takes, no other journey sees."""
    callback: Callable[[Update, ShopContext], Any] = handler.callback

    async def run(update: Update, context: ShopContext) -> State:
        state = await callback(update, context)
        if state == NOT_OURS:
            return None
        raise ApplicationHandlerStop(state)

    handler.callback = run
    return handler
