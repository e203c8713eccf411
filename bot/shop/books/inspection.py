"""Going through the whole database and naming what does not add up in it, whenever it happened.

The look goes slice by slice, each read by itself and short: nobody waits for it, and nothing is held while a
shop with a million orders is gone through. What belongs together (an order and its money, a wallet and its
entries) is in one slice, so what is written meanwhile makes no difference where there is none. The rules are
in `bot.shop.books.invariants`.
"""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass
from typing import Final

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.shop.books import invariants
from bot.shop.books.discrepancies import Difference
from storage.goods import promo_uses
from storage.money import inspected_cards
from storage.money import inspection as rows
from storage.money.inspection import Span

_MOST_ROWS: Final = 10_000
Reader = Callable[[], AbstractAsyncContextManager[AsyncConnection]]
"""Opens a connection for one slice."""


@dataclass(frozen=True, slots=True)
class Slice:
    """What one slice showed, and how much of the whole look is done with it: from 0 to 1."""

    found: Sequence[Difference]
    done: float


@dataclass(frozen=True, slots=True)
class _Part:
    """One way through a table by id: how many rows make a slice, and how long it takes beside the others."""

    table: str
    rows: int
    weight: float
    look: Callable[[AsyncConnection, Span], Awaitable[list[Difference]]]


async def look(reader: Reader, *, sandbox: bool, most: int = _MOST_ROWS) -> AsyncIterator[Slice]:
    """Goes through everything, at most so many rows at once, and gives way to others between two slices.

    In the supplier's sandbox every order brings the same cards, so there none is asked for twice.
    """
    whole = sum(part.weight for part in _PARTS) + (0.0 if sandbox else _CODES_WEIGHT)
    done = 0.0
    for part in _PARTS:
        async for found, share in _by_id(reader, part, min(part.rows, most)):
            yield Slice(found, (done + share * part.weight) / whole)
        done += part.weight
    if not sandbox:
        async for found, share in _codes(reader, most):
            yield Slice(found, (done + share * _CODES_WEIGHT) / whole)


def through(conn: AsyncConnection) -> Reader:
    """Reads every slice through one connection."""

    @asynccontextmanager
    async def reader() -> AsyncIterator[AsyncConnection]:
        yield conn

    return reader


async def _by_id(reader: Reader, part: _Part, limit: int) -> AsyncIterator[tuple[list[Difference], float]]:
    newest: int | None = None
    after: int | None = 0
    while after is not None:
        async with reader() as conn:
            if newest is None:
                newest = await rows.newest_id(conn, part.table)
            # A table that is no larger than one slice needs no search for the slice's end.
            one_slice = after == 0 and newest <= limit
            span = Span(0, None) if one_slice else await rows.next_span(conn, part.table, after, limit)
            found = await part.look(conn, span)
        after = span.upto
        yield found, 1.0 if after is None else min(1.0, after / max(1, newest))
        await asyncio.sleep(0)


async def _codes(reader: Reader, limit: int) -> AsyncIterator[tuple[list[Difference], float]]:
    after: str | None = ""
    while after is not None:
        async with reader() as conn:
            twice, after = await inspected_cards.cards_twice(conn, after, limit)
        share = 1.0 if after is None else _place_of(after)
        yield [invariants.same_card(each.first, each.last) for each in twice], share
        await asyncio.sleep(0)


def _place_of(fingerprint: str) -> float:
    """How far a fingerprint stands among all there can be; they begin with hexadecimal digits."""
    try:
        return int(fingerprint[:4], 16) / 0x10000
    except ValueError:
        return 0.0


async def _wallets(conn: AsyncConnection, span: Span) -> list[Difference]:
    return [
        difference
        for wallet in await rows.wallets_that_differ(conn, span)
        for difference in invariants.of_wallet(wallet)
    ]


async def _entries(conn: AsyncConnection, span: Span) -> list[Difference]:
    wrong_way = await rows.entries_the_wrong_way(
        conn, span, adding=invariants.ADDING, taking=invariants.TAKING
    )
    found = {
        "entry_without_order": await rows.entries_without_order(conn, span),
        "entry_without_payment": await rows.entries_without_payment(conn, span),
        "entry_without_referral": await rows.entries_without_referral(conn, span),
        "entry_wrong_way": wrong_way,
    }
    return [invariants.odd_entry(code, entry) for code, odd in found.items() for entry in odd]


async def _payments(conn: AsyncConnection, span: Span) -> list[Difference]:
    return [
        difference
        for payment in await rows.payments_not_booked(conn, span)
        for difference in invariants.of_payment(payment)
    ]


async def _orders(conn: AsyncConnection, span: Span) -> list[Difference]:
    without = await inspected_cards.cards_without_order(conn, span)
    return [
        *(invariants.lost_cards(each.order_id, each.held) for each in without),
        *(found for order in await rows.orders_of(conn, span) for found in invariants.of_order(order)),
    ]


async def _referrals(conn: AsyncConnection, span: Span) -> list[Difference]:
    return [
        difference
        for referral in await rows.referrals_not_booked(conn, span)
        for difference in invariants.of_referral(referral)
    ]


async def _promos(conn: AsyncConnection, span: Span) -> list[Difference]:
    return [
        *(invariants.lost_uses(each.code, each.used) for each in await promo_uses.without_order(conn, span)),
        *(
            invariants.over_limit(each.code, limit=each.most, used=each.used, customer_id=each.customer_id)
            for each in await promo_uses.over_limit(conn, span)
        ),
    ]


_PARTS: Final = (
    _Part("customers", 500, 1.5, _wallets),
    _Part("entries", 4000, 2.5, _entries),
    _Part("payments", 4000, 1.0, _payments),
    _Part("orders", 1000, 10.5, _orders),
    _Part("promos", 50, 0.5, _promos),
    _Part("referrals", 1000, 0.2, _referrals),
)
_CODES_WEIGHT: Final = 0.5
