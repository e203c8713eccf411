"""What Telegram says of the bot before anybody has pressed
Start, and on its profile page: a description in each language.

A text that the merchant gave it in @BotFather stays. The bot's name is never
touched: it was chosen there, people know the bot by it, and Telegram lets it
be changed but seldom. Source: Bot API setMyDescription, setMyShortDescription.
"""

import json
from collections.abc import Mapping
from typing import Any, Final

import structlog
from telegram.error import TelegramError
from telegram.ext import ExtBot

from bot.languages import LANGUAGES
from bot.shop.staff.remembered import RememberedFacts
from handlers.ui.texts import TextLibrary

log = structlog.get_logger(__name__)

_REMEMBERED: Final = "profile"
_DEFAULT: Final = ""
"""Telegram's word for those who have none of our languages, as a key beside `ar`, `fr`, `en`."""
Words = Mapping[str, str]


class Profile:
    """Publishes the descriptions, each only when its words are others than at the last start."""

    def __init__(self, bot: ExtBot[Any], remembered: RememberedFacts, texts: TextLibrary) -> None:
        self._bot = bot
        self._remembered = remembered
        self._texts = texts

    async def publish(self) -> None:
        """At start. Trouble with Telegram is logged, not
        raised; what was not said is said at the next start.
        """
        note = await self._remembered.remembered(_REMEMBERED)
        known: dict[str, dict[str, str]] = json.loads(note) if note else {}
        try:
            for kind in ("description", "short"):
                wanted = self._wanted(kind)
                if wanted != known.get(kind):
                    await self._say(kind, wanted, known.get(kind, {}))
                    known[kind] = wanted
                    await self._remembered.remember(_REMEMBERED, json.dumps(known))
        except TelegramError as error:
            log.warning("profile_not_published", reason=type(error).__name__)

    async def _say(self, kind: str, wanted: Words, known: Words) -> None:
        # Where a language has no text of its own, Telegram shows and tells the one for everybody else.
        ours = {"", *wanted.values(), *known.values()}
        for language, words in wanted.items():
            if known.get(language) == words:
                continue
            if await self._now(kind, language) not in ours:
                log.info("profile_left_as_it_is", kind=kind, language=language)
            elif kind == "description":
                await self._bot.set_my_description(description=words, language_code=language or None)
            else:
                await self._bot.set_my_short_description(
                    short_description=words, language_code=language or None
                )

    async def _now(self, kind: str, language: str) -> str:
        if kind == "description":
            return (await self._bot.get_my_description(language_code=language or None)).description
        return (await self._bot.get_my_short_description(language_code=language or None)).short_description

    def _wanted(self, kind: str) -> dict[str, str]:
        default = self._texts.guess(None).language
        return {language: self._words(kind, language or default) for language in (_DEFAULT, *LANGUAGES)}

    def _words(self, kind: str, language: str) -> str:
        texts = self._texts[language]
        if kind == "description":
            return texts.plain("profile-description", shop=texts.shop_name)
        return texts.plain("profile-short")
