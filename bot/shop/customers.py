"""The people who talk to the shop: who they are, and which language they read."""

from collections import OrderedDict
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final, Protocol

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.clock import Clock
from bot.shop.chat_settings.live_settings import Live
from bot.shop.errors import NotFoundError
from bot.shop.readable import readable
from storage.chat import customers, messages
from storage.chat.customers import CustomerRow
from storage.database import Database
from storage.folding import words_of
from storage.house import outliving

_CACHED = 10_000
_LONGEST_NUMBER = 16  # digits of a Telegram user id, and more
_SEEN_EXACTLY = timedelta(hours=1)
"""When somebody was last here is written no more often."""
NOBODY: Final = 0
"""The customer of orders whose customer nobody knows any more. No Telegram user has this number, and nobody
is told anything there.
"""


@dataclass(frozen=True, slots=True)
class Customer:
    """A person; `language` is the one to answer in: their own choice, else Telegram's, else the shop's.

    `seen_at` is exact within the hour. `day_limit`: so many cards a day may they buy, whatever the shop's
    rules say.
    """

    id: int
    first_name: str
    username: str | None
    language: str
    created_at: datetime
    blocked: bool
    seen_at: datetime | None = None
    ban: "Ban | None" = None
    day_limit: int | None = None
    wants_broadcasts: bool = True


@dataclass(frozen=True, slots=True)
class Ban:
    """Somebody is not served any more, since when, by whom of the staff, and why."""

    at: datetime
    by: int
    reason: str


MADE_UP_FROM: Final = 2**51
"""From this number on, numbers are made up for customers who were erased. Telegram's users are billions, and
nobody is told anything under such a number.
"""


def is_made_up(customer_id: int) -> bool:
    """Whether this is no person's number any more."""
    return customer_id >= MADE_UP_FROM


class LanguageSettings(Protocol):
    """What this module asks of the settings."""

    @property
    def default_language(self) -> str: ...
    @property
    def offered_languages(self) -> Sequence[str]: ...


