"""What each product's types cost and how many there are, as the supplier last said: in memory, and in the
database for the time after a restart.

Good for two minutes of browsing, never for buying. Nobody who browses waits long for a supplier that hangs,
if anything is known. What is sold of it and at what price is not decided here.
"""

import asyncio
import json
from collections.abc import Awaitable, Callable, Coroutine, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.clock import Clock
from bot.shop.errors import NotForSaleError, SupplierAwayError, TooManyLooksError
from bot.shop.money import Money
from bot.shop.readable import name_or_id
from bot.shop.supplier_access.calls import SingleFlight, asking_supplier
from bot.supplier import Lane, NotFound, SupplierClient
from storage.database import Database
from storage.goods import catalogue as cache
from storage.goods.catalogue import CachedRow

TYPES_AGE = timedelta(minutes=2)
PATIENCE = 2.0
"""Seconds that somebody waits for the newest when what was last known can be shown instead."""
_OLD = timedelta(days=1)
_FEW = 100  # products whose readings are fetched by their keys
_SOME = 12  # products at once, and for how many seconds: about what the supplier's budget gives in that time
_SOME_TIME = 6.0


@dataclass(frozen=True, slots=True)
class TypeNow:
    """A type as the supplier tells it: its cost is for the shop only."""

    id: str
    name: str
    cost: Money
    stock: int


@dataclass(frozen=True, slots=True)
class TypesRead:
    """A product's types as read at one moment."""

    fetched_at: datetime
    types: tuple[TypeNow, ...]


OnRead = Callable[[str, tuple[TypeNow, ...]], Awaitable[None]]
OnChange = Callable[
    [str, tuple[TypeNow, ...], tuple[TypeNow, ...]],
    Awaitable[Callable[[AsyncConnection], Awaitable[None]] | None],
]


