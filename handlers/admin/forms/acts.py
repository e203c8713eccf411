"""The second page of the panel: what staff do by a command, by buttons. What needs something typed asks for
one thing at a time; /cancel or any other button leaves it.
"""

from dataclasses import dataclass
from typing import Final

from bot.shop.errors import NotFoundError
from bot.shop.roles.rights import Right
from handlers.admin.backups import backup_screen
from handlers.admin.customers.callbacks import BookFor, CustomerList
from handlers.admin.customers.customers import SHOWN, look_for_customers
from handlers.admin.customers.screens import CREDIT, DEBIT, nobody_screen, person_buttons
from handlers.admin.forms.callbacks import (
    Acts,
    BackUpNow,
    BookForWhom,
    FindCustomer,
    FindOrder,
    FloatNow,
    GoodsFor,
    RefundWhich,
)
from handlers.admin.forms.goods import DEEDS
from handlers.admin.orders.callbacks import ALL_ORDERS
from handlers.admin.orders.order_list import look_for_orders
from handlers.admin.overview.callbacks import panel_button
from handlers.admin.promos.callbacks import NewPromo
from handlers.admin.refunds import ask_refund
from handlers.admin.tickets.callbacks import Replies
from handlers.admin.wallets import ask_amount
from handlers.ui import typed, unknown
from handlers.ui.context import ShopContext
from handlers.ui.keyboards import PAGE_SIZE, Row, button, in_pairs, keyboard
from handlers.ui.questions import Question
from handlers.ui.routing import END, Handler, State, answer, press
from handlers.ui.screen import Screen
from handlers.ui.texts import Code, Texts, tidy, without_marks

_EXAMPLE_REF: Final = "CDFGHJ2346"


@dataclass(frozen=True)
class AskForWhom(Question):
    """Whose wallet is meant?"""

    kind = "naming_wallet"
    act: str


@dataclass(frozen=True)
class AskRefundedOrder(Question):
    """Which order is paid back?"""

    kind = "naming_refunded_order"


@dataclass(frozen=True)
class AskOrder(Question):
    """Which order is looked for?"""

    kind = "naming_order"


@dataclass(frozen=True)
class AskCustomer(Question):
    """Which customer is looked for?"""

    kind = "naming_customer"


def handlers() -> list[Handler]:
    """The page, and what is done at once."""
    return [
        press(Acts, open_acts, right=Right.SEE_PANEL),
        press(FloatNow, show_float, right=Right.SEE_BOOKS),
        press(BackUpNow, back_up, right=Right.BACK_UP),
    ]


def asking() -> list[Handler]:
    """What asks for something typed."""
    return [
        press(BookForWhom, ask_for_whom, right=Right.MOVE_MONEY),
        press(RefundWhich, ask_refunded_order, right=Right.REFUND),
        press(FindOrder, ask_order, right=Right.SEE_ORDERS),
        press(FindCustomer, ask_customer, right=Right.SEE_CUSTOMERS),
    ]


def answers() -> dict[type[Question], list[Handler]]:
    """What is typed."""
    return {
        AskForWhom: [answer(AskForWhom, type_for_whom, right=Right.MOVE_MONEY)],
        AskRefundedOrder: [answer(AskRefundedOrder, type_refunded_order, right=Right.REFUND)],
        AskOrder: [answer(AskOrder, type_order, right=Right.SEE_ORDERS)],
        AskCustomer: [answer(AskCustomer, type_customer, right=Right.SEE_CUSTOMERS)],
    }


async def open_acts(context: ShopContext, pressed: Acts) -> None:
    """The page, with the buttons that its reader may press."""
    del pressed
    texts = context.texts
    acts = [
        (Right.MOVE_MONEY, "button-credit", BookForWhom(CREDIT)),
        (Right.MOVE_MONEY, "button-debit", BookForWhom(DEBIT)),
        (Right.REFUND, "button-refund", RefundWhich()),
        (Right.SEE_ORDERS, "button-find-order", FindOrder()),
        (Right.SEE_CUSTOMERS, "button-find-customer", FindCustomer()),
        *((Right.SET_PRICES, f"deed-{deed}", GoodsFor(deed)) for deed in DEEDS),
        (Right.SET_PRICES, "button-new-promo", NewPromo()),
        (Right.ANSWER_TICKETS, "button-replies", Replies(1)),
        (Right.SEE_BOOKS, "button-float-now", FloatNow()),
        (Right.BACK_UP, "button-back-up", BackUpNow()),
    ]
    rows: list[Row] = in_pairs(
        [button(texts.plain(label), to) for right, label, to in acts if context.may(right)]
    )
    rows.append([panel_button(texts)])
    await context.show(Screen(texts.html("acts"), keyboard(rows)))


