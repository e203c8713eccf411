"""Who works in the shop: its owners, whom the settings name, and those who were given a role in the chat."""

from collections.abc import Collection, Mapping

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.shop.roles.rights import NONE, RIGHTS, Right
from storage.database import Database
from storage.house import staff
from storage.states import StaffRole


class StaffMembers:
    """Keeps at hand who works here, because every update asks; what somebody may do is read anew for each
    update of theirs, so that a role that was taken away is gone at once, whichever process took it.
    """

    def __init__(self, db: Database, owner_ids: Collection[int]) -> None:
        self._db = db
        self._owners = frozenset(owner_ids)
        self._roles: Mapping[int, StaffRole] = {}
        self._news = 1
        self._read = 0
        db.wake_ups.on_change(staff.CHANGED, self._forget)

    @property
    def staff_ids(self) -> frozenset[int]:
        """Who works here, as far as this process has heard."""
        return self._owners | self._roles.keys()

    def is_staff(self, user_id: int) -> bool:
        """Whether this person works here, as far as this process has heard."""
        return user_id in self._owners or user_id in self._roles

    async def rights_of(self, user_id: int) -> frozenset[Right]:
        """What this person may do now."""
        if user_id in self._owners:
            return RIGHTS[StaffRole.OWNER]
        await self.refresh()
        if user_id not in self._roles:
            return NONE
        async with self._db.read() as conn:
            role = await staff.role_of(conn, user_id)
        return NONE if role is None or role is StaffRole.OWNER else RIGHTS[role]

    async def holding(self, conn: AsyncConnection, right: Right) -> list[int]:
        """Who may do that, in the transaction that tells them something."""
        roles = self._with_owners(await staff.roles(conn))
        return sorted(user_id for user_id, role in roles.items() if right in RIGHTS[role])

    async def refresh(self) -> None:
        """Reads anew who works here, where that has changed since."""
        news = self._news
        if news == self._read:
            return
        async with self._db.read() as conn:
            self._roles = self._with_owners(await staff.roles(conn))
        self._read = news

    def _with_owners(self, roles: Mapping[int, StaffRole]) -> dict[int, StaffRole]:
        """Only the settings make an owner."""
        others = {user_id: role for user_id, role in roles.items() if role is not StaffRole.OWNER}
        return others | dict.fromkeys(self._owners, StaffRole.OWNER)

    def _forget(self, user_id: str | None) -> None:
        del user_id
        self._news += 1
