"""Puts messages into chats: each in the form it was made in
and, where Telegram refuses that form, in ever plainer ones.

Nothing here knows what a message says. When a message is tried again later is the sender's business.
"""

import html
import re
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable
from contextlib import asynccontextmanager
from datetime import timedelta
from typing import Any, Final, TypeVar

import structlog
from telegram import InputMediaDocument, Message
from telegram.constants import ParseMode, ReactionEmoji
from telegram.error import BadRequest, ChatMigrated, Forbidden, RetryAfter, TelegramError
from telegram.ext import ExtBot

from bot.shop.outbox.delivery import ChatBlockedError, NotDeliveredError, SlowDownError, UndeliverableError
from handlers.ui.screen import Screen

log = structlog.get_logger(__name__)

LANE: Final = "outbox"  # the rate limiter's word for "answers go first"
_FILE_NAME: Final = "message.txt"
_ELEMENT: Final = re.compile(r"</?[a-z][^>]*>")
_ISOLATES: Final = re.compile("[\u2068\u2069]")
_GONE: Final = ("chat not found", "user is deactivated", "peer_id_invalid")
_TOPIC_GONE: Final = ("thread not found", "topic_deleted", "topic_id_invalid")
_MOST_OF_A_REASON: Final = 300
_EFFECT: Final = "message_effect_id"

Result = TypeVar("Result")
Form = dict[str, Any]
"""The parameters of one way to send a message."""


class TopicGoneError(UndeliverableError):
    """The topic of a group that this was for does not exist (any more)."""


class ChatWriter:
    """Sends and edits through one bot. All methods raise `bot.shop.outbox.delivery.DeliveryError`."""

    def __init__(self, bot: ExtBot[Any]) -> None:
        self._bot = bot
        self._moved: dict[int, int] = {}
        self._effects_refused = False

    async def send(
        self,
        chat_id: int,
        screen: Screen,
        *,
        silent: bool,
        protect: bool = False,
        file: tuple[str, bytes] | None = None,
        topic: int | None = None,
        effect: str | None = None,
    ) -> int:
        """Sends a screen: as it is, without buttons, without markup, or as a text file. `file` is what
        the file holds where that is not the text of the screen, `topic` where in a group it goes, `effect`
        what Telegram plays with it in a private chat, if it does. Returns the id of the Telegram message.
        """
        bare = _without_buttons(screen)
        text = plain_text(bare)
        file_name, content = file or (_FILE_NAME, text.encode())
        forms: list[Form] = [
            {"text": screen.text, "parse_mode": ParseMode.HTML, "reply_markup": screen.keyboard}
        ]
        if screen.keyboard is not None:
            forms.append({"text": bare, "parse_mode": ParseMode.HTML})
        forms += [{"text": text}, {"document": content, "filename": file_name}]
        if effect is not None and not self._effects_refused:
            forms[0][_EFFECT] = effect
        if topic is not None:
            forms = [{**form, "message_thread_id": topic} for form in forms]
        return await self._first_taken(chat_id, forms, protect=protect, silent=silent)

    async def send_file(
        self,
        chat_id: int,
        file: tuple[str, bytes],
        caption: Screen,
        *,
        silent: bool,
        protect: bool = False,
        seconds: float | None = None,
    ) -> int:
        """Sends a file with a caption: as it is, without buttons, without markup, or without a caption.

        `seconds`: how long that may take, where the usual time for a file is too short.
        """
        name, content = file
        document: Form = {"document": content, "filename": name}
        if seconds is not None:
            document["write_timeout"] = seconds
        marked: Form = {**document, "caption": caption.text, "parse_mode": ParseMode.HTML}
        forms: list[Form] = [{**marked, "reply_markup": caption.keyboard}]
        if caption.keyboard is not None:
            forms.append(marked)
        forms += [{**document, "caption": plain_text(caption.text)}, document]
        return await self._first_taken(chat_id, forms, protect=protect, silent=silent)

    async def delete(self, chat_id: int, message_id: int) -> None:
        """Takes a message out of a chat; one that is gone is fine (Bot API deleteMessage: for 48 hours)."""
        async with delivery_errors():
            try:
                await self.reach(
                    chat_id,
                    lambda chat: self._bot.delete_message(
                        chat_id=chat, message_id=message_id, rate_limit_args=LANE
                    ),
                )
            except BadRequest as error:
                if "message to delete not found" not in str(error).lower():
                    raise

    async def react(self, chat_id: int, message_id: int) -> None:
        """Sets a reaction below a message of a person's, once. It adorns what is told in words besides: where
        Telegram does not take it, as for a message that is gone, nothing is amiss.
        """
        async with delivery_errors():
            try:
                await self._bot.set_message_reaction(
                    chat_id=chat_id,
                    message_id=message_id,
                    reaction=ReactionEmoji.THUMBS_UP,
                    rate_limit_args=LANE,
                )
            except RetryAfter:
                raise
            except TelegramError as error:
                log.info("reaction_not_taken", chat_id=chat_id, why=str(error))

    async def edit(self, chat_id: int, message_id: int, screen: Screen) -> bool:
        """Changes a message; False when it cannot be changed (any more)."""
        async with delivery_errors():
            try:
                await self.reach(
                    chat_id,
                    lambda chat: self._bot.edit_message_text(
                        chat_id=chat,
                        message_id=message_id,
                        text=screen.text,
                        parse_mode=ParseMode.HTML,
                        reply_markup=screen.keyboard,
                        rate_limit_args=LANE,
                    ),
                )
            except BadRequest as error:
                if is_gone(error):
                    raise
                return "not modified" in str(error).lower()
        return True

    async def put_file(self, chat_id: int, message_id: int, file: tuple[str, bytes], caption: Screen) -> bool:
        """Puts a file with a caption into a message, a text or a file; False when it cannot be changed (any
        more).
        """
        name, content = file
        media = InputMediaDocument(content, filename=name, caption=caption.text, parse_mode=ParseMode.HTML)
        async with delivery_errors():
            try:
                await self.reach(
                    chat_id,
                    lambda chat: self._bot.edit_message_media(
                        chat_id=chat,
                        message_id=message_id,
                        media=media,
                        reply_markup=caption.keyboard,
                        rate_limit_args=LANE,
                    ),
                )
            except BadRequest as error:
                if is_gone(error):
                    raise
                return "not modified" in str(error).lower()
        return True

    async def reach(self, chat_id: int, call: Callable[[int], Awaitable[Result]]) -> Result:
        """Makes a call for a chat where it is now: one that
        was upgraded has another id, and Telegram tells it.
        """
        try:
            return await call(self._moved.get(chat_id, chat_id))
        except ChatMigrated as error:
            log.info("chat has another id", chat_id=chat_id, new_chat_id=error.new_chat_id)
            self._moved[chat_id] = error.new_chat_id
            return await call(error.new_chat_id)

    async def _first_taken(self, chat_id: int, forms: Iterable[Form], *, protect: bool, silent: bool) -> int:
        refusals: list[str] = []
        async with delivery_errors():
            for number, form in enumerate(forms):
                try:
                    sent = await self._sent(chat_id, form, protect=protect, silent=silent)
                except BadRequest as error:
                    if is_gone(error) or topic_is_gone(error):
                        raise
                    refusals.append(str(error))
                    continue
                if refusals:
                    log.warning("message sent in a plainer form", chat_id=chat_id, form=number, why=refusals)
                return sent.message_id
        # What each form was refused for, each reason once, in order.
        raise UndeliverableError("; ".join(dict.fromkeys(refusals))[:_MOST_OF_A_REASON])

    async def _sent(self, chat_id: int, form: Form, *, protect: bool, silent: bool) -> Message:
        """Sends one form, without its effect where Telegram refuses that."""
        try:
            return await self.reach(chat_id, self._sending(form, protect=protect, silent=silent))
        except BadRequest as error:
            if _EFFECT not in form or "effect" not in str(error).lower():
                raise
            log.warning("effects are not taken", why=str(error))
            self._effects_refused = True  # until the next start: it would cost a request each time
            plain = {name: value for name, value in form.items() if name != _EFFECT}
            return await self.reach(chat_id, self._sending(plain, protect=protect, silent=silent))

    def _sending(self, form: Form, *, protect: bool, silent: bool) -> Callable[[int], Awaitable[Message]]:
        method = self._bot.send_document if "document" in form else self._bot.send_message

        def call(chat_id: int) -> Awaitable[Message]:
            return method(
                chat_id=chat_id,
                protect_content=protect or None,
                disable_notification=silent,
                rate_limit_args=LANE,
                **form,
            )

        return call


