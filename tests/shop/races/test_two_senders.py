"""Telling people in two processes: each message once while both live, in order within a chat, and what a dead
one was sending is sent by the other.
"""

import asyncio

import pytest

from bot.shop.outbox.delivery import ChatBlockedError, NotDeliveredError, SlowDownError
from bot.shop.outbox.messages import MessageKind, tell
from tests.shop.paying_shop import PayingShop
from tests.shop.races.two_shops import TwoShops

pytestmark = pytest.mark.both_engines

CHATS = range(3001, 3009)


async def write(shop: PayingShop, *numbers: int, chats: "range | tuple[int, ...]" = CHATS) -> None:
    async with shop.db.write() as conn:
        for number in numbers:
            for chat_id in chats:
                await tell(
                    conn,
                    key=f"test:{chat_id}:{number}",
                    chat_id=chat_id,
                    kind=MessageKind.WALLET_CHANGED,
                    payload={"entry_id": number},
                    now=shop.clock.now(),
                )


def told(two_shops: TwoShops, chat_id: int) -> list[int]:
    return [message.payload["entry_id"] for message in two_shops.delivery.got(chat_id)]


async def hangs(two_shops: TwoShops, shop: PayingShop, chat_id: int) -> asyncio.Event:
    """That shop is sending to the chat, and waits for Telegram."""
    delivery = two_shops.delivery
    delivery.gates[chat_id] = gate = asyncio.Event()
    delivery.reached.clear()
    await shop.sender.run_once()
    await delivery.reached.wait()
    return gate


async def test_both_send_and_each_message_is_told_once_and_in_order(two_shops: TwoShops) -> None:
    one, other = two_shops.one, two_shops.other
    await write(one, *range(6))
    rounds = asyncio.gather(one.send(), other.send())
    await write(other, *range(6, 10))
    await rounds
    await asyncio.gather(one.send(), other.send())
    assert [told(two_shops, chat_id) for chat_id in CHATS] == [list(range(10))] * len(CHATS)
    assert len(two_shops.delivery.tried) == 10 * len(CHATS)
    assert {(row.state, row.claimed_by) for row in await one.outbox()} == {("sent", None)}


async def test_what_comes_for_a_chat_that_one_sends_to_waits_for_it(two_shops: TwoShops) -> None:
    one, other = two_shops.one, two_shops.other
    await write(one, 1, chats=(3001, 3002))
    gate = await hangs(two_shops, one, 3001)
    await one.sender._busy[3002]
    await write(other, 2, chats=(3001, 3002))
    await other.send()
    assert (told(two_shops, 3001), told(two_shops, 3002)) == ([], [1, 2])
    two_shops.delivery.gates.clear()
    gate.set()
    await one.send()
    await other.send()
    assert told(two_shops, 3001) == [1, 2]


async def test_a_chat_is_free_again_when_all_is_sent(two_shops: TwoShops) -> None:
    one, other = two_shops.one, two_shops.other
    await write(one, 1)
    await one.send()
    await write(one, 2)
    await other.send()
    assert [told(two_shops, chat_id) for chat_id in CHATS] == [[1, 2]] * len(CHATS)


async def test_what_a_dead_one_was_sending_the_other_sends_when_it_is_found_dead(two_shops: TwoShops) -> None:
    one, other = two_shops.one, two_shops.other
    await write(one, 1, 2, 3, chats=(3001,))
    await hangs(two_shops, one, 3001)
    for task in one.sender._busy.values():
        task.cancel()
    two_shops.delivery.gates.clear()
    await other.send()
    assert told(two_shops, 3001) == []
    await two_shops.is_found_dead(one)
    assert await other.sender.wake_up.wait(0)
    await other.send()
    assert told(two_shops, 3001) == [1, 2, 3]


async def test_a_clean_stop_gives_its_messages_back_at_once(two_shops: TwoShops) -> None:
    one, other = two_shops.one, two_shops.other
    await write(one, 1, 2, chats=(3001,))
    await hangs(two_shops, one, 3001)
    for task in one.sender._busy.values():
        task.cancel()
    two_shops.delivery.gates.clear()
    await one.process.leave()
    await other.send()
    assert told(two_shops, 3001) == [1, 2]


