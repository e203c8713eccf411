"""Orders that the supplier works on."""

from bot.shop.orders.history import OrderView
from bot.shop.outbox.messages import open_cards
from tests.fakes.supplier import Bought, FakeSupplier
from tests.shop.whole import WholeShop


async def processing(shop: WholeShop, supplier: FakeSupplier, quantity: int = 1) -> tuple[OrderView, Bought]:
    """An order that the supplier works on, due for a look."""
    before = set(supplier.bought)
    order = await shop.buy(quantity=quantity)
    await shop.place()
    (new,) = set(supplier.bought) - before
    shop.clock.tick(5)
    return order, supplier.bought[new]


async def codes(shop: WholeShop, order: OrderView) -> list[tuple[str, str]]:
    async with shop.db.read() as conn:
        return [(card.value, card.serial) for card in await open_cards(conn, shop.vault, order.id)]


async def look(shop: WholeShop) -> None:
    await shop.tracking.look()
