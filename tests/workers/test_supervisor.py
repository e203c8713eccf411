import asyncio
from collections.abc import Callable

import pytest
from structlog.testing import capture_logs

from bot.shop.errors import SupplierAwayError
from bot.workers.periodic import PeriodicJob
from bot.workers.supervisor import Supervisor
from storage.trouble import TryTransactionAgainError
from storage.wakeups import WakeUp
from tests.fakes.clock import FakeClock


class Fake:
    """A worker that does as it is told, one script entry for each run."""

    def __init__(self, name: str = "fake") -> None:
        self.name = name
        self.wake_up = WakeUp()
        self.script: list[Exception | float | Callable[[], object]] = []
        self.runs = 0
        self.ran = asyncio.Event()
        self.hang = asyncio.Event()
        self.finished = False

    async def run_once(self) -> float:
        self.runs += 1
        self.ran.set()
        step = self.script.pop(0) if self.script else 3600.0
        if isinstance(step, Exception):
            raise step
        if callable(step):
            await step()  # type: ignore[misc]
            return 3600.0
        return step

    async def finish(self) -> None:
        self.finished = True

    async def run_again(self) -> None:
        self.ran.clear()
        self.wake_up.wake()
        async with asyncio.timeout(5):
            await self.ran.wait()


@pytest.fixture
def failures() -> list[tuple[str, str]]:
    return []


@pytest.fixture
def supervise(clock: FakeClock, failures: list[tuple[str, str]]) -> Callable[..., Supervisor]:
    def make(*workers: Fake) -> Supervisor:
        async def tell(name: str, error: Exception) -> None:
            failures.append((name, type(error).__name__))

        return Supervisor(workers, clock, on_failure=tell, backoff=[0.001])

    return make


async def test_a_worker_that_falls_over_is_reported_and_runs_again(
    supervise: Callable[..., Supervisor], failures: list[tuple[str, str]]
) -> None:
    bad, good = Fake("bad"), Fake("good")
    bad.script = [ZeroDivisionError(), ValueError()]
    supervisor = supervise(bad, good)
    supervisor.start()
    for _ in range(3):
        await bad.run_again()
    assert failures == [("bad", "ZeroDivisionError"), ("bad", "ValueError")]
    assert bad.runs >= 3
    assert good.runs == 1
    await supervisor.stop(within=5)


async def test_a_worker_that_runs_well_for_a_while_is_reported_once(clock: FakeClock) -> None:
    worker, steady = Fake(), list[str]()

    async def tell(name: str, error: Exception) -> None:
        steady.append(f"{type(error).__name__} of {name}")

    async def mended(name: str) -> None:
        steady.append(name)

    supervisor = Supervisor([worker], clock, on_failure=tell, on_steady=mended, backoff=[0.001])

    async def runs(seconds: float, outcome: Exception | float = 1.0) -> None:
        clock.tick(seconds)
        worker.script = [outcome, *[1.0] * 20]
        await worker.run_again()
        for _ in range(5):
            await asyncio.sleep(0)

    worker.script = [1.0] * 20
    supervisor.start()
    await runs(599)
    assert steady == []
    await runs(1)  # nobody knows how it was before the start
    await runs(600)
    assert steady == ["fake"]
    await runs(1, ZeroDivisionError())
    await runs(500)
    assert steady == ["fake", "ZeroDivisionError of fake"]
    await runs(100)
    await runs(700)
    assert steady == ["fake", "ZeroDivisionError of fake", "fake"]
    await supervisor.stop(within=5)


async def test_one_round_says_enough_of_a_worker_that_works_seldom(clock: FakeClock) -> None:
    worker, steady = Fake("tidying"), list[str]()

    async def tell(_name: str, _error: Exception) -> None:
        pass

    async def mended(name: str) -> None:
        steady.append(name)

    supervisor = Supervisor([worker], clock, on_failure=tell, on_steady=mended)
    supervisor.start()
    await worker.run_again()
    await worker.run_again()
    await supervisor.stop(within=5)
    assert steady == ["tidying"]


