"""How tickets look to staff: the list, one in full, what stands above and below a customer's message, and the
text for the supplier's support. Pure rendering.
"""

from collections.abc import Sequence
from datetime import datetime

from telegram import InlineKeyboardButton

from bot.shop.orders.history import OrderView
from bot.shop.support.dead_codes import DeadCode
from bot.shop.support.desk import TicketList, TicketPage
from bot.shop.support.tickets import TicketKind, TicketState
from bot.shop.support.views import TicketView
from bot.shop.support.written import SupportMessage
from handlers.admin.customers.callbacks import StaffCustomer
from handlers.admin.orders.callbacks import StaffOrder
from handlers.admin.orders.rows import order_rows
from handlers.admin.overview.callbacks import panel_button
from handlers.admin.tickets.callbacks import (
    AnswerTicket,
    CloseTicket,
    PickReply,
    ReleaseTicket,
    ReopenTicket,
    Replies,
    ShowTicket,
    ShowTicketApart,
    SupplierText,
    TakeTicket,
    TicketOrders,
    Tickets,
)
from handlers.ui.keyboards import Row, button, keyboard
from handlers.ui.screen import Screen
from handlers.ui.texts import Code, Texts, cut, escape, tidy
from handlers.words.order import sign

SIGNS = {
    TicketState.OPEN: "🔴",
    TicketState.TAKEN: "✋",
    TicketState.WAITING: "💬",
    TicketState.CLOSED: "✅",
}
LONGEST_TOPIC = 128  # characters, Bot API createForumTopic
_LONGEST_LINE = 300
_LONGEST_WORDS = 400  # of the customer's in the text for the supplier: a caption has 1,024 characters
_LONGEST_TITLE = 60


def tickets_screen(texts: Texts, which: TicketList, page: TicketPage) -> Screen:
    """A page of tickets, each a button; the other lists below."""
    head = [texts.html(f"tickets-{which}")]
    if page.waiting_since is not None:
        head.append(texts.html("tickets-unanswered", count=page.unanswered, since=page.waiting_since))
    if not page.items:
        head.append(texts.html("tickets-none"))
    rows: list[Row] = [[button(_label(texts, ticket), ShowTicket(ticket.id))] for ticket in page.items]
    if page.more is not None:
        rows.append([button(texts.plain("button-page-after"), Tickets(which, page.more))])
    others = [button(texts.plain(f"ticketlist-{one}"), Tickets(one, 0)) for one in TicketList if one != which]
    rows += [
        others,
        [
            button(texts.plain("button-replies"), Replies(1)),
            button(texts.plain("button-refresh"), Tickets(which, 0)),
        ],
        [panel_button(texts)],
    ]
    return Screen("\n\n".join(head), keyboard(rows))


def ticket_screen(
    texts: Texts,
    ticket: TicketView,
    messages: Sequence[SupportMessage],
    *,
    reader_id: int | None = None,
    in_group: bool = False,
) -> Screen:
    """One ticket in full, with what was written last, and what can be done with it."""
    blocks = [_facts(texts, ticket)]
    if messages:
        blocks.append("\n".join(_line(texts, ticket, one) for one in messages))
    if in_group:
        blocks.append(texts.html("ticket-in-group"))
    return Screen("\n\n".join(blocks), keyboard(_rows(texts, ticket, reader_id, in_group=in_group)))


def message_head(
    texts: Texts, it: SupportMessage, ticket: TicketView | None, *, name: str, in_group: bool
) -> str:
    """What stands above a customer's message."""
    customer = Code(it.customer_id)
    if in_group:
        return texts.html("support-from-in-topic", name=name, customer=customer)
    if ticket is None:
        return texts.html("support-from", name=name, customer=customer)
    head = texts.html("support-from-ticket", number=ticket.id, name=name, customer=customer)
    about = about_line(texts, ticket)
    return f"{head}\n{about}" if about else head


def answer_head(texts: Texts, it: SupportMessage, ticket: TicketView | None, *, staff: str, name: str) -> str:
    """What stands above a colleague's answer."""
    head = texts.html("support-answer-by", staff=staff, name=name, customer=Code(it.customer_id))
    return head if ticket is None else f"{head} {texts.html('ticket-number', number=ticket.id)}"


