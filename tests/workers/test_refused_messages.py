"""What Telegram refuses in every form: it is tried again ever more slowly, and staff can see and do something
about it.
"""

import pytest

from bot.shop.errors import NotFoundError
from bot.shop.outbox.delivery import NotDeliveredError, SlowDownError, UndeliverableError
from bot.shop.outbox.messages import MessageKind, tell
from tests.fakes.delivery import FakeDelivery
from tests.fakes.supplier import FakeSupplier
from tests.shop.whole import STAFF, WholeShop

AMINA = 1001
NO = UndeliverableError("can't parse entities")


async def wallet_news(shop: WholeShop, number: int) -> None:
    async with shop.db.write() as conn:
        await tell(
            conn,
            key=f"test:{number}",
            chat_id=AMINA,
            kind=MessageKind.WALLET_CHANGED,
            payload={"entry_id": number},
            now=shop.clock.now(),
        )


async def delivered(
    shop: WholeShop, supplier: FakeSupplier, delivery: FakeDelivery, *refusals: Exception
) -> str:
    """An order whose codes are there and meet these refusals; its ref."""
    order = await shop.buy()
    await shop.place()
    await shop.send()
    supplier.settle(supplier.only().id)
    shop.clock.tick(5)
    delivery.tried.clear()
    delivery.delivered.clear()
    delivery.trouble(AMINA, *refusals)
    await shop.tracking.look()
    await shop.send()
    return order.ref


def tried(delivery: FakeDelivery) -> int:
    """How often the codes were handed over, in vain or not."""
    return sum(message.kind is MessageKind.CODES for message in delivery.tried)


def kinds(delivery: FakeDelivery) -> list[str]:
    return [message.kind.value for message in delivery.got(AMINA)]


async def test_codes_that_telegram_refuses_are_tried_until_they_arrive(
    shop: WholeShop, supplier: FakeSupplier, delivery: FakeDelivery
) -> None:
    await delivered(shop, supplier, delivery, NO)
    delivery.trouble(AMINA, *[NO] * 6)
    for tries, gap in enumerate([60, 300, 900, 3600, 21600, 21600, 21600], 1):
        shop.clock.tick(gap - 1)
        await shop.send()
        assert (tried(delivery), delivery.got(AMINA, kind=MessageKind.CODES)) == (tries, [])
        shop.clock.tick(1)
        await shop.send()
        assert tried(delivery) == tries + 1
    assert delivery.got(AMINA, kind=MessageKind.CODES)


async def test_the_card_follows_the_codes_and_says_what_became_of_them(
    shop: WholeShop, supplier: FakeSupplier, delivery: FakeDelivery
) -> None:
    ref = await delivered(shop, supplier, delivery)
    assert kinds(delivery) == ["codes", "receipt"]  # one edit: the card waits until the codes are there
    assert not (await shop.orders.view(AMINA, ref)).codes_on_way


async def test_the_card_is_told_again_when_refused_codes_have_arrived(
    shop: WholeShop, supplier: FakeSupplier, delivery: FakeDelivery
) -> None:
    ref = await delivered(shop, supplier, delivery, NO)
    assert kinds(delivery) == ["receipt"]
    assert (await shop.orders.view(AMINA, ref)).codes_on_way
    shop.clock.tick(60)
    await shop.send()
    await shop.send()
    assert kinds(delivery) == ["receipt", "codes", "receipt"]
    assert not (await shop.orders.view(AMINA, ref)).codes_on_way


async def test_staff_get_the_order_the_reason_and_the_message(
    shop: WholeShop, supplier: FakeSupplier, delivery: FakeDelivery
) -> None:
    ref = await delivered(shop, supplier, delivery, NO)
    alert = await shop.alert("order_message_refused")
    assert (alert["ref"], alert["why"], alert["kind"], alert["chat"]) == (ref, str(NO), "codes", AMINA)
    [row] = await shop.outbox(kind="codes")
    assert alert["message"] == row.id
    # They are told once, not with each of our tries.
    delivery.trouble(AMINA, NO)
    shop.clock.tick(60)
    await shop.send()
    assert (await shop.alerted()).count("order_message_refused") == 1


