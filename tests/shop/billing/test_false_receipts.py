"""Receipts that were approved and prove false: what is taken out and what is missing."""

import asyncio

import pytest

from bot.payments.service import PaymentService
from bot.shop.billing.transfers.false_proofs import FalseBeforeError, FalseProof
from bot.shop.errors import NotFoundError
from bot.shop.money import Money
from bot.shop.outbox.messages import MessageKind
from storage.states import ReferralOutcome
from tests.shop.billing.transfers import TRANSFER, sends, top_up
from tests.shop.conftest import MakeShop
from tests.shop.must_hold import Books
from tests.shop.referrals.inviting import FRIEND, INVITER, came, comes, delivered, ended
from tests.shop.whole import OTHER_STAFF, STAFF, WholeShop, dinars

pytestmark = pytest.mark.both_engines


@pytest.fixture
async def shop(make_shop: MakeShop) -> WholeShop:
    """It gives 200 dinars for a friend, who has come by a link; neither has money."""
    made = make_shop(admin_ids=(STAFF, OTHER_STAFF), invite_reward=200)
    await made.customer(INVITER)
    assert await comes(made) == "invited"
    return made


@pytest.fixture
def desk(shop: WholeShop) -> PaymentService:
    return shop.cashier(TRANSFER)


async def holds(shop: WholeShop) -> None:
    assert await Books.differences(shop) == []
    (await Books.read(shop)).check(shop.supplier, shop.delivery)


async def test_a_false_receipt_that_bought_an_order_takes_the_inviters_reward_with_it(
    shop: WholeShop, desk: PaymentService
) -> None:
    _, request = await shop.asks(desk, "transfer", FRIEND, await shop.quote(FRIEND))
    await sends(shop, FRIEND)
    await shop.transfer_proofs.approve(STAFF, request.id, 1250)
    await ended(shop)
    assert (await shop.dinars(INVITER), await shop.dinars(FRIEND)) == (200, 200)
    seen = await shop.false_proofs.look(request.id)
    done = await shop.false_proofs.mark(OTHER_STAFF, request.id, "Photoshop")
    assert done == seen == FalseProof(dinars(1250), dinars(200))
    assert done.missing == dinars(1050)
    assert (await shop.dinars(INVITER), await shop.dinars(FRIEND)) == (0, 0)
    view = await shop.transfer_proofs.view(request.id)
    assert (view.approved, view.taken_out, view.request.reason) == (dinars(1250), dinars(200), "Photoshop")
    last = (await shop.audit())[-1]
    assert (last.action, last.staff_id, last.detail) == (
        "false_receipt",
        OTHER_STAFF,
        "200.00 DZD: Photoshop",
    )
    [told] = await shop.outbox(kind=MessageKind.PROOF_FALSE)
    assert told.chat_id == FRIEND
    assert (await shop.alert("receipt_false"))["lost"] == "1050.00"
    await holds(shop)


async def test_two_who_find_it_false_at_once_take_the_money_out_once(
    shop: WholeShop, desk: PaymentService
) -> None:
    request = await top_up(shop, desk, FRIEND)
    await shop.transfer_proofs.approve(STAFF, request.id)
    await shop.wallet_adjustments.credit(STAFF, FRIEND, 5000, None, key="more")
    results = await asyncio.gather(
        *(shop.false_proofs.mark(who, request.id, "false") for who in (STAFF, OTHER_STAFF)),
        return_exceptions=True,
    )
    assert [one for one in results if isinstance(one, FalseProof)] == [FalseProof(dinars(1000), dinars(1000))]
    assert sum(isinstance(one, FalseBeforeError) for one in results) == 1
    assert await shop.dinars(FRIEND) == 5000
    assert len(await shop.outbox(kind=MessageKind.PROOF_FALSE)) == 1
    with pytest.raises(FalseBeforeError):
        await shop.false_proofs.look(request.id)
    await holds(shop)


async def test_a_false_receipt_whose_money_is_all_there_leaves_the_reward_of_another_purchase(
    shop: WholeShop, desk: PaymentService
) -> None:
    await shop.wallet_adjustments.credit(STAFF, FRIEND, 1050, None, key="own")
    await delivered(shop)
    request = await top_up(shop, desk, FRIEND)
    await shop.transfer_proofs.approve(STAFF, request.id)
    done = await shop.false_proofs.mark(STAFF, request.id, "false")
    assert done.missing == Money.ZERO
    assert (await shop.dinars(INVITER), await shop.dinars(FRIEND)) == (200, 0)
    await holds(shop)


async def test_a_receipt_found_false_before_the_delivery_brings_no_reward(
    shop: WholeShop, desk: PaymentService
) -> None:
    _, request = await shop.asks(desk, "transfer", FRIEND, await shop.quote(FRIEND))
    await sends(shop, FRIEND)
    await shop.transfer_proofs.approve(STAFF, request.id)
    await shop.false_proofs.mark(STAFF, request.id, "false")
    await ended(shop)
    assert (await came(shop)).outcome is ReferralOutcome.LOST
    assert await shop.dinars(INVITER) == 0
    await holds(shop)


async def test_only_what_was_approved_proves_false(shop: WholeShop, desk: PaymentService) -> None:
    request = await top_up(shop, desk, FRIEND)
    for act in (shop.false_proofs.look(request.id), shop.false_proofs.mark(STAFF, request.id, "false")):
        with pytest.raises(NotFoundError):
            await act
    await shop.transfer_proofs.reject(STAFF, request.id, "unreadable")
    with pytest.raises(NotFoundError):
        await shop.false_proofs.mark(STAFF, request.id, "false")
    assert await shop.count("payments") == 0
