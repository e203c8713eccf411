"""How a customer's orders look: the list, one order with
its timeline, and the order's own message, which lives on.
"""

from collections.abc import Sequence

from bot.shop.order_status import OrderStatus
from bot.shop.orders.history import OrderPage, OrderView
from handlers.customer.basket.callbacks import BasketAgain
from handlers.customer.browsing.callbacks import Shop
from handlers.customer.browsing.screens import LONGEST_PRODUCT
from handlers.customer.buying.callbacks import OrderAgain, OrderAgainHere
from handlers.customer.gifts import screens as gifts
from handlers.customer.orders.callbacks import CodesAgain, MyOrder, MyOrderApart, MyOrders
from handlers.customer.paying.callbacks import CancelOrder, PayWays
from handlers.customer.purchase_receipts.screens import receipt_row
from handlers.customer.reviews.screens import review_row
from handlers.customer.support.callbacks import AskAboutOrder, DeadCodes
from handlers.customer.welcome.screens import menu_button
from handlers.ui.keyboards import LONGEST_TYPE, Row, button, keyboard, turns_line, turns_row
from handlers.ui.languages.regions import flag
from handlers.ui.screen import Screen
from handlers.ui.texts import Code, Texts, TextValue, tidy, without_marks
from handlers.words.goods import LONGEST_ON_A_BUTTON, flagged_product, product_name, whole_words
from handlers.words.order import order_text, phase, sign, timeline

S = OrderStatus
_SHORTEST_TYPE = 8  # characters of a type that are to be seen in the row of an order whose card has no region
OPEN_PHASES = frozenset({"waiting", "placed", "preparing", "checking"})


def orders_screen(texts: Texts, history: OrderPage) -> Screen:
    """A page of orders: of each the goods, what they cost, its state, the day and the ref, and a button that
    opens it; and the way to the newest goods once more.
    """
    if not history.items:
        shop = button(texts.plain("button-shop"), Shop(1))
        return Screen(texts.html("orders-none"), keyboard([[shop], [menu_button(texts)]]))
    lines = [
        texts.html(
            "my-order-line",
            sign=sign(order.status),
            product=product_name(texts, order.product_title, LONGEST_PRODUCT),
            type=tidy(order.type_name, LONGEST_TYPE),
            quantity=order.quantity,
            total=order.total,
            state=texts.plain(f"phase-{phase(order.status)}"),
            at=order.created_at,
            ref=Code(order.ref),
        )
        for order in history.items
    ]
    rows = [[button(row_label(texts, order), MyOrder(order.ref))] for order in history.items]
    return Screen(
        "\n\n".join([texts.html("orders"), *lines]) + turns_line(texts, history.turns),
        keyboard(
            [
                *rows,
                turns_row(texts, MyOrders, history.turns),
                _newest_again_row(texts, history.items),
                [menu_button(texts)],
            ]
        ),
    )


def row_label(texts: Texts, order: OrderView) -> str:
    """What tells an order from its neighbours, within the width of a phone."""
    values: dict[str, TextValue] = {
        "sign": sign(order.status),
        "day": texts.brief_day(order.created_at.astimezone(texts.zone).date()),
    }
    key = "button-my-order"
    if order.quantity > 1:
        key, values["quantity"] = "button-my-order-of-several", order.quantity
    return _fitted(texts, key, order, values)


def _fitted(texts: Texts, key: str, order: OrderView, values: dict[str, TextValue]) -> str:
    """A label with the order's type, and as much of the title as there is room for beside it: whole words. A
    type that is too long for that stands behind the flag alone, and loses its first words: its last ones tell
    it from others. Where there is no flag, it loses its last ones.
    """
    beside = len(without_marks(texts.plain(key, product="", type="", **values)))
    room = LONGEST_ON_A_BUTTON - beside
    title, types = tidy(order.product_title), tidy(order.type_name).split()
    in_front = title.partition(" ")[0]
    if not flag(order.region):
        types = whole_words(order.type_name, max(_SHORTEST_TYPE, room - len(in_front))).split()
    left = room - len(" ".join(types))
    if left >= len(in_front) or not flag(order.region):
        product = flagged_product(texts, title, order.region, max(left, 1), beside=room - left + beside)
        return texts.plain(key, product=product, type=" ".join(types), **values)
    while len(types) > 1 and len(" ".join(types)) > room:
        types.pop(0)
    return texts.plain(key, product=flag(order.region), type=tidy(" ".join(types), room), **values)


