"""From a chosen type to an order: quantity, confirmation, Buy.

The confirmation shows what was read from the supplier at that moment. Buy reads it again: a change is shown and asked
again. One draft becomes at most one order, however often its button is pressed, and never at another price or in
another quantity than stood beside that button: when either changes, a new draft takes the old one's place.
"""

import asyncio
import json
from datetime import datetime, timedelta
from typing import Any, NoReturn

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.clock import Clock
from bot.shop.bell import Bells
from bot.shop.catalogue import Catalogue
from bot.shop.delivery import Alerts
from bot.shop.errors import (
    AlreadyBoughtError,
    DayLimitError,
    DraftGoneError,
    FloatTooLowError,
    MaintenanceError,
    NotEnoughMoneyError,
    PromoRefusedError,
    QuantityNotAllowedError,
    QuoteChangedError,
    SoldOutError,
)
from bot.shop.lifecycle import OrderStatus, take_price, tell_receipt
from bot.shop.money import Money
from bot.shop.orders import OrderView, views
from bot.shop.pricing import Goods, Kept, Priced, PriceRule
from bot.shop.promos import Promos, Weighed
from bot.shop.quotes import Choice, Confirmation
from bot.shop.refs import new_ref, new_token, short_key
from bot.shop.rulebook import Rulebook
from bot.shop.sign import Sign
from bot.shop.stock import TypeNow
from bot.shop.till import Till
from bot.supplier import Lane
from storage import drafts, entries, orders
from storage.columns import AnyRow
from storage.database import Database


