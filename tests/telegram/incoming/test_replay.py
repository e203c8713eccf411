"""What an earlier process left runs again: in order, suspects alone, and in the way of nobody."""

import gc

import pytest
from telegram import Update

from bot.telegram.incoming.arrivals import SLICE, Arrival
from bot.telegram.incoming.backlog import IN_MEMORY
from bot.telegram.incoming.handling import GIVEN_UP_AT, SetAside
from tests.telegram.bot_api import pre_checkout_update
from tests.telegram.conftest import Shop
from tests.telegram.incoming.handled_updates import Handler, dies, message


async def tries_of_waiting(shop: Shop) -> list[tuple[int, int]]:
    return [(left.update_id, left.tries) async for part in shop.intake.inbox.unfinished() for left in part]


async def test_what_a_dead_process_left_runs_again_oldest_first_and_before_what_is_new(shop: Shop) -> None:
    first = Handler(shop)
    first.stuck = {3}
    await shop.application.initialize()
    await shop.intake.accept([message(3), message(4), message(9)])
    await first.begins(3)
    await dies(shop)

    again = shop.again()
    second = Handler(again)
    await again.application.initialize()
    await again.intake.replay()
    await again.intake.accept([message(10)])
    await again.settles()
    assert second.finished == [3, 4, 9, 10]
    assert await again.waiting() == []
    await again.close()


async def test_an_update_that_kills_the_process_three_times_is_set_aside_and_blocks_nobody(
    shop: Shop,
) -> None:
    shops = [shop]
    handler = Handler(shop)
    handler.stuck = {5}
    await shop.application.initialize()
    await shop.intake.accept([message(5), message(6)])
    await handler.begins(5)
    await dies(shop)

    for run in (2, 3):
        shops.append(shop.again())
        handler = Handler(shops[-1])
        handler.stuck = {5}
        await shops[-1].application.initialize()
        await shops[-1].intake.replay()
        await handler.begins(5)
        assert handler.begun == [5], f"in run {run} the suspect runs alone"
        await dies(shops[-1])

    last = shop.again()
    handler = Handler(last)
    handler.stuck = {5}
    await last.application.initialize()
    await last.intake.replay()
    await last.settles()
    assert handler.finished == [6]
    assert last.aside == [(5, SetAside.ENDS_THE_PROCESS)]
    assert await last.waiting() == []
    for each in [*shops[1:], last]:
        await each.close()


async def test_an_update_that_others_run_beside_is_not_given_up_for_what_kills_the_process(
    shop: Shop,
) -> None:
    """Somebody kills the process again and again; this update is only slow, and others come all the time."""
    await shop.application.initialize()
    await shop.intake.inbox.save([message(5)])
    counted = []
    for run in range(6):
        again = shop.again()
        handler = Handler(again)
        handler.stuck = {5}
        await again.application.initialize()
        await again.intake.replay()
        await handler.begins(5)
        await again.intake.accept([message(100 + run, person=2)])
        await handler.begins(100 + run)
        await again.intake.inbox.flush()
        await dies(again)
        counted += [tries for update_id, tries in await tries_of_waiting(shop) if update_id == 5]
        assert again.aside == []
    assert counted == [1, 2, 3, 4, 5, 6]
    last = shop.again()
    handler = Handler(last)
    await last.application.initialize()
    await last.intake.replay()
    await last.settles()
    assert 5 in handler.finished
    await last.close()


async def test_what_ends_with_the_process_beside_others_every_time_is_given_up_in_the_end(shop: Shop) -> None:
    await shop.application.initialize()
    await shop.intake.inbox.save([message(5)])
    await shop.intake.inbox.count_try(5, GIVEN_UP_AT)
    await shop.intake.replay()
    await shop.settles()
    assert shop.aside == [(5, SetAside.ENDS_THE_PROCESS)]


async def test_a_suspect_that_hangs_holds_up_what_was_left_for_seconds_and_nothing_that_is_new(
    shop: Shop,
) -> None:
    handler = Handler(shop)
    handler.stuck = {2}
    await shop.application.initialize()
    await shop.intake.inbox.save([message(1), message(2, person=2)])
    await shop.intake.inbox.count_try(2)
    await shop.intake.replay()
    await handler.begins(2)
    # Somebody new, and a question before a payment of somebody who waits, which has ten seconds.
    await shop.intake.accept([message(3, person=3), Arrival.of(pre_checkout_update(4, 1))])
    await handler.begins(3)
    await handler.begins(4)
    await shop.clock.advance(2.9)
    assert sorted(handler.begun) == [2, 3, 4]
    await shop.clock.advance(0.1)
    await handler.begins(1)


