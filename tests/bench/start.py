"""Start-up and memory: Hanout against the bare bot, as ratios of one run; whether memory grows under load.

A start lasts from the process's birth to its first question for updates. Memory is the resident set (MB).
"""

import argparse
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx

from tests.bench.answers import ROOT, Size, bench_telegram, cpu_seconds, round_of
from tests.e2e.nursery import Nursery
from tests.e2e.processes import ShopProcess, running_world


@dataclass(frozen=True)
class Started:
    """Seconds and CPU seconds until the first question for updates, and the memory then in MB."""

    seconds: float
    cpu: float
    memory: float


def memory_mb(pid: int) -> float:
    status = Path(f"/proc/{pid}/status").read_text().splitlines()
    return int(next(line.split()[1] for line in status if line.startswith("VmRSS"))) / 1024


def asks(client: httpx.Client, pid: int, born: float, calls: int) -> Started:
    deadline = time.monotonic() + 60
    while client.get("/bench/state").json()["asked"] == calls:
        if time.monotonic() > deadline:
            raise TimeoutError("nobody asked for updates")
        time.sleep(0.01)
    seconds = time.monotonic() - born
    return Started(seconds, cpu_seconds(pid), memory_mb(pid))


Bot = Callable[[], AbstractContextManager[int]]
"""Runs a bot, and says its process's number."""


def started(client: httpx.Client, bot: Bot, repeats: int) -> Started:
    """The medians of so many starts; one before them, which compiles and migrates, does not count."""
    found = []
    for _ in range(repeats + 1):
        calls = client.get("/bench/state").json()["asked"]
        born = time.monotonic()
        with bot() as pid:
            found.append(asks(client, pid, born, calls))
    return Started(
        statistics.median(one.seconds for one in found[1:]),
        statistics.median(one.cpu for one in found[1:]),
        statistics.median(one.memory for one in found[1:]),
    )


def under_load(client: httpx.Client, pid: int, minutes: float, size: Size) -> list[float]:
    """The memory after each of ten equal parts of so many minutes, in which people press without a pause."""
    round_of(client, pid, "", size)
    found = []
    for _ in range(10):
        until = time.monotonic() + minutes * 6
        while time.monotonic() < until:
            round_of(client, pid, "shop:", size)
            round_of(client, pid, "", size)
        found.append(memory_mb(pid))
    return found


@contextmanager
def bare_bot(client: httpx.Client) -> Iterator[int]:
    url = str(client.base_url).rstrip("/")
    process = subprocess.Popen([sys.executable, "-m", "tests.bench.processes.bare_bot", url], cwd=ROOT)
    try:
        yield process.pid
    finally:
        process.terminate()
        process.wait(timeout=15)


@contextmanager
def hanout(shop: ShopProcess) -> Iterator[int]:
    shop.start()
    assert shop.process is not None
    try:
        yield shop.process.pid
    finally:
        shop.stop()


def measure(
    repeats: int, minutes: float, size: Size, nursery: Nursery | None = None
) -> tuple[Started, Started, list[float]]:
    """(Hanout's start, the bare bot's, Hanout's memory under load). From a `nursery` it starts in no time,
    which is no measure.
    """
    with (
        tempfile.TemporaryDirectory() as folder,
        running_world(Path(folder), nursery) as world,
        bench_telegram(0, nursery) as client,
    ):
        api = str(client.base_url).rstrip("/")
        shop = ShopProcess(world, Path(folder), nursery=nursery, TELEGRAM_API_URL=api)
        ours = started(client, lambda: hanout(shop), repeats)
        theirs = started(client, lambda: bare_bot(client), repeats)
        with hanout(shop) as pid:
            return ours, theirs, under_load(client, pid, minutes, size)


def run(repeats: int = 5, minutes: float = 1.0) -> None:
    print(f"\nStart (medians of {repeats}) and memory against the bare bot; goal: 2.0 at most")
    ours, theirs, load = measure(repeats, minutes, Size(people=50, rounds=2))
    print(f"{'':>22} {'hanout':>8} {'bare':>8} {'ratio':>6}")
    for name, a, b in (
        ("seconds to first poll", ours.seconds, theirs.seconds),
        ("CPU seconds of a start", ours.cpu, theirs.cpu),
        ("memory MB", ours.memory, theirs.memory),
    ):
        print(f"{name:>22} {a:8.2f} {b:8.2f} {a / b:6.2f}")
    print(f"memory MB over {minutes:g} minutes of load: {' '.join(f'{mb:.0f}' for mb in load)}")
    settled, last = statistics.median(load[2:5]), statistics.median(load[-3:])
    print(
        f"{last - settled:+.1f} MB ({last / settled - 1:+.1%}) from the first half to the end; goal: no growth"
    )


if __name__ == "__main__":
    asked = argparse.ArgumentParser()
    asked.add_argument("--minutes", type=float, default=1.0)
    asked.add_argument("--repeats", type=int, default=5)
    wish = asked.parse_args()
    run(wish.repeats, wish.minutes)
