"""Long lists are turned from row to row, short ones are counted; neither goes through millions of rows."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.shop.paging import FIRST, MOST_PAGES, PAGE_SIZE, Cursor, paged, turned
from storage.rows import Edge


@dataclass(frozen=True)
class Line:
    """A row of a made-up list."""

    id: int


class Lines:
    """A list as storage hands it up; `asked` are the limits."""

    def __init__(self, ids: Sequence[int]) -> None:
        self.ids = list(ids)
        self.asked: list[int] = []

    async def read(self, edge: Edge | None, limit: int) -> list[Line]:
        """So many, newest first."""
        self.asked.append(limit)
        ids = sorted(self.ids, reverse=True)
        if edge is not None and edge.newer:
            return [Line(id_) for id_ in ids if id_ > edge.id][-limit:]
        return [Line(id_) for id_ in ids if edge is None or id_ < edge.id][:limit]


async def test_nobody_reads_beyond_the_last_page_that_is_shown() -> None:
    asked: list[int] = []

    async def read(offset: int, limit: int) -> tuple[Sequence[int], int]:
        asked.append(offset)
        return list(range(offset, offset + limit)), MOST_PAGES * PAGE_SIZE

    rows, page, pages = await paged(read, 10**9)
    assert (page, pages, rows[0]) == (MOST_PAGES, MOST_PAGES, (MOST_PAGES - 1) * PAGE_SIZE)
    assert asked == [(MOST_PAGES - 1) * PAGE_SIZE]


@given(st.sets(st.integers(1, 10**6), max_size=60))
async def test_a_long_list_is_turned_to_its_end_and_back_and_each_row_is_seen_once(ids: set[int]) -> None:
    lines = Lines(sorted(ids))
    there, cursors, cursor = [], [], FIRST
    while True:
        rows, turns = await turned(lines.read, cursor)
        there.append([row.id for row in rows])
        cursors.append(turns.page)
        if turns.older is None:
            break
        cursor = Cursor.read(str(turns.older))
    assert [id_ for page in there for id_ in page] == sorted(ids, reverse=True)
    assert cursors == list(range(1, len(there) + 1))
    back = [there[-1]]
    while turns.newer is not None:
        rows, turns = await turned(lines.read, Cursor.read(str(turns.newer)))
        back.append([row.id for row in rows])
    assert back[::-1] == there
    assert set(lines.asked) == {PAGE_SIZE + 1}


async def test_a_page_that_is_no_longer_there_is_the_first() -> None:
    lines = Lines(range(100, 120))
    newest = [119 - n for n in range(PAGE_SIZE)]
    for gone in (Cursor(3, Edge(100)), Cursor(3, Edge(115, newer=True)), Cursor(7), Cursor(0)):
        rows, turns = await turned(lines.read, gone)
        assert [row.id for row in rows] == newest
        assert (turns.page, turns.newer) == (1, None)


@pytest.mark.parametrize("text", ["", "-1", "01", "1.behind", "1.behind.0", "1.beside.7", "1.behind.7.", "١"])
def test_a_cursor_that_no_button_has_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=f"^{re.escape(text)}$"):
        Cursor.read(text)
