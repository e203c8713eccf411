"""The customer's orders: the list, one order with its timeline, its codes again."""

from bot.shop.orders.history import OrderPage, OrderView
from handlers.customer.browsing.screens import LONGEST_PRODUCT
from handlers.ui.callbacks import CodesAgain, MyOrder, MyOrderApart, MyOrders, Shop
from handlers.ui.context import ShopContext
from handlers.ui.keyboards import LONGEST_TYPE, button, keyboard, menu_button, page_line, pages_row
from handlers.ui.routing import Handler, command, press
from handlers.ui.screens import Screen
from handlers.ui.texts import Code, Texts, TimeOfDay, tidy
from handlers.words.order import order_text, phase, sign, timeline, unpaid_rows

OPEN_PHASES = frozenset({"waiting", "placed", "preparing", "checking"})


def handlers() -> list[Handler]:
    """All ways to one's orders."""
    return [
        command("orders", orders),
        press(MyOrders, turn_orders),
        press(MyOrder, open_order),
        press(MyOrderApart, open_order_apart),
        press(CodesAgain, codes_again),
    ]


async def orders(context: ShopContext) -> None:
    """/orders."""
    await context.show(await _orders_screen(context, 1))


async def turn_orders(context: ShopContext, pressed: MyOrders) -> None:
    """A page of the list."""
    await context.show(await _orders_screen(context, pressed.page))


async def open_order(context: ShopContext, pressed: MyOrder) -> None:
    """One order, in place of the list."""
    await _open(context, pressed.ref, apart=False)


async def open_order_apart(context: ShopContext, pressed: MyOrderApart) -> None:
    """One order, from a message that stays."""
    await _open(context, pressed.ref, apart=True)


async def codes_again(context: ShopContext, pressed: CodesAgain) -> None:
    """The codes once more, through the outbox."""
    await context.services.orders.send_codes_again(context.person_id, pressed.ref, key=context.once)
    await context.toast(context.texts.plain("toast-codes-coming"))


async def _orders_screen(context: ShopContext, page: int) -> Screen:
    return list_screen(context.texts, await context.services.orders.history(context.person_id, page))


def list_screen(texts: Texts, history: OrderPage) -> Screen:
    """A page of orders: of each the goods, what they cost, the day and the ref, and a button that opens it."""
    if not history.items:
        shop = button(texts.plain("button-shop"), Shop(1))
        return Screen(texts.html("orders-none"), keyboard([[shop], [menu_button(texts)]]))
    lines = [
        texts.html(
            "order-line",
            sign=sign(order.status),
            product=tidy(order.product_title, LONGEST_PRODUCT),
            type=tidy(order.type_name, LONGEST_TYPE),
            quantity=order.quantity,
            total=order.total,
            at=order.created_at,
            ref=Code(order.ref),
        )
        for order in history.items
    ]
    rows = [
        [
            button(
                texts.plain(
                    "button-order",
                    sign=sign(order.status),
                    ref=order.ref,
                    type=tidy(order.type_name, LONGEST_TYPE),
                    quantity=order.quantity,
                ),
                MyOrder(order.ref),
            )
        ]
        for order in history.items
    ]
    return Screen(
        "\n\n".join([texts.html("orders"), *lines]) + page_line(texts, history.page, history.pages),
        keyboard([*rows, pages_row(texts, MyOrders, history.page, history.pages), [menu_button(texts)]]),
    )


async def _open(context: ShopContext, ref: str, *, apart: bool) -> None:
    """Shows an order. Its codes come with it, unless they have just come: then it says when."""
    texts, services = context.texts, context.services.orders
    order = await services.view(context.person_id, ref)
    where, sends = None, False
    if order.has_codes and not order.codes_on_way:
        at_hand = await services.codes_at_hand(order)
        sends = at_hand is None
        count = order.fulfilled_quantity
        where = (
            texts.html("codes-follow", count=count)
            if at_hand is None
            else texts.html("codes-above", count=count, at=TimeOfDay(at_hand))
        )
    await context.show(_order_screen(texts, order, where), apart=apart)
    if sends:
        # Only now, so that they come below what announces them.
        await services.send_codes_again(context.person_id, ref, key=context.once)


def _order_screen(texts: Texts, order: OrderView, codes_where: str | None) -> Screen:
    codes = [button(texts.plain("button-codes-again"), CodesAgain(order.ref))] if order.has_codes else []
    refresh = (
        [button(texts.plain("button-refresh"), MyOrder(order.ref))]
        if phase(order.status) in OPEN_PHASES
        else []
    )
    return Screen(
        f"{order_text(texts, order, codes_where=codes_where)}\n\n{timeline(texts, order)}",
        keyboard(
            [
                *unpaid_rows(texts, order),
                codes,
                refresh,
                [button(texts.plain("button-orders"), MyOrders(1)), menu_button(texts)],
            ]
        ),
    )
