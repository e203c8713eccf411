"""The merchant's own balance at the supplier (the float): does it cover what we are about to sell?

A reading is good for a minute: only our own orders make the float smaller, and they are counted.

- An order that is not charged yet (paid, being placed, its answer lost) is taken off every reading.
- An attempt that was in the air when a reading began, or was sent later, may be charged in it or not. Its
  order is taken off that reading for as long as it is used, whatever becomes of the order meanwhile.
- An attempt that was accepted before a reading began is in it: the supplier named its order before we asked.

So what is left of an old reading is never more than what is left of the float, and a deposit or a refund only
makes it less than that. What an old reading does not cover is therefore asked again before anybody is turned
away. A merchant who spends the float elsewhere can be faster than any reading; then the supplier refuses the
order and the money goes back.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from functools import partial
from typing import Final, NoReturn, Protocol

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.clock import Clock
from bot.shop.chat_settings.live_settings import Live
from bot.shop.errors import FloatTooLowError, SupplierAwayError
from bot.shop.money import Money
from bot.shop.order_status import NOT_YET_CHARGED, OrderStatus
from bot.shop.outbox.alerts import Alerts
from bot.shop.outbox.supplier_absence import Absence, AbsenceSettings, Away
from bot.shop.supplier_access.calls import SingleFlight, asking_supplier
from bot.supplier import Lane, SupplierClient
from storage.chat import customers
from storage.database import Database
from storage.house import facts, open_warnings
from storage.purchases import attempts, order_figures
from storage.purchases.drafts import DraftRow

GOOD_FOR = 60.0
"""Seconds for which a reading is used."""
_JUST_READ = 1.0
_NOTE = "float"
_NOTED_FOR = timedelta(minutes=1)
TURNED_AWAY: Final = "float_too_low"
"""The warning that somebody was turned away."""
_MOST_NAMED = 5
_LONGEST_NAME = 25
_IN_THE_AIR = (OrderStatus.PLACING, OrderStatus.UNKNOWN)


@dataclass(frozen=True, slots=True)
class FloatSeen:
    """The float and when it was read."""

    amount: Money
    at: datetime


@dataclass(frozen=True, slots=True)
class FloatReading:
    """A float as read, with what is needed to use it for a while: which attempts it may not contain.

    `asked` and `answered` are moments of the monotonic clock. The newest attempt when it began had the id
    `newest`; `in_the_air` were then without an answer.
    """

    amount: Money
    asked: float
    answered: float
    newest: int
    in_the_air: frozenset[int]


class FloatSettings(AbsenceSettings, Protocol):
    """What this module asks of the settings."""

    @property
    def low_float(self) -> int: ...


@dataclass(frozen=True, slots=True)
class TurnedAway:
    """The last customers whose purchase the float did not cover, by their numbers, with their names; and the
    least that one of them needed.
    """

    least: Money
    people: Mapping[str, str]


class SupplierFloat:
    """Reads the float, remembers the last reading, and tells the staff before it runs out."""

    def __init__(
        self,
        db: Database,
        supplier: SupplierClient,
        clock: Clock,
        alerts: Alerts,
        settings: Live[FloatSettings],
    ) -> None:
        self._db = db
        self._supplier = supplier
        self._clock = clock
        self._alerts = alerts
        self._settings = settings
        self._absence = Absence(db, clock, alerts, settings)
        self._single_flight = SingleFlight()
        self._kept: FloatReading | None = None
        self._seen: FloatSeen | None = None
        self._noted: FloatSeen | None = None

    async def read(self, lane: Lane = Lane.BROWSING) -> FloatReading:
        """The float, at most a minute old. Raises `SupplierAwayError`."""
        kept = self._kept
        if kept is not None and self._clock.monotonic() - kept.asked < GOOD_FOR:
            return kept
        return await self.read_now(lane)

    async def read_now(self, lane: Lane = Lane.BROWSING) -> FloatReading:
        """The float, asked for at this moment; many who ask at once make one request. Raises
        `SupplierAwayError`.
        """
        await self._single_flight.do(lane.name, partial(self._ask, lane))
        if self._kept is None:
            raise SupplierAwayError  # cannot be: whoever asked has kept the answer or raised
        return self._kept

    async def renewed(self, reading: FloatReading, cost: Money, lane: Lane) -> FloatReading:
        """This reading if it covers the cost, else one of this moment: an old one is no reason to turn
        anybody away.
        """
        if self._clock.monotonic() - reading.answered < _JUST_READ:
            return reading
        async with self._db.read() as conn:
            if await self.covers(conn, cost, reading):
                return reading
        return await self.read_now(lane)

    async def watch(self) -> None:
        """Reads the float every now and then, whether or not anybody buys: so an absence is noticed in a
        quiet hour.
        """
        await self.read_now()

    @staticmethod
    async def away(conn: AsyncConnection) -> Away | None:
        """Since when the supplier has been away; None while it answers. Asks nobody."""
        return await Absence.now(conn)

    @staticmethod
    async def covers(conn: AsyncConnection, cost: Money, reading: FloatReading) -> bool:
        """Whether a reading pays for `cost` beside all orders that the float may not have been charged for in
        it.
        """
        promised = await order_figures.cost_not_yet_charged(
            conn, NOT_YET_CHARGED, newest=reading.newest, in_the_air=reading.in_the_air
        )
        return Money(promised) + cost <= reading.amount

    async def turn_away(self, draft: DraftRow, quantity: int, cost: Money) -> NoReturn:
        """Nobody can buy so many of these for now: tells the staff and raises `FloatTooLowError`."""
        async with self._db.write() as conn:
            await self.is_too_low(
                conn,
                draft.customer_id,
                product=draft.product_title,
                type_=draft.type_name,
                quantity=quantity,
                wanted=cost * quantity,
            )
        raise FloatTooLowError

    async def is_too_low(
        self,
        conn: AsyncConnection,
        customer_id: int,
        *,
        product: str,
        type_: str,
        quantity: int,
        wanted: Money,
    ) -> None:
        """Tells the staff that a customer could not have these; who it was is remembered until the float
        covers the least of what was wanted.
        """
        before = await self.turned_away(conn)
        least = wanted if before is None else min(before.least, wanted)
        people = {} if before is None else {**before.people}
        row = await customers.get(conn, customer_id)
        people[str(customer_id)] = "" if row is None else row.first_name[:_LONGEST_NAME]
        last = dict(list(people.items())[-_MOST_NAMED:])
        await self._alerts.begin_in(
            conn,
            TURNED_AWAY,
            product=product,
            type=type_,
            quantity=quantity,
            cost=str(wanted.dinars),
            least=str(least.dinars),
            people=last,
            who=_named(last),
        )

    @staticmethod
    async def turned_away(conn: AsyncConnection) -> TurnedAway | None:
        """Whom the float was too low for, since it last was enough; None when nobody."""
        row = await open_warnings.get(conn, TURNED_AWAY, "")
        if row is None:
            return None
        known = json.loads(row.args)
        return TurnedAway(Money.of_dinars(Decimal(known["least"])), known["people"])

    @staticmethod
    async def forget(conn: AsyncConnection, customer_id: int, *, made_up: int, name: str) -> None:
        """Somebody is erased: whom the float was too low for is kept under the made-up number and name."""
        row = await open_warnings.get(conn, TURNED_AWAY, "")
        known = {} if row is None else json.loads(row.args)
        people: dict[str, str] = known.get("people", {})
        if str(customer_id) in people:
            stranger = {str(customer_id): (str(made_up), name)}
            people = dict(stranger.get(number, (number, called)) for number, called in people.items())
            await open_warnings.rewrite(
                conn, TURNED_AWAY, "", {**known, "people": people, "who": _named(people)}
            )

    async def last_seen(self, conn: AsyncConnection) -> FloatSeen | None:
        """The last reading, of this process or of another, which writes its own down once a minute; asks
        nobody.
        """
        row = await facts.get(conn, _NOTE)
        noted = None if row is None else FloatSeen(Money.of_dinars(Decimal(row.value)), row.at)
        readings = [seen for seen in (self._seen, noted) if seen is not None]
        return max(readings, key=lambda seen: seen.at, default=None)

    async def _ask(self, lane: Lane) -> None:
        asked = self._clock.monotonic()
        # Before the request leaves: what is sent or answered after this may be missing in its answer.
        async with self._db.read() as conn:
            newest = await attempts.newest_id(conn)
            in_the_air = await attempts.open_of(conn, _IN_THE_AIR)
        try:
            with asking_supplier():
                balance = await self._supplier.balance(lane=lane)
        except SupplierAwayError as error:
            await self._absence.failed(error)
            raise
        await self._absence.answered()
        # Down to a centime, never up: this is what we may spend.
        amount = Money(int(balance * 100))
        seen = FloatSeen(amount, self._clock.now())
        if self._kept is None or self._kept.asked <= asked:
            self._kept = FloatReading(amount, asked, self._clock.monotonic(), newest, in_the_air)
            self._seen = seen
        await self._note(seen)

    async def _note(self, seen: FloatSeen) -> None:
        """For the time after a restart: once a minute, and when it becomes low or ceases to be. Not for each
        reading.
        """
        noted, least = self._noted, Money.of_dinars(self._settings.now.low_float)
        low = seen.amount < least
        if noted is not None and self._clock.passed(noted.at) < _NOTED_FOR and low == (noted.amount < least):
            return
        async with self._db.write() as conn:
            await facts.put(conn, _NOTE, str(seen.amount.dinars), seen.at)
            if low:
                await self._alerts.begin_in(conn, "float_low", float=str(seen.amount.dinars))
            else:
                await self._alerts.end_in(conn, "float_low", float=str(seen.amount.dinars))
        self._noted = seen


def _named(people: Mapping[str, str]) -> str:
    return ", ".join(f"{name} ({number})" for number, name in people.items())
