"""The settings as they are now: what owners set in the chat over what stands in the environment.

`LiveSettings.now` is one whole, checked state of them. A service asks for it at the moment of use and keeps
no copy. It is read again when somebody changes a setting, here or in another process; a word of that takes
a moment, so where money depends on a setting the transaction asks `still_hold`, as it does of the rules.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Generic, Protocol, TypeVar

import structlog
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.clock import Clock
from bot.languages import LANGUAGES
from bot.shop.chat_settings.setting_list import SettingList
from bot.shop.errors import BadSettingError
from bot.shop.readable import readable
from storage.database import Database
from storage.house import chat_settings, staff
from storage.house.chat_settings import ChatSettingRow

log = structlog.get_logger(__name__)

S = TypeVar("S")
S_co = TypeVar("S_co", covariant=True)

OWN_TEXTS: Mapping[str, int] = {"greeting": 1000, "terms": 3000, "privacy": 2000, "closed": 120}
"""What the merchant may say in words of their own, in each language, and how long at most: below the welcome,
as the terms, and outside the opening hours. The last one has to fit a toast together with when it opens.
"""


class Live(Protocol[S_co]):
    """Settings of which somebody wants to know what they are now."""

    @property
    def now(self) -> S_co:
        """All of them, as this process knows them."""
        ...


class LiveEdition(Live[S_co], Protocol[S_co]):
    """The same, for where money depends on them: a transaction can ask whether they still hold."""

    @property
    def edition(self) -> str:
        """Which edition `now` is."""
        ...

    async def refresh(self) -> None:
        """Reads them anew where something has changed since."""
        ...

    async def still_hold(self, conn: AsyncConnection, edition: str) -> bool:
        """Whether that edition holds at the moment of the caller's transaction."""
        ...

    async def as_of(self, conn: AsyncConnection) -> S_co:
        """All of them at the moment of the caller's transaction."""
        ...


class Fixed(Generic[S]):
    """Settings that nobody changes."""

    def __init__(self, now: S) -> None:
        self.now = now


@dataclass(frozen=True, slots=True)
class SetInChat:
    """One setting that somebody set in the chat, as they would have written it in `.env`."""

    key: str
    value: str
    staff_id: int
    staff_name: str
    at: datetime


