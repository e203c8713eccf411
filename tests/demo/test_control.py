"""The control API that both sides share, through the whole application on a real port."""

import asyncio
import json
import os
import re
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from bot.demo.application import create_app
from bot.demo.control import PAGE, version_of
from bot.demo.server import bind, serving
from bot.demo.world import World


@pytest.fixture
async def world() -> World:
    return World()


@pytest.fixture
async def http(world: World) -> AsyncIterator[httpx.AsyncClient]:
    async with (
        serving(create_app(world), bind(0)) as url,
        httpx.AsyncClient(base_url=url, verify=False, timeout=5) as client,
    ):
        yield client
        world.close()


async def test_the_state_has_both_sides_and_a_place_to_go_on_from(
    world: World, http: httpx.AsyncClient
) -> None:
    state = (await http.get("/demo/state")).json()
    assert state["seq"] == world.hub.seq
    assert state["supplier"]["balance"] == 250_000
    assert {user["id"] for user in state["users"]} >= {1001, 1002, 2001}
    assert state["faults"] == []


async def test_events_go_on_from_the_state_and_after_a_lost_connection(
    world: World, http: httpx.AsyncClient
) -> None:
    since = (await http.get("/demo/state")).json()["seq"]
    world.hub.publish("typing", chat_id=1001)
    world.hub.publish("typing", chat_id=1002)
    first = await events_after(http, 2, params={"since": since})
    assert [event["chat_id"] for event in first] == [1001, 1002]
    again = await events_after(
        http, 1, params={"since": since}, headers={"Last-Event-ID": str(first[0]["seq"])}
    )
    assert [event["chat_id"] for event in again] == [1002]


async def test_every_request_is_an_event_and_a_line_of_the_log(world: World, http: httpx.AsyncClient) -> None:
    since = world.hub.seq
    await http.get("/v3/ping")
    (event,) = await events_after(http, 1, params={"since": since})
    (line,) = (await http.get("/demo/requests", params={"api": "supplier", "after": 0})).json()
    assert (event["type"], event["method"], event["status"]) == ("request", "ping", 200)
    assert line == {name: event[name] for name in line}


async def test_faults_are_made_listed_and_removed(http: httpx.AsyncClient) -> None:
    first = (
        await http.post("/demo/faults", json={"api": "supplier", "method": "ping", "times": None})
    ).json()["id"]
    await http.post("/demo/faults", json={"api": "telegram"})
    assert (await http.get("/v3/ping")).status_code == 500
    assert [rule["api"] for rule in (await http.get("/demo/faults")).json()] == ["supplier", "telegram"]
    await http.delete(f"/demo/faults/{first}")
    assert (await http.get("/v3/ping")).status_code == 200
    await http.delete("/demo/faults")
    assert (await http.get("/demo/faults")).json() == []


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("POST", "/demo/faults", {"action": "explode"}),
        ("POST", "/demo/faults", []),
        ("POST", "/demo/shop", {"pid": "all"}),
        ("POST", "/demo/shop", {"pid": -1}),
        ("POST", "/demo/shop", {"pid": True}),
        ("GET", "/demo/requests?after=x", None),
        ("DELETE", "/demo/faults/x", None),
    ],
)
async def test_nonsense_is_answered_in_words(
    http: httpx.AsyncClient, method: str, path: str, body: Any
) -> None:
    answer = (
        await http.request(method, path, json=body) if body is not None else await http.request(method, path)
    )
    assert answer.status_code == 400
    assert answer.json()["error"]


async def test_a_body_that_is_not_json_is_answered_in_words(http: httpx.AsyncClient) -> None:
    answer = await http.post("/demo/faults", content=b"{")
    assert (answer.status_code, answer.json()) == (400, {"error": "the body is not JSON"})


async def test_the_shops_process_can_be_registered_and_forgotten(
    world: World, http: httpx.AsyncClient
) -> None:
    await http.post("/demo/shop", json={"pid": 4_000_000})
    assert world.shop_pid == 4_000_000
    await http.post("/demo/shop", json={"pid": None})
    assert world.shop_pid is None