def plain_text(text: str) -> str:
    """A text of ours without its HTML, and without the isolation marks that would be copied with a value."""
    return _ISOLATES.sub("", html.unescape(_ELEMENT.sub("", text)))


def _without_buttons(screen: Screen) -> str:
    """The text of a screen for want of its buttons: where they lead stands below it."""
    rows = screen.keyboard.inline_keyboard if screen.keyboard is not None else ()
    links = [html.escape(button.url) for row in rows for button in row if button.url]
    return "\n\n".join([screen.text, *links])


@asynccontextmanager
async def delivery_errors() -> AsyncIterator[None]:
    """Telegram's errors as the sender knows them. BadRequest is
    a NetworkError to PTB, but waiting a second does not help.
    """
    try:
        yield
    except Forbidden as error:
        raise ChatBlockedError(str(error)) from error
    except RetryAfter as error:
        wait = error.retry_after
        seconds = wait.total_seconds() if isinstance(wait, timedelta) else float(wait)
        raise SlowDownError(seconds) from error
    except BadRequest as error:
        if is_gone(error):
            raise ChatBlockedError(str(error)) from error
        if topic_is_gone(error):
            raise TopicGoneError(str(error)) from error
        raise UndeliverableError(str(error)) from error
    except TelegramError as error:
        raise NotDeliveredError(type(error).__name__) from error


def is_gone(error: BadRequest) -> bool:
    """Whether the chat is not there (any more), whatever would be sent."""
    return any(words in str(error).lower() for words in _GONE)


def topic_is_gone(error: BadRequest) -> bool:
    """Whether Telegram refuses because a group has no such topic."""
    return any(words in str(error).lower() for words in _TOPIC_GONE)
