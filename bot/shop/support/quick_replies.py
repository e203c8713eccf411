"""Answers that staff keep ready: a name for them, a text in each language for the customer."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.clock import Clock
from bot.languages import LANGUAGES
from bot.shop.errors import NotFoundError, TooManyRepliesError
from storage.chat import quick_replies
from storage.chat.quick_replies import QuickReplyRow
from storage.database import Database
from storage.house import staff

MOST_REPLIES: Final = 40
"""A list that a person still looks through, and that fits a keyboard."""
LONGEST_NAME: Final = 40
LONGEST_BODY: Final = 2000


@dataclass(frozen=True, slots=True)
class QuickReply:
    """One answer. `id` is that of one of its texts: it stands for the answer in a button."""

    id: int
    name: str
    texts: Mapping[str, str]

    def in_language(self, language: str) -> tuple[str, str]:
        """(language, text): in that language, else in the first of the shop's that it has."""
        spoken = language if language in self.texts else next(one for one in LANGUAGES if one in self.texts)
        return spoken, self.texts[spoken]


class QuickReplies:
    """The shop's answers; whoever answers tickets keeps them."""

    def __init__(self, db: Database, clock: Clock) -> None:
        self._db = db
        self._clock = clock

    async def all(self) -> tuple[QuickReply, ...]:
        """All of them by name."""
        async with self._db.read() as conn:
            rows = await quick_replies.all_of_them(conn)
        return tuple(_reply(list(group)) for _, group in groupby(rows, key=lambda row: row.name))

    async def get(self, reply_id: int) -> QuickReply:
        """One of them. Raises `NotFoundError`."""
        async with self._db.read() as conn:
            return await self._get(conn, reply_id)

    async def save(self, staff_id: int, name: str, language: str, body: str) -> QuickReply:
        """Writes an answer's text in one language. The name is one line of `LONGEST_NAME` characters at most,
        the text has at most `LONGEST_BODY`: callers see to that.

        Raises:
            TooManyRepliesError: there are `MOST_REPLIES` already.
        """
        async with self._db.write() as conn:
            if not await quick_replies.named(conn, name) and await quick_replies.count(conn) >= MOST_REPLIES:
                raise TooManyRepliesError(MOST_REPLIES)
            now = self._clock.now()
            saved = await quick_replies.save(
                conn, name=name, language=language, body=body, staff_id=staff_id, at=now
            )
            await staff.log(
                conn, staff_id=staff_id, action="save_reply", subject=f"reply:{name}", at=now, detail=language
            )
            return await self._get(conn, saved.id)

    async def remove(self, staff_id: int, reply_id: int) -> str:
        """Forgets an answer; its name. Raises `NotFoundError`."""
        async with self._db.write() as conn:
            reply = await self._get(conn, reply_id)
            await quick_replies.remove(conn, reply.name)
            await staff.log(
                conn,
                staff_id=staff_id,
                action="remove_reply",
                subject=f"reply:{reply.name}",
                at=self._clock.now(),
            )
        return reply.name

    @staticmethod
    async def _get(conn: AsyncConnection, reply_id: int) -> QuickReply:
        row = await quick_replies.get(conn, reply_id)
        if row is None:
            raise NotFoundError
        return _reply(await quick_replies.named(conn, row.name))


def _reply(rows: list[QuickReplyRow]) -> QuickReply:
    texts = {row.language: row.body for row in rows if row.language in LANGUAGES}
    return QuickReply(min(row.id for row in rows), rows[0].name, texts)