async def test_a_ring_does_not_shorten_the_pause_after_a_fall(clock: FakeClock) -> None:
    worker = Fake("sender")
    worker.script = [ZeroDivisionError()]
    fell = asyncio.Event()

    async def report(name: str, error: Exception) -> None:
        worker.wake_up.wake()
        fell.set()

    supervisor = Supervisor([worker], clock, on_failure=report)
    supervisor.start()
    await fell.wait()
    for _ in range(50):
        await asyncio.sleep(0)
    assert worker.runs == 1
    await supervisor.stop(within=5)


async def test_a_report_that_fails_does_not_stop_the_worker(clock: FakeClock) -> None:
    worker = Fake()
    worker.script = [ZeroDivisionError()]

    async def cannot(_name: str, _error: Exception) -> None:
        raise OSError

    supervisor = Supervisor([worker], clock, on_failure=cannot)
    supervisor.start()
    await worker.run_again()
    await worker.run_again()
    assert worker.runs >= 2
    await supervisor.stop(within=5)


async def test_a_ring_during_a_run_is_not_lost(supervise: Callable[..., Supervisor]) -> None:
    worker = Fake()

    async def while_running() -> None:
        worker.wake_up.wake()

    worker.script = [while_running]
    supervisor = supervise(worker)
    supervisor.start()
    async with asyncio.timeout(5):
        while worker.runs < 2:
            worker.ran.clear()
            await worker.ran.wait()
    await supervisor.stop(within=5)


async def test_stopping_lets_each_finish_what_it_does(supervise: Callable[..., Supervisor]) -> None:
    busy, idle = Fake("busy"), Fake("idle")
    done = []

    async def work() -> None:
        await busy.hang.wait()
        done.append(True)

    busy.script = [work]
    supervisor = supervise(busy, idle)
    supervisor.start()
    await busy.ran.wait()
    stopping = asyncio.create_task(supervisor.stop(within=5))
    await asyncio.sleep(0)
    assert not stopping.done()
    busy.hang.set()
    await stopping
    assert done == [True]
    assert (busy.finished, idle.finished) == (True, True)
    assert (busy.runs, idle.runs) == (1, 1)


async def test_what_does_not_finish_in_time_is_cut_short(supervise: Callable[..., Supervisor]) -> None:
    stuck = Fake()
    stuck.script = [stuck.hang.wait]
    supervisor = supervise(stuck)
    supervisor.start()
    await stuck.ran.wait()
    loop = asyncio.get_running_loop()
    began = loop.time()
    await supervisor.stop(within=0.05)
    assert loop.time() - began < 2
    assert not stuck.finished


async def test_a_worker_that_is_not_heard_of_is_named(
    supervise: Callable[..., Supervisor], clock: FakeClock
) -> None:
    stuck, well = Fake("stuck"), Fake("well")
    stuck.script = [10.0, stuck.hang.wait]
    supervisor = supervise(stuck, well)
    supervisor.start()
    await stuck.run_again()
    await stuck.run_again() if stuck.runs < 2 else None
    assert supervisor.late() == []
    clock.tick(75)
    assert supervisor.late() == ["stuck"]
    await supervisor.stop(within=0.05)


async def test_a_supervisor_that_never_started_can_be_stopped(supervise: Callable[..., Supervisor]) -> None:
    await supervise(Fake()).stop(within=1)


async def test_rounds_come_back_sooner_when_the_supplier_was_away() -> None:
    answers: list[Exception | None] = [None, SupplierAwayError(), SupplierAwayError(retry_after=400)]

    async def job() -> None:
        if (error := answers.pop(0)) is not None:
            raise error

    rounds = PeriodicJob("catalogue", 600, job)
    assert [await rounds.run_once() for _ in range(3)] == [600, 60, 400]
    often = PeriodicJob("float", 30, job)
    answers.append(SupplierAwayError(retry_after=400))
    assert await often.run_once() == 30
    answers.append(ZeroDivisionError())
    with pytest.raises(ZeroDivisionError):
        await rounds.run_once()


