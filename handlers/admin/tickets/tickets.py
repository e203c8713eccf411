"""/tickets: what customers wrote, as lists and one by one; taking, answering, closing.

Everything but the lists works in the staff's group too, where a ticket is a topic.
"""

from dataclasses import dataclass
from typing import Final

from bot.shop.roles.rights import Right
from bot.shop.support.desk import Moved, TicketList
from handlers.admin.tickets.callbacks import (
    AnswerTicket,
    CloseTicket,
    ReleaseTicket,
    ReopenTicket,
    ShowTicket,
    ShowTicketApart,
    SupplierText,
    TakeTicket,
    TicketOrders,
    Tickets,
)
from handlers.admin.tickets.screens import orders_screen, ticket_screen, tickets_screen
from handlers.customer.support.sending import incoming_message
from handlers.customer.support.support import WORDS, confirm_answer
from handlers.customer.support.written import read_written
from handlers.ui import typed
from handlers.ui.context import ShopContext
from handlers.ui.questions import Question
from handlers.ui.routing import END, Handler, State, answer, command, press
from handlers.ui.screen import Screen
from handlers.ui.texts import Code, without_marks
from handlers.words.reason import not_understood

_RIGHT: Final = Right.ANSWER_TICKETS
_MINE: Final = typed.words_for("mine")
_ALL: Final = typed.words_for("all")


@dataclass(frozen=True)
class AskAnswer(Question):
    """What shall the customer of this ticket read?"""

    kind = "answering_ticket"
    ticket_id: int


def handlers() -> list[Handler]:
    """The command, and what is pressed on tickets."""
    return [
        command("tickets", tickets_command, right=_RIGHT, place=35),
        press(Tickets, open_tickets, right=_RIGHT),
        press(ShowTicket, show_ticket, right=_RIGHT, in_group=True),
        press(ShowTicketApart, show_ticket_apart, right=_RIGHT),
        press(TakeTicket, take_ticket, right=_RIGHT, in_group=True),
        press(ReleaseTicket, release_ticket, right=_RIGHT, in_group=True),
        press(CloseTicket, close_ticket, right=_RIGHT, in_group=True),
        press(ReopenTicket, reopen_ticket, right=_RIGHT, in_group=True),
        press(TicketOrders, show_orders, right=_RIGHT, in_group=True),
        press(SupplierText, send_supplier_text, right=_RIGHT, in_group=True),
    ]


def asking_for_answers() -> list[Handler]:
    """What asks for an answer to a customer, in the conversation for messages to and from the shop."""
    return [press(AnswerTicket, ask_answer, right=_RIGHT)]


def typed_answers() -> dict[type[Question], list[Handler]]:
    """An answer may be text, a photo, a file or a voice."""
    return {AskAnswer: [answer(AskAnswer, send_answer, to=WORDS, right=_RIGHT)]}


async def tickets_command(context: ShopContext) -> None:
    """/tickets, /tickets mine, /tickets all, /tickets NUMBER."""
    words = without_marks(" ".join(context.args or [])).casefold().removeprefix("#")
    number = typed.whole_number(words)
    if number:
        await _show(context, number)
        return
    which = {True: TicketList.OPEN, words in _MINE: TicketList.MINE, words in _ALL: TicketList.ALL}[True]
    if words and which is TicketList.OPEN:
        usage = context.texts.html(
            "usage-tickets",
            mine=Code("/tickets mine"),
            all=Code("/tickets all"),
            example=Code("/tickets 12"),
        )
        await context.show(not_understood(context.texts, words, usage))
        return
    await _list(context, which, 0)


async def open_tickets(context: ShopContext, pressed: Tickets) -> None:
    """A page of a list."""
    which = TicketList(pressed.which) if pressed.which in set(TicketList) else TicketList.OPEN
    await _list(context, which, pressed.after)


async def show_ticket(context: ShopContext, pressed: ShowTicket) -> None:
    """One ticket, in place of the screen."""
    await _show(context, pressed.ticket_id)


async def show_ticket_apart(context: ShopContext, pressed: ShowTicketApart) -> None:
    """One ticket, in a message of its own."""
    await _show(context, pressed.ticket_id, apart=True)


