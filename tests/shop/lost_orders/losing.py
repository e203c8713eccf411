"""Orders whose placing was not answered, and the search for them."""

from datetime import timedelta

from bot.shop.orders.history import OrderView
from tests.fakes.supplier import FakeSupplier
from tests.shop.whole import WholeShop


async def lost(shop: WholeShop, supplier: FakeSupplier, step: str = "lose", quantity: int = 1) -> OrderView:
    """An order whose placing was not answered: `lose` was taken, `vanish` was not."""
    order = await shop.buy(quantity=quantity)
    supplier.script.append(step)
    await shop.place()
    assert await shop.status(order) == "unknown"
    return order


async def settle_for(shop: WholeShop, seconds: float) -> None:
    """Lets the search for lost orders work for so long."""
    end = shop.clock.now() + timedelta(seconds=seconds)
    while shop.clock.now() < end:
        pause = await shop.finder.run_once()
        shop.clock.tick(min(max(pause, 0.1), max(0.1, (end - shop.clock.now()).total_seconds())))
    await shop.finder.run_once()
