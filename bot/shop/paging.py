"""Long lists, a screen at a time."""

import re
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Final, Protocol, Self, TypeVar

from storage.rows import MOST_COUNTED, Edge

PAGE_SIZE = 8
"""Lines that fit on a phone without scrolling."""
MOST_PAGES = MOST_COUNTED // PAGE_SIZE
_BEHIND, _BEFORE = "behind", "before"
_CURSOR: Final = re.compile(
    rf"(0|[1-9][0-9]{{0,15}})(?:\.({_BEHIND}|{_BEFORE})\.([1-9][0-9]{{0,15}}))?", re.ASCII
)


class _Numbered(Protocol):
    @property
    def id(self) -> int: ...


R = TypeVar("R")
N = TypeVar("N", bound=_Numbered)


@dataclass(frozen=True, slots=True)
class Cursor:
    """Where a page of a list is that grows with the years, newest first: from the row behind `edge` on, or up
    to the row before it; without one it is the first. `page` counts from 1, for people.

    A row that its page begins behind is sought out by an index, so the hundredth page costs what the first
    does. To skip rows, or to count them, the database goes through each of them.
    """

    page: int = 1
    edge: Edge | None = None

    def __str__(self) -> str:
        """As a button has it: `3.behind.1234`."""
        if self.edge is None:
            return str(self.page)
        return f"{self.page}.{_BEFORE if self.edge.newer else _BEHIND}.{self.edge.id}"

    @classmethod
    def read(cls, text: str) -> Self:
        """From a button. Raises ValueError for what none has."""
        found = _CURSOR.fullmatch(text)
        if found is None:
            raise ValueError(text)
        page, side, id_ = found.groups()
        return cls(int(page), None if id_ is None else Edge(int(id_), newer=side == _BEFORE))


@dataclass(frozen=True, slots=True)
class Turns:
    """Which page of a list this is, and where the pages beside it are; None: there is none."""

    page: int = 1
    newer: Cursor | None = None
    older: Cursor | None = None


FIRST: Final = Cursor()


async def turned(
    read: Callable[[Edge | None, int], Awaitable[Sequence[N]]], cursor: Cursor
) -> tuple[Sequence[N], Turns]:
    """A page of what `read(edge, limit)` hands up, newest first, and the ways on from there. A page that is
    no longer there is the first.
    """
    edge, page = cursor.edge, max(1, cursor.page)
    if edge is None or page == 1:
        edge, page = None, 1
    rows = await read(edge, PAGE_SIZE + 1)
    if edge is not None and edge.newer:
        rows, has_older = rows[-PAGE_SIZE:], True
        is_there = len(rows) == PAGE_SIZE
    else:
        rows, has_older = rows[:PAGE_SIZE], len(rows) > PAGE_SIZE
        is_there = bool(rows)
    if edge is not None and not is_there:
        return await turned(read, FIRST)
    newer = None
    if page > 1:
        newer = FIRST if page - 1 == 1 else Cursor(page - 1, Edge(rows[0].id, newer=True))
    older = Cursor(page + 1, Edge(rows[-1].id)) if has_older else None
    return rows, Turns(page, newer, older)


async def paged(
    read: Callable[[int, int], Awaitable[tuple[Sequence[R], int]]], page: int, *, size: int = PAGE_SIZE
) -> tuple[Sequence[R], int, int]:
    """(rows, page, pages) of `read(offset, limit)`, which also says how many there are: for lists that stay
    short. A page too far is the last, and nobody gets further than `MOST_PAGES`: to skip rows the database
    goes through them.
    """
    page = min(max(1, page), MOST_PAGES)
    rows, total = await read((page - 1) * size, size)
    pages = max(1, -(-total // size))
    if page > pages:
        page = pages
        rows, _ = await read((page - 1) * size, size)
    return rows, page, pages
