"""Going through the whole database and naming what does not add up in it, whenever it happened.

Reads through one reader connection, so that all is seen as at one moment, and in pages, so that nobody waits.
The rules are in `bot.shop.books.invariants`.
"""

import asyncio
from collections.abc import AsyncIterator

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.shop.books import invariants, losses
from bot.shop.books.discrepancies import Difference
from storage.money import losses as lost
from storage.money import reconciliation as rows

_PAGE = 250


async def inside(conn: AsyncConnection, *, sandbox: bool) -> AsyncIterator[Difference]:
    """What does not add up within the database, order by order; gives way to others in between.

    In the supplier's sandbox every order brings the same cards, so there none is asked for twice.
    """
    async for difference in _wallets(conn):
        yield difference
    for lost_cards in await rows.cards_without_order(conn):
        yield invariants.lost_cards(lost_cards.order_id, lost_cards.held)
    for twice in () if sandbox else await rows.cards_twice(conn):
        yield invariants.same_card(twice.first, twice.last)
    for uses in await rows.promo_uses_without_order(conn):
        yield invariants.lost_uses(uses.code, uses.used)
    for over in await rows.promos_over_limit(conn):
        yield invariants.over_limit(over.code, limit=over.most, used=over.used, customer_id=over.customer_id)
    for loss in await lost.still_open(conn, losses.MOST_NAMED):
        yield losses.open_loss(loss)
    last_id = 0
    while page := await rows.orders_after(conn, last_id, _PAGE):
        for order in page:
            for difference in invariants.of_order(order):
                yield difference
        last_id = page[-1].id
        await asyncio.sleep(0)


async def _wallets(conn: AsyncConnection) -> AsyncIterator[Difference]:
    """What is wrong with entries, and with the payments that some of them stand for."""
    for wallet in await rows.wallets_below_zero(conn):
        yield invariants.below_zero(wallet.customer_id, wallet.lowest)
    for entry in await rows.entries_without_order(conn):
        yield invariants.odd_entry("entry_without_order", entry)
    for entry in await rows.entries_without_payment(conn):
        yield invariants.odd_entry("entry_without_payment", entry)
    for row in await rows.payments_not_booked(conn):
        yield invariants.odd_payment(
            "payment_not_booked", row.id, row.way, expected=row.expected, found=row.booked
        )
    for row in await rows.paybacks_not_booked(conn):
        yield invariants.odd_payment(
            "payback_wrong", row.id, row.way, expected=row.expected, found=row.booked
        )
    for entry in await rows.entries_the_wrong_way(conn, adding=invariants.ADDING, taking=invariants.TAKING):
        yield invariants.odd_entry("entry_wrong_way", entry)
