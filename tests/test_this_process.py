"""Several processes over one database: who lives, who leads, and what a dead one had claimed."""

import asyncio
from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.exc import DBAPIError

from bot.this_process import BEAT, LAPSE, Lead, ThisProcess
from storage.database import Database
from storage.house import processes
from storage.tables import leases
from storage.wakeups import Work
from tests.fakes.clock import FakeClock

pytestmark = pytest.mark.both_engines


@pytest.fixture
async def one(db: Database, clock: FakeClock) -> ThisProcess:
    return await started(db, clock)


@pytest.fixture
async def other(one: ThisProcess, db: Database, clock: FakeClock) -> ThisProcess:
    return await started(db, clock)


async def started(db: Database, clock: FakeClock) -> ThisProcess:
    process = ThisProcess(db, clock, shared=True)
    await process.enter()
    return process


async def pass_(clock: FakeClock, seconds: float, *beating: ThisProcess) -> None:
    for _ in range(round(seconds / BEAT)):
        clock.tick(BEAT)
        for process in beating:
            await process.beat()


async def living(db: Database) -> set[str]:
    async with db.read() as conn:
        return {row.id for row in await processes.every(conn)}


async def holder(db: Database, name: str) -> str | None:
    async with db.read() as conn:
        return (await conn.execute(select(leases.c.claimed_by).where(leases.c.name == name))).scalar()


async def test_those_that_beat_live(
    db: Database, clock: FakeClock, one: ThisProcess, other: ThisProcess
) -> None:
    await pass_(clock, 100, one, other)
    assert await living(db) == {one.id, other.id} == {row.id for row in one.living}


async def test_one_that_is_killed_is_found_dead_within_15_seconds_and_not_before_9(
    db: Database, clock: FakeClock, one: ThisProcess, other: ThisProcess
) -> None:
    await pass_(clock, 10, one, other)
    killed_at = clock.monotonic()
    while other.id in await living(db):
        await pass_(clock, BEAT, one)
    assert LAPSE <= clock.monotonic() - killed_at <= 13
    assert [row.id for row in one.living] == [one.id]


async def test_the_dead_ones_work_wakes_the_workers_of_those_who_live(
    db: Database, clock: FakeClock, one: ThisProcess, other: ThisProcess
) -> None:
    woken: list[Work] = []
    for work in Work:
        db.wake_ups.subscribe(work, lambda work=work: woken.append(work))  # type: ignore[misc] # each its own
    await pass_(clock, 8, one)
    assert woken == []
    await pass_(clock, 6, one)
    assert set(woken) == set(Work)


