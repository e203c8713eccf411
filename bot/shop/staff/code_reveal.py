"""Codes that staff have shown to them: each time with a reason, in the audit log, told to the owners, and
gone from the chat after a minute.
"""

from datetime import datetime, timedelta
from typing import Final

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.clock import Clock
from bot.shop.customers import Customers
from bot.shop.errors import NotFoundError
from bot.shop.outbox.alerts import Alerts
from bot.shop.outbox.messages import CARDS_PER_MESSAGE, MessageKind, open_cards, tell
from bot.shop.refs import typed_ref
from bot.shop.vault import Vault
from storage.database import Database
from storage.house import facts, staff
from storage.purchases import cards, orders
from storage.purchases.orders import OrderRow

SHOWN_FOR: Final = timedelta(minutes=1)
"""How long revealed codes stay in the chat."""
MOST_SERIALS: Final = 50
_KEEP_KEY: Final = timedelta(days=2)


class CodeReveal:
    """Who may do it is the handlers' business."""

    def __init__(
        self, db: Database, clock: Clock, customers: Customers, alerts: Alerts, vault: Vault
    ) -> None:
        self._db = db
        self._clock = clock
        self._customers = customers
        self._alerts = alerts
        self._vault = vault

    async def check(self, ref: str) -> str:
        """The ref of an order that has codes, as it is written. Raises `NotFoundError`."""
        async with self._db.read() as conn:
            return (await self._order(conn, ref)).ref

    async def reveal(self, staff_id: int, ref: str, reason: str, *, key: str) -> None:
        """Has an order's codes sent to this member of the staff. The same `key` again does nothing more.

        Raises `NotFoundError` for an order that has none.
        """
        name, now = await self._customers.name_of(staff_id), self._clock.now()
        async with self._db.write() as conn:
            order = await self._order(conn, ref)
            begun = await facts.put_once(
                conn, f"reveal:{key}", "asked", now, not_since=None, expires_at=now + _KEEP_KEY
            )
            if not begun:
                return
            await staff.log(
                conn, staff_id=staff_id, action="reveal", subject=f"order:{order.ref}", at=now, detail=reason
            )
            for part in range(-(-await cards.count(conn, order.id) // CARDS_PER_MESSAGE)):
                await tell(
                    conn,
                    key=f"reveal:{key}:{part}",
                    chat_id=staff_id,
                    kind=MessageKind.REVEALED_CODES,
                    payload={"order_id": order.id, "part": part},
                    now=now,
                )
            await self._alerts.raise_in(
                conn, "codes_revealed", matter=key, ref=order.ref, staff=name, person=staff_id, reason=reason
            )

    async def serials(self, ref: str) -> tuple[str, ...]:
        """The serial numbers of the cards of an order, in their order, at most `MOST_SERIALS`; empty texts
        for cards that have none. Raises `NotFoundError` for an order without cards.
        """
        async with self._db.read() as conn:
            order = await self._order(conn, ref)
            opened = await open_cards(conn, self._vault, order.id, limit=MOST_SERIALS)
        return tuple(card.serial or "" for card in opened)

    @staticmethod
    async def _order(conn: AsyncConnection, ref: str) -> OrderRow:
        order = await orders.by_ref(conn, typed_ref(ref))
        if order is None or not order.fulfilled_quantity:
            raise NotFoundError
        return order


async def codes_shown(
    conn: AsyncConnection, chat_id: int, telegram_message_id: int, *, now: datetime
) -> None:
    """Revealed codes have arrived in a chat: they are taken out of it again in time."""
    await tell(
        conn,
        key=f"deletion:{chat_id}:{telegram_message_id}",
        chat_id=chat_id,
        kind=MessageKind.DELETION,
        payload={"telegram_message_id": telegram_message_id},
        now=now,
        due_at=now + SHOWN_FOR,
    )
