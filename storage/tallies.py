"""What a committed transaction has changed, for whoever counts it.

Queries that change what operators count note it on the running transaction (`tally`). After the commit
`Database.write` hands the notes to `Tallies.hear`; a transaction that is rolled back is counted by nobody.
Notes hold no person's data: kinds, statuses and amounts only.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum, auto
from typing import Final

from storage.wakeups import Connection

_KEY: Final = "tallies"


class Counted(StrEnum):
    """What is counted. The note's label and amount are named here."""

    ORDER_MOVED = auto()
    """An order has a new status (the label); the amount is 1."""
    WALLET_CHANGED = auto()
    """A wallet has a new entry of that kind (the label); the amount is its centimes, without a sign."""
    MONEY_CAME = auto()
    """Money came in by that payment method (the label), in centimes."""
    MONEY_WENT = auto()
    """Money goes back by that payment method (the label), in centimes; below zero when that was undone."""
    ORDER_DELIVERED = auto()
    """All codes of an order have arrived for the first time; the amount is seconds since it was paid."""


@dataclass(frozen=True, slots=True)
class Note:
    """One thing that a transaction changed."""

    what: Counted
    label: str
    amount: float


def tally(conn: Connection, what: Counted, label: str = "", amount: float = 1) -> None:
    """Notes something on the running transaction, to be counted if it commits."""
    conn.info.setdefault(_KEY, []).append(Note(what, label, amount))


def tallying(conn: Connection) -> list[Note]:
    """Begins a transaction's notes anew; the list that `tally` fills from here on."""
    notes: list[Note] = []
    conn.info[_KEY] = notes
    return notes


class Tallies:
    """Who counts."""

    def __init__(self) -> None:
        self._listeners: list[Callable[[Note], None]] = []

    def subscribe(self, listener: Callable[[Note], None]) -> None:
        """Calls `listener` with each note of each transaction that commits. It must neither block nor
        raise.
        """
        self._listeners.append(listener)

    def hear(self, notes: Sequence[Note]) -> None:
        """Tells the listeners what a transaction that has committed changed."""
        for note in notes:
            for listener in self._listeners:
                listener(note)
