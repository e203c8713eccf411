"""Who works in the shop: its owners, whom the settings name, and those who were given a role in the chat."""

from collections.abc import Collection, Iterable, Mapping

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.shop.roles.rights import NONE, RIGHTS, Right
from storage.database import Database
from storage.house import staff
from storage.house.staff import StaffRow
from storage.states import StaffRole


class StaffMembers:
    """Keeps at hand who works here, because every update asks; what somebody may do is read anew for each
    update of theirs, so that a role that was taken away is gone at once, whichever process took it.
    """

    def __init__(
        self,
        db: Database,
        owner_ids: Collection[int],
        rights: Mapping[StaffRole, frozenset[Right]] = RIGHTS,
    ) -> None:
        self._db = db
        self._rights = rights
        self._owners = frozenset(owner_ids)
        self._roles: Mapping[int, StaffRole] = dict.fromkeys(self._owners, StaffRole.OWNER)
        self._gone: frozenset[int] = frozenset()
        self._news = 1
        self._read = 0
        db.wake_ups.on_change(staff.CHANGED, self._forget)

    @property
    def owner_ids(self) -> frozenset[int]:
        """Whom the settings name."""
        return self._owners

    @property
    def staff_ids(self) -> frozenset[int]:
        """Who works here, as far as this process has heard."""
        return frozenset(self._roles)

    def is_staff(self, user_id: int) -> bool:
        """Whether this person works here, as far as this process has heard."""
        return user_id in self._roles

    def was_staff(self, user_id: int) -> bool:
        """Whether this person works here or did once, as far as this process has heard."""
        return self.is_staff(user_id) or user_id in self._gone

    async def rights_of(self, user_id: int) -> frozenset[Right]:
        """What this person may do now."""
        if user_id in self._owners:
            return self._rights[StaffRole.OWNER]
        await self.refresh()
        if not self.is_staff(user_id):
            return NONE
        async with self._db.read() as conn:
            return await self.rights_in(conn, user_id)

    def rights_as(self, role: StaffRole) -> frozenset[Right]:
        """What somebody may do in that role."""
        return self._rights[role]

    async def rights_in(self, conn: AsyncConnection, user_id: int) -> frozenset[Right]:
        """The same, as it is in a transaction."""
        role = await self.role_in(conn, user_id)
        return NONE if role is None else self._rights[role]

    async def role_in(self, conn: AsyncConnection, user_id: int) -> StaffRole | None:
        """As what somebody works here; None for who does not. Only the settings make an owner."""
        if user_id in self._owners:
            return StaffRole.OWNER
        row = await staff.get(conn, user_id)
        return None if row is None or row.role is StaffRole.OWNER else row.role

    async def holding(self, conn: AsyncConnection, right: Right) -> list[int]:
        """Who may do that, in the transaction that tells them something."""
        roles = self._with_owners(await staff.working(conn))
        return sorted(user_id for user_id, role in roles.items() if right in self._rights[role])

    async def roles(self) -> Mapping[int, StaffRole]:
        """Who works here, as what."""
        await self.refresh()
        return self._roles

    async def refresh(self) -> None:
        """Reads anew who works here, where that has changed since."""
        news = self._news
        if news == self._read:
            return
        async with self._db.read() as conn:
            working, gone = await staff.working(conn), await staff.gone(conn)
        self._roles, self._gone, self._read = self._with_owners(working), frozenset(gone), news

    def _with_owners(self, working: Iterable[StaffRow]) -> dict[int, StaffRole]:
        others = {row.user_id: row.role for row in working if row.role is not StaffRole.OWNER}
        return others | dict.fromkeys(self._owners, StaffRole.OWNER)

    def _forget(self, user_id: str | None) -> None:
        del user_id
        self._news += 1
