"""Orders for staff: the open ones, one in full, and the
decisions that only a person may take, each asked twice.
"""

from bot.shop.customers import NOBODY
from bot.shop.errors import NotFoundError
from bot.shop.outbox.messages import MessageState
from bot.shop.paging import FIRST, Cursor
from bot.shop.roles.rights import Right
from bot.shop.staff.audit import AuditWanted
from bot.shop.staff.order_review import Dossier
from handlers.admin.orders.callbacks import (
    AskDecision,
    Decide,
    FoundOrders,
    OpenOrders,
    SendMessageAgain,
    StaffOrder,
    StaffOrderApart,
)
from handlers.admin.orders.rows import order_rows
from handlers.admin.orders.screens import (
    MOST_LINES,
    ask_text,
    decision_label,
    dossier_screen,
    staff_of,
)
from handlers.admin.overview.callbacks import panel_button
from handlers.ui.context import ShopContext
from handlers.ui.keyboards import button, keyboard, turns_line, turns_row
from handlers.ui.routing import Handler, command, press
from handlers.ui.screen import Screen
from handlers.ui.texts import Code
from handlers.words.reason import not_understood


def handlers() -> list[Handler]:
    """All ways to orders."""
    return [
        command("order", order_command, right=Right.SEE_ORDERS, place=30),
        command("open", open_command, right=Right.SEE_ORDERS, place=20, alone=True),
        press(OpenOrders, turn_open_orders, right=Right.SEE_ORDERS),
        press(FoundOrders, open_found_orders, right=Right.SEE_ORDERS),
        press(StaffOrder, open_staff_order, right=Right.SEE_ORDERS),
        press(StaffOrderApart, open_staff_order_apart, right=Right.SEE_ORDERS),
        press(SendMessageAgain, send_message_again, right=Right.SERVE_CUSTOMERS),
        press(AskDecision, ask_decision, right=Right.DECIDE_ORDERS),
        press(Decide, decide_order, right=Right.DECIDE_ORDERS),
    ]


async def order_command(context: ShopContext) -> None:
    """/order REF."""
    words = " ".join(context.args or [])
    usage = context.texts.html("usage-order", example=Code("/order CDFGHJ2346"))
    if not words:
        await context.show(Screen(usage))
        return
    try:
        dossier = await context.services.review.dossier(words)
    except NotFoundError:
        await context.show(not_understood(context.texts, words, usage, reason="order-unknown"))
        return
    await context.show(await read_dossier_screen(context, dossier))


async def open_command(context: ShopContext) -> None:
    """/open."""
    await context.show(await _open_orders_screen(context, FIRST))


async def turn_open_orders(context: ShopContext, pressed: OpenOrders) -> None:
    """A page of the open orders."""
    await context.show(await _open_orders_screen(context, pressed.cursor))


async def open_found_orders(context: ShopContext, pressed: FoundOrders) -> None:
    """A page of the orders whose customer nobody knows. The first is opened from an alert, which stays."""
    texts = context.texts
    shown = await context.services.orders.history(NOBODY, pressed.cursor)
    back = [panel_button(texts)]
    if not shown.items:
        await context.show(Screen(texts.html("found-orders-none"), keyboard([back])), apart=True)
        return
    rows = [*order_rows(texts, shown.items), turns_row(texts, FoundOrders, shown.turns), back]
    head = texts.html("found-orders") + turns_line(texts, shown.turns)
    await context.show(Screen(head, keyboard(rows)), apart=not pressed.cursor.page)


async def open_staff_order(context: ShopContext, pressed: StaffOrder) -> None:
    """One order, in place of a list; also "no" to a question."""
    await show_order(context, pressed.ref)


async def open_staff_order_apart(context: ShopContext, pressed: StaffOrderApart) -> None:
    """One order, from an alert, which stays."""
    await show_order(context, pressed.ref, apart=True)


async def send_message_again(context: ShopContext, pressed: SendMessageAgain) -> None:
    """A message that Telegram refused, at once again."""
    state = await context.services.staff_actions.send_again(context.person_id, pressed.message_id)
    toasts = {
        MessageState.SENT: "toast-message-arrived",
        MessageState.PARKED: "toast-message-parked",
    }
    await context.toast(context.texts.plain(toasts.get(state, "toast-message-again")))


async def ask_decision(context: ShopContext, pressed: AskDecision) -> None:
    """Are you sure?"""
    texts = context.texts
    dossier = await context.services.review.dossier(pressed.ref)
    decision = dossier.decision(pressed.decision.replace(".", ":"))
    if decision is None:
        await context.show(
            await read_dossier_screen(context, dossier), toast=texts.plain("toast-decision-gone")
        )
        return
    yes = button(texts.plain("button-yes"), Decide(pressed.ref, pressed.decision))
    no = button(texts.plain("button-no"), StaffOrder(pressed.ref))
    question = f"{decision_label(texts, dossier, decision)}\n\n{ask_text(texts, dossier, decision)}"
    await context.show(Screen(question, keyboard([[yes, no]])))


async def decide_order(context: ShopContext, pressed: Decide) -> None:
    """The decision. A second press finds it done and changes nothing."""
    texts = context.texts
    word = pressed.decision.replace(".", ":")
    dossier = await context.services.review.decide(context.person_id, pressed.ref, word)
    done = dossier.decision(word) is None
    toast = texts.plain("toast-decided" if done else "toast-decision-gone")
    await context.show(await read_dossier_screen(context, dossier), toast=toast)


async def show_order(context: ShopContext, ref: str, *, apart: bool = False) -> None:
    """Everything about one order, or that there is none."""
    try:
        dossier = await context.services.review.dossier(ref)
    except NotFoundError:
        await context.say(context.texts.plain("no-such-order"))
        return
    await context.show(await read_dossier_screen(context, dossier), apart=apart)


async def read_dossier_screen(context: ShopContext, dossier: Dossier) -> Screen:
    """Everything about one order, with its receipts."""
    receipts = await context.services.transfer_proofs.of_order(dossier.order.id)
    acted = {staff_of(event.who) for event in dossier.order.events[-MOST_LINES:]} - {None}
    names = {staff_id: await context.services.customers.name_of(staff_id) for staff_id in acted if staff_id}
    done = await context.services.audit_log.page(AuditWanted(subject=f"order:{dossier.order.ref}"))
    return dossier_screen(
        context.texts,
        dossier,
        receipts,
        acts=done.lines,
        names=names,
        shows_codes=context.may(Right.SEE_CODES),
        refunds=context.may(Right.REFUND),
        gives=context.may(Right.DECIDE_ORDERS),
    )


async def _open_orders_screen(context: ShopContext, cursor: Cursor) -> Screen:
    texts = context.texts
    shown = await context.services.admin_overview.open_orders(cursor)
    back = [panel_button(texts)]
    if not shown.items:
        return Screen(texts.html("open-orders-none"), keyboard([back]))
    return Screen(
        texts.html("open-orders") + turns_line(texts, shown.turns),
        keyboard([*order_rows(texts, shown.items), turns_row(texts, OpenOrders, shown.turns), back]),
    )
