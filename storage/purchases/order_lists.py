"""Lists of orders, for their customers, for staff and for workers, and the ways from something that staff
know of an order to the order.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Integer,
    Select,
    Text,
    and_,
    bindparam,
    cast,
    func,
    literal,
    select,
    tuple_,
    type_coerce,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.chat.order_messages import DELAY
from storage.columns import Timestamp
from storage.purchases.orders import OPEN, ORDER, OrderRow
from storage.rows import Edge
from storage.states import HeldReason, OrderStatus
from storage.tables import messages, order_events, orders

_ALL = select(*ORDER.columns)
_LIMIT: Final = bindparam("limit", type_=Integer)


def _newest_of(query: Select[Any]) -> Select[Any]:
    """The newest so many of a customer's orders."""
    mine = query.where(orders.c.customer_id == bindparam("customer_id"))
    return mine.order_by(orders.c.created_at.desc(), orders.c.id.desc()).limit(_LIMIT)


def _several(name: str, column: ColumnElement[Any]) -> BindParameter[Any]:
    return bindparam(name, type_=column.type, expanding=True)


@dataclass(frozen=True, slots=True)
class OrderFilter:
    """Which orders are wanted; None: any. A product or a customer goes with nothing else, so that an index
    leads there.
    """

    status: OrderStatus | None = None
    product_id: str | None = None
    customer_id: int | None = None
    since: datetime | None = None
    until: datetime | None = None


async def listed(
    conn: AsyncConnection, wanted: OrderFilter, *, behind: OrderRow | None = None, limit: int
) -> list[OrderRow]:
    """Orders, newest first; `behind`: from the one after that one on."""
    query, id_, created_at = _ALL, orders.c.id, orders.c.created_at
    if wanted.status is not None:
        # Of a day's orders those in a status are sought out; the index of statuses leads through all days.
        through_the_day = type_coerce(orders.c.status, Text).concat("") == wanted.status.value
        query = query.where(orders.c.status == wanted.status if wanted.since is None else through_the_day)
    if wanted.since is not None:
        query = query.where(created_at >= wanted.since)
    if wanted.until is not None and behind is None:
        query = query.where(created_at < wanted.until)
    if wanted.product_id is not None:
        query = query.where(orders.c.product_id == wanted.product_id)
    if wanted.customer_id is not None:
        query = query.where(orders.c.customer_id == wanted.customer_id)
    by_time = wanted.since is not None or wanted.customer_id is not None
    if (
        behind is not None and by_time
    ):  # before `until`: with both, SQLite would begin at the day's end on each page
        query = query.where(
            tuple_(created_at, id_) < tuple_(literal(behind.created_at, Timestamp), literal(behind.id))
        )
    elif behind is not None:
        query = query.where(id_ < behind.id)
    newest = (created_at.desc(), id_.desc()) if by_time else (id_.desc(),)
    return ORDER.all(await conn.execute(query.order_by(*newest).limit(limit)))


async def by_supplier_id(conn: AsyncConnection, supplier_order_id: str) -> OrderRow | None:
    """The order that has this number at the supplier."""
    query = _ALL.where(orders.c.supplier_order_id == supplier_order_id)
    return ORDER.first(await conn.execute(query))


async def newest_of_product(conn: AsyncConnection, product_id: str) -> OrderRow | None:
    """The last order of a product."""
    query = _ALL.where(orders.c.product_id == product_id).order_by(orders.c.id.desc()).limit(1)
    return ORDER.first(await conn.execute(query))


async def standing(
    conn: AsyncConnection,
    status: OrderStatus,
    *,
    until: datetime,
    held_reason: HeldReason | None = None,
    limit: int,
) -> list[OrderRow]:
    """Orders that have stood in this status, which must not be a final one, since that moment or longer; with
    a `held_reason` only those that are held for it.
    """
    query = _ALL.where(OPEN, orders.c.status == status, orders.c.status_at <= until)
    if held_reason is not None:
        query = query.where(orders.c.held_reason == held_reason)
    return ORDER.all(await conn.execute(query.order_by(orders.c.id).limit(limit)))


async def of_customer(
    conn: AsyncConnection, customer_id: int, *, edge: Edge | None = None, limit: int
) -> list[OrderRow]:
    """So many of a customer's orders, newest first: the newest, or those beside the edge; none where that is
    no order of theirs.
    """
    place = (orders.c.created_at, orders.c.id)
    query = _ALL.where(orders.c.customer_id == customer_id)
    newest = query.order_by(*(column.desc() for column in place)).limit(limit)
    if edge is None:
        return ORDER.all(await conn.execute(newest))
    mine = select(*place).where(orders.c.id == edge.id, orders.c.customer_id == customer_id)
    found = (await conn.execute(mine)).first()
    if found is None:
        return []
    there = tuple_(literal(found.created_at, Timestamp), literal(found.id))
    if not edge.newer:
        return ORDER.all(await conn.execute(newest.where(tuple_(*place) < there)))
    return ORDER.all(await conn.execute(query.where(tuple_(*place) > there).order_by(*place).limit(limit)))[
        ::-1
    ]


@dataclass(frozen=True, slots=True)
class BoughtGoods:
    """A type that was bought."""

    product_id: str
    type_id: str
    type_name: str


async def latest_goods(conn: AsyncConnection, customer_id: int, *, limit: int) -> list[BoughtGoods]:
    """What the newest so many orders of a customer brought, newest first; a type may be there again."""
    newest = await conn.execute(_LATEST_GOODS, {"customer_id": customer_id, "limit": limit})
    return [BoughtGoods(*goods) for *goods, came in newest if came]


