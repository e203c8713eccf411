"""What `migrate-to` takes for a shop with years of trade, from SQLite to PostgreSQL and back: time, CPU and
memory of the command, and the server's CPU.

    python -m tests.bench.moving --orders 1000000
"""

import argparse
import asyncio
import os
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import func, select

from storage.database import Database
from storage.tables import metadata
from tests import postgres
from tests.bench import big_shop
from tests.bench.several import server_cpu
from tests.commands import DEMO, environment


@dataclass(frozen=True)
class Moved:
    """One way. CPU in seconds; memory is the command's largest resident set in MB."""

    rows: int
    seconds: float
    cpu: float
    server_cpu: float
    memory: float


def move(old: str, new: str, folder: Path, server: postgres.Server) -> Moved:
    """Runs the command as people do, to its end. Raises `CalledProcessError` when it refuses."""
    settings = DEMO | {"DATABASE_URL": old, "NEW_DATABASE_URL": new}
    command = [sys.executable, "-m", "bot", "migrate-to"]
    began, before = time.monotonic(), server_cpu(server)
    with (folder / "said").open("w") as said:
        process = subprocess.Popen(
            command, cwd=folder, env=environment(**settings), stdout=said, stderr=subprocess.STDOUT
        )
        _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command, (folder / "said").read_text())
    return Moved(
        asyncio.run(_rows(new)),
        time.monotonic() - began,
        used.ru_utime + used.ru_stime,
        server_cpu(server) - before,
        used.ru_maxrss / 1024,
    )


async def _rows(url: str) -> int:
    database = Database.open(url)
    async with database.read_books() as conn:
        counts = [await conn.scalar(select(func.count()).select_from(t)) for t in metadata.sorted_tables]
    await database.close()
    return sum(count or 0 for count in counts)


def measure(orders: int, server: postgres.Server) -> tuple[Moved, Moved]:
    """There, and back."""
    with tempfile.TemporaryDirectory() as place, server.copy_of("template1") as name:
        folder = Path(place)
        shutil.copy(asyncio.run(big_shop.kept(orders)), folder / "shop.db")
        there = move(f"sqlite+aiosqlite:///{folder}/shop.db", server.url(name), folder, server)
        back = move(server.url(name), f"sqlite+aiosqlite:///{folder}/back.db", folder, server)
    return there, back


def run(orders: int = 20_000) -> None:
    folder = postgres.new_folder()
    try:
        server = postgres.Server(folder)
        server.start()
        there, back = measure(orders, server)
    finally:
        postgres.end(folder)
    print(
        f"\nMoving a shop with {orders:,} orders in {there.rows:,} rows, with the server on the same machine"
    )
    print(f"{'':>22} {'seconds':>8} {'CPU s':>8} {'of the server':>14} {'memory MB':>10}")
    for name, one in (("SQLite to PostgreSQL", there), ("and back", back)):
        print(f"{name:>22} {one.seconds:8.1f} {one.cpu:8.1f} {one.server_cpu:14.1f} {one.memory:10.0f}")


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--orders", type=int, default=20_000)
    run(parser.parse_args().orders)
