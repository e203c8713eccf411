"""From a chosen type to an order: quantity, confirmation, Buy.

The confirmation shows what was read from the supplier at that moment. Buy reads it again: a change is shown
and asked again. One draft becomes at most one order, however often its button is pressed, and never at
another price or quantity than stood beside that button: when either changes, a new draft takes its place.
"""

import asyncio
from dataclasses import replace
from datetime import datetime, timedelta
from typing import NoReturn

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.clock import Clock
from bot.shop.catalogue.catalogue import Catalogue
from bot.shop.catalogue.stock import TypeNow
from bot.shop.chat_settings.opening_hours import OpeningHours
from bot.shop.errors import (
    BannedError,
    NotEnoughMoneyError,
    OutOfStockError,
    PromoRefusedError,
    QuantityNotAllowedError,
    QuoteChangedError,
    SoldOutError,
)
from bot.shop.maintenance import MaintenanceSwitch
from bot.shop.money import Money
from bot.shop.orders.creation import add_order
from bot.shop.orders.drafts import (
    choice_of,
    confirmation_of,
    find_open,
    goods_of,
    or_draft_gone,
    price_columns,
    priced_of,
    quantity_of,
    total_of,
)
from bot.shop.orders.history import OrderView
from bot.shop.orders.supplier_float import FloatReading, SupplierFloat
from bot.shop.prices.promo_codes import PromoResult, Promos
from bot.shop.prices.rule_store import RuleStore
from bot.shop.prices.rules import Priced, RuleScopeKey, RuleSet
from bot.shop.quotes import Choice, Confirmation
from bot.shop.refs import new_token
from bot.supplier import Lane
from storage.chat import customers
from storage.database import Database
from storage.money import entries
from storage.purchases import drafts
from storage.purchases.drafts import DraftQuote, DraftRow, NewDraft
from storage.states import DraftState

JUST_NOW = 10.0
"""Seconds for which a confirmation is shown from what was read for anybody. Buy always reads anew."""


class _RulesChangedError(Exception):
    """Staff saved a rule, or a setting, after the price was made from the rules: make it again."""


