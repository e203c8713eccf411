"""Which strange lines of the supplier's account are debits of orders that were given up, or such money coming
back.

Pure rules over the differences that `bot.shop.books.supplier_account.order_lines` found: a debit without
goods is named by its order, and lines that undo one another are no difference at all.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from bot.shop.books.discrepancies import Difference
from bot.shop.books.losses import FoundLoss, ReturnedLoss, open_loss
from bot.shop.lost_orders.account_lines import REFUND, size
from bot.shop.lost_orders.matching import PAD, TAKEN_WITHIN
from bot.shop.money import Money
from bot.supplier import Transaction
from storage.money.losses import LossRow
from storage.purchases.attempts import AttemptRow
from storage.purchases.orders import PlacedRow


@dataclass(slots=True)
class Sorted:
    """What the account shows, with the losses taken out of what is merely strange."""

    differences: list[Difference] = field(default_factory=list)
    lost: list[FoundLoss] = field(default_factory=list)
    returned: list[ReturnedLoss] = field(default_factory=list)


def sort_out(
    differences: Iterable[Difference],
    lines: Sequence[Transaction],
    *,
    placed: Sequence[PlacedRow],
    given_up: Sequence[AttemptRow],
    noted: Sequence[LossRow],
) -> Sorted:
    """The differences of some lines with their losses told apart.

    `noted`: losses that are written down, those that came back too; `given_up`: attempts that ended without
    an order there.
    """
    work = _Work(lines, placed, given_up, noted)
    work.placed_losses_back(lines)
    found = list(differences)
    refunds = [work.lines[one.matter] for one in found if one.code == "refund_without_order"]
    for difference in found:
        if difference.code == "debit_without_order":
            work.debit(difference, refunds)
        elif difference.code in {"refund_not_received", "debit_differs"}:
            work.placed(difference)
        elif difference.code != "refund_without_order":
            work.found.differences.append(difference)
    left = {line.id for line in refunds}
    for difference in found:
        if difference.code == "refund_without_order" and difference.matter in left:
            work.refund(difference)
    return work.found


class _Work:
    """One sorting: what is still to be matched."""

    def __init__(
        self,
        lines: Sequence[Transaction],
        placed: Sequence[PlacedRow],
        given_up: Sequence[AttemptRow],
        noted: Sequence[LossRow],
    ) -> None:
        self.found = Sorted()
        self.lines = {line.id: line for line in lines}
        self._placed = {order.ref: order for order in placed}
        self._noted_refs = {row.ref for row in noted}
        self._waiting = [row for row in noted if row.returned_at is None]
        noted_attempts = {row.attempt_id for row in noted}
        self._attempts = [row for row in given_up if row.id not in noted_attempts]

    def placed_losses_back(self, lines: Iterable[Transaction]) -> None:
        """What comes back by name for an order that was placed is no stranger's, so no difference names
        it.
        """
        for line in lines:
            of_placed = (row for row in self._waiting if row.attempt_id is None)
            self._back(next((row for row in of_placed if _is_for(line, row)), None), line)

    def debit(self, difference: Difference, refunds: list[Transaction]) -> None:
        """A debit that is nobody's, or an attempt's that ended without an order; `refunds` loses what undoes
        that.
        """
        line = self.lines[difference.matter]
        attempt = next((row for row in self._attempts if _is_debit_of(line, row)), None)
        if attempt is None:
            self.found.differences.append(difference)
            return
        self._attempts.remove(attempt)
        if (back := _refund_of(line, refunds)) is not None:
            refunds.remove(back)
            return
        loss = _of_attempt(attempt, line)
        self.found.lost.append(loss)
        self.found.differences.append(open_loss(loss))

    def placed(self, difference: Difference) -> None:
        """What the supplier kept of an order; one whose loss is noted is named by the books inside."""
        if difference.matter not in self._noted_refs:
            self.found.lost += _of_placed(difference, self._placed[difference.matter])
            self.found.differences.append(difference)

    def refund(self, difference: Difference) -> None:
        """A refund for nobody, or for a loss that is noted."""
        line = self.lines[difference.matter]
        if not self._back(_lost_before(line, self._waiting), line):
            self.found.differences.append(difference)

    def _back(self, loss: LossRow | None, line: Transaction) -> bool:
        if loss is None:
            return False
        self._waiting.remove(loss)
        self.found.returned.append(ReturnedLoss(loss.id, loss.ref, line.id))
        return True


def _of_attempt(attempt: AttemptRow, line: Transaction) -> FoundLoss:
    at = line.time or attempt.sent_at
    return FoundLoss(
        attempt.order_id, attempt.ref, Money(size(line)), at, attempt.id, line.id, line.object_id
    )


def _of_placed(difference: Difference, order: PlacedRow) -> list[FoundLoss]:
    """What the supplier kept of an order's debit beyond the goods that came; none when it took too little."""
    expected, found = (Decimal(difference.args[name]) for name in ("expected", "found"))
    kept = expected - found if difference.code == "refund_not_received" else found - expected
    if kept <= 0:
        return []
    amount = Money.of_dinars(kept)
    return [FoundLoss(order.id, order.ref, amount, order.placed_at, names=order.supplier_order_id)]


def _is_debit_of(line: Transaction, attempt: AttemptRow) -> bool:
    cost = attempt.unit_cost_centimes * attempt.quantity
    near = line.time is not None and attempt.sent_at - PAD <= line.time <= attempt.sent_at + TAKEN_WITHIN
    return near and size(line) == cost


def _is_for(line: Transaction, loss: LossRow) -> bool:
    return (
        line.type == REFUND
        and line.object_id is not None
        and line.object_id == loss.names
        and line.time is not None
        and line.time > loss.noted_at
        and size(line) == loss.amount_centimes
    )


def _refund_of(debit: Transaction, refunds: Iterable[Transaction]) -> Transaction | None:
    """What gave that debit back whole: a line with its name, or of its size where none is named so."""
    after = [
        line
        for line in refunds
        if size(line) == size(debit)
        and line.time is not None
        and debit.time is not None
        and line.time >= debit.time - PAD
    ]
    named = (line for line in after if line.object_id is not None and line.object_id == debit.object_id)
    return next(named, None) or next((line for line in after if line.object_id is None), None)


def _lost_before(line: Transaction, losses: Sequence[LossRow]) -> LossRow | None:
    """Which loss that refund is for: the one it names, else the oldest of its size."""
    before = [row for row in losses if line.time is not None and line.time >= row.debited_at - PAD]
    named = (row for row in before if line.object_id is not None and row.names == line.object_id)
    of_size = (row for row in before if row.amount_centimes == size(line))
    return next(named, None) or next(of_size, None)