async def show_float(context: ShopContext, pressed: FloatNow) -> None:
    """What is at the supplier, in place of the page. Raises `SupplierAwayError`."""
    del pressed
    now = await context.services.admin_overview.float_now()
    again = button(context.texts.plain("button-refresh"), FloatNow())
    await context.show(
        Screen(context.texts.html("balance", float=now), keyboard([[again, *_back(context.texts)]]))
    )


async def back_up(context: ShopContext, pressed: BackUpNow) -> None:
    """A backup is taken; when it is there, a message says so."""
    del pressed
    screen = await backup_screen(context)
    await context.show(Screen(screen.text, keyboard([_back(context.texts)])))


async def ask_for_whom(context: ShopContext, pressed: BookForWhom) -> State:
    """Whose wallet?"""
    if pressed.act not in {CREDIT, DEBIT}:
        await unknown.answer_button(context)
        return None
    await _ask(context, context.texts.html(f"who-gets-{pressed.act}", example=Code("amina")))
    return AskForWhom(pressed.act)


async def type_for_whom(context: ShopContext, asked: AskForWhom) -> State:
    """This person's, and how much is asked next; or one of these."""
    texts, words = context.texts, without_marks(context.typed).strip()
    user_id = typed.user_id(words)
    looked_for = words if user_id is None else str(user_id)
    found = await context.services.customers.search(looked_for, most=PAGE_SIZE + 1)
    said = tidy(words, SHOWN)
    if not found or not said:
        await context.show(nobody_screen(texts, said))
        return asked
    if len(found) == 1:
        return await ask_amount(context, BookFor(found[0].id, asked.act))
    head = texts.html("which-wallet", words=said)
    if len(found) > PAGE_SIZE:
        head += "\n" + texts.html("customers-more")
    rows = person_buttons(texts, found[:PAGE_SIZE], lambda user_id: BookFor(user_id, asked.act))
    await context.show(Screen(head, keyboard(rows)))
    return asked


async def ask_refunded_order(context: ShopContext, pressed: RefundWhich) -> State:
    """Which order?"""
    del pressed
    await _ask(context, context.texts.html("which-refund", example=Code(_EXAMPLE_REF)))
    return AskRefundedOrder()


async def type_refunded_order(context: ShopContext, asked: AskRefundedOrder) -> State:
    """This one, and how much is asked next."""
    try:
        return await ask_refund(context, context.typed)
    except NotFoundError:
        text = context.texts.html("order-unknown", words=tidy(context.typed, SHOWN))
        await context.show(Screen(text))
        return asked


async def ask_order(context: ShopContext, pressed: FindOrder) -> State:
    """Which order?"""
    del pressed
    listed = [button(context.texts.plain("button-all-orders"), ALL_ORDERS)]
    await _ask(context, context.texts.html("find-order", example=Code(_EXAMPLE_REF)), listed)
    return AskOrder()


async def type_order(context: ShopContext, asked: AskOrder) -> State:
    """This one, or those of that day, person or product; else it is asked once more."""
    return END if await look_for_orders(context, context.typed) else asked


async def ask_customer(context: ShopContext, pressed: FindCustomer) -> State:
    """Who?"""
    del pressed
    listed = [button(context.texts.plain("button-customers"), CustomerList(0))]
    await _ask(context, context.texts.html("find-customer", example=Code("amina")), listed)
    return AskCustomer()


async def type_customer(context: ShopContext, asked: AskCustomer) -> State:
    """This one, or one of these; else it is asked once more."""
    return END if await look_for_customers(context, context.typed) else asked


async def _ask(context: ShopContext, text: str, ways: Row = ()) -> None:
    """A question in a message of its own: the panel stays where it is."""
    text = f"{text}\n{context.texts.html('form-leave')}"
    await context.show(Screen(text, keyboard([ways, _back(context.texts)])), apart=True)


def _back(texts: Texts) -> Row:
    return [button(texts.plain("button-back"), Acts())]
