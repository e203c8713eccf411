"""A customer's store credit: the sum of entries that are only ever added."""

from dataclasses import dataclass
from datetime import datetime

from bot.shop.money import Money
from bot.shop.paging import FIRST, Cursor, Turns, turned
from storage.database import Database
from storage.money import entries
from storage.money.entries import EntryRow
from storage.states import EntryKind

__all__ = ["Entry", "EntryKind", "EntryPage", "Wallet", "entry_of"]


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a wallet. `amount` is negative when money left it; `who` booked it: `staff:ID`, say."""

    id: int
    customer_id: int
    at: datetime
    kind: EntryKind
    amount: Money
    subject: str
    note: str | None
    who: str

    @property
    def undoes(self) -> bool:
        """Whether it takes another entry back."""
        return self.subject.startswith(entries.UNDONE)


@dataclass(frozen=True, slots=True)
class EntryPage:
    """Some entries, newest first, and the ways to others."""

    balance: Money
    items: tuple[Entry, ...]
    turns: Turns


class Wallet:
    """Reads wallets. Entries are written by those whose change they belong to, in the same transaction."""

    def __init__(self, db: Database) -> None:
        self._db = db

    async def balance(self, customer_id: int) -> Money:
        """What the customer can spend."""
        async with self._db.read() as conn:
            return Money(await entries.balance(conn, customer_id))

    async def entries(self, customer_id: int, cursor: Cursor = FIRST) -> EntryPage:
        """One page of the wallet's history."""
        async with self._db.read() as conn:
            rows, turns = await turned(
                lambda edge, limit: entries.of_customer(conn, customer_id, edge=edge, limit=limit), cursor
            )
            balance = Money(await entries.balance(conn, customer_id))
            return EntryPage(balance, tuple(entry_of(row) for row in rows), turns)

    async def entry(self, entry_id: int) -> Entry:
        """One entry, for the message that tells of it."""
        async with self._db.read() as conn:
            return entry_of(await entries.get(conn, entry_id))


def entry_of(row: EntryRow) -> Entry:
    """An entry from its row."""
    return Entry(
        row.id,
        row.customer_id,
        row.at,
        row.kind,
        Money(row.amount_centimes),
        row.subject,
        row.note,
        row.who,
    )
