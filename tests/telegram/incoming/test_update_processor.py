"""The processor: who is served when."""

import asyncio
import random
from collections import defaultdict
from collections.abc import Awaitable, Callable

import pytest
from telegram import Update

from bot.telegram.incoming.update_processor import PerPersonProcessor
from tests.telegram.bot_api import message_update, pre_checkout_update


def update(data: dict[str, object]) -> Update:
    parsed = Update.de_json(data, None)
    assert parsed is not None
    return parsed


def message(update_id: int, person: int) -> Update:
    return update(message_update(update_id, person))


class Counter:
    """Handlers of a test: note who ran, and may be made to wait."""

    def __init__(self) -> None:
        self.ran: list[int] = []
        self.go = asyncio.Event()

    async def run(self, what: Update) -> None:
        self.ran.append(what.update_id)

    async def wait(self, what: Update) -> None:
        await self.go.wait()
        self.ran.append(what.update_id)


Handler = Callable[[Update], Awaitable[None]]


def start(processor: PerPersonProcessor, what: Update, handler: Handler) -> asyncio.Task[None]:
    return asyncio.create_task(processor.process_update(what, handler(what)))


async def settle() -> None:
    for _ in range(20):
        await asyncio.sleep(0)


async def test_50_people_with_80_updates_each_are_served_in_their_order() -> None:
    processor = PerPersonProcessor(at_once=32)
    ran: dict[int, list[int]] = defaultdict(list)
    running: set[int] = set()
    most_at_once = 0
    chance = random.Random(7)

    async def handler(what: Update) -> None:
        nonlocal most_at_once
        person = what.effective_user
        assert person is not None
        assert person.id not in running
        running.add(person.id)
        most_at_once = max(most_at_once, len(running))
        for _ in range(chance.randrange(4)):
            await asyncio.sleep(0)
        running.remove(person.id)
        ran[person.id].append(what.update_id)

    updates = [(n, person) for n in range(80) for person in range(50)]
    tasks = [
        start(processor, message(1 + index, person), handler) for index, (_, person) in enumerate(updates)
    ]
    await asyncio.gather(*tasks)
    assert len(ran) == 50
    assert all(ids == sorted(ids) and len(ids) == 80 for ids in ran.values())
    assert most_at_once == 32
    assert processor.people_inside == 0


async def test_a_flooding_person_does_not_delay_another() -> None:
    processor = PerPersonProcessor(at_once=2)
    seen = Counter()
    flood = [start(processor, message(n, 1), seen.wait) for n in range(300)]
    await settle()
    await start(processor, message(1000, 2), seen.run)
    assert seen.ran == [1000]
    seen.go.set()
    await asyncio.gather(*flood)
    assert seen.ran[1:] == list(range(300))


async def test_a_pre_checkout_query_passes_everybody_even_its_own_sender() -> None:
    processor = PerPersonProcessor(at_once=1)
    seen = Counter()
    waiting = [start(processor, message(n, 1), seen.wait) for n in range(5)]
    await settle()
    await start(processor, update(pre_checkout_update(100, 1)), seen.run)
    assert seen.ran == [100]
    seen.go.set()
    await asyncio.gather(*waiting)


async def test_updates_of_nobody_have_a_lane_of_their_own() -> None:
    processor = PerPersonProcessor(at_once=2)
    seen = Counter()
    poll = {
        "id": "1",
        "question": "?",
        "options": [],
        "total_voter_count": 0,
        "is_closed": False,
        "is_anonymous": True,
        "type": "regular",
        "allows_multiple_answers": False,
        "allows_revoting": False,
        "members_only": False,
    }
    tasks = [start(processor, update({"update_id": n, "poll": poll}), seen.wait) for n in range(10)]
    await settle()
    await start(processor, message(100, 1), seen.run)
    seen.go.set()
    await asyncio.gather(*tasks)
    assert seen.ran == [100, *range(10)]


async def test_a_failing_handler_frees_its_place() -> None:
    async def fail(_: Update) -> None:
        raise LookupError("no such card")

    processor = PerPersonProcessor(at_once=1)
    with pytest.raises(LookupError):
        await start(processor, message(1, 1), fail)
    seen = Counter()
    await start(processor, message(2, 1), seen.run)
    assert seen.ran == [2]
    assert processor.people_inside == 0


async def test_an_update_that_is_cancelled_while_waiting_leaves_nothing_behind() -> None:
    processor = PerPersonProcessor()
    seen = Counter()
    tasks = [start(processor, message(n, 1), seen.wait) for n in range(3)]
    await settle()
    for task in tasks[1:]:
        task.cancel()
    await asyncio.gather(*tasks[1:], return_exceptions=True)
    seen.go.set()
    await tasks[0]
    assert seen.ran == [0]
    assert processor.people_inside == 0
