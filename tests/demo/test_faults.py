"""Trouble on demand: which requests it meets, whether they are carried out, and what is left of the
answer.
"""

import asyncio
import signal
import sys
from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot.demo.events import EventHub
from bot.demo.faults import ConnectionDroppedError, Faults, Rule
from bot.demo.server import bind, serving
from bot.demo.telegram import Telegram
from bot.demo.telegram.chats import DEMO_TOKEN


class Counter:
    """An API with one method that counts how often it was carried out."""

    def __init__(self) -> None:
        self.hub = EventHub()
        self.faults = Faults(self.hub)
        self.done = 0
        self.app = Starlette(routes=[Route("/{api}/{method}", self._handle, methods=["GET", "POST"])])
        self.url = ""

    async def _handle(self, request: Request) -> Response:
        return await self.faults.apply(
            request.path_params["api"],
            request.path_params["method"],
            request,
            self._carry_out,
            refuse=self._refuse,
            chat_id=int(request.query_params.get("chat_id", 0)),
        )

    async def _carry_out(self) -> Response:
        self.done += 1
        return JSONResponse({"done": self.done})

    def _refuse(self, rule: Rule) -> Response:
        headers = {} if rule.retry_after is None else {"Retry-After": str(rule.retry_after)}
        return JSONResponse({"code": rule.code}, rule.status, headers)


@pytest.fixture
async def counter() -> AsyncIterator[Counter]:
    it = Counter()
    async with serving(it.app, bind(0)) as it.url:
        yield it


@pytest.fixture
async def http(counter: Counter) -> AsyncIterator[httpx.AsyncClient]:
    async with httpx.AsyncClient(base_url=counter.url, verify=False, timeout=5) as client:
        yield client


@pytest.mark.parametrize("when", ["before", "after"])
@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        (
            {"action": "status", "status": 429, "code": "SLOW", "retry_after": 3},
            (429, '{"code":"SLOW"}', "3"),
        ),
        ({"action": "html"}, (502, "<html>", None)),
        ({"action": "garbage"}, (200, '{"success":true,"data":', None)),
    ],
)
async def test_a_rule_replaces_the_answer(
    counter: Counter,
    http: httpx.AsyncClient,
    when: str,
    rule: dict[str, Any],
    expected: tuple[int, str, str | None],
) -> None:
    counter.faults.add({**rule, "when": when})
    answer = await http.get("/supplier/placeOrder")
    status, start, retry_after = expected
    assert (answer.status_code, answer.headers.get("Retry-After")) == (status, retry_after)
    assert answer.text.startswith(start)
    assert counter.done == (1 if when == "after" else 0)
    assert (await http.get("/supplier/placeOrder")).status_code == 200


@pytest.mark.parametrize(("when", "done"), [("before", 0), ("after", 1)])
async def test_a_dropped_connection_ends_without_a_byte(counter: Counter, when: str, done: int) -> None:
    counter.faults.add({"action": "drop", "when": when})
    port = int(counter.url.rpartition(":")[2])
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(b"POST /supplier/placeOrder HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\n{}")
    assert await asyncio.wait_for(reader.read(), 5) == b""
    writer.close()
    assert counter.done == done
    line = counter.faults.requests.after()[-1]
    assert (line["status"], line["fault"]) == (None, "drop")


async def test_the_client_that_keeps_its_connections_sees_the_drop_too(
    counter: Counter, http: httpx.AsyncClient
) -> None:
    await http.get("/supplier/ping")
    counter.faults.add({"action": "drop"})
    with pytest.raises(httpx.RemoteProtocolError):
        await http.get("/supplier/ping")
    assert (await http.get("/supplier/ping")).status_code == 200


async def test_a_hanging_request_is_carried_out_even_when_the_client_has_gone(
    counter: Counter, http: httpx.AsyncClient
) -> None:
    counter.faults.add({"action": "hang", "seconds": 0.2})
    with pytest.raises(httpx.ReadTimeout):
        await http.get("/supplier/placeOrder", timeout=0.05)
    assert counter.done == 0
    async with asyncio.timeout(5):
        while counter.done == 0:  # noqa: ASYNC110 - the server's clock decides
            await asyncio.sleep(0.01)


async def test_a_late_answer_is_the_answer(counter: Counter, http: httpx.AsyncClient) -> None:
    counter.faults.add({"action": "hang", "seconds": 0.05, "when": "after"})
    assert (await http.get("/supplier/placeOrder")).json() == {"done": 1}


async def test_what_hangs_goes_on_when_all_rules_are_ended(counter: Counter, http: httpx.AsyncClient) -> None:
    counter.faults.add({"action": "hang", "seconds": 600})
    hanging = asyncio.create_task(http.get("/supplier/placeOrder"))
    async with asyncio.timeout(5):
        while not counter.faults.requests.after():  # noqa: ASYNC110 - the log of requests has no bell
            await asyncio.sleep(0.01)
    assert counter.done == 0
    counter.faults.clear()
    assert (await hanging).json() == {"done": 1}
    assert counter.faults.requests.after()[-1]["status"] == 200


