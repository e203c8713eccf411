"""The first screen: /start, also with a product behind it (`t.me/bot?start=p_<key>`), and the main menu."""

from typing import Final

from bot.shop.errors import ShopError
from handlers.customer.basket.ways_in import with_basket
from handlers.customer.browsing import browsing
from handlers.customer.support import not_understood
from handlers.customer.welcome.callbacks import MainMenu
from handlers.customer.welcome.greetings import Greeting
from handlers.customer.welcome.screens import welcome_screen
from handlers.ui.context import ShopContext
from handlers.ui.failures import sentence
from handlers.ui.routing import Handler, command, message, press
from handlers.ui.screen import Screen
from handlers.ui.texts import escape

PRODUCT_LINK: Final = (
    "p_"  # deep link payloads are public and forgeable: only the catalogue's keys, nothing secret
)
PAID_LINK: Final = "paid"


def handlers() -> list[Handler]:
    """The front of the shop."""
    return [
        command("start", start_command, place=10),
        press(MainMenu, open_main_menu),
        message(Greeting(), answer_greeting),
    ]


async def start_command(context: ShopContext) -> None:
    """/start, /start p_<product key>."""
    if context.is_staff:
        await context.bot_data.menus.arrived(context.person_id)
    payload = context.args[0] if context.args else ""
    if payload.startswith(PRODUCT_LINK):
        try:
            screen = await browsing.read_product_screen(context, payload.removeprefix(PRODUCT_LINK))
        except ShopError as error:
            screen = welcome_screen(context.texts, context.customer.first_name, context.main_menu).headed(
                escape(sentence(context.texts, error))
            )
        await context.show(screen)
        return
    if payload == PAID_LINK:
        # They come from the payment page: a hint to look, nothing more.
        await context.services.payment_requests.hurry(context.person_id)
        await context.show(Screen(context.texts.html("page-looking")))
        return
    await context.show(await _welcome(context))


async def open_main_menu(context: ShopContext, pressed: MainMenu) -> None:
    """Back to the main menu."""
    del pressed
    await context.show(await _welcome(context))


async def answer_greeting(context: ShopContext) -> None:
    """A customer says hello; to the shop, where it has just answered them and waits for more."""
    if context.is_staff or await context.services.support.awaited(context.person_id) is not None:
        await not_understood.answer_words(context)
        return
    await context.show(await _welcome(context))


async def _welcome(context: ShopContext) -> Screen:
    """The welcome; outside the opening hours it says so first."""
    menu = welcome_screen(context.texts, context.customer.first_name, context.main_menu)
    screen = await with_basket(context, menu)
    try:
        context.services.opening_hours.check()
    except ShopError as error:
        return screen.headed(escape(sentence(context.texts, error)))
    return screen
