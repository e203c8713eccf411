"""What an invitation brings, and what takes it back."""

import json
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.payments.service import PaymentService
from bot.shop.money import Money
from bot.shop.prices.promo_codes import Promo
from bot.shop.referrals.rewards import InviteRule
from storage.states import ReferralOutcome, StaffRole
from tests.shop.conftest import MakeShop
from tests.shop.must_hold import Books
from tests.shop.prices.promos import runs, with_code
from tests.shop.referrals.inviting import FRIEND, INVITER, came, comes, delivered, ended, invited
from tests.shop.stars import STARS, money
from tests.shop.whole import STAFF, WholeShop, dinars

pytestmark = pytest.mark.both_engines


@pytest.fixture
async def shop(make_shop: MakeShop) -> WholeShop:
    """It gives 200 dinars for a friend; 1001 has nothing."""
    made = make_shop(invite_reward=200)
    await made.customer(INVITER)
    return made


async def holds(shop: WholeShop) -> None:
    assert await Books.differences(shop) == []
    (await Books.read(shop)).check(shop.supplier, shop.delivery)


async def test_the_first_delivered_order_brings_the_reward_in_the_same_moment_and_once(
    shop: WholeShop,
) -> None:
    await invited(shop)
    await shop.buy(FRIEND)
    await shop.place()
    assert await shop.dinars(INVITER) == 0
    await ended(shop)
    assert await shop.dinars(INVITER) == 200
    (told,) = await shop.outbox(kind="referral")
    entry = await shop.wallet.entry(json.loads(told.payload)["entry_id"])
    assert (told.chat_id, entry.amount, entry.kind) == (INVITER, dinars(200), "referral")
    await delivered(shop)
    assert await shop.dinars(INVITER) == 200
    assert len(await shop.outbox(kind="referral")) == 1
    await holds(shop)


async def test_an_order_that_brought_nothing_is_no_first_one(shop: WholeShop) -> None:
    await invited(shop)
    assert (await delivered(shop, outcome="REFUNDED")).status == "refunded"
    assert await shop.dinars(INVITER) == 0
    await delivered(shop)
    assert await shop.dinars(INVITER) == 200


async def test_an_order_that_a_promo_code_paid_in_full_is_no_first_one(shop: WholeShop) -> None:
    await invited(shop)
    await runs(shop, Promo("ALL", amount=Money.of_dinars(5000), total_limit=1), below_cost=True)
    quote = await with_code(shop, "ALL", FRIEND)
    assert not quote.total
    await shop.checkout.buy(FRIEND, quote.draft_id, message_id=7)
    await ended(shop)
    assert (await came(shop)).outcome is None
    assert await shop.dinars(INVITER) == 0


async def test_of_a_part_of_an_order_only_what_was_paid_for_it_counts(make_shop: MakeShop) -> None:
    shop = make_shop(invite_reward=500, invite_percent=10)
    await shop.customer(INVITER)
    await invited(shop)
    assert (await delivered(shop, quantity=2, outcome="PARTIALLY_FILLED")).fulfilled_quantity == 1
    assert await shop.dinars(INVITER) == 105
    await holds(shop)


async def test_a_reward_is_never_more_than_was_paid(make_shop: MakeShop) -> None:
    shop = make_shop(invite_reward=100_000)
    await shop.customer(INVITER)
    await invited(shop)
    await delivered(shop)
    assert await shop.dinars(INVITER) == 1050


@given(most=st.integers(1, 100_000), percent=st.integers(0, 50), paid=st.integers(1, 10**9))
def test_a_reward_keeps_its_bounds_whatever_was_paid(most: int, percent: int, paid: int) -> None:
    rule = InviteRule(Money.of_dinars(most), percent, 10)
    reward = rule.reward(Money(paid))
    assert Money.ZERO <= reward <= min(rule.most, Money(paid))
    if percent:
        exact = Decimal(paid) * percent / 100
        assert reward == rule.most or 0 <= exact - reward.centimes < 100
        assert reward == rule.most or reward.centimes % 100 == 0


async def test_the_rule_that_holds_at_the_delivery_counts(shop: WholeShop) -> None:
    await invited(shop)
    await invited(shop, 1003)
    await shop.live.set(STAFF, "invite_reward", "300")
    await delivered(shop)
    assert await shop.dinars(INVITER) == 300
    await shop.live.set(STAFF, "invite_reward", "0")
    await delivered(shop, 1003)
    await shop.live.set(STAFF, "invite_reward", "300")
    await delivered(shop, 1003)
    assert await shop.dinars(INVITER) == 300
    assert (await came(shop, 1003)).outcome is ReferralOutcome.NOTHING


async def test_a_rule_that_another_process_changed_a_moment_ago_holds(
    shop: WholeShop, make_shop: MakeShop
) -> None:
    await invited(shop)
    await shop.buy(FRIEND)
    await make_shop(invite_reward=200).live.set(STAFF, "invite_reward", "50")
    await ended(shop)
    assert await shop.dinars(INVITER) == 50


