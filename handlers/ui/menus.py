"""The command menus beside the text field: for customers in every private chat, for each of the staff in
their own chat, as their role allows.

Telegram is told only when something changed since the last time (a hash is remembered). Somebody who has not
pressed Start yet cannot be given a menu: they get it when they do. People who are no staff any more lose
theirs.
"""

import asyncio
import hashlib
import json
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import structlog
from telegram import BotCommand, BotCommandScope, BotCommandScopeAllPrivateChats, BotCommandScopeChat
from telegram.error import BadRequest, Forbidden, TelegramError
from telegram.ext import ExtBot

from bot.languages import LANGUAGES
from bot.shop.roles.members import StaffMembers
from bot.shop.roles.rights import RIGHTS, Right, StaffRole
from bot.shop.staff.remembered import RememberedFacts
from handlers.ui.texts import TextLibrary

log = structlog.get_logger(__name__)

_REMEMBERED = "menus"


@dataclass(frozen=True)
class Commands:
    """All commands as the menus show them: the names of those for everybody, and those that staff have
    besides, each with the right that it needs.
    """

    customers: tuple[str, ...]
    staff: Mapping[str, Right]

    def of(self, rights: Collection[Right]) -> tuple[str, ...]:
        """Somebody's menu: what they may do as staff first, then what everybody may."""
        theirs = tuple(name for name, right in self.staff.items() if right in rights)
        return theirs + self.customers


@dataclass(frozen=True)
class _Published:
    """What Telegram was given: the hash of the menus, and which chats have a menu of which role."""

    digest: str = ""
    staff: Mapping[int, str] = field(default_factory=dict)

    @classmethod
    def read(cls, note: str | None) -> "_Published":
        if note is None:
            return cls()
        known = json.loads(note)
        staff = known["staff"]
        # Before there were roles: a list of chats, all with the menu of an owner.
        roles = dict.fromkeys(staff, StaffRole.OWNER) if isinstance(staff, list) else staff
        return cls(known["digest"], {int(chat_id): role for chat_id, role in roles.items()})

    def note(self) -> str:
        return json.dumps({"digest": self.digest, "staff": dict(sorted(self.staff.items()))})


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
        self._changing = asyncio.Lock()

    async def publish(self) -> None:
        """At start, and when a role has changed. Trouble with Telegram is logged, not raised: a shop sells
        without menus too.
        """
        try:
            await self._publish()
        except TelegramError as error:
            log.warning("menus_not_published", reason=type(error).__name__)

    async def arrived(self, staff_id: int) -> None:
        """One of the staff has pressed Start: they get the menu of their role, unless they have it."""
        role = (await self._staff.roles()).get(staff_id)
        if role is None or (await self._known()).staff.get(staff_id) == role:
            return
        try:
            given = await self._give(staff_id, role)
        except TelegramError as error:
            log.warning("menus_not_published", reason=type(error).__name__)
            return
        if given:
            await self._change(lambda now: _Published(now.digest, {**now.staff, staff_id: role}))

    async def _publish(self) -> None:
        known, digest, staff = await self._known(), self._digest(), await self._staff.roles()
        changed = digest != known.digest
        if not changed and staff == known.staff:
            return
        if changed:
            for language, menu in self._menus(self._commands.customers):
                await self._bot.set_my_commands(
                    commands=menu, scope=BotCommandScopeAllPrivateChats(), language_code=language
                )
        for gone in known.staff.keys() - staff.keys():
            await self._take_away(gone)
        have: dict[int, str] = {
            staff_id: role
            for staff_id, role in sorted(staff.items())
            if (not changed and known.staff.get(staff_id) == role) or await self._give(staff_id, role)
        }

        def published(now: _Published) -> _Published:
            arrived = {
                staff_id: role
                for staff_id, role in now.staff.items()
                if staff_id not in known.staff and staff.get(staff_id) == role
            }
            return _Published(digest, {**arrived, **have})

        await self._change(published)

    async def _give(self, chat_id: int, role: StaffRole) -> bool:
        try:
            for language, menu in self._menus(self._commands.of(RIGHTS[role])):
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
        return [
            (language, [BotCommand(command=name, description=said[name]) for name in commands])
            for language, said in self._described(commands).items()
        ]

    def _described(self, commands: Iterable[str]) -> dict[str | None, dict[str, str]]:
        default = self._texts.guess(None).language
        return {
            language: {name: self._texts[language or default].plain(f"menu-{name}") for name in commands}
            for language in (None, *LANGUAGES)
        }

    def _digest(self) -> str:
        described = self._described((*self._commands.staff, *self._commands.customers))
        menus = [
            (role, language, [(name, said[name]) for name in self._commands.of(RIGHTS[role])])
            for role in StaffRole
            for language, said in described.items()
        ]
        return hashlib.sha256(json.dumps(menus).encode()).hexdigest()

    async def _known(self) -> _Published:
        """Read each time: another process may have published since."""
        return _Published.read(await self._remembered.remembered(_REMEMBERED))

    async def _change(self, change: Callable[[_Published], _Published]) -> None:
        """Notes what Telegram was given besides: who arrives and what is published may end side by side."""
        async with self._changing:
            await self._remembered.remember(_REMEMBERED, change(await self._known()).note())
