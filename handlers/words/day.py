"""A day's figures as people read them, in `/ledger` and
in the message that closes the day: one text for both.
"""

from collections.abc import Iterator
from typing import Final

from bot.shop.books.day_figures import Day, EntryKind, Float
from bot.shop.books.supplier_account.deposits import ON_ITS_WAY
from bot.shop.money import Money
from handlers.ui.texts import Change, Texts, TimeOfDay
from handlers.words.alert import alert_text

MOST_DIFFERENCES: Final = 8
_MOST_MOVES: Final = 6
_KINDS: Final = (
    EntryKind.TOPUP,
    EntryKind.CREDIT,
    EntryKind.DEBIT,
    EntryKind.PURCHASE,
    EntryKind.REFUND,
    EntryKind.STAFF_REFUND,
    EntryKind.PAYBACK,
    EntryKind.PAYBACK_UNDONE,
    EntryKind.REFERRAL,
    EntryKind.REFERRAL_UNDONE,
)
_ALWAYS: Final = frozenset(
    {EntryKind.TOPUP, EntryKind.PURCHASE, EntryKind.REFUND, EntryKind.STAFF_REFUND, EntryKind.PAYBACK}
)
"""Kinds of entries that are shown even when there were none."""


def day_text(texts: Texts, day: Day, head: str) -> str:
    """All figures, and what does not meet, under the message `head`."""
    begins_today = day.since.astimezone(texts.zone).date() == day.day
    title = texts.html(
        head,
        day=day.day,
        since=TimeOfDay(day.since) if begins_today else day.since,
        until=texts.deadline(day.until, day.since),
    )
    parts = [_wallets(texts, day), _orders(texts, day), _float(texts, day), _meets(texts, day)]
    return "\n\n".join([title, *("\n".join(part) for part in parts)])


def _wallets(texts: Texts, day: Day) -> Iterator[str]:
    yield texts.html("ledger-wallets", opening=day.wallets_opening, closing=day.wallets_closing)
    others = [kind for kind in day.by_kind if kind not in _KINDS]
    for kind in (*_KINDS, *others):
        amount = day.by_kind.get(kind, Money.ZERO)
        if amount or kind in _ALWAYS:
            yield texts.html("ledger-kind", kind=texts.word("kind", kind), amount=_signed(amount))
        if kind == EntryKind.TOPUP:
            for way, paid in day.by_way.items():
                yield texts.html("ledger-way", way=texts.word("by", way), amount=paid)
    if day.unmatched:
        yield texts.html("ledger-unmatched", count=day.unmatched)


def _orders(texts: Texts, day: Day) -> Iterator[str]:
    yield texts.html(
        "ledger-orders",
        orders=day.orders,
        listed=day.listed,
        discounts=_signed(-day.discounts),
        staff_refunds=_signed(-day.staff_refunds),
        earned=day.earned,
        cost=day.cost,
        margin=day.margin,
    )
    if day.lost:
        yield texts.html("ledger-lost", amount=_signed(-day.lost))
    if day.rewards:
        yield texts.html("ledger-rewards", amount=_signed(-day.rewards))


def _float(texts: Texts, day: Day) -> Iterator[str]:
    if day.float is None:
        yield texts.html("ledger-float-unknown")
        return
    seen: Float = day.float
    yield texts.html(
        "ledger-float",
        opening=seen.opening,
        closing=seen.closing,
        orders=_signed(seen.orders),
        payments=_signed(seen.payments),
        other=_signed(seen.other),
    )
    for move in seen.moves[:_MOST_MOVES]:
        what = texts.word("move", move.kind.lower() or "unknown")
        yield texts.html("ledger-move", at=move.at, amount=_signed(move.amount), what=what, count=move.count)
    if left := len(seen.moves[_MOST_MOVES:]):
        yield texts.html("ledger-more", count=left)
    if seen.fees:
        yield texts.html("ledger-fees", amount=seen.fees)
    if seen.unexplained:
        yield texts.html("ledger-unexplained", amount=_signed(seen.unexplained))
    if day.on_the_way_count:
        yield texts.html(
            "ledger-on-the-way", amount=day.on_the_way, count=day.on_the_way_count, days=ON_ITS_WAY.days
        )


def _meets(texts: Texts, day: Day) -> Iterator[str]:
    if count := day.difference_count:
        yield texts.html("ledger-differs", count=count)
        for one in day.differences[:MOST_DIFFERENCES]:
            yield "• " + alert_text(texts, f"books_{one.code}", one.args)
        if count > MOST_DIFFERENCES:
            yield texts.html("ledger-more", count=count - MOST_DIFFERENCES)
    elif day.looked_at is None:
        if day.float is not None:
            yield texts.html("ledger-agrees-account")
    else:
        yield texts.html("ledger-agrees" if day.float is not None else "ledger-agrees-inside")
    if day.looked_at is None:
        yield texts.html("ledger-not-looked")
    else:
        yield texts.html("ledger-looked", at=day.looked_at)


def _signed(amount: Money) -> Change | Money:
    return Change(amount) if amount else amount
