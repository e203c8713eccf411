"""An export under way: its pages are written into a file, the file is sent, and one message says how far it
is.

It runs beside the updates, so that its person can go on and can stop it. A shop that is closed meanwhile ends
it and says so.
"""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final, TypeVar

import structlog
from telegram.constants import ParseMode
from telegram.error import TelegramError
from telegram.ext import ExtBot

from bot.shop.figures.exports import COLUMNS, ExportKind, Exports, Line
from handlers.admin.figures.callbacks import StopExport
from handlers.admin.figures.sheets import CsvSheet, Most, Sheet, Words, XlsxSheet
from handlers.admin.overview.callbacks import panel_button
from handlers.ui.keyboards import button, keyboard
from handlers.ui.screen import Screen
from handlers.ui.texts import Texts, TextValue

log = structlog.get_logger(__name__)

_TOLD_EACH: Final = 20
"""Pages between two words on how far it is."""
_SENDING_SECONDS: Final = 600.0
"""How long a file may take on a slow line."""
T = TypeVar("T")


class Format(StrEnum):
    """As what a file is written."""

    CSV = "csv"
    XLSX = "xlsx"


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which lines somebody wants, and as what."""

    kind: ExportKind
    first: date
    last: date
    format: Format


class ExportRun:
    """One export for one person. `report` hears of what should not have happened."""

    def __init__(
        self,
        bot: ExtBot[None],
        texts: Texts,
        exports: Exports,
        person_id: int,
        wanted: Wanted,
        *,
        report: Callable[[Exception], Awaitable[None]],
        most: Most = Most(),  # noqa: B008 - frozen
    ) -> None:
        self._bot = bot
        self._texts = texts
        self._exports = exports
        self._person_id = person_id
        self._wanted = wanted
        self._report = report
        self._most = most
        self._message_id: int | None = None
        self._lines = 0
        self._parts = 0

    async def announce(self) -> None:
        """Sends the message that says how far it is. Before `run`."""
        screen = self._screen("export-begun", stoppable=True)
        sent = await self._bot.send_message(
            self._person_id,
            screen.text,
            parse_mode=ParseMode.HTML,
            reply_markup=screen.keyboard,
            disable_notification=True,
        )
        self._message_id = sent.message_id

    async def run(self) -> None:
        """Writes and sends all files. Whatever goes wrong is said in its message."""
        try:
            with TemporaryDirectory(prefix="export-") as folder:
                await self._files(Path(folder))
            key = "export-done" if self._lines else "export-empty"
            await self._say(key, lines=self._lines)
        except asyncio.CancelledError:
            await self._say("export-stopped")
            raise
        except TelegramError as error:
            log.warning("export_not_sent", kind=self._wanted.kind, reason=type(error).__name__)
            await self._say("export-not-sent")
        except Exception as error:  # noqa: BLE001 - it runs beside the updates: nobody else would say it
            await self._say("export-failed")
            await self._report(error)

    async def _files(self, folder: Path) -> None:
        wanted, pages = self._wanted, 0
        sheet: Sheet | None = None
        try:
            async for page in self._exports.pages(wanted.kind, wanted.first, wanted.last):
                if sheet is None:
                    sheet = await _in_thread(lambda: self._sheet(folder))
                has_room = await _in_thread(_adding(sheet, page.lines))
                self._lines += len(page.lines)
                pages += 1
                if pages % _TOLD_EACH == 0:
                    await self._say("export-under-way", stoppable=True, lines=self._lines, at=page.at)
                if not has_room:
                    full, sheet = sheet, None
                    await self._send(full)
            if sheet is not None:
                last, sheet = sheet, None
                await self._send(last)
        finally:
            if sheet is not None:
                await _in_thread(sheet.close)

    def _sheet(self, folder: Path) -> Sheet:
        self._parts += 1
        wanted, texts = self._wanted, self._texts
        part = "" if self._parts == 1 else f"-{self._parts}"
        path = folder / f"{wanted.kind}-{wanted.first}-{wanted.last}{part}.{wanted.format}"
        words, columns = Words(texts), COLUMNS[wanted.kind]
        if wanted.format is Format.CSV:
            return CsvSheet(path, words, columns, most=self._most)
        return XlsxSheet(path, words, columns, most=self._most)

    async def _send(self, sheet: Sheet) -> None:
        await _in_thread(sheet.close)
        content = await _in_thread(sheet.path.read_bytes)
        await self._bot.send_document(
            self._person_id,
            content,
            filename=sheet.path.name,
            write_timeout=_SENDING_SECONDS,
            disable_notification=True,
        )
        await _in_thread(sheet.path.unlink)

    async def _say(self, key: str, *, stoppable: bool = False, **values: TextValue) -> None:
        screen = self._screen(key, stoppable=stoppable, **values)
        try:
            await self._bot.edit_message_text(
                screen.text,
                chat_id=self._person_id,
                message_id=self._message_id,
                parse_mode=ParseMode.HTML,
                reply_markup=screen.keyboard,
            )
        except TelegramError as error:
            log.debug("export_progress_not_said", reason=type(error).__name__)

    def _screen(self, key: str, *, stoppable: bool, **values: TextValue) -> Screen:
        texts, wanted = self._texts, self._wanted
        what = texts.plain(
            "export-what",
            kind=texts.plain(f"export-{wanted.kind}"),
            first=texts.day(wanted.first),
            last=texts.day(wanted.last),
        )
        stop = button(texts.plain("button-export-stop"), StopExport())
        way = stop if stoppable else panel_button(texts)
        return Screen(texts.html(key, what=what, **values), keyboard([[way]]))


def _adding(sheet: Sheet, lines: Sequence[Line]) -> Callable[[], bool]:
    return lambda: sheet.add(lines)


async def _in_thread(work: Callable[[], T]) -> T:
    """Does it in a thread. A cancelled wait first lets it end: nobody closes a file that is being written."""
    task = asyncio.ensure_future(asyncio.to_thread(work))
    try:
        return await asyncio.shield(task)
    except asyncio.CancelledError:
        await asyncio.wait({task})
        raise
