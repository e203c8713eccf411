"""Messages to many: each person once, whatever happens to the process; who cannot be reached is left out."""

import asyncio
from collections import Counter, deque
from contextlib import suppress

import pytest

from bot.shop.broadcasts.sending import BroadcastSending
from bot.shop.broadcasts.views import Audience, AudienceKind, Broadcast, BroadcastState
from bot.shop.errors import BroadcastMovedError
from bot.shop.outbox.delivery import NotDeliveredError, SlowDownError, UndeliverableError
from tests.fakes.broadcasts import FakeBroadcastDelivery
from tests.shop.mortal import Fate, Killed, MortalDatabase
from tests.shop.orders.underway import look
from tests.shop.whole import STAFF, WholeShop

pytestmark = pytest.mark.both_engines
PEOPLE = range(2001, 2031)


@pytest.fixture
async def people(shop: WholeShop) -> set[int]:
    """Everybody whom the shop knows."""
    for person in PEOPLE:
        await shop.customer(person)
    return {1001, *PEOPLE}


def sending(shop: WholeShop, delivery: FakeBroadcastDelivery) -> BroadcastSending:
    return BroadcastSending(shop.db, shop.clock, shop.customers, shop.alerts, delivery)


async def started(shop: WholeShop, audience: Audience | None = None) -> int:
    """A message that is being sent."""
    draft = await shop.broadcasts.compose(STAFF, "<b>Eid</b>", None)
    if audience is not None:
        await shop.broadcasts.set_audience(draft.id, audience)
    await shop.broadcasts.start(STAFF, draft.id, message_id=7)
    return draft.id


async def to_its_end(shop: WholeShop, one: BroadcastSending, broadcast_id: int) -> Broadcast:
    """Rounds until it is sent; time passes where a round asks for it."""
    async with asyncio.timeout(60):
        while (now := await shop.broadcasts.get(broadcast_id)).state is BroadcastState.RUNNING:
            shop.clock.tick(await one.run_round())
    return now


async def test_everybody_gets_it_once_in_their_language(shop: WholeShop, people: set[int]) -> None:
    telegram = FakeBroadcastDelivery()
    done = await to_its_end(shop, sending(shop, telegram), await started(shop))
    assert telegram.got == Counter(people)
    assert set(telegram.languages.values()) == {"ar"}
    assert (done.state, done.sent, done.done, done.people) == ("done", 31, 31, 31)
    assert await shop.alert("broadcast_done") == {"sent": 31, "blocked": 0, "refused": 0, "doubtful": 0}
    assert telegram.shown[-1].state == "done"
    await sending(shop, telegram).run_round()
    assert telegram.got == Counter(people)


async def test_whenever_the_process_is_killed_nobody_gets_it_twice_and_one_at_most_misses_it(
    shop: WholeShop, people: set[int]
) -> None:
    moments = 0
    in_doubt = set()
    while True:
        telegram = FakeBroadcastDelivery()
        broadcast_id = await started(shop)
        fate = Fate(moments)
        db = MortalDatabase(shop.db, fate)
        telegram.moment = fate.moment
        dying = BroadcastSending(db, shop.clock, shop.customers, shop.alerts, telegram)
        with suppress(Killed):
            await to_its_end(shop, dying, broadcast_id)
        killed = fate.dead
        telegram.moment = lambda: None
        done = await to_its_end(shop, sending(shop, telegram), broadcast_id)
        missed = people - set(telegram.got)
        assert max(telegram.got.values()) == 1
        assert len(missed) <= 1
        assert (done.state, done.sent + done.doubtful, done.blocked) == ("done", len(people), 0)
        assert done.doubtful <= 1
        assert len(missed) <= done.doubtful
        in_doubt.add((done.doubtful, len(missed)))
        moments += 19 if moments > 12 else 1  # each kind of moment, then here and there
        if not killed:
            break
    assert in_doubt == {(0, 0), (1, 0), (1, 1)}


async def test_who_blocks_the_bot_is_counted_once_and_left_out_until_they_write_again(
    shop: WholeShop, people: set[int]
) -> None:
    telegram = FakeBroadcastDelivery()
    telegram.blocked = {2003, 2009}
    done = await to_its_end(shop, sending(shop, telegram), await started(shop))
    assert (done.sent, done.blocked) == (29, 2)
    telegram = FakeBroadcastDelivery()
    again = await started(shop)
    assert (await shop.broadcasts.get(again)).people == 29
    await shop.customer(2003)  # they wrote
    done = await to_its_end(shop, sending(shop, telegram), again)
    assert telegram.got == Counter(people - {2009})
    assert done.blocked == 0


