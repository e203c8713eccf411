"""A basket is bought: one transaction makes an order of each line, and takes or awaits the money for all of
them.

Each order then goes its own way at the supplier. What a line does not bring goes back to the wallet, at
what was paid for that line.
"""

import asyncio
from datetime import datetime
from operator import attrgetter
from typing import NoReturn

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.clock import Clock
from bot.shop.basket.basket import Baskets
from bot.shop.basket.contents import BasketChangedError, BasketGoneError
from bot.shop.basket.quotes import LineNow, discounts, lines_now, read_types, stands_as_shown
from bot.shop.catalogue.catalogue import Catalogue
from bot.shop.chat_settings.opening_hours import OpeningHours
from bot.shop.errors import BannedError, FloatTooLowError, NotEnoughMoneyError
from bot.shop.maintenance import MaintenanceSwitch
from bot.shop.money import Money
from bot.shop.orders.creation import add_order
from bot.shop.orders.drafts import goods_of, quantity_of
from bot.shop.orders.history import OrderView, views
from bot.shop.orders.supplier_float import FloatReading, SupplierFloat
from bot.shop.prices.promo_codes import Promos
from bot.shop.prices.rule_store import RuleStore
from bot.shop.prices.rules import RuleSet
from bot.supplier import Lane
from storage.chat import customers
from storage.database import Database
from storage.money import entries
from storage.purchases import baskets, order_lists
from storage.purchases.baskets import BasketRow
from storage.states import DraftState


class _MovedError(Exception):
    """Staff saved a rule or a setting, or the basket was changed, after its price was made: look anew."""


