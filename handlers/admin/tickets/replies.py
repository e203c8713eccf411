"""/replies: answers that staff keep ready, a text for each language; and how one is sent for a ticket.

A name and each text are typed one after the other; what is sent to a customer is shown first.
"""

from dataclasses import dataclass
from typing import Final

from bot.languages import LANGUAGES
from bot.shop.roles.rights import Right
from bot.shop.support.quick_replies import LONGEST_BODY, LONGEST_NAME, QuickReply
from bot.shop.support.written import Written, WrittenKind
from handlers.admin.tickets.callbacks import (
    AskRemoveReply,
    NewReply,
    OpenReply,
    PickReply,
    RemoveReply,
    Replies,
    SendReply,
    ShowReply,
    Tickets,
    WriteReply,
)
from handlers.customer.support.support import confirm_answer
from handlers.ui.context import ShopContext
from handlers.ui.keyboards import Row, button, keyboard, page_line, page_of, pages_row
from handlers.ui.questions import Question
from handlers.ui.routing import END, Handler, State, answer, command, press
from handlers.ui.screen import Screen
from handlers.ui.texts import cut, escape, tidy

_RIGHT: Final = Right.ANSWER_TICKETS
_LONGEST_SHOWN: Final = 600
"""Characters of each text where all languages stand together: a message holds 4,096 UTF-16 units."""


@dataclass(frozen=True)
class AskReplyName(Question):
    """What is the new answer called?"""

    kind = "naming_reply"


@dataclass(frozen=True)
class AskReplyText(Question):
    """What does an answer say in that language?"""

    kind = "writing_reply"
    name: str
    language: str


def handlers() -> list[Handler]:
    """The command, and what is pressed."""
    return [
        command("replies", replies_command, right=_RIGHT, place=37, alone=True),
        press(Replies, open_replies, right=_RIGHT),
        press(OpenReply, open_reply, right=_RIGHT),
        press(AskRemoveReply, ask_remove, right=_RIGHT),
        press(RemoveReply, remove_reply, right=_RIGHT),
        press(PickReply, pick_reply, right=_RIGHT, in_group=True),
        press(ShowReply, show_reply, right=_RIGHT, in_group=True),
        press(SendReply, send_reply, right=_RIGHT, in_group=True),
    ]


def asking() -> list[Handler]:
    """What asks for something typed."""
    return [press(NewReply, ask_name, right=_RIGHT), press(WriteReply, ask_text, right=_RIGHT)]


def answers() -> dict[type[Question], list[Handler]]:
    """A name, then a text."""
    return {
        AskReplyName: [answer(AskReplyName, type_name, right=_RIGHT)],
        AskReplyText: [answer(AskReplyText, type_text, right=_RIGHT)],
    }


async def replies_command(context: ShopContext) -> None:
    """/replies."""
    await _list(context, 1)


async def open_replies(context: ShopContext, pressed: Replies) -> None:
    """A page of them."""
    await _list(context, pressed.page)


async def open_reply(context: ShopContext, pressed: OpenReply) -> None:
    """One of them in all its languages."""
    await context.show(_reply_screen(context, await context.services.quick_replies.get(pressed.reply_id)))


async def ask_name(context: ShopContext, pressed: NewReply) -> State:
    """What is it called?"""
    del pressed
    await context.show(Screen(context.texts.html("ask-reply-name", most=LONGEST_NAME)), apart=True)
    return AskReplyName()


async def type_name(context: ShopContext, asked: AskReplyName) -> State:
    """The name; then its text in the language of whoever writes it."""
    name = tidy(context.typed, LONGEST_NAME + 1)
    if not name or len(name) > LONGEST_NAME:
        await context.show(Screen(context.texts.html("ask-reply-name", most=LONGEST_NAME)))
        return asked
    return await _ask_text(context, name, context.customer.language)


async def ask_text(context: ShopContext, pressed: WriteReply) -> State:
    """What does it say in that language?"""
    reply = await context.services.quick_replies.get(pressed.reply_id)
    language = pressed.code if pressed.code in LANGUAGES else context.customer.language
    return await _ask_text(context, reply.name, language)


async def type_text(context: ShopContext, asked: AskReplyText) -> State:
    """Kept; other languages are on buttons."""
    body = context.typed.strip()
    if not body or len(body) > LONGEST_BODY:
        text = context.texts.html("reply-too-long", most=LONGEST_BODY, count=len(body))
        await context.show(Screen(text))
        return asked
    reply = await context.services.quick_replies.save(context.person_id, asked.name, asked.language, body)
    await context.show(_reply_screen(context, reply).headed(context.texts.html("reply-saved")))
    return END