async def test_staff_send_a_refused_message_again_and_hear_if_that_did_not_help(
    shop: WholeShop, supplier: FakeSupplier, delivery: FakeDelivery
) -> None:
    await delivered(shop, supplier, delivery, NO)
    [row] = await shop.outbox(kind="codes")
    shop.clock.tick(1)
    delivery.trouble(AMINA, NO)
    assert await shop.staff_actions.send_again(STAFF, row.id) == "waiting"
    await shop.send()
    assert (await shop.alerted()).count("order_message_refused") == 2
    assert await shop.staff_actions.send_again(STAFF, row.id) == "waiting"
    await shop.send()
    assert delivery.got(AMINA, kind=MessageKind.CODES)
    assert await shop.staff_actions.send_again(STAFF, row.id) == "sent"
    with pytest.raises(NotFoundError):
        await shop.staff_actions.send_again(STAFF, 10**6)


async def test_a_customer_who_asks_for_refused_codes_gets_them_at_once_and_once(
    shop: WholeShop, supplier: FakeSupplier, delivery: FakeDelivery
) -> None:
    ref = await delivered(shop, supplier, delivery, NO)
    await shop.orders.send_codes_again(AMINA, ref, key="update:1")
    await shop.send()
    assert len(delivery.got(AMINA, kind=MessageKind.CODES)) == 1
    shop.clock.tick(86_400)
    await shop.send()
    assert len(delivery.got(AMINA, kind=MessageKind.CODES)) == 1


async def test_refused_codes_do_not_shorten_a_wait_that_telegram_asked_for(
    shop: WholeShop, supplier: FakeSupplier, delivery: FakeDelivery
) -> None:
    ref = await delivered(shop, supplier, delivery, SlowDownError(30))
    await shop.orders.send_codes_again(AMINA, ref, key="update:1")
    [row] = await shop.outbox(kind="codes")
    await shop.staff_actions.send_again(STAFF, row.id)
    await shop.send()
    assert len(delivery.tried) == 1
    shop.clock.tick(30)
    await shop.send()
    assert kinds(delivery) == ["codes", "receipt"]


async def test_what_was_only_refused_does_not_say_that_it_may_have_come_before(
    shop: WholeShop, supplier: FakeSupplier, delivery: FakeDelivery
) -> None:
    await delivered(shop, supplier, delivery, NO)
    shop.clock.tick(60)
    delivery.trouble(AMINA, NotDeliveredError("TimedOut"), NO)
    await shop.send()
    for _ in range(3):
        shop.clock.tick(3600)
        await shop.send()
    doubts = [message.in_doubt for message in delivery.tried if message.kind is MessageKind.CODES]
    assert doubts == [False, False, True, True]


async def test_a_refused_message_does_not_hold_up_the_next(shop: WholeShop, delivery: FakeDelivery) -> None:
    await shop.send()
    delivery.delivered.clear()
    await wallet_news(shop, 0)
    await wallet_news(shop, 1)
    delivery.trouble(AMINA, NO)
    await shop.send()
    assert [message.payload["entry_id"] for message in delivery.got(AMINA)] == [1]
    alert = await shop.alert("message_refused")
    assert (alert["why"], alert["chat"]) == (str(NO), AMINA)
    shop.clock.tick(60)
    await shop.send()
    assert [message.payload["entry_id"] for message in delivery.got(AMINA)] == [1, 0]


async def test_an_alert_that_telegram_refuses_is_given_up_in_the_end(
    shop: WholeShop, delivery: FakeDelivery
) -> None:
    await shop.send()
    delivery.trouble(STAFF, NO, NO, NO)
    await shop.alerts.raise_("worker_failed", matter="m")
    for _ in range(3):
        await shop.send()
        shop.clock.tick(3600)
    [row] = await shop.outbox(kind="staff_alert")
    assert row.state == "failed"


async def test_refused_messages_count_as_undeliverable_at_a_glance(
    shop: WholeShop, supplier: FakeSupplier, delivery: FakeDelivery
) -> None:
    await delivered(shop, supplier, delivery, NO)
    seen = await shop.admin_overview.overview()
    assert (seen.waiting_messages, seen.failed_messages) == (0, 1)
    shop.clock.tick(60)
    await shop.send()
    seen = await shop.admin_overview.overview()
    assert (seen.waiting_messages, seen.failed_messages) == (0, 0)


async def test_staff_get_the_order_of_a_message_that_cannot_be_made(
    shop: WholeShop, supplier: FakeSupplier, delivery: FakeDelivery
) -> None:
    ref = await delivered(shop, supplier, delivery, KeyError("a bug"))
    alert = await shop.alert("message_unmade")
    assert (alert["ref"], alert["why"], alert["kind"]) == (ref, "KeyError", "codes")
    shop.clock.tick(1)
    await shop.send()
    assert delivery.got(AMINA, kind=MessageKind.CODES)