async def test_many_suspects_that_hang_hold_up_what_was_left_for_little_more_than_ten_seconds(
    shop: Shop,
) -> None:
    handler = Handler(shop)
    handler.stuck = set(range(2, 8))
    await shop.application.initialize()
    await shop.intake.inbox.save([message(n, person=n) for n in range(1, 8)])
    for suspect in handler.stuck:
        await shop.intake.inbox.count_try(suspect)
    await shop.intake.replay()
    for suspect, patience in zip(range(2, 8), (3, 3, 3, 1, 0.5, 0.5), strict=True):
        await handler.begins(suspect)
        assert handler.begun == list(range(2, suspect + 1))
        await shop.clock.advance(patience)
    await handler.begins(1)


async def test_what_a_person_does_anew_comes_after_what_was_left_of_theirs(shop: Shop) -> None:
    handler = Handler(shop)
    handler.stuck = {5}
    await shop.application.initialize()
    await shop.intake.inbox.save([message(1), message(2), message(3), message(5, person=2), message(6, 2)])
    for suspect in (2, 5):
        await shop.intake.inbox.count_try(suspect)
    await shop.intake.replay()
    await shop.intake.accept([message(7), message(8, person=2), message(9, person=3)])
    await handler.begins(5)
    await shop.clock.advance(3)
    await handler.begins(7)
    mine = [1, 2, 3, 7]
    assert [n for n in handler.begun if n in mine] == mine
    assert [n for n in handler.begun if n not in mine] == [9, 5]


async def test_a_clean_stop_makes_no_suspects(shop: Shop) -> None:
    await shop.application.initialize()
    await shop.intake.inbox.save([message(1), message(2, person=2)])
    for _ in range(5):
        again = shop.again()
        handler = Handler(again)
        handler.stuck = {1}
        await again.application.initialize()
        await again.intake.replay()
        await handler.begins(1)
        await again.close()
    assert await tries_of_waiting(shop) == [(1, 0)]


async def test_a_stop_while_suspects_run_leaves_all_that_waits_for_the_next_start(shop: Shop) -> None:
    handler = Handler(shop)
    handler.stuck = {2}
    await shop.application.initialize()
    await shop.intake.inbox.save([message(1), message(2, person=2), message(3, person=2)])
    await shop.intake.inbox.count_try(2)
    await shop.intake.replay()
    await handler.begins(2)
    await shop.intake.accept([message(4)])
    assert await shop.intake.drain(0.01) == 2
    assert await tries_of_waiting(shop) == [(1, 0), (2, 1), (3, 0), (4, 0)]


async def test_a_suspect_that_works_this_time_is_done(shop: Shop) -> None:
    await shop.application.initialize()
    await shop.intake.inbox.save([message(1), message(2)])
    await shop.intake.inbox.count_try(2)
    handler = Handler(shop)
    await shop.intake.replay()
    await shop.settles()
    assert handler.finished == [1, 2]
    assert shop.aside == []
    assert await shop.waiting() == []


def in_memory() -> int:
    """How many updates this process holds, but for what was there at the last `gc.freeze`."""
    return sum(isinstance(each, Arrival) for each in gc.get_objects())


class Weighed(Handler):
    """Also notes how many updates were in memory as some of them ran."""

    def __init__(self, shop: Shop) -> None:
        super().__init__(shop)
        self.most = 0

    async def _handle(self, update: Update, context: object) -> None:
        if update.update_id % 40 == 0:
            self.most = max(self.most, in_memory())
        await super()._handle(update, context)


@pytest.mark.parametrize("suspect", [None, 300])
async def test_a_great_deal_that_was_left_is_in_memory_in_slices_and_keeps_each_persons_order(
    shop: Shop, suspect: int | None
) -> None:
    await shop.application.initialize()
    many = 2 * SLICE
    for start in range(0, many, SLICE):
        await shop.intake.inbox.save([message(n, person=n % 3) for n in range(start, start + SLICE)])
    if suspect is not None:
        await shop.intake.inbox.count_try(suspect)
    handler = Weighed(shop)
    gc.freeze()  # all that earlier tests have left need not be looked through each time
    await shop.intake.replay()
    await shop.intake.accept([message(n, person=n % 3) for n in range(many, many + 3)])
    await shop.settles()
    for person in range(3):
        assert [n for n in handler.finished if n % 3 == person] == list(range(person, many + 3, 3))
    if suspect is not None:
        assert handler.begun.index(suspect) == len(range(suspect % 3, suspect, 3)), (
            "what its person did before"
        )
    # A slice as it was read, and what runs.
    assert 0 < handler.most <= SLICE + 3 * IN_MEMORY + 3
    assert await shop.waiting() == []
