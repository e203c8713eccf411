"""The table of what people type and what they mean, against the catalogue of 2,000 products."""

import csv
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Final

from tests.shop.search.big_catalogue import family_and_region

_TABLE: Final = Path(__file__).with_name("queries.csv")


@dataclass(frozen=True)
class Expected:
    """One line: the words, and the patterns of the product without its region, the region and the type."""

    query: str
    product: str
    region: str
    type: str

    def is_met_by(self, title: str, type_name: str | None) -> bool:
        """Whether that product and type is what was meant. A type that was asked for must be named."""
        family, region = family_and_region(title)
        return (
            fnmatchcase(family, self.product)
            and fnmatchcase(region, self.region)
            and (self.type == "*" or (type_name is not None and fnmatchcase(type_name, self.type)))
        )


def queries() -> list[Expected]:
    """All lines of the table."""
    with _TABLE.open(encoding="utf-8", newline="") as lines:
        return [Expected(**line) for line in csv.DictReader(lines)]
