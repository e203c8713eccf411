"""Moves a stopped shop from one database to another: SQLite to PostgreSQL, and back.

The shop's own database is only read. Nobody may write in it meanwhile, for that would be lost
(`bot.migrate.standstill`).
"""

from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, ExitStack, asynccontextmanager
from dataclasses import dataclass

from sqlalchemy.engine import make_url
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from bot.clock import Clock
from bot.migrate.standstill import ShopRunsError, held, stand_still
from storage.copying import SLICE, Copied, Copying, CopyRefusedError, named_trouble, refuse_another_version
from storage.engines import engine_of, sqlite_path


class MoveRefusedError(Exception):
    """The shop cannot be moved. The text says why and what to do, for people."""


@dataclass(frozen=True, slots=True)
class Moved:
    """A shop that stands whole in its new database."""

    copied: Copied
    old: str
    new: str

    def __str__(self) -> str:
        """What was done, and what the merchant does now."""
        return (
            f"Moved: {self.copied.rows:,} rows in {self.copied.tables} tables, from {self.old} to {self.new}.\n"
            "Each of them was read again there, and is the same.\n\n"
            "What to do now:\n"
            "1. Set DATABASE_URL to the address that you have just given.\n"
            "2. Look at it: python -m bot check --books\n"
            "3. Start the shop.\n\n"
            f"{self.old} was not changed. Keep it until you are content, and do not start the shop on it again:\n"
            "what is sold from now on stands in the new database only."
        )


async def move(
    old_url: str,
    new_url: str,
    *,
    clock: Clock,
    say: Callable[[str], None] = lambda _: None,
    tell: Callable[[float], None] | None = None,
    most: int = SLICE,
) -> Moved:
    """Copies the shop at `old_url` into the empty database at `new_url`, or goes on with that.

    At most `most` rows are in memory. `say` hears a sentence when people have to wait, `tell` how much is
    done, from 0 to 1.

    Raises:
        MoveRefusedError: the shop runs, a database is not as it must be, or cannot be used. The shop's own is
            as it was. What the other has so far stays, and another call goes on there.
        SecondName: a file has a hard link.
        OSError: the place of a file cannot be used.
    """
    old, new = engine_of(old_url), engine_of(new_url)
    async with AsyncExitStack() as stack:
        try:
            stack.enter_context(_alone(old_url, new_url))
            with named_trouble(old, "The shop's database"):
                reading = await stack.enter_async_context(_connected(old.inspector()))
                await refuse_another_version(old, reading)
                await stand_still(old, reading, clock, say)
            new.make_place()
            with named_trouble(new, "The new database"):
                filling = await stack.enter_async_context(_connected(new.filler()))
                if not await new.keep_others_out(filling):
                    raise MoveRefusedError(
                        f"Another process fills {new.place}, or uses it. Stop that one first."
                    )
            copied = await Copying(old, reading, new, filling, tell=tell, most=most).run()
        except (CopyRefusedError, ShopRunsError) as error:
            raise MoveRefusedError(str(error)) from error
    return Moved(copied, old.place, new.place)


@asynccontextmanager
async def _connected(engine: AsyncEngine) -> AsyncIterator[AsyncConnection]:
    try:
        async with engine.connect() as conn:
            yield conn
    finally:
        await engine.dispose()


def _alone(old_url: str, new_url: str) -> ExitStack:
    """Holds the locks of the files among both, until it is left."""
    old_file, new_file = sqlite_path(old_url), sqlite_path(new_url)
    if make_url(old_url) == make_url(new_url) or (
        old_file is not None and new_file is not None and old_file.resolve() == new_file.resolve()
    ):
        raise MoveRefusedError("That is the database that the shop has already (DATABASE_URL).")
    if old_file is not None and not old_file.is_file():
        raise MoveRefusedError(
            f"There is no database at {old_file}: nothing to move. (DATABASE_URL names it.)"
        )
    with ExitStack() as stack:
        for file in filter(None, (old_file, new_file)):
            stack.enter_context(held(file))
        return stack.pop_all()
