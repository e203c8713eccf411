"""Baskets that tests fill."""

from bot.shop.basket.contents import BasketView
from bot.shop.orders.history import OrderView
from tests.shop.whole import WholeShop

THREE = (("P1", "T1", 2), ("P1", "T2", 1), ("P2", "T3", 3))
"""2 x 1,050, 1 x 2,630 and 3 x 530 dinars, which is 6,320 together; they cost 6,000."""


async def put(
    shop: WholeShop, product: str, type_: str, quantity: int = 1, *, customer_id: int = 1001
) -> BasketView:
    """One more type in the basket, by way of its confirmation."""
    quote = await shop.quote(customer_id, quantity, product=product, type_=type_)
    await shop.baskets.add(customer_id, quote.draft_id)
    return await seen(shop, customer_id)


async def fill(
    shop: WholeShop, *, customer_id: int = 1001, goods: tuple[tuple[str, str, int], ...] = THREE
) -> BasketView:
    """A basket with these types."""
    for product, type_, quantity in goods:
        await put(shop, product, type_, quantity, customer_id=customer_id)
    return await seen(shop, customer_id)


async def seen(shop: WholeShop, customer_id: int = 1001) -> BasketView:
    """What the customer sees of their basket; it must hold something."""
    view: BasketView | None = await shop.baskets.view(customer_id)
    assert view is not None
    return view


async def buy(
    shop: WholeShop, view: BasketView, *, customer_id: int = 1001, message_id: int | None = 7
) -> tuple[OrderView, ...]:
    """Buys a basket as it was shown."""
    made: tuple[OrderView, ...] = await shop.basket_purchase.buy(
        customer_id, view.id, view.version, message_id=message_id
    )
    return made
