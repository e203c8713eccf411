"""Money that staff put into a wallet or take out of it by hand; each act is in the audit log."""

from bot.clock import Clock
from bot.shop.customers import Customers
from bot.shop.errors import BadAmountError, NotEnoughMoneyError
from bot.shop.money import Money
from bot.shop.outbox.messages import MessageKind, tell
from storage.database import Database
from storage.house import staff
from storage.money import entries
from storage.states import EntryKind

MOST_AT_ONCE = Money.of_dinars(1_000_000)
"""The largest sum that one command books: a slipped finger must not make somebody rich."""


class WalletAdjustments:
    """Credits and debits of whole dinars."""

    def __init__(self, db: Database, clock: Clock, customers: Customers) -> None:
        self._db = db
        self._clock = clock
        self._customers = customers

    async def credit(
        self, staff_id: int, customer_id: int, dinars: int, note: str | None, *, key: str
    ) -> Money:
        """Puts whole dinars into a wallet; the balance after. `key` makes a repeated command harmless.

        Raises `NotFoundError` for somebody who never wrote to the shop, `BadAmountError`.
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
