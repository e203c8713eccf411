"""Gifts: an order whose codes go to whoever opens its link first, and not to its buyer.

A choice or an order without codes can be made a gift, and an ordinary order again. When its codes come, the
buyer gets the link (`bot.shop.orders.handover`). Claiming and taking back are guarded by the same state, so
one of them wins. The token of a link is a secret: whoever has it can claim. It stands in no log and no error.
"""

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import Final

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.clock import Clock
from bot.shop.errors import (
    AlreadyDoneError,
    BannedError,
    ChooseAgainError,
    NotFoundError,
    TooManyTriesError,
)
from bot.shop.orders.drafts import find_open, quantity_of
from bot.shop.orders.handover import hash_of, tell_link
from bot.shop.orders.history import OrderView, codes_again, views
from bot.shop.orders.lifecycle import tell_receipt
from bot.shop.outbox.alerts import Alerts
from bot.shop.outbox.messages import CLAIMED, MessageKind, tell, tell_codes
from bot.shop.prices import guess_limiter
from bot.shop.refs import typed_ref
from storage.chat import customers
from storage.database import Database
from storage.purchases import cards, drafts, gifts, orders
from storage.purchases.gifts import GiftRow
from storage.purchases.orders import OrderRow
from storage.states import GiftState

LONGEST_GREETING: Final = 200
"""Characters: a greeting stands above ten codes in one message, which has room for 4,096."""
_TAKEN_BACK: Final = "revoked"
_TELL_AGAIN: Final = timedelta(hours=1)


class GiftUnknownError(ChooseAgainError):
    """No gift has such a link."""


class TooManyLinksError(TooManyTriesError):
    """Too many links, or promo codes, that do not exist; `until` says when to try again."""


class GiftTakenError(AlreadyDoneError):
    """Somebody claimed it before."""


class GiftRevokedError(AlreadyDoneError):
    """Its buyer took it back."""


class TooLateForGiftError(AlreadyDoneError):
    """The order is over, or its buyer was sent its codes: no friend is to have them any more."""


class Opened(StrEnum):
    """What became of opening a link."""

    CLAIMED = "claimed"
    AGAIN = "again"  # it was theirs before: the codes come once more
    OWN = "own"  # they bought it themselves; nothing was done


@dataclass(frozen=True, slots=True)
class OpenedGift:
    """A link that somebody has opened, and the order behind it."""

    outcome: Opened
    order: OrderView