class Stock:
    """The one place that asks for a product's types. `on_read` hears of every answer.

    `on_change` hears of one that differs from what the database had, with that, and what it returns is done
    in the transaction that keeps the new one: of several processes that see the same change one tells it.
    """

    def __init__(
        self, db: Database, supplier: SupplierClient, clock: Clock, *, on_read: OnRead, on_change: OnChange
    ) -> None:
        self._db = db
        self._supplier = supplier
        self._clock = clock
        self._on_read = on_read
        self._on_change = on_change
        self._read: dict[str, TypesRead] = {}
        self._single_flight = SingleFlight()
        self._failed_at: dict[str, datetime] = {}
        self.renamed = 0
        """How often types were read whose names were not at hand."""

    async def of(self, product_id: str) -> TypesRead:
        """Fresh from memory, else asked, else the last known; many who ask at once make one request.

        Raises `SupplierAwayError` when nothing was ever read, `NotForSaleError` for what the supplier does
        not know.
        """
        known = self._read.get(product_id)
        if known is None:
            known = await self._restore(product_id)
        if known is None:
            await self._asked(product_id)
            return self._read[product_id]
        passed = self._clock.passed
        if passed(known.fetched_at) < TYPES_AGE or passed(self._tried_at(product_id, known)) < TYPES_AGE:
            return known
        try:
            if await self._within(PATIENCE, self._asked(product_id)):
                return self._read[product_id]
        except TooManyLooksError:
            return known  # this person's own doing: others may ask
        except SupplierAwayError:
            pass
        self._failed_at[product_id] = self._clock.now()
        return known

    async def ask(self, product_id: str, lane: Lane, *, good_for: float = 0.0) -> TypesRead:
        """What the supplier says at this moment, or said at most `good_for` seconds ago.

        Raises `SupplierAwayError`, `NotForSaleError`.
        """
        known = self._read.get(product_id)
        if known is not None and self._clock.passed(known.fetched_at).total_seconds() < good_for:
            return known
        with asking_supplier():
            try:
                answer = await self._supplier.product_types(product_id, lane=lane)
            except NotFound as error:
                self._read[product_id] = TypesRead(self._clock.now(), ())
                raise NotForSaleError from error
        types = tuple(
            TypeNow(t.id, name_or_id(t.name, t.id), Money.of_cost(t.cost), t.stock) for t in answer.types
        )
        fresh = TypesRead(self._clock.now(), types)
        before = self._read.get(product_id)
        self._read[product_id] = fresh
        self.renamed += before is None or [t.name for t in before.types] != [t.name for t in types]
        self._failed_at.pop(product_id, None)
        if before is None or before.types != fresh.types:
            await self._write_down(product_id, fresh)
        await self._on_read(product_id, types)
        return fresh

    async def _write_down(self, product_id: str, fresh: TypesRead) -> None:
        key = f"types:{product_id}"
        body = json.dumps([[t.id, t.name, str(t.cost.dinars), t.stock] for t in fresh.types])
        async with self._db.read() as conn:
            before = await cache.get(conn, key)
        tell = None if before is None else await self._on_change(product_id, _types(before), fresh.types)
        async with self._db.write() as conn:
            if tell is not None and await cache.get(conn, key) == before:
                await tell(conn)
            await cache.put(conn, key, body, fresh.fetched_at)

    def at_hand(self, product_id: str) -> TypesRead | None:
        """What this process has read of a product, however old. Asks nobody."""
        return self._read.get(product_id)

    def old_since(self, product_id: str) -> datetime | None:
        """When what is told of a product was read, if the supplier could not be asked anew since it grew
        old.
        """
        read = self._read.get(product_id)
        if read is None or self._clock.passed(read.fetched_at) <= TYPES_AGE:
            return None
        return read.fetched_at if product_id in self._failed_at else None

    async def known(self, product_ids: Sequence[str]) -> dict[str, TypesRead]:
        """What was last read of these products, by this process or an earlier one. Asks nobody."""
        missing = [product_id for product_id in product_ids if product_id not in self._read]
        if missing:
            async with self._db.read() as conn:
                if len(missing) <= _FEW:
                    rows = await cache.among(conn, "types:", missing)
                else:
                    rows = await cache.starting(conn, "types:")
            for product_id, row in rows.items():
                self._keep(product_id, row)
        return {product_id: self._read[product_id] for product_id in product_ids if product_id in self._read}

    async def read_some(self, product_ids: Sequence[str]) -> None:
        """Asks for a few of those that nobody has read for a day, the never read first, within bounds of
        number and time.

        What does not answer, or is not for sale, stays as it was. Raises what is a mistake of ours, after all
        had their turn.
        """
        known = await self.known(product_ids)
        never = [product_id for product_id in product_ids if product_id not in known]
        old = [id_ for id_, read in known.items() if self._clock.passed(read.fetched_at) > _OLD]
        wanted = [*never, *old][:_SOME]
        if not wanted:
            return

        async def ask(product_id: str) -> None:
            with suppress(SupplierAwayError, NotForSaleError):
                await self._asked(product_id)

        async def ask_all() -> None:
            asked = [asyncio.create_task(ask(product_id)) for product_id in wanted]
            try:
                await asyncio.wait(asked)
            finally:
                for task in asked:
                    task.cancel()
            if mistakes := [error for task in asked if (error := task.exception()) is not None]:
                raise mistakes[0]

        await self._within(_SOME_TIME, ask_all())

    def _tried_at(self, product_id: str, known: TypesRead) -> datetime:
        return self._failed_at.get(product_id, known.fetched_at)

    async def _asked(self, product_id: str) -> None:
        async def ask() -> None:
            current = self._read.get(product_id)
            if current is None or self._clock.passed(current.fetched_at) >= TYPES_AGE:
                try:
                    await self.ask(product_id, Lane.BROWSING)
                except SupplierAwayError:
                    # Here and not where it is waited for: who comes a moment later asks no more.
                    self._failed_at[product_id] = self._clock.now()
                    raise

        await self._single_flight.do(product_id, ask)

    async def _within(self, seconds: float, asking: Coroutine[None, None, None]) -> bool:
        """Whether the answer came in time; when not, it is still on its way (see `SingleFlight`), and nobody
        waits for it.
        """
        asked = asyncio.create_task(asking)
        waiting = asyncio.create_task(self._clock.sleep(seconds))
        try:
            await asyncio.wait((asked, waiting), return_when=asyncio.FIRST_COMPLETED)
            if not asked.done():
                return False
            await asked
            return True
        finally:
            waiting.cancel()
            asked.cancel()

    async def _restore(self, product_id: str) -> TypesRead | None:
        async with self._db.read() as conn:
            row = await cache.get(conn, f"types:{product_id}")
        return None if row is None else self._keep(product_id, row)

    def _keep(self, product_id: str, row: CachedRow) -> TypesRead:
        """What the database knows of a product's types, unless newer ones are at hand."""
        return self._read.setdefault(product_id, TypesRead(row.fetched_at, _types(row)))


def _types(row: CachedRow) -> tuple[TypeNow, ...]:
    return tuple(
        TypeNow(id_, name_or_id(name, id_), Money.of_dinars(Decimal(cost)), stock)
        for id_, name, cost, stock in json.loads(row.body)
    )
