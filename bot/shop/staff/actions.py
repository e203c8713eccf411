"""What staff do to the whole shop; each act is in the audit log, in the transaction that does it."""

from bot.clock import Clock
from bot.shop.errors import NotFoundError
from bot.shop.maintenance import MaintenanceSwitch
from bot.shop.orders.supplier_refusals import SELLING_CLOSED
from bot.shop.outbox.alerts import Alerts
from bot.shop.outbox.messages import MessageState
from storage.chat import messages
from storage.database import Database
from storage.house import staff


class StaffActions:
    """Acts that concern neither an order nor a wallet."""

    def __init__(self, db: Database, clock: Clock, alerts: Alerts, maintenance: MaintenanceSwitch) -> None:
        self._db = db
        self._clock = clock
        self._alerts = alerts
        self._maintenance = maintenance

    async def send_again(self, staff_id: int, message_id: int) -> MessageState:
        """Sends a message at once that Telegram refused; the state it was in. Raises `NotFoundError`."""
        now = self._clock.now()
        async with self._db.write() as conn:
            state = await messages.take_up(conn, message_id, now)
            if state is None:
                raise NotFoundError
            await staff.log(
                conn, staff_id=staff_id, action="send_again", subject=f"message:{message_id}", at=now
            )
        return state

    async def maintenance(self, staff_id: int, on: bool, words: str | None = None) -> bool:
        """Closes or opens the shop; what holds now. `words`: what customers are told while it is closed, at
        most `LONGEST_WORDS`; None: the shop's own sentence.
        """
        now = self._clock.now()
        async with self._db.write() as conn:
            await self._maintenance.turn(conn, closed=on, now=now, words=words)
            await staff.log(
                conn,
                staff_id=staff_id,
                action="maintenance",
                subject="shop",
                at=now,
                detail=f"{on} {words}" if on and words else str(on),
            )
            await self._alerts.end_in(conn, SELLING_CLOSED)
        return on
