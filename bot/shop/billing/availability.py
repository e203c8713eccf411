"""What the supplier says of the goods of orders that wait for their money: asked before the money is, and
again before it is spent.
"""

import asyncio
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from bot.shop.catalogue.catalogue import Catalogue
from bot.shop.errors import NotForSaleError, SupplierAwayError
from bot.shop.maintenance import MaintenanceSwitch
from bot.shop.money import Money
from bot.shop.order_status import ChangeReason
from bot.shop.orders.lifecycle import would_lose
from bot.shop.orders.supplier_float import FloatReading, SupplierFloat
from bot.supplier import Lane
from storage.purchases.orders import OrderRow

_LOOK_SECONDS = 10.0


@dataclass(frozen=True, slots=True)
class Availability:
    """What the supplier says of an order's goods; `why` it cannot go on, if so; `later`: nothing yet."""

    why: ChangeReason | None = None
    cost: Money = Money.ZERO
    float: FloatReading | None = None
    away: SupplierAwayError | None = None
    later: bool = False


NOT_LOOKED = Availability(later=True)
"""Nobody has asked the supplier."""
Looks = Mapping[int, Availability]
"""What was seen, by the order's id."""


class AvailabilityReader:
    """Asks the supplier about goods."""

    def __init__(
        self, catalogue: Catalogue, supplier_float: SupplierFloat, maintenance: MaintenanceSwitch
    ) -> None:
        self._catalogue = catalogue
        self._supplier_float = supplier_float
        self._maintenance = maintenance

    async def look_at(self, orders: Iterable[OrderRow], lane: Lane) -> Looks:
        """Each of these orders at this moment, all at once, with a float that was asked about all of them."""
        asked = list(orders)
        looks = await asyncio.gather(*[self._look(order, lane) for order in asked])
        costs = [look.cost * order.quantity for order, look in zip(asked, looks, strict=True)]
        looks = await self._with_float_for_all(looks, sum(costs, Money.ZERO), lane)
        return {order.id: look for order, look in zip(asked, looks, strict=True)}

    async def _with_float_for_all(
        self, looks: list[Availability], cost: Money, lane: Lane
    ) -> list[Availability]:
        """An old reading that covers each of the orders alone is no reason to turn some of them away."""
        readings = [look.float for look in looks if look.float is not None]
        if len(readings) <= 1:
            return looks
        newest = max(readings, key=lambda reading: reading.answered)
        try:
            async with asyncio.timeout(_LOOK_SECONDS):
                newest = await self._supplier_float.renewed(newest, cost, lane)
        except (SupplierAwayError, TimeoutError) as error:
            away = error if isinstance(error, SupplierAwayError) else None
            nothing_yet = Availability(later=True, away=away)
            return [look if look.float is None else nothing_yet for look in looks]
        return [look if look.float is None else replace(look, float=newest) for look in looks]

    async def _look(self, order: OrderRow, lane: Lane) -> Availability:
        """Cost, stock and float now. A supplier that is away or slow, or a closed shop, means "later"."""
        if await self._maintenance.closed():
            return NOT_LOOKED
        try:
            async with asyncio.timeout(_LOOK_SECONDS):
                type_, float_ = await asyncio.gather(
                    self._catalogue.supplied(order.product_id, order.type_id, lane=lane),
                    self._supplier_float.read(lane),
                )
                float_ = await self._supplier_float.renewed(float_, type_.cost * order.quantity, lane)
        except NotForSaleError:
            return Availability(ChangeReason.SOLD_OUT)
        except SupplierAwayError as error:
            return Availability(later=True, away=error)
        except TimeoutError:
            return NOT_LOOKED
        if type_.stock < order.quantity:
            return Availability(ChangeReason.SOLD_OUT)
        return Availability(None, type_.cost, float_)


def float_needed(waiting: Iterable[OrderRow], looks: Looks) -> tuple[Money, FloatReading | None]:
    """What the supplier asks for all of these that are not bought at a loss, and the newest reading of the
    float.
    """
    sold = [(order, looks[order.id]) for order in waiting]
    costs = [look.cost * order.quantity for order, look in sold if not would_lose(order, look.cost)]
    readings = [look.float for _, look in sold if look.float is not None]
    return sum(costs, Money.ZERO), max(readings, key=lambda reading: reading.answered, default=None)
