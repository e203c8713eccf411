"""The rate limiter, under a clock that stands still."""

import asyncio
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from telegram.error import RetryAfter

from bot.telegram.rate_limiter import Lane, RateLimiter
from bot.telegram.tries import seconds_of
from tests.fakes.clock import FakeClock


class Line:
    """The wire behind the limiter: notes when what was sent, and refuses what a test wants refused."""

    def __init__(self, clock: FakeClock) -> None:
        self.clock = clock
        self.limiter = RateLimiter(clock)
        self.sent: list[tuple[float, str, object]] = []
        self.refusals: list[RetryAfter] = []
        self.gate: asyncio.Event | None = None

    async def _post(self, endpoint: str, data: dict[str, Any], **_: object) -> bool:
        self.sent.append((self.clock.monotonic(), endpoint, data.get("chat_id")))
        refusal = self.refusals.pop(0) if self.refusals else None
        if (gate := self.gate) is not None:
            await gate.wait()
        if refusal is not None:
            raise refusal
        return True

    async def request(
        self, chat: object = 1, *, lane: Lane | None = None, endpoint: str = "sendMessage"
    ) -> object:
        data = {} if chat is None else {"chat_id": chat}
        return await self.limiter.process_request(self._post, (endpoint, data), {}, endpoint, data, lane)

    def start(
        self, chat: object = 1, *, lane: Lane | None = None, endpoint: str = "sendMessage"
    ) -> asyncio.Task[object]:
        return asyncio.create_task(self.request(chat, lane=lane, endpoint=endpoint))

    def refuse(self, seconds: float) -> None:
        self.refusals.append(RetryAfter(timedelta(seconds=seconds)))

    def times(self) -> list[float]:
        return [at for at, _, _ in self.sent]


@pytest.fixture
def line(clock: FakeClock) -> Line:
    return Line(clock)


async def test_answers_are_not_slowed_down_beforehand(line: Line) -> None:
    for n in range(200):
        await line.request(n % 3)
    assert set(line.times()) == {0.0}


async def test_a_429_is_obeyed_and_the_request_repeated_once(line: Line, clock: FakeClock) -> None:
    line.refuse(3)
    task = line.start()
    await clock.advance(2.9)
    assert line.times() == [0.0]
    await clock.advance(0.2)
    assert line.times() == [0.0, 3.0]
    assert await task is True


async def test_a_second_429_goes_to_the_caller(line: Line, clock: FakeClock) -> None:
    line.refuse(3)
    line.refuse(2)
    task = line.start()
    await clock.advance(10)
    with pytest.raises(RetryAfter):
        await task
    assert line.times() == [0.0, 3.0]


async def test_other_chats_go_on_while_one_waits(line: Line, clock: FakeClock) -> None:
    line.refuse(3)
    waiting = line.start(1)
    await clock.advance(0)
    await line.request(2)
    assert [chat for _, _, chat in line.sent] == [1, 2]
    await clock.advance(3)
    await waiting


async def test_a_request_already_on_its_way_does_not_release_the_halt(line: Line, clock: FakeClock) -> None:
    line.gate = answered = asyncio.Event()
    on_its_way = line.start(1)
    await clock.advance(0)
    line.gate = None
    line.refuse(3)
    refused = line.start(1)
    await clock.advance(0.4)
    answered.set()
    await on_its_way
    late = line.start(1)
    await clock.advance(2.5)
    assert line.times() == [0.0, 0.0]
    await clock.advance(0.2)
    await asyncio.gather(refused, late)
    assert line.times() == [0.0, 0.0, 3.0, 3.0]


@settings(max_examples=50)
@given(waits=st.lists(st.integers(1, 9), min_size=1, max_size=6))
def test_the_latest_deadline_holds(waits: list[int]) -> None:
    async def scenario() -> None:
        clock = FakeClock()
        line = Line(clock)
        line.gate = asyncio.Event()
        for seconds in waits:
            line.refuse(seconds)
        refused = [line.start() for _ in waits]
        await clock.advance(0)
        assert len(line.sent) == len(waits)
        line.gate.set()
        await clock.advance(0)
        after = line.start()
        await clock.advance(10)
        assert min(line.times()[len(waits) :]) >= max(waits)
        await asyncio.gather(*refused, after)

    asyncio.run(scenario())


@pytest.mark.parametrize(
    "endpoint",
    [
        "answerPreCheckoutQuery",
        "answerCallbackQuery",
        "answerInlineQuery",
        "answerShippingQuery",
        "refundStarPayment",
    ],
)
async def test_what_cannot_wait_does_not_wait_while_a_429_runs(
    line: Line, clock: FakeClock, endpoint: str
) -> None:
    line.refuse(9)
    halted = line.start(1)
    await clock.advance(1)
    await line.request(1, endpoint=endpoint)
    await line.request(None, endpoint=endpoint)
    assert line.times() == [0.0, 1.0, 1.0]
    await clock.advance(9)
    await halted


async def test_what_cannot_wait_is_not_held_by_its_own_429_either(line: Line) -> None:
    line.refuse(90)
    with pytest.raises(RetryAfter):
        await line.request(None, endpoint="answerPreCheckoutQuery")
    assert await line.request(None, endpoint="answerPreCheckoutQuery") is True


