"""The first screen: /start, also with a product, a type or an invitation behind it (`links`), and the main
menu.
"""

from typing import Final

from bot.shop.errors import ShopError
from handlers.customer.browsing import browsing
from handlers.customer.buying import buying
from handlers.customer.gifts import gifts
from handlers.customer.invites.screens import arrival_words
from handlers.customer.support import not_understood
from handlers.customer.welcome.callbacks import MainMenu
from handlers.customer.welcome.greetings import Greeting
from handlers.customer.welcome.home import read_home
from handlers.customer.welcome.links import (
    Goods,
    OwnCard,
    OwnGiftLink,
    goods_in,
    goods_on,
    invite_code_in,
    token_in,
    token_on,
)
from handlers.ui.context import ShopContext
from handlers.ui.failures import sentence
from handlers.ui.routing import END, Handler, State, command, message, press
from handlers.ui.screen import Screen
from handlers.ui.texts import escape

PAID_LINK: Final = "paid"


def handlers() -> list[Handler]:
    """The front of the shop."""
    return [
        command("start", start_command, place=10),
        press(MainMenu, open_main_menu),
        message(OwnCard(), open_card, from_anywhere=True),
    ]


def answering_words() -> list[Handler]:
    """What is said outside any question, or beside one for a number. A question for words takes these as its
    answer: a friend may be greeted with no more than a hello.
    """
    return [message(OwnGiftLink(), open_written_link), message(Greeting(), answer_greeting)]


async def start_command(context: ShopContext) -> State:
    """/start, also with what a deep link says (`links`)."""
    if context.is_staff:
        await context.bot_data.menus.arrived(context.person_id)
    payload = context.args[0] if context.args else ""
    if (goods := goods_in(payload)) is not None:
        return await _open(context, goods)
    if (token := token_in(payload)) is not None:
        return await gifts.open_link(context, token)
    if (code := invite_code_in(payload)) is not None:
        await _come(context, code)
        return END
    if payload == PAID_LINK:
        # They come from the payment page: a hint to look, nothing more.
        await context.services.payment_requests.hurry(context.person_id)
        await context.show(Screen(context.texts.html("page-looking")))
        return END
    await context.show(await read_home(context))
    return END


async def _come(context: ShopContext, code: str) -> None:
    """Somebody opened a customer's link: the first screen, and above it what they came for."""
    arrival = await context.services.referrals.come(context.customer, code)
    words, home = arrival_words(context.texts, arrival), await read_home(context)
    await context.show(home if words is None else home.headed(words))


async def open_card(context: ShopContext) -> State:
    """A card of our own inline mode, sent in the chat with the bot: it is opened as its button would."""
    card = context.incoming.message if context.incoming else None
    goods = None if card is None else goods_on(card)
    if goods is None:
        await context.show(await read_home(context))
        return END
    return await _open(context, goods)


async def open_written_link(context: ShopContext) -> State:
    """A gift's link that was pasted instead of opened. As other words it would be offered to the shop, whose
    staff could open it.
    """
    written = context.incoming.message if context.incoming else None
    token = None if written is None else token_on(written)
    if token is None:
        await context.show(await read_home(context))
        return END
    return await gifts.open_link(context, token)


async def _open(context: ShopContext, goods: Goods) -> State:
    try:
        if goods.type_key is not None:
            return await buying.begin(context, goods.product_key, goods.type_key, apart=True)
        screen = await browsing.read_product_screen(context, goods.product_key)
    except ShopError as error:
        screen = (await read_home(context)).headed(escape(sentence(context.texts, error)))
    await context.show(screen)
    return END


async def open_main_menu(context: ShopContext, pressed: MainMenu) -> None:
    """Back to the main menu."""
    del pressed
    await context.show(await read_home(context))


async def answer_greeting(context: ShopContext) -> None:
    """A customer says hello; to the shop, where it has just answered them and waits for more."""
    if context.is_staff or await context.services.support.awaited(context.person_id) is not None:
        await not_understood.answer_words(context)
        return
    await context.show(await read_home(context))
