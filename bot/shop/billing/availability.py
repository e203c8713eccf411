"""What the supplier says of the goods of orders that wait for their money: asked before the money is, and
again before it is spent.
"""

import asyncio
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from bot.shop.catalogue.catalogue import Catalogue
from bot.shop.errors import NotForSaleError, SupplierAwayError
from bot.shop.maintenance import MaintenanceSwitch
from bot.shop.money import Money
from bot.shop.order_status import ChangeReason
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
        """Each of these orders at this moment, all at once."""
        asked = list(orders)
        looks = await asyncio.gather(*[self._look(order, lane) for order in asked])
        return {order.id: look for order, look in zip(asked, looks, strict=True)}

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
