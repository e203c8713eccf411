"""Looks at the products that customers keep an eye on, and tells those customers: a starred type costs less,
a type is back.

First come, first served: of a type of which `n` are left, the `n` who have waited longest are told, less
those who were told within `TURN`, as they may still be about to buy. When their turn is over, the next are
told, as long as something is left. Nothing is held back for anybody.

Whom something is told, the message and the note that they were told are one transaction, and all of that is
read in it: two processes that look at the same moment tell nobody twice, and one that is killed loses no
message.
"""

from datetime import datetime, timedelta
from typing import Final

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.clock import Clock
from bot.shop.catalogue.catalogue import Catalogue, Offer, ProductPage
from bot.shop.chat_settings.opening_hours import OpeningHours
from bot.shop.errors import ClosedError, NoOrdersNowError, NotForSaleError
from bot.shop.maintenance import MaintenanceSwitch
from bot.shop.outbox.messages import MessageKind, tell
from bot.shop.watching.favorites import LOOK_AT_PRICES_EACH
from storage.database import Database
from storage.goods import favorites, restock_waits, watched_products

TURN: Final = timedelta(minutes=30)
"""For so long whoever was told that a type is back goes before those behind them."""
LEAST_DROP: Final = 5
"""Percent by which a price must fall before it is told: smaller ones come and go with the supplier's."""
_LOOK_AT_STOCK_EACH: Final = timedelta(minutes=5)
_LOOK_SOON: Final = timedelta(minutes=1)
_KEEP_TOLD: Final = timedelta(days=1)
_SHARE: Final = 10
"""A tenth of what the supplier may be asked goes into these looks."""
_MOST_TOLD: Final = 100


class Watcher:
    """One process looks for all."""

    def __init__(
        self,
        db: Database,
        clock: Clock,
        *,
        catalogue: Catalogue,
        maintenance: MaintenanceSwitch,
        opening_hours: OpeningHours,
        requests_per_minute: int,
    ) -> None:
        self._db = db
        self._clock = clock
        self._catalogue = catalogue
        self._maintenance = maintenance
        self._opening_hours = opening_hours
        self._most_looks = max(1, requests_per_minute // _SHARE)

    async def look(self) -> None:
        """A look at the products that are due longest, once a minute; none while nothing is sold. Each is one
        request at most: what anybody read within two minutes is not asked for again.

        Raises `SupplierAwayError`; what was not looked at comes first the next time.
        """
        try:
            await self._maintenance.check()
            self._opening_hours.check()
        except (ClosedError, NoOrdersNowError):
            return
        async with self._db.read() as conn:
            due = await watched_products.due(conn, self._clock.now(), limit=self._most_looks)
        for product_key in due:
            await self._look_at(product_key)

    async def _look_at(self, product_key: str) -> None:
        try:
            page = await self._catalogue.product(product_key)
        except NotForSaleError:
            page = None
        now = self._clock.now()
        # Without an answer of the supplier's nobody is told anything: what was known last may be over.
        fresh = page is not None and page.stale_since is None
        async with self._db.write() as conn:
            more = page is not None and fresh and await self._tell(conn, page, now)
            if await restock_waits.has(conn, product_key):
                soon = more or (page is not None and not fresh)
                look_at = now + (_LOOK_SOON if soon else _LOOK_AT_STOCK_EACH)
            elif await favorites.has(conn, product_key):
                look_at = now + (_LOOK_SOON if more else LOOK_AT_PRICES_EACH)
            else:
                await watched_products.remove(conn, product_key)
                return
            await watched_products.look_again(conn, product_key, look_at)

    async def _tell(self, conn: AsyncConnection, page: ProductPage, now: datetime) -> bool:
        """Tells what there is to tell; whether more may be left to tell than goes at once."""
        more = False
        for offer in page.offers:
            if offer.stock > 0:
                back = await self._tell_that_it_is_back(conn, page, offer, now)
                dropped = await self._tell_that_it_costs_less(conn, page, offer, now)
                more = more or _MOST_TOLD in {back, dropped}
        return more

    async def _tell_that_it_is_back(
        self, conn: AsyncConnection, page: ProductPage, offer: Offer, now: datetime
    ) -> int:
        keys = (page.product.key, offer.key)
        waiting = await restock_waits.first(conn, *keys, limit=min(offer.stock, _MOST_TOLD))
        if not waiting:
            return 0
        in_turn = await restock_waits.told_since(conn, *keys, now - TURN)
        served = waiting[: max(0, offer.stock - in_turn)]
        if not served:
            return 0
        people = [row.customer_id for row in served]
        await restock_waits.tell(conn, *keys, people, at=now, ends_at=now + _KEEP_TOLD)
        for row in served:
            await tell(
                conn,
                key=f"restock:{':'.join(keys)}:{row.customer_id}:{_moment(row.asked_at)}",
                chat_id=row.customer_id,
                kind=MessageKind.BACK_IN_STOCK,
                payload=_payload(page, offer),
                now=now,
            )
        return len(served)

    async def _tell_that_it_costs_less(
        self, conn: AsyncConnection, page: ProductPage, offer: Offer, now: datetime
    ) -> int:
        price = offer.price.centimes
        # Whoever knows a price of `known` is told when price <= known * (100 - LEAST_DROP) / 100.
        least_known = -(-price * 100 // (100 - LEAST_DROP))
        rows = await favorites.dearer_than(
            conn, page.product.key, offer.key, least_known - 1, limit=_MOST_TOLD
        )
        for row in rows:
            if await favorites.told(conn, row, price):
                await tell(
                    conn,
                    key=f"price:{row.product_key}:{row.type_key}:{row.customer_id}:{_moment(now)}",
                    chat_id=row.customer_id,
                    kind=MessageKind.PRICE_DROP,
                    payload={**_payload(page, offer), "before": row.price_centimes},
                    now=now,
                )
        return len(rows)


def _payload(page: ProductPage, offer: Offer) -> dict[str, str | int | None]:
    """What a message says of a type: it may be gone from the catalogue when the message is sent."""
    product = page.product
    return {
        "product_key": product.key,
        "type_key": offer.key,
        "product": product.title,
        "region": product.region,
        "type": offer.name,
        "price": offer.price.centimes,
    }


def _moment(at: datetime) -> int:
    return int(at.timestamp() * 1000)
