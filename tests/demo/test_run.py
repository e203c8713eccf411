"""The demo as a process: starts without a setting, says one address, keeps its data, stops without a
trace.
"""

import asyncio
import json
import os
import re
import signal
import socket
import stat
import sys
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager
from itertools import count
from pathlib import Path
from typing import Any

import httpx
import pytest

from bot.demo.server import bind
from bot.demo.world import World
from tests.e2e.conftest import nursery
from tests.e2e.nursery import Child, Nursery

__all__ = ["nursery"]

ROOT = Path(__file__).parents[2]
STAND_IN = Path(__file__).with_name("stand_in.py")
pytestmark = pytest.mark.processes


class Demo:
    """A running demo with a stand-in for the shop."""

    def __init__(self, process: Child, output: Path, starts: Path) -> None:
        self.process = process
        self.http = httpx.AsyncClient(verify=False, timeout=15)
        self._output = output
        self._starts = starts

    @property
    def said(self) -> str:
        return self._output.read_text()

    @property
    def starts(self) -> list[dict[str, Any]]:
        return shops_in(self._starts)

    async def hears(self, words: str) -> None:
        async with asyncio.timeout(20):
            while words not in self.said:
                ended = self.process.poll() is not None
                assert not ended or words in self.said, f"ended without saying {words!r}:\n{self.said}"
                await asyncio.sleep(0.02)

    async def welcomed(self) -> None:
        await self.hears("Ctrl-C stops it.")
        found = re.search(r"http://127\.0\.0\.1:\d+", self.said)
        assert found is not None
        self.http.base_url = found.group()

    async def stopped_by(self, number: signal.Signals, *, within: float = 20) -> int:
        self.process.send_signal(number)
        return await self.ended(within)

    async def ended(self, within: float = 20) -> int:
        async with asyncio.timeout(within):
            while (status := self.process.poll()) is None:  # noqa: ASYNC110 - another process's end
                await asyncio.sleep(0.02)
        return status

    async def orders(self) -> list[dict[str, Any]]:
        orders: list[dict[str, Any]] = (await self.http.get("/demo/supplier")).json()["orders"]
        return orders

    async def buys(self) -> str:
        panel = (await self.http.get("/demo/supplier")).json()
        product = panel["categories"][0]["products"][0]
        body = {"productId": product["id"], "typeId": product["types"][0]["id"], "quantity": 1}
        headers = {"X-Access-Token": "demo-key-not-a-secret"}
        answer = await self.http.post("/v3/gift-cards/placeOrder", json=body, headers=headers)
        order: str = answer.json()["data"]["orderId"]
        return order


Starter = Callable[..., Any]


@pytest.fixture
def start(nursery: Nursery, tmp_path: Path) -> Iterator[Starter]:
    number = count()

    @asynccontextmanager
    async def starting(
        *,
        port: int = 0,
        reset: bool = False,
        mood: str = "",
        patience: float = 10.0,
        env: dict[str, str] | None = None,
    ) -> AsyncIterator[Demo]:
        starts = tmp_path / "starts"
        output = tmp_path / f"said-{next(number)}"
        process = nursery.start(
            "tests.demo.demo_process",
            [
                *(str(port), str(tmp_path / "data"), "reset" if reset else "keep", str(patience)),
                *(sys.executable, str(STAND_IN), str(starts), mood),
            ],
            {"PYTHONPATH": str(ROOT), **(env or {})},
            output,
            cwd=tmp_path,
        )
        demo = Demo(process, output, starts)
        try:
            yield demo
        finally:
            await demo.http.aclose()
            process.send_signal(signal.SIGKILL)
            await demo.ended()

    yield starting
    for one in shops_in(tmp_path / "starts"):
        if alive(one["pid"]):
            os.kill(one["pid"], signal.SIGKILL)


def shops_in(starts: Path) -> list[dict[str, Any]]:
    lines = starts.read_text().splitlines() if starts.exists() else []
    return [json.loads(line) for line in lines]


