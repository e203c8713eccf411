"""The demo as its user has it: `python -m bot demo`, the address that it says, and Ctrl-C."""

import asyncio
import re
import signal
import sqlite3
import sys
from asyncio.subprocess import PIPE, STDOUT
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from pathlib import Path
from typing import Any

import httpx

ROOT = Path(__file__).parents[2]
START_SECONDS = 60.0
STOP_SECONDS = 20.0


class Demo:
    """A running demo. `ask` looks behind the page, at what its outside world knows."""

    def __init__(self, url: str, folder: Path) -> None:
        self.url = url
        self.folder = folder
        self.http = httpx.AsyncClient(base_url=url, trust_env=False, verify=False, timeout=15)

    async def ask(self, path: str) -> Any:
        return (await self.http.get(path)).raise_for_status().json()

    def rows(self, query: str, *values: Any) -> list[tuple[Any, ...]]:
        """What stands in the shop's database."""
        with closing(sqlite3.connect(f"file:{self.folder / 'shop.db'}?mode=ro", uri=True)) as books:
            return books.execute(query, values).fetchall()

    def wallet(self, customer_id: int) -> int:
        """A wallet's dinars, by its entries."""
        [(centimes,)] = self.rows(
            "SELECT coalesce(sum(amount_centimes), 0) FROM entries WHERE customer_id = ?", customer_id
        )
        return int(centimes) // 100

    def payments(self, customer_id: int) -> list[tuple[Any, ...]]:
        """Money that came from somebody: way, state and dinars, oldest first."""
        query = "SELECT way, state, amount_centimes / 100 FROM payments WHERE customer_id = ? ORDER BY id"
        return self.rows(query, customer_id)

    async def supplier_is(self, **modes: Any) -> None:
        (await self.http.patch("/demo/supplier/mode", json=modes)).raise_for_status()

    async def supplier_orders(self, ref: str) -> list[dict[str, Any]]:
        """What the supplier was asked to deliver for one of the shop's orders."""
        return [order for order in (await self.ask("/demo/supplier"))["orders"] if order["ref"] == ref]


@asynccontextmanager
async def running_demo(folder: Path) -> AsyncIterator[Demo]:
    """A demo with data of its own. At its end: valid requests only, nothing fell over, and it stops when
    asked.
    """
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot", "demo", "--port", "0", "--data-dir", str(folder)),
        cwd=ROOT,
        stdin=asyncio.subprocess.DEVNULL,
        stdout=PIPE,
        stderr=STDOUT,
    )
    said = ""
    try:
        assert process.stdout is not None
        async with asyncio.timeout(START_SECONDS):
            while "Ctrl-C stops it." not in said:
                line = await process.stdout.readline()
                assert line, f"the demo ended:\n{said}"
                said += line.decode()
        address = re.search(r"http://127\.0\.0\.1:\d+", said)
        assert address is not None, said
        demo = Demo(address[0], folder)
        async with demo.http:
            yield demo
            assert await demo.ask("/demo/violations") == []
        assert "Traceback" not in (folder / "shop.log").read_text()
        process.send_signal(signal.SIGINT)
        async with asyncio.timeout(STOP_SECONDS):
            rest, _ = await process.communicate()
        assert process.returncode == 0
        assert rest.decode().split() == ["Stopped."], rest.decode()
    finally:
        if process.returncode is None:
            process.kill()
            await process.communicate()
