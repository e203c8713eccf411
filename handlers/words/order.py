"""An order in the customer's words: which phase it is in, its
receipt, its timeline. Used by the journey and by `delivery`.
"""

from collections.abc import Mapping
from itertools import groupby

from bot.shop.order_status import OrderStatus
from bot.shop.orders.history import OrderView
from handlers.ui.texts import Code, Texts
from handlers.words.gift import gift_line
from handlers.words.goods import product_name

S = OrderStatus
MOST_EVENTS = (
    12  # lines of a timeline; an order in long doubt has more, and a message ends at 4,096 characters
)

# What the shop does behind the counter (an answer lost, a second attempt) is one phase to the customer.
PHASES: Mapping[OrderStatus, str] = {
    S.AWAITING_PAYMENT: "waiting",
    S.PAID: "placed",
    S.PLACING: "preparing",
    S.UNKNOWN: "preparing",
    S.PROCESSING: "preparing",
    S.NEEDS_REVIEW: "checking",
    S.FULFILLED: "delivered",
    S.PARTIALLY_FILLED: "partly",
    S.REFUNDED: "refunded",
    S.REJECTED: "refunded",
    S.EXPIRED: "expired",
    S.CANCELLED: "cancelled",
}
SIGNS: Mapping[str, str] = {
    "waiting": "💳",
    "placed": "🧾",
    "preparing": "⏳",
    "checking": "🔎",
    "delivered": "✅",
    "partly": "☑️",
    "refunded": "↩️",
    "expired": "⌛",
    "cancelled": "❌",
}
_WITH_TIME = frozenset({"placed", "preparing", "checking"})


def phase(status: OrderStatus) -> str:
    """The phase a customer sees."""
    return PHASES[status]


def sign(status: OrderStatus) -> str:
    """The phase at a glance."""
    return SIGNS[PHASES[status]]


def state_text(texts: Texts, order: OrderView, codes_where: str | None = None) -> str:
    """One sentence on where the order is now. `codes_where` says
    where its codes are; the order's card has them below it.
    """
    now = phase(order.status)
    count, quantity = order.fulfilled_quantity, order.quantity
    if order.has_codes and not order.shows_codes:
        line = gift_line(texts, order)
        return (
            line
            if now == "delivered"
            else f"{texts.html('receipt-partly', count=count, quantity=quantity)} {line}"
        )
    if now == "delivered" and order.codes_on_way:
        return texts.html("codes-ready", count=count)
    if now == "delivered":
        if codes_where is None:
            return texts.html("receipt-delivered", count=count)
        return f"{texts.html('opened-delivered')} {codes_where}"
    if now == "partly":
        key = "codes-ready-partly" if order.codes_on_way else "receipt-partly"
        return f"{texts.html(key, count=count, quantity=quantity)} {codes_where or ''}".strip()
    return _state_without_cards(texts, order)


def _state_without_cards(texts: Texts, order: OrderView) -> str:
    now = phase(order.status)
    if order.held_dearer:
        return texts.html("order-dearer")
    if order.came:
        key = "order-expired-kept" if order.status is S.EXPIRED else "order-cancelled-kept"
        return texts.html(key, came=order.came)
    if order.money_is_here:
        return texts.html("order-money-here")
    if order.looked_into:
        return texts.html("order-looked-into")
    if now in _WITH_TIME:
        return _waiting_text(texts, order)
    return texts.html(f"receipt-{now}")


def _waiting_text(texts: Texts, order: OrderView) -> str:
    """What is happening, and since when; nothing of how long it will take."""
    now, at = phase(order.status), texts.deadline(order.waits_since, order.created_at)
    if now == "checking":
        return texts.html("receipt-checking", at=at)
    if order.late:
        return texts.html("order-late-unsent" if now == "placed" else "order-late-sent", at=at)
    if now == "placed":
        return texts.html("receipt-placed", at=at)
    if order.gift is not None:
        return texts.html("gift-preparing", at=at)
    return texts.html("receipt-preparing", at=at, count=order.quantity)


def order_text(texts: Texts, order: OrderView, *, codes_where: str | None = None) -> str:
    """What was ordered, and where it is now."""
    text = texts.html(
        "order",
        ref=Code(order.ref),
        product=product_name(texts, order.product_title),
        region=texts.region(order.region),
        type=order.type_name,
        quantity=order.quantity,
        price=order.unit_price,
        total=order.full_price,
    )
    if order.promo is not None:
        text += "\n" + texts.html(
            "order-promo", promo=order.promo, discount=-order.discount, total=order.total
        )
    text = f"{text}\n\n{state_text(texts, order, codes_where)}"
    if (
        order.gift is not None
        and (not order.has_codes or order.shows_codes)
        and (line := gift_line(texts, order))
    ):
        text += f"\n{line}"
    if order.gift is not None and order.gift.greeting and not order.shows_codes:
        text += "\n" + texts.html("gift-greeting", greeting=order.gift.greeting)
    if order.pay_by is not None and not order.money_is_here:
        text += " " + texts.html("order-pay-by", until=texts.deadline(order.pay_by, order.created_at))
    if order.refunded:
        text += "\n" + texts.html("order-refunded", refunded=order.refunded)
    return text


def timeline(texts: Texts, order: OrderView) -> str:
    """What happened and when, each phase once, at its beginning."""
    # Back in the queue for another attempt is still "being prepared" to the customer.
    events = [
        event for event in order.events if event.from_status is not S.PLACING or event.to_status is not S.PAID
    ]
    phases = groupby(events, key=lambda event: phase(event.to_status))
    lines = [
        texts.html("order-event", at=next(together).at, what=texts.plain(f"phase-{name}"))
        for name, together in phases
    ]
    return "\n".join([texts.html("order-timeline"), *lines[-MOST_EVENTS:]])
