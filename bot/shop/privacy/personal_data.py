"""All that the shop keeps about one person, told to them a page at a time; no connection is held between
two pages. No codes: a file lies about, and codes can be opened from their order at any time.
"""

from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from storage.database import Database
from storage.house import personal_data

SECTIONS: Final[Sequence[str]] = tuple(personal_data.SECTIONS)


@dataclass(frozen=True, slots=True)
class DataPage:
    """Some records of one section."""

    section: str
    records: Sequence[Mapping[str, str | int | None]]


class PersonalData:
    """Reads only."""

    def __init__(self, db: Database) -> None:
        self._db = db

    async def pages(self, customer_id: int) -> AsyncIterator[DataPage]:
        """All of it, section after section; each section has a page at least."""
        for section in SECTIONS:
            after: int | str | None = None
            while True:
                async with self._db.read() as conn:
                    rows = await personal_data.page(conn, section, customer_id, after=after)
                yield DataPage(section, [row.fields for row in rows])
                if len(rows) < personal_data.PAGE:
                    break
                after = rows[-1].place
