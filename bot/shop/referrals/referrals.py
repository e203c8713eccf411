"""Invitations as customers see them: one's own link, what came of it, and who comes by somebody's link.

Only people who are new to the shop are counted as invited, and the shop must have known whoever invited
them for longer: so nobody invites themselves, and no invitations go round in a circle. Whoever has themselves
erased and comes back is not new.
"""

import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum, auto
from typing import Final

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.clock import Clock
from bot.shop.chat_settings.live_settings import LiveEdition
from bot.shop.customers import Customer
from bot.shop.money import Money
from bot.shop.referrals.rewards import InviteRule, InviteSettings, may_be_rewarded
from bot.shop.refs import ALPHABET
from bot.shop.roles.members import StaffMembers
from storage.chat import customers
from storage.database import Database
from storage.house import outliving
from storage.purchases import referrals

NEW_FOR: Final = timedelta(hours=1)
"""For so long somebody is new to the shop, as long as they order nothing. A link is opened with the first
message to the shop; a restart may lie between the two.
"""
_CODE_LENGTH: Final = 8


class Arrival(StrEnum):
    """How somebody came who opened a link."""

    INVITED = auto()
    KNOWN = auto()
    """They were a customer before, or had come by another link; perhaps before they were erased."""
    OWN = auto()
    """It is their own link."""
    NOTHING = auto()
    """It is nobody's link, or one that nobody is rewarded for."""


@dataclass(frozen=True, slots=True)
class Invitations:
    """Somebody's code, what the merchant gives now, and what their invitations came to so far: how many
    people came, how many of them brought a reward, and what is left of all rewards.
    """

    code: str
    rule: InviteRule
    came: int
    rewards: int
    earned: Money


class Referrals:
    """Codes, and people who come by them. What they bring is `rewards`'. `marks_of`: by what somebody is
    recognised who was erased (`bot.shop.vault.Vault.marks_of`).
    """

    def __init__(
        self,
        db: Database,
        clock: Clock,
        members: StaffMembers,
        settings: LiveEdition[InviteSettings],
        *,
        marks_of: Callable[[int], Sequence[str]],
    ) -> None:
        self._db = db
        self._clock = clock
        self._members = members
        self._settings = settings
        self._marks_of = marks_of

    @property
    def are_on(self) -> bool:
        """Whether the merchant rewards invitations now."""
        return InviteRule.of(self._settings.now) is not None

    async def invitations(self, customer_id: int) -> Invitations | None:
        """A customer's own; None while nobody is rewarded. Who has no code gets one."""
        rule = InviteRule.of(self._settings.now)
        if rule is None:
            return None
        async with self._db.read() as conn:
            code = await referrals.code_of(conn, customer_id)
        if code is None:
            async with self._db.write() as conn:
                code = await self._made(conn, customer_id)
        async with self._db.read() as conn:
            seen = await referrals.invited_by(conn, customer_id)
        earned = Money(seen.reward_centimes - seen.taken_back_centimes)
        return Invitations(code, rule, seen.came, seen.rewards, earned)

    async def come(self, person: Customer, code: str) -> Arrival:
        """Somebody opened the link with that code; the same again is the same answer."""
        if not self.are_on:
            return Arrival.NOTHING
        async with self._db.read() as conn:
            inviter_id = await referrals.inviter(conn, code)
            known = await referrals.of_friend(conn, person.id)
        if inviter_id is None:
            return Arrival.NOTHING
        if inviter_id == person.id:
            return Arrival.OWN
        if known is not None:
            return Arrival.INVITED if known.inviter_id == inviter_id else Arrival.KNOWN
        if self._clock.passed(person.created_at) > NEW_FOR:
            return Arrival.KNOWN
        async with self._db.write() as conn:
            return await self._arrived(conn, person.id, inviter_id)

    async def _arrived(self, conn: AsyncConnection, friend_id: int, inviter_id: int) -> Arrival:
        if await self._members.role_in(conn, friend_id) is not None:
            return Arrival.NOTHING
        if not await may_be_rewarded(conn, self._members, inviter_id):
            return Arrival.NOTHING
        friend, inviter = await customers.get(conn, friend_id), await customers.get(conn, inviter_id)
        is_new = (
            friend is not None
            and inviter is not None
            and inviter.created_at < friend.created_at
            and not await referrals.has_ordered(conn, friend_id)
            and not await outliving.was_here(conn, self._marks_of(friend_id))
            and await referrals.add(conn, friend_id=friend_id, inviter_id=inviter_id, now=self._clock.now())
        )
        return Arrival.INVITED if is_new else Arrival.KNOWN

    async def _made(self, conn: AsyncConnection, customer_id: int) -> str:
        while (code := await referrals.code_of(conn, customer_id)) is None:
            # Another customer may have got the same: then they get the next.
            new = "".join(secrets.choice(ALPHABET) for _ in range(_CODE_LENGTH))
            await referrals.add_code(conn, customer_id, new, self._clock.now())
        return code
