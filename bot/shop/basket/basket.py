"""A customer's basket: lines are put in from a confirmation, changed and taken out; a code is put on all of
it.

A basket is a set of drafts. What is shown has a version, and a Buy button names it: whenever the lines, a
price or the discount become others, the version rises, and the button of the old one shows what holds now
instead of buying it.
"""

from dataclasses import replace
from datetime import timedelta

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.clock import Clock
from bot.shop.basket.contents import (
    BasketBoughtError,
    BasketFullError,
    BasketGoneError,
    BasketView,
    LineProblem,
)
from bot.shop.basket.quotes import (
    LineNow,
    as_shown,
    discounts,
    expires_at,
    lines_now,
    read_types,
    stands_as_shown,
    view_of,
    write_quotes,
)
from bot.shop.catalogue.catalogue import Catalogue
from bot.shop.errors import (
    AlreadyBoughtError,
    DraftGoneError,
    PromoRefusedError,
    QuantityNotAllowedError,
    SupplierAwayError,
)
from bot.shop.money import Money
from bot.shop.orders.drafts import ForFriendError, find_open, goods_of, or_draft_gone, quantity_of
from bot.shop.prices.promo_codes import Promos
from bot.shop.prices.rule_store import RuleStore
from bot.shop.refs import new_token
from bot.supplier import Lane
from storage.copies import Copies
from storage.database import Database
from storage.money import entries
from storage.purchases import baskets, drafts, orders
from storage.purchases.baskets import BasketChanges, BasketRow
from storage.purchases.drafts import DraftRow
from storage.states import DraftState

MOST_LINES = 8
"""Types in one basket. To look at all of them and to buy them, each a request, is what one person may ask
for within a minute (`bot.shop.supplier_access.person_limits`).
"""
KEPT_FOR = timedelta(days=1)
"""How long a basket is kept that nobody changes."""
_AFTER = timedelta(milliseconds=1)
_SHOWN_FOR = 60.0
"""Seconds for which what was read for anybody is shown in a basket. Buy always reads anew."""


