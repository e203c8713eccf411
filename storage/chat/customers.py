"""People who have talked to the shop."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, literal, select, tuple_
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.columns import Timestamp, begins
from storage.dialects import insert
from storage.folding import words_of
from storage.rows import RowShape
from storage.tables import customer_words, customers, payment_requests, receipts
from storage.wakeups import note_change

CHANGED = "customer"
"""What `WakeUps.on_change` calls a change of one customer, with their id."""


@dataclass(frozen=True, slots=True)
class CustomerRow:
    """A person who has talked to the shop. `seen_at` is exact within the hour; `day_limit` counts cards."""

    id: int
    first_name: str
    username: str | None
    telegram_language: str | None
    language: str | None
    created_at: datetime
    blocked_at: datetime | None
    seen_at: datetime | None
    banned_at: datetime | None
    banned_by: int | None
    ban_reason: str | None
    day_limit: int | None
    no_broadcasts_at: datetime | None


_CUSTOMER = RowShape(CustomerRow, customers)
_MOST_CANDIDATES = 1000
"""Among how many people of the rarest word those with all the others are looked for."""


async def get(conn: AsyncConnection, customer_id: int) -> CustomerRow | None:
    """One customer's row."""
    return _CUSTOMER.first(await conn.execute(_BY_ID, {"customer_id": customer_id}))


_BY_ID = select(*_CUSTOMER.columns).where(
    customers.c.id == bindparam("customer_id")
)  # made once, as it is asked all the time


async def of_ids(conn: AsyncConnection, customer_ids: Collection[int]) -> dict[int, CustomerRow]:
    """Those of these people whom the shop knows, by their number."""
    if not customer_ids:
        return {}
    rows = _CUSTOMER.all(await conn.execute(_OF_IDS, {"customer_ids": list(customer_ids)}))
    return {row.id: row for row in rows}


_OF_IDS = select(*_CUSTOMER.columns).where(
    customers.c.id.in_(bindparam("customer_ids", type_=customers.c.id.type, expanding=True))
)


async def with_username(conn: AsyncConnection, username: str, *, limit: int) -> list[CustomerRow]:
    """People of whom Telegram last said that they have this username, spelt like that: several where one took
    it over from another.
    """
    query = select(*_CUSTOMER.columns).where(customers.c.username == username).order_by(customers.c.id)
    return _CUSTOMER.all(await conn.execute(query.limit(limit)))


async def with_words(conn: AsyncConnection, words: Sequence[str], *, limit: int) -> list[CustomerRow]:
    """People in whose names each of these words (`storage.folding.words_of`), or the beginning of one, is to
    be found. Among very many of them, some are not looked at.
    """
    longest, *others = sorted(words, key=len, reverse=True)
    word, customer_id = customer_words.c.word, customer_words.c.customer_id
    some = (
        select(customer_id).where(begins(word, longest)).order_by(word, customer_id).limit(_MOST_CANDIDATES)
    )
    query = select(*_CUSTOMER.columns).where(customers.c.id.in_(select(some.subquery().c.customer_id)))
    for other in others:
        theirs = customer_words.alias()
        has_it = select(theirs.c.word).where(
            theirs.c.customer_id == customers.c.id, begins(theirs.c.word, other)
        )
        query = query.where(has_it.exists())
    return _CUSTOMER.all(await conn.execute(query.order_by(customers.c.id).limit(limit)))


async def newest(
    conn: AsyncConnection, *, limit: int, before: tuple[datetime, int] | None = None
) -> list[CustomerRow]:
    """Who came last; `before`: of those who came before that moment and id."""
    since, number = customers.c.created_at, customers.c.id
    query = select(*_CUSTOMER.columns).order_by(since.desc(), number.desc()).limit(limit)
    if before is not None:
        at, customer_id = before
        query = query.where(tuple_(since, number) < tuple_(literal(at, Timestamp), customer_id))
    return _CUSTOMER.all(await conn.execute(query))


async def with_receipt_number(conn: AsyncConnection, number: str, *, limit: int) -> list[CustomerRow]:
    """Who sent a receipt of a transfer with that number (`bot.shop.billing.transfers.transfer_proofs`)."""
    theirs = (
        select(payment_requests.c.customer_id)
        .join(receipts, receipts.c.request_id == payment_requests.c.id)
        .where(receipts.c.number == number)
        .limit(_MOST_CANDIDATES)
    )
    query = select(*_CUSTOMER.columns).where(customers.c.id.in_(theirs)).order_by(customers.c.id)
    return _CUSTOMER.all(await conn.execute(query.limit(limit)))