async def take_ticket(context: ShopContext, pressed: TakeTicket) -> None:
    """It is theirs from now on, unless somebody else has taken it since this was shown."""
    moved = await context.services.ticket_desk.take(
        context.person_id, pressed.ticket_id, seen_holder=pressed.user_id or None
    )
    await _after(context, moved, "toast-ticket-taken", page=bool(pressed.page))


async def release_ticket(context: ShopContext, pressed: ReleaseTicket) -> None:
    """It is everybody's again."""
    moved = await context.services.ticket_desk.release(context.person_id, pressed.ticket_id)
    await _after(context, moved, "toast-ticket-released", page=True)


async def close_ticket(context: ShopContext, pressed: CloseTicket) -> None:
    """It is over; the customer is told."""
    moved = await context.services.ticket_desk.close(context.person_id, pressed.ticket_id)
    await _after(context, moved, "toast-ticket-closed", page=bool(pressed.page))


async def reopen_ticket(context: ShopContext, pressed: ReopenTicket) -> None:
    """It goes on, and is theirs."""
    moved = await context.services.ticket_desk.reopen(context.person_id, pressed.ticket_id)
    await _after(context, moved, "toast-ticket-reopened", page=True)


async def show_orders(context: ShopContext, pressed: TicketOrders) -> None:
    """The latest orders of whoever wrote it, beside the ticket."""
    ticket = (await context.services.ticket_desk.dossier(pressed.ticket_id)).ticket
    page = await context.services.orders.history(ticket.customer_id)
    screen = orders_screen(context.texts, ticket, page.items, in_group=context.in_group)
    await context.show(screen, apart=True)


async def send_supplier_text(context: ShopContext, pressed: SupplierText) -> None:
    """What the supplier's support needs, as a message to copy."""
    await context.services.ticket_desk.ask_supplier_text(
        context.person_id, pressed.ticket_id, chat_id=context.chat_id, key=context.once
    )
    await context.toast(context.texts.plain("toast-supplier-text"))


async def ask_answer(context: ShopContext, pressed: AnswerTicket) -> State:
    """What shall the customer read?"""
    ticket = (await context.services.ticket_desk.dossier(pressed.ticket_id)).ticket
    text = context.texts.html("ask-ticket-answer", number=ticket.id, name=ticket.customer_name)
    await context.show(Screen(text), apart=True)
    return AskAnswer(ticket.id)


async def send_answer(context: ShopContext, asked: AskAnswer) -> State:
    """It is on its way."""
    written = read_written(incoming_message(context))
    if written is not None:
        answered = await context.services.support.answer_ticket(
            context.person_id, asked.ticket_id, written, key=context.once
        )
        await confirm_answer(context, answered)
    return END


async def _list(context: ShopContext, which: TicketList, key: int) -> None:
    page = await context.services.ticket_desk.page(which, context.person_id, key)
    await context.show(tickets_screen(context.texts, which, page))


async def _show(
    context: ShopContext, ticket_id: int, *, apart: bool = False, toast: str | None = None
) -> None:
    dossier = await context.services.ticket_desk.dossier(ticket_id)
    messages = () if context.in_group else dossier.messages  # the topic has them
    screen = ticket_screen(
        context.texts,
        dossier.ticket,
        messages,
        reader_id=context.person_id,
        in_group=context.in_group,
    )
    await context.show(screen, apart=apart, toast=toast)


async def _after(context: ShopContext, moved: Moved, done: str, *, page: bool) -> None:
    """Says what became of an act, and shows the ticket as it is now where it was pressed on its page."""
    texts, ticket = context.texts, moved.ticket
    toast = texts.plain(done, number=ticket.id)
    if not moved.done:
        staff = ticket.taken_by_name or texts.plain("nothing-known")
        state = texts.plain(f"ticketstate-{ticket.state}")
        toast = texts.plain("toast-ticket-moved", number=ticket.id, state=state, staff=staff)
    if page:
        await _show(context, ticket.id, toast=toast)
    else:
        await context.toast(toast, alert=not moved.done)
