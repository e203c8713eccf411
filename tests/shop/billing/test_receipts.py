import asyncio

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Engine, event

from bot.payments.service import PaymentService
from bot.shop.billing.intake import Received
from bot.shop.billing.transfers.transfer_proofs import tidy_number
from bot.shop.errors import (
    AlreadyDecidedError,
    BadAmountError,
    NotFoundError,
    ReceiptsDayLimitError,
)
from bot.shop.money import Money
from bot.shop.roles.rights import StaffRole
from tests.fakes.supplier import FakeSupplier
from tests.shop.billing.transfers import desk, files, for_an_order, sends, shop, top_up
from tests.shop.whole import OTHER_STAFF, STAFF, WholeShop

__all__ = ["desk", "shop"]  # fixtures


async def test_an_approved_receipt_pays_its_order(shop: WholeShop, desk: PaymentService) -> None:
    order, request = await for_an_order(shop, desk)
    assert (request.currency, request.currency_amount) == ("DZD", 75_000)
    await sends(shop)
    assert (await shop.transfer_proofs.approve(STAFF, request.id)).outcome == "paid"
    assert await shop.status(order) == "paid"
    assert await shop.dinars() == 0
    assert [line.action for line in await shop.audit()] == ["credit", "approve"]


async def test_two_who_approve_at_once_credit_once_and_the_second_hears_who(
    shop: WholeShop, desk: PaymentService
) -> None:
    request = await top_up(shop, desk)
    results = await asyncio.gather(
        *(shop.transfer_proofs.approve(who, request.id) for who in (STAFF, OTHER_STAFF)),
        return_exceptions=True,
    )
    won = [one for one in results if isinstance(one, Received)]
    lost = [one for one in results if isinstance(one, AlreadyDecidedError)]
    assert (len(won), len(lost)) == (1, 1)
    assert lost[0].staff_id in {STAFF, OTHER_STAFF}
    assert await shop.dinars() == 1300


async def test_approve_against_reject_has_one_winner_and_the_money_agrees(
    shop: WholeShop, desk: PaymentService
) -> None:
    for n in range(6):
        before = await shop.dinars()
        request = await top_up(shop, desk, file=f"F{n}")
        acts = [
            shop.transfer_proofs.approve(STAFF, request.id),
            shop.transfer_proofs.reject(OTHER_STAFF, request.id, "unreadable"),
        ]
        results = await asyncio.gather(*(acts if n % 2 else reversed(acts)), return_exceptions=True)
        assert sum(isinstance(one, AlreadyDecidedError) for one in results) == 1
        view = await shop.transfer_proofs.view(request.id)
        assert view.request.state in {"paid", "rejected"}
        assert view.request.decided_by == (STAFF if view.request.state == "paid" else OTHER_STAFF)
        assert await shop.dinars() == before + (1000 if view.request.state == "paid" else 0)


async def test_every_staff_member_has_a_copy_that_is_told_of_the_decision(
    shop: WholeShop, desk: PaymentService
) -> None:
    request = await top_up(shop, desk)
    await shop.send()
    copies = await shop.outbox(kind="transfer")
    assert [row.chat_id for row in copies] == [STAFF, OTHER_STAFF]
    await shop.transfer_proofs.reject(STAFF, request.id, "not_received")
    again = await shop.outbox(kind="transfer")
    assert [row.version for row in again] == [row.version + 1 for row in copies]
    assert [row.id for row in again] == [row.id for row in copies]


async def test_staff_who_came_later_get_their_copy_when_they_open_the_receipt(
    shop: WholeShop, desk: PaymentService
) -> None:
    request = await top_up(shop, desk)
    for _ in range(2):
        await shop.transfer_proofs.send_again(2003, request.id)
    copies = await shop.outbox(kind="transfer")
    assert [row.chat_id for row in copies] == [STAFF, OTHER_STAFF, 2003]


async def test_another_amount_is_credited_as_it_came(shop: WholeShop, desk: PaymentService) -> None:
    order, request = await for_an_order(shop, desk)
    await sends(shop)
    for wrong in (0, -5, 1_000_001):
        with pytest.raises(BadAmountError):
            await shop.transfer_proofs.approve(STAFF, request.id, wrong)
    assert (await shop.transfer_proofs.approve(STAFF, request.id, 500)).outcome == "missing"
    assert await shop.dinars() == 800
    row = await shop.row(order.id)
    assert row.status == "awaiting_payment"
    assert (row.pay_by - shop.clock.now()).total_seconds() == 1800


