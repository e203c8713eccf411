"""Answers per second, p95 and CPU per update: Hanout with all that it stores, against a bare PTB bot that
stores nothing.

    python -m tests.bench.answers --orders 1000000     with so many orders in the shop's file
"""

import argparse
import asyncio
import shutil
import signal
import statistics
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx

from bot.workers.supervisor import LATER
from tests.bench import big_shop
from tests.e2e.nursery import Nursery, start_afresh
from tests.e2e.processes import ShopProcess, running_world, wait_for

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True)
class Size:
    """How much is measured: so many people at once, so many updates of each, the medians of so many
    repeats.
    """

    people: int = 100
    rounds: int = 3
    repeats: int = 3

    @property
    def updates(self) -> int:
        return self.people * self.rounds


@dataclass(frozen=True)
class Result:
    per_second: float
    p95: float
    cpu_ms: float


@contextmanager
def bench_telegram(delay_ms: int, nursery: Nursery | None = None) -> Iterator[httpx.Client]:
    with bench_telegram_process(delay_ms, nursery) as (client, _):
        yield client


@contextmanager
def bench_telegram_process(
    delay_ms: int, nursery: Nursery | None = None
) -> Iterator[tuple[httpx.Client, int]]:
    """How to ask it, and its process's number."""
    spawn = nursery.start if nursery else start_afresh
    with tempfile.TemporaryDirectory() as folder:
        said = Path(folder) / "port"
        process = spawn("tests.bench.processes.telegram_server", [str(delay_ms)], {}, said)
        try:
            wait_for("its port", lambda: process.poll() is not None or "\n" in said.read_text())
            url = f"http://127.0.0.1:{said.read_text().strip()}"
            with httpx.Client(base_url=url, trust_env=False, verify=False) as client:
                yield client, process.pid
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(timeout=10)


def cpu_seconds(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / 100


def wait_for_rest(pid: int, most: float = 120.0) -> None:
    """Until a process has done what it found at its start: a whole old shop is looked through, and what was
    due is told. At most so many seconds.
    """
    deadline = time.monotonic() + most
    time.sleep(LATER)  # the workers that may wait have not begun before
    while time.monotonic() < deadline:
        before = cpu_seconds(pid)
        time.sleep(5)
        if cpu_seconds(pid) - before < 0.15 * 5:
            return


def round_of(client: httpx.Client, pid: int, press: str, size: Size) -> Result:
    before = cpu_seconds(pid)
    wish = {"press": press, "rounds": size.rounds, "people": size.people}
    client.post("/bench/push", json=wish).raise_for_status()
    deadline = time.monotonic() + 60
    while (state := client.get("/bench/state").json())["left"]:
        if time.monotonic() > deadline:
            raise TimeoutError(f"{state['left']} of {size.updates} updates were not answered")
        time.sleep(0.1)
    time.sleep(0.3)  # what the bot still writes after its answers is its cost too
    latencies = sorted(state["latencies"])
    cpu = (cpu_seconds(pid) - before) / size.updates * 1000
    return Result(size.updates / latencies[-1], latencies[int(len(latencies) * 0.95)], cpu)


def measure(client: httpx.Client, pid: int, size: Size) -> dict[str, Result]:
    round_of(client, pid, "", size)  # warm: people known, catalogue read, connections open
    found: dict[str, Result] = {}
    for name, press in (("/start", ""), ("press", "shop:")):
        results = []
        for _ in range(size.repeats):
            round_of(client, pid, "", size)  # the screen with the button is in front of everybody again
            results.append(round_of(client, pid, press, size))
        found[name] = Result(
            statistics.median(r.per_second for r in results),
            statistics.median(r.p95 for r in results),
            statistics.median(r.cpu_ms for r in results),
        )
    return found


def bare(delay_ms: int, size: Size, nursery: Nursery | None = None) -> dict[str, Result]:
    spawn = nursery.start if nursery else start_afresh
    with tempfile.TemporaryDirectory() as folder, bench_telegram(delay_ms, nursery) as client:
        url = str(client.base_url).rstrip("/")
        process = spawn("tests.bench.processes.bare_bot", [url], {}, Path(folder) / "log")
        try:
            return measure(client, process.pid, size)
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(timeout=15)


def hanout(
    delay_ms: int, size: Size, nursery: Nursery | None = None, *, file: Path | None = None
) -> dict[str, Result]:
    """With a copy of that database, or a new one."""
    with (
        tempfile.TemporaryDirectory() as folder,
        running_world(Path(folder), nursery) as world,
        bench_telegram(delay_ms, nursery) as client,
    ):
        api = str(client.base_url).rstrip("/")
        shop = ShopProcess(world, Path(folder), nursery=nursery, TELEGRAM_API_URL=api, POLL_INTERVAL="5")
        if file is not None:
            shutil.copy(file, shop.database)
        shop.start()
        try:
            assert shop.process is not None
            if file is not None:
                wait_for_rest(shop.process.pid)
            return measure(client, shop.process.pid, size)
        finally:
            shop.stop()


def run(size: Size = Size(), orders: int = 0) -> None:
    file = asyncio.run(big_shop.kept(orders)) if orders else None
    what = f"{size.people} people at once, {size.rounds} updates each, medians of {size.repeats}"
    what += f", {orders:,} orders in the file" if orders else ", an empty file"
    print(f"\nAnswers: {what}; goal: 3x at 0 ms, 2x at 50 ms")
    print(f"{'':>22} {'answers/s':>20} {'p95 s':>16} {'CPU ms/update':>18}")
    print(f"{'':>22} {'hanout  bare  ratio':>20} {'hanout   bare':>16} {'hanout   bare':>18}")
    for delay in (0, 50):
        ours, theirs = hanout(delay, size, file=file), bare(delay, size)
        for name in ours:
            a, b = ours[name], theirs[name]
            print(
                f"{name:>10} at {delay:>2} ms     {a.per_second:6.0f} {b.per_second:5.0f} {a.per_second / b.per_second:5.2f}x"
                f"   {a.p95:6.2f} {b.p95:6.2f}    {a.cpu_ms:6.2f} {b.cpu_ms:6.2f}"
            )


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--orders", type=int, default=0)
    parser.add_argument("--people", type=int, default=Size.people)
    parser.add_argument("--repeats", type=int, default=Size.repeats)
    asked = parser.parse_args()
    run(Size(people=asked.people, repeats=asked.repeats), asked.orders)
