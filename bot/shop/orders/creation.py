"""A draft becomes an order: its row, the use of its promo code, the price taken, the receipt, in the caller's
transaction.
"""

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.shop.money import Money
from bot.shop.order_status import ChangeReason, OrderStatus
from bot.shop.orders.drafts import price_columns, quantity_of
from bot.shop.orders.history import OrderView, views
from bot.shop.orders.lifecycle import take_price, tell_receipt_of
from bot.shop.prices.promo_codes import Promos
from bot.shop.prices.rules import Priced
from bot.shop.refs import new_ref
from storage.purchases import gifts, order_events, orders
from storage.purchases.drafts import DraftRow


async def add_order(
    conn: AsyncConnection,
    promos: Promos,
    draft: DraftRow,
    priced: Priced,
    *,
    message_id: int | None,
    now: datetime,
    pay_by: datetime | None,
    greeting: str | None = None,
) -> OrderView:
    """The order, paid from the wallet; with `pay_by` (UTC), waiting for its money and holding nothing.
    With a `greeting`, perhaps an empty one, it is for a friend.

    The caller has seen, in this transaction, that the draft is open and what it says holds.
    """
    status = OrderStatus.PAID if pay_by is None else OrderStatus.AWAITING_PAYMENT
    who = f"customer:{draft.customer_id}"
    ref = new_ref()
    order_id = await orders.add(
        conn,
        ref=ref,
        customer_id=draft.customer_id,
        draft_id=draft.id,
        status=status,
        product_id=draft.product_id,
        product_title=draft.product_title,
        region=draft.region,
        type_id=draft.type_id,
        type_name=draft.type_name,
        quantity=quantity_of(draft),
        **price_columns(priced),
        promo_id=draft.promo_id if draft.discount_centimes else None,
        discount_centimes=draft.discount_centimes,
        created_at=now,
        status_at=now,
        due_at=pay_by or now,
        pay_by=pay_by,
        receipt_message_id=message_id,
        basket_id=draft.basket_id,
    )
    if greeting is not None:
        await gifts.put(conn, order_id, greeting or None, at=now)
    if draft.discount_centimes:
        # From now on the use is the order's, paid or not; one that ends without a card gives it back.
        if draft.promo_id is None:
            raise ValueError(f"draft {draft.id} has a discount and no promo code")
        discount = Money(draft.discount_centimes)
        await promos.use(
            conn,
            draft.promo_id,
            order_id=order_id,
            customer_id=draft.customer_id,
            discount=discount,
            basket_id=draft.basket_id,
        )
    order = await orders.get(conn, order_id)
    if pay_by is None:
        await take_price(conn, order, who=who, now=now)
    await order_events.add(
        conn,
        order_id=order_id,
        from_status=None,
        to_status=status,
        at=now,
        why=ChangeReason.BOUGHT if pay_by is None else ChangeReason.PAYMENT_ASKED,
        who=who,
    )
    await tell_receipt_of(conn, order, now=now)
    return (await views(conn, [order]))[0]
