"""/erase USER_ID: an owner erases a customer who asked for that."""

from dataclasses import dataclass

from telegram.constants import KeyboardButtonStyle

from bot.shop.errors import NotFoundError
from bot.shop.money import Money
from bot.shop.roles.rights import Right
from handlers.admin.customers.callbacks import StaffCustomer
from handlers.ui import typed
from handlers.ui.callback_codec import Callback
from handlers.ui.context import ShopContext
from handlers.ui.keyboards import Row, button, keyboard
from handlers.ui.routing import Handler, command, press
from handlers.ui.screen import Screen
from handlers.ui.texts import Code
from handlers.words.reason import not_understood


@dataclass(frozen=True)
class EraseCustomer(Callback):
    """Staff: erase them; so many centimes in their wallet are given up with that."""

    verb = "a-erase"
    user_id: int
    centimes: int


def handlers() -> list[Handler]:
    """The command, and its confirmation."""
    right = Right.ERASE_CUSTOMERS
    return [
        command("erase", erase_command, right=right, place=188),
        press(EraseCustomer, erase_customer, right=right),
    ]


async def erase_command(context: ShopContext) -> None:
    """/erase USER_ID: who that is, and what goes."""
    texts = context.texts
    words = " ".join(context.args or [])
    user_id = typed.user_id(words)
    if user_id is None:
        usage = texts.html("usage-erase", example=Code("/erase 123456789"))
        unread = not_understood(texts, words, usage, reason="customer-not-read")
        await context.show(unread if words else Screen(usage))
        return
    try:
        erasable = await context.services.erasing.look(user_id)
    except NotFoundError:
        await context.say(texts.plain("erase-unknown"))
        return
    name = await context.services.customers.name_of(user_id)
    text = texts.html("erase-sure", name=name, customer=Code(user_id))
    if erasable.gives_up:
        text += "\n\n" + texts.html("erase-money", amount=erasable.gives_up)
    yes = EraseCustomer(user_id, erasable.gives_up.centimes)
    rows: list[Row] = [
        [button(texts.plain("button-erase-yes"), yes, style=KeyboardButtonStyle.DANGER)],
        [button(texts.plain("button-no-back"), StaffCustomer(user_id))],
    ]
    await context.show(Screen(text, keyboard(rows)))


async def erase_customer(context: ShopContext, pressed: EraseCustomer) -> None:
    """They are erased."""
    texts = context.texts
    try:
        await context.services.erasing.erase(
            context.person_id, pressed.user_id, gives_up=Money(pressed.centimes)
        )
    except NotFoundError:
        await context.say(texts.plain("erase-unknown"))
        return
    await context.show(Screen(texts.html("erased", customer=Code(pressed.user_id))))
