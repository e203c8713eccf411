"""Carries messages to many to Telegram, in the lane behind all answers.

Implements `bot.shop.broadcasts.delivery.BroadcastDelivery`.
"""

from collections.abc import Callable
from typing import Any, Final

import structlog
from telegram.error import TelegramError
from telegram.ext import ExtBot

from bot.shop.broadcasts.delivery import NotSentError
from bot.shop.broadcasts.views import Broadcast
from bot.shop.outbox.delivery import DeliveryError
from handlers.admin.broadcasts.message import put_into
from handlers.admin.broadcasts.screens import progress_screen
from handlers.delivery.chat_writer import ChatWriter, delivery_errors
from handlers.ui.context import AnyApplication, ShopData

log = structlog.get_logger(__name__)

_LANE: Final = "bulk"  # the rate limiter's word for "behind the answers"


class BroadcastWriter:
    """One for the shop. `is_unreached` knows the errors after which nothing can have arrived."""

    def __init__(self, application: AnyApplication, *, is_unreached: Callable[[TelegramError], bool]) -> None:
        data: ShopData = application.bot_data
        self._bot: ExtBot[Any] = application.bot
        self._writer = ChatWriter(self._bot)
        self._texts = data.texts
        self._customers = data.services.customers
        self._is_unreached = is_unreached

    async def send(self, broadcast: Broadcast, person_id: int, language: str) -> None:
        """Sends it to one person, once. Raises `bot.shop.outbox.delivery.DeliveryError`."""
        async with delivery_errors():
            try:
                await put_into(self._bot, person_id, self._texts[language], broadcast, lane=_LANE)
            except TelegramError as error:
                if self._is_unreached(error):
                    raise NotSentError(type(error).__name__) from error
                raise

    async def show(self, broadcast: Broadcast) -> None:
        """Edits the message that says how far it is."""
        if broadcast.message_id is None:
            return
        reader = await self._customers.get(broadcast.staff_id)
        screen = progress_screen(self._texts[reader.language], broadcast)
        try:
            await self._writer.edit(broadcast.staff_id, broadcast.message_id, screen)
        except DeliveryError as error:
            log.info("broadcast_progress_not_said", broadcast=broadcast.id, why=str(error))