async def test_an_order_does_not_expire_while_its_receipt_is_looked_at(
    shop: WholeShop, desk: PaymentService
) -> None:
    order, request = await for_an_order(shop, desk)
    await sends(shop)
    shop.clock.tick(5 * 3600)
    await shop.waiting_orders.check_due()
    assert await shop.status(order) == "awaiting_payment"
    await shop.transfer_proofs.reject(STAFF, request.id, "not_received")
    shop.clock.tick(1800)
    await shop.waiting_orders.check_due()
    assert await shop.status(order) == "expired"


@pytest.mark.parametrize("dinars", [None, 100])
async def test_an_order_with_two_receipts_does_not_expire_while_one_of_them_is_looked_at(
    shop: WholeShop, desk: PaymentService, dinars: int | None
) -> None:
    order, first = await for_an_order(shop, desk)
    await sends(shop)
    shop.clock.tick(60)
    second = await desk.pay_order(1001, order.ref, "transfer")
    assert second is not None
    await sends(shop, file="F2")
    if dinars is None:
        await shop.transfer_proofs.reject(STAFF, first.id, "unreadable")
    else:
        await shop.transfer_proofs.approve(STAFF, first.id, dinars)
    shop.clock.tick(5 * 3600)
    await shop.waiting_orders.check_due()
    assert await shop.status(order) == "awaiting_payment"
    assert (await shop.transfer_proofs.approve(STAFF, second.id)).outcome == "paid"


async def test_a_supplier_that_is_away_when_the_receipt_is_approved_is_asked_again_soon(
    shop: WholeShop, desk: PaymentService, supplier: FakeSupplier
) -> None:
    order, request = await for_an_order(shop, desk)
    await sends(shop)
    supplier.goes_away()
    assert (await shop.transfer_proofs.approve(STAFF, request.id)).outcome == "later"
    supplier.comes_back()
    shop.clock.tick(30)
    await shop.waiting_orders.check_due()
    assert await shop.status(order) == "paid"


async def test_the_same_file_and_the_same_number_are_pointed_out(
    shop: WholeShop, desk: PaymentService
) -> None:
    first = await top_up(shop, desk, file="F1", number="TX-00 42")
    await shop.transfer_proofs.approve(STAFF, first.id)
    same_file = await top_up(shop, desk, 1002, file="F1")
    view = await shop.transfer_proofs.view(same_file.id)
    assert [(one.customer_id, one.state, one.same_file) for one in view.same] == [(1001, "paid", True)]
    await shop.transfer_proofs.reject(STAFF, same_file.id, "used_before")
    same_number = await top_up(shop, desk, 1002, file="F2", number="tx ٠٠٤٢")
    view = await shop.transfer_proofs.view(same_number.id)
    assert [(one.customer_id, one.same_file) for one in view.same] == [(1001, False)]
    fresh = await top_up(shop, desk, 1001, file="F3", number="7")
    assert (await shop.transfer_proofs.view(fresh.id)).same == ()


async def test_a_number_that_comes_after_the_picture_is_looked_at_too(
    shop: WholeShop, desk: PaymentService
) -> None:
    first = await top_up(shop, desk, number="42")
    await shop.transfer_proofs.approve(STAFF, first.id)
    second = await top_up(shop, desk, 1002, file="F2")
    await shop.transfer_proofs.add_number(1002, "42")
    assert len((await shop.transfer_proofs.view(second.id)).same) == 1
    await shop.customer(1003)
    with pytest.raises(NotFoundError):
        await shop.transfer_proofs.add_number(1003, "42")


async def test_after_a_no_a_better_picture_may_be_sent(shop: WholeShop, desk: PaymentService) -> None:
    request = await top_up(shop, desk)
    await shop.transfer_proofs.reject(STAFF, request.id, "unreadable")
    await sends(shop, file="F2")
    view = await shop.transfer_proofs.view(request.id)
    assert (view.request.state, view.pictures[0].file_id, view.same) == ("submitted", "id-F2", ())
    await shop.transfer_proofs.approve(STAFF, request.id)
    assert await shop.dinars() == 1300


async def test_the_same_picture_after_a_no_is_pointed_out_to_whoever_looks_next(
    shop: WholeShop, desk: PaymentService
) -> None:
    request = await top_up(shop, desk, file="F1")
    await shop.transfer_proofs.reject(STAFF, request.id, "not_received")
    await sends(shop, file="F1")
    view = await shop.transfer_proofs.view(request.id)
    assert [(one.customer_id, one.state, one.same_file) for one in view.same] == [(1001, "rejected", True)]