async def test_a_wake_up_before_the_wait_is_not_lost_and_counts_once() -> None:
    wake_up = WakeUp()
    wake_up.wake()
    wake_up.wake()
    assert await wake_up.wait(0)
    assert not await wake_up.wait(0)


async def test_a_held_worker_begins_when_it_is_released_and_may_be_stopped_before(clock: FakeClock) -> None:
    async def tell(_name: str, _error: Exception) -> None: ...

    for release in (True, False):
        held, free = Fake("held"), Fake("free")
        supervisor = Supervisor([held, free], clock, on_failure=tell, held={"held"})
        supervisor.start()
        await free.ran.wait()
        assert held.runs == 0
        if release:
            supervisor.release()
            await held.ran.wait()
        await supervisor.stop(within=5)
        assert held.runs == release
        assert held.finished


async def test_a_worker_that_may_wait_begins_later_than_the_others_or_when_it_is_woken(
    clock: FakeClock,
) -> None:
    async def tell(_name: str, _error: Exception) -> None: ...

    for seconds, woken, runs in ((3600.0, False, 0), (3600.0, True, 1), (0.01, False, 1)):
        patient, hasty = Fake("patient"), Fake("hasty")
        supervisor = Supervisor(
            [patient, hasty], clock, on_failure=tell, later={"patient"}, later_seconds=seconds
        )
        supervisor.start()
        await hasty.ran.wait()
        assert patient.runs == 0
        clock.tick(seconds + 59)
        assert supervisor.late() == []
        if woken:
            patient.wake_up.wake()
        if runs:
            async with asyncio.timeout(5):
                await patient.ran.wait()
        await supervisor.stop(within=5)
        assert patient.runs == runs
        assert patient.finished


async def test_a_worker_that_falls_over_while_it_finishes_is_in_the_log(
    supervise: Callable[..., Supervisor],
) -> None:
    class Clumsy(Fake):
        async def finish(self) -> None:
            raise ZeroDivisionError

    worker = Clumsy()
    supervisor = supervise(worker)
    supervisor.start()
    await worker.run_again()
    with capture_logs() as logs:
        await supervisor.stop(5)
    assert [(line["event"], line["task"]) for line in logs] == [("a task failed", "worker")]


async def test_a_database_that_is_away_is_no_fault_of_the_workers_and_nobody_is_told_through_it(
    supervise: Callable[..., Supervisor], failures: list[tuple[str, str]]
) -> None:
    worker = Fake()
    worker.script = [TryTransactionAgainError()] * 4
    supervisor = supervise(worker)
    with capture_logs() as logs:
        supervisor.start()
        async with asyncio.timeout(5):
            while worker.runs < 5:
                worker.ran.clear()
                await worker.ran.wait()
        await supervisor.stop(within=5)
    assert failures == []
    assert [line["log_level"] for line in logs if line["event"] == "the database is away or busy"] == [
        "warning"
    ] * 4


async def test_a_led_worker_works_while_this_process_leads_and_no_longer(clock: FakeClock) -> None:
    leads = False
    worker, own = Fake("led"), Fake("own")

    async def tell(name: str, error: Exception) -> None:
        raise AssertionError(name) from error

    supervisor = Supervisor([worker, own], clock, on_failure=tell, led=["led"], leads=lambda: leads)
    supervisor.start()
    await own.ran.wait()
    for _ in range(3):
        worker.wake_up.wake()
        await own.run_again()
    assert (worker.runs, own.runs) == (0, 4)
    leads = True
    await worker.run_again()
    leads = False
    for _ in range(3):
        worker.wake_up.wake()
        await own.run_again()
    assert worker.runs == 1
    await supervisor.stop(5)
    assert worker.finished
