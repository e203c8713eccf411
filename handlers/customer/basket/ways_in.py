"""The way into the basket, from the first screen and from what is for sale, while there is something in
it.
"""

from dataclasses import replace

from handlers.customer.basket.callbacks import OpenBasket
from handlers.ui.context import ShopContext
from handlers.ui.keyboards import button, keyboard
from handlers.ui.screen import Screen


async def with_basket(context: ShopContext, screen: Screen) -> Screen:
    """The screen with a button that says how many types the basket holds; as it is while there are none."""
    count = await context.services.baskets.count(context.person_id)
    if not count:
        return screen
    rows = screen.keyboard.inline_keyboard if screen.keyboard is not None else ()
    way = button(context.texts.plain("button-basket", count=count), OpenBasket())
    return replace(screen, keyboard=keyboard([*rows, [way]]))
