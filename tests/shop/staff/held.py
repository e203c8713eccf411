"""Orders that are held until a person decides."""

from bot.shop.orders.history import OrderView
from tests.fakes.supplier import Bought, FakeSupplier
from tests.shop.whole import WholeShop


async def ambiguous(shop: WholeShop, supplier: FakeSupplier) -> tuple[OrderView, list[str]]:
    """A lost order in review, and the two orders at the supplier that may be it."""
    order = await shop.buy()
    supplier.script.append("lose")
    await shop.place()
    supplier.accept("P1", "T1", 1)
    shop.clock.tick(2)
    await shop.lost_orders.settle_due()
    assert await shop.status(order) == "needs_review"
    return order, list(supplier.bought)[-2:]


async def odd(shop: WholeShop, supplier: FakeSupplier, quantity: int = 3) -> tuple[OrderView, Bought]:
    """An order held because a card is missing."""
    order = await shop.buy(quantity=quantity)
    await shop.place()
    theirs = list(supplier.bought.values())[-1]
    supplier.settle(theirs.id).cards.pop()
    shop.clock.tick(5)
    await shop.tracking.look()
    assert await shop.status(order) == "needs_review"
    return order, theirs
