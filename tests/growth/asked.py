"""A statement as the shop executed it, and what is wrong with it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Asked:
    """A statement as the shop executed it; `who` asked, as `purchases.orders.due`."""

    who: str
    statement: str
    values: tuple[Any, ...]
    dialect: str = "sqlite"

    def packed(self) -> list[Any]:
        """For JSON."""
        values = [{"bytes": value.hex()} if isinstance(value, bytes) else value for value in self.values]
        return [self.who, self.statement, values, self.dialect]

    @classmethod
    def unpacked(cls, packed: Sequence[Any]) -> "Asked":
        """From JSON."""
        who, statement, values, dialect = packed
        given = (bytes.fromhex(value["bytes"]) if isinstance(value, dict) else value for value in values)
        return cls(who, statement, tuple(given), dialect)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is wrong with a statement."""

    asked: Asked
    why: str

    def __str__(self) -> str:
        statement = " ".join(self.asked.statement.split())
        return (
            f"{self.asked.who}: {self.why}\n    {statement[:1500]}\n    with {str(self.asked.values)[:300]}"
        )


def allowed(who: str, table: Mapping[str, str]) -> bool:
    """Whether a table of exceptions names who asks, or the module."""
    return who in table or who.rpartition(".")[0] + ".*" in table
