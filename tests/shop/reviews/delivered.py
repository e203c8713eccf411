"""Orders whose codes have arrived, for tests of reviews."""

from bot.shop.orders.history import OrderView
from tests.fakes.supplier import FakeSupplier
from tests.shop.whole import WholeShop

DAY = 86_400


async def delivered(
    shop: WholeShop, customer_id: int = 1001, *, product: str = "P1", type_: str = "T1"
) -> OrderView:
    """One card that was bought and has come."""
    order = await shop.buy(customer_id, product=product, type_=type_)
    await arrive(shop)
    return order


async def arrive(shop: WholeShop) -> None:
    """What was paid is placed, comes, and is sent."""
    await shop.place()
    settle(shop.supplier)
    shop.clock.tick(6)
    await shop.tracking.look()
    await shop.send()


def settle(supplier: FakeSupplier) -> None:
    """The supplier ends what it has in hand."""
    for theirs in list(supplier.bought.values()):
        if theirs.status == "HANDLING":
            supplier.settle(theirs.id)


async def ask(shop: WholeShop, *, after: float = DAY) -> None:
    """The worker's round, so much later."""
    shop.clock.tick(after)
    await shop.review_requests.ask()