async def test_who_left_gets_none_and_who_came_back_does(shop: WholeShop, people: set[int]) -> None:
    for person in (2001, 2002):
        await shop.customers.choose_broadcasts(person, wanted=False)
    await shop.customers.choose_broadcasts(2002, wanted=True)
    telegram = FakeBroadcastDelivery()
    await to_its_end(shop, sending(shop, telegram), await started(shop))
    assert telegram.got == Counter(people - {2001})


async def test_it_waits_as_long_as_telegram_asks_and_leaves_nobody_out(
    shop: WholeShop, people: set[int]
) -> None:
    telegram = FakeBroadcastDelivery()
    telegram.troubles[2005] = deque([SlowDownError(40)])
    one, broadcast_id = sending(shop, telegram), await started(shop)
    assert await one.run_round() == 40
    assert len(telegram.got) == 5
    done = await to_its_end(shop, one, broadcast_id)
    assert (telegram.got, done.sent) == (Counter(people), 31)


async def test_what_may_have_arrived_is_not_sent_again(shop: WholeShop, people: set[int]) -> None:
    telegram = FakeBroadcastDelivery()
    telegram.troubles[2005] = deque([NotDeliveredError("TimedOut")])
    done = await to_its_end(shop, sending(shop, telegram), await started(shop))
    assert telegram.got == Counter(people - {2005})
    assert (done.sent, done.doubtful) == (30, 1)


async def test_a_message_that_is_refused_again_and_again_waits_for_a_person(
    shop: WholeShop, people: set[int]
) -> None:
    telegram = FakeBroadcastDelivery()
    for person in people:
        telegram.troubles[person] = deque([UndeliverableError("wrong file")])
    broadcast_id = await started(shop)
    halted = await to_its_end(shop, sending(shop, telegram), broadcast_id)
    assert (halted.state, halted.refused) == ("paused", 5)
    assert await shop.alert("broadcast_halted") == {"count": 5, "outcome": "refused"}


async def test_it_pauses_goes_on_where_it_was_and_ends(shop: WholeShop, people: set[int]) -> None:
    telegram = FakeBroadcastDelivery()
    one, broadcast_id = sending(shop, telegram), await started(shop)
    telegram.on_sent = lambda _: shop.clock.tick(0.5)
    await one.run_round()
    assert len(telegram.got) == 4
    await shop.broadcasts.pause(STAFF, broadcast_id)
    with pytest.raises(BroadcastMovedError):
        await shop.broadcasts.pause(STAFF, broadcast_id)
    assert await one.run_round() == 60
    assert len(telegram.got) == 4
    await shop.broadcasts.resume(STAFF, broadcast_id)
    await one.run_round()
    assert len(telegram.got) == 8
    await shop.broadcasts.stop(STAFF, broadcast_id)
    await one.run_round()
    assert len(telegram.got) == 8
    stopped = await shop.broadcasts.get(broadcast_id)
    assert (stopped.state, stopped.sent) == ("stopped", 8)
    actions = [row.action for row in await shop.audit() if row.subject == f"broadcast:{broadcast_id}"]
    assert actions == [f"broadcast_{did}" for did in ("started", "paused", "resumed", "stopped")]


@pytest.mark.parametrize(
    ("audience", "expected"),
    [
        (Audience(AudienceKind.LANGUAGE, "fr"), {3001}),
        (Audience(AudienceKind.BOUGHT, "P1", "PSN"), {3002}),
        (Audience(AudienceKind.BOUGHT, "P2", "Steam"), set()),
        (Audience(AudienceKind.IDLE, "30"), {1001, 3001}),
        (Audience(AudienceKind.WALLET), {1001, 3002, 3003}),
    ],
)
async def test_an_audience_is_who_it_says(shop: WholeShop, audience: Audience, expected: set[int]) -> None:
    await shop.customers.seen(3001, first_name="F", username=None, telegram_language="fr-CA")
    await shop.customer(3002, dinars=50_000)
    await shop.buy(3002)
    await shop.place()
    shop.clock.tick(5)
    shop.supplier.settle(shop.supplier.only().id)
    await look(shop)
    shop.clock.tick(31 * 86400)
    await shop.customer(3003, dinars=100)
    await shop.buy(3002)
    telegram = FakeBroadcastDelivery()
    broadcast_id = await started(shop, audience)
    assert (await shop.broadcasts.get(broadcast_id)).people == len(expected)
    await to_its_end(shop, sending(shop, telegram), broadcast_id)
    assert set(telegram.got) == expected
