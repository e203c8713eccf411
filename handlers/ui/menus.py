"""The command menus beside the text field: for customers
in every private chat, for each admin in their own chat.

Telegram is told only when something changed since the last start (a hash is
remembered). An admin who has not pressed Start yet cannot be given a menu:
they get it when they do. People who are no admins any more lose theirs.
"""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import structlog
from telegram import BotCommand, BotCommandScope, BotCommandScopeAllPrivateChats, BotCommandScopeChat
from telegram.error import BadRequest, Forbidden, TelegramError
from telegram.ext import ExtBot

from bot.languages import LANGUAGES
from bot.shop.roles.members import StaffMembers
from bot.shop.staff.remembered import RememberedFacts
from handlers.ui.routing import Commands
from handlers.ui.texts import TextLibrary

log = structlog.get_logger(__name__)

_REMEMBERED = "menus"


@dataclass(frozen=True)
class _Published:
    """What Telegram was given: the hash of the menus, and the chats that have the staff's."""

    digest: str = ""
    staff: frozenset[int] = frozenset()

    @classmethod
    def read(cls, note: str | None) -> "_Published":
        if note is None:
            return cls()
        known = json.loads(note)
        return cls(known["digest"], frozenset(known["staff"]))

    def note(self) -> str:
        return json.dumps({"digest": self.digest, "staff": sorted(self.staff)})


class Menus:
    """Publishes the menus."""

    def __init__(
        self,
        bot: ExtBot[Any],
        staff: StaffMembers,
        remembered: RememberedFacts,
        texts: TextLibrary,
        commands: Commands,
    ) -> None:
        self._bot = bot
        self._staff = staff
        self._remembered = remembered
        self._texts = texts
        self._commands = commands
        self._published: _Published | None = None

    async def publish(self) -> None:
        """At start. Trouble with Telegram is logged, not raised: a shop sells without menus too."""
        try:
            await self._publish()
        except TelegramError as error:
            log.warning("menus_not_published", reason=type(error).__name__)

    async def arrived(self, staff_id: int) -> None:
        """An admin has pressed Start: if they have no menu yet, they get it now."""
        known = await self._known()
        if staff_id in known.staff:
            return
        try:
            given = await self._give(staff_id)
        except TelegramError as error:
            log.warning("menus_not_published", reason=type(error).__name__)
            return
        if given:
            known = await self._known()  # `publish` may have ended meanwhile
            await self._remember(_Published(known.digest, known.staff | {staff_id}))

    async def _publish(self) -> None:
        known, digest, staff = await self._known(), self._digest(), self._staff.staff_ids
        changed = digest != known.digest
        if not changed and staff == known.staff:
            return
        if changed:
            for language, menu in self._menus(self._commands.customers):
                await self._bot.set_my_commands(
                    commands=menu, scope=BotCommandScopeAllPrivateChats(), language_code=language
                )
        for gone in known.staff - staff:
            await self._take_away(gone)
        wanting = staff if changed else staff - known.staff
        given = {staff_id for staff_id in sorted(wanting) if await self._give(staff_id)}
        await self._remember(_Published(digest, frozenset(given | ((known.staff & staff) - wanting))))

    async def _give(self, chat_id: int) -> bool:
        try:
            for language, menu in self._menus(self._commands.customers + self._commands.staff):
                await self._bot.set_my_commands(
                    commands=menu, scope=BotCommandScopeChat(chat_id=chat_id), language_code=language
                )
        except (BadRequest, Forbidden) as error:
            log.info("menu_waits_for_start", staff_id=chat_id, reason=str(error))
            return False
        return True

    async def _take_away(self, chat_id: int) -> None:
        scope: BotCommandScope = BotCommandScopeChat(chat_id=chat_id)
        for language in (None, *LANGUAGES):
            try:
                await self._bot.delete_my_commands(scope=scope, language_code=language)
            except (BadRequest, Forbidden) as error:
                log.info("menu_not_taken_away", staff_id=chat_id, reason=str(error))
                return

    def _menus(self, commands: Sequence[str]) -> list[tuple[str | None, list[BotCommand]]]:
        """The menu for those with another language, then one for each of ours."""
        default = self._texts.guess(None).language
        return [
            (
                language,
                [
                    BotCommand(
                        command=name, description=self._texts[language or default].plain(f"menu-{name}")
                    )
                    for name in commands
                ],
            )
            for language in (None, *LANGUAGES)
        ]

    def _digest(self) -> str:
        menus = [
            (language, [(entry.command, entry.description) for entry in menu])
            for language, menu in self._menus(self._commands.customers + self._commands.staff)
        ]
        return hashlib.sha256(json.dumps(menus).encode()).hexdigest()

    async def _known(self) -> _Published:
        if self._published is None:
            self._published = _Published.read(await self._remembered.remembered(_REMEMBERED))
        return self._published

    async def _remember(self, published: _Published) -> None:
        self._published = published  # before anybody else looks
        await self._remembered.remember(_REMEMBERED, published.note())