async def test_a_long_halt_is_told_at_once_with_what_is_left_of_it(line: Line, clock: FakeClock) -> None:
    line.refuse(60)
    with pytest.raises(RetryAfter):
        await line.request()
    clock.tick(20.5)
    with pytest.raises(RetryAfter) as caught:
        await line.request()
    assert seconds_of(caught.value) == 40
    assert len(line.sent) == 1
    clock.tick(39.5)
    assert await line.request() is True


async def test_a_halt_that_grows_while_one_waits_is_told(line: Line, clock: FakeClock) -> None:
    line.gate = asyncio.Event()
    slow = line.start()
    await clock.advance(0)
    line.refuse(60)
    halting = line.start()
    await clock.advance(0)
    line.gate, answered = None, line.gate
    line.refuse(3)
    waiting = line.start()
    await clock.advance(1)
    answered.set()
    await clock.advance(2)
    with pytest.raises(RetryAfter):
        await halting
    with pytest.raises(RetryAfter):
        await waiting
    assert await slow is True
    assert len(line.sent) == 3


async def test_the_outbox_never_waits(line: Line, clock: FakeClock) -> None:
    line.refuse(3)
    with pytest.raises(RetryAfter):
        await line.request(lane="outbox")
    with pytest.raises(RetryAfter) as caught:
        await line.request(lane="outbox")
    assert seconds_of(caught.value) == 3
    assert len(line.sent) == 1
    await line.request(2, lane="outbox")
    clock.tick(3)
    await line.request(1, lane="outbox")
    assert line.times() == [0.0, 0.0, 3.0]


async def test_requests_to_no_chat_wait_for_their_own_method_only(line: Line, clock: FakeClock) -> None:
    line.refuse(5)
    halted = line.start(None, endpoint="setMyCommands")
    await clock.advance(1)
    await line.request(None, endpoint="getMe")
    assert line.times() == [0.0, 1.0]
    await clock.advance(5)
    await halted


async def test_one_chat_has_one_deadline_however_it_is_written(line: Line) -> None:
    line.refuse(60)
    with pytest.raises(RetryAfter):
        await line.request("17")
    with pytest.raises(RetryAfter):
        await line.request(17)
    await line.request("@shop")
    assert len(line.sent) == 2


async def test_bulk_keeps_under_25_a_second(line: Line, clock: FakeClock) -> None:
    tasks = [line.start(chat, lane="bulk") for chat in range(100)]
    await clock.advance(5)
    await asyncio.gather(*tasks)
    times = line.times()
    assert all(later - earlier > 0.99 for earlier, later in zip(times, times[25:], strict=False))
    assert times[-1] < 4.0


async def test_bulk_sends_one_chat_a_short_burst_then_one_a_second(line: Line, clock: FakeClock) -> None:
    tasks = [line.start(1, lane="bulk") for _ in range(5)]
    await clock.advance(5)
    await asyncio.gather(*tasks)
    times = line.times()
    assert times[2] < 0.2
    assert times[3] >= 1.0
    assert times[4] >= 2.0


async def test_bulk_gives_way_to_answers_but_is_not_starved(line: Line, clock: FakeClock) -> None:
    for _ in range(1000):
        await line.request(5)
    bulk = [line.start(chat, lane="bulk") for chat in range(3)]
    await clock.advance(0.9)
    assert len(line.sent) == 1000
    await clock.advance(0.2)
    await asyncio.gather(*bulk)
    assert len(line.sent) == 1003


async def test_a_429_on_bulk_halts_all_bulk_but_no_answers(line: Line, clock: FakeClock) -> None:
    line.refuse(30)
    bulk = [line.start(chat, lane="bulk") for chat in range(3)]
    await clock.advance(10)
    assert len(line.sent) == 1
    await line.request(2)
    assert len(line.sent) == 2
    await clock.advance(21)
    await asyncio.gather(*bulk)
    assert all(at >= 30 for at in line.times()[2:])


async def test_one_halted_chat_does_not_hold_up_the_bulk_lane(line: Line, clock: FakeClock) -> None:
    line.refuse(100)
    with pytest.raises(RetryAfter):
        await line.request(1)
    bulk = [line.start(chat, lane="bulk") for chat in (1, 2, 3)]
    await clock.advance(1)
    assert [chat for _, _, chat in line.sent] == [1, 2, 3]
    await clock.advance(100)
    await asyncio.gather(*bulk)


async def test_memory_stays_bounded(line: Line, clock: FakeClock) -> None:
    for chat in range(4_000):
        line.refuse(20)
        with pytest.raises(RetryAfter):
            await line.request(chat)
        clock.tick(0.1)
    assert len(line.limiter._deadlines) <= 1024
    for chat in range(3000):
        task = line.start(chat, lane="bulk")
        await clock.advance(0.05)
        await task
    assert len(line.limiter._bulk_chats) <= 1024


@pytest.mark.parametrize("as_timedelta", ["true", "false"])
@pytest.mark.filterwarnings("ignore:.*retry_after.*")
def test_a_wait_is_seconds_in_both_of_ptbs_forms(monkeypatch: pytest.MonkeyPatch, as_timedelta: str) -> None:
    monkeypatch.setenv("PTB_TIMEDELTA", as_timedelta)
    assert seconds_of(RetryAfter(7)) == 7.0
