import pytest

from storage.chat import messages
from storage.database import Database
from storage.states import MessageKind
from storage.wakeups import WakeUp, Work, note
from tests.fakes.clock import FakeClock

pytestmark = pytest.mark.both_engines


@pytest.fixture
def woken(db: Database) -> WakeUp:
    return WakeUp.on(db.wake_ups, Work.MESSAGES_TO_SEND)


async def test_a_message_in_the_outbox_wakes_whoever_sends_them(
    db: Database, woken: WakeUp, clock: FakeClock
) -> None:
    async with db.write() as conn:
        await messages.add(conn, key="k", chat_id=1, kind=MessageKind.ANSWER, payload={}, now=clock.now())
        assert not await woken.wait(0)
    assert await woken.wait(0)
    assert not await woken.wait(0)


async def test_a_wake_up_finds_what_was_committed(db: Database, clock: FakeClock) -> None:
    async def count() -> int:
        async with db.read() as conn:
            return len(await messages.due(conn, clock.now(), 9, process_id="me", without=()))

    woken = WakeUp.on(db.wake_ups, Work.MESSAGES_TO_SEND)
    async with db.write() as conn:
        await messages.add(conn, key="k", chat_id=1, kind=MessageKind.ANSWER, payload={}, now=clock.now())
    assert await woken.wait(0)
    assert await count() == 1


async def test_what_is_rolled_back_wakes_nobody_now_or_at_the_next_commit(
    db: Database, woken: WakeUp
) -> None:
    with pytest.raises(ZeroDivisionError):
        async with db.write() as conn:
            note(conn, Work.MESSAGES_TO_SEND)
            raise ZeroDivisionError
    assert not await woken.wait(0)
    async with db.write():
        pass
    assert not await woken.wait(0)


async def test_only_those_who_asked_for_that_kind_are_woken(db: Database, woken: WakeUp) -> None:
    placer = WakeUp.on(db.wake_ups, Work.ORDERS_TO_PLACE, Work.LOST_ORDERS)
    async with db.write() as conn:
        note(conn, Work.LOST_ORDERS)
    assert await placer.wait(0)
    assert not await woken.wait(0)
