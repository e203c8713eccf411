"""Money that staff put into a wallet or take out of it by hand; each act is in the audit log."""

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.clock import Clock
from bot.shop.books.shop_days import ShopDays
from bot.shop.customers import Customers
from bot.shop.errors import (
    BadAmountError,
    NotEnoughMoneyError,
    NotTheirsError,
    StaffDayLimitError,
    StaffRefusal,
)
from bot.shop.money import Money
from bot.shop.outbox.messages import MessageKind, tell
from bot.shop.roles.members import StaffMembers
from bot.shop.roles.rights import Right
from storage.database import Database
from storage.house import staff
from storage.money import entries
from storage.states import EntryKind

MOST_AT_ONCE = Money.of_dinars(1_000_000)
"""The largest sum that one command books: a slipped finger must not make somebody rich."""


class WalletAdjustments:
    """Credits and debits of whole dinars."""

    def __init__(
        self,
        db: Database,
        clock: Clock,
        customers: Customers,
        members: StaffMembers,
        *,
        days: ShopDays,
        day_limit: Money,
    ) -> None:
        """`day_limit`: so much a day, credits and debits counted together, may those move who may not move
        more.
        """
        self._db = db
        self._clock = clock
        self._customers = customers
        self._members = members
        self._days = days
        self._day_limit = day_limit

    async def credit(
        self, staff_id: int, customer_id: int, dinars: int, note: str | None, *, key: str
    ) -> Money:
        """Puts whole dinars into a wallet; the balance after. `key` makes a repeated command harmless.

        Raises `NotFoundError` for somebody who never wrote to the shop, `BadAmountError`, `NotTheirsError`
        and `StaffDayLimitError`.
        """
        return await self._book(EntryKind.CREDIT, staff_id, customer_id, dinars, note=note, key=key)

    async def debit(
        self, staff_id: int, customer_id: int, dinars: int, note: str | None, *, key: str
    ) -> Money:
        """Takes whole dinars out of a wallet; the balance after. Raises as `credit`, and
        `NotEnoughMoneyError`.
        """
        return await self._book(EntryKind.DEBIT, staff_id, customer_id, dinars, note=note, key=key)

    async def _book(
        self, kind: EntryKind, staff_id: int, customer_id: int, dinars: int, *, note: str | None, key: str
    ) -> Money:
        amount = Money.of_dinars(dinars)
        if not Money.ZERO < amount <= MOST_AT_ONCE:
            raise BadAmountError
        await self._customers.get(customer_id)
        now = self._clock.now()
        async with self._db.write() as conn:
            before = Money(await entries.balance(conn, customer_id))
            done = await entries.exists(conn, kind=kind, subject=key)
            if done:
                return before
            await self._must_be_theirs(conn, staff_id, amount, now)
            if kind is EntryKind.DEBIT and before < amount:
                raise NotEnoughMoneyError(amount - before)
            signed = -amount if kind is EntryKind.DEBIT else amount
            entry_id = await entries.add(
                conn,
                customer_id=customer_id,
                kind=kind,
                subject=key,
                centimes=signed.centimes,
                at=now,
                who=f"staff:{staff_id}",
                note=note,
            )
            await staff.log(
                conn,
                staff_id=staff_id,
                action=kind,
                subject=f"customer:{customer_id}",
                at=now,
                detail=f"{dinars} DZD" + (f": {note}" if note else ""),
            )
            await tell(
                conn,
                key=f"wallet:{entry_id}",
                chat_id=customer_id,
                kind=MessageKind.WALLET_CHANGED,
                payload={"entry_id": entry_id},
                now=now,
            )
            return Money(await entries.balance(conn, customer_id))

    async def _must_be_theirs(
        self, conn: AsyncConnection, staff_id: int, amount: Money, now: datetime
    ) -> None:
        """In the booking's own transaction: nobody gets past the limit by two commands at once."""
        rights = await self._members.rights_in(conn, staff_id)
        if Right.MOVE_MONEY not in rights:
            raise NotTheirsError(StaffRefusal.LOST)
        if Right.MOVE_MORE_MONEY in rights:
            return
        since, _ = self._days.span(self._days.day_at(now))
        moved = Money(await entries.moved_by_hand(conn, f"staff:{staff_id}", since=since))
        if moved + amount > self._day_limit:
            raise StaffDayLimitError(self._day_limit, max(Money.ZERO, self._day_limit - moved))