class BasketPurchase:
    """Buy, for a basket."""

    def __init__(
        self,
        db: Database,
        clock: Clock,
        *,
        contents: Baskets,
        catalogue: Catalogue,
        rule_store: RuleStore,
        promos: Promos,
        supplier_float: SupplierFloat,
        maintenance: MaintenanceSwitch,
        opening_hours: OpeningHours,
    ) -> None:
        self._db = db
        self._clock = clock
        self._contents = contents
        self._catalogue = catalogue
        self._rule_store = rule_store
        self._promos = promos
        self._supplier_float = supplier_float
        self._maintenance = maintenance
        self._opening_hours = opening_hours

    async def buy(
        self,
        customer_id: int,
        basket_id: str,
        version: int,
        *,
        message_id: int | None,
        pay_by: datetime | None = None,
    ) -> tuple[OrderView, ...]:
        """Makes the orders and takes the money, once; workers place them. The message becomes their receipt.

        With `pay_by` orders that the wallet does not cover together are made too, and wait for their money
        until then. Raises `BasketGoneError`, `BasketBoughtError`, `BasketChangedError` when other lines or
        prices hold than in this version, `NotEnoughMoneyError`, `DayLimitError`, `FloatTooLowError`,
        `MaintenanceError`, `OutsideHoursError`, `SupplierAwayError`, `BannedError`.
        """
        while True:
            try:
                return await self._buy(customer_id, basket_id, version, message_id, pay_by)
            except _MovedError:
                continue  # in this very moment: seldom twice

    async def bought(self, customer_id: int, basket_id: str) -> tuple[OrderView, ...]:
        """The orders of a basket of this customer; none of one that was not bought."""
        async with self._db.read() as conn:
            if await baskets.get(conn, basket_id, customer_id) is None:
                return ()
            return await views(conn, await order_lists.of_basket(conn, basket_id))

    async def _buy(
        self, customer_id: int, basket_id: str, version: int, message_id: int | None, pay_by: datetime | None
    ) -> tuple[OrderView, ...]:
        async with self._db.read() as conn:
            basket = await self._contents.own(conn, customer_id, basket_id)
            rows = await baskets.lines(conn, basket.id)
        if not rows:
            raise BasketGoneError
        await self._maintenance.check()
        self._opening_hours.check()
        types, float_ = await asyncio.gather(
            read_types(self._catalogue, rows, Lane.PLACING), self._supplier_float.read(Lane.PLACING)
        )
        rule_set = await self._rule_store.rule_set()
        lines = lines_now(rows, types, rule_set)
        quoted_at = min(row.quoted_at for row in rows)
        old = self._clock.passed(quoted_at) > self._contents.quote_life
        other = basket.version != version or any(line.moved or line.problem for line in lines)
        if old or other:
            await self._changed(basket, lines)
        cost = sum((line.cost for line in lines), Money.ZERO)
        float_ = await self._supplier_float.renewed(float_, cost, Lane.PLACING)
        made = await self._make_orders(basket, rule_set, lines, float_, message_id=message_id, pay_by=pay_by)
        if made is None:
            await self._turn_away(basket, lines, cost)
        return made

    async def _turn_away(self, basket: BasketRow, lines: tuple[LineNow, ...], cost: Money) -> NoReturn:
        """The float is too low for all of it: staff hear of it by the dearest line's name."""
        dearest = max(lines, key=attrgetter("cost")).row
        async with self._db.write() as conn:
            await self._supplier_float.is_too_low(
                conn,
                basket.customer_id,
                product=dearest.product_title,
                type_=dearest.type_name,
                quantity=quantity_of(dearest),
                wanted=cost,
            )
        raise FloatTooLowError

    async def _changed(self, basket: BasketRow, lines: tuple[LineNow, ...]) -> NoReturn:
        """Shows what holds now. Raises `BasketChangedError`, or `_MovedError` when that is another basket
        again.
        """
        shown = await self._contents.requote(basket, lines)
        if shown is None:
            raise _MovedError
        raise BasketChangedError(shown)

    async def _make_orders(
        self,
        basket: BasketRow,
        rule_set: RuleSet,
        lines: tuple[LineNow, ...],
        float_: FloatReading,
        *,
        message_id: int | None,
        pay_by: datetime | None,
    ) -> tuple[OrderView, ...] | None:
        """One transaction: the basket is used up, its orders made, the money taken, the receipt renewed.

        None when the float does not cover it; nothing was done then.
        """
        now = self._clock.now()
        async with self._db.write() as conn:
            if not await self._rule_store.still_hold(conn, rule_set):
                raise _MovedError
            # The door has asked this too, of what it had at hand.
            customer = await customers.get(conn, basket.customer_id)
            if customer is not None and customer.banned_at is not None:
                raise BannedError
            row = await self._contents.own(conn, basket.customer_id, basket.id)
            _, shares = await discounts(conn, basket, lines, now=now)
            as_shown = row.version == basket.version and stands_as_shown(lines, shares)
            if as_shown:
                # Asked here, so that two who buy at once cannot both count on the last of the float.
                cost = sum((line.cost for line in lines), Money.ZERO)
                if not await self._supplier_float.covers(conn, cost, float_):
                    return None
                total = sum((line.total for line in lines), Money.ZERO) - sum(shares, Money.ZERO)
                wallet = Money(await entries.balance(conn, basket.customer_id))
                if wallet < total and pay_by is None:
                    raise NotEnoughMoneyError(total - wallet)
                await baskets.end(conn, basket.id, DraftState.BOUGHT)
                wait = pay_by if wallet < total else None
                return tuple(
                    [
                        await self._add_order(
                            conn, rule_set, line, message_id=message_id, now=now, pay_by=wait
                        )
                        for line in lines
                    ]
                )
        return await self._changed(basket, lines)

    async def _add_order(
        self,
        conn: AsyncConnection,
        rule_set: RuleSet,
        line: LineNow,
        *,
        message_id: int | None,
        now: datetime,
        pay_by: datetime | None,
    ) -> OrderView:
        """One line's order. It counts for the day's limits of those behind it: together they exceed none."""
        row = line.row
        await self._rule_store.allow_today(conn, rule_set, row.customer_id, goods_of(row), quantity_of(row))
        return await add_order(
            conn, self._promos, row, line.priced, message_id=message_id, now=now, pay_by=pay_by
        )