def message_rows(texts: Texts, ticket: TicketView, *, in_group: bool) -> list[Row]:
    """What stands below a customer's message."""
    quick = button(texts.plain("button-quick-reply"), PickReply(ticket.id, 0))
    close = button(texts.plain("button-close-ticket"), CloseTicket(ticket.id, 0))
    first = [] if ticket.taken_by else [_take(texts, ticket, page=0)]
    if in_group:
        return [[*first, quick], [button(texts.plain("button-their-orders"), TicketOrders(ticket.id)), close]]
    return [[*first, quick], [open_apart_button(texts, ticket), close]]


def open_apart_button(texts: Texts, ticket: TicketView) -> InlineKeyboardButton:
    """To a ticket, from under a message that stays."""
    return button(texts.plain("button-open-ticket", number=ticket.id), ShowTicketApart(ticket.id))


def news_screen(
    texts: Texts, ticket: TicketView, news: str, *, staff: str, minutes: int, in_group: bool
) -> Screen:
    """Who has taken, closed or opened a ticket; or that one has waited for too long."""
    if news != "waits":
        return Screen(texts.html(f"ticketnews-{news}", staff=staff))
    text = texts.html("ticket-waits", number=ticket.id, name=ticket.customer_name, minutes=minutes)
    if ticket.taken_by_name is not None:
        text += "\n" + texts.html("ticket-taken-by", staff=ticket.taken_by_name)
    return Screen(text, keyboard(message_rows(texts, ticket, in_group=in_group)))


def orders_screen(texts: Texts, ticket: TicketView, orders: Sequence[OrderView], *, in_group: bool) -> Screen:
    """The latest orders of whoever wrote a ticket; in the group without the ways to each of them."""
    head = texts.html("ticket-orders", name=ticket.customer_name, number=ticket.id)
    lines = [_order(texts, order) for order in orders] or [texts.html("ticket-orders-none")]
    rows: list[Row] = [] if in_group else order_rows(texts, orders)
    back = (
        []
        if in_group
        else [button(texts.plain("button-open-ticket", number=ticket.id), ShowTicket(ticket.id))]
    )
    return Screen("\n\n".join([head, *lines]), keyboard([*rows, back]))


def supplier_text(texts: Texts, code: DeadCode) -> str:
    """What the supplier's support needs, in one piece that a tap copies. No code stands in it."""
    nothing = texts.plain("nothing-known")
    block = texts.bare(
        "supplier-text",
        order=code.supplier_order_id or nothing,
        request=code.request_id or nothing,
        ref=code.ref,
        goods=tidy(code.goods, _LONGEST_TITLE * 2),
        number=f"{code.card}/{code.of_cards}",
        serial=code.serial or nothing,
        placed=_moment(code.placed_at, nothing),
        delivered=_moment(code.delivered_at, nothing),
        reported=_moment(code.reported_at, nothing),
        words=cut(tidy(code.words or "", _LONGEST_WORDS) or nothing, _LONGEST_WORDS),
    )
    return texts.html("supplier-text-head", text=Code(block))


def topic_name(texts: Texts, ticket: TicketView) -> str:
    """How a ticket's topic is called in the group."""
    kind = texts.plain(f"ticketkind-{ticket.kind}")
    return cut(f"#{ticket.id} {ticket.customer_name} · {kind}", LONGEST_TOPIC)


def about_line(texts: Texts, ticket: TicketView) -> str:
    """What a ticket is about; empty for a question about nothing in particular."""
    if ticket.kind is TicketKind.PAYMENT and ticket.payment is not None:
        request = ticket.payment
        return texts.html(
            "ticket-about-payment",
            amount=request.amount,
            way=texts.word("by", request.way),
            at=request.created_at,
            state=texts.plain(f"request-{request.state}"),
        )
    if ticket.kind is TicketKind.PAYMENT:
        return texts.html("ticket-about-payments")
    if ticket.order_ref is None:
        return ""
    ref, goods = Code(ticket.order_ref), ticket.goods or ""
    if ticket.kind is TicketKind.DEAD_CODE:
        return texts.html("ticket-about-code", number=ticket.card or 0, ref=ref, goods=goods)
    return texts.html("ticket-about-order", ref=ref, goods=goods)