async def test_each_of_two_transfers_gets_its_own_receipt(shop: WholeShop, desk: PaymentService) -> None:
    _, older = await for_an_order(shop, desk)
    shop.clock.tick(60)
    newer = await desk.top_up(1001, 1000, "transfer")
    for _ in range(2):  # the same message again, after a crash
        assert (await sends(shop, file="F1")).id == newer.id
    assert (await sends(shop, file="F2")).id == older.id
    waiting = [receipt.request_id for receipt in await shop.transfer_proofs.waiting()]
    assert waiting == [older.id, newer.id]
    assert [files(await shop.transfer_proofs.view(each)) for each in waiting] == [["id-F2"], ["id-F1"]]


async def test_a_receipt_that_comes_after_the_time_is_taken_all_the_same(
    shop: WholeShop, desk: PaymentService
) -> None:
    order, request = await for_an_order(shop, desk)
    shop.clock.tick(3600)
    await shop.waiting_orders.check_due()
    await sends(shop)
    assert (await shop.transfer_proofs.approve(STAFF, request.id)).outcome == "too_late"
    assert await shop.status(order) == "expired"
    assert await shop.dinars() == 1050


async def test_a_picture_that_nobody_asked_for_is_no_receipt(shop: WholeShop, desk: PaymentService) -> None:
    with pytest.raises(NotFoundError):
        await sends(shop)
    await desk.top_up(1001, 1000, "transfer")
    shop.clock.tick(8 * 86_400)
    with pytest.raises(NotFoundError):
        await sends(shop)


async def test_staff_are_reminded_of_what_waits_until_nothing_does(
    shop: WholeShop, desk: PaymentService
) -> None:
    request = await top_up(shop, desk)
    shop.clock.tick(29 * 60)
    await shop.transfer_proofs.remind()
    assert await shop.alerted() == []
    shop.clock.tick(60)
    await shop.transfer_proofs.remind()
    await shop.transfer_proofs.remind()
    assert await shop.alert("receipts_wait") == {"count": 1, "since": 30}
    shop.clock.tick(30 * 60)
    await shop.transfer_proofs.remind()
    assert await shop.alerted() == ["receipts_wait"] * 2
    await shop.transfer_proofs.approve(STAFF, request.id)
    shop.clock.tick(3600)
    await shop.transfer_proofs.remind()
    assert len(await shop.alerted()) == 2
    assert await shop.transfer_proofs.waiting() == ()


@given(st.text())
def test_a_number_is_compared_without_spaces_case_and_script(number: str) -> None:
    tidied = tidy_number(number)
    assert tidied is None or tidied.isalnum()
    assert tidied is None or tidy_number(f" {tidied.lower()}- ") == tidy_number(tidied.lower())


async def test_the_list_of_receipts_takes_as_many_statements_for_many_as_for_one(
    shop: WholeShop, desk: PaymentService
) -> None:
    statements: list[str] = []

    def counted(_conn: object, _cursor: object, statement: str, *_: object) -> None:
        statements.append(statement)

    seen = []
    event.listen(Engine, "before_cursor_execute", counted)
    for n in range(4):
        await top_up(shop, desk, await shop.customer(1100 + n), file=f"F{n % 3}")
        shop.clock.tick(1)
        statements.clear()
        waiting = await shop.transfer_proofs.waiting()
        seen.append(len(statements))
    event.remove(Engine, "before_cursor_execute", counted)
    assert len(set(seen)) == 1
    assert [receipt.repeated for receipt in waiting] == [True, False, False, True]


async def test_a_cashier_approves_receipts_of_so_much_a_day(shop: WholeShop, desk: PaymentService) -> None:
    nadia, live = 2101, shop.live_settings
    await shop.customer(nadia)
    await shop.staff_keeping.give(STAFF, nadia, StaffRole.CASHIER)
    await live.set(STAFF, "cashier_receipts_day_limit", "2500")
    first, *more = [await top_up(shop, desk, 1002, file=f"F{n}") for n in range(3)]
    await shop.transfer_proofs.approve(nadia, first.id)
    results = await asyncio.gather(
        *(shop.transfer_proofs.approve(nadia, one.id) for one in more), return_exceptions=True
    )
    (refused,) = [one for one in results if isinstance(one, ReceiptsDayLimitError)]
    assert (refused.most, refused.left) == (Money.of_dinars(2500), Money.of_dinars(500))
    assert await shop.dinars(1002) == 2000
    (waiting,) = [one for one, got in zip(more, results, strict=True) if got is refused]
    assert waiting.id in [one.request_id for one in await shop.transfer_proofs.waiting()]
    assert [line.action for line in await shop.audit()].count("approve") == 2
    await shop.transfer_proofs.approve(STAFF, waiting.id)  # an owner has no limit
    assert await shop.dinars(1002) == 3000
    shop.clock.tick(86_400)
    next_day = await top_up(shop, desk, 1002, file="F9")
    await shop.transfer_proofs.approve(nadia, next_day.id)
    assert await shop.dinars(1002) == 4000
