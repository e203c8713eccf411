"""Orders at the supplier whose customer nobody knows: taken like any other, for nobody and without a price.

What their customers paid is not in the books, so the cards' cost lowers the margin until staff find out whose
they were and correct a wallet. Nobody is told anything of them.
"""

from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from bot.clock import Clock
from bot.shop.catalogue.catalogue import Catalogue
from bot.shop.customers import NOBODY
from bot.shop.errors import NotForSaleError
from bot.shop.lost_orders.matching import RESTORED_BY
from bot.shop.money import Money
from bot.shop.order_status import AttemptState, ChangeReason, OrderStatus
from bot.shop.orders.lifecycle import move
from bot.shop.refs import new_ref, new_token, ref_in
from bot.supplier import Lane, SupplierOrder
from storage.chat import customers
from storage.database import Database
from storage.purchases import attempts, drafts, order_events, orders
from storage.states import DraftState

WHO: Final = RESTORED_BY
_UNKNOWN: Final = "?"
"""Goods that the supplier does not name."""
_GOOD_FOR: Final = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class _Goods:
    """What a type is called and costs, as far as that is known."""

    title: str
    category: str
    region: str | None
    type_name: str
    cost: Money


class FoundOrders:
    """Writes them down, each once."""

    def __init__(self, db: Database, clock: Clock, catalogue: Catalogue) -> None:
        self._db = db
        self._clock = clock
        self._catalogue = catalogue

    async def take(self, item: SupplierOrder) -> Money | None:
        """Writes the order down; from here on it is followed until it ends. What it costs, as far as anybody
        says it; None when somebody was first. Raises `SupplierAwayError`.
        """
        goods = await self._goods(item)
        unit_cost = _unit_cost(item, goods)
        now = self._clock.now()
        at = min(item.time or now, now)
        async with self._db.write() as conn:
            if await attempts.known_supplier_ids(conn, [item.order_id]):
                return None
            await customers.add_nobody(conn, NOBODY, now)
            ref = ref_in(item.order_ref)
            if ref is None or await orders.by_ref(conn, ref) is not None:
                ref = new_ref()
            draft_id = new_token()
            await drafts.add(
                conn,
                product_id=item.product_id or _UNKNOWN,
                product_title=goods.title,
                region=goods.region,
                type_id=item.type_id or _UNKNOWN,
                type_name=goods.type_name,
                id=draft_id,
                customer_id=NOBODY,
                category=goods.category,
                unit_cost_centimes=unit_cost.centimes,
                unit_price_centimes=0,
                rule_id=None,
                price_rule=None,
                stock=0,
                created_at=at,
                quoted_at=at,
                message_id=None,
            )
            await drafts.quote(conn, draft_id, quantity=item.quantity)
            await drafts.close(conn, draft_id, DraftState.BOUGHT)
            order_id = await orders.add(
                conn,
                product_id=item.product_id or _UNKNOWN,
                product_title=goods.title,
                region=goods.region,
                type_id=item.type_id or _UNKNOWN,
                type_name=goods.type_name,
                ref=ref,
                customer_id=NOBODY,
                draft_id=draft_id,
                status=OrderStatus.PAID,
                quantity=item.quantity,
                unit_cost_centimes=unit_cost.centimes,
                unit_price_centimes=0,
                rule_id=None,
                price_rule=None,
                promo_id=None,
                discount_centimes=0,
                created_at=at,
                status_at=at,
                due_at=None,
                pay_by=None,
                receipt_message_id=None,
            )
            await order_events.add(
                conn,
                order_id=order_id,
                from_status=None,
                to_status=OrderStatus.PAID,
                at=at,
                why=ChangeReason.RESTORED,
                who=WHO,
            )
            attempt_id = await attempts.add(
                conn,
                order_id=order_id,
                ref=ref,
                ref_sent=1,
                product_id=item.product_id or _UNKNOWN,
                type_id=item.type_id or _UNKNOWN,
                quantity=item.quantity,
                unit_cost_centimes=unit_cost.centimes,
                sent_at=at,
                state=AttemptState.UNKNOWN,
                claimed_by=WHO,
            )
            await attempts.settle(
                conn,
                attempt_id,
                expected=[AttemptState.UNKNOWN],
                state=AttemptState.ACCEPTED,
                supplier_order_id=item.order_id,
                settled_at=now,
            )
            await move(
                conn,
                order_id,
                expected=[OrderStatus.PAID],
                to=OrderStatus.UNKNOWN,
                why=ChangeReason.RESTORED,
                who=WHO,
                now=now,
            )
            await move(
                conn,
                order_id,
                expected=[OrderStatus.UNKNOWN],
                to=OrderStatus.PROCESSING,
                why=ChangeReason.FOUND,
                who=WHO,
                now=now,
                supplier_order_id=item.order_id,
                placed_at=at,
                due_at=now,
            )
        return unit_cost * _filled(item)

    async def _goods(self, item: SupplierOrder) -> _Goods:
        """What was ordered, in the catalogue's words; what is not for sale any more keeps its numbers."""
        product_id, type_id = item.product_id or _UNKNOWN, item.type_id or _UNKNOWN
        shelves = await self._catalogue.all_categories()
        found = next(
            ((shelf, one) for shelf in shelves for one in shelf.products if one.id == product_id), None
        )
        if found is None:
            return _Goods(product_id, "", None, type_id, Money.ZERO)
        shelf, product = found
        try:
            type_ = await self._catalogue.supplied(
                product_id, type_id, lane=Lane.POLLING, good_for=_GOOD_FOR.total_seconds()
            )
        except NotForSaleError:
            return _Goods(product.title, shelf.title, product.region, type_id, Money.ZERO)
        return _Goods(product.title, shelf.title, product.region, type_.name, type_.cost)


def _unit_cost(item: SupplierOrder, goods: _Goods) -> Money:
    """What one card cost, as far as anybody says it."""
    if item.price_per_card:
        return Money.of_cost(item.price_per_card)
    if item.fulfilled_amount and item.fulfilled_quantity:
        return Money.of_cost(item.fulfilled_amount / item.fulfilled_quantity)
    return goods.cost


def _filled(item: SupplierOrder) -> int:
    """How many cards were or will be paid for."""
    known = item.fulfilled_quantity if item.is_final else None
    return item.quantity if known is None else known
