"""What an invitation brings: wallet credit for whoever invited, once the friend's first paid order is
delivered. Everything here happens in the transaction of the change that it follows from.

A reward is never more than what the friend paid. What staff give back for that order takes the same share of
the reward back, and a payment that its payer takes back takes all of it; both only as far as the wallet holds
it, which never goes below zero.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, Protocol

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.shop.chat_settings.live_settings import LiveEdition
from bot.shop.customers import is_made_up
from bot.shop.money import Money
from bot.shop.outbox.messages import MessageKind, tell
from bot.shop.roles.members import StaffMembers
from storage.chat import customers
from storage.house import outliving
from storage.money import entries
from storage.purchases import referrals
from storage.purchases.orders import OrderRow
from storage.purchases.referrals import ReferralRow
from storage.states import EntryKind, ReferralOutcome

MONTH: Final = timedelta(days=30)
"""Within which a person's rewards are counted."""
_WHO: Final = "referrals"


class InviteSettings(Protocol):
    """What this module asks of the settings."""

    @property
    def invite_reward(self) -> int: ...
    @property
    def invite_percent(self) -> int: ...
    @property
    def invite_month_limit(self) -> int: ...


@dataclass(frozen=True, slots=True)
class InviteRule:
    """What the merchant gives for a friend: `percent` of what they paid, at most `most`; with 0 percent
    `most` itself. At most `month_limit` rewards for each person within `MONTH`.
    """

    most: Money
    percent: int
    month_limit: int

    @classmethod
    def of(cls, settings: InviteSettings) -> "InviteRule | None":
        """The rule that holds; None: nobody is rewarded."""
        if not settings.invite_reward:
            return None
        most = Money.of_dinars(settings.invite_reward)
        return cls(most, settings.invite_percent, settings.invite_month_limit)

    def reward(self, paid: Money) -> Money:
        """The reward for an order for which so much was paid. A share is rounded down to whole dinars."""
        if not self.percent:
            return min(self.most, paid)
        return min(self.most, Money.of_dinars(paid.centimes * self.percent // 100 // 100))


class ReferralRewards:
    """Books rewards, and takes them back. For write transactions of others. `marks_of`: by what somebody is
    recognised who was erased (`bot.shop.vault.Vault.marks_of`).
    """

    def __init__(
        self,
        members: StaffMembers,
        settings: LiveEdition[InviteSettings],
        *,
        marks_of: Callable[[int], Sequence[str]],
    ) -> None:
        self._members = members
        self._settings = settings
        self._marks_of = marks_of

    async def order_delivered(self, conn: AsyncConnection, order: OrderRow, *, now: datetime) -> None:
        """An order was delivered, in part at least. If it is the first paid one of somebody who was invited,
        whoever invited them is rewarded, once.
        """
        paid = _kept(order)
        referral = await referrals.of_friend(conn, order.customer_id)
        if referral is None or referral.outcome is not None or not paid:
            return
        outcome, reward = await self._outcome(conn, referral, paid, now)
        decided = await referrals.decide(
            conn,
            referral.id,
            order_id=order.id,
            outcome=outcome,
            paid_centimes=paid.centimes,
            reward_centimes=reward.centimes,
            now=now,
        )
        if decided and reward:
            await self._book(conn, EntryKind.REFERRAL, referral, f"order:{order.id}", reward, now=now)

    async def order_refunded(self, conn: AsyncConnection, order: OrderRow, *, now: datetime) -> None:
        """Staff gave back something for a delivered order: the same share of a reward is taken back."""
        referral = await referrals.of_order(conn, order.id)
        if referral is None or not referral.reward_centimes:
            return
        earned = referral.reward_centimes * _kept(order).centimes // referral.paid_centimes
        await self._take_back(conn, referral, Money(referral.reward_centimes - earned), now=now)

    async def payment_lost(
        self, conn: AsyncConnection, *, payer_id: int, received_at: datetime, now: datetime
    ) -> None:
        """A customer took back a payment that was spent already. One that came before their first order was
        delivered may have paid for it: then nothing was earned with that.
        """
        referral = await referrals.of_friend(conn, payer_id)
        if referral is None or referral.decided_at is None or received_at > referral.decided_at:
            return
        await self._take_back(conn, referral, Money(referral.reward_centimes), now=now)

    async def _outcome(
        self, conn: AsyncConnection, referral: ReferralRow, paid: Money, now: datetime
    ) -> tuple[ReferralOutcome, Money]:
        rule = InviteRule.of(await self._settings.as_of(conn))
        reward = Money.ZERO if rule is None else rule.reward(paid)
        if rule is None or not reward:
            return ReferralOutcome.NOTHING, Money.ZERO
        if not await may_be_rewarded(conn, self._members, referral.inviter_id):
            return ReferralOutcome.BARRED, Money.ZERO
        if await referrals.took_money_back(conn, referral.friend_id):
            return ReferralOutcome.LOST, Money.ZERO
        since, most = now - MONTH, rule.month_limit
        given = await referrals.rewards_since(conn, referral.inviter_id, since, most=most)
        before = await outliving.rewards_kept(conn, self._marks_of(referral.inviter_id), since)
        if given + before >= most:
            return ReferralOutcome.LIMIT, Money.ZERO
        return ReferralOutcome.REWARDED, reward

    async def _take_back(
        self, conn: AsyncConnection, referral: ReferralRow, due: Money, *, now: datetime
    ) -> None:
        """Takes back so much in all, less what was taken back before, as far as it is there."""
        held = Money(await entries.balance(conn, referral.inviter_id))
        amount = min(due - Money(referral.taken_back_centimes), held)
        if amount <= Money.ZERO:
            return
        await referrals.add_taken_back(conn, referral.id, amount.centimes)
        # What was taken back before only rises: each time is an entry of its own.
        subject = f"order:{referral.order_id}:{referral.taken_back_centimes}"
        await self._book(conn, EntryKind.REFERRAL_UNDONE, referral, subject, -amount, now=now)

    @staticmethod
    async def _book(
        conn: AsyncConnection,
        kind: EntryKind,
        referral: ReferralRow,
        subject: str,
        amount: Money,
        *,
        now: datetime,
    ) -> None:
        entry_id = await entries.add(
            conn,
            customer_id=referral.inviter_id,
            kind=kind,
            subject=subject,
            centimes=amount.centimes,
            at=now,
            who=_WHO,
        )
        if entry_id is not None:
            await tell(
                conn,
                key=f"referral:{entry_id}",
                chat_id=referral.inviter_id,
                kind=MessageKind.REFERRAL,
                payload={"entry_id": entry_id},
                now=now,
            )


def _kept(order: OrderRow) -> Money:
    """What was paid for an order and not given back."""
    paid = order.unit_price_centimes * order.quantity - order.discount_centimes
    return Money(paid - order.refunded_centimes)


async def may_be_rewarded(conn: AsyncConnection, members: StaffMembers, customer_id: int) -> bool:
    """Whether somebody may get rewards: a customer who is served, and nobody who works here."""
    if is_made_up(customer_id) or await members.role_in(conn, customer_id) is not None:
        return False
    row = await customers.get(conn, customer_id)
    return row is not None and row.banned_at is None
