"""What staff are told: at most once per subject and quiet period, and only those who may do something about
it.
"""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any, Final

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.clock import Clock
from bot.shop.outbox.messages import _KEEP_TOLD, MessageKind, tell
from bot.shop.roles.members import StaffMembers
from bot.shop.roles.rights import Right
from storage.database import Database
from storage.house import facts

_READERS: Final[Mapping[str, Right]] = {
    "receipts_wait": Right.DECIDE_RECEIPTS,
    "approved_in_vain": Right.DECIDE_RECEIPTS,
    "payment_unmatched": Right.SETTLE_PAYMENTS,
    "payment_taken_back": Right.SETTLE_PAYMENTS,
    "refund_of_unknown": Right.SETTLE_PAYMENTS,
    "refund_refused": Right.REFUND,
    "order_held": Right.DECIDE_ORDERS,
    "order_dearer": Right.DECIDE_ORDERS,
    "order_rejected": Right.DECIDE_ORDERS,
    "order_takes_long": Right.DECIDE_ORDERS,
    "orders_take_long": Right.DECIDE_ORDERS,
    "order_after_refund": Right.DECIDE_ORDERS,
    "charged_more": Right.DECIDE_ORDERS,
    "strange_status": Right.DECIDE_ORDERS,
    "message_waits": Right.SERVE_CUSTOMERS,
    "message_refused": Right.SERVE_CUSTOMERS,
    "message_unmade": Right.SERVE_CUSTOMERS,
    "order_message_refused": Right.SERVE_CUSTOMERS,
    "support_chat_away": Right.ANSWER_TICKETS,
    "support_chat_back": Right.ANSWER_TICKETS,
    "price_below_cost": Right.SET_PRICES,
    "names_unreadable": Right.SET_PRICES,
    "promo_guessing": Right.SET_PRICES,
    "day_closed": Right.SEE_BOOKS,
    "codes_revealed": Right.SEE_CODES,
    "backup_failed": Right.BACK_UP,
    "backup_again": Right.BACK_UP,
    "backup_taken": Right.BACK_UP,
    "broadcast_done": Right.BROADCAST,
    "broadcast_halted": Right.BROADCAST,
    "week_closed": Right.SEE_FIGURES,
    "float_low": Right.SEE_BOOKS,
    "float_too_low": Right.SEE_BOOKS,
}
"""Who is told of what; everything else is for those who run the shop."""


def right_to_read(code: str) -> Right:
    """Which right somebody needs to be told of such a matter."""
    return Right.SEE_BOOKS if code.startswith("books_") else _READERS.get(code, Right.RUN_SHOP)


class Alerts:
    """Tells the staff that something needs a person, once for each matter and while."""

    def __init__(self, db: Database, clock: Clock, members: StaffMembers) -> None:
        self._db = db
        self._clock = clock
        self._members = members

    async def raise_in(
        self, conn: AsyncConnection, code: str, /, *, matter: str, quiet: timedelta | None = None, **args: Any
    ) -> bool:
        """Writes the alert in the caller's transaction; False when `matter` was told within `quiet` (None:
        ever).
        """
        if not await self._is_news(conn, code, matter, quiet):
            return False
        await self._tell_all(conn, code, matter, args)
        return True

    async def raise_together_in(
        self,
        conn: AsyncConnection,
        code: str,
        matters: Sequence[tuple[str, Mapping[str, Any]]],
        *,
        quiet: timedelta | None = None,
        unnamed: int = 0,
    ) -> bool:
        """Writes one alert for those of these matters, each with what there is to say of it, that were not
        told within `quiet` (None: ever): the first, and how many others. False when all were told.

        `unnamed`: how many more there are of that kind than stand here.
        """
        news = [(matter, args) for matter, args in matters if await self._is_news(conn, code, matter, quiet)]
        if not news:
            return False
        matter, args = news[0]
        others = len(news) - 1 + unnamed
        await self._tell_all(conn, code, matter, {**args, "others": others} if others else args)
        return True

    async def _is_news(self, conn: AsyncConnection, code: str, matter: str, quiet: timedelta | None) -> bool:
        """Whether that was not told within `quiet`; from now on it is told."""
        now = self._clock.now()
        since = None if quiet is None else now - quiet
        # A difference in the books is told once for as long as it stands; any other matter is over long
        # before.
        expires_at = None if code.startswith("books_") else now + _KEEP_TOLD
        return await facts.put_once(
            conn, f"alert:{code}:{matter}", "told", now, not_since=since, expires_at=expires_at
        )

    async def _tell_all(self, conn: AsyncConnection, code: str, matter: str, args: Mapping[str, Any]) -> None:
        now = self._clock.now()
        moment = int(now.timestamp() * 1000)
        for staff_id in await self._members.holding(conn, right_to_read(code)):
            await tell(
                conn,
                key=f"alert:{code}:{matter}:{moment}:{staff_id}",
                chat_id=staff_id,
                kind=MessageKind.STAFF_ALERT,
                payload={"code": code, "args": args},
                now=now,
            )

    async def raise_(self, code: str, /, *, matter: str, quiet: timedelta | None = None, **args: Any) -> None:
        """Writes the alert in a transaction of its own."""
        async with self._db.write() as conn:
            await self.raise_in(conn, code, matter=matter, quiet=quiet, **args)