def _facts(texts: Texts, ticket: TicketView) -> str:
    lines = [
        texts.html(
            "ticket",
            sign=SIGNS[ticket.state],
            number=ticket.id,
            state=texts.plain(f"ticketstate-{ticket.state}"),
            name=ticket.customer_name,
            customer=Code(ticket.customer_id),
            at=ticket.opened_at,
        )
    ]
    if about := about_line(texts, ticket):
        lines.append(about)
    if ticket.taken_by_name is not None and ticket.taken_at is not None:
        lines.append(texts.html("ticket-taken", staff=ticket.taken_by_name, at=ticket.taken_at))
    if ticket.asked_at is not None:
        lines.append(texts.html("ticket-asked", at=ticket.asked_at))
    return "\n".join(lines)


def _line(texts: Texts, ticket: TicketView, it: SupportMessage) -> str:
    words = it.body if it.file_id is None else f"[{texts.plain(f'written-{it.kind}')}] {it.body or ''}"
    who = ticket.customer_name if it.staff_id is None else texts.shop_name
    return (
        f"{texts.html('ticket-line', at=it.written_at, who=who)} {escape(tidy(words or '', _LONGEST_LINE))}"
    )


def _rows(texts: Texts, ticket: TicketView, reader_id: int | None, *, in_group: bool) -> list[Row]:
    quick = button(texts.plain("button-quick-reply"), PickReply(ticket.id, 0))
    orders = button(texts.plain("button-their-orders"), TicketOrders(ticket.id))
    rows: list[Row] = []
    if ticket.state is TicketState.CLOSED:
        rows.append([button(texts.plain("button-reopen-ticket"), ReopenTicket(ticket.id))])
    else:
        mine = ticket.taken_by is not None and (in_group or ticket.taken_by == reader_id)
        release = button(texts.plain("button-release-ticket"), ReleaseTicket(ticket.id))
        close = button(texts.plain("button-close-ticket"), CloseTicket(ticket.id, 1))
        rows.append([release if mine else _take(texts, ticket, page=1), close])
    if ticket.kind is TicketKind.DEAD_CODE:
        rows.append([button(texts.plain("button-supplier-text"), SupplierText(ticket.id))])
    if in_group:
        return [*rows, [quick, orders]]
    answer = button(texts.plain("button-answer-ticket"), AnswerTicket(ticket.id))
    name = tidy(ticket.customer_name)
    theirs = [orders, button(f"👤 {name}", StaffCustomer(ticket.customer_id))]
    order = []
    if ticket.order_ref is not None:
        order = [
            button(texts.plain("button-ticket-order", ref=ticket.order_ref), StaffOrder(ticket.order_ref))
        ]
    back = [
        button(texts.plain("button-refresh"), ShowTicket(ticket.id)),
        button(texts.plain("button-tickets"), Tickets(TicketList.OPEN, 0)),
    ]
    return [[answer, quick], *rows, theirs, order, back]


def _take(texts: Texts, ticket: TicketView, *, page: int) -> InlineKeyboardButton:
    key = "button-take-over" if ticket.taken_by else "button-take-ticket"
    return button(texts.plain(key), TakeTicket(ticket.id, ticket.taken_by or 0, page))


def _label(texts: Texts, ticket: TicketView) -> str:
    return texts.plain(
        "button-ticket",
        sign=SIGNS[ticket.state],
        number=ticket.id,
        name=ticket.customer_name,
        kind=texts.plain(f"ticketkind-{ticket.kind}"),
    )


def _order(texts: Texts, order: OrderView) -> str:
    return texts.html(
        "order-line",
        sign=sign(order.status),
        product=tidy(order.product_title, _LONGEST_TITLE),
        type=tidy(order.type_name, _LONGEST_TITLE),
        quantity=order.quantity,
        total=order.total,
        at=order.created_at,
        ref=Code(order.ref),
    )


def _moment(at: datetime | None, nothing: str) -> str:
    return nothing if at is None else f"{at:%Y-%m-%d %H:%M} UTC"
