"""Nobody may write in a database that is moved or replaced: what was written meanwhile would be lost.

A file is held by the lock beside it, a server's database by the locks that its writers take; and a process
that still beats there is found by looking twice.
"""

from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.clock import Clock
from bot.telegram.lease import Lease, holder
from bot.this_process import LAPSE
from storage import migrations
from storage.engines import engine_of, sqlite_path
from storage.engines.engine import Engine
from storage.house import processes


class ShopRunsError(Exception):
    """A shop uses the database. The text says which process, and what to do, for people."""


def held(file: Path) -> Lease:
    """The lock of a file, not entered yet. Raises `ShopRunsError` when another process has it."""
    if (process := holder(file)) is not None:
        raise ShopRunsError(_it_runs(str(file), f"process {process}" if process else "another process"))
    return Lease(file)


async def stand_still(
    engine: Engine, reading: AsyncConnection, clock: Clock, say: Callable[[str], None]
) -> None:
    """From here on nobody else writes while that connection is open, and its next transaction sees all that
    was written. Raises `ShopRunsError`.
    """
    before = await _beats(reading)
    if before:
        say(f"Looking for {LAPSE:.0f} seconds whether the shop has really stopped ...")
        await clock.sleep(LAPSE)
    if not await engine.keep_others_out(reading):
        raise ShopRunsError(_it_runs(engine.place, "another process"))
    after = await _beats(reading)
    for process, beats in after.items():
        if before.get(process) != beats:  # it has come, or lives
            raise ShopRunsError(_it_runs(engine.place, f"process {process[1]} on {process[2]}"))


@asynccontextmanager
async def nobody_uses(url: str, clock: Clock, say: Callable[[str], None]) -> AsyncIterator[None]:
    """During the block no shop runs over that database, whether or not it can be read.

    Raises:
        ShopRunsError: one runs.
        SecondName: the file has a hard link.
    """
    async with AsyncExitStack() as stack:
        if (file := sqlite_path(url)) is not None:
            stack.enter_context(held(file))
        else:
            engine = engine_of(url)
            inspector = engine.inspector()
            stack.push_async_callback(inspector.dispose)
            reading = await stack.enter_async_context(inspector.connect())
            if await reading.run_sync(migrations.current) is None:
                await reading.rollback()
                if not await engine.keep_others_out(reading):
                    raise ShopRunsError(_it_runs(engine.place, "another process"))
            else:
                await stand_still(engine, reading, clock, say)
        yield


async def _beats(conn: AsyncConnection) -> dict[tuple[str, int, str], int]:
    rows = await processes.every(conn)
    await conn.rollback()
    return {(row.id, row.pid, row.host): row.beats for row in rows}


def _it_runs(place: str, process: str) -> str:
    return (
        f"The shop runs on {place}, or is being moved, as {process}. Stop it first: what it writes meanwhile would be"
        " lost. Then begin again."
    )
