"""Events reach whoever listens, once and in order; who has missed too much is told so."""

import asyncio
import json
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from bot.demo.events import EventHub


async def take(hub: EventHub, since: int, count: int) -> list[dict[str, Any]]:
    events: list[dict[str, Any]] = []
    async with asyncio.timeout(5):
        async for chunk in hub.stream(since):
            lines = [line for line in chunk.splitlines() if line.startswith("data: ")]
            events += [json.loads(line.removeprefix("data: ")) for line in lines]
            if len(events) >= count:
                break
    return events


async def test_a_listener_gets_what_it_missed_and_then_what_comes() -> None:
    hub = EventHub()
    start = hub.seq
    hub.publish("typing", chat_id=1001)
    listening = asyncio.create_task(take(hub, start, 2))
    await asyncio.sleep(0)
    hub.publish("toast", text="حسنا")
    assert await listening == [
        {"seq": start + 1, "type": "typing", "chat_id": 1001},
        {"seq": start + 2, "type": "toast", "text": "حسنا"},
    ]


async def test_who_has_missed_too_much_is_told_to_reload_once() -> None:
    hub = EventHub(keep=3)
    start = hub.seq
    for n in range(5):
        hub.publish("request", n=n)
    listening = asyncio.create_task(take(hub, start, 2))
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    hub.publish("request", n=5)
    first, second = await listening
    assert first == {"seq": start + 5, "type": "reload"}
    assert (second["type"], second["seq"]) == ("request", start + 6)


async def test_numbers_of_an_earlier_or_later_run_mean_reload() -> None:
    hub = EventHub()
    assert hub.since(hub.seq + 1) is None
    assert hub.since(7) is None
    assert hub.since(hub.seq) == []


async def test_who_watches_one_chat_hears_what_happens_there_and_only_there() -> None:
    hub = EventHub()
    start = hub.seq
    watching = asyncio.create_task(hub.next_in(1001, start, 5))
    hub.publish("request", n=1)
    hub.publish("message", chat_id=1002)
    for _ in range(3):
        await asyncio.sleep(0)
    assert not watching.done()
    hub.publish("edit", chat_id=1001)
    assert await watching == start + 3
    assert await hub.next_in(1001, start, 5) == start + 3  # it has happened already
    assert await hub.next_in(1001, hub.seq, 0) == start + 3  # nothing new, and no time
    for unknown in (7, hub.seq + 1):
        assert await hub.next_in(1001, unknown, 5) == start + 3
    watching = asyncio.create_task(hub.next_in(1001, hub.seq, 5))
    await asyncio.sleep(0)
    hub.close()
    assert await watching == start + 3


async def test_closing_ends_every_stream() -> None:
    hub = EventHub()
    listeners = [asyncio.create_task(take(hub, hub.seq, 1)) for _ in range(3)]
    await asyncio.sleep(0)
    hub.close()
    assert await asyncio.gather(*listeners) == [[], [], []]


@given(st.integers(0, 30), st.integers(1, 10), st.integers(-3, 35))
def test_since_is_all_or_nothing(published: int, keep: int, missed: int) -> None:
    hub = EventHub(keep=keep)
    for n in range(published):
        hub.publish("request", n=n)
    events = hub.since(hub.seq - missed)
    if 0 <= missed <= min(published, keep):
        assert events is not None
        assert [event["seq"] for event in events] == list(range(hub.seq - missed + 1, hub.seq + 1))
    else:
        assert events is None
