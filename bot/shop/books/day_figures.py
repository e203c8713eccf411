"""One day's figures as the merchant sees them, in `/ledger` and in the message that closes the day; and how
they travel.

Values only: where they come from is `bot.shop.books.daily_close`, how they look is `handlers/words/day.py`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from bot.shop.books.discrepancies import Difference
from bot.shop.money import Money
from storage.states import EntryKind

__all__ = ["Day", "EntryKind", "Float", "Move", "packed", "unpacked"]


@dataclass(frozen=True, slots=True)
class Move:
    """What of the supplier's account is neither an order's nor a customer's payment: a deposit of the
    merchant's own, say, or all that was taken out in one way. `kind` is the supplier's word for it, `count`
    how many lines it is, `at` the last one.
    """

    at: datetime
    kind: str
    amount: Money
    count: int = 1


@dataclass(frozen=True, slots=True)
class Float:
    """The merchant's balance at the supplier over a day, by the supplier's own account."""

    opening: Money
    closing: Money
    orders: Money
    """What orders took, what came back for them set against it (negative: money left)."""
    payments: Money
    """What customers paid on the supplier's page and arrived that day."""
    fees: Money
    """What of those payments did not arrive, within what a fee may be."""
    moves: tuple[Move, ...] = ()
    """Every other line."""

    @property
    def other(self) -> Money:
        """What all other lines came to."""
        return sum((move.amount for move in self.moves), Money.ZERO)

    @property
    def unexplained(self) -> Money:
        """What no line says. The differences name where."""
        return self.closing - self.opening - self.orders - self.payments - self.other


@dataclass(frozen=True, slots=True)
class Day:
    """One day's figures. `float` is None when the supplier could not be asked, or said nothing of that day.

    They add up over days and do not change once the day is over: what is given back later is that later
    day's.
    """

    day: date
    since: datetime
    until: datetime
    ended: bool
    wallets_opening: Money
    wallets_closing: Money
    by_kind: Mapping[str, Money]
    """What the entries of each kind came to, with their sign; a message may tell of kinds that are not known
    here.
    """
    by_way: Mapping[str, Money]
    """What came in by each way to pay."""
    unmatched: int
    """Payments, of whatever day, of which nobody has said yet whose they are."""
    orders: int
    listed: Money
    """The price of the cards that orders which ended that day brought."""
    kept: Money
    """What customers paid for those: less by what promo codes took off."""
    cost: Money
    float: Float | None
    on_the_way: Money = Money.ZERO
    """What customers had paid on the supplier's page and had not arrived at the end of that day, and is in
    time.
    """
    on_the_way_count: int = 0
    lost: Money = Money.ZERO
    """What the supplier took that day without giving goods for it; what came back of that set against it."""
    differences: tuple[Difference, ...] = field(default=())
    """Those of the supplier's account of that day, and those that the last look through the books found."""
    more: Mapping[str, int] = field(default_factory=dict)
    """How many more there are of each name than stand in `differences`."""
    looked_at: datetime | None = field(default=None, compare=False)
    """When that look ended; None before there was one. Days with the same figures are equal all the same."""

    @property
    def sold(self) -> Money:
        """What customers paid for orders that day."""
        return -self._of(EntryKind.PURCHASE)

    @property
    def refunds(self) -> Money:
        """What orders gave back by themselves that day."""
        return self._of(EntryKind.REFUND)

    @property
    def staff_refunds(self) -> Money:
        """What staff gave back for delivered orders that day."""
        return self._of(EntryKind.STAFF_REFUND)

    @property
    def refunds_to_payer(self) -> Money:
        """What went back to payers that day; what was refused set against it."""
        return -self._of(EntryKind.PAYBACK) - self._of(EntryKind.PAYBACK_UNDONE)

    @property
    def rewards(self) -> Money:
        """What customers were given for inviting others that day; what was taken back set against it."""
        return self._of(EntryKind.REFERRAL) + self._of(EntryKind.REFERRAL_UNDONE)

    @property
    def discounts(self) -> Money:
        """What promo codes took off the cards that came."""
        return self.listed - self.kept

    @property
    def earned(self) -> Money:
        """What is left of the cards' price after promo codes and what staff gave back."""
        return self.kept - self.staff_refunds

    @property
    def margin(self) -> Money:
        """What the day left over."""
        return self.earned - self.cost - self.lost - self.rewards

    @property
    def difference_count(self) -> int:
        """How many differences there are in all."""
        return len(self.differences) + sum(self.more.values())

    @property
    def is_quiet(self) -> bool:
        """Whether there is nothing to tell."""
        return not (self.by_kind or self.orders or self.differences or self.unmatched or self.lost)

    def _of(self, kind: EntryKind) -> Money:
        return self.by_kind.get(kind, Money.ZERO)


