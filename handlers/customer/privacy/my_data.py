"""The file with all that the shop keeps about one person: JSON, written a page at a time beside the updates,
and sent when it is whole.
"""

import asyncio
import json
from collections.abc import Awaitable, Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

import structlog
from telegram.constants import ParseMode
from telegram.error import TelegramError
from telegram.ext import ExtBot

from bot.shop.privacy.personal_data import DataPage, PersonalData
from handlers.customer.welcome.screens import menu_button
from handlers.ui.keyboards import keyboard
from handlers.ui.texts import Texts

log = structlog.get_logger(__name__)

_SENDING_SECONDS: Final = 600.0


class MyDataFile:
    """One file for one person. `report` hears of what should not have happened."""

    def __init__(
        self,
        bot: ExtBot[None],
        texts: Texts,
        data: PersonalData,
        person_id: int,
        *,
        report: Callable[[Exception], Awaitable[None]],
    ) -> None:
        self._bot = bot
        self._texts = texts
        self._data = data
        self._person_id = person_id
        self._report = report

    async def run(self) -> None:
        """Writes and sends it. Whatever goes wrong is said."""
        try:
            with TemporaryDirectory(prefix="my-data-") as folder:
                path = Path(folder) / "my-data.json"
                await self._write(path)
                content = await asyncio.to_thread(path.read_bytes)
            await self._bot.send_document(
                self._person_id,
                content,
                filename=path.name,
                caption=self._texts.html("my-data"),
                parse_mode=ParseMode.HTML,
                protect_content=False,
                write_timeout=_SENDING_SECONDS,
            )
        except TelegramError as error:
            log.warning("my_data_not_sent", reason=type(error).__name__)
            await self._say("my-data-not-sent")
        except Exception as error:  # noqa: BLE001 - it runs beside the updates: nobody else would say it
            await self._say("my-data-failed")
            await self._report(error)

    async def _write(self, path: Path) -> None:
        section, first = "", True
        await asyncio.to_thread(path.write_text, "{", "utf-8")
        async for page in self._data.pages(self._person_id):
            opens = page.section != section
            await asyncio.to_thread(
                _append, path, page, opens=opens, closes=opens and section != "", first=first
            )
            section, first = page.section, opens and not page.records
        await asyncio.to_thread(_end, path)

    async def _say(self, key: str) -> None:
        try:
            await self._bot.send_message(
                self._person_id,
                self._texts.plain(key),
                reply_markup=keyboard([[menu_button(self._texts)]]),
            )
        except TelegramError as error:
            log.warning("my_data_not_said", reason=type(error).__name__)


def _append(path: Path, page: DataPage, *, opens: bool, closes: bool, first: bool) -> None:
    with path.open("a", encoding="utf-8") as file:
        if opens:
            file.write("\n],\n" if closes else "\n")
            file.write(f"{json.dumps(page.section)}: [")
        lines = [json.dumps(record, ensure_ascii=False) for record in page.records]
        if lines:
            file.write(("\n" if opens or first else ",\n") + ",\n".join(lines))


def _end(path: Path) -> None:
    with path.open("a", encoding="utf-8") as file:
        file.write("\n]\n}\n")
