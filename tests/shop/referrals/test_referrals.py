"""Links, and who counts as somebody who came by one."""

from itertools import count

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.shop.customers import is_made_up
from bot.shop.referrals.referrals import NEW_FOR, Arrival
from storage.states import StaffRole
from storage.tables import metadata
from tests.shop.conftest import MakeShop
from tests.shop.must_hold import Books
from tests.shop.referrals.inviting import FRIEND, INVITER, came, code_of, comes, delivered, invited, referral
from tests.shop.whole import STAFF, WholeShop, dinars

pytestmark = pytest.mark.both_engines


@pytest.fixture
async def shop(make_shop: MakeShop) -> WholeShop:
    made = make_shop(invite_reward=200)
    await made.customer(INVITER)
    return made


async def test_a_customer_has_one_code_for_ever(shop: WholeShop) -> None:
    code = await code_of(shop)
    assert code == await code_of(shop)
    await shop.customer(1003)
    assert code != await code_of(shop, 1003)


async def test_without_a_rule_there_are_no_links_and_old_ones_count_for_nothing(shop: WholeShop) -> None:
    code = await code_of(shop)
    await shop.live.set(STAFF, "invite_reward", "0")
    assert await shop.referrals.invitations(INVITER) is None
    assert not shop.referrals.are_on
    shop.clock.tick(1)
    await shop.customer(FRIEND)
    assert await shop.referrals.come(await shop.customers.get(FRIEND), code) is Arrival.NOTHING
    assert await referral(shop) is None


async def test_a_link_that_is_opened_twice_counts_once_and_says_the_same(shop: WholeShop) -> None:
    assert [await comes(shop) for _ in range(2)] == [Arrival.INVITED] * 2
    own = await shop.referrals.invitations(INVITER)
    assert (own.came, own.rewards, own.earned) == (1, 0, dinars(0))


async def test_nobody_invites_themselves(shop: WholeShop) -> None:
    assert await comes(shop, INVITER) is Arrival.OWN
    assert await referral(shop, INVITER) is None


async def test_a_code_of_nobody_counts_for_nothing(shop: WholeShop) -> None:
    await shop.customer(FRIEND)
    assert await shop.referrals.come(await shop.customers.get(FRIEND), "CDFGHJKM") is Arrival.NOTHING


async def test_whoever_was_a_customer_before_does_not_count(shop: WholeShop) -> None:
    await shop.customer(FRIEND)
    shop.clock.tick(NEW_FOR.total_seconds() + 1)
    assert await comes(shop) is Arrival.KNOWN
    assert await referral(shop) is None


async def test_whoever_has_ordered_is_not_new(shop: WholeShop) -> None:
    code = await code_of(shop)
    shop.clock.tick(1)
    await shop.customer(FRIEND, dinars=5000)
    await shop.buy(FRIEND)
    assert await shop.referrals.come(await shop.customers.get(FRIEND), code) is Arrival.KNOWN


async def test_somebody_comes_by_one_link_only(shop: WholeShop) -> None:
    await shop.customer(1003)
    await invited(shop)
    assert await comes(shop, by=1003) is Arrival.KNOWN
    assert (await came(shop)).inviter_id == INVITER


async def test_staff_and_banned_people_invite_nobody_and_staff_are_not_invited(shop: WholeShop) -> None:
    await shop.customer(STAFF)
    assert await comes(shop, by=STAFF) is Arrival.NOTHING
    await shop.customer_care.ban(STAFF, INVITER, "fraud")
    assert await comes(shop) is Arrival.NOTHING
    await shop.customer(1003)
    await shop.customer(1004)
    await shop.staff_keeping.give(STAFF, 1004, StaffRole.CASHIER)
    assert await comes(shop, 1004, by=1003) is Arrival.NOTHING
    assert [await referral(shop, friend) for friend in (FRIEND, 1004)] == [None, None]


_WORLDS = count(1000)


@given(presses=st.lists(st.tuples(st.integers(0, 4), st.integers(0, 4)), max_size=14))
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
async def test_invitations_never_go_round_in_a_circle(
    shop: WholeShop, presses: list[tuple[int, int]]
) -> None:
    world = next(_WORLDS) * 10
    for friend, inviter in presses:
        await shop.customer(world + inviter)
        await comes(shop, world + friend, by=world + inviter)
    rows = [await referral(shop, world + number) for number in range(5)]
    inviters = {row.friend_id: row.inviter_id for row in rows if row is not None}
    for person in inviters:
        way = [person]
        while (before := inviters.get(way[-1])) is not None:
            assert before not in way
            way.append(before)