class Baskets:
    """Puts baskets together and shows them. What is bought with them is `purchase`'s."""

    def __init__(
        self,
        db: Database,
        clock: Clock,
        *,
        catalogue: Catalogue,
        rule_store: RuleStore,
        promos: Promos,
        quote_seconds: int,
    ) -> None:
        self._db = db
        self._clock = clock
        self._catalogue = catalogue
        self._rule_store = rule_store
        self._promos = promos
        self.quote_life = timedelta(seconds=quote_seconds)
        self._held = Copies(db, baskets.CHANGED, read=_basket_and_lines)

    async def count(self, customer_id: int) -> int:
        """How many types the customer's basket holds."""
        held = await self._held.of(customer_id)
        return 0 if held is None or self._is_left(held[0]) else held[1]

    async def held(self, customer_id: int) -> frozenset[tuple[str, str]]:
        """The types in the customer's basket, each as its product's and its own id."""
        async with self._db.read() as conn:
            _, rows = await self._open_in(conn, customer_id)
        return frozenset((row.product_id, row.type_id) for row in rows)

    async def view(self, customer_id: int) -> BasketView | None:
        """The basket with prices and stock of this minute, None while it is empty. Where the supplier
        cannot be asked, it is shown as it was last, and cannot be bought.
        """
        while True:
            async with self._db.read() as conn:
                basket, rows = await self._open_in(conn, customer_id)
            if basket is None or not rows:
                return None
            try:
                types = await read_types(self._catalogue, rows, Lane.BROWSING, good_for=_SHOWN_FOR)
            except SupplierAwayError:
                return await self._unread(basket, rows)
            lines = lines_now(rows, types, await self._rule_store.rule_set())
            if (shown := await self.requote(basket, lines)) is not None:
                return shown

    async def requote(self, basket: BasketRow, lines: tuple[LineNow, ...]) -> BasketView | None:
        """Writes the lines' prices of this moment down and shows them; None when the basket was changed
        since it was read.
        """
        now = self._clock.now()
        async with self._db.write() as conn:
            row = await baskets.get(conn, basket.id, basket.customer_id)
            if row is None or (row.state, row.version) != (DraftState.OPEN, basket.version):
                return None
            result, shares = await discounts(conn, basket, lines, now=now)
            version = basket.version
            if not stands_as_shown(lines, shares):
                await baskets.change(conn, basket.id, version=version, now=now)
                version += 1
            await write_quotes(conn, basket, lines, shares, now=now)
            wallet = Money(await entries.balance(conn, basket.customer_id))
        until = now + self.quote_life
        return view_of(basket, lines, shares, result, wallet, version=version, expires_at=until)

    async def add(self, customer_id: int, draft_id: str) -> None:
        """Puts a confirmed choice into the basket; the same type once more makes its line longer.

        Raises `DraftGoneError`, `AlreadyBoughtError`, `InBasketError` when it is in there already,
        `ForFriendError`, `BasketFullError`, `QuantityNotAllowedError`, `DayLimitError`.
        """
        rule_set, now = await self._rule_store.rule_set(), self._clock.now()
        async with self._db.write() as conn:
            draft = await find_open(conn, customer_id, draft_id)
            if draft.greeting is not None:
                raise ForFriendError
            goods, quantity = goods_of(draft), quantity_of(draft)
            basket = await self._current(conn, customer_id)
            if basket is None:
                basket = await baskets.add(conn, new_token(), customer_id, now=now)
            rows = await baskets.lines(conn, basket.id)
            same = next((row for row in rows if goods_of(row) == goods), None)
            if same is not None:
                quantity += quantity_of(same)
            if quantity > (limit := rule_set.order_limit(goods)):
                raise QuantityNotAllowedError(1, limit)
            await self._rule_store.allow_today(conn, rule_set, customer_id, goods, quantity)
            if same is not None:
                await drafts.close(conn, draft.id, DraftState.DROPPED, replaced_by=same.id)
                await baskets.set_quantity(conn, same.id, quantity)
            elif len(rows) >= MOST_LINES:
                raise BasketFullError(MOST_LINES)
            else:
                # Lines stand in the order in which they came, whatever the clock says.
                behind = max([now, *(row.created_at + _AFTER for row in rows)])
                await baskets.put_in(conn, draft.id, new_token(), basket.id, at=behind)
            # A code that was typed for the choice is meant for the basket from now on; one is enough.
            changes: BasketChanges = {}
            if basket.promo_id is None and draft.promo_id is not None:
                changes["promo_id"] = draft.promo_id
            await baskets.change(conn, basket.id, version=basket.version, now=now, **changes)

    async def must_hold(self, customer_id: int, line_id: str) -> None:
        """Raises `DraftGoneError`, `AlreadyBoughtError` when this is no line of the open basket."""
        async with self._db.read() as conn:
            await self._line(conn, customer_id, line_id)

    async def set_quantity(self, customer_id: int, line_id: str, quantity: int) -> None:
        """So many of a line. Raises `DraftGoneError`, `AlreadyBoughtError`, `QuantityNotAllowedError`,
        `DayLimitError`.
        """
        rule_set = await self._rule_store.rule_set()
        async with self._db.write() as conn:
            basket, row = await self._line(conn, customer_id, line_id)
            if quantity == row.quantity:
                return
            most = min(row.stock, rule_set.order_limit(goods_of(row)))
            if not 1 <= quantity <= most:
                raise QuantityNotAllowedError(1, most)
            await self._rule_store.allow_today(conn, rule_set, customer_id, goods_of(row), quantity)
            await baskets.set_quantity(conn, line_id, quantity)
            await self._changed(conn, basket)

    async def remove(self, customer_id: int, line_id: str) -> None:
        """Takes a line out. Raises `DraftGoneError`, `AlreadyBoughtError`."""
        async with self._db.write() as conn:
            basket, row = await self._line(conn, customer_id, line_id)
            await drafts.close(conn, row.id, DraftState.DROPPED)
            await self._changed(conn, basket)

    async def keep_what_can_be_had(self, customer_id: int, basket_id: str) -> None:
        """Takes out what is not there any more, and lowers the lines of which there are fewer. Raises
        `BasketGoneError`, `BasketBoughtError`.
        """
        async with self._db.read() as conn:
            await self.own(conn, customer_id, basket_id)
        shown = await self.view(customer_id)
        async with self._db.write() as conn:
            basket = await self.own(conn, customer_id, basket_id)
            for line in () if shown is None else shown.lines:
                if line.problem is LineProblem.TOO_MANY:
                    await baskets.set_quantity(conn, line.line_id, line.most)
                elif line.problem is not None:
                    await drafts.close(conn, line.line_id, DraftState.DROPPED)
            await self._changed(conn, basket)

    async def empty(self, customer_id: int, basket_id: str) -> None:
        """Takes everything out. Raises `BasketGoneError`, `BasketBoughtError`."""
        async with self._db.write() as conn:
            basket = await self.own(conn, customer_id, basket_id)
            await baskets.end(conn, basket.id, DraftState.DROPPED)

    async def use_promo(self, customer_id: int, code: str) -> None:
        """Puts a promo code on the basket, in the place of the one before; nothing is used up before Buy.

        Raises `BasketGoneError`, `PromoRefusedError` and `TooManyTriesError`; the basket stays as it was
        then.
        """
        promo = await self._promos.typed_by(customer_id, code)
        rule_set, now = await self._rule_store.rule_set(), self._clock.now()
        async with self._db.write() as conn:
            basket, rows = await self._open_in(conn, customer_id)
            if basket is None or not rows:
                raise BasketGoneError
            with_it = replace(basket, promo_id=promo.id)
            result, _ = await discounts(conn, with_it, as_shown(rows, rule_set), now=now)
            if result.refused is not None:
                raise PromoRefusedError(result.refused, result.least)
            await baskets.change(conn, basket.id, version=basket.version, now=now, promo_id=promo.id)

    @staticmethod
    async def own(conn: AsyncConnection, customer_id: int, basket_id: str) -> BasketRow:
        """The customer's open basket behind a button. Raises `BasketGoneError`, `BasketBoughtError`."""
        basket = await baskets.get(conn, basket_id, customer_id)
        if basket is not None and basket.state is DraftState.BOUGHT:
            raise BasketBoughtError(basket.id)
        if basket is None or basket.state is not DraftState.OPEN:
            raise BasketGoneError
        return basket

    async def _open_in(
        self, conn: AsyncConnection, customer_id: int
    ) -> tuple[BasketRow | None, list[DraftRow]]:
        basket = await baskets.open_of(conn, customer_id)
        if basket is None or self._is_left(basket):
            return None, []
        return basket, await baskets.lines(conn, basket.id)

    async def _current(self, conn: AsyncConnection, customer_id: int) -> BasketRow | None:
        """The open basket; one that was left for too long is ended here, in a write transaction."""
        basket = await baskets.open_of(conn, customer_id)
        if basket is not None and self._is_left(basket):
            await baskets.end(conn, basket.id, DraftState.DROPPED)
            return None
        return basket

    def _is_left(self, basket: BasketRow) -> bool:
        return self._clock.passed(basket.changed_at) > KEPT_FOR

    async def _line(
        self, conn: AsyncConnection, customer_id: int, line_id: str
    ) -> tuple[BasketRow, DraftRow]:
        row = or_draft_gone(await drafts.get(conn, line_id, customer_id))
        if row.state is DraftState.BOUGHT:
            raise AlreadyBoughtError(or_draft_gone(await orders.by_draft(conn, row.id)).ref)
        basket = None if row.basket_id is None else await baskets.get(conn, row.basket_id, customer_id)
        if row.state is not DraftState.OPEN or basket is None:
            raise DraftGoneError
        return basket, row

    async def _changed(self, conn: AsyncConnection, basket: BasketRow) -> None:
        """Something else is in the basket now; one with nothing in it is over."""
        if await baskets.lines(conn, basket.id):
            await baskets.change(conn, basket.id, version=basket.version, now=self._clock.now())
        else:
            await baskets.end(conn, basket.id, DraftState.DROPPED)

    async def _unread(self, basket: BasketRow, rows: list[DraftRow]) -> BasketView:
        lines = as_shown(rows, await self._rule_store.rule_set())
        async with self._db.read() as conn:
            result, _ = await discounts(conn, basket, lines, now=self._clock.now())
            wallet = Money(await entries.balance(conn, basket.customer_id))
        return view_of(
            basket,
            lines,
            tuple(Money(row.discount_centimes) for row in rows),
            result,
            wallet,
            version=basket.version,
            expires_at=expires_at(lines, self.quote_life),
            unread=True,
        )


async def _basket_and_lines(conn: AsyncConnection, customer_id: int) -> tuple[BasketRow, int] | None:
    """The customer's open basket with the number of its lines."""
    basket = await baskets.open_of(conn, customer_id)
    return None if basket is None else (basket, await baskets.count_lines(conn, basket.id))
