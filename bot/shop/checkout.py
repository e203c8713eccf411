"""From a chosen type to an order: quantity, confirmation, Buy.

The confirmation shows what was read from the supplier at that moment. Buy reads it again: a change is shown and asked
again. One draft becomes at most one order, however often its button is pressed, and never at another price or in
another quantity than stood beside that button: when either changes, a new draft takes the old one's place.
"""

import asyncio
from datetime import datetime, timedelta
from typing import Any, NoReturn

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.clock import Clock
from bot.shop.bell import Bells
from bot.shop.catalogue import Catalogue, TypeNow
from bot.shop.delivery import Alerts
from bot.shop.errors import (
    AlreadyBoughtError,
    DraftGoneError,
    FloatTooLowError,
    MaintenanceError,
    NotEnoughMoneyError,
    QuantityNotAllowedError,
    QuoteChangedError,
    SoldOutError,
)
from bot.shop.lifecycle import OrderStatus, take_price, tell_receipt
from bot.shop.money import Money
from bot.shop.orders import OrderView, views
from bot.shop.pricing import Pricing
from bot.shop.quotes import Choice, Confirmation
from bot.shop.refs import new_ref, new_token, short_key
from bot.shop.sign import Sign
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
        pricing: Pricing,
        till: Till,
        sign: Sign,
        alerts: Alerts,
        order_limit: int,
        quote_seconds: int,
    ) -> None:
        self._db = db
        self._clock = clock
        self._bells = bells
        self._catalogue = catalogue
        self._pricing = pricing
        self._till = till
        self._sign = sign
        self._alerts = alerts
        self._limit = order_limit
        self._quote_life = timedelta(seconds=quote_seconds)

    async def open(
        self, customer_id: int, product_key: str, type_key: str, *, message_id: int | None
    ) -> Choice:
        """Somebody wants this type. Raises `NotForSaleError`, `SoldOutError`, `MaintenanceError`, `SupplierAwayError`."""
        await self._open_for_business()
        _, product = await self._catalogue.find(product_key)
        type_ = await self._catalogue.type_of(product, type_key)
        if type_.stock < 1:
            raise SoldOutError
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
            "unit_cost_centimes": type_.cost.centimes,
            "unit_price_centimes": self._pricing.price(type_.cost).centimes,
            "stock": type_.stock,
            "created_at": now,
            "quoted_at": now,
            "message_id": message_id,
        }
        async with self._db.write() as conn:
            await drafts.add(conn, **draft)
            row = await drafts.get(conn, draft["id"], customer_id)
        return self._choice(_found(row))

    async def choice(self, customer_id: int, draft_id: str) -> Choice:
        """The choice behind a button, to pick another quantity. Raises `DraftGoneError`, `AlreadyBoughtError`."""
        return self._choice(await self._open_draft(customer_id, draft_id))

    async def current(self, customer_id: int) -> Choice:
        """What a typed quantity is meant for: the newest choice. Raises `DraftGoneError`."""
        async with self._db.read() as conn:
            return self._choice(_found(await drafts.latest_open(conn, customer_id)))

    async def choose_quantity(
        self, customer_id: int, draft_id: str, quantity: int, *, message_id: int | None
    ) -> Confirmation:
        """Reads stock and cost anew and shows what it comes to.

        Raises `QuantityNotAllowedError`, `SoldOutError`, `NotForSaleError`, `DraftGoneError`, `AlreadyBoughtError`,
        `SupplierAwayError`, `FloatTooLowError`, `MaintenanceError`.
        """
        await self._open_for_business()
        draft = await self._open_draft(customer_id, draft_id)
        if not 1 <= quantity <= self._limit:
            raise QuantityNotAllowedError(1, min(self._limit, draft.stock))
        type_, float_ = await self._read_live(draft, quantity, Lane.BROWSING)
        confirmation = await self._requote(draft, type_, quantity, message_id)
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
        price = self._pricing.price(type_.cost)
        old = self._clock.now() - draft.quoted_at > self._quote_life
        if old or price.centimes != draft.unit_price_centimes:
            confirmation = await self._requote(draft, type_, draft.quantity, message_id)
            raise QuoteChangedError(confirmation, Money(draft.unit_price_centimes) * draft.quantity)
        order = await self._make_order(draft, type_, float_, message_id=message_id, pay_by=pay_by)
        self._bells.placer.ring()
        self._bells.sender.ring()
        return order

    async def drop(self, customer_id: int, draft_id: str) -> None:
        """The customer does not want it any more; an order that exists stays. Raises `AlreadyBoughtError`."""
        draft = await self._open_draft(customer_id, draft_id)
        async with self._db.write() as conn:
            await drafts.close(conn, draft.id, "dropped")

    async def _make_order(
        self,
        draft: AnyRow,
        type_: TypeNow,
        float_: Money,
        *,
        message_id: int | None,
        pay_by: datetime | None,
    ) -> OrderView:
        """One transaction: the draft is used up, the order is there, the money is taken, the receipt has news."""
        total = Money(draft.unit_price_centimes) * draft.quantity
        now = self._clock.now()
        async with self._db.write() as conn:
            row = _found(await drafts.get(conn, draft.id, draft.customer_id))
            first = row.state == "open"
            # Asked here and not before, so that two who buy at once cannot both count on the last of the float.
            covered = first and await self._till.covers(conn, type_.cost * draft.quantity, float_)
            if covered:
                wallet = Money(await entries.balance(conn, draft.customer_id))
                if wallet < total and pay_by is None:
                    raise NotEnoughMoneyError(total - wallet, self._confirmation(draft, wallet))
                await drafts.close(conn, draft.id, "bought")
                wait = pay_by if wallet < total else None
                return await self._add_order(conn, draft, type_, message_id=message_id, now=now, pay_by=wait)
        if first:
            await self._float_too_low(draft, draft.quantity, type_.cost)
        # Somebody was first: another press of the same button, or a changed quantity. Say which.
        live = await self._open_draft(draft.customer_id, draft.id)
        return await self._something_else_is_wanted(draft.customer_id, draft.id, live)

    @staticmethod
    async def _add_order(
        conn: AsyncConnection,
        draft: AnyRow,
        type_: TypeNow,
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
            unit_cost_centimes=type_.cost.centimes,
            unit_price_centimes=draft.unit_price_centimes,
            created_at=now,
            status_at=now,
            due_at=pay_by or now,
            pay_by=pay_by,
            receipt_message_id=message_id,
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
            raise QuantityNotAllowedError(1, min(self._limit, type_.stock))
        return type_, float_

    async def _requote(
        self, draft: AnyRow, type_: TypeNow, quantity: int, message_id: int | None
    ) -> Confirmation:
        price = self._pricing.price(type_.cost).centimes
        read: dict[str, Any] = {
            "quantity": quantity,
            "unit_cost_centimes": type_.cost.centimes,
            "unit_price_centimes": price,
            "stock": type_.stock,
            "quoted_at": self._clock.now(),
            "message_id": message_id,
        }
        # A Buy button with this token may be on a screen already: it must not come to mean something else.
        other = draft.quantity is not None and (draft.quantity, draft.unit_price_centimes) != (
            quantity,
            price,
        )
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
        old_total = Money(old.unit_price_centimes) * (old.quantity or live.quantity)
        raise QuoteChangedError(await self._confirmed(live), old_total)

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

    def _choice(self, row: AnyRow) -> Choice:
        return Choice(
            draft_id=row.id,
            product_key=short_key(row.product_id),
            product_title=row.product_title,
            region=row.region,
            category=row.category,
            type_name=row.type_name,
            unit_price=Money(row.unit_price_centimes),
            stock=row.stock,
            most=min(self._limit, row.stock),
        )

    async def _confirmed(self, row: AnyRow) -> Confirmation:
        async with self._db.read() as conn:
            return self._confirmation(row, Money(await entries.balance(conn, row.customer_id)))

    def _confirmation(self, row: AnyRow, wallet: Money) -> Confirmation:
        price = Money(row.unit_price_centimes)
        total = price * row.quantity
        return Confirmation(
            draft_id=row.id,
            product_key=short_key(row.product_id),
            product_title=row.product_title,
            region=row.region,
            type_name=row.type_name,
            quantity=row.quantity,
            unit_price=price,
            total=total,
            wallet=wallet,
            missing=max(Money.ZERO, total - wallet),
            expires_at=row.quoted_at + self._quote_life,
        )


def _found(row: AnyRow | None) -> AnyRow:
    if row is None:
        raise DraftGoneError
    return row
