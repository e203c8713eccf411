"""Carries messages between customers and the shop, and what becomes of tickets: with who
wrote it above it, in as many Telegram messages as it needs.

Which Telegram messages show it is noted, so that whoever replies to one of them is understood.
"""

from functools import partial
from typing import Any, Final

from telegram import InlineKeyboardMarkup, Message
from telegram.constants import ParseMode
from telegram.error import BadRequest
from telegram.ext import ExtBot

from bot.shop.message_data import MessageData
from bot.shop.outbox.delivery import OutboxMessage
from bot.shop.outbox.messages import MessageKind
from bot.shop.support.inbox import StaffInbox
from bot.shop.support.views import TicketView
from bot.shop.support.written import SupportMessage, WrittenKind
from handlers.admin.tickets import screens as tickets
from handlers.customer.support.callbacks import WriteBack, WriteToShop
from handlers.delivery.chat_writer import (
    LANE,
    ChatWriter,
    delivery_errors,
    is_gone,
    plain_text,
    topic_is_gone,
)
from handlers.delivery.sounds import is_silent
from handlers.delivery.topics import Topics
from handlers.ui.keyboards import Row, button, keyboard
from handlers.ui.screen import Screen
from handlers.ui.texts import Texts, escape

LONGEST_TEXT: Final = 4096  # UTF-16 units, Bot API sendMessage
LONGEST_CAPTION: Final = 1024  # UTF-16 units, Bot API sendPhoto and its like
_WITHOUT_CAPTION: Final = frozenset({WrittenKind.VIDEO_NOTE})


