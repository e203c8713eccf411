"""The customer's orders: the list, one order with its timeline, its codes again."""

import structlog
from telegram.error import BadRequest

from bot.shop.paging import FIRST, Cursor
from handlers.customer.gifts.screens import hidden_gift_screen
from handlers.customer.orders.callbacks import CodesAgain, HideCodes, MyOrder, MyOrderApart, MyOrders
from handlers.customer.orders.screens import hidden_codes_screen, order_screen, orders_screen
from handlers.ui.context import ShopContext
from handlers.ui.routing import Handler, press
from handlers.ui.screen import Screen
from handlers.ui.texts import TimeOfDay

log = structlog.get_logger(__name__)


def handlers() -> list[Handler]:
    """All ways to one's orders."""
    return [
        press(MyOrders, turn_my_orders),
        press(MyOrder, open_my_order),
        press(MyOrderApart, open_my_order_apart),
        press(CodesAgain, codes_again),
        press(HideCodes, hide_codes),
    ]


async def show_my_orders(context: ShopContext) -> None:
    """The first page of one's own orders."""
    await context.show(await _orders_screen(context, FIRST))


async def turn_my_orders(context: ShopContext, pressed: MyOrders) -> None:
    """A page of the list."""
    await context.show(await _orders_screen(context, pressed.cursor))


async def open_my_order(context: ShopContext, pressed: MyOrder) -> None:
    """One order, in place of the list."""
    await _open(context, pressed.ref, apart=False)


async def open_my_order_apart(context: ShopContext, pressed: MyOrderApart) -> None:
    """One order, from a message that stays."""
    await _open(context, pressed.ref, apart=True)


async def codes_again(context: ShopContext, pressed: CodesAgain) -> None:
    """The codes once more, through the outbox."""
    order = await context.services.orders.send_codes_again(context.person_id, pressed.ref, key=context.once)
    await context.toast(context.texts.plain("toast-codes-coming", count=order.fulfilled_quantity))


async def hide_codes(context: ShopContext, pressed: HideCodes) -> None:
    """Where the codes stood, it says what they were for. A file cannot be changed, so it is removed."""
    texts = context.texts
    order = await context.services.orders.view_for_reader(context.person_id, pressed.ref)
    is_gift = order.customer_id != context.person_id
    hidden = hidden_gift_screen(texts, order) if is_gift else hidden_codes_screen(texts, order)
    if await context.show_over(hidden):
        return
    message_id = context.message_id
    try:
        await context.bot.delete_message(chat_id=context.person_id, message_id=message_id)
    except BadRequest as error:
        # Telegram lets a bot remove its messages for two days (Bot API deleteMessage).
        log.info("codes_not_hidden", reason=str(error))
        await context.toast(texts.plain("codes-not-hidden"), alert=True)
    else:
        words = "toast-gift-hidden" if is_gift else "toast-codes-hidden"
        await context.toast(texts.plain(words, count=order.fulfilled_quantity))


async def _orders_screen(context: ShopContext, cursor: Cursor) -> Screen:
    return orders_screen(context.texts, await context.services.orders.history(context.person_id, cursor))


async def _open(context: ShopContext, ref: str, *, apart: bool) -> None:
    """Shows an order. Its codes come with it, unless they have just come: then it says when."""
    texts, services = context.texts, context.services.orders
    order = await services.view(context.person_id, ref)
    where, sends = None, False
    if order.shows_codes and not order.codes_on_way:
        at_hand = await services.codes_at_hand(order)
        sends = at_hand is None
        count = order.fulfilled_quantity
        where = (
            texts.html("codes-follow", count=count)
            if at_hand is None
            else texts.html("codes-above", count=count, at=TimeOfDay(at_hand))
        )
    together = 1
    if order.basket_id is not None:
        together = await context.services.basket_reorder.count(order.basket_id)
    takes_reviews = context.services.reviews.are_on
    screen = order_screen(texts, order, where, together=together, takes_reviews=takes_reviews)
    await context.show(screen, apart=apart)
    if sends:
        # Only now, so that they come below what announces them.
        await services.send_codes_again(context.person_id, ref, key=context.once)
