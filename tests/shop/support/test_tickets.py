"""Tickets: whatever people do in whatever order, each state follows from the one before, and whose it is and
who waits is never in doubt.
"""

import asyncio
import random
from collections.abc import Awaitable, Callable
from itertools import pairwise

import pytest
from sqlalchemy import text

from bot.shop.errors import NotFoundError, TooMuchWrittenError
from bot.shop.support.tickets import TRANSITIONS, About, TicketKind, TicketState, move
from bot.shop.support.written import Written, WrittenKind
from storage.chat import tickets
from storage.chat.tickets import TicketRow
from tests.shop.whole import STAFF, WholeShop

pytestmark = pytest.mark.both_engines

S = TicketState
HELPER = 2013
HELLO = Written(WrittenKind.TEXT, "hello")


@pytest.fixture
async def staffed(shop: WholeShop) -> WholeShop:
    """With a helper who answers tickets, and a customer."""
    async with shop.db.write() as conn:
        helper = f"INSERT INTO staff (user_id, role, added_at) VALUES ({HELPER}, 'support', 0)"
        await conn.exec_driver_sql(helper)
    await shop.customer(1001)
    return shop


async def rows(shop: WholeShop) -> list[TicketRow]:
    async with shop.db.read() as conn:
        return await tickets.list_all(conn, before=None, limit=100)


async def must_hold(shop: WholeShop) -> None:
    """What is true of all tickets at any moment."""
    for row in await rows(shop):
        if row.state in {S.WAITING, S.CLOSED}:
            assert (row.asked_at, row.remind_at) == (None, None)
        if row.state is S.OPEN:
            assert row.taken_by is None
        if row.state is S.TAKEN:
            assert row.taken_by is not None
        async with shop.db.read() as conn:
            events = await tickets.events(conn, row.id, 1000)
        assert events[0].from_state is None
        assert events[-1].to_state is row.state
        assert all(after.from_state is before.to_state for before, after in pairwise(events))
        assert all(after.to_state in TRANSITIONS[before.to_state] for before, after in pairwise(events))
    async with shop.db.read() as conn:
        without = "SELECT count(*) FROM support_messages WHERE ticket_id IS NULL AND handed_at IS NOT NULL"
        assert (await conn.execute(text(without))).scalar_one() == 0


@pytest.mark.parametrize("seed", range(4))
async def test_in_any_order_each_state_follows_from_the_one_before(staffed: WholeShop, seed: int) -> None:
    shop, chance = staffed, random.Random(seed)
    abouts = [None, About(TicketKind.PAYMENT), About(TicketKind.QUESTION)]
    done = 0

    async def one_step(number: int) -> None:
        some = await rows(shop)
        ticket = chance.choice(some).id if some else 1
        staff = chance.choice([STAFF, HELPER])
        holder = chance.choice([None, STAFF, HELPER])
        desk, key = shop.ticket_desk, f"step:{number}"
        deeds: list[Callable[[], Awaitable[object]]] = [
            lambda: shop.support.write(1001, HELLO, key=key, about=chance.choice(abouts)),
            lambda: shop.support.write(1001, HELLO, key=key, ticket_id=ticket),
            lambda: shop.support.answer_ticket(staff, ticket, HELLO, key=key),
            lambda: desk.take(staff, ticket, seen_holder=holder),
            lambda: desk.release(staff, ticket),
            lambda: desk.close(staff, ticket),
            lambda: desk.reopen(staff, ticket),
            desk.remind,
        ]
        await chance.choice(deeds)()

    for number in range(60):
        shop.clock.tick(chance.choice([1, 60, 3600]))
        try:
            await one_step(number)
            done += 1
        except (NotFoundError, TooMuchWrittenError):
            pass
        await must_hold(shop)
    assert done > 30
    assert len({row.subject for row in await rows(shop)}) > 1


async def test_two_who_take_it_at_the_same_moment_are_one(staffed: WholeShop) -> None:
    await staffed.support.write(1001, HELLO, key="one")
    took = await asyncio.gather(
        *(staffed.ticket_desk.take(staff, 1, seen_holder=None) for staff in (STAFF, HELPER))
    )
    assert sorted(one.done for one in took) == [False, True]
    assert {one.ticket.taken_by for one in took} == {(await rows(staffed))[0].taken_by}


async def test_two_messages_at_the_same_moment_are_one_ticket(staffed: WholeShop) -> None:
    await asyncio.gather(*(staffed.support.write(1001, HELLO, key=f"m{n}") for n in range(3)))
    [row] = await rows(staffed)
    assert len((await staffed.ticket_desk.dossier(row.id)).messages) == 3


async def test_what_may_not_follow_is_an_error_of_ours(staffed: WholeShop) -> None:
    await staffed.support.write(1001, HELLO, key="one")
    [row] = await rows(staffed)
    async with staffed.db.write() as conn:
        with pytest.raises(ValueError, match="does not become"):
            await move(conn, row, S.OPEN, at=staffed.clock.now(), who="customer")


async def test_an_act_on_what_has_moved_on_changes_nothing(staffed: WholeShop) -> None:
    await staffed.support.write(1001, HELLO, key="one")
    [seen] = await rows(staffed)
    await staffed.ticket_desk.close(STAFF, 1)
    async with staffed.db.write() as conn:
        late = await move(conn, seen, S.TAKEN, at=staffed.clock.now(), who=f"staff:{HELPER}", taken_by=HELPER)
    assert late is None
    assert [row.state for row in await rows(staffed)] == [S.CLOSED]


async def test_nobody_writes_about_what_is_not_theirs(staffed: WholeShop) -> None:
    order = await staffed.buy(await staffed.customer(1002, dinars=10_000))
    for about in (
        About(TicketKind.ORDER, order.ref),
        About(TicketKind.DEAD_CODE, order.ref, 1),
        About(TicketKind.PAYMENT, request_id="unknown"),
    ):
        with pytest.raises(NotFoundError):
            await staffed.support.write(1001, HELLO, key="x", about=about)
    assert await rows(staffed) == []


async def test_an_answer_to_a_message_from_before_tickets_opens_one(staffed: WholeShop) -> None:
    async with staffed.db.write() as conn:
        old = (
            "INSERT INTO support_messages (id, key, customer_id, kind, body, written_at, handed_at)"
            " VALUES (7, 'old', 1001, 'text', 'old', 0, 0)"
        )
        await conn.exec_driver_sql(old)
    await staffed.support.answer(STAFF, 7, HELLO, key="answer")
    [row] = await rows(staffed)
    assert (row.state, row.taken_by) == (S.WAITING, STAFF)


async def test_every_act_is_in_the_audit_log(staffed: WholeShop) -> None:
    await staffed.support.write(1001, HELLO, key="one")
    desk = staffed.ticket_desk
    await desk.take(HELPER, 1, seen_holder=None)
    await desk.release(HELPER, 1)
    await desk.close(STAFF, 1)
    await desk.close(STAFF, 1)
    await desk.reopen(STAFF, 1)
    async with staffed.db.read() as conn:
        told = "SELECT staff_id, action FROM audit_log WHERE subject = 'ticket:1' ORDER BY id"
        assert [tuple(act) for act in await conn.execute(text(told))] == [
            (HELPER, "ticket_taken"),
            (HELPER, "ticket_released"),
            (STAFF, "ticket_closed"),
            (STAFF, "ticket_reopened"),
        ]