class Customers:
    """Keeps the last few thousand people at hand, because every update asks who sent it.

    Whom another process has news of is read anew. `marks_of`: by what somebody is recognised who was erased
    (`bot.shop.vault.Vault.marks_of`).
    """

    def __init__(
        self,
        db: Database,
        clock: Clock,
        settings: Live[LanguageSettings],
        *,
        marks_of: Callable[[int], Sequence[str]],
    ) -> None:
        self._db = db
        self._clock = clock
        self._settings = settings
        self._marks_of = marks_of
        self._rows: OrderedDict[int, CustomerRow] = OrderedDict()
        self._gone: set[int] = set()
        self._news = 0
        db.wake_ups.on_change(customers.CHANGED, self._forget)

    @property
    def default_language(self) -> str:
        """The language of those of whom nothing else is known."""
        return self._settings.now.default_language

    async def seen(
        self, user_id: int, *, first_name: str, username: str | None, telegram_language: str | None
    ) -> Customer:
        """Somebody is here: known from now on, and what was parked for them is sent. Writes only when there
        is news.
        """
        row, news = self._rows.get(user_id), self._news
        if row is None:
            async with self._db.read() as conn:
                row = await customers.get(conn, user_id)
        first_name = readable(first_name) or str(user_id)
        told = (first_name, username, telegram_language, None)
        known = row and (row.first_name, row.username, row.telegram_language, row.blocked_at)
        # `_gone` because the row may have been read just before they left.
        if row is None or known != told or user_id in self._gone:
            now = self._clock.now()
            is_new = row is None
            async with self._db.write() as conn:
                row = await customers.save(
                    conn,
                    user_id,
                    first_name=first_name,
                    username=username,
                    telegram_language=telegram_language,
                    now=now,
                )
                if is_new:
                    limit = await outliving.given_back(conn, user_id, self._marks_of(user_id))
                    row = row if limit is None else replace(row, day_limit=limit)
                await messages.unpark(conn, user_id, now)
            self._gone.discard(user_id)
        else:
            if row.seen_at is None or self._clock.passed(row.seen_at) >= _SEEN_EXACTLY:
                now = self._clock.now()
                async with self._db.write() as conn:
                    await customers.set_seen(conn, user_id, now)
                row = replace(row, seen_at=now)
            if news != self._news:
                return self._customer(row)  # perhaps of this person: read anew the next time
        return self._customer(self._keep(row))

    async def get(self, user_id: int) -> Customer:
        """A known person. Raises `NotFoundError`."""
        customer = self.at_hand(user_id)
        if customer is None:
            async with self._db.read() as conn:
                customer = await self.find(conn, user_id)
        if customer is None:
            raise NotFoundError
        return customer

    async def find(self, conn: AsyncConnection, user_id: int) -> Customer | None:
        """As `get`, within a reader that the caller has; None for a stranger."""
        row = self._rows.get(user_id) or await customers.get(conn, user_id)
        return None if row is None else self._customer(row)

    async def find_all(self, conn: AsyncConnection, user_ids: Collection[int]) -> dict[int, Customer]:
        """Those of these people whom the shop knows, within a reader that the caller has."""
        rows = {user_id: row for user_id in user_ids if (row := self._rows.get(user_id)) is not None}
        rows |= await customers.of_ids(conn, set(user_ids) - rows.keys())
        return {user_id: self._customer(row) for user_id, row in rows.items()}

    async def names_of(self, conn: AsyncConnection, user_ids: Collection[int]) -> dict[int, str]:
        """What these people are called; the number of each who never wrote."""
        known = await self.find_all(conn, user_ids)
        return {
            user_id: known[user_id].first_name if user_id in known else str(user_id) for user_id in user_ids
        }

    async def search(self, text: str, *, most: int) -> list[Customer]:
        """People whom the text may mean: by number, by @username (the one who is called exactly so, if there
        is one), else by words of their name or how such a word begins. Without any word: those who came last.
        """
        words = words_of(text)
        async with self._db.read() as conn:
            if not words:
                rows = await customers.newest(conn, limit=most)
            else:
                number = int(text) if text.strip().isdecimal() and len(text) < _LONGEST_NUMBER else None
                known = None if number is None else await customers.get(conn, number)
                rows = await customers.with_words(conn, words, limit=most) if known is None else [known]
        if text.strip().startswith("@"):
            called = text.strip().removeprefix("@").casefold()
            rows = [row for row in rows if (row.username or "").casefold() == called] or rows
        return [self._customer(row) for row in rows if row.id != NOBODY]

    async def newest(self, *, most: int, behind: int | None = None) -> list[Customer]:
        """Who came last; `behind`: of those who came before that person."""
        async with self._db.read() as conn:
            last = None if behind is None else await customers.get(conn, behind)
            before = None if last is None else (last.created_at, last.id)
            rows = await customers.newest(conn, limit=most, before=before)
        return [self._customer(row) for row in rows if row.id != NOBODY]

    async def with_receipt_number(self, number: str, *, most: int) -> list[Customer]:
        """Who sent a receipt of a transfer with that number, as receipts keep it."""
        async with self._db.read() as conn:
            rows = await customers.with_receipt_number(conn, number, limit=most)
        return [self._customer(row) for row in rows]

    async def name_of(self, user_id: int) -> str:
        """What somebody is called; the number of one who never wrote."""
        try:
            return (await self.get(user_id)).first_name
        except NotFoundError:
            return str(user_id)

    async def choose_broadcasts(self, user_id: int, *, wanted: bool) -> Customer:
        """Whether they want messages to many from now on. Raises `NotFoundError` for a stranger."""
        async with self._db.write() as conn:
            row = await customers.set_broadcasts(conn, user_id, None if wanted else self._clock.now())
        if row is None:
            raise NotFoundError
        return self._customer(self._keep(row))

    def at_hand(self, user_id: int) -> Customer | None:
        """Somebody who was here lately, from memory alone."""
        row = self._rows.get(user_id)
        return None if row is None else self._customer(row)

    async def choose_language(self, user_id: int, language: str) -> Customer:
        """Their own choice from now on. Raises `NotFoundError` for a stranger and ValueError for a language
        that the shop does not offer.
        """
        if language not in self._settings.now.offered_languages:
            raise ValueError(f"no texts in {language!r}")
        async with self._db.write() as conn:
            row = await customers.set_language(conn, user_id, language)
        if row is None:
            raise NotFoundError
        return self._customer(self._keep(row))

    async def left(self, user_id: int) -> None:
        """They block the bot: what waits for them is kept until they come back."""
        async with self._db.write() as conn:
            await customers.set_blocked(conn, user_id, self._clock.now())
            await messages.park(conn, user_id)
        self._rows.pop(user_id, None)
        self._gone.add(user_id)

    def _forget(self, user_id: str | None) -> None:
        self._news += 1
        if user_id is None:
            self._rows.clear()
        else:
            self._rows.pop(int(user_id), None)

    def _keep(self, row: CustomerRow) -> CustomerRow:
        self._rows[row.id] = row
        self._rows.move_to_end(row.id)
        if len(self._rows) > _CACHED:
            self._rows.popitem(last=False)
        return row

    def _customer(self, row: CustomerRow) -> Customer:
        name = readable(row.first_name) or str(row.id)
        ban = None
        if row.banned_at is not None and row.banned_by is not None:
            ban = Ban(row.banned_at, row.banned_by, row.ban_reason or "")
        return Customer(
            row.id,
            name,
            row.username,
            self.language_of(row.language, row.telegram_language),
            row.created_at,
            blocked=row.blocked_at is not None,
            seen_at=row.seen_at,
            ban=ban,
            day_limit=row.day_limit,
            wants_broadcasts=row.no_broadcasts_at is None,
        )

    def language_of(self, chosen: str | None, telegram_language: str | None) -> str:
        """The language to answer in, of somebody who chose that and of whom Telegram says that."""
        telegram = (telegram_language or "").split("-")[0].lower()
        offered = self._settings.now.offered_languages
        # Their own choice stays written down: it holds again when the language is offered again.
        return next((one for one in (chosen, telegram) if one in offered), None) or self.default_language
