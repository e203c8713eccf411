"""The bot to compare with: plain PTB with its default transport, 32 updates at once, storing nothing."""

import logging
import sys

from telegram import InlineKeyboardButton, InlineKeyboardMarkup, Update
from telegram.ext import Application, CallbackQueryHandler, CommandHandler, ContextTypes

KEYBOARD = InlineKeyboardMarkup(
    [[InlineKeyboardButton(f"Button {n}", callback_data=f"shop:{n}")] for n in range(5)]
)
WELCOME = "<b>Welcome</b>\n\nGift cards for games, apps and shops, bought for you at once and delivered here."
SHELVES = "<b>What are you looking for?</b>"


async def start(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    await context.bot.send_message(
        chat_id=update.effective_chat.id, text=WELCOME, parse_mode="HTML", reply_markup=KEYBOARD
    )


async def press(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    query = update.callback_query
    await query.answer()
    await query.edit_message_text(text=SHELVES, parse_mode="HTML", reply_markup=KEYBOARD)


def main() -> None:
    logging.getLogger("httpx").setLevel(logging.WARNING)
    base = f"{sys.argv[1]}/bot"
    application = Application.builder().token("700000001:BARE").base_url(base).concurrent_updates(32).build()
    application.add_handler(CommandHandler("start", start))
    application.add_handler(CallbackQueryHandler(press))
    application.run_polling(timeout=10)


if __name__ == "__main__":
    main()
