"""The ways to the question "what would you like to tell the shop?": /support, /paysupport, and buttons that
name an order, a payment or a code that does not work.
"""

from dataclasses import dataclass

from bot.shop.billing.requests import PaymentRequest
from bot.shop.errors import NotFoundError
from bot.shop.support.tickets import About, TicketKind
from bot.shop.support.written import Written, WrittenKind
from handlers.customer.orders.callbacks import MyOrders
from handlers.customer.support.callbacks import (
    AskAboutOrder,
    AskAboutPayment,
    DeadCode,
    DeadCodes,
    HelpWithPayment,
    WriteBack,
    WriteToShop,
)
from handlers.customer.support.sending import incoming_message, write
from handlers.customer.welcome.screens import menu_button
from handlers.ui.context import ShopContext
from handlers.ui.keyboards import Row, button, in_rows, keyboard, page_of, pages_row
from handlers.ui.questions import Question
from handlers.ui.routing import END, State
from handlers.ui.screen import Screen
from handlers.ui.texts import Choice, Code, TextValue
from handlers.words.goods import product_name

_CODES_ON_A_PAGE = 10
_CODES_IN_A_ROW = 5


@dataclass(frozen=True)
class AskMessage(Question):
    """What would you like to tell the shop? The arguments say about what (`bot.shop.support.tickets.About`),
    or to which conversation it belongs.
    """

    kind = "writing_to_shop"
    about: str | None = None
    ref: str | None = None
    card: int | None = None
    request_id: str | None = None
    ticket_id: int | None = None

    def subject(self) -> About | None:
        """What it is about; None: whatever they write."""
        if self.about is None:
            return None
        return About(TicketKind(self.about), self.ref, self.card, self.request_id)


async def support_command(context: ShopContext) -> State:
    """/support, /support WORDS."""
    if words := _words(context):
        await write(context, Written(WrittenKind.TEXT, words))
        return END
    texts = context.texts
    open_ticket = await context.services.ticket_desk.open_of(context.person_id)
    text = texts.html("support-ask")
    if open_ticket is not None:
        at = open_ticket.asked_at or open_ticket.state_at
        text += "\n\n" + texts.html("support-open-ticket", state=Choice(open_ticket.state), at=at)
    rows: list[Row] = [
        [button(texts.plain("button-about-order"), MyOrders())],
        [button(texts.plain("button-about-payment"), HelpWithPayment())],
        [menu_button(texts)],
    ]
    await context.show(Screen(text, keyboard(rows)))
    return AskMessage()


async def paysupport_command(context: ShopContext) -> State:
    """/paysupport, /paysupport WORDS."""
    if words := _words(context):
        await write(context, Written(WrittenKind.TEXT, words), about=About(TicketKind.PAYMENT))
        return END
    return await _ask_about_payment(context, apart=False)


async def help_with_payment(context: ShopContext, pressed: HelpWithPayment) -> State:
    """The same, from a button."""
    del pressed
    return await _ask_about_payment(context, apart=True)


async def ask_about_payment(context: ShopContext, pressed: AskAboutPayment) -> State:
    """It is about this payment."""
    texts = context.texts
    request = next(
        (one for one in await _payments(context) if one.id == pressed.request_id),
        None,
    )
    if request is None:
        raise NotFoundError
    about = texts.plain(
        "about-payment", amount=request.amount, way=texts.word("by", request.way), at=request.created_at
    )
    await _ask(context, about)
    return AskMessage(TicketKind.PAYMENT, request_id=pressed.request_id)


async def write_to_shop(context: ShopContext, pressed: WriteToShop) -> State:
    """Whatever it is about."""
    del pressed
    await context.show(Screen(context.texts.html("support-ask")), apart=True)
    return AskMessage()


async def write_back(context: ShopContext, pressed: WriteBack) -> State:
    """To go on with a conversation."""
    await context.show(Screen(context.texts.html("support-ask")), apart=True)
    return AskMessage(ticket_id=pressed.ticket_id)


async def ask_about_order(context: ShopContext, pressed: AskAboutOrder) -> State:
    """About one of their orders."""
    order = await context.services.orders.view(context.person_id, pressed.ref)
    about = context.texts.plain(
        "about-order",
        ref=Code(order.ref),
        product=product_name(context.texts, order.product_title),
        type=order.type_name,
    )
    await _ask(context, about)
    return AskMessage(TicketKind.ORDER, order.ref)


async def choose_dead_code(context: ShopContext, pressed: DeadCodes) -> State:
    """Which code does not work? Where there is one, it is that."""
    order = await context.services.orders.view_for_reader(context.person_id, pressed.ref)
    count = order.fulfilled_quantity
    if count <= 1:
        return await ask_about_code(context, DeadCode(order.ref, 1))
    texts = context.texts
    numbers, page, pages = page_of(range(1, count + 1), pressed.page, _CODES_ON_A_PAGE)
    buttons = [
        button(texts.plain("button-code-number", number=number), DeadCode(order.ref, number))
        for number in numbers
    ]
    rows = [
        *in_rows(buttons, _CODES_IN_A_ROW),
        pages_row(texts, lambda to: DeadCodes(order.ref, to), page, pages),
        [menu_button(texts)],
    ]
    await context.show(Screen(texts.html("which-code", ref=Code(order.ref)), keyboard(rows)), apart=True)
    return END


async def ask_about_code(context: ShopContext, pressed: DeadCode) -> State:
    """What happens with it?"""
    order = await context.services.orders.view_for_reader(context.person_id, pressed.ref)
    if not 1 <= pressed.number <= order.fulfilled_quantity:
        raise NotFoundError
    values: dict[str, TextValue] = {
        "number": pressed.number,
        "ref": Code(order.ref),
        "count": order.fulfilled_quantity,
    }
    await context.show(Screen(context.texts.html("dead-code-ask", **values)), apart=True)
    return AskMessage(TicketKind.DEAD_CODE, order.ref, pressed.number)


async def _ask(context: ShopContext, about: str) -> None:
    await context.show(Screen(context.texts.html("support-ask-about", about=about)), apart=True)


async def _ask_about_payment(context: ShopContext, *, apart: bool) -> State:
    texts = context.texts
    rows: list[Row] = [
        [
            button(
                texts.plain(
                    "button-this-payment",
                    amount=request.amount,
                    way=texts.word("by", request.way),
                    at=request.created_at,
                ),
                AskAboutPayment(request.id),
            )
        ]
        for request in await _payments(context)
    ]
    text = texts.html("paysupport-which" if rows else "paysupport")
    await context.show(Screen(text, keyboard([*rows, [menu_button(texts)]])), apart=apart)
    return AskMessage(TicketKind.PAYMENT)


async def _payments(context: ShopContext) -> tuple[PaymentRequest, ...]:
    return await context.services.payment_requests.recent(context.person_id)


def _words(context: ShopContext) -> str:
    text = incoming_message(context).text or ""
    return text.partition(" ")[2].strip() if " " in text else text.partition("\n")[2].strip()
