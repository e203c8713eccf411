"""Who is given a role in the shop, and who loses it: each act is in the audit log, and the person is told.

Owners stand in the settings and nowhere else, so nobody in the chat makes one or ends one, and the last owner
cannot be removed. Everybody else gives and takes only what they hold themselves, and nobody changes their own
role.
"""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.clock import Clock
from bot.shop.customers import Customer, Customers
from bot.shop.errors import NotFoundError, NotTheirsError, StaffRefusal
from bot.shop.outbox.messages import MessageKind, tell
from bot.shop.roles.members import StaffMembers
from bot.shop.roles.rights import NONE, Right
from storage.chat import customers as customer_rows
from storage.database import Database
from storage.house import staff
from storage.states import StaffRole

_MOST_SAME_NAME = 2


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody who works here. `given_by` None: the settings name them. `acted_at`: when they last did
    something that the audit log knows of.
    """

    user_id: int
    name: str
    username: str | None
    role: StaffRole
    since: datetime
    given_by: str | None
    acted_at: datetime | None


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody who may get a role. `known`: they have written to the shop; else `name` is their number.

    `may_get` holds the roles that the one who asks can give them; `may_go`: they can take the role away.
    """

    user_id: int
    name: str
    username: str | None
    known: bool
    member: Member | None
    may_get: tuple[StaffRole, ...]
    may_go: bool
    refusal: StaffRefusal | None


class StaffKeeping:
    """Roles, given and taken."""

    def __init__(self, db: Database, clock: Clock, members: StaffMembers, customers: Customers) -> None:
        self._db = db
        self._clock = clock
        self._members = members
        self._customers = customers

    async def sync_owners(self) -> None:
        """At start: the settings' people are owners, and nobody else is."""
        now = self._clock.now()
        async with self._db.write() as conn:
            before = {row.user_id: row.role for row in await staff.working(conn)}
            owners = {user_id for user_id, role in before.items() if role is StaffRole.OWNER}
            for user_id in sorted(self._members.owner_ids - owners):
                await staff.put(conn, user_id, role=StaffRole.OWNER, by=None, now=now)
            for user_id in sorted(owners - self._members.owner_ids):
                await staff.remove(conn, user_id, now)
        await self._members.refresh()

    async def working(self) -> tuple[Member, ...]:
        """Who works here, owners first, then the longest in their role."""
        async with self._db.read() as conn:
            members = await self._read(conn)
        order = list(StaffRole)
        return tuple(sorted(members, key=lambda one: order.index(one.role)))

    async def candidate(self, staff_id: int, user_id: int) -> Candidate:
        """One person, as somebody sees them who gives and takes roles."""
        async with self._db.read() as conn:
            member = next((one for one in await self._read(conn) if one.user_id == user_id), None)
            refusal = await self._refusal(conn, staff_id, user_id, None)
            may_get = []
            for role in StaffRole:
                is_news = member is None or role is not member.role
                if is_news and await self._refusal(conn, staff_id, user_id, role) is None:
                    may_get.append(role)
            customer = await self._customers.find(conn, user_id)
        return Candidate(
            user_id,
            str(user_id) if customer is None else customer.first_name,
            None if customer is None else customer.username,
            known=customer is not None,
            member=member,
            may_get=tuple(may_get),
            may_go=member is not None and refusal is None,
            refusal=refusal,
        )

    async def with_username(self, username: str) -> Customer:
        """The one person whom the shop knows by that username, spelt like that.

        Raises `NotFoundError` where there is none, or more than one.
        """
        async with self._db.read() as conn:
            rows = await customer_rows.with_username(conn, username.lstrip("@"), limit=_MOST_SAME_NAME)
            found = await self._customers.find(conn, rows[0].id) if len(rows) == 1 else None
        if found is None:
            raise NotFoundError
        return found

    async def give(self, staff_id: int, user_id: int, role: StaffRole) -> bool:
        """Gives somebody a role; False when they have it already. They are told, as soon as they can be
        reached.

        Raises `NotTheirsError`.
        """
        now = self._clock.now()
        async with self._db.write() as conn:
            before = await self._members.role_in(conn, user_id)
            if before is role:
                return False
            await self._must_be_theirs(conn, staff_id, user_id, role)
            await staff.put(conn, user_id, role=role, by=staff_id, now=now)
            detail = role if before is None else f"{before} → {role}"
            await self._done(conn, staff_id, user_id, "role_given", detail=detail, role=role, now=now)
        return True

    async def remove(self, staff_id: int, user_id: int) -> bool:
        """Takes somebody's role away; False when they have none. They are told.

        Raises `NotTheirsError`.
        """
        now = self._clock.now()
        async with self._db.write() as conn:
            before = await self._members.role_in(conn, user_id)
            if before is None:
                return False
            await self._must_be_theirs(conn, staff_id, user_id, None)
            await staff.remove(conn, user_id, now)
            await self._done(conn, staff_id, user_id, "role_taken", detail=before, role=None, now=now)
        return True

    async def _must_be_theirs(
        self, conn: AsyncConnection, staff_id: int, user_id: int, role: StaffRole | None
    ) -> None:
        if (refusal := await self._refusal(conn, staff_id, user_id, role)) is not None:
            raise NotTheirsError(refusal)

    async def _refusal(
        self, conn: AsyncConnection, staff_id: int, user_id: int, role: StaffRole | None
    ) -> StaffRefusal | None:
        """Why one person may not give another this role (None: take the role that they have)."""
        theirs = await self._members.rights_in(conn, staff_id)
        if Right.KEEP_STAFF not in theirs:
            return StaffRefusal.LOST
        if role is StaffRole.OWNER or user_id in self._members.owner_ids:
            return StaffRefusal.OWNER
        if staff_id == user_id:
            return StaffRefusal.OWN_ROLE
        wanted = NONE if role is None else self._members.rights_as(role)
        if not theirs >= wanted | await self._members.rights_in(conn, user_id):
            return StaffRefusal.MORE_THAN_THEIRS
        return None

    async def _done(
        self,
        conn: AsyncConnection,
        staff_id: int,
        user_id: int,
        action: str,
        *,
        detail: str,
        role: StaffRole | None,
        now: datetime,
    ) -> None:
        await staff.log(
            conn, staff_id=staff_id, action=action, subject=f"staff:{user_id}", at=now, detail=detail
        )
        await tell(
            conn,
            key=f"role:{user_id}:{int(now.timestamp() * 1000)}:{role}",
            chat_id=user_id,
            kind=MessageKind.ROLE_CHANGED,
            payload={"role": role},
            now=now,
        )

    async def _read(self, conn: AsyncConnection) -> list[Member]:
        rows = [row for row in await staff.working(conn) if self._counts(row)]
        acts = await staff.last_acts(conn, [row.user_id for row in rows])
        found = []
        for row in rows:
            customer = await self._customers.find(conn, row.user_id)
            giver = None if row.added_by is None else await self._customers.find(conn, row.added_by)
            by = None if row.added_by is None else str(row.added_by)
            found.append(
                Member(
                    row.user_id,
                    str(row.user_id) if customer is None else customer.first_name,
                    None if customer is None else customer.username,
                    row.role,
                    row.added_at,
                    by if giver is None else giver.first_name,
                    acts.get(row.user_id),
                )
            )
        return found

    def _counts(self, row: staff.StaffRow) -> bool:
        """An owner's row of a shop whose settings have changed since counts for nothing."""
        return row.role is not StaffRole.OWNER or row.user_id in self._members.owner_ids