@pytest.mark.parametrize(("when", "done"), [("before", 0), ("after", 1)])
async def test_kill_ends_the_shop_at_once_and_drops_the_connection(
    counter: Counter, http: httpx.AsyncClient, when: str, done: int
) -> None:
    shop = await asyncio.create_subprocess_exec(sys.executable, "-c", "import time; time.sleep(60)")
    counter.faults.shop_pid = shop.pid
    counter.faults.add({"action": "kill", "when": when})
    with pytest.raises(httpx.RemoteProtocolError):
        await http.get("/supplier/placeOrder")
    assert await asyncio.wait_for(shop.wait(), 5) == -signal.SIGKILL
    assert counter.done == done
    assert counter.faults.shop_pid is None


async def test_kill_without_a_shop_only_drops(counter: Counter, http: httpx.AsyncClient) -> None:
    counter.faults.add({"action": "kill"})
    with pytest.raises(httpx.RemoteProtocolError):
        await http.get("/supplier/placeOrder")
    assert (await http.get("/supplier/placeOrder")).json() == {"done": 1}


async def test_skip_lets_the_first_ones_pass_and_times_ends_the_rule(
    counter: Counter, http: httpx.AsyncClient
) -> None:
    counter.faults.add({"skip": 2, "times": 2})
    statuses = [(await http.get("/supplier/list")).status_code for _ in range(6)]
    assert statuses == [200, 200, 500, 500, 200, 200]
    assert counter.faults.snapshot() == []


async def test_a_rule_without_end_stays_until_it_is_removed(
    counter: Counter, http: httpx.AsyncClient
) -> None:
    rule = counter.faults.add({"times": None})
    assert [(await http.get("/telegram/getMe")).status_code for _ in range(3)] == [500, 500, 500]
    assert counter.faults.remove(rule.id)
    assert not counter.faults.remove(rule.id)
    assert (await http.get("/telegram/getMe")).status_code == 200


@pytest.mark.parametrize(
    ("rule", "path", "hit"),
    [
        ({"api": "supplier"}, "/supplier/list", True),
        ({"api": "supplier"}, "/telegram/list", False),
        ({"method": "send*"}, "/telegram/sendPhoto", True),
        ({"method": "send*"}, "/telegram/getMe", False),
        ({"chat_id": 1001}, "/telegram/sendMessage?chat_id=1001", True),
        ({"chat_id": 1001}, "/telegram/sendMessage?chat_id=1002", False),
    ],
)
async def test_a_rule_meets_only_what_it_names(
    counter: Counter, http: httpx.AsyncClient, rule: dict[str, Any], path: str, hit: bool
) -> None:
    counter.faults.add(rule)
    assert ((await http.get(path)).status_code == 500) == hit


@pytest.mark.parametrize(
    "rule",
    [
        {"action": "explode"},
        {"when": "later"},
        {"status": 200},
        {"times": 0},
        {"skip": -1},
        {"seconds": "1"},
        {"colour": 1},
    ],
)
def test_a_rule_that_makes_no_sense_is_refused(rule: dict[str, Any]) -> None:
    faults = Faults(EventHub())
    with pytest.raises(ValueError, match=next(iter(rule))):
        faults.add(rule)
    assert faults.snapshot() == []


async def test_without_a_connection_a_drop_is_an_error(counter: Counter) -> None:
    counter.faults.add({"action": "drop"})
    async with httpx.AsyncClient(transport=httpx.ASGITransport(counter.app), base_url="http://x") as client:
        with pytest.raises(ConnectionDroppedError):
            await client.get("/supplier/list")


async def test_the_log_counts_all_and_keeps_the_last(counter: Counter, http: httpx.AsyncClient) -> None:
    for _ in range(3):
        await http.get("/supplier/list")
    await http.get("/telegram/getMe")
    log = counter.faults.requests
    assert [line["n"] for line in log.after()] == [1, 2, 3, 4]
    assert [line["n"] for line in log.after(2)] == [3, 4]
    assert [line["method"] for line in log.after(api="telegram")] == ["getMe"]
    log.clear()
    await http.get("/telegram/getMe")
    assert [line["n"] for line in log.after()] == [5]


async def test_a_rule_can_be_about_requests_with_one_parameter_only() -> None:
    rule = Rule(1, method="sendMessage", having="reply_markup")
    assert rule.matches("telegram", "sendMessage", 5, {"text": "x", "reply_markup": "{}"})
    assert not rule.matches("telegram", "sendMessage", 5, {"text": "x"})


async def test_telegram_refuses_in_the_words_of_the_rule() -> None:
    hub = EventHub()
    faults = Faults(hub)
    telegram = Telegram(hub, faults)
    app = Starlette(routes=telegram.routes())
    wanted = {"status": 400, "reason": "group chat was upgraded", "migrate_to_chat_id": -1002}
    faults.add({"api": "telegram", "method": "sendMessage", "action": "status", **wanted})
    transport = httpx.ASGITransport(app)
    async with httpx.AsyncClient(transport=transport, base_url="http://telegram") as client:
        answer = await client.post(f"/bot{DEMO_TOKEN}/sendMessage", json={"chat_id": 1001, "text": "x"})
    assert answer.status_code == 400
    assert answer.json() == {
        "ok": False,
        "error_code": 400,
        "description": "Bad Request: group chat was upgraded",
        "parameters": {"migrate_to_chat_id": -1002},
    }
    telegram.close()
