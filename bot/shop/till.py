"""The merchant's own balance at the supplier (the float): does it cover what we are about to sell?"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.clock import Clock
from bot.shop.absence import Absence, Away
from bot.shop.asking import asking_supplier
from bot.shop.delivery import Alerts
from bot.shop.errors import SupplierAwayError
from bot.shop.lifecycle import NOT_YET_CHARGED
from bot.shop.money import Money
from bot.supplier import Lane, SupplierClient
from storage import notes, orders
from storage.database import Database

_NOTE = "float"


@dataclass(frozen=True, slots=True)
class FloatSeen:
    """The float and when it was read."""

    amount: Money
    at: datetime


class Till:
    """Reads the float, remembers the last reading, and tells the staff before it runs out."""

    def __init__(
        self, db: Database, supplier: SupplierClient, clock: Clock, alerts: Alerts, *, low: Money
    ) -> None:
        self._db = db
        self._supplier = supplier
        self._clock = clock
        self._alerts = alerts
        self._low = low
        self._absence = Absence(db, clock, alerts)

    async def read(self, lane: Lane = Lane.BROWSING) -> Money:
        """The float at this moment. Raises `SupplierAwayError`."""
        try:
            with asking_supplier():
                balance = await self._supplier.balance(lane=lane)
        except SupplierAwayError as error:
            await self._absence.failed(error)
            raise
        await self._absence.answered()
        # Down to a centime, never up: this is what we may spend.
        amount = Money(int(balance * 100))
        now = self._clock.now()
        async with self._db.write() as conn:
            await notes.put(conn, _NOTE, str(amount.dinars), now)
            if amount < self._low:
                quiet = timedelta(hours=6)
                await self._alerts.raise_in(
                    conn, "float_low", matter="low", quiet=quiet, float=str(amount.dinars)
                )
        return amount

    async def watch(self) -> None:
        """Reads the float every now and then, whether or not anybody buys: so an absence is noticed in a quiet hour."""
        await self.read()

    async def away(self) -> Away | None:
        """Since when the supplier has been away; None while it answers. Asks nobody."""
        return await self._absence.now()

    @staticmethod
    async def covers(conn: AsyncConnection, cost: Money, amount: Money) -> bool:
        """Whether a float of `amount` pays for `cost` beside the orders that it has not been charged for yet."""
        promised = Money(await orders.cost_not_yet_charged(conn, NOT_YET_CHARGED))
        return promised + cost <= amount

    async def last_seen(self) -> FloatSeen | None:
        """The last reading; asks nobody."""
        async with self._db.read() as conn:
            row = await notes.get(conn, _NOTE)
        return None if row is None else FloatSeen(Money.of_dinars(Decimal(row.value)), row.at)