async def save(
    conn: AsyncConnection,
    customer_id: int,
    *,
    first_name: str,
    username: str | None,
    telegram_language: str | None,
    now: datetime,
) -> CustomerRow:
    """Adds or renews what Telegram says of a person, who is evidently here (so not blocking the bot)."""
    note_change(conn, CHANGED, str(customer_id))
    told = {"first_name": first_name, "username": username, "telegram_language": telegram_language}
    row = {"id": customer_id, **told, "blocked_at": None, "seen_at": now, "created_at": now}
    saved = _CUSTOMER.one(await conn.execute(_SAVE, row))
    await conn.execute(_FORGET_WORDS, {"customer_id": customer_id})
    words = [{"word": word, "customer_id": customer_id} for word in words_of(first_name, username)]
    if words:
        await conn.execute(_KEEP_WORDS, words)
    return saved


# Made once, as they are executed all the time.
_NEW = insert(customers)
_RENEWED = ("first_name", "username", "telegram_language", "blocked_at", "seen_at")
_SAVE = _NEW.on_conflict_do_update(
    index_elements=["id"], set_={name: _NEW.excluded[name] for name in _RENEWED}
).returning(*_CUSTOMER.columns)
_KEEP_WORDS = customer_words.insert()
_FORGET_WORDS = customer_words.delete().where(customer_words.c.customer_id == bindparam("customer_id"))


async def add_nobody(conn: AsyncConnection, customer_id: int, now: datetime) -> None:
    """Makes sure of the row that orders without a known customer hang on."""
    row = insert(customers).values(id=customer_id, first_name="–", created_at=now)
    await conn.execute(row.on_conflict_do_nothing(index_elements=["id"]))


async def set_language(conn: AsyncConnection, customer_id: int, language: str) -> CustomerRow | None:
    """Keeps the customer's own choice."""
    note_change(conn, CHANGED, str(customer_id))
    statement = customers.update().where(customers.c.id == customer_id).values(language=language)
    return _CUSTOMER.first(await conn.execute(statement.returning(*_CUSTOMER.columns)))


async def set_blocked(conn: AsyncConnection, customer_id: int, at: datetime) -> None:
    """Notes since when this person blocks the bot."""
    note_change(conn, CHANGED, str(customer_id))
    await conn.execute(
        customers.update()
        .where(customers.c.id == customer_id, customers.c.blocked_at.is_(None))
        .values(blocked_at=at)
    )


async def set_seen(conn: AsyncConnection, customer_id: int, at: datetime) -> None:
    """Notes when they were last here. What other processes know of them stays true enough."""
    await conn.execute(customers.update().where(customers.c.id == customer_id).values(seen_at=at))


async def ban(conn: AsyncConnection, customer_id: int, *, why: str, by: int, at: datetime) -> bool:
    """The shop serves them no more; False when it is so already, or nobody is known by that id."""
    note_change(conn, CHANGED, str(customer_id))
    statement = customers.update().where(customers.c.id == customer_id, customers.c.banned_at.is_(None))
    done = await conn.execute(statement.values(banned_at=at, banned_by=by, ban_reason=why))
    return bool(done.rowcount)


async def lift_ban(conn: AsyncConnection, customer_id: int) -> bool:
    """They are served again; False when they were all along."""
    note_change(conn, CHANGED, str(customer_id))
    statement = customers.update().where(customers.c.id == customer_id, customers.c.banned_at.is_not(None))
    done = await conn.execute(statement.values(banned_at=None, banned_by=None, ban_reason=None))
    return bool(done.rowcount)


async def set_day_limit(conn: AsyncConnection, customer_id: int, cards: int | None) -> None:
    """How many cards they may buy in a day; None: what the shop's rules say."""
    note_change(conn, CHANGED, str(customer_id))
    await conn.execute(customers.update().where(customers.c.id == customer_id).values(day_limit=cards))


async def set_broadcasts(
    conn: AsyncConnection, customer_id: int, no_broadcasts_at: datetime | None
) -> CustomerRow | None:
    """Notes since when this person wants no messages to many; None: they want them."""
    note_change(conn, CHANGED, str(customer_id))
    statement = (
        customers.update().where(customers.c.id == customer_id).values(no_broadcasts_at=no_broadcasts_at)
    )
    return _CUSTOMER.first(await conn.execute(statement.returning(*_CUSTOMER.columns)))
