"""Orders whose customer nobody knew, given to whom staff have found out: named, shown, and confirmed."""

from dataclasses import dataclass

from bot.shop.roles.rights import Right
from handlers.admin.customers.customers import SHOWN
from handlers.admin.customers.screens import nobody_screen, person_buttons
from handlers.admin.orders.callbacks import AskGiveOrder, FindOwner, GiveOrder, StaffOrder
from handlers.admin.orders.orders import read_dossier_screen
from handlers.ui import typed
from handlers.ui.context import ShopContext
from handlers.ui.keyboards import PAGE_SIZE, button, keyboard
from handlers.ui.questions import Question
from handlers.ui.routing import END, Handler, State, answer, press
from handlers.ui.screen import Screen
from handlers.ui.texts import Code, tidy, without_marks

_RIGHT = Right.DECIDE_ORDERS


@dataclass(frozen=True)
class AskOwner(Question):
    """Whose order is it?"""

    kind = "naming_order_owner"
    ref: str


def handlers() -> list[Handler]:
    """The question once more, and the act."""
    return [
        press(AskGiveOrder, ask_give, right=_RIGHT),
        press(GiveOrder, give_order, right=_RIGHT),
    ]


def asking() -> list[Handler]:
    """What asks for a customer."""
    return [press(FindOwner, ask_owner, right=_RIGHT)]


def answers() -> dict[type[Question], list[Handler]]:
    """A customer, typed."""
    return {AskOwner: [answer(AskOwner, type_owner, right=_RIGHT)]}


async def ask_owner(context: ShopContext, pressed: FindOwner) -> State:
    """Whose is it?"""
    texts = context.texts
    text = texts.html("whose-order", ref=Code(pressed.ref), example=Code("amina"))
    back = [button(texts.plain("button-no-back"), StaffOrder(pressed.ref))]
    await context.show(Screen(f"{text}\n{texts.html('form-leave')}", keyboard([back])), apart=True)
    return AskOwner(pressed.ref)


async def type_owner(context: ShopContext, asked: AskOwner) -> State:
    """One of these: it is asked once more."""
    texts, words = context.texts, without_marks(context.typed).strip()
    user_id = typed.user_id(words)
    looked_for = words if user_id is None else str(user_id)
    found = await context.services.customers.search(looked_for, most=PAGE_SIZE + 1) if words else []
    if not found:
        await context.show(nobody_screen(texts, tidy(words, SHOWN)))
        return asked
    if len(found) == 1:
        await ask_give(context, AskGiveOrder(asked.ref, found[0].id))
        return END
    head = texts.html("which-owner", words=tidy(words, SHOWN))
    rows = person_buttons(texts, found[:PAGE_SIZE], lambda user_id: AskGiveOrder(asked.ref, user_id))
    await context.show(Screen(head, keyboard(rows)))
    return asked


async def ask_give(context: ShopContext, pressed: AskGiveOrder) -> None:
    """Really theirs? Raises `NotFoundError`."""
    texts = context.texts
    customer = await context.services.customers.get(pressed.user_id)
    order = (await context.services.review.dossier(pressed.ref)).order
    question = texts.html(
        "ask-give-order",
        ref=Code(order.ref),
        product=order.product_title,
        type=order.type_name,
        quantity=order.quantity,
        name=customer.first_name,
        customer=Code(customer.id),
    )
    row = [
        button(texts.plain("button-yes"), GiveOrder(order.ref, customer.id)),
        button(texts.plain("button-no"), StaffOrder(order.ref)),
    ]
    await context.show(Screen(question, keyboard([row])))


async def give_order(context: ShopContext, pressed: GiveOrder) -> None:
    """It is theirs. A second press finds it given and changes nothing."""
    texts = context.texts
    done = await context.services.order_giving.give(context.person_id, pressed.ref, pressed.user_id)
    toast = texts.plain("toast-decided" if done else "toast-order-has-customer")
    dossier = await context.services.review.dossier(pressed.ref)
    await context.show(await read_dossier_screen(context, dossier), toast=toast)
