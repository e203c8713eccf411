"""Answers that Telegram did not take at once: they wait with all other messages, so that nobody who wrote to
the shop is left without one.
"""

from typing import Any

from bot.clock import Clock
from bot.shop.outbox.messages import MessageKind, tell
from storage.database import Database


class LateAnswers:
    """Keeps answers until they can be sent."""

    def __init__(self, db: Database, clock: Clock) -> None:
        self._db = db
        self._clock = clock

    async def keep(
        self, chat_id: int, text: str, keyboard: dict[str, Any] | None, /, *, key: str, for_staff: bool
    ) -> None:
        """Keeps a screen as it was made; `key` makes it one message however often that runs. What is
        `for_staff` is not sent to somebody who works here no more by then.
        """
        async with self._db.write() as conn:
            await tell(
                conn,
                key=f"answer:{chat_id}:{key}",
                chat_id=chat_id,
                kind=MessageKind.ANSWER,
                payload={"text": text, "keyboard": keyboard, "staff": for_staff},
                now=self._clock.now(),
            )
