"""The pictures of a receipt, repeated receipts, and decisions that were about another one."""

import pytest

from bot.payments.service import PaymentService
from bot.shop.billing.transfers.proof_intake import MOST_PICTURES
from bot.shop.errors import ProofChangedError, ProofRepeatedError
from tests.shop.billing.transfers import desk, files, for_an_order, sends, shop, top_up
from tests.shop.whole import OTHER_STAFF, STAFF, WholeShop

__all__ = ["desk", "shop"]  # fixtures


async def test_a_later_picture_belongs_to_the_receipt_that_was_sent_last(
    shop: WholeShop, desk: PaymentService
) -> None:
    request = await top_up(shop, desk, file="F1")
    for _ in range(2):  # the same message again, after a crash
        assert (await sends(shop, file="F2")).id == request.id
    assert files(await shop.transfer_proofs.view(request.id)) == ["id-F1", "id-F2"]
    assert len(await shop.transfer_proofs.waiting()) == 1
    assert len(await shop.outbox(kind="transfer", chat_id=STAFF)) == 2
    await shop.transfer_proofs.approve(STAFF, request.id)
    assert await shop.dinars() == 1300


async def test_every_later_picture_reaches_all_of_the_staff_also_when_the_first_was_sent(
    shop: WholeShop, desk: PaymentService
) -> None:
    await top_up(shop, desk, file="F1")
    await shop.send()
    first = await shop.outbox(kind="transfer")
    await sends(shop, file="F2")
    copies = await shop.outbox(kind="transfer")
    assert [row.chat_id for row in copies] == [STAFF, OTHER_STAFF] * 2
    # The first picture's caption says how many there are.
    assert [row.version for row in copies[:2]] == [row.version + 1 for row in first]
    assert [row.state for row in copies] == ["waiting"] * 4


async def test_an_album_is_one_receipt_with_all_its_pictures(shop: WholeShop, desk: PaymentService) -> None:
    _, older = await for_an_order(shop, desk)
    shop.clock.tick(60)
    newer = await desk.top_up(1001, 1000, "transfer")
    for file in ("F1", "F2", "F3"):
        assert (await sends(shop, file=file, album="A1")).id == newer.id
    assert [receipt.request_id for receipt in await shop.transfer_proofs.waiting()] == [newer.id]
    assert files(await shop.transfer_proofs.view(newer.id)) == ["id-F1", "id-F2", "id-F3"]
    await sends(shop, file="F4", album="A2")
    assert files(await shop.transfer_proofs.view(older.id)) == ["id-F4"]


@pytest.mark.parametrize("decision", ["paid", "rejected"])
async def test_the_rest_of_an_album_reaches_the_staff_after_the_decision(
    shop: WholeShop, desk: PaymentService, decision: str
) -> None:
    request = await top_up(shop, desk, file="F1", album="A1")
    if decision == "paid":
        await shop.transfer_proofs.approve(STAFF, request.id)
    else:
        await shop.transfer_proofs.reject(STAFF, request.id, "unreadable")
    sent = await shop.transfer_proofs.send(
        1001, kind="photo", file_id="id-F2", file_unique_id="F2", number=None, album="A1"
    )
    assert (sent.outcome, sent.rest_of_album, sent.request.state) == ("added", True, decision)
    view = await shop.transfer_proofs.view(request.id)
    assert [picture.late for picture in view.pictures] == [False, True]
    assert len(await shop.outbox(kind="transfer", chat_id=OTHER_STAFF)) == 2


async def test_a_better_picture_after_the_approval_is_kept_and_known_as_late(
    shop: WholeShop, desk: PaymentService
) -> None:
    request = await top_up(shop, desk, file="F1")
    await shop.transfer_proofs.approve(STAFF, request.id)
    assert (await sends(shop, file="F2")).id == request.id
    assert [picture.late for picture in (await shop.transfer_proofs.view(request.id)).pictures] == [
        False,
        True,
    ]
    again = await shop.transfer_proofs.send(
        1001, kind="photo", file_id="other", file_unique_id="F2", number=None
    )
    assert again.outcome == "known"
    assert await shop.transfer_proofs.waiting() == ()


async def test_a_receipt_has_ten_pictures_at_most(shop: WholeShop, desk: PaymentService) -> None:
    request = await top_up(shop, desk, file="F1")
    for n in range(2, MOST_PICTURES + 1):
        await sends(shop, file=f"F{n}")
    more = await shop.transfer_proofs.send(1001, kind="photo", file_id="x", file_unique_id="x", number=None)
    assert more.outcome == "enough"
    assert len((await shop.transfer_proofs.view(request.id)).pictures) == MOST_PICTURES


async def test_a_request_that_ran_out_long_ago_takes_no_better_picture_of_a_newer_one(
    shop: WholeShop, desk: PaymentService
) -> None:
    await desk.top_up(1001, 700, "transfer")
    shop.clock.tick(3600)
    await shop.waiting_orders.check_due()
    newer = await top_up(shop, desk, file="F1")
    assert (await sends(shop, file="F2")).id == newer.id


