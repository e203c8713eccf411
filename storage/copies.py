"""What a process keeps of the database in memory for its screens: read once, until somebody changes it."""

from collections import OrderedDict
from collections.abc import Awaitable, Callable
from typing import Final, Generic, TypeVar

from sqlalchemy.ext.asyncio import AsyncConnection

from storage.database import Database

_MOST: Final = 10_000

V = TypeVar("V")


class Copies(Generic[V]):
    """One value for each number, such as a customer's; the least used are given up first.

    What changes one notes it with `storage.wakeups.note_change`, under one of the names in `changed` and with
    that number. A word of another process's change takes a moment, or may be lost: where money would depend
    on a copy, ask the database.
    """

    def __init__(
        self,
        db: Database,
        *changed: str,
        read: Callable[[AsyncConnection, int], Awaitable[V]],
        most: int = _MOST,
    ) -> None:
        self._db = db
        self._read = read
        self._most = most
        self._kept: OrderedDict[int, V] = OrderedDict()
        self._news = 0
        for name in changed:
            db.wake_ups.on_change(name, self._forget)

    async def of(self, number: int) -> V:
        """The value of that number; opens a connection where it is not at hand."""
        if number in self._kept:
            self._kept.move_to_end(number)
            return self._kept[number]
        news = self._news
        async with self._db.read() as conn:
            value = await self._read(conn, number)
        if news == self._news:  # else it may have changed since it was read
            self._kept[number] = value
            if len(self._kept) > self._most:
                self._kept.popitem(last=False)
        return value

    def _forget(self, which: str | None) -> None:
        self._news += 1
        if which:
            self._kept.pop(int(which), None)
        else:
            self._kept.clear()
