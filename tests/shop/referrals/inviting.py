"""Customers who invite others, and what those buy."""

from bot.shop.orders.history import OrderView
from bot.shop.referrals.referrals import Arrival
from storage.purchases import referrals
from storage.purchases.referrals import ReferralRow
from tests.shop.whole import WholeShop

INVITER, FRIEND = 1001, 1002


async def code_of(shop: WholeShop, customer_id: int = INVITER) -> str:
    """The code in somebody's link."""
    own = await shop.referrals.invitations(customer_id)
    assert own is not None
    return str(own.code)


async def comes(shop: WholeShop, friend: int = FRIEND, *, by: int = INVITER) -> Arrival:
    """Somebody opens a link, who may be new."""
    code = await code_of(shop, by)
    shop.clock.tick(1)
    await shop.customer(friend)
    return await shop.referrals.come(await shop.customers.get(friend), code)


async def invited(shop: WholeShop, friend: int = FRIEND, *, by: int = INVITER, dinars: int = 10_000) -> None:
    """Somebody new comes by a link, and has money."""
    assert await comes(shop, friend, by=by) is Arrival.INVITED
    await shop.wallet_adjustments.credit(2001, friend, dinars, None, key=f"friend:{friend}")


async def delivered(
    shop: WholeShop, customer_id: int = FRIEND, quantity: int = 1, outcome: str = "FULFILLED"
) -> OrderView:
    """An order that the supplier has ended; a card costs 1,050 dinars."""
    order = await shop.buy(customer_id, quantity)
    await ended(shop, outcome)
    return await shop.orders.view(customer_id, order.ref)


async def ended(shop: WholeShop, outcome: str = "FULFILLED") -> None:
    """Whatever was bought has its end."""
    await shop.place()
    for theirs in shop.supplier.bought.values():
        if theirs.status == "HANDLING":
            shop.supplier.settle(theirs.id, outcome)
    shop.clock.tick(6)
    await shop.tracking.look()


async def referral(shop: WholeShop, friend: int = FRIEND) -> ReferralRow | None:
    """What is kept of how somebody came."""
    async with shop.db.read() as conn:
        return await referrals.of_friend(conn, friend)


async def came(shop: WholeShop, friend: int = FRIEND) -> ReferralRow:
    """The same of somebody who came by a link."""
    row = await referral(shop, friend)
    assert row is not None
    return row
