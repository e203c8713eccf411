"""Gifts on their way: bought, delivered, and what their links hold."""

from bot.shop.orders.handover import token_of
from bot.shop.orders.history import OrderView
from bot.shop.outbox.messages import MessageKind
from storage.purchases import gifts
from tests.shop.orders.underway import look
from tests.shop.whole import WholeShop

BUYER, FRIEND, OTHER = 1001, 1002, 1003


async def buy_gift(shop: WholeShop, greeting: str | None = "", quantity: int = 1) -> OrderView:
    """A paid order for a friend; with None an ordinary one."""
    quote = await shop.quote(BUYER, quantity)
    await shop.gifts.make_choice(BUYER, quote.draft_id, greeting)
    order: OrderView = await shop.checkout.buy(BUYER, quote.draft_id, message_id=7)
    return order


async def deliver(shop: WholeShop) -> None:
    """The supplier ends what it has in hand, the shop looks, and everybody is told."""
    await shop.place()
    for bought in list(shop.supplier.bought.values()):
        if bought.status == "HANDLING":
            shop.supplier.settle(bought.id)
    shop.clock.tick(6)
    await look(shop)
    await shop.send()


async def given(shop: WholeShop, greeting: str = "", quantity: int = 1) -> tuple[OrderView, str]:
    """A delivered gift, and the token of its link; two friends are there."""
    order = await buy_gift(shop, greeting, quantity)
    await deliver(shop)
    for friend in (FRIEND, OTHER):
        await shop.customer(friend)
    return order, await token(shop, order)


async def token(shop: WholeShop, order: OrderView) -> str:
    """What the order's link holds."""
    async with shop.db.read() as conn:
        row = await gifts.of_order(conn, order.id)
    assert row is not None
    found = token_of(shop.vault, row)
    assert found is not None
    return found


def readers(shop: WholeShop, order: OrderView) -> set[int]:
    """Whose chats the order's codes have come to."""
    return {
        message.chat_id
        for message in shop.delivery.delivered
        if message.kind is MessageKind.CODES and message.payload["order_id"] == order.id
    }
