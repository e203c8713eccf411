"""Promo codes that run, and a confirmation with one."""

from bot.shop.prices.promo_codes import Promo
from bot.shop.quotes import Confirmation
from tests.shop.whole import STAFF, WholeShop


async def runs(shop: WholeShop, promo: Promo, *, below_cost: bool = False) -> Promo:
    made = await shop.promos.propose(STAFF, promo)
    assert await shop.promos.start(STAFF, made.id, below_cost=below_cost)
    return await shop.promos.get(made.id)


async def with_code(shop: WholeShop, code: str, customer: int = 1001, quantity: int = 1) -> Confirmation:
    quote = await shop.quote(customer, quantity)
    return await shop.checkout.use_promo(customer, quote.draft_id, code, message_id=7)
