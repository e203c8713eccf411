"""Messages to the shop: /paysupport and the next message, a
button under what nobody understood, and replies both ways.

Staff answer by replying (Telegram's "Reply") to a customer's message; customers may reply to the
answer. All of it runs before the other journeys: what is meant for a person is never taken for a
quantity or a receipt. What is written is kept before anybody is thanked, and told by the outbox.
"""

from collections.abc import Callable
from dataclasses import dataclass
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
from bot.shop.support.messages import Handed, Written, WrittenKind
from handlers.customer.support.callbacks import SendToShop, WriteToShop
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
_WORDS: Final = (filters.TEXT | _FILES | filters.ANIMATION | filters.VIDEO_NOTE) & ~filters.COMMAND


@dataclass(frozen=True)
class AskMessage(Question):
    """What would you like to tell the shop?"""

    kind = "writing_to_shop"


class _Album(filters.MessageFilter):
    """One of several pictures that were sent together."""

    def filter(self, message: Message) -> bool:
        return message.media_group_id is not None


def thread_handler() -> Handler:
    """Replies to what was written, and the other pictures of an album: they need no question."""
    return _alone(message((filters.REPLY | _Album()) & _WORDS, continue_thread, from_anywhere=True))


def support_conversation(now: Callable[[], datetime]) -> QuestionConversation:
    """The question "what would you like to tell the shop?", open until the next message, press or command.

    It has a conversation of its own, so that it leaves a purchase where it was.
    """
    pass_on = answer(AskMessage, pass_on_to_shop, to=_WORDS, from_anywhere=True)
    return QuestionConversation(
        "support",
        asked_by=[
            _alone(command("paysupport", paysupport_command, place=80)),
            _alone(press(WriteToShop, write_to_shop)),
        ],
        answers={AskMessage: [_alone(command("cancel", cancel_writing)), _alone(pass_on)]},
        ended_by=[
            CallbackQueryHandler(_leave),
            MessageHandler(PRIVATE_MESSAGE & filters.COMMAND, _leave),
        ],
        now=now,
    )


def handlers() -> list[Handler]:
    """What ends no question."""
    return [press(SendToShop, send_to_shop)]


async def paysupport_command(context: ShopContext) -> State:
    """/paysupport, /paysupport WORDS."""
    text = _incoming(context).text or ""
    words = text.partition(" ")[2].strip() if " " in text else text.partition("\n")[2].strip()
    if words:
        await _write(context, Written(WrittenKind.TEXT, words))
        return END
    return await _ask(context)


async def write_to_shop(context: ShopContext, pressed: WriteToShop) -> State:
    """The same, from a button."""
    del pressed
    return await _ask(context)


async def pass_on_to_shop(context: ShopContext, asked: AskMessage) -> State:
    """The message that was asked for."""
    del asked
    written = read_written(_incoming(context))
    if written is not None:
        await _write(context, written)
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
    await context.show(Screen(_thanks(context, handed), keyboard([[menu_button(texts)]])))


async def continue_thread(context: ShopContext) -> State:
    """A reply to a message of such a conversation, or
    another picture of an album that was sent to the shop.
    """
    incoming = _incoming(context)
    written, support = read_written(incoming), context.services.support
    if written is None:
        return NOT_OURS
    replied = incoming.reply_to_message
    if replied is not None:
        thread = await support.thread(context.person_id, replied.message_id)
        if thread is not None and thread.customer_id == context.person_id:
            await _write(context, written)
            return END
        if thread is not None and context.may(Right.ANSWER_TICKETS) and is_theirs(incoming):
            await _answer(context, thread.id, written)
            return END
    if written.album is not None and await support.continues_album(context.person_id, written.album):
        await support.offer(context.person_id, written, key=context.once)
        return END
    return NOT_OURS


async def _ask(context: ShopContext) -> State:
    await context.show(Screen(context.texts.html("paysupport")), apart=True)
    return AskMessage()


async def _write(context: ShopContext, written: Written) -> None:
    handed = await context.services.support.write(context.person_id, written, key=context.once)
    await context.show(Screen(_thanks(context, handed)))


async def _answer(context: ShopContext, support_id: int, written: Written) -> None:
    texts = context.texts
    answered = await context.services.support.answer(context.person_id, support_id, written, key=context.once)
    name = await context.services.customers.name_of(answered.customer_id)
    text = texts.html("support-answered", name=name)
    if answered.before is not None:
        staff, at = answered.before
        text += "\n" + texts.html("support-answered-before", staff=staff, at=at)
    await context.show(Screen(text))


def _thanks(context: ShopContext, handed: Handed) -> str:
    if handed.later is None:
        return context.texts.html("paysupport-sent")
    now = context.services.support.now
    return context.texts.html("support-gathered", at=context.texts.deadline(handed.later, now))


def _incoming(context: ShopContext) -> Message:
    incoming = context.incoming.message if context.incoming else None
    if incoming is None:
        raise RuntimeError("not a message")
    return incoming


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
