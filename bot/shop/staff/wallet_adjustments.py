"""Money that staff put into a wallet or take out of it by hand, and take back when it was a mistake; each act
is in the audit log.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, Protocol

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.clock import Clock
from bot.shop.books.shop_days import ShopDays
from bot.shop.chat_settings.live_settings import LiveEdition
from bot.shop.customers import Customer, Customers
from bot.shop.errors import (
    BadAmountError,
    NotEnoughMoneyError,
    NotFoundError,
    NotTheirsError,
    StaffDayLimitError,
    StaffRefusal,
    UndoneBeforeError,
    UndoOverError,
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
UNDO_WITHIN: Final = timedelta(minutes=10)
"""So long what was booked by hand can be taken back."""
_BY_HAND: Final = frozenset({EntryKind.CREDIT, EntryKind.DEBIT})


@dataclass(frozen=True, slots=True)
class Offer:
    """What somebody wants to book: for whom, what their wallet holds, and whether it is asked once more."""

    customer: Customer
    balance: Money
    asks: bool


@dataclass(frozen=True, slots=True)
class Booked:
    """What was booked: its entry, and what the wallet holds since."""

    entry_id: int
    customer_id: int
    amount: Money
    balance: Money


class CashierSettings(Protocol):
    """What this module asks of the settings."""

    @property
    def cashier_day_limit(self) -> int:
        """So many dinars a day, credits and debits counted together, may those move who may not move more."""
        ...

    @property
    def ask_above(self) -> int:
        """Above so many dinars a booking is asked once more."""
        ...


class WalletAdjustments:
    """Credits and debits of whole dinars."""

    def __init__(
        self,
        db: Database,
        clock: Clock,
        customers: Customers,
        members: StaffMembers,
        settings: LiveEdition[CashierSettings],
        *,
        days: ShopDays,
    ) -> None:
        self._db = db
        self._clock = clock
        self._customers = customers
        self._members = members
        self._days = days
        self._settings = settings

    async def offer(self, staff_id: int, customer_id: int, dinars: int) -> Offer:
        """Looks at what is wanted, and books nothing. Raises as `credit`."""
        amount = _bookable(dinars)
        asks = amount > Money.of_dinars(self._settings.now.ask_above)
        customer = await self._customers.get(customer_id)
        async with self._db.read() as conn:
            if asks:  # what is not asked may have been booked: this may be the same command once more
                await self._must_be_theirs(conn, staff_id, customer_id, amount, self._clock.now())
            balance = Money(await entries.balance(conn, customer_id))
        return Offer(customer, balance, asks)

    async def credit(
        self, staff_id: int, customer_id: int, dinars: int, note: str | None, *, key: str
    ) -> Booked:
        """Puts whole dinars into a wallet. `key` makes a repeated command harmless.

        Raises `NotFoundError` for somebody who never wrote to the shop, `BadAmountError`, `NotTheirsError`
        and `StaffDayLimitError`.
        """
        return await self._book(EntryKind.CREDIT, staff_id, customer_id, dinars, note=note, key=key)

    async def debit(
        self, staff_id: int, customer_id: int, dinars: int, note: str | None, *, key: str
    ) -> Booked:
        """Takes whole dinars out of a wallet. Raises as `credit`, and `NotEnoughMoneyError`."""
        return await self._book(EntryKind.DEBIT, staff_id, customer_id, dinars, note=note, key=key)

    async def undo(self, staff_id: int, entry_id: int) -> Booked:
        """Takes back what was credited or debited, once, while it is young; the customer is told. Who may not
        move more than the day's limit takes back only what they booked themselves.

        Raises `NotFoundError`, `NotTheirsError`, `UndoneBeforeError`, `UndoOverError` and
        `NotEnoughMoneyError` when the customer has spent it.
        """
        now = self._clock.now()
        async with self._db.write() as conn:
            rights = await self._members.rights_in(conn, staff_id)
            if Right.MOVE_MONEY not in rights:
                raise NotTheirsError(StaffRefusal.LOST)
            entry = await entries.find(conn, entry_id)
            if entry is None or entry.kind not in _BY_HAND or entry.subject.startswith(entries.UNDONE):
                raise NotFoundError
            if Right.MOVE_MORE_MONEY not in rights:
                if entry.who != f"staff:{staff_id}":
                    raise NotTheirsError(StaffRefusal.MORE_THAN_THEIRS)
                if entry.customer_id == staff_id:  # booked while they might do more
                    raise NotTheirsError(StaffRefusal.OWN_MONEY)
            kind = EntryKind.DEBIT if entry.kind is EntryKind.CREDIT else EntryKind.CREDIT
            key = f"{entries.UNDONE}{entry_id}"
            if await entries.exists(conn, kind=kind, subject=key):
                raise UndoneBeforeError
            if self._clock.passed(entry.at) > UNDO_WITHIN:
                raise UndoOverError
            back = Money(-entry.amount_centimes)
            before = Money(await entries.balance(conn, entry.customer_id))
            if before + back < Money.ZERO:
                raise NotEnoughMoneyError(-back - before)
            undone = await self._enter(conn, kind, staff_id, entry.customer_id, back, key=key, at=now)
            await staff.log(
                conn,
                staff_id=staff_id,
                action="undo",
                subject=f"customer:{entry.customer_id}",
                at=now,
                detail=f"{entry.kind} {abs(entry.amount_centimes) // 100} DZD",
            )
            return Booked(undone, entry.customer_id, back, before + back)

    async def _book(
        self, kind: EntryKind, staff_id: int, customer_id: int, dinars: int, *, note: str | None, key: str
    ) -> Booked:
        amount = _bookable(dinars)
        await self._customers.get(customer_id)
        now = self._clock.now()
        async with self._db.write() as conn:
            before = Money(await entries.balance(conn, customer_id))
            done = await entries.about(conn, kind, key)
            if done is not None:
                return Booked(done.id, customer_id, Money(done.amount_centimes), before)
            await self._must_be_theirs(conn, staff_id, customer_id, amount, now)
            if kind is EntryKind.DEBIT and before < amount:
                raise NotEnoughMoneyError(amount - before)
            signed = -amount if kind is EntryKind.DEBIT else amount
            entry_id = await self._enter(
                conn, kind, staff_id, customer_id, signed, key=key, at=now, note=note
            )
            await staff.log(
                conn,
                staff_id=staff_id,
                action=kind,
                subject=f"customer:{customer_id}",
                at=now,
                detail=f"{dinars} DZD" + (f": {note}" if note else ""),
            )
            return Booked(entry_id, customer_id, signed, before + signed)

    @staticmethod
    async def _enter(
        conn: AsyncConnection,
        kind: EntryKind,
        staff_id: int,
        customer_id: int,
        amount: Money,
        *,
        key: str,
        at: datetime,
        note: str | None = None,
    ) -> int:
        """Adds the entry, of which the transaction knows that it is not there, and tells the customer."""
        entry_id = await entries.add(
            conn,
            customer_id=customer_id,
            kind=kind,
            subject=key,
            centimes=amount.centimes,
            at=at,
            who=f"staff:{staff_id}",
            note=note,
        )
        if entry_id is None:  # the one writer has just looked
            raise RuntimeError(f"{kind} {key} was booked meanwhile")
        await tell(
            conn,
            key=f"wallet:{entry_id}",
            chat_id=customer_id,
            kind=MessageKind.WALLET_CHANGED,
            payload={"entry_id": entry_id},
            now=at,
        )
        return entry_id

    async def _must_be_theirs(
        self, conn: AsyncConnection, staff_id: int, customer_id: int, amount: Money, now: datetime
    ) -> None:
        """In the booking's own transaction: nobody gets past the limit by two commands at once."""
        rights = await self._members.rights_in(conn, staff_id)
        if Right.MOVE_MONEY not in rights:
            raise NotTheirsError(StaffRefusal.LOST)
        if Right.MOVE_MORE_MONEY in rights:
            return
        if customer_id == staff_id:
            raise NotTheirsError(StaffRefusal.OWN_MONEY)
        since, _ = self._days.span(self._days.day_at(now))
        moved = Money(await entries.moved_by_hand(conn, f"staff:{staff_id}", since=since))
        settings = await self._settings.as_of(conn)
        most = Money.of_dinars(settings.cashier_day_limit)
        if moved + amount > most:
            raise StaffDayLimitError(most, max(Money.ZERO, most - moved))


def _bookable(dinars: int) -> Money:
    """The amount, within what one command may book. Raises `BadAmountError`."""
    amount = Money.of_dinars(dinars)
    if not Money.ZERO < amount <= MOST_AT_ONCE:
        raise BadAmountError
    return amount
