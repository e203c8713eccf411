"""Carries messages between customers and the shop: with who
wrote it above it, in as many Telegram messages as it needs.

Which Telegram messages show it is noted, so that whoever replies to one of them is understood.
"""

from typing import Any, Final

from telegram import InlineKeyboardMarkup, Message
from telegram.constants import ParseMode
from telegram.error import BadRequest
from telegram.ext import ExtBot

from bot.shop.message_data import MessageData
from bot.shop.outbox.delivery import OutboxMessage
from bot.shop.outbox.messages import MessageKind
from bot.shop.support.messages import SupportMessage, WrittenKind
from handlers.customer.support.callbacks import WriteToShop
from handlers.delivery.chat_writer import LANE, ChatWriter, delivery_errors, is_gone, plain_text
from handlers.ui.keyboards import button, keyboard
from handlers.ui.screen import Screen
from handlers.ui.texts import Code, Texts, escape

LONGEST_TEXT: Final = 4096  # UTF-16 units, Bot API sendMessage
LONGEST_CAPTION: Final = 1024  # UTF-16 units, Bot API sendPhoto and its like
_WITHOUT_CAPTION: Final = frozenset({WrittenKind.VIDEO_NOTE})


class SupportDelivery:
    """Delivers `MessageKind.SUPPORT` and `SUPPORT_ANSWER`.
    Raises `bot.shop.outbox.delivery.DeliveryError`.
    """

    def __init__(self, bot: ExtBot[Any], writer: ChatWriter, message_data: MessageData) -> None:
        self._bot = bot
        self._writer = writer
        self._message_data = message_data

    async def deliver(self, texts: Texts, message: OutboxMessage) -> int:
        """Sends one; the id of the Telegram message that ends it."""
        it = await self._message_data.support_message(message.payload["support_id"])
        if message.kind is MessageKind.SUPPORT_ANSWER:
            head = texts.html("support-answer", shop=texts.shop_name)
            rows = [[button(texts.plain("button-write-back"), WriteToShop())]]
        else:
            head = await self._head_for_staff(texts, it)
            rows = []
        silent = bool(message.payload.get("silent"))
        ids = await self._send(texts, message.chat_id, it, head, keyboard(rows), silent=silent)
        await self._message_data.support_shown(it.id, message.chat_id, ids)
        return ids[-1]

    async def _head_for_staff(self, texts: Texts, it: SupportMessage) -> str:
        name = await self._message_data.name_of(it.customer_id)
        if it.staff_id is None:
            return texts.html("support-from", name=name, customer=Code(it.customer_id))
        staff = await self._message_data.name_of(it.staff_id)
        return texts.html("support-answer-by", staff=staff, name=name, customer=Code(it.customer_id))

    async def _send(
        self,
        texts: Texts,
        chat_id: int,
        it: SupportMessage,
        head: str,
        buttons: InlineKeyboardMarkup | None,
        *,
        silent: bool,
    ) -> list[int]:
        body = it.body or ""
        together = f"{head}\n\n{escape(body)}" if body else head
        longest = LONGEST_TEXT if it.file_id is None else LONGEST_CAPTION
        ids = []
        if it.kind in _WITHOUT_CAPTION or _length(plain_text(together)) > longest:
            ids.append(await self._writer.send(chat_id, Screen(head), silent=silent))
            together, silent = escape(body), True
        if it.file_id is None:
            screen = Screen(together, buttons)
            return [*ids, await self._writer.send(chat_id, screen, silent=silent)]
        form: dict[str, Any] = {it.kind.value: it.file_id, "reply_markup": buttons}
        if it.kind not in _WITHOUT_CAPTION and together:
            form |= {"caption": together, "parse_mode": ParseMode.HTML}
        async with delivery_errors():
            try:
                sent = await self._writer.reach(chat_id, lambda chat: self._file(it.kind, chat, form, silent))
            except BadRequest as error:
                if is_gone(error):
                    raise
                why = str(error)
            else:
                return [*ids, sent.message_id]
        # The words come all the same, and that there was a file.
        text = f"{together or head}\n\n{texts.html('support-file-lost', why=why)}"
        return [*ids, await self._writer.send(chat_id, Screen(text, buttons), silent=silent)]

    async def _file(self, kind: WrittenKind, chat_id: int, form: dict[str, Any], silent: bool) -> Message:
        send = getattr(self._bot, f"send_{kind}")
        sent: Message = await send(
            chat_id=chat_id, disable_notification=silent or None, rate_limit_args=LANE, **form
        )
        return sent


def _length(text: str) -> int:
    """In the units that Telegram counts."""
    return len(text.encode("utf-16-le")) // 2
