"""What customers say of a product that they bought: a rating and, if they like, a line. Others see it without
who said it.

There is one review of a customer for a product, however often they buy it. It is theirs: they change it and
take it back whenever they like.
"""

from collections.abc import Collection
from typing import Final, Protocol

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.clock import Clock
from bot.shop.chat_settings.live_settings import Live
from bot.shop.errors import NotFoundError, ShopError
from bot.shop.orders.handover import reader_of
from bot.shop.orders.history import readable_by
from bot.shop.paging import paged
from bot.shop.reviews.requests import ended_well, is_stale
from bot.shop.reviews.views import (
    LEAST_SHOWN,
    MARKS,
    ProductRating,
    Rated,
    Review,
    ReviewPage,
    average,
    view,
)
from bot.shop.reviews.words import one_line
from storage.chat import tickets
from storage.database import Database
from storage.goods import review_requests, reviews
from storage.purchases import gifts, order_lists
from storage.purchases.orders import OrderRow

_LINES_ON_A_PAGE: Final = 5


class ReviewsOffError(ShopError):
    """The merchant has switched reviews off."""


class ReviewSettings(Protocol):
    """What this module asks of the settings."""

    @property
    def take_reviews(self) -> bool: ...


class Reviews:
    """For whoever has the codes: customers, and of a gift the friend who opened it. Methods with a `ref`
    raise `NotFoundError` for an order whose codes they may not read. While reviews are switched off nothing
    is shown, and giving one raises `ReviewsOffError`; what was given can be taken back.
    """

    def __init__(self, db: Database, clock: Clock, settings: Live[ReviewSettings]) -> None:
        self._db = db
        self._clock = clock
        self._settings = settings

    @property
    def are_on(self) -> bool:
        """Whether the shop takes and shows them."""
        return self._settings.now.take_reviews

    async def of_order(self, customer_id: int, ref: str) -> Rated:
        """The product of an order, and what they said of it so far."""
        async with self._db.read() as conn:
            return await self._rated(conn, customer_id, ref)

    async def bought_with(self, customer_id: int, ref: str) -> tuple[Rated, ...]:
        """All products that were bought with that order, each once."""
        async with self._db.read() as conn:
            order = await readable_by(conn, customer_id, ref)
            together = await _products(conn, order, customer_id)
            said = await reviews.of_customer(conn, customer_id, list(together))
        given = {row.product_id: view(row) for row in said}
        return tuple(
            Rated(each.ref, key, each.product_title, each.region, given.get(key), len(together) > 1)
            for key, each in together.items()
        )

    async def rate(self, customer_id: int, ref: str, mark: int) -> Rated:
        """Their rating from now on, one of `MARKS`; what they wrote stays."""
        self._check()
        if mark not in MARKS:
            raise NotFoundError
        now = self._clock.now()
        async with self._db.write() as conn:
            order = await readable_by(conn, customer_id, ref)
            await reviews.rate(
                conn,
                customer_id=customer_id,
                product_id=order.product_id,
                order_id=order.id,
                rating=mark,
                at=now,
            )
            await review_requests.note(conn, customer_id, order.product_id, now)
            return await self._rated(conn, customer_id, ref)

    async def write(self, customer_id: int, ref: str, words: str | None) -> Rated:
        """Their words beside the rating, which must be there; None: none any more. What the shop answered
        to others goes. Raises `bot.shop.reviews.words.NoWordsError`, `WordsTooLongError`.
        """
        line = None if words is None else one_line(words)
        if line is not None:
            self._check()
        async with self._db.write() as conn:
            rated = await self._rated(conn, customer_id, ref)
            if rated.review is None:
                raise NotFoundError
            if rated.review.line != line:
                await reviews.set_line(conn, rated.review.id, line, self._clock.now())
            return await self._rated(conn, customer_id, ref)

    async def take_back(self, customer_id: int, ref: str) -> Rated:
        """They say nothing of it any more."""
        async with self._db.write() as conn:
            order = await readable_by(conn, customer_id, ref)
            for row in await reviews.of_customer(conn, customer_id, [order.product_id]):
                await reviews.remove(conn, row)
            return await self._rated(conn, customer_id, ref)

    async def choose_requests(self, customer_id: int, *, wanted: bool) -> None:
        """Whether they are asked for reviews from now on."""
        async with self._db.write() as conn:
            await review_requests.choose(conn, customer_id, None if wanted else self._clock.now())

    async def rating(self, product_id: str) -> ProductRating | None:
        """What everybody sees of a product's ratings; None while there are few."""
        if not self.are_on:
            return None
        async with self._db.read() as conn:
            row = await reviews.rating_of(conn, product_id)
        if row is None or row.count < LEAST_SHOWN:
            return None
        return ProductRating(row.count, average(row.total, row.count), row.has_lines)

    async def lines(self, product_id: str, page: int) -> ReviewPage:
        """A page of what customers wrote of a product, newest first. Raises `ReviewsOffError`."""
        self._check()
        async with self._db.read() as conn:
            rows, page, pages = await paged(
                lambda offset, limit: reviews.shown(conn, product_id, offset=offset, limit=limit),
                page,
                size=_LINES_ON_A_PAGE,
            )
        return ReviewPage(tuple(map(view, rows)), page, pages)

    async def asked(self, person_id: int, order_ids: Collection[int]) -> tuple[Rated, ...]:
        """What a message to this person may ask for at the moment it is sent: what has had a bad end
        meanwhile is left out, and so is what came too long ago, when the message could not be sent. Nothing
        while reviews are switched off, and for whoever is not to be asked any more.
        """
        if not self.are_on:
            return ()
        async with self._db.read() as conn:
            rows = await order_lists.of_ids(conn, order_ids)
            dead = await tickets.with_dead_codes(conn, order_ids)
            for_friends = await gifts.of_orders(conn, order_ids)
            may_be_asked = await review_requests.may_be_asked(conn, {person_id})
        now = self._clock.now()
        return tuple(
            Rated(row.ref, row.product_id, row.product_title, row.region)
            for row in rows
            if may_be_asked
            and ended_well(row)
            and not is_stale(row, for_friends.get(row.id), now)
            and row.id not in dead
            and reader_of(row, for_friends.get(row.id)) == person_id
        )

    async def answered(self, review_id: int) -> Review | None:
        """A review that the shop has answered, for the message that says so; None when it is gone."""
        async with self._db.read() as conn:
            row = await reviews.get(conn, review_id)
        return None if row is None or row.answer is None else view(row)

    def _check(self) -> None:
        if not self.are_on:
            raise ReviewsOffError

    @staticmethod
    async def _rated(conn: AsyncConnection, customer_id: int, ref: str) -> Rated:
        order = await readable_by(conn, customer_id, ref)
        said = await reviews.of_customer(conn, customer_id, [order.product_id])
        return Rated(
            order.ref,
            order.product_id,
            order.product_title,
            order.region,
            view(said[0]) if said else None,
            with_others=len(await _products(conn, order, customer_id)) > 1,
            as_gift=order.customer_id != customer_id,
        )


async def _products(conn: AsyncConnection, order: OrderRow, reader: int) -> dict[str, OrderRow]:
    """Of the orders that were bought together those that brought this person something, one for each
    product.
    """
    together = [order] if order.basket_id is None else await order_lists.of_basket(conn, order.basket_id)
    for_friends = await gifts.of_orders(conn, [each.id for each in together])
    found: dict[str, OrderRow] = {}
    for each in together:
        if each.fulfilled_quantity and reader_of(each, for_friends.get(each.id)) == reader:
            found.setdefault(each.product_id, each)
    return found
