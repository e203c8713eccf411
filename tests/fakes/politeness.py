"""Letting others go first, where anybody stands there."""

import asyncio


async def others_first(rounds: int = 1) -> None:
    """As `asyncio.sleep(0)` so many times. Nobody is let go first where nobody could go on: a round of the
    loop costs as much as many a transaction's beginning.
    """
    ready = asyncio.get_running_loop()._ready  # type: ignore[attr-defined] # asyncio offers no question for it
    for _ in range(rounds):
        if not ready:
            return
        await asyncio.sleep(0)
