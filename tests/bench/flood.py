"""How long others wait while one person sends 5,000 updates at once: p95 against an idle shop, in one run.

Telegram hands updates out in their order, a hundred at a time, so a flood stands in front of everybody who
presses after it.
"""

import statistics
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

import httpx

from tests.bench.answers import bench_telegram, cpu_seconds
from tests.e2e.nursery import Nursery
from tests.e2e.processes import ShopProcess, running_world


@dataclass(frozen=True)
class Size:
    """So many updates of one person; so many others, who each press every so many seconds, for so long."""

    updates: int = 5000
    others: int = 20
    every: float = 1.0
    seconds: float = 20.0


@dataclass(frozen=True)
class Result:
    """Seconds from a press to its answer; `cpu` is what the shop's process used, also in seconds."""

    median: float
    p95: float
    worst: float
    presses: int
    cpu: float


def measured(client: httpx.Client, pid: int, size: Size, updates: int, press: str) -> Result:
    before = cpu_seconds(pid)
    wish = {
        "updates": updates,
        "press": press,
        "others": size.others,
        "every": size.every,
        "seconds": size.seconds,
    }
    client.post("/bench/flood", json=wish).raise_for_status()
    deadline = time.monotonic() + size.seconds + 60
    while (state := client.get("/bench/state").json())["left"] or state["pressing"]:
        if time.monotonic() > deadline:
            raise TimeoutError(f"{state['left']} presses were not answered")
        time.sleep(0.2)
    took = sorted(state["latencies"])
    return Result(
        statistics.median(took), took[int(len(took) * 0.95)], took[-1], len(took), cpu_seconds(pid) - before
    )


def started(client: httpx.Client, first: int, people: int) -> None:
    """These people have the first screen before them."""
    client.post("/bench/push", json={"press": "", "rounds": 1, "people": people, "first": first})
    deadline = time.monotonic() + 60
    while client.get("/bench/state").json()["left"]:
        if time.monotonic() > deadline:
            raise TimeoutError("nobody was greeted")
        time.sleep(0.1)


def measure(size: Size, nursery: Nursery | None = None) -> dict[str, Result]:
    with (
        tempfile.TemporaryDirectory() as folder,
        running_world(Path(folder), nursery) as world,
        bench_telegram(0, nursery) as client,
    ):
        api = str(client.base_url).rstrip("/")
        shop = ShopProcess(world, Path(folder), nursery=nursery, TELEGRAM_API_URL=api, POLL_INTERVAL="5")
        shop.start()
        try:
            assert shop.process is not None
            pid = shop.process.pid
            started(client, 10_000, size.others)
            started(client, 10_000_000, 1)
            measured(client, pid, size, 0, "")  # warm: the catalogue is read
            found = {"idle": measured(client, pid, size, 0, "")}
            for name, press in (("presses", "shop:"), ("messages", "")):
                found[name] = measured(client, pid, size, size.updates, press)
            return found
        finally:
            shop.stop()


def run(size: Size = Size()) -> None:
    print(
        f"\nOne person sends {size.updates} updates at once, {size.others} others press every {size.every:.0f} s;"
        " goal: their p95 at most 5x idle"
    )
    print(
        f"{'':>10} {'median ms':>10} {'p95 ms':>8} {'ratio':>6} {'worst ms':>9} {'CPU s':>6} {'presses':>8}"
    )
    found = measure(size)
    for name, result in found.items():
        ratio = result.p95 / found["idle"].p95
        print(
            f"{name:>10} {result.median * 1000:10.0f} {result.p95 * 1000:8.0f} {ratio:6.1f}"
            f" {result.worst * 1000:9.0f} {result.cpu:6.1f} {result.presses:8}"
        )


if __name__ == "__main__":
    run()