async def ask_remove(context: ShopContext, pressed: AskRemoveReply) -> None:
    """Remove it?"""
    texts, reply = context.texts, await context.services.quick_replies.get(pressed.reply_id)
    row = [
        button(texts.plain("button-yes"), RemoveReply(reply.id)),
        button(texts.plain("button-no"), OpenReply(reply.id)),
    ]
    await context.show(Screen(texts.html("ask-remove-reply", name=reply.name), keyboard([row])))


async def remove_reply(context: ShopContext, pressed: RemoveReply) -> None:
    """It is gone."""
    name = await context.services.quick_replies.remove(context.person_id, pressed.reply_id)
    await _list(context, 1, toast=context.texts.plain("toast-reply-removed", name=name))


async def pick_reply(context: ShopContext, pressed: PickReply) -> None:
    """Which one?"""
    texts = context.texts
    replies, page, pages = page_of(await context.services.quick_replies.all(), pressed.page)
    if not replies:
        await context.say(texts.plain("replies-none"))
        return
    rows: list[Row] = [[button(one.name, ShowReply(pressed.ticket_id, one.id))] for one in replies]
    rows.append(pages_row(texts, lambda to: PickReply(pressed.ticket_id, to), page, pages))
    text = texts.html("which-reply", number=pressed.ticket_id)
    await context.show(Screen(text, keyboard(rows)), apart=not pressed.page)


async def show_reply(context: ShopContext, pressed: ShowReply) -> None:
    """What the customer would read."""
    texts = context.texts
    ticket = (await context.services.ticket_desk.dossier(pressed.ticket_id)).ticket
    reply = await context.services.quick_replies.get(pressed.reply_id)
    language, body = reply.in_language(ticket.language)
    text = texts.html("ask-send-reply", name=ticket.customer_name, language=LANGUAGES[language].name)
    if language != ticket.language:
        text += "\n" + texts.html("reply-other-language", language=LANGUAGES[ticket.language].name)
    row = [
        button(texts.plain("button-send-reply"), SendReply(ticket.id, reply.id)),
        button(texts.plain("button-other-reply"), PickReply(ticket.id, 1)),
    ]
    await context.show(Screen(f"{text}\n\n{_quoted(body)}", keyboard([row])))


async def send_reply(context: ShopContext, pressed: SendReply) -> None:
    """It is on its way. The button is gone then, and a second press of it sends nothing."""
    desk = context.services.ticket_desk
    ticket = (await desk.dossier(pressed.ticket_id)).ticket
    reply = await context.services.quick_replies.get(pressed.reply_id)
    _, body = reply.in_language(ticket.language)
    answered = await context.services.support.answer_ticket(
        context.person_id,
        ticket.id,
        Written(WrittenKind.TEXT, body),
        # Two presses of one button are one answer; the same reply from another message is another one.
        key=f"reply:{context.chat_id}:{context.message_id}",
        chat_id=context.chat_id,
    )
    await confirm_answer(context, answered)


async def _list(context: ShopContext, page: int, *, toast: str | None = None) -> None:
    texts = context.texts
    replies, page, pages = page_of(await context.services.quick_replies.all(), page)
    text = texts.html("replies" if replies else "replies-none")
    rows: list[Row] = [
        [button(f"{one.name} · {' '.join(sorted(one.texts))}", OpenReply(one.id))] for one in replies
    ]
    rows += [
        pages_row(texts, Replies, page, pages),
        [button(texts.plain("button-new-reply"), NewReply())],
        [button(texts.plain("button-tickets"), Tickets("open", 0))],
    ]
    await context.show(Screen(text + page_line(texts, page, pages), keyboard(rows)), toast=toast)


def _reply_screen(context: ShopContext, reply: QuickReply) -> Screen:
    texts = context.texts
    blocks = [texts.html("reply", name=reply.name)]
    blocks += [
        f"{texts.html('reply-in', language=LANGUAGES[code].name)}\n{_quoted(cut(body, _LONGEST_SHOWN))}"
        for code, body in reply.texts.items()
    ]
    languages = [
        button(f"✏️ {language.name}", WriteReply(reply.id, code)) for code, language in LANGUAGES.items()
    ]
    rows: list[Row] = [
        languages,
        [button(texts.plain("button-remove-reply"), AskRemoveReply(reply.id))],
        [button(texts.plain("button-replies"), Replies(1))],
    ]
    return Screen("\n\n".join(blocks), keyboard(rows))


async def _ask_text(context: ShopContext, name: str, language: str) -> State:
    text = context.texts.html("ask-reply-text", name=name, language=LANGUAGES[language].name)
    await context.show(Screen(text), apart=True)
    return AskReplyText(name, language)


def _quoted(body: str) -> str:
    return f"<blockquote>{escape(body)}</blockquote>"
