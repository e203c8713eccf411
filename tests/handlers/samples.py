"""Values as long as they can really get, and an order to put them in."""

from dataclasses import replace
from datetime import UTC, datetime
from itertools import pairwise
from typing import Any

from bot.shop.guides.guides import Guide
from bot.shop.money import Money
from bot.shop.order_status import OrderStatus
from bot.shop.orders.history import OrderEvent, OrderView

AT = datetime(2026, 9, 28, 22, 59, tzinfo=UTC)  # the longest month name, in each language
LONG_TITLE = "W & <W> " * 25  # 200 characters, and each of them the worst for HTML
LONG_GUIDE = Guide(
    steps=tuple("Z" * 74 for _ in range(8)),
    link=f"https://example.com/{'p' * 180}",
    region="W" * 150,
    region_is_own=True,
    note="W" * 300,
    picture="W" * 250,
)
S = OrderStatus


def order_view(**changes: Any) -> OrderView:
    """A delivered order."""
    way = (None, S.PAID, S.PLACING, S.PROCESSING, S.FULFILLED)
    events = tuple(OrderEvent(AT, before, after, "why", "placer") for before, after in pairwise(way) if after)
    order = OrderView(
        id=1,
        ref="CDFGHJ2346",
        customer_id=1001,
        status=S.FULFILLED,
        product_id="P1",
        product_title="PlayStation Store France",
        region="france",
        type_name="10 EUR",
        quantity=1,
        unit_price=Money.of_dinars(2_790),
        fulfilled_quantity=1,
        refunded=Money.ZERO,
        created_at=AT,
        finished_at=AT,
        receipt_message_id=None,
        events=events,
    )
    return replace(order, **changes)
