"""A message to many on its way into one chat: to its writer first, then to its readers."""

from typing import Any

from telegram.constants import ParseMode
from telegram.ext import ExtBot

from bot.shop.broadcasts.views import Broadcast
from handlers.admin.broadcasts.screens import message_screen
from handlers.ui.texts import Texts


async def put_into(
    bot: ExtBot[Any], chat_id: int, texts: Texts, broadcast: Broadcast, *, lane: Any = None
) -> None:
    """Sends it, in the rate limiter's lane. Raises what PTB raises."""
    screen = message_screen(texts, broadcast)
    form: dict[str, Any] = {
        "chat_id": chat_id,
        "parse_mode": ParseMode.HTML,
        "reply_markup": screen.keyboard,
        "disable_notification": True,  # nobody has asked for it
        "rate_limit_args": lane,
    }
    if broadcast.photo_id is not None:
        await bot.send_photo(photo=broadcast.photo_id, caption=screen.text, **form)
    else:
        await bot.send_message(text=screen.text, **form)
