"""What staff do about a customer: shut them out, note something, a limit of their own, their language. Each
act is in the audit log, in its own transaction.
"""

from typing import Final

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.clock import Clock
from bot.languages import LANGUAGES
from bot.shop.customers import NOBODY, Customers
from bot.shop.errors import BadAmountError, NotFoundError, NotTheirsError, StaffRefusal
from bot.shop.prices.rule_store import MOST_IN_DAY
from bot.shop.roles.members import StaffMembers
from storage.chat import customer_notes
from storage.chat import customers as rows
from storage.database import Database
from storage.house import staff

LONGEST_REASON: Final = 200
LONGEST_NOTE: Final = 500


class CustomerCare:
    """All methods raise `NotFoundError` for somebody who never wrote to the shop."""

    def __init__(self, db: Database, clock: Clock, customers: Customers, members: StaffMembers) -> None:
        self._db = db
        self._clock = clock
        self._customers = customers
        self._members = members

    async def ban(self, staff_id: int, customer_id: int, why: str) -> bool:
        """The shop serves them no more, but for their open orders; False when it is so already.

        Raises `NotTheirsError` for somebody who works here.
        """
        now = self._clock.now()
        async with self._db.write() as conn:
            await self._must_be_known(conn, customer_id)
            if await self._members.role_in(conn, customer_id) is not None:
                raise NotTheirsError(StaffRefusal.WORKS_HERE)
            done = await rows.ban(conn, customer_id, why=why, by=staff_id, at=now)
            if done:
                await self._log(conn, staff_id, "ban", customer_id, why)
        return done

    async def lift_ban(self, staff_id: int, customer_id: int) -> bool:
        """They are served again; False when they were all along."""
        async with self._db.write() as conn:
            await self._must_be_known(conn, customer_id)
            done = await rows.lift_ban(conn, customer_id)
            if done:
                await self._log(conn, staff_id, "unban", customer_id)
        return done

    async def note(self, staff_id: int, customer_id: int, body: str, *, key: str) -> None:
        """Keeps a note, which only staff read. The same `key` again is the same note."""
        now = self._clock.now()
        async with self._db.write() as conn:
            await self._must_be_known(conn, customer_id)
            added = await customer_notes.add(
                conn, key=key, customer_id=customer_id, staff_id=staff_id, body=body, at=now
            )
            if added:
                await self._log(conn, staff_id, "note", customer_id, body)

    async def limit(self, staff_id: int, customer_id: int, cards: int | None) -> None:
        """So many cards may they buy in a day, instead of what the shop's rules say; None: as the rules say.

        Raises `BadAmountError`.
        """
        if cards is not None and not 1 <= cards <= MOST_IN_DAY:
            raise BadAmountError
        async with self._db.write() as conn:
            await self._must_be_known(conn, customer_id)
            await rows.set_day_limit(conn, customer_id, cards)
            await self._log(
                conn, staff_id, "customer_limit", customer_id, "none" if cards is None else str(cards)
            )

    async def language(self, staff_id: int, customer_id: int, language: str) -> None:
        """The language in which they are answered. Raises ValueError for one without texts."""
        if language not in LANGUAGES:
            raise ValueError(f"no texts in {language!r}")
        async with self._db.write() as conn:
            await self._must_be_known(conn, customer_id)
            await rows.set_language(conn, customer_id, language)
            await self._log(conn, staff_id, "customer_language", customer_id, language)

    async def _must_be_known(self, conn: AsyncConnection, customer_id: int) -> None:
        if customer_id == NOBODY or await self._customers.find(conn, customer_id) is None:
            raise NotFoundError

    async def _log(
        self, conn: AsyncConnection, staff_id: int, action: str, customer_id: int, detail: str | None = None
    ) -> None:
        await staff.log(
            conn,
            staff_id=staff_id,
            action=action,
            subject=f"customer:{customer_id}",
            at=self._clock.now(),
            detail=detail,
        )