def packed(day: Day) -> dict[str, Any]:
    """The figures as JSON can carry them; see `unpacked`. Amounts are centimes."""
    return {
        "day": day.day.isoformat(),
        "since": day.since.isoformat(),
        "until": day.until.isoformat(),
        "ended": day.ended,
        "wallets": [day.wallets_opening.centimes, day.wallets_closing.centimes],
        "by_kind": {kind: amount.centimes for kind, amount in day.by_kind.items()},
        "by_way": {way: amount.centimes for way, amount in day.by_way.items()},
        "unmatched": day.unmatched,
        "orders": day.orders,
        "listed": day.listed.centimes,
        "kept": day.kept.centimes,
        "cost": day.cost.centimes,
        "float": None if day.float is None else _packed_float(day.float),
        "lost": day.lost.centimes,
        "on_the_way": [day.on_the_way.centimes, day.on_the_way_count],
        "differences": [[one.code, one.matter, dict(one.args)] for one in day.differences],
        "more": dict(day.more),
        "looked_at": None if day.looked_at is None else day.looked_at.isoformat(),
    }


def unpacked(values: Mapping[str, Any]) -> Day:
    """The figures that `packed` packed. Raises KeyError, TypeError or ValueError for anything else."""
    opening, closing = values["wallets"]
    on_the_way, count = values["on_the_way"]
    return Day(
        day=date.fromisoformat(values["day"]),
        since=datetime.fromisoformat(values["since"]),
        until=datetime.fromisoformat(values["until"]),
        ended=values["ended"],
        wallets_opening=Money(opening),
        wallets_closing=Money(closing),
        by_kind={kind: Money(centimes) for kind, centimes in values["by_kind"].items()},
        by_way={way: Money(centimes) for way, centimes in values["by_way"].items()},
        unmatched=values["unmatched"],
        orders=values["orders"],
        listed=Money(values["listed"]),
        kept=Money(values["kept"]),
        cost=Money(values["cost"]),
        float=None if values["float"] is None else _unpacked_float(values["float"]),
        on_the_way=Money(on_the_way),
        on_the_way_count=count,
        lost=Money(values.get("lost", 0)),
        differences=tuple(Difference(code, matter, args) for code, matter, args in values["differences"]),
        more=values.get("more", {}),
        looked_at=datetime.fromisoformat(at) if (at := values.get("looked_at")) else None,
    )


def _packed_float(seen: Float) -> dict[str, Any]:
    return {
        "opening": seen.opening.centimes,
        "closing": seen.closing.centimes,
        "orders": seen.orders.centimes,
        "payments": seen.payments.centimes,
        "fees": seen.fees.centimes,
        "moves": [[one.at.isoformat(), one.kind, one.amount.centimes, one.count] for one in seen.moves],
    }


def _unpacked_float(values: Mapping[str, Any]) -> Float:
    return Float(
        opening=Money(values["opening"]),
        closing=Money(values["closing"]),
        orders=Money(values["orders"]),
        payments=Money(values["payments"]),
        fees=Money(values["fees"]),
        moves=tuple(
            Move(datetime.fromisoformat(at), kind, Money(centimes), count)
            for at, kind, centimes, count in values["moves"]
        ),
    )
