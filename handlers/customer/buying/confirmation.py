"""The confirmation, with all that it shows beside the quote."""

from bot.shop.quotes import Confirmation
from handlers.customer.buying.screens import confirmation_screen
from handlers.ui.context import ShopContext
from handlers.ui.screen import Screen


async def read_confirmation_screen(context: ShopContext, confirmation: Confirmation) -> Screen:
    """The confirmation with the ways to pay what is missing, and what is told of the product."""
    texts, key = context.texts, confirmation.product_key
    guide = await context.services.product_guides.guide_behind(
        key, confirmation.product_title, texts.language
    )
    ways = context.services.payments.prices(confirmation.missing)
    return confirmation_screen(texts, confirmation, context.person_id, guide, ways)
