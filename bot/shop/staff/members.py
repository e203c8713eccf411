"""Who works in the shop. The settings alone decide it."""

from collections.abc import Sequence
from typing import Any

from bot.clock import Clock
from bot.shop.outbox.messages import MessageKind, tell
from storage.database import Database
from storage.house import staff
from storage.states import StaffRole


class StaffMembers:
    """The people of the settings."""

    def __init__(self, db: Database, clock: Clock, staff_ids: Sequence[int]) -> None:
        self._db = db
        self._clock = clock
        self._staff_ids = frozenset(staff_ids)

    @property
    def staff_ids(self) -> frozenset[int]:
        """Who works here."""
        return self._staff_ids

    def is_staff(self, user_id: int) -> bool:
        """Whether this person works here."""
        return user_id in self._staff_ids

    async def sync_staff(self) -> Sequence[int]:
        """At start: writes who is staff now; those who are not any more."""
        async with self._db.write() as conn:
            await staff.sync(conn, sorted(self._staff_ids), role=StaffRole.ADMIN, now=self._clock.now())
            return await staff.removed(conn)

    async def answer_later(
        self, staff_id: int, text: str, keyboard: dict[str, Any] | None, /, *, key: str
    ) -> None:
        """Keeps an answer that could not be sent now, so that whoever booked money need not guess whether it
        was booked.
        """
        async with self._db.write() as conn:
            await tell(
                conn,
                key=f"answer:{staff_id}:{key}",
                chat_id=staff_id,
                kind=MessageKind.ANSWER,
                payload={"text": text, "keyboard": keyboard},
                now=self._clock.now(),
            )
