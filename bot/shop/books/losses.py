"""Money that the supplier took and for which no goods came: whose order it was, and what became of it.

A loss is noted once for each debit, in the transaction that gives the customer's money back, or by the daily
close. It lowers the margin of the day that notes it; what comes back raises that of its own day. It stays a
difference in the books until it comes back or staff write it off.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

import structlog
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.shop.books.discrepancies import Difference, dinars, moment
from bot.shop.money import Money
from storage.committed_lines import log_once_committed
from storage.house import staff
from storage.money import losses
from storage.money.losses import LossRow
from storage.purchases.orders import OrderRow

log = structlog.get_logger(__name__)

MOST_NAMED: Final = 1000
"""How many open losses one look at the books names."""


@dataclass(frozen=True, slots=True)
class Loss:
    """One debit without goods, as staff see it."""

    amount: Money
    debited_at: datetime
    names: str | None
    returned_at: datetime | None
    written_off_at: datetime | None
    written_off_by: int | None
    reason: str | None

    @property
    def is_open(self) -> bool:
        """Whether it is still to come back, or to be written off."""
        return self.returned_at is None and self.written_off_at is None


@dataclass(frozen=True, slots=True)
class FoundLoss:
    """A loss that the supplier's account shows and that nobody has noted yet."""

    order_id: int
    ref: str
    amount: Money
    debited_at: datetime
    attempt_id: int | None = None
    line_id: str | None = None
    names: str | None = None

    @property
    def key(self) -> str:
        """One row for one debit; an order that was placed has one."""
        return f"order:{self.order_id}" if self.attempt_id is None else f"debit:{self.line_id}"


@dataclass(frozen=True, slots=True)
class ReturnedLoss:
    """A loss that came back with a line of the account."""

    loss_id: int
    ref: str
    line_id: str


async def note(conn: AsyncConnection, found: Iterable[FoundLoss], *, at: datetime) -> None:
    """Writes losses down, each once. For a write transaction."""
    for loss in found:
        added = loss.amount > Money.ZERO and await losses.add(
            conn,
            key=loss.key,
            order_id=loss.order_id,
            attempt_id=loss.attempt_id,
            line_id=loss.line_id,
            names=loss.names,
            amount_centimes=loss.amount.centimes,
            debited_at=loss.debited_at,
            noted_at=at,
        )
        if added:
            log_once_committed(
                conn,
                log.warning,
                "money lost at the supplier",
                order=loss.ref,
                amount=str(loss.amount.dinars),
            )


async def note_returned(conn: AsyncConnection, found: Iterable[ReturnedLoss], *, at: datetime) -> None:
    """Writes down what came back. For a write transaction."""
    for one in found:
        if await losses.give_back(conn, one.loss_id, line_id=one.line_id, at=at):
            log_once_committed(
                conn, log.info, "lost money came back from the supplier", order=one.ref, line=one.line_id
            )


async def write_off(
    conn: AsyncConnection, order: OrderRow, *, staff_id: int, reason: str, at: datetime
) -> bool:
    """Staff expect no money back any more. False when nothing is open. For a write transaction."""
    written = await losses.write_off(conn, order.id, staff_id=staff_id, reason=reason, at=at)
    if not written:
        return False
    amount = Money(sum(written))
    await staff.log(
        conn,
        staff_id=staff_id,
        action="write_off",
        subject=f"order:{order.ref}",
        at=at,
        detail=f"{amount.dinars} DZD: {reason}",
    )
    return True


async def of_order(conn: AsyncConnection, order_id: int) -> tuple[Loss, ...]:
    """An order's losses, oldest first."""
    return tuple(
        Loss(
            Money(row.amount_centimes),
            row.debited_at,
            row.names,
            row.returned_at,
            row.written_off_at,
            row.written_off_by,
            row.reason,
        )
        for row in await losses.of_order(conn, order_id)
    )


async def still_open(conn: AsyncConnection) -> list[Difference]:
    """The losses that are still to come back, or to be written off, as the books name them."""
    return [open_loss(loss) for loss in await losses.still_open(conn, MOST_NAMED)]


def open_loss(loss: FoundLoss | LossRow) -> Difference:
    """A loss that is still to come back, as the books name it."""
    if isinstance(loss, FoundLoss):
        return _debit_without_goods(loss.ref, loss.key, loss.amount.centimes, loss.debited_at)
    return _debit_without_goods(loss.ref, loss.key, loss.amount_centimes, loss.debited_at)


def _debit_without_goods(ref: str, key: str, centimes: int, at: datetime) -> Difference:
    args = {"ref": ref, "amount": dinars(centimes), "at": moment(at)}
    return Difference("debit_without_goods", key, args)
