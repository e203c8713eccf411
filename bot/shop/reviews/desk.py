"""What staff do about reviews: read them, keep a line from other customers, answer. Each act stands in the
audit log.
"""

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.clock import Clock
from bot.shop.errors import NotFoundError
from bot.shop.outbox.messages import MessageKind, tell
from bot.shop.paging import PAGE_SIZE
from bot.shop.reviews.views import Review, ReviewList, view
from bot.shop.reviews.words import one_line
from storage.database import Database
from storage.goods import reviews
from storage.goods.reviews import ReviewRow
from storage.house import staff


class ReviewDesk:
    """Methods raise `NotFoundError` for a review that its customer took back."""

    def __init__(self, db: Database, clock: Clock) -> None:
        self._db = db
        self._clock = clock

    async def newest(self, *, behind: int | None = None) -> ReviewList:
        """All reviews a page at a time, those first that changed last; `behind`: of those behind the review
        with that id, or from the first one on when it is gone.
        """
        async with self._db.read() as conn:
            last = None if behind is None else await reviews.get(conn, behind)
            before = None if last is None else (last.written_at, last.id)
            rows = await reviews.newest(conn, before=before, limit=PAGE_SIZE + 1)
        return ReviewList(tuple(map(view, rows[:PAGE_SIZE])), has_older=len(rows) > PAGE_SIZE)

    async def get(self, review_id: int) -> Review:
        """One review."""
        async with self._db.read() as conn:
            return view(await _get(conn, review_id))

    async def hide(self, staff_id: int, review_id: int, *, hidden: bool) -> Review:
        """Keeps its line from other customers, or shows it again. Its rating counts all the same: nobody
        improves an average by hiding.
        """
        now = self._clock.now()
        async with self._db.write() as conn:
            await _get(conn, review_id)
            if await reviews.set_hidden(conn, review_id, now if hidden else None):
                await self._log(conn, staff_id, "hide_review" if hidden else "show_review", review_id)
            return view(await _get(conn, review_id))

    async def answer(self, staff_id: int, review_id: int, words: str | None) -> Review:
        """The shop's answer, which its customer is told and others read below the line; None: it is taken
        away. Raises `bot.shop.reviews.words.NoWordsError`, `WordsTooLongError`.
        """
        now = self._clock.now()
        answer = None if words is None else one_line(words)
        async with self._db.write() as conn:
            row = await _get(conn, review_id)
            if row.answer == answer:
                return view(row)
            await reviews.set_answer(conn, review_id, answer, None if answer is None else now)
            await self._log(
                conn, staff_id, "unanswer_review" if answer is None else "answer_review", review_id
            )
            if answer is not None:
                await tell(
                    conn,
                    key=f"review_answer:{review_id}:{int(now.timestamp() * 1000)}",
                    chat_id=row.customer_id,
                    kind=MessageKind.REVIEW_ANSWER,
                    payload={"review_id": review_id},
                    now=now,
                )
            return view(await _get(conn, review_id))

    async def _log(self, conn: AsyncConnection, staff_id: int, action: str, review_id: int) -> None:
        subject, at = f"review:{review_id}", self._clock.now()
        await staff.log(conn, staff_id=staff_id, action=action, subject=subject, at=at)


async def _get(conn: AsyncConnection, review_id: int) -> ReviewRow:
    row = await reviews.get(conn, review_id)
    if row is None:
        raise NotFoundError
    return row
