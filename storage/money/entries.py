"""Wallet entries: added once for each (kind, subject), never changed, never deleted (the database refuses
both).
"""

from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Final

from sqlalchemy import Executable, Text, bindparam, cast, func, literal, select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.dialects import insert, total
from storage.rows import Edge, RowShape, at_edge
from storage.states import EntryKind
from storage.tables import entries, wallets
from storage.tables.money import APPROVED, BY_HAND
from storage.tallies import Counted, tally


@dataclass(frozen=True, slots=True)
class EntryRow:
    """One line of a wallet."""

    id: int
    customer_id: int
    kind: EntryKind
    subject: str
    amount_centimes: int
    at: datetime
    note: str | None
    who: str


ENTRY = RowShape(EntryRow, entries)
UNDONE: Final = "undo:"
"""Behind it stands, in a subject, the id of the entry that this one takes back."""


async def add(
    conn: AsyncConnection,
    *,
    customer_id: int,
    kind: EntryKind,
    subject: str,
    centimes: int,
    at: datetime,
    who: str,
    note: str | None = None,
) -> int | None:
    """Adds one entry; its id, or None when this (kind, subject) was booked before.

    Raises IntegrityError when it would take the wallet below zero.
    """
    entry = {"customer_id": customer_id, "kind": kind, "subject": subject, "amount_centimes": centimes}
    entry_id = (await conn.execute(_add(), entry | {"at": at, "who": who, "note": note})).scalar()
    if entry_id is not None:
        _count(conn, kind, centimes, method=note)
    return entry_id


@cache
def _add() -> Executable:
    """Made once, as it is executed all the time."""
    row = insert(entries).on_conflict_do_nothing(index_elements=["kind", "subject"])
    return row.returning(entries.c.id)


def _count(conn: AsyncConnection, kind: EntryKind, centimes: int, *, method: str | None) -> None:
    """For operators: what changes wallets, and what came and went by payment method, which such entries
    note.
    """
    tally(conn, Counted.WALLET_CHANGED, kind, abs(centimes))
    match kind:
        case EntryKind.TOPUP:
            tally(conn, Counted.MONEY_CAME, method or "", centimes)
        case EntryKind.PAYBACK | EntryKind.PAYBACK_UNDONE:
            tally(conn, Counted.MONEY_WENT, method or "", -centimes)
        case _:
            pass


async def exists(conn: AsyncConnection, *, kind: EntryKind, subject: str) -> bool:
    """Whether this (kind, subject) was booked before."""
    query = select(entries.c.id).where(entries.c.kind == kind, entries.c.subject == subject)
    return (await conn.execute(query)).first() is not None


async def about(conn: AsyncConnection, kind: EntryKind, subject: str) -> EntryRow | None:
    """The entry of this (kind, subject); None when nothing was booked for it."""
    return ENTRY.first(await conn.execute(_ABOUT, {"kind": kind, "subject": subject}))


_ABOUT = select(*ENTRY.columns).where(
    entries.c.kind == bindparam("kind"), entries.c.subject == bindparam("subject")
)  # made once, as it is asked all the time


async def find(conn: AsyncConnection, entry_id: int) -> EntryRow | None:
    """One entry; None when there is none with this id."""
    return ENTRY.first(await conn.execute(_OF_ID, {"of": entry_id}))


async def get(conn: AsyncConnection, entry_id: int) -> EntryRow:
    """One entry."""
    return ENTRY.one(await conn.execute(_OF_ID, {"of": entry_id}))


_OF_ID = select(*ENTRY.columns).where(entries.c.id == bindparam("of"))


async def balance(conn: AsyncConnection, customer_id: int) -> int:
    """What a wallet holds, in centimes: the sum of its entries, which the database keeps beside them."""
    return (await conn.execute(_BALANCE, {"customer_id": customer_id})).scalar() or 0


_BALANCE = select(wallets.c.balance_centimes).where(
    wallets.c.customer_id == bindparam("customer_id")
)  # made once, as it is asked all the time


async def moved_by_hand(conn: AsyncConnection, who: str, *, since: datetime) -> int:
    """What somebody of the staff has put into wallets and taken out of them since, both counted, in
    centimes. What was undone counts for nothing, and neither does the undoing.
    """
    amount = func.abs(entries.c.amount_centimes)
    undoing = entries.alias()
    undone = select(undoing.c.id).where(
        undoing.c.kind.in_([EntryKind.CREDIT, EntryKind.DEBIT]),
        undoing.c.subject == literal(UNDONE) + cast(entries.c.id, Text),
    )
    query = select(total(amount)).where(
        entries.c.who == who,
        entries.c.at >= since,
        BY_HAND,
        ~entries.c.subject.startswith(UNDONE),
        ~undone.exists(),
    )
    return int((await conn.execute(query)).scalar_one())


async def approved(conn: AsyncConnection, who: str, way: str, *, since: datetime) -> int:
    """What the receipts of payments of that way which somebody of the staff has approved since come to, in
    centimes.
    """
    query = select(total(entries.c.amount_centimes)).where(
        entries.c.who == who, entries.c.at >= since, entries.c.note == way, APPROVED
    )
    return int((await conn.execute(query)).scalar_one())


async def of_customer(
    conn: AsyncConnection, customer_id: int, *, edge: Edge | None = None, limit: int
) -> list[EntryRow]:
    """So many of a wallet's entries, newest first: the newest, or those beside the edge."""
    query = select(*ENTRY.columns).where(entries.c.customer_id == customer_id)
    return await at_edge(conn, ENTRY, query, id_=entries.c.id, edge=edge, limit=limit)
