"""How a basket looks: before it is bought, one of its lines, and the message of its orders, which lives
on.
"""

from collections.abc import Sequence

from telegram import InlineKeyboardButton
from telegram.constants import KeyboardButtonStyle

from bot.payments.method import Price
from bot.shop.basket.contents import BasketLine, BasketView, LineProblem
from bot.shop.money import Money
from bot.shop.order_status import OrderStatus
from bot.shop.orders.history import OrderView
from handlers.customer.basket.callbacks import (
    AskBasketCode,
    BuyBasket,
    EmptyBasket,
    KeepTheRest,
    LeaveBasket,
    OpenBasket,
    OpenBasketLine,
    PayBasket,
    RemoveFromBasket,
    SetBasketQuantity,
)
from handlers.customer.browsing.callbacks import Shop
from handlers.customer.orders.callbacks import MyOrderApart
from handlers.customer.paying.callbacks import CancelOrder, PayWays
from handlers.customer.welcome.screens import menu_button
from handlers.ui.keyboards import LONGEST_TYPE, Row, button, keyboard
from handlers.ui.screen import Screen
from handlers.ui.texts import Code, Texts, TimeOfDay, tidy
from handlers.words.goods import product_name
from handlers.words.order import SIGNS, phase
from handlers.words.payment import way_label
from handlers.words.price import refusal

LONGEST_PRODUCT = 60
_QUICK = (1, 2, 3, 5, 10)


def empty_screen(texts: Texts) -> Screen:
    """Nothing is in it."""
    shop = button(texts.plain("button-shop"), Shop(1))
    return Screen(texts.html("basket-empty"), keyboard([[shop], [menu_button(texts)]]), passing=True)


def basket_screen(texts: Texts, view: BasketView, customer_id: int, ways: Sequence[Price] = ()) -> Screen:
    """All lines, what they come to, and Buy; or what has to be done before."""
    blocks = [texts.html("basket")]
    blocks += [_line(texts, number, line) for number, line in enumerate(view.lines, 1)]
    blocks.append(_sum(texts, view))
    blocks.append(texts.html("basket-region"))
    rows: list[Row] = []
    if view.unread:
        blocks.append(texts.html("basket-unread"))
        rows.append([_look_again(texts)])
    elif not view.may_be_bought:
        blocks.append(texts.html("basket-not-all"))
        keep = button(
            texts.plain("button-basket-keep"), KeepTheRest(view.id), style=KeyboardButtonStyle.PRIMARY
        )
        rows.append([keep])
    elif view.missing and ways:
        blocks.append(_to_pay(texts, view))
        rows += [
            [button(way_label(texts, price), PayBasket(view.id, view.version, price.way))] for price in ways
        ]
    elif view.missing:
        blocks.append(_missing(texts, view, customer_id))
        rows.append([_look_again(texts)])
    else:
        after = texts.html(
            "confirmation-after", after=view.wallet - view.total, until=TimeOfDay(view.expires_at)
        )
        blocks.append(f"{texts.html('confirmation-wallet', wallet=view.wallet)}\n{after}")
        label = texts.plain("button-buy", total=view.total)
        rows.append([button(label, BuyBasket(view.id, view.version), style=KeyboardButtonStyle.SUCCESS)])
    rows += [
        [button(_line_label(texts, number, line), OpenBasketLine(line.line_id))]
        for number, line in enumerate(view.lines, 1)
    ]
    rows.append([button(texts.plain("button-promo"), AskBasketCode(view.id))])
    rows.append(
        [
            button(texts.plain("button-basket-empty"), EmptyBasket(view.id)),
            button(texts.plain("button-basket-more"), LeaveBasket(view.id)),
        ]
    )
    return Screen("\n\n".join(blocks), keyboard(rows), passing=True)


def line_screen(texts: Texts, line: BasketLine) -> Screen:
    """One line: fewer, more, out."""
    text = texts.html(
        "basket-line-alone",
        product=product_name(texts, line.product_title),
        region=texts.region(line.region),
        type=line.type_name,
        quantity=line.quantity,
        price=line.unit_price,
        total=line.full_price,
        most=line.most,
    )
    if line.problem is not None:
        text += "\n" + _problem(texts, line)
    steps: list[Row] = []
    if line.quantity > 1:
        fewer = SetBasketQuantity(line.line_id, min(line.quantity - 1, max(1, line.most)))
        steps.append([button(texts.plain("button-fewer"), fewer)])
    if line.quantity < line.most:
        more = SetBasketQuantity(line.line_id, line.quantity + 1)
        steps.append([button(texts.plain("button-more"), more)])
    quick = [
        button(texts.number(quantity), SetBasketQuantity(line.line_id, quantity))
        for quantity in _QUICK
        if quantity <= line.most and quantity != line.quantity
    ]
    out = button(texts.plain("button-basket-remove"), RemoveFromBasket(line.line_id))
    back = button(texts.plain("button-back"), OpenBasket())
    return Screen(
        text, keyboard([[step for row in steps for step in row], quick, [out], [back]]), passing=True
    )


