"""A Buy button, pressed."""

import asyncio

from bot.shop.orders.history import OrderView
from bot.shop.quotes import Confirmation
from tests.shop.whole import WholeShop


async def press(shop: WholeShop, quote: Confirmation, customer: int = 1001) -> OrderView:
    return await shop.checkout.buy(customer, quote.draft_id, message_id=7)


async def presses(shop: WholeShop, quote: Confirmation, times: int) -> list[object]:
    return list(await asyncio.gather(*(press(shop, quote) for _ in range(times)), return_exceptions=True))
