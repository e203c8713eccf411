"""Erasing somebody: who they were goes, what the books need stays under a made-up number.

It waits while something is under way with them, as afterwards nobody could be told or paid back. Money in the
wallet is given up only by whoever says so, and how much: it stays on the made-up wallet, which nobody can
open. Nobody gets rid of a limit of their own, or uses a promo code anew, by that: see
`storage.house.outliving`.
"""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.clock import Clock
from bot.shop.customers import MADE_UP_FROM, NOBODY, is_made_up
from bot.shop.errors import ErasureBarredError, ErasureBarrier, NotFoundError
from bot.shop.money import Money
from bot.shop.orders.supplier_float import SupplierFloat
from bot.shop.referrals.rewards import MONTH
from bot.shop.roles.members import StaffMembers
from bot.shop.vault import Vault
from storage.chat import customers
from storage.database import Database
from storage.house import erasures, staff
from storage.house.erasures import Standing

AFTER_AN_ORDER: Final = timedelta(days=1)
"""For so long after an order a code that does not work can be reported; and nobody escapes a limit of the
day.
"""


@dataclass(frozen=True, slots=True)
class Erasable:
    """Somebody who may be erased now, and what they would give up with that."""

    customer_id: int
    gives_up: Money


class Erasing:
    """Methods raise `NotFoundError` for whom the shop does not know, and `ErasureBarredError` while somebody
    cannot be erased.
    """

    def __init__(self, db: Database, clock: Clock, members: StaffMembers, vault: Vault) -> None:
        self._db = db
        self._clock = clock
        self._members = members
        self._vault = vault

    async def look(self, customer_id: int) -> Erasable:
        """Whether somebody may be erased now."""
        async with self._db.read() as conn:
            standing = await self._may_be_erased(conn, customer_id)
        return Erasable(customer_id, Money(standing.balance_centimes))

    async def forget(self, customer_id: int, *, gives_up: Money) -> None:
        """Somebody has themselves erased, and gives up so much money: exactly what is in their wallet, or
        `ErasureBarredError` says that it has changed.
        """
        async with self._db.write() as conn:
            await self._erase(conn, customer_id, gives_up, who="customer")

    async def erase(self, staff_id: int, customer_id: int, *, gives_up: Money) -> None:
        """An owner erases somebody; it stands in the audit log, without who that was."""
        async with self._db.write() as conn:
            made_up = await self._erase(conn, customer_id, gives_up, who=f"staff:{staff_id}")
            await staff.log(
                conn,
                staff_id=staff_id,
                action="erase",
                subject=f"customer:{made_up}",
                at=self._clock.now(),
                detail=None,
            )

    async def _erase(self, conn: AsyncConnection, customer_id: int, gives_up: Money, *, who: str) -> int:
        standing = await self._may_be_erased(conn, customer_id)
        if standing.balance_centimes != gives_up.centimes:
            raise ErasureBarredError(ErasureBarrier.MONEY_CHANGED)
        made_up = MADE_UP_FROM + secrets.randbelow(MADE_UP_FROM)
        mark, *_ = self._vault.marks_of(customer_id)
        now = self._clock.now()
        await erasures.erase(
            conn, customer_id, made_up=made_up, mark=mark, rewarded_since=now - MONTH, who=who, at=now
        )
        await SupplierFloat.forget(conn, customer_id, made_up=made_up, name=erasures.NOTHING_LEFT)
        return made_up

    async def _may_be_erased(self, conn: AsyncConnection, customer_id: int) -> Standing:
        row = None
        if customer_id != NOBODY and not is_made_up(customer_id):
            row = await customers.get(conn, customer_id)
        if row is None:
            raise NotFoundError
        if await self._members.role_in(conn, customer_id) is not None:
            raise ErasureBarredError(ErasureBarrier.WORKS_HERE)
        if row.banned_at is not None:
            raise ErasureBarredError(ErasureBarrier.BANNED)
        standing = await erasures.standing(conn, customer_id)
        if standing.open_orders:
            raise ErasureBarredError(ErasureBarrier.OPEN_ORDERS)
        if standing.payments_under_way:
            raise ErasureBarredError(ErasureBarrier.PAYMENTS)
        if self._is_recent(standing.newest_order_at):
            raise ErasureBarredError(ErasureBarrier.RECENT_ORDER)
        return standing

    def _is_recent(self, ordered_at: datetime | None) -> bool:
        return ordered_at is not None and self._clock.passed(ordered_at) < AFTER_AN_ORDER
