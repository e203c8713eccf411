"""What a process keeps of the database in memory, held against the database."""

from collections.abc import Iterable
from typing import Any

from storage.copies import Copies
from tests.shop.whole import WholeShop


def kept_by(shop: WholeShop) -> tuple[Copies[Any], ...]:
    return shop.baskets._held, shop.orders._cards, shop.shortcuts._own, shop.maintenance._heard


async def copies_hold(shop: WholeShop, people: Iterable[int]) -> None:
    """What is at hand is what stands in the database; from now on these people's is at hand too."""
    for copies in kept_by(shop):
        async with shop.db.read() as conn:
            for number, value in copies._kept.items():
                assert value == await copies._read(conn, number), (copies._read.__name__, number)
        for person in people:
            await copies.of(person)