async def test_a_picture_after_another_amount_is_the_receipt_for_what_is_missing(
    shop: WholeShop, desk: PaymentService
) -> None:
    order, first = await for_an_order(shop, desk)
    await sends(shop, file="F1")
    await shop.transfer_proofs.approve(STAFF, first.id, 500)
    for _ in range(2):  # the same message again, after a crash
        rest = await sends(shop, file="F2")
        assert (rest.order_ref, rest.amount.dinars, rest.state) == (order.ref, 250, "submitted")
    assert [receipt.request_id for receipt in await shop.transfer_proofs.waiting()] == [rest.id]
    shop.clock.tick(5 * 3600)
    await shop.waiting_orders.check_due()
    assert (await shop.transfer_proofs.approve(STAFF, rest.id)).outcome == "paid"
    assert await shop.dinars() == 0


async def test_the_rest_of_a_transfer_is_taken_although_its_order_has_ended(
    shop: WholeShop, desk: PaymentService
) -> None:
    order, first = await for_an_order(shop, desk)
    await sends(shop, file="F1")
    await shop.transfer_proofs.approve(STAFF, first.id, 500)
    shop.clock.tick(3600)
    await shop.waiting_orders.check_due()
    assert await shop.status(order) == "expired"
    rest = await sends(shop, file="F2")
    assert rest.amount.dinars == 250
    assert (await shop.transfer_proofs.approve(STAFF, rest.id)).outcome == "too_late"
    assert await shop.dinars() == 1050


async def test_a_repeated_receipt_is_approved_only_by_who_saw_the_earlier_one(
    shop: WholeShop, desk: PaymentService
) -> None:
    first = await top_up(shop, desk, file="F1")
    await shop.transfer_proofs.approve(STAFF, first.id)
    second = await top_up(shop, desk, 1002, file="F1")
    with pytest.raises(ProofRepeatedError):
        await shop.transfer_proofs.approve(STAFF, second.id)
    assert await shop.dinars(1002) == 0
    seen = await shop.transfer_proofs.view(second.id)
    assert [(one.customer_id, one.amount.dinars) for one in seen.same] == [(1001, 1000)]
    # One more turns up behind the confirmation: what was confirmed does not hold for it.
    third = await top_up(shop, desk, file="F3", number="42")
    await shop.transfer_proofs.approve(STAFF, third.id)
    await shop.transfer_proofs.add_number(1002, "42")
    with pytest.raises(ProofRepeatedError):
        await shop.transfer_proofs.approve(STAFF, second.id, saw=seen.mark)
    seen = await shop.transfer_proofs.view(second.id)
    await shop.transfer_proofs.approve(STAFF, second.id, saw=seen.mark)
    assert await shop.dinars(1002) == 1000


async def test_a_later_picture_that_was_sent_before_makes_a_receipt_a_repeated_one(
    shop: WholeShop, desk: PaymentService
) -> None:
    await shop.transfer_proofs.approve(STAFF, (await top_up(shop, desk, file="F1")).id)
    second = await top_up(shop, desk, 1002, file="F2")
    await sends(shop, 1002, file="F1")
    with pytest.raises(ProofRepeatedError):
        await shop.transfer_proofs.approve(STAFF, second.id)


async def test_a_decision_about_an_older_receipt_does_not_hold_for_a_newer_one(
    shop: WholeShop, desk: PaymentService
) -> None:
    request = await top_up(shop, desk, file="F1")
    old = (await shop.transfer_proofs.view(request.id)).receipt_id
    await shop.transfer_proofs.reject(STAFF, request.id, "unreadable")
    await sends(shop, file="F2")
    with pytest.raises(ProofChangedError):
        await shop.transfer_proofs.approve(OTHER_STAFF, request.id, receipt_id=old)
    with pytest.raises(ProofChangedError):
        await shop.transfer_proofs.reject(OTHER_STAFF, request.id, "unreadable", receipt_id=old)
    assert (await shop.transfer_proofs.view(request.id)).request.state == "submitted"


async def test_what_waits_for_staff_is_counted(shop: WholeShop, desk: PaymentService) -> None:
    request = await top_up(shop, desk)
    assert (await shop.admin_overview.overview()).receipts == await shop.transfer_proofs.count_waiting() == 1
    await shop.transfer_proofs.approve(STAFF, request.id)
    assert (await shop.admin_overview.overview()).receipts == 0


async def test_an_orders_receipts_are_found_with_it(shop: WholeShop, desk: PaymentService) -> None:
    order, request = await for_an_order(shop, desk)
    assert await shop.transfer_proofs.of_order(order.id) == ()
    await sends(shop)
    (found,) = await shop.transfer_proofs.of_order(order.id)
    assert (found.request_id, found.state, found.amount.dinars) == (request.id, "submitted", 750)