class Gifts:
    """Gifts of buyers, and what their friends do with them."""

    def __init__(self, db: Database, clock: Clock, alerts: Alerts) -> None:
        self._db = db
        self._clock = clock
        self._alerts = alerts

    async def make_choice(self, customer_id: int, draft_id: str, greeting: str | None) -> int:
        """A choice that is not bought yet is for a friend, who is told the greeting, perhaps an empty one;
        None: it is for the customer. The quantity that was chosen.

        Raises `DraftGoneError`, `AlreadyBoughtError`, `InBasketError`.
        """
        async with self._db.write() as conn:
            draft = await find_open(conn, customer_id, draft_id)
            # What is typed from now on is meant for this choice.
            await drafts.quote(conn, draft.id, greeting=greeting, created_at=self._clock.now())
        return quantity_of(draft)

    async def make_order(self, customer_id: int, ref: str, greeting: str | None) -> OrderView:
        """An order without codes is for a friend, who is told the greeting if there is one.

        Raises `NotFoundError`, also for somebody else's order, and `TooLateForGiftError`.
        """
        async with self._db.write() as conn:
            order = await _own(conn, customer_id, ref)
            if order.fulfilled_quantity or order.finished_at is not None:
                raise TooLateForGiftError
            await gifts.put(conn, order.id, greeting or None, at=self._clock.now())
            return await self._news(conn, order)

    async def to_take_back(self, customer_id: int, ref: str) -> OrderView:
        """A gift that its buyer can still take back, or has taken back; nothing is changed.

        Raises `NotFoundError` for what is no gift of theirs, and `GiftTakenError` when a friend was first.
        """
        async with self._db.read() as conn:
            order, gift = await _own_gift(conn, customer_id, ref)
            if gift.state is GiftState.CLAIMED:
                raise GiftTakenError
            return (await views(conn, [order]))[0]

    async def take_back(self, customer_id: int, ref: str) -> OrderView:
        """The buyer has it themselves after all: the link opens nothing any more, and they get the codes, now
        or when they come. Once more, and for what is no gift (any more), nothing is done.

        Raises `NotFoundError` for what is no order of theirs, and `GiftTakenError` when a friend was first.
        """
        now = self._clock.now()
        async with self._db.write() as conn:
            order = await _own(conn, customer_id, ref)
            gift = await gifts.of_order(conn, order.id)
            if gift is None:
                return (await views(conn, [order]))[0]
            if gift.state is GiftState.CLAIMED:
                raise GiftTakenError
            if not order.fulfilled_quantity:
                await gifts.remove(conn, order.id)
            elif await gifts.revoke(conn, order.id, at=now):
                count = await cards.count(conn, order.id)
                await tell_codes(
                    conn, order_id=order.id, customer_id=customer_id, count=count, key=_TAKEN_BACK, now=now
                )
            return await self._news(conn, order)

    async def send_link(self, customer_id: int, ref: str, *, key: str) -> None:
        """Has the link sent to its buyer once more; the same `key` again does nothing more.

        Raises `NotFoundError` for what is no gift of theirs with a link, `GiftTakenError`,
        `GiftRevokedError`.
        """
        async with self._db.write() as conn:
            order, gift = await _own_gift(conn, customer_id, ref)
            _must_be_open(gift)
            if gift.token_hash is None:
                raise NotFoundError
            await tell_link(conn, order, key=f"again:{key}", now=self._clock.now())

    async def open_link(self, person_id: int, token: str, *, key: str) -> OpenedGift:
        """Somebody has opened a link: the first one gets the codes, and its buyer hears that. Whoever has
        claimed it gets them again; the same `key` once.

        Raises `GiftUnknownError`, which counts as a wrong guess; `TooManyLinksError`, `GiftTakenError`,
        `GiftRevokedError`, `BannedError`.
        """
        async with self._db.write() as conn:
            until = await guess_limiter.next_free(conn, person_id, self._clock)
            if until is not None:
                raise TooManyLinksError(until)
            gift = await gifts.by_hash(conn, hash_of(token))
            if gift is not None:
                return await self._open(conn, gift, person_id, key)
            if await guess_limiter.count_mistake(conn, person_id, self._clock):
                await self._alerts.raise_in(
                    conn, "gift_guessing", matter="links", quiet=_TELL_AGAIN, customer=person_id
                )
        raise GiftUnknownError

    async def _open(self, conn: AsyncConnection, gift: GiftRow, person_id: int, key: str) -> OpenedGift:
        order, now = await orders.get(conn, gift.order_id), self._clock.now()
        if order.customer_id == person_id:
            return await _opened(conn, Opened.OWN, order)
        # The door has asked this too, of what it had at hand.
        person = await customers.get(conn, person_id)
        if person is None or person.banned_at is not None:
            raise BannedError
        if gift.claimed_by == person_id:
            await codes_again(conn, order.id, person_id, key=key, now=now)
            return await _opened(conn, Opened.AGAIN, order)
        _must_be_open(gift)
        if not await gifts.claim(conn, order.id, person_id, at=now):
            raise GiftTakenError
        count = await cards.count(conn, order.id)
        await tell_codes(conn, order_id=order.id, customer_id=person_id, count=count, key=CLAIMED, now=now)
        await tell(
            conn,
            key=f"gift_claimed:{order.id}",
            chat_id=order.customer_id,
            kind=MessageKind.GIFT_CLAIMED,
            payload={"order_id": order.id},
            now=now,
        )
        await self._news(conn, order)
        return await _opened(conn, Opened.CLAIMED, order)

    async def _news(self, conn: AsyncConnection, order: OrderRow) -> OrderView:
        """The order as it is now; its card says so too."""
        await tell_receipt(conn, order_id=order.id, customer_id=order.customer_id, now=self._clock.now())
        return (await views(conn, [order]))[0]


async def _own(conn: AsyncConnection, customer_id: int, ref: str) -> OrderRow:
    order = await orders.by_ref(conn, typed_ref(ref))
    if order is None or order.customer_id != customer_id:
        raise NotFoundError
    return order


async def _own_gift(conn: AsyncConnection, customer_id: int, ref: str) -> tuple[OrderRow, GiftRow]:
    order = await _own(conn, customer_id, ref)
    gift = await gifts.of_order(conn, order.id)
    if gift is None:
        raise NotFoundError
    return order, gift


def _must_be_open(gift: GiftRow) -> None:
    if gift.state is GiftState.CLAIMED:
        raise GiftTakenError
    if gift.state is GiftState.REVOKED:
        raise GiftRevokedError


async def _opened(conn: AsyncConnection, outcome: Opened, order: OrderRow) -> OpenedGift:
    return OpenedGift(outcome, (await views(conn, [order]))[0])
