"""What the supplier's refusals say about the shop itself: that it does not take our `ref`, or that no order
of ours passes.

Both are remembered in the database, in the transaction that closes the attempt, so that a restart forgets
nothing.
"""

import json
from collections.abc import Sequence
from datetime import datetime, timedelta
from http import HTTPStatus
from typing import Any, Final

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.shop.maintenance import MaintenanceSwitch
from bot.shop.order_status import ChangeReason
from bot.shop.outbox.alerts import Alerts
from bot.supplier import NoSuchPath, RefRefused, Refused, SupplierError
from storage.house import facts
from storage.purchases import order_events
from storage.purchases.orders import OrderRow

_REF_NOTE = "ref_refused"
_REF_AGAIN = timedelta(days=1)
_ALIKE_NOTE = "refused_alike"
ENOUGH_ALIKE = 3
"""So many different goods refused alike, with no order accepted in between, close selling."""
SELLING_CLOSED: Final = "selling_closed"
"""The warning that the shop has closed itself so; it is over when staff decide."""
_INVALID = frozenset({HTTPStatus.BAD_REQUEST, HTTPStatus.UNPROCESSABLE_ENTITY})


class SupplierRefusals:
    """Decides when an order is sent without `ref`, and when the shop must stop selling."""

    def __init__(self, alerts: Alerts, maintenance: MaintenanceSwitch, *, send_ref: bool) -> None:
        self._alerts = alerts
        self._maintenance = maintenance
        self._send_ref = send_ref

    async def takes_ref(self, conn: AsyncConnection, order_id: int, now: datetime) -> bool:
        """Whether this order's next attempt carries its `ref`.

        It does not when the supplier refused an attempt of this very order because of it, perhaps; nor for a
        day after the supplier was seen not to take any.
        """
        if not self._send_ref:
            return False
        refused = await facts.get(conn, _REF_NOTE)
        if refused is not None and now - refused.at < _REF_AGAIN:
            return False
        return not await self._ref_was_refused(conn, order_id)

    async def is_about_ref(
        self, conn: AsyncConnection, error: SupplierError, *, ref_sent: bool, now: datetime
    ) -> bool:
        """Whether the same order may pass without its `ref`: then it is sent once more, without.

        Not every supplier names the field that it refuses (contract 4.1), so any validation error counts
        while `ref` was sent. Such a refusal is clearly "not placed", and the proof has no `ref`, so there is
        one for each order.
        """
        if not ref_sent:
            return False
        if isinstance(error, RefRefused):
            await self._remember_ref(conn, error.code, now)
            return True
        return isinstance(error, Refused) and (error.code == "ERR_VALIDATION" or error.status in _INVALID)

    async def accepted(self, conn: AsyncConnection, order_id: int, *, ref_sent: bool, now: datetime) -> None:
        """An order was taken: what was refused before was not the shop's fault, except perhaps its `ref`."""
        await facts.remove(conn, _ALIKE_NOTE)
        if ref_sent or not self._send_ref:
            await self._alerts.end_in(conn, "ref_refused")
        if not ref_sent and self._send_ref and await self._ref_was_refused(conn, order_id):
            await self._remember_ref(conn, None, now)

    async def ended(
        self, conn: AsyncConnection, order: OrderRow, error: SupplierError, now: datetime
    ) -> None:
        """An order ended because of this refusal. The third of different goods refused alike closes selling.

        Counted is only what says that our request is wrong, whatever is ordered. What is sold out, not paid
        for by the float, or gone from the catalogue is about those goods or that moment. A trouble with the
        key stops the client.
        """
        if not isinstance(error, Refused | NoSuchPath):
            return
        answer = " ".join(str(part) for part in (error.status, error.code) if part) or type(error).__name__
        noted = await facts.get(conn, _ALIKE_NOTE)
        before: dict[str, Any] = {} if noted is None else json.loads(noted.value)
        goods = f"{order.product_id}/{order.type_id}"
        refs: dict[str, str] = before["refs"] if before.get("answer") == answer else {}
        refs = refs | {goods: order.ref}
        if len(refs) < ENOUGH_ALIKE:
            await facts.put(conn, _ALIKE_NOTE, json.dumps({"answer": answer, "refs": refs}), now)
            return
        await facts.remove(conn, _ALIKE_NOTE)  # who opens the shop again begins to count anew
        await self._close(conn, answer, list(refs.values()), now)

    async def _close(self, conn: AsyncConnection, answer: str, refs: Sequence[str], now: datetime) -> None:
        if not await self._maintenance.close_itself(conn, answer, now):
            return
        await self._alerts.begin_in(conn, SELLING_CLOSED, error=answer, orders=", ".join(refs))

    async def _remember_ref(self, conn: AsyncConnection, code: str | None, now: datetime) -> None:
        await facts.put(conn, _REF_NOTE, code or "", now)
        await self._alerts.begin_in(conn, "ref_refused")

    @staticmethod
    async def _ref_was_refused(conn: AsyncConnection, order_id: int) -> bool:
        return any(
            event.why is ChangeReason.REF_REFUSED for event in await order_events.of_orders(conn, [order_id])
        )
