"""The whole look through the books at once, for tests that want to know what it names."""

from bot.shop.books import losses
from bot.shop.books.discrepancies import Difference
from bot.shop.books.inspection import look
from storage.database import Database


async def differences(db: Database, *, sandbox: bool = False, most: int = 10_000) -> list[Difference]:
    """All that does not add up within the database, found in slices of at most so many rows."""
    async with db.read() as conn:
        lost = await losses.still_open(conn)
    return lost + [
        found async for each in look(db.read_books, sandbox=sandbox, most=most) for found in each.found
    ]