async def test_one_that_was_taken_for_dead_marks_nothing_that_the_other_has_taken_up(
    two_shops: TwoShops,
) -> None:
    """The other is about to tell it, and is told to slow down: its word is the one that stands."""
    one, other = two_shops.one, two_shops.other
    await write(one, 1, chats=(3001,))
    gate = await hangs(two_shops, one, 3001)
    await two_shops.is_found_dead(one)
    later = await hangs(two_shops, other, 3001)
    gate.set()
    await one.sender.finish()
    (row,) = await one.outbox(chat_id=3001)
    assert (row.state, row.claimed_by, row.telegram_message_id) == ("waiting", other.process.id, None)
    two_shops.delivery.trouble(3001, SlowDownError(30))
    two_shops.delivery.gates.clear()
    later.set()
    await other.sender.finish()
    (row,) = await one.outbox(chat_id=3001)
    assert (row.state, row.claimed_by, row.holds_chat) == ("waiting", None, 1)


async def test_one_that_was_taken_for_dead_sends_under_its_new_id(two_shops: TwoShops) -> None:
    one = two_shops.one
    await two_shops.is_found_dead(one)
    await write(one, 1)
    await one.send()
    assert await one.sender.wake_up.wait(0)
    await one.send()
    assert [told(two_shops, chat_id) for chat_id in CHATS] == [[1]] * len(CHATS)


@pytest.mark.parametrize("trouble", [SlowDownError(30), NotDeliveredError("TimedOut")])
async def test_a_chat_that_has_to_wait_waits_in_both(two_shops: TwoShops, trouble: Exception) -> None:
    one, other = two_shops.one, two_shops.other
    await write(one, 1, 2, chats=(3001,))
    two_shops.delivery.trouble(3001, trouble)
    await one.send()
    await other.send()
    assert len(two_shops.delivery.tried) == 1
    two_shops.clock.tick(30)
    await one.process.beat()
    await other.process.beat()
    await asyncio.gather(one.send(), other.send())
    await one.send()
    await other.send()
    assert told(two_shops, 3001) == [1, 2]


async def test_news_that_come_while_the_other_tells_the_old_are_told_after(two_shops: TwoShops) -> None:
    one, other = two_shops.one, two_shops.other
    await one.customer(1001, dinars=5000)
    await one.send()
    order = await one.buy()
    gate = await hangs(two_shops, one, 1001)
    await other.place()
    await other.send()
    before = [message.kind for message in two_shops.delivery.tried].count(MessageKind.RECEIPT)
    two_shops.delivery.gates.clear()
    gate.set()
    await one.sender.finish()
    await asyncio.gather(one.send(), other.send())
    kinds = [
        message.kind for message in two_shops.delivery.tried if message.payload.get("order_id") == order.id
    ]
    assert before == 1
    assert kinds.count(MessageKind.RECEIPT) == 2
    assert {row.state for row in await one.outbox()} == {"sent"}


async def test_a_chat_that_blocks_the_bot_is_parked_for_both_and_comes_back_for_both(
    two_shops: TwoShops,
) -> None:
    one, other = two_shops.one, two_shops.other
    await one.customer(3001)
    await write(one, 1, 2, chats=(3001,))
    two_shops.delivery.trouble(3001, ChatBlockedError())
    await one.send()
    await other.send()
    assert told(two_shops, 3001) == []
    await other.customers.seen(3001, first_name="C", username=None, telegram_language="ar")
    await other.send()
    assert told(two_shops, 3001) == [1, 2]


async def test_a_long_queue_of_one_hides_nobody_from_the_other(two_shops: TwoShops) -> None:
    one, other = two_shops.one, two_shops.other
    await write(one, *range(200), chats=(3001,))
    await hangs(two_shops, one, 3001)
    await write(one, 200, chats=(3002,))
    await other.send()
    assert told(two_shops, 3002) == [200]
    two_shops.delivery.gates.pop(3001).set()
    await one.sender.finish()