def _newest_again_row(texts: Texts, orders: Sequence[OrderView]) -> Row:
    """The newest of them that brought something, once more; nothing where none did."""
    order = next((one for one in orders if one.has_codes), None)
    if order is None:
        return []
    return [button(again_label(texts, order), OrderAgainHere(order.ref))]


def again_label(texts: Texts, order: OrderView) -> str:
    """What the goods of an order are called where they are offered once more."""
    return _fitted(texts, "button-lately", order, {})


def order_screen(
    texts: Texts,
    order: OrderView,
    codes_where: str | None,
    *,
    together: int = 1,
    takes_reviews: bool = False,
) -> Screen:
    """One order with its timeline, and what can be done about it; `together`: how many orders were bought in
    its basket.
    """
    basket = [button(texts.plain("button-basket-again", count=together), BasketAgain(order.ref))]
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
                codes_again_row(texts, order),
                *gifts.rows(texts, order),
                dead_codes_row(texts, order) if order.shows_codes else [],
                again_row(texts, order, here=True),
                basket if together > 1 else [],
                refresh,
                review_row(texts, order, are_on=takes_reviews),
                receipt_row(texts, order),
                _ask_row(texts, order),
                [button(texts.plain("button-orders"), MyOrders()), menu_button(texts)],
            ]
        ),
    )


def codes_again_row(texts: Texts, order: OrderView) -> Row:
    """The way to an order's codes."""
    if not order.shows_codes:
        return []
    return [button(texts.plain("button-codes-again", count=order.fulfilled_quantity), CodesAgain(order.ref))]


def hidden_codes_screen(texts: Texts, order: OrderView) -> Screen:
    """What stands where codes stood that were hidden."""
    text = texts.html(
        "codes-hidden",
        product=product_name(texts, order.product_title),
        type=order.type_name,
        ref=Code(order.ref),
        count=order.fulfilled_quantity,
    )
    details = button(texts.plain("button-order-details"), MyOrderApart(order.ref))
    return Screen(text, keyboard([codes_again_row(texts, order), [details]]))


def again_row(texts: Texts, order: OrderView, *, here: bool = False) -> Row:
    """The same goods once more, where an order brought some; `here`: in place of the screen."""
    if not order.has_codes:
        return []
    again = OrderAgainHere(order.ref) if here else OrderAgain(order.ref)
    return [button(texts.plain("button-buy-again"), again)]


def dead_codes_row(texts: Texts, order: OrderView, page: int = 1) -> Row:
    """The way to say that a code does not work; `page` is where among its codes."""
    if not order.has_codes:
        return []
    label = texts.plain("button-dead-code", count=order.fulfilled_quantity)
    return [button(label, DeadCodes(order.ref, page))]


def order_card(texts: Texts, order: OrderView) -> Screen:
    """The message of an order that lives. Its buttons open other messages: this one stays what it is."""
    if order.status is S.AWAITING_PAYMENT:
        ask = _ask_row(texts, order) if order.looked_into or order.money_is_here else []
        rows = [*unpaid_rows(texts, order), *gifts.rows(texts, order), ask]
        return Screen(order_text(texts, order), keyboard(rows))
    row = [button(texts.plain("button-order-details"), MyOrderApart(order.ref))]
    ask = _ask_row(texts, order) if order.late or phase(order.status) == "checking" else []
    return Screen(
        order_text(texts, order),
        keyboard([row, codes_again_row(texts, order), *gifts.rows(texts, order), ask]),
    )


def _ask_row(texts: Texts, order: OrderView) -> Row:
    """The way to the shop with a question about an order."""
    return [button(texts.plain("button-ask-order"), AskAboutOrder(order.ref))]


def unpaid_rows(texts: Texts, order: OrderView) -> list[Row]:
    """What can be done about an order without its money: pay
    it or leave it; the same goods again when it is over.
    """
    if order.status is S.AWAITING_PAYMENT:
        return [
            [button(texts.plain("button-ways"), PayWays(order.ref))],
            [button(texts.plain("button-cancel-order"), CancelOrder(order.ref))],
        ]
    if order.status in {S.EXPIRED, S.CANCELLED}:
        return [[button(texts.plain("button-order-again"), OrderAgain(order.ref))]]
    return []
