import asyncio
import json
from contextlib import asynccontextmanager

import pytest
from sqlalchemy.exc import OperationalError

from bot.shop.outbox.delivery import NotDeliveredError, SlowDownError
from bot.shop.outbox.messages import MessageKind, receipt_key, tell
from storage.chat import messages
from storage.database import Database
from tests.fakes.delivery import FakeDelivery
from tests.fakes.supplier import FakeSupplier
from tests.shop.conftest import MakeShop
from tests.shop.mortal import Fate, mortal_shop
from tests.shop.whole import STAFF, WholeShop

AMINA, SOFIANE = 1001, 1002


@pytest.fixture(autouse=True)
async def an_empty_outbox(shop: WholeShop, delivery: FakeDelivery) -> None:
    await shop.send()
    delivery.delivered.clear()
    delivery.tried.clear()


async def parcel(shop: WholeShop, chat_id: int, number: int, kind: str = "wallet_changed") -> None:
    async with shop.db.write() as conn:
        await tell(
            conn,
            key=f"test:{chat_id}:{number}",
            chat_id=chat_id,
            kind=MessageKind(kind),
            payload={"entry_id": number},
            now=shop.clock.now(),
        )


async def receipt(shop: WholeShop, order_id: int = 9) -> None:
    async with shop.db.write() as conn:
        await messages.renew(
            conn,
            key=receipt_key(order_id, None),
            chat_id=AMINA,
            kind=MessageKind.RECEIPT,
            payload={"order_id": order_id},
            now=shop.clock.now(),
        )


def tried(delivery: FakeDelivery) -> int:
    """How often something was handed over for Amina, in vain or not."""
    return sum(message.chat_id == AMINA for message in delivery.tried)


def numbers(delivery: FakeDelivery, chat_id: int) -> list[int]:
    return [message.payload["entry_id"] for message in delivery.got(chat_id)]


async def test_messages_arrive_once_and_in_order_within_a_chat(
    shop: WholeShop, delivery: FakeDelivery
) -> None:
    for number in range(10):
        await parcel(shop, AMINA, number)
        await parcel(shop, SOFIANE, number)
    await shop.send()
    assert numbers(delivery, AMINA) == numbers(delivery, SOFIANE) == list(range(10))
    rows = await shop.outbox()
    assert {row.state for row in rows} == {"sent"}
    assert rows[-1].sent_at == shop.clock.now()
    assert rows[-1].telegram_message_id is not None
    await shop.send()
    assert len(delivery.tried) == 20


async def test_a_chat_that_hangs_does_not_hold_up_another(shop: WholeShop, delivery: FakeDelivery) -> None:
    delivery.gates[AMINA] = asyncio.Event()
    await parcel(shop, AMINA, 1)
    await parcel(shop, SOFIANE, 1)
    await shop.sender.run_once()
    await shop.sender._busy[SOFIANE]
    assert numbers(delivery, SOFIANE) == [1]
    await parcel(shop, SOFIANE, 2)
    await parcel(shop, AMINA, 2)
    await shop.sender.run_once()
    await shop.sender._busy[SOFIANE]
    assert (numbers(delivery, SOFIANE), numbers(delivery, AMINA)) == ([1, 2], [])
    delivery.gates.pop(AMINA).set()
    await shop.sender.finish()
    await shop.send()
    assert numbers(delivery, AMINA) == [1, 2]


async def test_a_chat_told_to_slow_down_is_left_alone_as_long_as_was_asked(
    shop: WholeShop, delivery: FakeDelivery
) -> None:
    for number in range(3):
        await parcel(shop, AMINA, number)
    delivery.trouble(AMINA, SlowDownError(30))
    await shop.send()
    await parcel(shop, AMINA, 3)  # what comes later waits too
    await parcel(shop, SOFIANE, 0)
    await shop.send()
    assert (numbers(delivery, AMINA), numbers(delivery, SOFIANE)) == ([], [0])
    assert await shop.sender.run_once() == 30
    shop.clock.tick(29.9)
    await shop.send()
    assert len(delivery.tried) == 2
    shop.clock.tick(0.1)
    await shop.send()
    assert numbers(delivery, AMINA) == [0, 1, 2, 3]
    assert [row.tries for row in await shop.outbox(chat_id=AMINA)][-4:] == [0, 0, 0, 0]


async def test_a_restart_does_not_forget_to_slow_down(
    shop: WholeShop, make_shop: MakeShop, delivery: FakeDelivery
) -> None:
    await parcel(shop, AMINA, 0)
    await parcel(shop, AMINA, 1)
    delivery.trouble(AMINA, SlowDownError(30))
    await shop.send()
    reborn = make_shop()
    shop.clock.tick(29)
    await reborn.send()
    assert numbers(delivery, AMINA) == []
    shop.clock.tick(1)
    await reborn.send()
    assert numbers(delivery, AMINA) == [0, 1]