def alive(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except FileNotFoundError:
        return False
    return state != "Z"  # dead, and its parent has not looked yet


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
async def test_a_signal_stops_shop_and_world_without_a_trace(start: Starter, number: signal.Signals) -> None:
    async with start() as demo:
        await demo.welcomed()
        (shop,) = demo.starts
        assert (await demo.http.get("/demo/state")).json()["shop"] == "up"
        assert await demo.stopped_by(number) == 0
        assert not alive(shop["pid"])
        assert "Traceback" not in demo.said
        assert demo.said.rstrip().endswith("Stopped.")


async def test_nothing_of_the_persons_own_settings_reaches_the_shop(start: Starter, tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("BOT_TOKEN=from-the-file\nMARGIN_PERCENT=99\n")
    own = {
        "BOT_TOKEN": "mine",
        "ADMIN_IDS": "7",
        "HTTP_PROXY": "http://proxy.invalid",
        "MARGIN_PERCENT": "50",
    }
    async with start(env=own) as demo:
        await demo.welcomed()
        env = demo.starts[0]["env"]
        assert env["BOT_TOKEN"].startswith("700000001:DEMO-TOKEN-not-a-secret")
        assert (env["ADMIN_IDS"], env["ENV_FILE"]) == ("2001", "")
        assert env["TELEGRAM_API_URL"] == env["ONECLICKDZ_API_URL"] == str(demo.http.base_url).rstrip("/")
        assert env.keys().isdisjoint({"HTTP_PROXY", "MARGIN_PERCENT"})


async def test_a_taken_port_is_said_and_another_one_used(start: Starter) -> None:
    with bind(0) as taken:
        port = taken.getsockname()[1]
        async with start(port=port) as demo:
            await demo.welcomed()
            assert demo.said.startswith(f"Port {port} cannot be used (Address already in use); taking ")
            assert (await demo.http.get("/demo/state")).status_code == 200


async def test_a_second_start_keeps_the_data_a_reset_forgets_it_and_the_key_is_for_its_owner_only(
    start: Starter, tmp_path: Path
) -> None:
    async with start() as demo:
        await demo.welcomed()
        order = await demo.buys()
        key = demo.starts[0]["env"]["ENCRYPTION_KEY"]
        assert stat.S_IMODE((tmp_path / "data" / "encryption.key").stat().st_mode) == 0o600
        (tmp_path / "data" / "shop.db").write_text("orders")
        assert await demo.stopped_by(signal.SIGINT) == 0
    async with start() as demo:
        await demo.welcomed()
        assert [one["id"] for one in await demo.orders()] == [order]
        assert demo.starts[1]["env"]["ENCRYPTION_KEY"] == key
        assert (tmp_path / "data" / "shop.db").exists()
        assert await demo.stopped_by(signal.SIGINT) == 0
    async with start(reset=True) as demo:
        await demo.welcomed()
        assert await demo.orders() == []
        assert demo.starts[2]["env"]["ENCRYPTION_KEY"] != key
        assert not (tmp_path / "data" / "shop.db").exists()
        assert await demo.stopped_by(signal.SIGINT) == 0


async def test_an_order_in_hand_survives_the_demo_being_killed(start: Starter, tmp_path: Path) -> None:
    async with start() as demo:
        await demo.welcomed()
        order = await demo.buys()
        kept = tmp_path / "data" / "world.json"
        async with asyncio.timeout(10):
            while not (kept.exists() and order in kept.read_text()):  # noqa: ASYNC110 - another process writes it
                await asyncio.sleep(0.05)
        await demo.stopped_by(signal.SIGKILL)
    async with start() as demo:
        await demo.welcomed()
        async with asyncio.timeout(15):
            while (await demo.orders())[0]["status"] != "FULFILLED":  # noqa: ASYNC110 - another process's clock
                await asyncio.sleep(0.1)


@pytest.mark.parametrize("mood", ["", "deaf"])
async def test_a_shop_that_a_killed_demo_left_behind_is_stopped(start: Starter, mood: str) -> None:
    async with start(mood=mood) as demo:
        await demo.welcomed()
        await demo.stopped_by(signal.SIGKILL)
        assert alive(demo.starts[0]["pid"])
    async with start(patience=1.0) as demo:
        await demo.welcomed()
        assert demo.said.startswith("A shop that an earlier demo left behind was stopped.")
        assert not alive(demo.starts[0]["pid"])
        assert alive(demo.starts[1]["pid"])
        assert await demo.stopped_by(signal.SIGINT) == 0


async def test_the_same_data_is_not_used_twice_at_once(start: Starter) -> None:
    async with start() as demo:
        await demo.welcomed()
        async with start() as second:
            await second.hears("already running")
            assert await second.ended(10) == 1
        assert await demo.stopped_by(signal.SIGINT) == 0


async def test_a_shop_that_dies_is_started_again(start: Starter) -> None:
    async with start() as demo:
        await demo.welcomed()
        os.kill(demo.starts[0]["pid"], signal.SIGKILL)
        await demo.hears("The shop was killed (SIGKILL). It starts again in 0.5 s.")
        async with asyncio.timeout(10):
            while (await demo.http.get("/demo/state")).json()["shop"] != "up":  # noqa: ASYNC110 - another process's clock
                await asyncio.sleep(0.05)
        assert (await demo.http.get("/demo/state")).json()["shop_pid"] == demo.starts[1]["pid"]
        assert await demo.stopped_by(signal.SIGINT) == 0
        assert not alive(demo.starts[1]["pid"])


async def test_the_fault_kill_kills_the_shop_that_the_demo_started(start: Starter) -> None:
    async with start() as demo:
        await demo.welcomed()
        await demo.http.post("/demo/faults", json={"action": "kill", "method": "ping"})
        with pytest.raises(httpx.RemoteProtocolError):
            await demo.http.get("/v3/ping")
        await demo.hears("The shop was killed (SIGKILL).")
        assert await demo.stopped_by(signal.SIGINT) == 0


async def test_a_shop_that_cannot_start_is_quoted(start: Starter) -> None:
    async with start(mood="broken") as demo:
        await demo.hears("The shop ended with status 1. It starts again in 1 s.")
        assert "  | nothing works here" in demo.said
        assert await demo.stopped_by(signal.SIGINT) == 0
        assert "Traceback" not in demo.said


async def test_a_second_signal_does_not_wait_for_a_deaf_shop(start: Starter) -> None:
    async with start(mood="deaf") as demo:
        await demo.welcomed()
        demo.process.send_signal(signal.SIGINT)
        await asyncio.sleep(0.3)
        assert demo.process.poll() is None
        assert await demo.stopped_by(signal.SIGINT, within=5) == 0
        assert not alive(demo.starts[0]["pid"])


async def test_a_reset_from_the_page_starts_the_shop_afresh_too(start: Starter, tmp_path: Path) -> None:
    async with start() as demo:
        await demo.welcomed()
        await demo.buys()
        (tmp_path / "data" / "shop.db").write_text("orders")
        assert (await demo.http.post("/demo/reset")).status_code == 200
        assert await demo.orders() == []
        assert not (tmp_path / "data" / "shop.db").exists()
        assert not alive(demo.starts[0]["pid"])
        async with asyncio.timeout(10):
            while (await demo.http.get("/demo/state")).json()["shop"] != "up":  # noqa: ASYNC110 - another process's clock
                await asyncio.sleep(0.05)
        assert await demo.stopped_by(signal.SIGINT) == 0


async def test_the_world_alone_says_its_address_as_json_and_stops_at_once_whatever_hangs() -> None:
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot.demo", "--port", "0", "--no-shop"),
        cwd=ROOT,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    assert process.stdout is not None
    said = json.loads(await asyncio.wait_for(process.stdout.readline(), 20))
    async with httpx.AsyncClient(base_url=said["url"], verify=False) as http:
        assert (await http.get("/v3/ping")).status_code == 200
        await http.post("/demo/faults", json={"action": "hang", "seconds": 600})
        hanging = asyncio.create_task(http.get("/v3/ping"))
        async with http.stream("GET", "/demo/events") as events:
            assert events.status_code == 200
            assert await within(10, lambda: http.get("/demo/requests"), '"fault":"hang"')
            process.terminate()
            rest = await asyncio.wait_for(process.stdout.read(), 10)
        with pytest.raises(httpx.RemoteProtocolError):
            await hanging
    assert (await process.wait(), rest) == (0, b"")


async def test_what_cannot_be_read_is_not_taken_up_by_half(tmp_path: Path) -> None:
    kept = tmp_path / "world.json"
    world = World()
    untouched = world.state() | {"seq": 0}
    for text in (
        "",
        "{",
        "[]",
        '{"version": 1}',
        '{"version": 99}',
        '{"version": 1, "telegram": {}, "supplier": {}}',
    ):
        kept.write_text(text)
        assert not world.load(kept)
        assert world.state() | {"seq": 0} == untouched
    world.close()


async def test_answers_leave_at_once() -> None:
    with bind(0) as listening:
        assert listening.proto == socket.IPPROTO_TCP  # asyncio switches Nagle's algorithm off only then


async def test_the_real_shop_opens_in_the_demo_and_closes_with_it(nursery: Nursery, tmp_path: Path) -> None:
    command = ["demo", "--port", "0", "--data-dir", str(tmp_path / "data")]
    process = nursery.start("bot", command, {}, tmp_path / "said")
    demo = Demo(process, tmp_path / "said", tmp_path / "starts")
    try:
        async with asyncio.timeout(60):
            await demo.welcomed()
        assert (await demo.http.get("/demo/state")).json()["shop"] == "up"
        await demo.http.post("/demo/users/1001/send", json={"text": "/start"})
        greeted = await within(20, lambda: demo.http.get("/demo/users/1001/messages"), 'from_bot":true')
        assert greeted, (await demo.http.get("/demo/requests")).text
        status = await demo.stopped_by(signal.SIGINT)
        assert (status, "Traceback" in demo.said) == (0, False)
        assert "Traceback" not in (tmp_path / "data" / "shop.log").read_text()
    finally:
        await demo.http.aclose()
        demo.process.send_signal(signal.SIGTERM)
        await demo.ended()


async def within(seconds: float, look: Callable[[], Awaitable[httpx.Response]], words: str) -> bool:
    try:
        async with asyncio.timeout(seconds):
            while words not in (await look()).text:  # noqa: ASYNC110 - another process's clock
                await asyncio.sleep(0.05)
    except TimeoutError:
        return False
    return True
