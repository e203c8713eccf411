"""How long a search takes in a catalogue of 2,000 products, beside the plainest search there is: rapidfuzz
over all titles. On SQLite and on PostgreSQL.

    python -m tests.bench.search
"""

import asyncio
import statistics
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from rapidfuzz import fuzz, process

from storage import migrations
from storage.database import Database
from tests import postgres
from tests.fakes.clock import FakeClock
from tests.fakes.delivery import FakeDelivery
from tests.fakes.supplier import FakeSupplier
from tests.shop.search.big_catalogue import PRODUCTS, big_catalogue
from tests.shop.search.query_table import Expected, queries
from tests.shop.search.stocked import fill, remember
from tests.shop.whole import WholeShop

MOST_P95_MS = 20.0


@dataclass(frozen=True)
class Result:
    """In milliseconds: a median and a 95th percentile; `first` until the names are put together."""

    first: float
    median: float
    p95: float
    right: float
    """The share of queries whose first result is right."""


async def searched(url: str, table: list[Expected], repeats: int) -> Result:
    """All queries of the table through the whole shop over that database."""
    await migrations.upgrade(url)
    clock = FakeClock()
    db = Database.open(url)
    try:
        supplier = FakeSupplier(clock)
        fill(supplier)
        shop = WholeShop(db, clock, supplier, FakeDelivery())
        await remember(db, clock)
        await shop.catalogue.refresh()
        began = time.perf_counter()
        await shop.search.find("psn")
        first = (time.perf_counter() - began) * 1000
        times: list[float] = []
        right = 0
        for _ in range(repeats):
            right = 0
            for expected in table:
                began = time.perf_counter()
                found = await shop.search.find(expected.query)
                times.append((time.perf_counter() - began) * 1000)
                hit = found.hits[0] if found.hits else None
                right += hit is not None and expected.is_met_by(
                    hit.product.title, hit.offer.name if hit.offer else None
                )
        return Result(first, statistics.median(times), _p95(times), right / len(table))
    finally:
        await db.close()


def plain(table: list[Expected], repeats: int) -> Result:
    """The same queries against the titles alone."""
    titles = [product.title.casefold() for category in big_catalogue() for product in category.products]
    times = []
    for _ in range(repeats):
        for expected in table:
            began = time.perf_counter()
            process.extract(expected.query.casefold(), titles, scorer=fuzz.WRatio, limit=10)
            times.append((time.perf_counter() - began) * 1000)
    return Result(0.0, statistics.median(times), _p95(times), 0.0)


def row(name: str, result: Result, beside: Result) -> str:
    """One line of the table."""
    ratio = result.p95 / beside.p95
    return (
        f"{name:<12} first {result.first:6.0f} ms   median {result.median:5.2f} ms   p95 {result.p95:5.2f} ms "
        f"({ratio:.2f} of the plain one's)   right at once {result.right:.1%}"
    )


def run(repeats: int = 3) -> None:
    """Measures on both engines and prints. Raises AssertionError where a search takes longer than it may."""
    table = queries()
    beside = plain(table, 1)
    print(f"\nSearch: {len(table)} queries in {PRODUCTS} products")
    print(f"{'titles alone':<12} {'':>22} median {beside.median:5.2f} ms   p95 {beside.p95:5.2f} ms")
    with tempfile.TemporaryDirectory() as place:
        results = [asyncio.run(searched(f"sqlite+aiosqlite:///{Path(place) / 'shop.db'}", table, repeats))]
    print(row("SQLite", results[0], beside), flush=True)
    folder = postgres.new_folder()
    try:
        server = postgres.Server(folder)
        server.start()
        with server.database() as name:
            results.append(asyncio.run(searched(server.url(name), table, repeats)))
        print(row("PostgreSQL", results[1], beside), flush=True)
    finally:
        postgres.end(folder)
    assert all(result.p95 < MOST_P95_MS for result in results), results


def _p95(times: list[float]) -> float:
    return statistics.quantiles(times, n=20)[-1]


if __name__ == "__main__":
    run()