class SupportDelivery:
    """Delivers what `MessageKind` calls `SUPPORT`, `SUPPORT_ANSWER`, `TICKET`, `TICKET_CLOSED` and
    `DEAD_CODE`. Raises `bot.shop.outbox.delivery.DeliveryError`.
    """

    def __init__(
        self, bot: ExtBot[Any], writer: ChatWriter, message_data: MessageData, inbox: StaffInbox
    ) -> None:
        self._bot = bot
        self._writer = writer
        self._message_data = message_data
        self._inbox = inbox
        self._topics = Topics(bot, writer, message_data, inbox)

    async def deliver(self, texts: Texts, message: OutboxMessage) -> int | None:
        """Sends one; the id of the Telegram message that ends it."""
        deliver = {
            MessageKind.SUPPORT: self._for_staff,
            MessageKind.SUPPORT_ANSWER: self._answer,
            MessageKind.TICKET: self._ticket_news,
            MessageKind.TICKET_CLOSED: self._closed,
            MessageKind.DEAD_CODE: self._dead_code,
        }[message.kind]
        return await deliver(texts, message)

    async def _answer(self, texts: Texts, message: OutboxMessage) -> int:
        """The shop's answer, for a customer; the id of the Telegram message that ends it."""
        it = await self._message_data.support_message(message.payload["support_id"])
        head = texts.html(
            "support-message" if it.answers_id is None else "support-answer", shop=texts.shop_name
        )
        back = WriteToShop() if it.ticket_id is None else WriteBack(it.ticket_id)
        rows: list[Row] = [[button(texts.plain("button-write-back"), back)]]
        return await self._put(texts, message.chat_id, it, head, rows, silent=is_silent(message.kind))

    async def _for_staff(self, texts: Texts, message: OutboxMessage) -> int | None:
        """What a customer wrote, or a colleague answered, for one of the staff or for their group."""
        it = await self._message_data.support_message(message.payload["support_id"])
        ticket = None if it.ticket_id is None else await self._message_data.ticket(it.ticket_id)
        silent = bool(message.payload.get("silent"))
        in_group = message.chat_id < 0
        head = await self._head_for_staff(texts, it, ticket, in_group=in_group)
        rows: list[Row] = []
        if it.staff_id is None and ticket is not None:
            rows = tickets.message_rows(texts, ticket, in_group=in_group)
        elif ticket is not None and not in_group:
            rows = [[tickets.open_apart_button(texts, ticket)]]
        if not in_group:
            return await self._put(texts, message.chat_id, it, head, rows, silent=silent)
        if ticket is None:  # a picture of an album from before there were tickets: it has no topic
            await self._inbox.fall_back(message, why=None)
            return None
        put = partial(self._put_in_topic, texts, message.chat_id, it, head, rows, silent)
        return await self._topics.send(texts, message, ticket, put)

    async def _ticket_news(self, texts: Texts, message: OutboxMessage) -> int | None:
        """Who has taken or closed a ticket, for the group; or that one waits, for whoever answers."""
        payload = message.payload
        ticket, news = await self._message_data.ticket(payload["ticket_id"]), payload["news"]
        if news == "waits" and ticket.asked_at is None:
            return None  # it was answered while this was on its way
        if news != "waits" and ticket.topic_id is None:
            return None  # the group knows nothing of this ticket
        staff_id = payload["staff_id"]
        staff = "" if staff_id is None else await self._message_data.name_of(staff_id)
        in_group = message.chat_id < 0
        screen = tickets.news_screen(
            texts, ticket, news, staff=staff, minutes=payload.get("minutes", 0), in_group=in_group
        )
        silent = bool(payload.get("silent", news != "waits"))
        if not in_group:
            return await self._writer.send(message.chat_id, screen, silent=silent)

        async def put(topic: int) -> int:
            if news == "reopened":
                await self._topics.shut(message.chat_id, topic, closed=False)
            sent = await self._writer.send(message.chat_id, screen, silent=silent, topic=topic)
            if news == "closed":
                await self._topics.shut(message.chat_id, topic, closed=True)
            return sent

        return await self._topics.send(texts, message, ticket, put)

    async def _closed(self, texts: Texts, message: OutboxMessage) -> int:
        """That the shop holds a conversation to be over, for its customer. A reply opens it again."""
        ticket = await self._message_data.ticket(message.payload["ticket_id"])
        back = [button(texts.plain("button-not-solved"), WriteBack(ticket.id))]
        screen = Screen(texts.html("ticket-closed-for-you"), keyboard([back]))
        return await self._writer.send(message.chat_id, screen, silent=is_silent(message.kind))

    async def _dead_code(self, texts: Texts, message: OutboxMessage) -> int | None:
        """What the supplier's support needs, in one message to copy, with the customer's picture."""
        ticket_id = message.payload["ticket_id"]
        ticket = await self._message_data.ticket(ticket_id)
        code = await self._message_data.dead_code(ticket_id)
        text = tickets.supplier_text(texts, code)
        silent = is_silent(message.kind)
        way_on = None if message.chat_id < 0 else keyboard([[tickets.open_apart_button(texts, ticket)]])

        async def put(topic: int | None) -> int:
            if code.picture is None:
                screen = Screen(text, way_on)
                return await self._writer.send(message.chat_id, screen, silent=silent, topic=topic)
            form = {
                "photo": code.picture,
                "caption": text,
                "parse_mode": ParseMode.HTML,
                "reply_markup": way_on,
            }
            sent = await self._sent_file(WrittenKind.PHOTO, message.chat_id, form, silent=silent, topic=topic)
            if isinstance(sent, str):
                lost = f"{text}\n\n{texts.html('support-file-lost', why=sent)}"
                screen = Screen(lost, way_on)
                return await self._writer.send(message.chat_id, screen, silent=silent, topic=topic)
            return sent

        if message.chat_id > 0:
            return await put(None)
        return await self._topics.send(texts, message, ticket, put, only=message.payload["staff_id"])

    async def _head_for_staff(
        self, texts: Texts, it: SupportMessage, ticket: TicketView | None, *, in_group: bool
    ) -> str:
        name = await self._message_data.name_of(it.customer_id)
        if it.staff_id is not None:
            staff = await self._message_data.name_of(it.staff_id)
            return tickets.answer_head(texts, it, ticket, staff=staff, name=name)
        return tickets.message_head(texts, it, ticket, name=name, in_group=in_group)

    async def _put_in_topic(  # noqa: PLR0917 - given piece by piece
        self,
        texts: Texts,
        chat_id: int,
        it: SupportMessage,
        head: str,
        rows: list[Row],
        silent: bool,
        topic: int,
    ) -> int:
        return await self._put(texts, chat_id, it, head, rows, silent=silent, topic=topic)

    async def _put(
        self,
        texts: Texts,
        chat_id: int,
        it: SupportMessage,
        head: str,
        rows: list[Row],
        *,
        silent: bool = False,
        topic: int | None = None,
    ) -> int:
        """Sends it, and notes which Telegram messages show it; the id of the last one."""
        ids = await self._send(texts, chat_id, it, head, keyboard(rows), silent=silent, topic=topic)
        await self._message_data.support_shown(it.id, chat_id, ids)
        return ids[-1]

    async def _send(
        self,
        texts: Texts,
        chat_id: int,
        it: SupportMessage,
        head: str,
        buttons: InlineKeyboardMarkup | None,
        *,
        silent: bool,
        topic: int | None,
    ) -> list[int]:
        body = it.body or ""
        together = f"{head}\n\n{escape(body)}" if body else head
        longest = LONGEST_TEXT if it.file_id is None else LONGEST_CAPTION
        ids = []
        if it.kind in _WITHOUT_CAPTION or _length(plain_text(together)) > longest:
            ids.append(await self._writer.send(chat_id, Screen(head), silent=silent, topic=topic))
            together, silent = escape(body), True
        if it.file_id is not None and _length(body) > longest:
            # Whoever pays Telegram for it writes longer captions than a bot may send.
            ids.append(await self._writer.send(chat_id, Screen(together), silent=True, topic=topic))
            together = ""
        if it.file_id is None:
            screen = Screen(together, buttons)
            return [*ids, await self._writer.send(chat_id, screen, silent=silent, topic=topic)]
        form: dict[str, Any] = {it.kind.value: it.file_id, "reply_markup": buttons}
        if it.kind not in _WITHOUT_CAPTION and together:
            form |= {"caption": together, "parse_mode": ParseMode.HTML}
        sent = await self._sent_file(it.kind, chat_id, form, silent=silent, topic=topic)
        if isinstance(sent, int):
            return [*ids, sent]
        # The words come all the same, and that there was a file.
        text = f"{together or head}\n\n{texts.html('support-file-lost', why=sent)}"
        return [*ids, await self._writer.send(chat_id, Screen(text, buttons), silent=silent, topic=topic)]

    async def _sent_file(
        self,
        kind: WrittenKind,
        chat_id: int,
        form: dict[str, Any],
        *,
        silent: bool = False,
        topic: int | None = None,
    ) -> int | str:
        """The id of the Telegram message; or why Telegram does not take that file."""
        if topic is not None:
            form = {**form, "message_thread_id": topic}
        async with delivery_errors():
            try:
                sent = await self._writer.reach(chat_id, lambda chat: self._file(kind, chat, form, silent))
            except BadRequest as error:
                if is_gone(error) or topic_is_gone(error):
                    raise
                return str(error)
            return sent.message_id

    async def _file(self, kind: WrittenKind, chat_id: int, form: dict[str, Any], silent: bool) -> Message:
        send = getattr(self._bot, f"send_{kind}")
        sent: Message = await send(chat_id=chat_id, disable_notification=silent, rate_limit_args=LANE, **form)
        return sent


def _length(text: str) -> int:
    """In the units that Telegram counts."""
    return len(text.encode("utf-16-le")) // 2