async def test_what_came_of_invitations_is_told(shop: WholeShop) -> None:
    for friend in (1002, 1003):
        await invited(shop, friend)
    order = await delivered(shop, 1002)
    await shop.refunds.refund(STAFF, order.ref, dinars(525), None, to="wallet", key="k")
    own = await shop.referrals.invitations(INVITER)
    assert (own.came, own.rewards, own.earned) == (2, 1, dinars(100))
    theirs = await shop.dossiers.dossier(1002)
    assert theirs.invited_by is not None
    assert (theirs.invited_by.customer_id, theirs.invited_by.outcome) == (INVITER, "rewarded")
    assert (theirs.invited_by.reward, theirs.invited_by.taken_back) == (dinars(200), dinars(100))
    whose = await shop.dossiers.dossier(INVITER)
    assert whose.invited_by is None
    assert (whose.has_invited.came, whose.has_invited.earned) == (2, dinars(100))


async def test_the_file_of_ones_data_names_no_friend_and_no_order_of_theirs(shop: WholeShop) -> None:
    await invited(shop, 777_001)
    await delivered(shop, 777_001)
    told = {page.section: page.records async for page in shop.personal_data.pages(INVITER)}
    assert [record["reward_centimes"] for record in told["invited_by_you"]] == [20_000]
    assert [(record["kind"], record["subject"]) for record in told["wallet"]] == [("referral", None)]
    assert len(told["your_invitation"]) == 1
    assert "777001" not in str(told)
    theirs = {page.section: page.records async for page in shop.personal_data.pages(777_001)}
    assert len(theirs["came_by_an_invitation"]) == 1
    assert str(INVITER) not in str(theirs)


async def test_whoever_is_erased_is_in_no_invitation_any_more_and_the_books_close(shop: WholeShop) -> None:
    await invited(shop)
    await delivered(shop)
    shop.clock.tick(2 * 86_400)
    for person in (FRIEND, INVITER):
        gives_up = (await shop.erasing.look(person)).gives_up
        await shop.erasing.forget(person, gives_up=gives_up)
    async with shop.db.read() as conn:
        (row,) = (await conn.execute(sa.select(metadata.tables["referrals"]))).all()
        codes = (await conn.execute(sa.select(metadata.tables["invite_codes"]))).all()
    assert is_made_up(row.friend_id)
    assert is_made_up(row.inviter_id)
    assert row.reward_centimes == 20_000
    assert codes == []
    assert await Books.differences(shop) == []


async def forgotten(shop: WholeShop, person: int, *, days: int = 2) -> None:
    """They have themselves erased so many days later, and give up what is in their wallet."""
    shop.clock.tick(days * 86_400)
    gives_up = (await shop.erasing.look(person)).gives_up
    await shop.erasing.forget(person, gives_up=gives_up)


async def test_whoever_ordered_is_not_new_when_they_come_back_after_they_were_erased(shop: WholeShop) -> None:
    await invited(shop)
    await delivered(shop)
    await shop.customer(1003)
    for inviter in (INVITER, 1003):
        await forgotten(shop, FRIEND)
        assert await comes(shop, by=inviter) is Arrival.KNOWN
        assert await referral(shop) is None
        await shop.wallet_adjustments.credit(STAFF, FRIEND, 5000, None, key=f"again:{inviter}")
        await delivered(shop)
    assert (await shop.dinars(INVITER), await shop.dinars(1003)) == (200, 0)


async def test_invitations_go_round_in_no_circle_by_being_erased(shop: WholeShop) -> None:
    await invited(shop)
    await forgotten(shop, INVITER)
    assert await comes(shop, INVITER, by=FRIEND) is Arrival.KNOWN
    await forgotten(shop, FRIEND)
    assert await comes(shop, by=INVITER) is Arrival.KNOWN


async def test_whoever_only_looked_in_is_new_and_no_mark_of_them_is_kept(shop: WholeShop) -> None:
    await shop.customer(FRIEND)
    await forgotten(shop, FRIEND)
    assert await shop.count("erased_people") == 0
    assert await comes(shop) is Arrival.INVITED


async def test_being_erased_gives_nobody_more_rewards_in_thirty_days(make_shop: MakeShop) -> None:
    shop = make_shop(invite_reward=200, invite_month_limit=2)
    friends = iter(range(2100, 2200))

    async def brings() -> bool:
        """Whether a new friend's order brings a reward."""
        friend = next(friends)
        await invited(shop, friend, by=INVITER)
        before = await shop.dinars(INVITER)
        await delivered(shop, friend)
        return await shop.dinars(INVITER) > before

    await shop.customer(INVITER)
    assert await brings()
    for more in (True, False):
        await forgotten(shop, INVITER)
        await shop.customer(INVITER)
        assert await brings() is more
    assert not await brings()
    shop.clock.tick(31 * 86_400)
    assert [await brings() for _ in range(3)] == [True, True, False]
    assert await Books.differences(shop) == []
