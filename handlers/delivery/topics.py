"""The staff's group: each ticket has a topic there, which is made when the first message of it comes.

What the group does not take goes to each of the staff by themselves, with a warning of what is wrong.
"""

from collections.abc import Awaitable, Callable
from typing import Any, Final, TypeVar

import structlog
from telegram.error import BadRequest
from telegram.ext import ExtBot

from bot.shop.message_data import MessageData
from bot.shop.outbox.delivery import (
    ChatBlockedError,
    OutboxMessage,
    SlowDownError,
    UndeliverableError,
)
from bot.shop.support.inbox import StaffInbox
from bot.shop.support.views import TicketView
from handlers.admin.tickets.screens import ticket_screen, topic_name
from handlers.delivery.chat_writer import LANE, ChatWriter, TopicGoneError, delivery_errors
from handlers.ui.texts import Texts

log = structlog.get_logger(__name__)

_AS_IT_IS: Final = ("topic_not_modified", "not modified")

Result = TypeVar("Result")


class Topics:
    """The topics of one group."""

    def __init__(
        self, bot: ExtBot[Any], writer: ChatWriter, message_data: MessageData, inbox: StaffInbox
    ) -> None:
        self._bot = bot
        self._writer = writer
        self._message_data = message_data
        self._inbox = inbox

    async def send(
        self,
        texts: Texts,
        message: OutboxMessage,
        ticket: TicketView,
        send: Callable[[int], Awaitable[Result]],
        *,
        only: int | None = None,
    ) -> Result | None:
        """Has `send(topic)` put something into the ticket's topic. None when it went to each of the staff
        instead, or to that one `only`. Raises `bot.shop.outbox.delivery.DeliveryError`.
        """
        if message.chat_id != self._inbox.group_id:
            # The group of other settings, which hold no more.
            await self._inbox.fall_back(message, why=None, only=only)
            return None
        try:
            result = await self._in_topic(texts, message.chat_id, ticket, send)
        except (ChatBlockedError, UndeliverableError) as error:
            log.warning("the staff's group takes no messages", chat_id=message.chat_id, why=str(error))
            await self._inbox.fall_back(message, why=str(error), only=only)
            return None
        await self._inbox.reached()
        return result

    async def shut(self, chat_id: int, topic_id: int, *, closed: bool) -> None:
        """Closes or reopens a topic. Raises `bot.shop.outbox.delivery.DeliveryError`."""
        act = self._bot.close_forum_topic if closed else self._bot.reopen_forum_topic
        async with delivery_errors():
            try:
                await act(chat_id=chat_id, message_thread_id=topic_id, rate_limit_args=LANE)
            except BadRequest as error:
                if not any(words in str(error).lower() for words in _AS_IT_IS):
                    raise

    async def _in_topic(
        self, texts: Texts, chat_id: int, ticket: TicketView, send: Callable[[int], Awaitable[Result]]
    ) -> Result:
        topic_id = ticket.topic_id if ticket.topic_chat_id == chat_id else None
        if topic_id is not None:
            try:
                return await send(topic_id)
            except TopicGoneError:
                log.info("a ticket's topic is gone: it gets another one", ticket=ticket.id)
        return await send(await self._made(texts, chat_id, ticket))

    async def _made(self, texts: Texts, chat_id: int, ticket: TicketView) -> int:
        """A new topic, which begins with the ticket.

        That it is being made is noted first. Telegram tells no bot which topics there are, so an empty one
        that a kill or a lost answer left behind cannot be found: the next one says that it may be there.
        """
        is_left = ticket.topic_chat_id == chat_id and ticket.topic_id is None
        await self._message_data.topic_is(ticket.id, chat_id, None)
        try:
            async with delivery_errors():
                topic = await self._bot.create_forum_topic(
                    chat_id=chat_id, name=topic_name(texts, ticket), rate_limit_args=LANE
                )
        except (ChatBlockedError, SlowDownError, UndeliverableError):
            if not is_left:
                await self._message_data.topic_is(ticket.id, None, None)
            raise
        await self._message_data.topic_is(ticket.id, chat_id, topic.message_thread_id)
        screen = ticket_screen(texts, ticket, (), in_group=True)
        if is_left:
            screen = screen.headed(texts.html("topic-left-empty"))
        await self._writer.send(chat_id, screen, silent=True, topic=topic.message_thread_id)
        return topic.message_thread_id
