"""The first screens, and the ways into the shop from everywhere: the main menu, and the button back to it."""

from collections.abc import Sequence
from functools import cache

from telegram import InlineKeyboardButton, InlineKeyboardMarkup
from telegram.constants import KeyboardButtonStyle

from bot.languages import LANGUAGES
from handlers.customer.broadcasts.callbacks import AboutBroadcasts
from handlers.customer.browsing.callbacks import Shop
from handlers.customer.favorites.callbacks import Favorites
from handlers.customer.invites.callbacks import MyInvitations
from handlers.customer.orders.callbacks import MyOrders
from handlers.customer.wallet.callbacks import MyWallet
from handlers.customer.welcome.callbacks import ChooseLanguage, Help, Languages, MainMenu
from handlers.ui.keyboards import Keyboard, button, keyboard
from handlers.ui.screen import Screen
from handlers.ui.texts import Code, Texts, escape


@cache
def main_menu(
    texts: Texts, *, invites: bool = False, last: InlineKeyboardButton | None = None
) -> Keyboard | None:
    """The ways into the shop, with `invites` also to one's invitations; `last` in place of the help's."""
    watched = [button(texts.plain("button-favorites"), Favorites(1))]
    if invites:
        watched.append(button(texts.plain("button-invite"), MyInvitations()))
    return keyboard(
        [
            [button(texts.plain("button-shop"), Shop(1), style=KeyboardButtonStyle.PRIMARY)],
            [
                button(texts.plain("button-orders"), MyOrders()),
                button(texts.plain("button-wallet"), MyWallet()),
            ],
            watched,
            [
                button(texts.plain("button-language"), Languages()),
                last or button(texts.plain("button-help"), Help()),
            ],
        ]
    )


def menu_button(texts: Texts) -> InlineKeyboardButton:
    """Back to the main menu."""
    return button(texts.plain("button-menu"), MainMenu())


def welcome_screen(texts: Texts, name: str, menu: InlineKeyboardMarkup | None) -> Screen:
    """Who we are, in the merchant's own words if there are some, and the reader's main menu."""
    own = texts.own("greeting")
    words = texts.html("welcome-words") if own is None else escape(own)
    return Screen(f"{texts.html('welcome', name=name, shop=texts.shop_name)}\n\n{words}", menu)


def languages_screen(texts: Texts, offered: Sequence[str]) -> Screen:
    """The choice of the languages that are offered, each by its own name."""
    rows = [[button(LANGUAGES[code].name, ChooseLanguage(code))] for code in offered]
    return Screen(texts.html("choose-language"), keyboard(rows))


def help_screen(texts: Texts, person_id: int, *, invites: bool = False) -> Screen:
    """How the shop works, and the number by which the shop knows this person."""
    wish = button(texts.plain("button-broadcasts"), AboutBroadcasts())
    text = texts.html("help", shop=texts.shop_name, customer=Code(person_id))
    return Screen(text, main_menu(texts, invites=invites, last=wish))