class Checkout:
    """The way of one purchase up to the moment the order exists and is paid."""

    def __init__(
        self,
        db: Database,
        clock: Clock,
        bells: Bells,
        *,
        catalogue: Catalogue,
        rulebook: Rulebook,
        promos: Promos,
        till: Till,
        sign: Sign,
        alerts: Alerts,
        quote_seconds: int,
    ) -> None:
        self._db = db
        self._clock = clock
        self._bells = bells
        self._catalogue = catalogue
        self._rulebook = rulebook
        self._promos = promos
        self._till = till
        self._sign = sign
        self._alerts = alerts
        self._quote_life = timedelta(seconds=quote_seconds)

    async def open(
        self, customer_id: int, product_key: str, type_key: str, *, message_id: int | None
    ) -> Choice:
        """Somebody wants this type.

        Raises `NotForSaleError`, `SoldOutError`, `DayLimitError`, `MaintenanceError`, `SupplierAwayError`.
        """
        await self._open_for_business()
        _, product = await self._catalogue.find(product_key)
        type_ = await self._catalogue.type_of(product, type_key)
        if type_.stock < 1:
            raise SoldOutError
        goods = Goods(product.category, product.id, type_.id)
        priced = (await self._rulebook.book()).priced(goods, type_.cost)
        async with self._db.read() as conn:
            await self._rulebook.allow_today(conn, customer_id, goods, 1)
        now = self._clock.now()
        draft: dict[str, Any] = {
            "id": new_token(),
            "customer_id": customer_id,
            "product_id": product.id,
            "product_title": product.title,
            "region": product.region,
            "category": product.category,
            "type_id": type_.id,
            "type_name": type_.name,
            **_explained(priced),
            "stock": type_.stock,
            "created_at": now,
            "quoted_at": now,
            "message_id": message_id,
        }
        async with self._db.write() as conn:
            await drafts.add(conn, **draft)
            row = await drafts.get(conn, draft["id"], customer_id)
        return await self._choice(_found(row))

    async def choice(self, customer_id: int, draft_id: str) -> Choice:
        """The choice behind a button, to pick another quantity. Raises `DraftGoneError`, `AlreadyBoughtError`."""
        return await self._choice(await self._open_draft(customer_id, draft_id))

    async def current(self, customer_id: int) -> Choice:
        """What a typed quantity is meant for: the newest choice. Raises `DraftGoneError`."""
        async with self._db.read() as conn:
            row = _found(await drafts.latest_open(conn, customer_id))
        return await self._choice(row)

    async def choose_quantity(
        self, customer_id: int, draft_id: str, quantity: int, *, message_id: int | None
    ) -> Confirmation:
        """Reads stock and cost anew and shows what it comes to.

        Raises `QuantityNotAllowedError`, `SoldOutError`, `NotForSaleError`, `DraftGoneError`, `AlreadyBoughtError`,
        `DayLimitError`, `SupplierAwayError`, `FloatTooLowError`, `MaintenanceError`.
        """
        await self._open_for_business()
        draft = await self._open_draft(customer_id, draft_id)
        return await self._confirm(draft, quantity, message_id)

    async def want_promo(self, customer_id: int, draft_id: str) -> None:
        """A code that is typed now is meant for this choice. Raises `DraftGoneError`, `AlreadyBoughtError`."""
        draft = await self._open_draft(customer_id, draft_id)
        async with self._db.write() as conn:
            # What is typed is meant for the newest choice, see `current`.
            await drafts.quote(conn, draft.id, created_at=self._clock.now())

    async def use_promo(
        self, customer_id: int, draft_id: str, code: str, *, message_id: int | None
    ) -> Confirmation:
        """Puts a promo code on the choice and shows what it comes to now. Nothing is used up before Buy.

        Raises what `choose_quantity` raises, `PromoRefusedError` and `TooManyTriesError`; the choice stays as it was then.
        """
        await self._open_for_business()
        draft = await self._open_draft(customer_id, draft_id)
        if draft.quantity is None:
            raise DraftGoneError
        async with self._db.read() as conn:
            promo = await self._promos.typed_by(conn, customer_id, code)
            found = await self._weigh(conn, draft, _priced(draft), draft.quantity, promo_id=promo.id)
        if found.refused is not None:
            raise PromoRefusedError(found.refused, found.least)
        return await self._confirm(draft, draft.quantity, message_id, promo_id=promo.id)

    async def _confirm(
        self, draft: AnyRow, quantity: int, message_id: int | None, *, promo_id: int | None = None
    ) -> Confirmation:
        limit = (await self._rulebook.book()).order_limit(_goods(draft))
        if not 1 <= quantity <= limit:
            raise QuantityNotAllowedError(1, min(limit, draft.stock))
        async with self._db.read() as conn:
            await self._rulebook.allow_today(conn, draft.customer_id, _goods(draft), quantity)
        type_, float_ = await self._read_live(draft, quantity, Lane.BROWSING)
        confirmation = await self._requote(draft, type_, quantity, message_id, promo_id=promo_id)
        async with self._db.read() as conn:
            covered = await self._till.covers(conn, type_.cost * quantity, float_)
        if not covered:
            await self._float_too_low(draft, quantity, type_.cost)
        return confirmation

    async def buy(
        self, customer_id: int, draft_id: str, *, message_id: int | None, pay_by: datetime | None = None
    ) -> OrderView:
        """Makes the order and takes the money, once; placing it is a worker's job. The message becomes the receipt.

        With `pay_by` an order that the wallet does not cover is made too, and waits for its money until then.
        Raises what `choose_quantity` raises, and `QuoteChangedError`, `NotEnoughMoneyError`.
        """
        draft = await self._open_draft(customer_id, draft_id)
        await self._open_for_business()
        if draft.id != draft_id:
            await self._something_else_is_wanted(customer_id, draft_id, draft)
        if draft.quantity is None:
            raise DraftGoneError
        type_, float_ = await self._read_live(draft, draft.quantity, Lane.PLACING)
        priced = (await self._rulebook.book()).priced(_goods(draft), type_.cost)
        old = self._clock.now() - draft.quoted_at > self._quote_life
        if old or priced.price.centimes != draft.unit_price_centimes:
            await self._quote_changed(draft, type_, message_id)
        order = await self._make_order(draft, priced, float_, message_id=message_id, pay_by=pay_by)
        if order is None:
            await self._quote_changed(draft, type_, message_id)
        self._bells.placer.ring()
        self._bells.sender.ring()
        return order

    async def drop(self, customer_id: int, draft_id: str) -> None:
        """The customer does not want it any more; an order that exists stays. Raises `AlreadyBoughtError`."""
        draft = await self._open_draft(customer_id, draft_id)
        async with self._db.write() as conn:
            await drafts.close(conn, draft.id, "dropped")

    async def _quote_changed(self, draft: AnyRow, type_: TypeNow, message_id: int | None) -> NoReturn:
        confirmation = await self._requote(draft, type_, draft.quantity, message_id)
        raise QuoteChangedError(confirmation, _total(draft))

    async def _make_order(
        self,
        draft: AnyRow,
        priced: Priced,
        float_: Money,
        *,
        message_id: int | None,
        pay_by: datetime | None,
    ) -> OrderView | None:
        """One transaction: the draft is used up, the order is there, the money is taken, the receipt has news.

        None when the promo code does not take off any more what was shown; nothing was done then.
        """
        total = _total(draft)
        now = self._clock.now()
        async with self._db.write() as conn:
            row = _found(await drafts.get(conn, draft.id, draft.customer_id))
            first = row.state == "open"
            # Asked here and not before, so that two who buy at once cannot both count on the last of the float.
            covered = first and await self._till.covers(conn, priced.cost * draft.quantity, float_)
            if covered:
                # As with the float: whoever is first has the last use of a code, and the last card of a day's limit.
                await self._rulebook.allow_today(conn, draft.customer_id, _goods(draft), draft.quantity)
                weighed = await self._weigh(conn, draft, priced, draft.quantity)
                if weighed.discount.centimes != draft.discount_centimes:
                    return None
                wallet = Money(await entries.balance(conn, draft.customer_id))
                if wallet < total and pay_by is None:
                    raise NotEnoughMoneyError(total - wallet, self._confirmation(draft, wallet, weighed))
                await drafts.close(conn, draft.id, "bought")
                wait = pay_by if wallet < total else None
                return await self._add_order(conn, draft, priced, message_id=message_id, now=now, pay_by=wait)
        if first:
            await self._float_too_low(draft, draft.quantity, priced.cost)
        # Somebody was first: another press of the same button, or a changed quantity. Say which.
        live = await self._open_draft(draft.customer_id, draft.id)
        return await self._something_else_is_wanted(draft.customer_id, draft.id, live)

    async def _add_order(
        self,
        conn: AsyncConnection,
        draft: AnyRow,
        priced: Priced,
        *,
        message_id: int | None,
        now: datetime,
        pay_by: datetime | None,
    ) -> OrderView:
        """The order, paid from the wallet; with `pay_by`, waiting for its money and holding nothing."""
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
            quantity=draft.quantity,
            **_explained(priced),
            promo_id=draft.promo_id if draft.discount_centimes else None,
            discount_centimes=draft.discount_centimes,
            created_at=now,
            status_at=now,
            due_at=pay_by or now,
            pay_by=pay_by,
            receipt_message_id=message_id,
        )
        if draft.discount_centimes:
            # From now on the use is the order's, paid or not; one that ends without a card gives it back.
            discount = Money(draft.discount_centimes)
            await self._promos.use(
                conn, draft.promo_id, order_id=order_id, customer_id=draft.customer_id, discount=discount
            )
        if pay_by is None:
            order = await orders.get(conn, order_id)
            await take_price(conn, order, who=who, now=now)
        await orders.add_event(
            conn,
            order_id=order_id,
            from_status=None,
            to_status=status,
            at=now,
            why="bought" if pay_by is None else "payment_asked",
            who=who,
        )
        await tell_receipt(conn, order_id=order_id, customer_id=draft.customer_id, now=now)
        return (await views(conn, [await orders.get(conn, order_id)]))[0]

    async def _read_live(self, draft: AnyRow, quantity: int, lane: Lane) -> tuple[TypeNow, Money]:
        """The type and the float at this moment. Both are asked at once."""
        type_, float_ = await asyncio.gather(
            self._catalogue.type_now(draft.product_id, draft.type_id, lane=lane), self._till.read(lane)
        )
        if type_.stock < 1:
            raise SoldOutError
        if type_.stock < quantity:
            async with self._db.write() as conn:
                await drafts.quote(conn, draft.id, stock=type_.stock)
            limit = (await self._rulebook.book()).order_limit(_goods(draft))
            raise QuantityNotAllowedError(1, min(limit, type_.stock))
        return type_, float_

    async def _weigh(
        self,
        conn: AsyncConnection,
        draft: AnyRow,
        priced: Priced,
        quantity: int,
        *,
        promo_id: int | None = None,
    ) -> Weighed:
        """What the draft's promo code, or another, takes off so many cards at this moment."""
        return await self._promos.weigh(
            conn,
            draft.promo_id if promo_id is None else promo_id,
            draft.customer_id,
            _goods(draft),
            total=priced.price * quantity,
            cost=priced.cost * quantity,
        )

    async def _requote(
        self,
        draft: AnyRow,
        type_: TypeNow,
        quantity: int,
        message_id: int | None,
        *,
        promo_id: int | None = None,
    ) -> Confirmation:
        priced = (await self._rulebook.book()).priced(_goods(draft), type_.cost)
        promo_id = draft.promo_id if promo_id is None else promo_id
        async with self._db.read() as conn:
            weighed = await self._weigh(conn, draft, priced, quantity, promo_id=promo_id)
        read: dict[str, Any] = {
            "quantity": quantity,
            **_explained(priced),
            "promo_id": promo_id,
            "discount_centimes": weighed.discount.centimes,
            "stock": type_.stock,
            "quoted_at": self._clock.now(),
            "message_id": message_id,
        }
        # A Buy button with this token may be on a screen already: it must not come to mean something else.
        shown = (draft.quantity, draft.unit_price_centimes, draft.discount_centimes)
        wanted = (quantity, priced.price.centimes, weighed.discount.centimes)
        other = draft.quantity is not None and shown != wanted
        async with self._db.write() as conn:
            if other:
                row = await drafts.replace(conn, draft.id, new_token(), **read)
            else:
                row = await drafts.quote(conn, draft.id, **read)
        if row is None:
            row = await self._open_draft(draft.customer_id, draft.id)
        return await self._confirmed(row)

    async def _open_draft(self, customer_id: int, draft_id: str) -> AnyRow:
        """The open draft with this token, or the one in its place. Raises `DraftGoneError`, `AlreadyBoughtError`."""
        async with self._db.read() as conn:
            row = _found(await drafts.get(conn, draft_id, customer_id))
            while row.replaced_by is not None:
                row = _found(await drafts.get(conn, row.replaced_by, customer_id))
            if row.state == "bought":
                order = await orders.by_draft(conn, row.id)
                raise AlreadyBoughtError(_found(order).ref)
        if row.state != "open":
            raise DraftGoneError
        return row

    async def _something_else_is_wanted(self, customer_id: int, draft_id: str, live: AnyRow) -> NoReturn:
        """A Buy button whose quantity or price has changed since: shows what holds now, and asks."""
        async with self._db.read() as conn:
            old = _found(await drafts.get(conn, draft_id, customer_id))
        raise QuoteChangedError(await self._confirmed(live), _total(old, old.quantity or live.quantity))

    async def _open_for_business(self) -> None:
        if await self._sign.closed():
            raise MaintenanceError

    async def _float_too_low(self, draft: AnyRow, quantity: int, cost: Money) -> NoReturn:
        await self._alerts.raise_(
            "float_too_low",
            matter=draft.type_id,
            quiet=timedelta(hours=1),
            product=draft.product_title,
            type=draft.type_name,
            quantity=quantity,
            cost=str((cost * quantity).dinars),
        )
        raise FloatTooLowError

    async def _choice(self, row: AnyRow) -> Choice:
        goods = _goods(row)
        most = min((await self._rulebook.book()).order_limit(goods), row.stock)
        async with self._db.read() as conn:
            today = await self._rulebook.left_today(conn, row.customer_id, goods)
        if today is not None:
            if not today[1]:
                raise DayLimitError(*today)
            most = min(most, today[1])
        return Choice(
            draft_id=row.id,
            product_key=short_key(row.product_id),
            product_title=row.product_title,
            region=row.region,
            category=row.category,
            type_name=row.type_name,
            unit_price=Money(row.unit_price_centimes),
            stock=row.stock,
            most=most,
            quantity=row.quantity,
        )

    async def _confirmed(self, row: AnyRow) -> Confirmation:
        async with self._db.read() as conn:
            wallet = Money(await entries.balance(conn, row.customer_id))
            weighed = await self._weigh(conn, row, _priced(row), row.quantity)
        return self._confirmation(row, wallet, weighed)

    def _confirmation(self, row: AnyRow, wallet: Money, weighed: Weighed) -> Confirmation:
        total = _total(row)
        discount = Money(row.discount_centimes)
        return Confirmation(
            draft_id=row.id,
            product_key=short_key(row.product_id),
            product_title=row.product_title,
            region=row.region,
            type_name=row.type_name,
            quantity=row.quantity,
            unit_price=Money(row.unit_price_centimes),
            total=total,
            wallet=wallet,
            missing=max(Money.ZERO, total - wallet),
            expires_at=row.quoted_at + self._quote_life,
            promo=weighed.code,
            discount=discount,
            promo_refused=None if discount else weighed.refused,
            promo_least=weighed.least,
        )


def _goods(row: AnyRow) -> Goods:
    return Goods(row.category, row.product_id, row.type_id)


def _priced(draft: AnyRow) -> Priced:
    """The price as it stands in the draft."""
    rule = Kept(PriceRule.read(json.loads(draft.price_rule)) if draft.price_rule else PriceRule())
    return Priced(Money(draft.unit_price_centimes), Money(draft.unit_cost_centimes), rule)


def _total(draft: AnyRow, quantity: int | None = None) -> Money:
    """What is to be paid for a draft, its discount taken off."""
    cards = draft.quantity if quantity is None else quantity
    return Money(draft.unit_price_centimes * cards - draft.discount_centimes)


def _explained(priced: Priced) -> dict[str, Any]:
    """A price with all that explains it later, as drafts and orders keep it."""
    rule = priced.rule
    return {
        "unit_cost_centimes": priced.cost.centimes,
        "unit_price_centimes": priced.price.centimes,
        "rule_id": rule.id,
        "price_rule": json.dumps(rule.says.written() | {"scope": rule.scope, "title": rule.title}),
    }


def _found(row: AnyRow | None) -> AnyRow:
    if row is None:
        raise DraftGoneError
    return row
