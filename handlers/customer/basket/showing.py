"""Puts the basket before its customer, as it is now. Other journeys lead here too."""

from bot.shop.basket.contents import BasketView
from handlers.customer.basket.screens import basket_screen, empty_screen
from handlers.ui.context import ShopContext
from handlers.ui.screen import Screen


async def show_basket(
    context: ShopContext, *, toast: str | None = None, head: str | None = None, apart: bool = False
) -> None:
    """The basket with prices and stock of this minute; `head`: a line of HTML above it."""
    view = await context.services.baskets.view(context.person_id)
    screen = empty_screen(context.texts) if view is None else screen_of(context, view)
    await context.show(screen if head is None else screen.headed(head), toast=toast, apart=apart)


def screen_of(context: ShopContext, view: BasketView) -> Screen:
    """A basket that was read already."""
    ways = context.services.payments.prices(view.missing)
    return basket_screen(context.texts, view, context.person_id, ways)
