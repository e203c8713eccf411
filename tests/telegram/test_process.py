"""Whole processes over loopback HTTP: killed without warning, stopped cleanly, started twice."""

import asyncio
import signal
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path
from typing import Any

import pytest

from storage.chat import inbox
from storage.database import Database
from tests.e2e.conftest import nursery
from tests.e2e.nursery import Child, Nursery
from tests.telegram.bot_api import FakeTelegram, message_update, served

__all__ = ["nursery"]

pytestmark = pytest.mark.processes

UPDATES = 30
Moment = Callable[[str, dict[str, Any], FakeTelegram], bool]
Shop = Callable[[str], AbstractAsyncContextManager[Child]]


@pytest.fixture
def said(tmp_path: Path) -> Path:
    """All that the shops of a test say."""
    return tmp_path / "said"


@pytest.fixture
def shop(nursery: Nursery, said: Path, database_url: str) -> Shop:
    """The smallest shop there is, for the Telegram at that address."""

    @asynccontextmanager
    async def running(base: str) -> AsyncIterator[Child]:
        child = nursery.start("tests.telegram.shop_process", [base, database_url], {}, said)
        try:
            yield child
        finally:
            child.send_signal(signal.SIGKILL)
            await end(child)

    return running


async def end(child: Child, within: float = 30) -> int:
    """How it ended; the Telegram that it talks to works on meanwhile."""
    async with asyncio.timeout(within):
        while (status := child.poll()) is None:  # noqa: ASYNC110 - another process
            await asyncio.sleep(0.02)
    return status


async def stop(child: Child) -> int:
    child.send_signal(signal.SIGTERM)
    return await end(child, 10)


def words(said: Path) -> str:
    return said.read_text()


async def left(database_url: str) -> list[int]:
    db = Database.open(database_url)
    async with db.read() as conn:
        waiting = [row.update_id for row in await inbox.waiting(conn, after=-1, limit=100)]
    await db.close()
    return waiting


def confirming(method: str, params: dict[str, Any], _: FakeTelegram) -> bool:
    return method == "getUpdates" and bool(params.get("offset"))


def first_answer(method: str, _: dict[str, Any], __: FakeTelegram) -> bool:
    return method == "sendMessage"


def tenth_answer(method: str, _: dict[str, Any], telegram: FakeTelegram) -> bool:
    return method == "sendMessage" and len(telegram.asked("sendMessage")) == 10


@pytest.mark.parametrize("moment", [confirming, first_answer, tenth_answer])
async def test_kill_9_with_updates_in_hand_loses_none(
    telegram: FakeTelegram, shop: Shop, database_url: str, moment: Moment
) -> None:
    victim: list[Child] = []

    async def kill(method: str, params: dict[str, Any]) -> None:
        if victim and moment(method, params, telegram):
            victim.pop().send_signal(signal.SIGKILL)
        elif not victim and method == "sendMessage":
            await asyncio.Future()

    telegram.before = kill
    await telegram.deliver(*(message_update(n, person=1 + n % 10) for n in range(1, UPDATES + 1)))
    async with served(telegram) as base:
        async with shop(base) as process:
            victim.append(process)
            assert await end(process) == -signal.SIGKILL
        answered_before = {call["text"] for call in telegram.asked("sendMessage")}
        telegram.before = None
        telegram.calls.clear()

        def everybody_is_answered() -> bool:
            answered = {call["text"] for call in telegram.asked("sendMessage")}
            return answered | answered_before == {str(n) for n in range(1, UPDATES + 1)}

        async with shop(base) as process:
            await telegram.until(everybody_is_answered)
            await telegram.until(lambda: telegram.confirmed == UPDATES)
            assert await stop(process) == 0
    assert await left(database_url) == []
    # One person's answers come in order, also across the restart.
    for person in range(1, 11):
        texts = [int(call["text"]) for call in telegram.asked("sendMessage") if call["chat_id"] == person]
        assert texts == sorted(texts)


async def test_sigterm_ends_it_in_time_and_what_was_not_finished_is_done_next_time(
    telegram: FakeTelegram, shop: Shop, database_url: str
) -> None:
    async def hang(method: str, params: dict[str, Any]) -> None:
        if method == "sendMessage" and params["text"] == "2":
            await asyncio.Future()

    telegram.before = hang
    await telegram.deliver(*(message_update(n, person=n) for n in (1, 2, 3)))
    async with served(telegram) as base:
        async with shop(base) as process:
            await telegram.until(lambda: len(telegram.asked("sendMessage")) == 3)
            assert await stop(process) == 0
        assert await left(database_url) == [2]
        telegram.before = None
        async with shop(base) as process:
            await telegram.until(lambda: len(telegram.asked("sendMessage")) == 4)
            assert await stop(process) == 0
    assert telegram.asked("sendMessage")[-1]["text"] == "2"
    assert await left(database_url) == []


async def test_a_second_shop_on_the_same_database_says_who_is_there_and_goes(
    telegram: FakeTelegram, shop: Shop, said: Path
) -> None:
    async with served(telegram) as base, shop(base) as first:
        await telegram.until(lambda: "getUpdates" in telegram.methods())
        async with shop(base) as second:
            assert await end(second) == 1
        assert f"process {first.pid}" in words(said)
        assert telegram.methods().count("getMe") == 1
        assert await stop(first) == 0
