"""/orders: for staff all orders of the shop, by status, day,
product or customer, and a search; for everybody else their own.
"""

from dataclasses import replace
from datetime import timedelta
from typing import Final

from bot.shop.order_status import OrderStatus
from bot.shop.roles.rights import Right
from bot.shop.staff.order_list import ListedOrder, OrderListPage, OrdersWanted
from handlers.admin.orders.callbacks import ALL_ORDERS, ANY, OrderListed, OrderStatuses, StaffOrder
from handlers.admin.orders.orders import show_order
from handlers.admin.overview.callbacks import panel_button
from handlers.customer.orders.callbacks import MyOrders
from handlers.customer.orders.orders import show_my_orders
from handlers.ui import typed
from handlers.ui.context import ShopContext
from handlers.ui.keyboards import LONGEST_TYPE, Row, button, in_pairs, in_rows, keyboard
from handlers.ui.routing import Handler, command, press
from handlers.ui.screen import Screen
from handlers.ui.texts import Code, Texts, from_left, tidy
from handlers.words.order import sign

_LONGEST_NAME: Final = 24
_LONGEST_PRODUCT: Final = 40


def handlers() -> list[Handler]:
    """The command, the pages, and what chooses among the orders."""
    return [
        command("orders", orders_command, place=30),
        press(OrderListed, open_order_list, right=Right.SEE_ORDERS),
        press(OrderStatuses, choose_status, right=Right.SEE_ORDERS),
    ]


def orders_of(customer_id: int) -> OrderListed:
    """The button to all orders of a customer."""
    return OrderListed(ANY, 0, f"c{customer_id}", 0)


def orders_like(order_id: int) -> OrderListed:
    """The button to all orders of the product that an order is for."""
    return OrderListed(ANY, 0, f"o{order_id}", 0)


async def orders_command(context: ShopContext) -> None:
    """/orders, for staff with a day or something to find behind it."""
    if not context.may(Right.SEE_ORDERS):
        await show_my_orders(context)
        return
    words = " ".join(context.args or [])
    if not words:
        await _show(context, ALL_ORDERS)
    else:
        await look_for_orders(context, words)


async def look_for_orders(context: ShopContext, words: str) -> bool:
    """The orders of the day that is meant, or of what the words name. False where they mean nothing; the
    person is told.
    """
    if (day := typed.typed_day(words, context.services.order_list.today())) is not None:
        await _show(context, OrderListed(ANY, day.toordinal(), ANY, 0))
        return True
    return await _find(context, words)


async def open_order_list(context: ShopContext, pressed: OrderListed) -> None:
    """A page of what was chosen."""
    await _show(context, pressed)


async def choose_status(context: ShopContext, pressed: OrderStatuses) -> None:
    """Which status?"""
    texts = context.texts
    statuses = [
        button(
            f"{sign(status)} {texts.plain(f'status-{status}')}",
            OrderListed(status, pressed.ordinal, ANY, 0),
        )
        for status in OrderStatus
    ]
    back = [button(texts.plain("button-orders-all"), OrderListed(ANY, pressed.ordinal, ANY, 0))]
    await context.show(Screen(texts.html("orders-which-status"), keyboard([*in_rows(statuses, 2), back])))


async def _find(context: ShopContext, words: str) -> bool:
    """The order that is meant, or whose orders may be."""
    texts = context.texts
    found = await context.services.order_list.find(words)
    if found.order is not None:
        await show_order(context, found.order.ref)
        return True
    if not found.products and not found.people:
        nothing = texts.html("orders-nothing-found", words=tidy(words, _LONGEST_PRODUCT))
        all_orders = [button(texts.plain("button-orders-all"), ALL_ORDERS)]
        await context.show(Screen(nothing, keyboard([all_orders])))
        return False
    choices: list[Row] = [
        [button(texts.plain("button-orders-of-product", product=title), orders_like(order_id))]
        for order_id, title in found.products
    ]
    choices += [
        [
            button(
                texts.plain("button-orders-of-person", name=person.first_name, id=person.id),
                orders_of(person.id),
            )
        ]
        for person in found.people
    ]
    await context.show(Screen(texts.html("orders-whose"), keyboard(choices)))
    return True


async def _show(context: ShopContext, pressed: OrderListed) -> None:
    texts, order_list = context.texts, context.services.order_list
    today = order_list.today()
    wanted = _wanted(pressed)
    page = await order_list.page(wanted, behind=pressed.behind or None)
    head = await _head(context, wanted, page)
    lines = [_line(texts, line) for line in page.lines] or [texts.html("orders-listed-none")]
    orders = [
        button(
            f"{sign(line.order.status)} {from_left(line.order.ref)} · {line.customer}",
            StaffOrder(line.order.ref),
        )
        for line in page.lines
    ]
    rows: list[Row] = in_rows(orders, 2)
    if page.has_older:
        older = replace(pressed, behind=page.lines[-1].order.id)
        rows.append([button(texts.plain("button-orders-older"), older)])
    days = [(texts.plain("button-orders-today"), today)]
    days.append((texts.plain("button-orders-yesterday"), today - timedelta(days=1)))
    rows += [
        [button(label, OrderListed(pressed.status, day.toordinal(), ANY, 0)) for label, day in days],
        [
            button(texts.plain("button-orders-status"), OrderStatuses(pressed.ordinal)),
            button(texts.plain("button-orders-all"), ALL_ORDERS),
        ],
        *in_pairs([button(texts.plain("button-my-orders"), MyOrders()), panel_button(texts)]),
    ]
    await context.show(Screen("\n\n".join([head, *lines]), keyboard(rows)))


def _wanted(pressed: OrderListed) -> OrdersWanted:
    """What a button says. A status or a day that there is not does not matter."""
    status = OrderStatus(pressed.status) if pressed.status in set(OrderStatus) else None
    day = typed.numbered_day(pressed.ordinal)
    kind, number = pressed.of[0], typed.whole_number(pressed.of[1:])
    like, customer_id = (number if kind == letter else None for letter in "oc")
    return OrdersWanted(status, day, like, customer_id)


async def _head(context: ShopContext, wanted: OrdersWanted, page: OrderListPage) -> str:
    """What is shown, in words."""
    texts = context.texts
    lines = [texts.html("orders-listed")]
    if wanted.customer_id is not None:
        name = await context.services.customers.name_of(wanted.customer_id)
        lines.append(texts.html("orders-of-person", name=name, customer=Code(wanted.customer_id)))
    if page.product is not None:
        lines.append(texts.html("orders-of-product", product=page.product))
    if wanted.status is not None:
        lines.append(texts.html("orders-in-status", status=texts.plain(f"status-{wanted.status}")))
    if wanted.day is not None:
        lines.append(texts.html("orders-of-day", what=texts.day(wanted.day)))
    return "\n".join(lines)


def _line(texts: Texts, line: ListedOrder) -> str:
    order = line.order
    return texts.html(
        "orders-listed-line",
        sign=sign(order.status),
        ref=Code(order.ref),
        status=texts.plain(f"status-{order.status}"),
        name=tidy(line.customer, _LONGEST_NAME),
        product=tidy(order.product_title, _LONGEST_PRODUCT),
        type=tidy(order.type_name, LONGEST_TYPE),
        quantity=order.quantity,
        total=order.total,
        at=order.created_at,
    )
