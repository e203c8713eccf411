"""One line for each piece of work, with all that took part in it."""

import asyncio
from collections.abc import Iterator
from typing import Any

import pytest
import structlog
from structlog.testing import capture_logs

from bot.canonical import add, add_request, canonical_line
from bot.workers.periodic import PeriodicJob
from bot.workers.supervisor import Supervisor
from storage.wakeups import WakeUp
from tests.fakes.clock import FakeClock

log = structlog.get_logger("test")


@pytest.fixture
def lines() -> Iterator[list[Any]]:
    with capture_logs() as captured:
        yield captured


async def test_what_took_part_stands_in_one_line(clock: FakeClock, lines: list[Any]) -> None:
    async def deep() -> None:
        add(handler="buy", outcome="refused")

    with canonical_line(log, "update", clock, kind="message"):
        add_request("telegram", 0.25)
        clock.tick(1.5)
        await asyncio.create_task(deep())
        add_request("telegram", 0.5)
    assert lines == [
        {
            "event": "update",
            "log_level": "info",
            "kind": "message",
            "handler": "buy",
            "outcome": "refused",
            "telegram_requests": 2,
            "telegram_seconds": 0.75,
            "seconds": 1.5,
        }
    ]


def test_a_failure_is_named_and_goes_on(clock: FakeClock, lines: list[Any]) -> None:
    with pytest.raises(ZeroDivisionError), canonical_line(log, "round", clock):
        _ = 1 / 0
    assert (lines[0]["outcome"], lines[0]["error"]) == ("failed", "ZeroDivisionError")


async def test_what_is_cancelled_says_so(clock: FakeClock, lines: list[Any]) -> None:
    async def work() -> None:
        with canonical_line(log, "update", clock):
            await asyncio.sleep(3600)

    task = asyncio.create_task(work())
    await asyncio.sleep(0)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert lines[0]["outcome"] == "cancelled"


def test_work_inside_other_work_has_its_own_line(clock: FakeClock, lines: list[Any]) -> None:
    with canonical_line(log, "outer", clock):
        with canonical_line(log, "inner", clock):
            add(what="inner")
        add(what="outer")
    assert [(line["event"], line["what"]) for line in lines] == [("inner", "inner"), ("outer", "outer")]


def test_outside_of_any_work_nothing_is_said(clock: FakeClock, lines: list[Any]) -> None:
    with canonical_line(log, "update", clock):
        pass
    add(lost=True)
    add_request("supplier", 1.0)
    assert len(lines) == 1
    assert "lost" not in lines[0]


class Idler:
    """A worker that has something to do every second time."""

    name = "idler"

    def __init__(self) -> None:
        self.wake_up = WakeUp()
        self.rounds = 0
        self.enough = asyncio.Event()

    async def run_once(self) -> float:
        self.rounds += 1
        if self.rounds % 2 == 0:
            add(done=self.rounds)
        if self.rounds == 5:
            self.enough.set()
        return 0.001

    async def finish(self) -> None:
        """Nothing is left."""


async def test_rounds_in_which_nothing_was_done_are_not_told_but_jobs_by_the_clock_are(
    clock: FakeClock, lines: list[Any]
) -> None:
    idler, jobs = Idler(), []

    async def job() -> None:
        jobs.append("done")

    async def nobody(name: str, error: Exception) -> None:
        raise AssertionError(name, error)

    supervisor = Supervisor([idler, PeriodicJob("tidying", 3600, job)], clock, on_failure=nobody)
    supervisor.start()
    await idler.enough.wait()
    await supervisor.stop(1)
    rounds = [line for line in lines if line["event"] == "round"]
    assert [line["done"] for line in rounds if "done" in line][:2] == [2, 4]
    assert [line["every"] for line in rounds if "every" in line] == [3600]
    assert len(rounds) == idler.rounds // 2 + len(jobs)