async def arrives_in_30_seconds(shop: WholeShop, delivery: FakeDelivery) -> None:
    await shop.send()
    assert len(delivery.tried) == 1
    shop.clock.tick(30)
    await shop.send()
    assert len(delivery.got(AMINA)) == 1


async def test_news_does_not_shorten_the_wait_that_telegram_asked_for(
    shop: WholeShop, delivery: FakeDelivery
) -> None:
    await receipt(shop)
    delivery.trouble(AMINA, SlowDownError(30))
    await shop.send()
    await receipt(shop)
    await arrives_in_30_seconds(shop, delivery)


async def test_news_that_comes_while_telegram_says_slow_down_waits_too(
    shop: WholeShop, delivery: FakeDelivery
) -> None:
    await receipt(shop)
    delivery.gates[AMINA] = gate = asyncio.Event()
    delivery.trouble(AMINA, SlowDownError(30))
    await shop.sender.run_once()
    await delivery.reached.wait()
    await receipt(shop)
    del delivery.gates[AMINA]
    gate.set()
    await shop.sender.finish()
    await arrives_in_30_seconds(shop, delivery)


async def test_a_network_failure_is_tried_again_ever_more_slowly_and_keeps_the_order(
    shop: WholeShop, delivery: FakeDelivery
) -> None:
    await parcel(shop, AMINA, 0)
    await parcel(shop, AMINA, 1)
    delivery.trouble(AMINA, *[NotDeliveredError("TimedOut")] * 12)
    await shop.send()
    gaps = [1, 2, 5, 15, 30, 60, 120, 300, 300, 300, 300, 300]
    for tries, gap in enumerate(gaps, 1):
        shop.clock.tick(gap - 1)
        await shop.send()
        assert (tried(delivery), delivery.got(AMINA)) == (tries, [])
        shop.clock.tick(1)
        await shop.send()
        assert tried(delivery) > tries
    assert numbers(delivery, AMINA) == [0, 1]


async def test_an_outage_of_telegram_is_one_alert_not_a_hundred(
    shop: WholeShop, delivery: FakeDelivery
) -> None:
    chats = range(3000, 3020)
    for chat_id in chats:
        await parcel(shop, chat_id, 0)
        delivery.trouble(chat_id, *[NotDeliveredError("TimedOut")] * 6)
    for _ in range(8):
        await shop.send()
        shop.clock.tick(61)
    await shop.send()
    assert sorted(message.chat_id for message in delivery.delivered if message.chat_id != STAFF) == list(
        chats
    )
    assert await shop.alerted() == ["message_waits"]


async def test_what_is_kept_for_one_who_blocked_the_bot_arrives_when_they_are_back(
    shop: WholeShop, delivery: FakeDelivery
) -> None:
    delivery.blocked.add(AMINA)
    for number in range(3):
        await parcel(shop, AMINA, number)
    await receipt(shop)
    await shop.send()
    assert len(delivery.tried) == 1
    assert [row.state for row in await shop.outbox(chat_id=AMINA)][-4:] == ["parked"] * 4
    await receipt(shop)  # its news is kept as well
    await shop.send()
    assert len(delivery.tried) == 1
    delivery.blocked.clear()
    await shop.customers.seen(AMINA, first_name="C1001", username=None, telegram_language="ar")
    await shop.send()
    assert [m.kind for m in delivery.got(AMINA)] == ["wallet_changed"] * 3 + ["receipt"]


async def test_news_while_a_receipt_is_being_sent_is_told_again(
    shop: WholeShop, delivery: FakeDelivery
) -> None:
    await receipt(shop)
    delivery.gates[AMINA] = gate = asyncio.Event()
    await shop.sender.run_once()
    await delivery.reached.wait()
    await receipt(shop)
    del delivery.gates[AMINA]
    gate.set()
    await shop.sender.finish()
    await shop.send()
    assert len(delivery.got(AMINA)) == 2
    (row,) = await shop.outbox(kind="receipt")
    assert row.state == "sent"
    # The second telling knows which message it is about.
    assert delivery.got(AMINA)[1].telegram_message_id is not None
    await shop.send()
    assert len(delivery.tried) == 2


async def test_a_crash_between_sending_and_marking_repeats_and_never_loses(
    shop: WholeShop, delivery: FakeDelivery, supplier: FakeSupplier
) -> None:
    for number in range(3):
        await parcel(shop, AMINA, number)
    for moment in (
        0,
        1,
        2,
        3,
        5,
    ):  # before it was sent, after; before it was marked, after; after the next was sent
        process = mortal_shop(shop.db, shop.clock, supplier, delivery, Fate(moment))
        await process.sender.run_once()
        await process.sender.finish()
    await shop.send()
    assert numbers(delivery, AMINA) == [0, 0, 0, 1, 2, 2]
    assert {row.state for row in await shop.outbox(chat_id=AMINA)} == {"sent"}


