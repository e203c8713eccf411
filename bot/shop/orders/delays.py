"""Customers hear that their order takes longer than usual: once, in the order's own message, without a sound
and without a promise.
"""

from datetime import timedelta
from typing import Final, Protocol

from bot.clock import Clock
from bot.shop.chat_settings.live_settings import Live
from bot.shop.customers import NOBODY
from bot.shop.order_status import DELAYED
from bot.shop.orders.lifecycle import receipt_payload
from bot.shop.outbox.messages import MessageKind, tell
from storage.chat.order_messages import delay_key
from storage.database import Database
from storage.purchases import order_lists

UNUSUAL: Final = timedelta(minutes=15)
"""An order that is not ready so long after its payment takes longer than usual: most take less than a
minute.
"""
_AT_ONCE: Final = 200


class DelaySettings(Protocol):
    """What this module asks of the settings."""

    @property
    def order_late_minutes(self) -> int:
        """So many minutes after its payment the staff hear of an order: its customer hears no later."""
        ...


class Delays:
    """Tells customers of delays, of so many orders `at_once`; it decides nothing."""

    def __init__(
        self, db: Database, clock: Clock, settings: Live[DelaySettings], *, at_once: int = _AT_ONCE
    ) -> None:
        self._db = db
        self._clock = clock
        self._settings = settings
        self._at_once = at_once

    async def tell(self) -> None:
        """For a worker: has the cards of orders that take long say so, those that have waited longest.

        Many wait for the next looks: codes go out in the order in which all was written, and do not stand
        behind thousands of cards.
        """
        usual = min(UNUSUAL, timedelta(minutes=self._settings.now.order_late_minutes))
        before = self._clock.now() - usual
        async with self._db.read() as conn:
            late = await order_lists.untold_of_delay(
                conn, DELAYED, before, without=NOBODY, limit=self._at_once
            )
        if not late:
            return
        async with self._db.write() as conn:
            for order in late:
                # The key says for good that it was told; what the card says it reads when it is sent.
                await tell(
                    conn,
                    key=delay_key(order.id),
                    chat_id=order.customer_id,
                    kind=MessageKind.RECEIPT,
                    payload=receipt_payload(order),
                    now=self._clock.now(),
                )