async def test_clocks_that_differ_by_hours_or_jump_make_nobody_dead(db: Database, clock: FakeClock) -> None:
    behind = FakeClock(clock.now() - timedelta(hours=3))
    one, other = await started(db, clock), await started(db, behind)
    for _ in range(20):
        await pass_(clock, BEAT, one)
        await pass_(behind, BEAT, other)
        behind.set_by(timedelta(minutes=(-50, 70)[round(clock.monotonic()) % 4 // 2]))
    assert await living(db) == {one.id, other.id}


async def test_when_nobody_could_reach_the_database_nobody_is_found_dead_by_the_first_that_can(
    db: Database, clock: FakeClock, one: ThisProcess, other: ThisProcess
) -> None:
    before = {one.id, other.id}
    await pass_(clock, 10, other, one)
    clock.tick(300)
    await pass_(clock, 2 * BEAT, one)
    await pass_(clock, 60, other, one)
    assert await living(db) == before


async def test_one_that_has_beaten_since_it_was_looked_at_is_not_removed(
    db: Database, one: ThisProcess, other: ThisProcess
) -> None:
    (looked_at,) = [row for row in one.living if row.id == one.id]
    await one.beat()
    async with db.write() as conn:
        assert not await processes.remove(conn, one.id, beats=looked_at.beats)
    assert await living(db) == {one.id, other.id}


async def test_a_suspended_process_knows_that_it_is_not_sure_and_goes_on_under_a_new_id(
    db: Database, clock: FakeClock, one: ThisProcess, other: ThisProcess
) -> None:
    old = other.id
    assert other.is_sure
    await pass_(clock, 14, one)
    assert not other.is_sure
    async with db.write() as conn:
        assert not await other.lives(conn)
    await other.beat()
    assert other.id != old
    assert other.is_sure
    assert await living(db) == {one.id, other.id}
    async with db.write() as conn:
        assert await other.lives(conn)


async def test_nobody_is_found_dead_while_it_is_sure_of_itself(
    db: Database, clock: FakeClock, one: ThisProcess, other: ThisProcess
) -> None:
    """Beats that come at any distance: being sure ends before anybody may act on a death."""
    for distance in (2, 4, 6, 8):
        await other.beat()
        for _ in range(distance):
            clock.tick(1)
            await one.beat()
            assert other.is_sure
            assert other.id in await living(db)


async def test_one_leads_and_another_takes_over_from_a_dead_one(
    db: Database, clock: FakeClock, one: ThisProcess, other: ThisProcess
) -> None:
    assert "polling" not in one.leading
    assert not one.leads(Lead.POLLING)
    assert not other.leads(Lead.POLLING)
    await pass_(clock, 30, one, other)
    assert (one.leads(Lead.POLLING), other.leads(Lead.POLLING)) == (True, False)
    assert (one.leading["polling"], other.leading["polling"]) == (True, False)
    assert await holder(db, "polling") == one.id
    await pass_(clock, 14, other)
    assert (one.leads(Lead.POLLING), other.leads(Lead.POLLING)) == (False, True)
    await pass_(clock, BEAT, one, other)
    assert [(one.leads(lead), other.leads(lead)) for lead in Lead] == [(False, True)] * 2


async def test_a_leader_that_cannot_beat_stops_leading_before_another_begins(
    clock: FakeClock, one: ThisProcess, other: ThisProcess
) -> None:
    for _ in range(8):
        await pass_(clock, BEAT, other)
        assert not (one.leads(Lead.WORKERS) and other.leads(Lead.WORKERS))
    assert other.leads(Lead.WORKERS)


async def test_a_clean_stop_gives_everything_back_at_once(
    db: Database, clock: FakeClock, one: ThisProcess, other: ThisProcess
) -> None:
    assert one.leads(Lead.WORKERS)
    await one.leave()
    assert not one.leads(Lead.WORKERS)
    await other.beat()
    assert other.leads(Lead.WORKERS)
    assert await living(db) == {other.id}


async def test_what_one_is_alone_with_the_other_waits_for(
    db: Database, clock: FakeClock, one: ThisProcess, other: ThisProcess
) -> None:
    async def work(process: ThisProcess) -> None:
        async with process.alone_with("goods"):
            at_it.append(process)

    at_it: list[ThisProcess] = []
    async with one.alone_with("goods"):
        waiting = asyncio.create_task(work(other))
        await clock.advance(5)
        assert at_it == []
        await work_elsewhere(other)
    async with asyncio.timeout(20):
        while not waiting.done():  # it sleeps again only after it has asked the database
            await clock.advance(1)
            await asyncio.sleep(0.001)
    assert at_it == [other]
    assert await holder(db, "goods") is None


async def work_elsewhere(process: ThisProcess) -> None:
    async with process.alone_with("other goods"):
        pass


async def test_what_a_dead_one_was_alone_with_is_free(
    db: Database, clock: FakeClock, one: ThisProcess, other: ThisProcess
) -> None:
    async with one.alone_with("goods"):
        await pass_(clock, 14, other)
        async with other.alone_with("goods"):
            assert await holder(db, "goods") == other.id
        await one.beat()
        async with other.alone_with("goods"):
            pass
    assert await holder(db, "goods") is None


async def test_the_end_of_an_old_hold_does_not_give_back_what_another_has_taken(
    db: Database, clock: FakeClock, one: ThisProcess, other: ThisProcess
) -> None:
    old = one.alone_with("goods")
    await old.__aenter__()
    await pass_(clock, 14, other)
    await one.beat()
    async with other.alone_with("goods"):
        await old.__aexit__(None, None, None)
        await one.beat()
        assert await holder(db, "goods") == other.id


async def test_what_could_not_be_given_back_is_given_back_at_the_next_beat(
    db: Database, clock: FakeClock, one: ThisProcess
) -> None:
    with pytest.raises(DBAPIError):
        async with one.alone_with("goods"), db.write() as conn:
            await conn.exec_driver_sql("ALTER TABLE leases RENAME TO hidden")
    async with db.write() as conn:
        await conn.exec_driver_sql("ALTER TABLE hidden RENAME TO leases")
    assert await holder(db, "goods") == one.id
    await one.beat()
    assert await holder(db, "goods") is None


@pytest.mark.sqlite_only(reason="time passes faster here than a server answers")
async def test_a_process_beats_by_itself_and_through_trouble(
    db: Database, clock: FakeClock, one: ThisProcess
) -> None:
    beating = asyncio.create_task(one.beats())
    await clock.advance(60)
    assert one.is_sure
    async with db.write() as conn:
        await conn.exec_driver_sql("ALTER TABLE processes RENAME TO hidden")
    await clock.advance(20)
    assert not one.is_sure
    async with db.write() as conn:
        await conn.exec_driver_sql("ALTER TABLE hidden RENAME TO processes")
    await clock.advance(BEAT)
    assert one.is_sure
    beating.cancel()


async def test_a_process_that_is_alone_writes_nothing_and_leads(db: Database, clock: FakeClock) -> None:
    async with ThisProcess(db, clock, shared=False) as process:
        await process.beats()
        clock.tick(1000)
        assert process.is_sure
        assert process.leads(Lead.WORKERS)
        async with db.write() as conn:
            assert await process.lives(conn)
        async with process.alone_with("goods"):
            assert await holder(db, "goods") is None
    assert await living(db) == set()