class LiveSettings(Generic[S]):
    """Keeps them at hand, and changes them. `merge` makes settings of the environment's and of what was set,
    by the same rules as the environment's; it raises `BadSettingError`. `listed`: what is changed in
    the chat.
    """

    def __init__(
        self,
        db: Database,
        clock: Clock,
        *,
        base: S,
        merge: Callable[[S, Mapping[str, str]], S],
        listed: SettingList,
    ) -> None:
        self._db = db
        self._clock = clock
        self.base = base
        """What stands in the environment."""
        self.listed = listed
        self._merge = merge
        self._now = base
        self._set: Mapping[str, SetInChat] = {}
        self._left_out: frozenset[str] = frozenset()
        self._edition = ""
        self._news = 1
        self._read = 0
        db.wake_ups.on_change(chat_settings.CHANGED, lambda _: self.forget())

    @property
    def now(self) -> S:
        """All of them, as this process knows them."""
        return self._now

    @property
    def edition(self) -> str:
        """Which edition that is, for `still_hold`."""
        return self._edition

    @property
    def set_in_chat(self) -> Mapping[str, SetInChat]:
        """What was set in the chat and holds."""
        return self._set

    def own_text(self, kind: str, language: str) -> str | None:
        """The merchant's own words of that kind (`OWN_TEXTS`) in a language; None: the shop's usual ones."""
        found = self._set.get(f"{kind}.{language}")
        return None if found is None else found.value

    async def refresh(self) -> None:
        """Reads them anew where something has changed since, or nothing was read yet."""
        while (news := self._news) != self._read:
            async with self._db.read() as conn:
                rows, edition = await chat_settings.all_set(conn), await chat_settings.edition(conn)
            if news == self._news:  # nobody changed one since we read
                self._take(rows, edition)
                self._read = news

    async def look_again(self) -> None:
        """Reads them anew, in case that no word of a change came."""
        self.forget()
        await self.refresh()

    def forget(self) -> None:
        """What is at hand is out of date."""
        self._news += 1

    async def still_hold(self, conn: AsyncConnection, edition: str) -> bool:
        """Whether that edition holds at the moment of the caller's transaction. If not, `refresh` reads
        anew.
        """
        if edition == await chat_settings.edition(conn):
            return True
        self.forget()
        return False

    async def as_of(self, conn: AsyncConnection) -> S:
        """All of them at the moment of the caller's transaction."""
        if await self.still_hold(conn, self._edition):
            return self._now
        values = {row.key: row.value for row in await chat_settings.all_set(conn)}
        return fitting(self.base, values, self._merge)[0]

    async def set(self, staff_id: int, key: str, value: str | None) -> None:
        """Sets one from now on, in all processes; None: what stands in the environment holds again.

        Raises `BadSettingError` for a value that it cannot have; nothing changed then.
        """
        now = self._clock.now()
        async with self._db.write() as conn:
            before = {row.key: row.value for row in await chat_settings.all_set(conn)}
            after = {
                name: text for name, text in before.items() if name != key and name not in self._left_out
            }
            if value is not None:
                after[key] = value = self._own(key, value) if is_own_text(key) else value
            self._merge(self.base, settings_of(after))
            if value is None:
                await chat_settings.remove(conn, key, at=now)
            else:
                await chat_settings.put(conn, key, value, staff_id=staff_id, at=now)
            detail = f"{_shown(before.get(key))} → {_shown(value)}"
            await staff.log(
                conn, staff_id=staff_id, action="setting", subject=f"setting:{key}", at=now, detail=detail
            )
        await self.refresh()

    @staticmethod
    def _own(key: str, value: str) -> str:
        """Words as they are kept: line by line what can be seen."""
        kind, _, language = key.partition(".")
        longest = OWN_TEXTS.get(kind)
        text = "\n".join(readable(line, len(line) + 1) for line in value.strip().splitlines())
        if longest is None or language not in LANGUAGES or not text.strip() or len(text) > longest:
            raise BadSettingError(key)
        return text

    def _take(self, rows: list[ChatSettingRow], edition: str) -> None:
        found = {row.key: row for row in rows}
        self._now, self._left_out = fitting(self.base, {row.key: row.value for row in rows}, self._merge)
        for key in self._left_out:
            log.warning(
                "a setting from the chat does not hold: it does not go with the environment's", key=key
            )
        self._set = {
            key: SetInChat(key, row.value, row.staff_id, row.staff_name or str(row.staff_id), row.set_at)
            for key, row in found.items()
            if key not in self._left_out
        }
        self._edition = edition


def is_own_text(key: str) -> bool:
    """Whether that is no setting but words of the merchant's own, `greeting.ar`."""
    return "." in key


def settings_of(values: Mapping[str, str]) -> dict[str, str]:
    """Those that are settings."""
    return {key: value for key, value in values.items() if not is_own_text(key)}


def fitting(
    base: S, values: Mapping[str, str], merge: Callable[[S, Mapping[str, str]], S]
) -> tuple[S, frozenset[str]]:
    """The settings with what was set, and what of it had to be left out: since it was set the environment has
    changed, or the version of the shop. One bad value takes no other with it.
    """
    wanted = settings_of(values)
    try:
        return merge(base, wanted), frozenset()
    except BadSettingError:
        now, taken = base, dict[str, str]()
        for key, value in wanted.items():
            try:
                now = merge(base, taken | {key: value})
                taken[key] = value
            except BadSettingError:
                continue
        return now, frozenset(wanted.keys() - taken.keys())


def _shown(value: str | None) -> str:
    return "–" if value is None else value
