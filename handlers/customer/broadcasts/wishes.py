"""Whether somebody wants messages to many: left with one button under each of them, taken up again here or
from /help. What such a message leads to opens apart from it, so that it can be read and left later.
"""

from bot.shop.errors import NotForSaleError
from handlers.customer.broadcasts.callbacks import (
    SHOP,
    AboutBroadcasts,
    FromBroadcast,
    JoinBroadcasts,
    LeaveBroadcasts,
)
from handlers.customer.browsing.browsing import read_product_screen, read_shop_screen
from handlers.customer.welcome.screens import menu_button
from handlers.ui.context import ShopContext
from handlers.ui.keyboards import button, keyboard
from handlers.ui.routing import Handler, press
from handlers.ui.screen import Screen
from handlers.ui.texts import Texts


def handlers() -> list[Handler]:
    """All that customers can do about them."""
    return [
        press(LeaveBroadcasts, leave),
        press(JoinBroadcasts, join),
        press(AboutBroadcasts, show_wish),
        press(FromBroadcast, go_in),
    ]


async def leave(context: ShopContext, pressed: LeaveBroadcasts) -> None:
    """No more of them; what is about their orders goes on coming."""
    del pressed
    context.customer = await context.services.customers.choose_broadcasts(context.person_id, wanted=False)
    # From under such a message: that one stays as it was.
    await context.show(wish_screen(context.texts, wanted=False), apart=True)


async def join(context: ShopContext, pressed: JoinBroadcasts) -> None:
    """They come again."""
    del pressed
    context.customer = await context.services.customers.choose_broadcasts(context.person_id, wanted=True)
    await context.show(wish_screen(context.texts, wanted=True))


async def show_wish(context: ShopContext, pressed: AboutBroadcasts) -> None:
    """What holds now."""
    del pressed
    await context.show(wish_screen(context.texts, wanted=context.customer.wants_broadcasts))


async def go_in(context: ShopContext, pressed: FromBroadcast) -> None:
    """The shop, or a product of it; all categories where that is gone."""
    try:
        product = None if pressed.key == SHOP else await read_product_screen(context, pressed.key)
    except NotForSaleError:
        product = None
    await context.show(product or await read_shop_screen(context), apart=True)


def wish_screen(texts: Texts, *, wanted: bool) -> Screen:
    """What holds, and the button that changes it."""
    if wanted:
        change = button(texts.plain("button-broadcasts-leave"), LeaveBroadcasts())
        return Screen(texts.html("broadcasts-on"), keyboard([[change], [menu_button(texts)]]))
    change = button(texts.plain("button-broadcasts-join"), JoinBroadcasts())
    return Screen(texts.html("broadcasts-off"), keyboard([[change], [menu_button(texts)]]))
