"""For which products customers were asked for a review, and who wants to be asked."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import select, tuple_
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.dialects import insert
from storage.tables import customers, review_requests


async def asked_since(
    conn: AsyncConnection, pairs: Collection[tuple[int, str]], since: datetime
) -> set[tuple[int, str]]:
    """Those of these (customer, product) that were asked for after that moment."""
    if not pairs:
        return set()
    people = {customer_id for customer_id, _ in pairs}
    products = {product_id for _, product_id in pairs}
    query = select(review_requests.c.customer_id, review_requests.c.product_id).where(
        review_requests.c.customer_id.in_(people),
        review_requests.c.product_id.in_(products),
        review_requests.c.asked_at > since,
    )
    return {(row[0], row[1]) for row in await conn.execute(query)}


async def note(conn: AsyncConnection, customer_id: int, product_id: str, at: datetime) -> None:
    """They were asked then, or spoke unasked."""
    row = insert(review_requests).values(customer_id=customer_id, product_id=product_id, asked_at=at)
    await conn.execute(
        row.on_conflict_do_update(index_elements=["customer_id", "product_id"], set_={"asked_at": at})
    )


async def may_be_asked(conn: AsyncConnection, people: Collection[int]) -> set[int]:
    """Those of these customers who can be reached, are served, and have not said that they do not want it."""
    query = select(customers.c.id).where(
        customers.c.id.in_(people),
        customers.c.banned_at.is_(None),
        customers.c.blocked_at.is_(None),
        customers.c.no_reviews_at.is_(None),
    )
    return set((await conn.execute(query)).scalars())


async def choose(conn: AsyncConnection, customer_id: int, no_reviews_at: datetime | None) -> None:
    """Notes since when this person does not want to be asked; None: they may be."""
    await conn.execute(
        customers.update().where(customers.c.id == customer_id).values(no_reviews_at=no_reviews_at)
    )


async def prune(conn: AsyncConnection, before: datetime, limit: int) -> int:
    """Forgets the oldest of those from before that moment, at most `limit`; how many."""
    keys = (review_requests.c.customer_id, review_requests.c.product_id)
    old = (
        select(*keys)
        .where(review_requests.c.asked_at < before)
        .order_by(review_requests.c.asked_at)
        .limit(limit)
    )
    return (await conn.execute(review_requests.delete().where(tuple_(*keys).in_(old)))).rowcount
