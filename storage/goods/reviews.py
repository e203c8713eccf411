"""Customers' reviews of products. What the ratings of a product come to is kept beside them, changed in the
same transaction.

A line that staff hid stays hidden until they show it: while its review is taken back, that stands in a table
of its own, and the next review of that customer for that product takes it over.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, bindparam, exists, literal, select, tuple_, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.columns import Timestamp
from storage.dialects import insert
from storage.rows import RowShape, counted
from storage.tables import hidden_reviews, orders, product_ratings, reviews


@dataclass(frozen=True, slots=True)
class ReviewRow:
    """One customer's review of one product, with what the order says that it was last given for."""

    id: int
    customer_id: int
    product_id: str
    order_id: int
    rating: int
    line: str | None
    written_at: datetime
    hidden_at: datetime | None
    answer: str | None
    answered_at: datetime | None
    ref: str
    product_title: str
    region: str | None
    buyer_id: int


@dataclass(frozen=True, slots=True)
class RatingRow:
    """What the ratings of a product come to. `has_lines`: whether somebody's words may be read."""

    count: int
    total: int
    has_lines: bool


_REVIEW = RowShape(
    ReviewRow,
    reviews,
    ref=orders.c.ref,
    product_title=orders.c.product_title,
    region=orders.c.region,
    buyer_id=orders.c.customer_id,
)
_ALL = select(*_REVIEW.columns).join(orders, orders.c.id == reviews.c.order_id)
_SHOWN = and_(reviews.c.line.is_not(None), reviews.c.hidden_at.is_(None))
_NEWEST = (reviews.c.written_at.desc(), reviews.c.id.desc())


async def get(conn: AsyncConnection, review_id: int) -> ReviewRow | None:
    """One review by its id."""
    return _REVIEW.first(await conn.execute(_ALL.where(reviews.c.id == review_id)))


async def of_customer(
    conn: AsyncConnection, customer_id: int, product_ids: Collection[str]
) -> list[ReviewRow]:
    """What a customer said of these products."""
    query = _ALL.where(reviews.c.customer_id == customer_id, reviews.c.product_id.in_(product_ids))
    return _REVIEW.all(await conn.execute(query))


async def rate(
    conn: AsyncConnection, *, customer_id: int, product_id: str, order_id: int, rating: int, at: datetime
) -> None:
    """A customer's rating of a product, in place of the one before; what they wrote stays."""
    mine = and_(reviews.c.customer_id == customer_id, reviews.c.product_id == product_id)
    before = (await conn.execute(select(reviews.c.rating).where(mine))).scalar_one_or_none()
    given = {"rating": rating, "order_id": order_id, "written_at": at}
    if before is None:
        hidden_at = await _hidden_before(conn, customer_id, product_id)
        row = {"customer_id": customer_id, "product_id": product_id, "hidden_at": hidden_at, **given}
        await conn.execute(reviews.insert().values(**row))
        await _count(conn, product_id, count=1, total=rating)
    elif before != rating:
        await conn.execute(update(reviews).where(mine).values(**given))
        await _count(conn, product_id, count=0, total=rating - before)


async def set_line(conn: AsyncConnection, review_id: int, line: str | None, at: datetime) -> None:
    """Changes its words. What the shop answered was to others, and goes."""
    changed = {"line": line, "written_at": at, "answer": None, "answered_at": None}
    await conn.execute(update(reviews).where(reviews.c.id == review_id).values(**changed))


async def remove(conn: AsyncConnection, row: ReviewRow) -> None:
    """Takes a review back, with its rating; that staff hid its line is remembered."""
    taken = reviews.delete().where(reviews.c.id == row.id)
    gone = (await conn.execute(taken.returning(reviews.c.rating, reviews.c.hidden_at))).all()
    for rating, hidden_at in gone:
        await _count(conn, row.product_id, count=-1, total=-rating)
        if hidden_at is not None:
            kept = {"customer_id": row.customer_id, "product_id": row.product_id, "hidden_at": hidden_at}
            await conn.execute(hidden_reviews.insert().values(**kept))


async def set_hidden(conn: AsyncConnection, review_id: int, at: datetime | None) -> bool:
    """Keeps its line from others since then, or shows it again (None); False when it is so already."""
    is_hidden = reviews.c.hidden_at.is_not(None)
    other = ~is_hidden if at is not None else is_hidden
    done = await conn.execute(update(reviews).where(reviews.c.id == review_id, other).values(hidden_at=at))
    return bool(done.rowcount)


async def set_answer(conn: AsyncConnection, review_id: int, answer: str | None, at: datetime | None) -> None:
    """What the shop says to it; None: nothing any more."""
    changed = {"answer": answer, "answered_at": at}
    await conn.execute(update(reviews).where(reviews.c.id == review_id).values(**changed))


async def newest(
    conn: AsyncConnection, *, before: tuple[datetime, int] | None = None, limit: int
) -> list[ReviewRow]:
    """Reviews of all products, those first that changed last; `before`: of those that changed before that
    moment and id.
    """
    query = _ALL.order_by(*_NEWEST).limit(limit)
    if before is not None:
        at, review_id = before
        query = query.where(
            tuple_(reviews.c.written_at, reviews.c.id) < tuple_(literal(at, Timestamp), review_id)
        )
    return _REVIEW.all(await conn.execute(query))


async def shown(
    conn: AsyncConnection, product_id: str, *, offset: int, limit: int
) -> tuple[list[ReviewRow], int]:
    """What customers wrote of a product and everybody may read, newest first, and how many there are."""
    of_product = and_(reviews.c.product_id == product_id, _SHOWN)
    query = _ALL.where(of_product).order_by(*_NEWEST).offset(offset).limit(limit)
    return _REVIEW.all(await conn.execute(query)), await counted(
        conn, reviews, of_product, by=reviews.c.written_at
    )


async def rating_of(conn: AsyncConnection, product_id: str) -> RatingRow | None:
    """What its ratings come to; None without any."""
    row = (await conn.execute(_RATING_OF, {"product_id": product_id})).first()
    return None if row is None else RatingRow(row[0], row[1], bool(row[2]))


_RATING_OF = select(
    product_ratings.c["count"],
    product_ratings.c.total,
    exists().where(reviews.c.product_id == bindparam("product_id"), _SHOWN),
).where(product_ratings.c.product_id == bindparam("product_id"))  # made once, as each look at a product asks


async def _hidden_before(conn: AsyncConnection, customer_id: int, product_id: str) -> datetime | None:
    """Since when staff hid what this customer said of the product and took back. The new review keeps it."""
    theirs = hidden_reviews.c.customer_id == customer_id, hidden_reviews.c.product_id == product_id
    taken = hidden_reviews.delete().where(*theirs).returning(hidden_reviews.c.hidden_at)
    return (await conn.execute(taken)).scalar_one_or_none()


async def _count(conn: AsyncConnection, product_id: str, *, count: int, total: int) -> None:
    kept = product_ratings.c
    changed = {"count": kept["count"] + count, "total": kept.total + total}
    done = await conn.execute(update(product_ratings).where(kept.product_id == product_id).values(**changed))
    if not done.rowcount:
        await conn.execute(insert(product_ratings).values(product_id=product_id, count=count, total=total))