@pytest.mark.parametrize(
    ("headers", "allowed"),
    [
        ({}, True),
        ({"Sec-Fetch-Site": "same-origin"}, True),
        ({"Sec-Fetch-Site": "cross-site"}, False),
        ({"Sec-Fetch-Site": "same-site"}, False),
        ({"Origin": "http://evil.example"}, False),
        ({"Origin": "null"}, False),
        ({"Host": "evil.example"}, False),
        ({"Host": "evil.example:8080"}, False),
        ({"Host": "localhost:8080"}, True),
    ],
)
async def test_only_this_machines_own_page_may_turn_anything(
    http: httpx.AsyncClient, headers: dict[str, str], allowed: bool
) -> None:
    answer = await http.post("/demo/shop", json={"pid": None}, headers=headers)
    assert answer.status_code == (200 if allowed else 403)
    assert (await http.get("/v3/ping", headers=headers)).status_code == 200


async def test_a_reset_forgets_what_people_and_the_supplier_did(
    world: World, http: httpx.AsyncClient
) -> None:
    since = world.hub.seq
    await http.post("/demo/users/1001/send", json={"text": "/start"})
    await http.patch("/demo/supplier/wallet", json={"balance": 5})
    await http.post("/demo/faults", json={"times": None})
    await http.post("/demo/reset")
    state = (await http.get("/demo/state")).json()
    assert (state["supplier"]["balance"], state["faults"]) == (250_000, [])
    assert (await http.get("/demo/users/1001/messages")).json() == []
    events = await events_after(http, 1, params={"since": since}, until="reload")
    assert events[-1]["type"] == "reload"


async def test_what_is_saved_is_taken_up_by_another_world(
    world: World, http: httpx.AsyncClient, tmp_path: Any
) -> None:
    await http.post("/demo/users/1001/send", json={"text": "سلام"})
    await http.patch("/demo/supplier/mode", json={"fulfil_seconds": 60, "dialect": "guide"})
    panel = (await http.get("/demo/supplier")).json()
    product = panel["categories"][0]["products"][0]
    body = {"productId": product["id"], "typeId": product["types"][0]["id"], "quantity": 2, "ref": "HN-1"}
    answer = await http.post(
        "/v3/gift-cards/placeOrder", json=body, headers={"X-Access-Token": "demo-key-not-a-secret"}
    )
    assert answer.status_code == 200
    world.save(tmp_path / "world.json")
    other = World()
    assert other.load(tmp_path / "world.json")
    assert other.supplier.snapshot() == world.supplier.snapshot()
    assert other.telegram.snapshot() == world.telegram.snapshot()
    assert json.dumps(other.supplier.dump()) == json.dumps(world.supplier.dump())
    other.close()


async def events_after(
    http: httpx.AsyncClient, count: int, *, until: str | None = None, **request: Any
) -> list[dict[str, Any]]:
    events: list[dict[str, Any]] = []
    async with asyncio.timeout(5), http.stream("GET", "/demo/events", **request) as answer:
        assert answer.headers["content-type"].startswith("text/event-stream")
        async for line in answer.aiter_lines():
            if line.startswith("data: "):
                events.append(json.loads(line.removeprefix("data: ")))
                if events[-1]["type"] == until or (until is None and len(events) == count):
                    break
    return events


async def test_a_browser_keeps_the_pages_files_and_the_page_names_their_version(
    http: httpx.AsyncClient,
) -> None:
    page = await http.get("/")
    assert page.headers["cache-control"] == "no-cache"
    [script] = re.findall(r'src="(/page/[0-9a-f]{12}/app\.js)"', page.text)
    assert not re.search(r'"/page/[^/"]+"', page.text)
    for name in ("app.js", "chat.js", "style.css", "pattern.svg"):
        file = await http.get(script.replace("app.js", name))
        assert file.content == (PAGE / name).read_bytes()
        assert file.headers["cache-control"] == "max-age=31536000, immutable"


def test_every_change_of_a_file_makes_another_version(tmp_path: Path) -> None:
    (tmp_path / "app.js").write_text("1")
    before = version_of(tmp_path)
    assert version_of(tmp_path) == before
    os.utime(tmp_path / "app.js", ns=(1, 1))
    changed = version_of(tmp_path)
    (tmp_path / "new.js").write_text("")
    assert len({before, changed, version_of(tmp_path)}) == 3
