"""An order as a gift, in words: for its buyer, and for staff."""

from typing import Final

from bot.shop.order_status import FINAL
from bot.shop.orders.history import OrderView
from handlers.ui.texts import Texts

PLANNED: Final = "planned"
"""Stands for a gift whose codes have not come yet."""


def may_become_gift(order: OrderView) -> bool:
    """Whether an order can still be made a gift, or be changed as one."""
    return not order.has_codes and order.status not in FINAL


def gift_line(texts: Texts, order: OrderView) -> str:
    """How it stands with a gift, for its buyer; nothing for an order that is none, or that brought
    nothing.
    """
    if (state := _state(order)) is None:
        return ""
    at = {"at": order.gift.ended_at} if order.gift and order.gift.ended_at else {}
    return texts.html(f"giftstate-{state}", **at)


def staff_gift_line(texts: Texts, order: OrderView) -> str:
    """The same for staff; who the friend is stands in neither."""
    if (state := _state(order)) is None:
        return ""
    at = {"at": order.gift.ended_at} if order.gift and order.gift.ended_at else {}
    return texts.html(f"staffgift-{state}", **at)


def _state(order: OrderView) -> str | None:
    if order.gift is None or (not order.has_codes and order.status in FINAL):
        return None
    return order.gift.state.value if order.has_codes else PLANNED