_GOODS = (orders.c.product_id, orders.c.type_id, orders.c.type_name, orders.c.fulfilled_quantity)
_LATEST_GOODS = _newest_of(select(*_GOODS))
_LATEST_SALES = select(orders.c.customer_id, *_GOODS).order_by(orders.c.id.desc()).limit(_LIMIT)


async def latest_sales(conn: AsyncConnection, *, limit: int) -> list[tuple[int, BoughtGoods]]:
    """Who bought what, among the newest so many orders of the shop, newest first."""
    newest = await conn.execute(_LATEST_SALES, {"limit": limit})
    return [(who, BoughtGoods(*goods)) for who, *goods, came in newest if came]


async def of_ids(conn: AsyncConnection, order_ids: Collection[int]) -> list[OrderRow]:
    """These orders."""
    if not order_ids:
        return []
    return ORDER.all(await conn.execute(_OF_IDS, {"order_ids": list(order_ids)}))


_OF_IDS = _ALL.where(orders.c.id.in_(_several("order_ids", orders.c.id))).order_by(orders.c.id)


async def delivered(
    conn: AsyncConnection, *, after: tuple[datetime, int], until: datetime, limit: int
) -> list[tuple[datetime, int]]:
    """When orders' last codes, or links, arrived until that moment, and after the one that arrived then with
    that id, in that order; with their ids.
    """
    at, id_ = orders.c.delivered_at, orders.c.id
    since, last = after
    behind = tuple_(at, id_) > tuple_(literal(since, Timestamp), last)
    query = select(at, id_).where(at >= since, at <= until, behind).order_by(at, id_).limit(limit)
    return [(arrived, order_id) for arrived, order_id in await conn.execute(query)]


async def shown_in(conn: AsyncConnection, customer_id: int, *, latest: int) -> frozenset[int]:
    """The messages that are the cards of the newest so many orders of a customer."""
    newest = await conn.execute(_SHOWN_IN, {"customer_id": customer_id, "limit": latest})
    return frozenset(each for each in newest.scalars() if each is not None)


_SHOWN_IN = _newest_of(select(orders.c.receipt_message_id))


async def of_basket(conn: AsyncConnection, basket_id: str) -> list[OrderRow]:
    """The orders that were bought in a basket, in its order."""
    return ORDER.all(await conn.execute(_OF_BASKET, {"basket_id": basket_id}))


_OF_BASKET = _ALL.where(orders.c.basket_id == bindparam("basket_id")).order_by(orders.c.id)


async def of_baskets(conn: AsyncConnection, basket_ids: Collection[str]) -> list[OrderRow]:
    """The orders that were bought in any of these baskets."""
    if not basket_ids:
        return []
    return ORDER.all(await conn.execute(_OF_BASKETS, {"basket_ids": list(basket_ids)}))


_OF_BASKETS = _ALL.where(orders.c.basket_id.in_(_several("basket_ids", orders.c.basket_id))).order_by(
    orders.c.id
)


async def in_statuses(
    conn: AsyncConnection, statuses: Collection[OrderStatus], *, edge: Edge | None = None, limit: int
) -> list[OrderRow]:
    """So many orders with one of these statuses, which must not be final ones, newest first."""
    asked = {"statuses": list(statuses), "limit": limit}
    if edge is None:
        return ORDER.all(await conn.execute(_NEWEST, asked))
    rows = ORDER.all(await conn.execute(_NEWER if edge.newer else _OLDER, {**asked, "edge": edge.id}))
    return rows[::-1] if edge.newer else rows


_STATUSES = _several("statuses", orders.c.status)
_STANDING = _ALL.where(OPEN, orders.c.status.in_(_STATUSES)).limit(_LIMIT)
_NEWEST = _STANDING.order_by(orders.c.id.desc())
_OLDER = _NEWEST.where(orders.c.id < bindparam("edge"))
_NEWER = _STANDING.where(orders.c.id > bindparam("edge")).order_by(orders.c.id)


async def untold_of_delay(
    conn: AsyncConnection,
    statuses: Collection[OrderStatus],
    before: datetime,
    *,
    without: int,
    limit: int,
) -> list[OrderRow]:
    """Orders as in `paid_before` whose customers have not been told that they take longer than usual; none
    of the customer `without`.
    """
    key = literal(DELAY, Text).concat(cast(orders.c.id, Text))
    told = select(messages.c.id).where(messages.c.key == key)
    theirs = and_(OPEN, orders.c.status.in_(statuses), orders.c.customer_id != without)
    late = and_(theirs, _paid(before).exists(), ~told.exists())
    return ORDER.all(await conn.execute(_ALL.where(late).order_by(orders.c.id).limit(limit)))


def _paid(before: datetime) -> Select[tuple[int]]:
    """The events with which an order was paid before that moment."""
    return select(order_events.c.id).where(
        order_events.c.order_id == orders.c.id,
        order_events.c.to_status == OrderStatus.PAID,
        order_events.c.at < before,
    )


async def paid_before(
    conn: AsyncConnection, statuses: Collection[OrderStatus], before: datetime, *, limit: int
) -> tuple[list[OrderRow], int]:
    """Orders in these statuses, which must not be final ones, that were first paid before that moment: the
    first of them, and how many there are.
    """
    late = and_(OPEN, orders.c.status.in_(statuses), _paid(before).exists())
    total = (await conn.execute(select(func.count()).select_from(orders).where(late))).scalar_one()
    query = _ALL.where(late).order_by(orders.c.id).limit(limit)
    return ORDER.all(await conn.execute(query)), total
