"""How one's own data is spoken of."""

from telegram.constants import KeyboardButtonStyle

from bot.shop.privacy.erasing import Erasable
from handlers.customer.privacy.callbacks import AskForget, Forget, MyData
from handlers.customer.support.callbacks import WriteToShop
from handlers.customer.welcome.screens import menu_button
from handlers.ui.keyboards import Row, button, keyboard
from handlers.ui.screen import Screen
from handlers.ui.texts import Texts, escape


def privacy_screen(texts: Texts) -> Screen:
    """What is kept, why, how long, and who sees it; the merchant's own words below."""
    own = texts.own("privacy")
    text = texts.html("privacy", shop=texts.shop_name)
    if own is not None:
        text += f"\n\n{escape(own)}"
    rows: list[Row] = [
        [button(texts.plain("button-my-data"), MyData())],
        [button(texts.plain("button-forget"), AskForget())],
        [menu_button(texts)],
    ]
    return Screen(text, keyboard(rows), passing=True)


def forget_screen(texts: Texts, erasable: Erasable) -> Screen:
    """What goes, what stays and why; what is given up."""
    money, text = erasable.gives_up, texts.html("forget")
    rows: list[Row] = []
    label = texts.plain("button-forget-yes")
    if money:
        text += "\n\n" + texts.html("forget-money", amount=money)
        label = texts.plain("button-forget-money", amount=money)
        rows.append([button(texts.plain("button-ask-money"), WriteToShop())])
    rows.append([button(label, Forget(money.centimes), style=KeyboardButtonStyle.DANGER)])
    rows.append([button(texts.plain("button-my-data"), MyData()), menu_button(texts)])
    return Screen(text, keyboard(rows), passing=True)


def forgotten_screen(texts: Texts) -> Screen:
    """It is done; there is no button, as nobody is known here any more."""
    return Screen(texts.html("forgotten"), farewell=True)