class Checkout:
    """The way of one purchase up to the moment the order exists and is paid."""

    def __init__(
        self,
        db: Database,
        clock: Clock,
        *,
        catalogue: Catalogue,
        rule_store: RuleStore,
        promos: Promos,
        supplier_float: SupplierFloat,
        maintenance: MaintenanceSwitch,
        opening_hours: OpeningHours,
        quote_seconds: int,
    ) -> None:
        self._db = db
        self._clock = clock
        self._catalogue = catalogue
        self._rule_store = rule_store
        self._promos = promos
        self._supplier_float = supplier_float
        self._maintenance = maintenance
        self._opening_hours = opening_hours
        self._quote_life = timedelta(seconds=quote_seconds)

    async def open(
        self, customer_id: int, product_key: str, type_key: str, *, message_id: int | None
    ) -> Choice:
        """Somebody wants this type.

        Raises `NotForSaleError`, `OutOfStockError`, `DayLimitError`, `MaintenanceError`, `OutsideHoursError`,
        `SupplierAwayError`.
        """
        await self._open_for_business()
        _, product = await self._catalogue.find(product_key)
        type_ = await self._catalogue.type_of(product, type_key)
        if type_.stock < 1:
            raise OutOfStockError
        goods = RuleScopeKey(product.category, product.id, type_.id)
        rule_set = await self._rule_store.rule_set()
        priced = rule_set.priced(goods, type_.cost)
        async with self._db.read() as conn:
            most = await self._rule_store.most_now(conn, rule_set, customer_id, goods)
        now = self._clock.now()
        draft: NewDraft = {
            "id": new_token(),
            "customer_id": customer_id,
            "product_id": product.id,
            "product_title": product.title,
            "region": product.region,
            "category": product.category,
            "type_id": type_.id,
            "type_name": type_.name,
            **price_columns(priced),
            "stock": type_.stock,
            "created_at": now,
            "quoted_at": now,
            "message_id": message_id,
        }
        async with self._db.write() as conn:
            await drafts.add(conn, **draft)
            row = await drafts.get(conn, draft["id"], customer_id)
        return choice_of(or_draft_gone(row), most)

    async def choice(self, customer_id: int, draft_id: str) -> Choice:
        """The choice behind a button, to change it. Raises `DraftGoneError`, `AlreadyBoughtError`."""
        return await self._choice(await self._open_draft(customer_id, draft_id))

    async def current(self, customer_id: int) -> Choice:
        """What a typed quantity is meant for: the newest choice. Raises `DraftGoneError`."""
        async with self._db.read() as conn:
            row = or_draft_gone(await drafts.latest_open(conn, customer_id))
        return await self._choice(row)

    async def choose_quantity(
        self, customer_id: int, draft_id: str, quantity: int, *, message_id: int | None
    ) -> Confirmation:
        """Reads stock and cost anew and shows what it comes to.

        Raises `QuantityNotAllowedError`, `SoldOutError`, `NotForSaleError`, `DraftGoneError`,
        `AlreadyBoughtError`, `DayLimitError`, `SupplierAwayError`, `FloatTooLowError`, `MaintenanceError`,
        `OutsideHoursError`.
        """
        await self._open_for_business()
        draft = await self._open_draft(customer_id, draft_id)
        return await self._confirm(draft, quantity, message_id)

    async def want_promo(self, customer_id: int, draft_id: str) -> None:
        """A code typed now is meant for this choice. Raises `DraftGoneError`, `AlreadyBoughtError`."""
        draft = await self._open_draft(customer_id, draft_id)
        async with self._db.write() as conn:
            # What is typed is meant for the newest choice, see `current`.
            await drafts.quote(conn, draft.id, created_at=self._clock.now())

    async def use_promo(
        self, customer_id: int, draft_id: str, code: str, *, message_id: int | None
    ) -> Confirmation:
        """Puts a promo code on the choice and shows what it comes to now. Nothing is used up before Buy.

        Raises what `choose_quantity` raises, `PromoRefusedError` and `TooManyTriesError`; the choice stays as
        it was then.
        """
        await self._open_for_business()
        draft = await self._open_draft(customer_id, draft_id)
        quantity = quantity_of(draft)
        promo = await self._promos.typed_by(customer_id, code)
        async with self._db.read() as conn:
            result = await self._evaluate(conn, draft, priced_of(draft), quantity, promo_id=promo.id)
        if result.refused is not None:
            raise PromoRefusedError(result.refused, result.least)
        return await self._confirm(draft, quantity, message_id, promo_id=promo.id)

    async def _confirm(
        self, draft: DraftRow, quantity: int, message_id: int | None, *, promo_id: int | None = None
    ) -> Confirmation:
        rule_set = await self._rule_store.rule_set()
        limit = rule_set.order_limit(goods_of(draft))
        if not 1 <= quantity <= limit:
            raise QuantityNotAllowedError(1, min(limit, draft.stock))
        async with self._db.read() as conn:
            await self._rule_store.allow_today(conn, rule_set, draft.customer_id, goods_of(draft), quantity)
        just_read = (
            draft.quantity == quantity and self._clock.passed(draft.quoted_at).total_seconds() < JUST_NOW
        )
        type_, float_ = await self._read_live(draft, quantity, Lane.BROWSING, good_for=JUST_NOW)
        confirmation = await self._requote(draft, type_, quantity, message_id, promo_id=promo_id)
        async with self._db.read() as conn:
            covered = await self._supplier_float.covers(conn, type_.cost * quantity, float_)
        if not covered:
            await self._supplier_float.turn_away(draft, quantity, type_.cost)
        return replace(confirmation, just_read=just_read)

    async def buy(
        self, customer_id: int, draft_id: str, *, message_id: int | None, pay_by: datetime | None = None
    ) -> OrderView:
        """Makes the order and takes the money, once; a worker places it. The message becomes the receipt.

        With `pay_by` an order that the wallet does not cover is made too, and waits for its money until then.
        Raises what `choose_quantity` raises, and `QuoteChangedError`, `NotEnoughMoneyError`, `BannedError`.
        """
        while True:
            try:
                return await self._buy(customer_id, draft_id, message_id, pay_by)
            except _RulesChangedError:
                continue  # by staff, in this very moment: seldom twice

    async def _buy(
        self, customer_id: int, draft_id: str, message_id: int | None, pay_by: datetime | None
    ) -> OrderView:
        draft = await self._open_draft(customer_id, draft_id)
        await self._open_for_business()
        if draft.id != draft_id:
            await self._something_else_is_wanted(customer_id, draft_id, draft)
        quantity = quantity_of(draft)
        type_, float_ = await self._read_live(draft, quantity, Lane.PLACING)
        rule_set = await self._rule_store.rule_set()
        if quantity > (limit := rule_set.order_limit(goods_of(draft))):
            raise QuantityNotAllowedError(1, min(limit, type_.stock))
        priced = rule_set.priced(goods_of(draft), type_.cost)
        old = self._clock.passed(draft.quoted_at) > self._quote_life
        if old or priced.price.centimes != draft.unit_price_centimes:
            await self._quote_changed(draft, type_, message_id)
        order = await self._make_order(draft, rule_set, priced, float_, message_id=message_id, pay_by=pay_by)
        if order is None:
            await self._quote_changed(draft, type_, message_id)
        return order

    async def drop(self, customer_id: int, draft_id: str) -> None:
        """The customer does not want it any more; an order that exists stays. Raises `AlreadyBoughtError`."""
        draft = await self._open_draft(customer_id, draft_id)
        async with self._db.write() as conn:
            await drafts.close(conn, draft.id, DraftState.DROPPED)

    async def _quote_changed(self, draft: DraftRow, type_: TypeNow, message_id: int | None) -> NoReturn:
        confirmation = await self._requote(draft, type_, quantity_of(draft), message_id)
        raise QuoteChangedError(confirmation, total_of(draft))

    async def _make_order(
        self,
        draft: DraftRow,
        rule_set: RuleSet,
        priced: Priced,
        float_: FloatReading,
        *,
        message_id: int | None,
        pay_by: datetime | None,
    ) -> OrderView | None:
        """One transaction: the draft is used up, the order made, the money taken, the receipt renewed.

        None when the promo code does not take off any more what was shown; nothing was done then. Raises
        `BannedError`, and `_RulesChangedError` when others than these rules hold by now.
        """
        quantity, total, now = quantity_of(draft), total_of(draft), self._clock.now()
        async with self._db.write() as conn:
            if not await self._rule_store.still_hold(conn, rule_set):
                raise _RulesChangedError
            # The door has asked this too, of what it had at hand.
            customer = await customers.get(conn, draft.customer_id)
            if customer is not None and customer.banned_at is not None:
                raise BannedError
            row = or_draft_gone(await drafts.get(conn, draft.id, draft.customer_id))
            first = row.state is DraftState.OPEN
            # Asked here, so that two who buy at once cannot both count on the last of the float.
            covered = first and await self._supplier_float.covers(conn, priced.cost * quantity, float_)
            if covered:
                # As with the float: the first has the last use of a code and the last card of a limit.
                await self._rule_store.allow_today(
                    conn, rule_set, draft.customer_id, goods_of(draft), quantity, row=customer
                )
                result = await self._evaluate(conn, draft, priced, quantity)
                if result.discount.centimes != draft.discount_centimes:
                    return None
                wallet = Money(await entries.balance(conn, draft.customer_id))
                if wallet < total and pay_by is None:
                    shown = await self._confirmation(conn, rule_set, draft)
                    raise NotEnoughMoneyError(total - wallet, shown)
                await drafts.close(conn, draft.id, DraftState.BOUGHT)
                wait = pay_by if wallet < total else None
                return await add_order(
                    conn,
                    self._promos,
                    draft,
                    priced,
                    message_id=message_id,
                    now=now,
                    pay_by=wait,
                    greeting=row.greeting,
                )
        if first:
            await self._supplier_float.turn_away(draft, quantity, priced.cost)
        # Somebody was first: another press of the same button, or a changed quantity. Say which.
        live = await self._open_draft(draft.customer_id, draft.id)
        return await self._something_else_is_wanted(draft.customer_id, draft.id, live)

    async def _read_live(
        self, draft: DraftRow, quantity: int, lane: Lane, *, good_for: float = 0.0
    ) -> tuple[TypeNow, FloatReading]:
        """The type, at most `good_for` seconds old, and the float, both asked for at once."""
        type_, float_ = await asyncio.gather(
            self._catalogue.type_now(draft.product_id, draft.type_id, lane=lane, good_for=good_for),
            self._supplier_float.read(lane),
        )
        if type_.stock < 1:
            raise SoldOutError
        if type_.stock < quantity:
            async with self._db.write() as conn:
                await drafts.quote(conn, draft.id, stock=type_.stock)
            limit = (await self._rule_store.rule_set()).order_limit(goods_of(draft))
            raise QuantityNotAllowedError(1, min(limit, type_.stock))
        return type_, await self._supplier_float.renewed(float_, type_.cost * quantity, lane)

    async def _evaluate(
        self,
        conn: AsyncConnection,
        draft: DraftRow,
        priced: Priced,
        quantity: int,
        *,
        promo_id: int | None = None,
    ) -> PromoResult:
        """What the draft's promo code, or another, takes off so many cards at this moment."""
        return await self._promos.evaluate(
            conn,
            draft.promo_id if promo_id is None else promo_id,
            draft.customer_id,
            goods_of(draft),
            total=priced.price * quantity,
            cost=priced.cost * quantity,
        )

    async def _requote(
        self,
        draft: DraftRow,
        type_: TypeNow,
        quantity: int,
        message_id: int | None,
        promo_id: int | None = None,
    ) -> Confirmation:
        priced = (await self._rule_store.rule_set()).priced(goods_of(draft), type_.cost)
        promo_id = draft.promo_id if promo_id is None else promo_id
        async with self._db.read() as conn:
            result = await self._evaluate(conn, draft, priced, quantity, promo_id=promo_id)
        read: DraftQuote = {
            "quantity": quantity,
            **price_columns(priced),
            "promo_id": promo_id,
            "discount_centimes": result.discount.centimes,
            "stock": type_.stock,
            "created_at": self._clock.now(),
            "quoted_at": self._clock.now(),
            "message_id": message_id,
        }
        # A Buy button with this token may be on a screen already: it must not come to mean something else.
        shown = (draft.quantity, draft.unit_price_centimes, draft.discount_centimes)
        wanted = (quantity, priced.price.centimes, result.discount.centimes)
        other = draft.quantity is not None and shown != wanted
        async with self._db.write() as conn:
            if other:
                row = await drafts.replace(conn, draft.id, new_token(), **read)
            else:
                row = await drafts.quote(conn, draft.id, **read)
        if row is None:
            row = await self._open_draft(draft.customer_id, draft.id)
        return await self._confirmed(row)

    async def _open_draft(self, customer_id: int, draft_id: str) -> DraftRow:
        async with self._db.read() as conn:
            return await find_open(conn, customer_id, draft_id)

    async def _something_else_is_wanted(self, customer_id: int, draft_id: str, live: DraftRow) -> NoReturn:
        """A Buy button whose quantity or price has changed since: shows what holds now, and asks."""
        async with self._db.read() as conn:
            old = or_draft_gone(await drafts.get(conn, draft_id, customer_id))
        raise QuoteChangedError(await self._confirmed(live), total_of(old, old.quantity or quantity_of(live)))

    async def _open_for_business(self) -> None:
        await self._maintenance.check()
        self._opening_hours.check()

    async def _choice(self, row: DraftRow) -> Choice:
        rule_set = await self._rule_store.rule_set()
        async with self._db.read() as conn:
            most = await self._rule_store.most_now(conn, rule_set, row.customer_id, goods_of(row))
        return choice_of(row, most)

    async def _confirmed(self, row: DraftRow) -> Confirmation:
        rule_set = await self._rule_store.rule_set()
        async with self._db.read() as conn:
            return await self._confirmation(conn, rule_set, row)

    async def _confirmation(self, conn: AsyncConnection, rule_set: RuleSet, row: DraftRow) -> Confirmation:
        wallet = Money(await entries.balance(conn, row.customer_id))
        result = await self._evaluate(conn, row, priced_of(row), quantity_of(row))
        most = await self._rule_store.most_in(conn, rule_set, row.customer_id, goods_of(row))
        return confirmation_of(row, wallet, result, self._quote_life, most=most)