def basket_card(texts: Texts, orders: Sequence[OrderView]) -> Screen:
    """The message of a basket's orders: where each of them is. Its buttons open other messages."""
    total = sum((order.total for order in orders), Money.ZERO)
    lines = [
        texts.html(
            "basket-order",
            sign=_sign(order),
            product=product_name(texts, order.product_title, LONGEST_PRODUCT),
            type=tidy(order.type_name, LONGEST_TYPE),
            quantity=order.quantity,
            total=order.total,
            state=texts.plain("order-takes-long" if order.late else f"phase-{_phase(order)}"),
            ref=Code(order.ref),
        )
        for order in orders
    ]
    blocks = [texts.html("basket-ordered", count=len(orders)), *lines]
    blocks.append(texts.html("basket-total", total=total))
    if back := sum((order.refunded for order in orders), Money.ZERO):
        blocks[-1] += "\n" + texts.html("order-refunded", refunded=back)
    rows: list[Row] = []
    if waiting := [order for order in orders if order.status is OrderStatus.AWAITING_PAYMENT]:
        blocks.append(_waits(texts, waiting[0]))
        rows += [
            [button(texts.plain("button-ways"), PayWays(waiting[0].ref))],
            [button(texts.plain("button-basket-cancel"), CancelOrder(waiting[0].ref))],
        ]
    rows += [
        [
            button(
                texts.plain(
                    "button-order",
                    sign=_sign(order),
                    ref=order.ref,
                    type=tidy(order.type_name, LONGEST_TYPE),
                    quantity=order.quantity,
                ),
                MyOrderApart(order.ref),
            )
        ]
        for order in orders
    ]
    return Screen("\n\n".join(blocks), keyboard(rows))


def news(texts: Texts, view: BasketView) -> str:
    """What moved since the basket was shown: the prices of these lines, and of no others."""
    if view.unread or not view.may_be_bought:
        return texts.html("basket-moved")
    if not view.moved:
        return texts.html("quote-renewed") if view.promo_refused is None else texts.html("basket-moved")
    lines = [
        texts.html(
            "basket-price-moved",
            product=product_name(texts, line.product_title, LONGEST_PRODUCT),
            type=tidy(line.type_name, LONGEST_TYPE),
            old=line.old_price or line.unit_price,
            price=line.unit_price,
        )
        for line in view.moved
    ]
    return "\n".join([*lines, texts.html("basket-still")])


def _line(texts: Texts, number: int, line: BasketLine) -> str:
    text = texts.html(
        "basket-line",
        number=number,
        product=product_name(texts, line.product_title, LONGEST_PRODUCT),
        region=texts.region(line.region),
        type=tidy(line.type_name, LONGEST_TYPE),
        quantity=line.quantity,
        price=line.unit_price,
        total=line.full_price,
    )
    return text if line.problem is None else f"{text}\n{_problem(texts, line)}"


def _problem(texts: Texts, line: BasketLine) -> str:
    if line.problem is LineProblem.TOO_MANY:
        return texts.html("basket-too-many", most=line.most)
    key = "basket-sold-out" if line.problem is LineProblem.SOLD_OUT else "basket-not-for-sale"
    return texts.html(key)


def _line_label(texts: Texts, number: int, line: BasketLine) -> str:
    kind = tidy(line.type_name, LONGEST_TYPE)
    return texts.plain("button-basket-line", number=number, type=kind, quantity=line.quantity)


def _sum(texts: Texts, view: BasketView) -> str:
    total = texts.html("basket-total", total=view.total)
    if view.promo is None:
        return total
    if view.discount:
        return f"{texts.html('confirmation-promo', promo=view.promo, discount=-view.discount)}\n{total}"
    if view.promo_refused is None:
        return total
    why = refusal(texts, view.promo_refused, view.promo_least)
    return f"{texts.html('confirmation-promo-refused', promo=view.promo, why=why)}\n{total}"


def _to_pay(texts: Texts, view: BasketView) -> str:
    text = texts.html("confirmation-pay")
    if view.wallet:
        text += "\n" + texts.html("confirmation-rest", wallet=view.wallet, missing=view.missing)
    return text


def _missing(texts: Texts, view: BasketView, customer_id: int) -> str:
    text = texts.html("confirmation-missing", missing=view.missing, customer=Code(customer_id))
    return f"{texts.html('confirmation-wallet', wallet=view.wallet)}\n\n{text}" if view.wallet else text


def _look_again(texts: Texts) -> InlineKeyboardButton:
    return button(texts.plain("button-look-again"), OpenBasket(), style=KeyboardButtonStyle.PRIMARY)


def _waits(texts: Texts, first: OrderView) -> str:
    """Until when the orders of a basket wait for their money; they wait together."""
    if first.money_is_here:
        return texts.html("order-money-here")
    if first.pay_by is None:
        return texts.html("order-looked-into")
    until = texts.html("order-pay-by", until=texts.deadline(first.pay_by, first.created_at))
    return f"{texts.html('receipt-waiting')} {until}"


def _phase(order: OrderView) -> str:
    """Codes that have not arrived yet are on their way, and so is their order."""
    return "preparing" if order.codes_on_way else phase(order.status)


def _sign(order: OrderView) -> str:
    return SIGNS[_phase(order)]
