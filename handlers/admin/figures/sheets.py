"""Files that a spreadsheet opens: CSV and XLSX, written line by line into a temporary file.

A CSV is written for the spreadsheet of its reader: where a comma stands in amounts (French, Arabic), a
semicolon stands between cells. A name that a stranger chose is never a formula: in a CSV an apostrophe is put
before it (OWASP, "CSV Injection"), in an XLSX all text is written as text.
"""

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any, Final, Protocol

from bot.payments.invoices import XTR, minor_digits
from bot.shop.figures.exports import Cell, Line, Paid, Word
from bot.shop.money import Money
from handlers.ui.texts import Texts, tidy, without_marks

_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_WIDE: Final = frozenset(
    {"name", "product", "type", "note", "charge", "made", "ended", "received", "booked", "since"}
)


@dataclass(frozen=True, slots=True)
class Most:
    """How much goes into one file; one that is full is sent, and another one begun.

    Telegram takes 50 MB from a bot (Bot API, "Sending files"); what is larger than this takes too long on a
    slow line, and lies in memory while it is sent.
    """

    csv_bytes: int = 20_000_000
    xlsx_lines: int = 100_000


class Sheet(Protocol):
    """One file that is being written. Its methods block: for a thread."""

    @property
    def path(self) -> Path:
        """Where it is."""
        ...

    def add(self, lines: Sequence[Line]) -> bool:
        """Writes lines; whether there is room for more."""
        ...

    def close(self) -> None:
        """Ends the file."""
        ...


class Words:
    """What a cell says in one reader's language and time zone."""

    def __init__(self, texts: Texts) -> None:
        self.texts = texts
        self._said: dict[Word, str] = {}

    def heading(self, column: str) -> str:
        """What stands above a column."""
        return without_marks(self.texts.plain(f"export-column-{column}")).strip()

    def value(self, cell: Cell) -> str | int | Decimal | datetime | None:
        """The cell as text, number or moment (as the shop's clocks show it, without a zone)."""
        match cell:
            case None | int():
                return cell
            case Money():
                return cell.dinars
            case Paid(currency=currency, amount=amount):
                return Decimal(amount) if currency == XTR else Decimal(amount).scaleb(-minor_digits(currency))
            case datetime():
                return cell.astimezone(self.texts.zone).replace(tzinfo=None, microsecond=0)
            case Word():
                return self._word(cell)
            case _:
                return tidy(cell)

    def _word(self, word: Word) -> str:
        said = self._said.get(word)
        if said is None:
            region = word.family == "region"
            text = self.texts.region(word.word) if region else self.texts.word(word.family, word.word)
            said = self._said[word] = without_marks(text).strip()
        return said


class CsvSheet:
    """CSV in UTF-8 with the mark by which Excel knows it."""

    def __init__(self, path: Path, words: Words, columns: Sequence[str], *, most: Most = Most()) -> None:
        self.path = path
        self._words = words
        self._most = most
        self._comma = words.texts.decimal_comma
        self._file = path.open("w", encoding="utf-8-sig", newline="")
        self._csv = csv.writer(self._file, delimiter=";" if self._comma else ",")
        self._csv.writerow([words.heading(column) for column in columns])

    def add(self, lines: Sequence[Line]) -> bool:
        """Writes lines; whether there is room for more."""
        self._csv.writerows([self._shown(cell) for cell in line] for line in lines)
        return self._file.tell() < self._most.csv_bytes

    def close(self) -> None:
        """Ends the file."""
        self._file.close()

    def _shown(self, cell: Cell) -> str:
        match self._words.value(cell):
            case None:
                return ""
            case Decimal() as number:
                return f"{number}".replace(".", ",") if self._comma else f"{number}"
            case datetime() as moment:
                return f"{moment:%Y-%m-%d %H:%M:%S}"
            case str() as text:
                return defused(text)
            case number:
                return str(number)


class XlsxSheet:
    """A workbook with one sheet, of which no more than a line is in memory."""

    def __init__(self, path: Path, words: Words, columns: Sequence[str], *, most: Most = Most()) -> None:
        self.path = path
        from xlsxwriter import Workbook  # noqa: PLC0415 - a shop that writes no workbook goes without

        self._words = words
        self._most = most
        options = {"constant_memory": True, "tmpdir": str(path.parent), "strings_to_formulas": False}
        self._book = Workbook(str(path), options | {"strings_to_urls": False, "strings_to_numbers": False})
        self._sheet = self._book.add_worksheet()
        bold = self._book.add_format({"bold": True})
        self._formats: Mapping[type, Any] = {
            Decimal: self._book.add_format({"num_format": "#,##0.00"}),
            datetime: self._book.add_format({"num_format": "yyyy-mm-dd hh:mm:ss"}),
        }
        if words.texts.from_right:
            self._sheet.right_to_left()
        self._sheet.freeze_panes(1, 0)
        for number, column in enumerate(columns):
            self._sheet.set_column(number, number, 24 if column in _WIDE else 14)
        for number, column in enumerate(columns):
            self._sheet.write_string(0, number, words.heading(column), bold)
        self._lines = 0

    def add(self, lines: Sequence[Line]) -> bool:
        """Writes lines; whether there is room for more."""
        for line in lines:
            self._lines += 1
            for column, cell in enumerate(line):
                self._write(column, self._words.value(cell))
        return self._lines < self._most.xlsx_lines

    def _write(self, column: int, value: str | int | Decimal | datetime | None) -> None:
        match value:
            case None:
                pass
            case str():
                self._sheet.write_string(self._lines, column, value)
            case datetime():
                self._sheet.write_datetime(self._lines, column, value, self._formats[datetime])
            case Decimal():
                self._sheet.write_number(self._lines, column, float(value), self._formats[Decimal])
            case int():
                self._sheet.write_number(self._lines, column, value)

    def close(self) -> None:
        """Ends the file."""
        self._book.close()


def defused(text: str) -> str:
    """A text that a spreadsheet shows and does not work out."""
    return f"'{text}" if text.startswith(_FORMULA) else text
