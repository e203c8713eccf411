"""A message to a customer as the shop's: what they write back belongs to the same conversation. It is asked
for beside the answers to tickets, because it may be a picture or a file, too.
"""

from dataclasses import dataclass
from typing import Final

from bot.shop.roles.rights import Right
from handlers.admin.customers.callbacks import StaffCustomer, WriteToCustomer
from handlers.customer.support.sending import incoming_message
from handlers.customer.support.support import WORDS
from handlers.customer.support.written import read_written
from handlers.ui.context import ShopContext
from handlers.ui.keyboards import button, keyboard
from handlers.ui.questions import Question
from handlers.ui.routing import END, Handler, State, answer, press
from handlers.ui.screen import Screen
from handlers.ui.texts import Code

_RIGHT: Final = Right.SERVE_CUSTOMERS


@dataclass(frozen=True)
class AskWords(Question):
    """What shall the customer read?"""

    kind = "writing_to_customer"
    user_id: int


def asking_to_write() -> list[Handler]:
    """The button, in the conversation for messages to and from the shop."""
    return [press(WriteToCustomer, ask_words, right=_RIGHT)]


def written_messages() -> dict[type[Question], list[Handler]]:
    """Text, a photo, a file or a voice."""
    return {AskWords: [answer(AskWords, send_words, to=WORDS, right=_RIGHT)]}


async def ask_words(context: ShopContext, pressed: WriteToCustomer) -> State:
    """What shall they read?"""
    texts = context.texts
    customer = await context.services.customers.get(pressed.user_id)
    text = texts.html("ask-message", name=customer.first_name, customer=Code(customer.id))
    await context.show(Screen(text), apart=True)
    return AskWords(pressed.user_id)


async def send_words(context: ShopContext, asked: AskWords) -> State:
    """It is on its way."""
    written = read_written(incoming_message(context))
    if written is None:
        return asked
    await context.services.support.address(context.person_id, asked.user_id, written, key=context.once)
    texts = context.texts
    name = await context.services.customers.name_of(asked.user_id)
    back = [button(f"👤 {name}", StaffCustomer(asked.user_id))]
    await context.show(Screen(texts.html("customer-written", name=name), keyboard([back])))
    return END