async def test_a_message_that_we_cannot_render_neither_stops_the_others_nor_is_forgotten(
    shop: WholeShop, delivery: FakeDelivery
) -> None:
    await parcel(shop, AMINA, 0)
    await parcel(shop, AMINA, 1)
    delivery.trouble(AMINA, KeyError("a bug"))
    await shop.send()
    assert numbers(delivery, AMINA) == [1]
    await parcel(shop, AMINA, 2)
    await shop.send()
    assert numbers(delivery, AMINA) == [1, 2]
    shop.clock.tick(1)
    await shop.send()
    assert numbers(delivery, AMINA) == [1, 2, 0]


async def test_a_kind_of_message_from_a_newer_shop_is_kept_and_stops_nobody(
    shop: WholeShop, delivery: FakeDelivery
) -> None:
    await parcel(shop, AMINA, 0)
    await parcel(shop, AMINA, 1)
    async with shop.db.write() as conn:
        await conn.exec_driver_sql("UPDATE messages SET kind = 'hologram' WHERE key = 'test:1001:0'")
    for _ in range(5):
        await shop.send()
    assert numbers(delivery, AMINA) == [1]
    (kept,) = await shop.outbox(kind="hologram")
    assert (kept.state, kept.tries) == ("waiting", 1)


async def test_a_round_that_read_too_early_sends_nothing_twice(
    shop: WholeShop, delivery: FakeDelivery
) -> None:
    for round_ in range(15):
        await parcel(shop, AMINA, round_)
        for _ in range(8):  # rounds that overlap with the sending in every way
            await shop.sender.run_once()
            await asyncio.sleep(0)
    await shop.sender.finish()
    await shop.send()
    assert numbers(delivery, AMINA) == list(range(15))


async def test_a_disk_that_is_full_does_not_send_the_same_message_again_and_again(
    shop: WholeShop, database_url: str, delivery: FakeDelivery, supplier: FakeSupplier
) -> None:
    class Disk(Database):
        full = False

        @asynccontextmanager
        async def write(self):  # noqa: ANN202 - as in Database
            if self.full:
                raise OperationalError("UPDATE", {}, Exception("database or disk is full"))
            async with super().write() as conn:
                yield conn

    disk = Disk.open(database_url)
    assert isinstance(disk, Disk)
    process = WholeShop(disk, shop.clock, supplier, delivery)
    await parcel(shop, AMINA, 0)
    disk.full = True
    for _ in range(5):
        assert await process.sender.run_once() == 30  # and it does not spin
        await process.sender.finish()
        await asyncio.sleep(0)
        assert not await process.sender.wake_up.wait(0)
    assert numbers(delivery, AMINA) == [0]
    disk.full = False
    await process.send()
    assert numbers(delivery, AMINA) == [0]
    (row,) = await shop.outbox(key="test:1001:0")
    assert (row.state, row.telegram_message_id) == ("sent", delivery._number)
    await disk.close()


async def test_at_most_so_many_chats_are_written_to_at_once(shop: WholeShop, delivery: FakeDelivery) -> None:
    gate = asyncio.Event()
    for chat_id in range(3000, 3040):
        delivery.gates[chat_id] = gate
        await parcel(shop, chat_id, 0)
    await shop.sender.run_once()
    assert len(shop.sender._busy) == 16
    gate.set()
    await shop.sender.finish()
    await shop.send()
    assert len(delivery.delivered) == 40


async def test_one_chats_flood_does_not_hide_the_others(shop: WholeShop, delivery: FakeDelivery) -> None:
    for number in range(250):
        await parcel(shop, AMINA, number)
    delivery.gates[AMINA] = asyncio.Event()
    await shop.sender.run_once()
    await parcel(shop, SOFIANE, 0)
    await shop.sender.run_once()
    assert SOFIANE in shop.sender._busy
    await shop.sender._busy[SOFIANE]
    assert numbers(delivery, SOFIANE) == [0]
    delivery.gates.pop(AMINA).set()
    await shop.sender.finish()


async def test_told_messages_are_tidied_away_after_a_month_but_receipts_stay(
    shop: WholeShop, delivery: FakeDelivery
) -> None:
    await parcel(shop, AMINA, 0)
    await receipt(shop)
    await shop.send()
    await shop.customers.left(SOFIANE)
    await parcel(shop, SOFIANE, 0)
    delivery.blocked.add(SOFIANE)
    await shop.send()
    shop.clock.tick(31 * 86_400)
    await shop.housekeeping.tidy()
    left = [(row.kind, row.state) for row in await shop.outbox()]
    assert left == [("receipt", "sent"), ("wallet_changed", "parked")]


async def test_the_outbox_holds_ids_only(shop: WholeShop, supplier: FakeSupplier) -> None:
    order = await shop.buy()
    await shop.place()
    code, _ = supplier.settle(supplier.only().id).cards[0]
    shop.clock.tick(5)
    await shop.tracking.look()
    payloads = [json.loads(row.payload) for row in await shop.outbox(kind="codes")]
    assert payloads == [{"order_id": order.id, "part": 0, "new": True}]
    assert all(code not in row.payload for row in await shop.outbox())
