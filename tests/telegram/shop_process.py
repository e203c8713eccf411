"""The smallest shop there is, as a process of its own: answers every message with the number of its
update.
"""

import asyncio
import contextlib
import logging
import signal
import sys

from telegram import Update
from telegram.ext import CallbackContext, TypeHandler

from bot.clock import SystemClock
from bot.telegram.application import build_application
from bot.telegram.conversations import ConversationStore
from bot.telegram.incoming.intake import Intake
from bot.telegram.incoming.update_processor import PerPersonProcessor
from bot.telegram.lease import AlreadyRunning, Lease
from bot.telegram.rate_limiter import RateLimiter
from storage import migrations
from storage.database import Database
from storage.engines import sqlite_path
from tests.telegram.bot_api import TOKEN


async def answer(update: Update, context: CallbackContext) -> None:
    await context.bot.send_message(update.effective_user.id, str(update.update_id), read_timeout=60)


async def main(api_url: str, database_url: str) -> None:
    stop = asyncio.Event()
    for name in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(name, stop.set)
    await migrations.upgrade(database_url)
    clock = SystemClock()
    db = Database.open(database_url)
    application = build_application(
        token=TOKEN,
        api_url=api_url,
        processor=PerPersonProcessor(),
        limiter=RateLimiter(clock),
        persistence=ConversationStore(db),
    )
    application.add_handler(TypeHandler(Update, answer))
    intake = Intake(application, db, clock)
    await intake.connect(stop)
    await intake.replay()
    await intake.run_polling(stop)
    await intake.drain(1)
    await application.shutdown()
    await db.close()


if __name__ == "__main__":
    logging.basicConfig()
    try:
        with Lease(sqlite_path(sys.argv[2])), contextlib.suppress(KeyboardInterrupt):
            asyncio.run(main(*sys.argv[1:]))
    except AlreadyRunning as taken:
        sys.exit(str(taken))