async def test_one_customer_gets_so_many_rewards_in_thirty_days_and_then_more(make_shop: MakeShop) -> None:
    shop = make_shop(invite_reward=200, invite_month_limit=2)
    await shop.customer(INVITER)
    for friend in (1002, 1003, 1004, 1005):
        await invited(shop, friend)
    for friend in (1002, 1003, 1004):
        await delivered(shop, friend)
    assert await shop.dinars(INVITER) == 400
    assert (await came(shop, 1004)).outcome is ReferralOutcome.LIMIT
    shop.clock.tick(31 * 86_400)
    await delivered(shop, 1005)
    assert await shop.dinars(INVITER) == 600
    await holds(shop)


async def test_whoever_is_banned_or_came_to_work_here_gets_no_reward(shop: WholeShop) -> None:
    await invited(shop)
    await shop.customer(1010)
    await invited(shop, 1011, by=1010)
    await shop.customer_care.ban(STAFF, INVITER, "fraud")
    await shop.staff_keeping.give(STAFF, 1010, StaffRole.CASHIER)
    for friend in (FRIEND, 1011):
        await delivered(shop, friend)
        assert (await came(shop, friend)).outcome is ReferralOutcome.BARRED
    assert (await shop.dinars(INVITER), await shop.dinars(1010)) == (0, 0)
    assert await shop.outbox(kind="referral") == []


async def test_what_staff_give_back_takes_the_same_share_of_the_reward_back(shop: WholeShop) -> None:
    await invited(shop)
    order = await delivered(shop)
    for give, left in (("350", "133.33"), ("0.01", "133.33"), ("349.99", "66.66"), ("350", "0")):
        await shop.refunds.refund(STAFF, order.ref, dinars(give), None, to="wallet", key=f"k{give}{left}")
        assert await shop.dinars(INVITER) == Decimal(left)
    told = await shop.outbox(kind="referral")
    assert len(told) == 4
    assert {row.chat_id for row in told} == {INVITER}
    await holds(shop)


async def test_a_spent_reward_is_taken_back_as_far_as_it_is_there(shop: WholeShop) -> None:
    await invited(shop)
    order = await delivered(shop)
    await shop.wallet_adjustments.debit(STAFF, INVITER, 150, None, key="spent")
    await shop.refunds.refund(STAFF, order.ref, dinars(1050), None, to="wallet", key="k")
    assert await shop.dinars(INVITER) == 0
    assert (await came(shop)).taken_back_centimes == 5000
    await holds(shop)


async def test_a_refund_of_any_other_order_takes_nothing_back(shop: WholeShop) -> None:
    await invited(shop)
    await delivered(shop)
    second = await delivered(shop)
    await shop.refunds.refund(STAFF, second.ref, dinars(1050), None, to="wallet", key="k")
    assert await shop.dinars(INVITER) == 200


@pytest.fixture
def desk(shop: WholeShop) -> PaymentService:
    return shop.cashier(STARS)


async def test_a_spent_payment_that_its_payer_takes_back_takes_the_reward_back(
    shop: WholeShop, desk: PaymentService
) -> None:
    assert await comes(shop) == "invited"
    _, request = await shop.asks(desk, "stars", FRIEND, await shop.quote(FRIEND))
    await shop.payment_intake.receive(money(request))
    await ended(shop)
    assert await shop.dinars(INVITER) == 200
    await shop.refunds_to_payer.done("stars", "c1")
    assert await shop.dinars(INVITER) == 0
    await holds(shop)


async def test_a_payment_that_is_taken_back_before_the_delivery_brings_no_reward(
    shop: WholeShop, desk: PaymentService
) -> None:
    assert await comes(shop) == "invited"
    _, request = await shop.asks(desk, "stars", FRIEND, await shop.quote(FRIEND))
    await shop.payment_intake.receive(money(request))
    await shop.refunds_to_payer.done("stars", "c1")
    await ended(shop)
    assert (await came(shop)).outcome is ReferralOutcome.LOST
    assert await shop.dinars(INVITER) == 0
    await holds(shop)


async def test_a_later_payment_that_its_payer_takes_back_leaves_the_reward(
    shop: WholeShop, desk: PaymentService
) -> None:
    await invited(shop, dinars=1050)
    await delivered(shop)
    shop.clock.tick(60)
    _, request = await shop.asks(desk, "stars", FRIEND, await shop.quote(FRIEND))
    await shop.payment_intake.receive(money(request))
    await shop.refunds_to_payer.done("stars", "c1")
    assert await shop.dinars(INVITER) == 200


async def test_an_order_that_staff_deliver_counts_too(shop: WholeShop) -> None:
    await invited(shop)
    order = await shop.buy(FRIEND, 2)
    await shop.place()
    (theirs,) = shop.supplier.bought.values()
    shop.supplier.settle(theirs.id)
    theirs.quantity = 3
    shop.clock.tick(6)
    await shop.tracking.look()
    assert await shop.status(order) == "needs_review"
    (decision,) = [
        one for one in (await shop.review.dossier(order.ref)).decisions if one.kind.value == "deliver"
    ]
    await shop.review.decide(STAFF, order.ref, decision)
    assert await shop.status(order) == "fulfilled"
    assert await shop.dinars(INVITER) == 200
    await holds(shop)
