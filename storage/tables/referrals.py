"""Invitations: the code in each customer's link, and who came by whose."""

from typing import Final

from sqlalchemy import BigInteger, CheckConstraint, Column, ForeignKey, Index, Table, Text, text

from storage.columns import Timestamp, Words
from storage.dialects import partial
from storage.states import ReferralOutcome
from storage.tables.schema import RowId, metadata

REWARDED: Final = text("reward_centimes > 0")
"""Referrals that brought their inviter something; in these words, so that their index serves whoever asks."""

invite_codes = Table(
    "invite_codes",
    metadata,
    Column("customer_id", BigInteger, ForeignKey("customers.id"), primary_key=True, autoincrement=False),
    Column("code", Text, nullable=False, unique=True, comment="what stands in the link; nothing secret"),
    Column("made_at", Timestamp, nullable=False),
)

# Who came by whose link: once for each who came. It is decided with their first delivered paid order.
referrals = Table(
    "referrals",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("friend_id", BigInteger, ForeignKey("customers.id"), nullable=False, unique=True),
    Column("inviter_id", BigInteger, ForeignKey("customers.id"), nullable=False),
    Column("came_at", Timestamp, nullable=False),
    Column(
        "order_id",
        RowId,
        ForeignKey("orders.id"),
        unique=True,
        comment="the friend's first delivered paid order",
    ),
    Column("decided_at", Timestamp),
    Column("outcome", Words(ReferralOutcome), comment="none: no such order has been delivered yet"),
    Column(
        "paid_centimes", BigInteger, nullable=False, server_default="0", comment="for the cards of that order"
    ),
    Column("reward_centimes", BigInteger, nullable=False, server_default="0"),
    Column("taken_back_centimes", BigInteger, nullable=False, server_default="0"),
    CheckConstraint("friend_id <> inviter_id", name="two_people"),
    CheckConstraint("taken_back_centimes BETWEEN 0 AND reward_centimes", name="taken_back"),
    CheckConstraint("reward_centimes BETWEEN 0 AND paid_centimes", name="reward"),
    CheckConstraint("outcome IN ('rewarded', 'limit', 'lost', 'barred', 'nothing')", name="outcome"),
    Index("ix_referrals_inviter_id", "inviter_id", "id"),
    Index(
        "ix_referrals_rewarded",
        "inviter_id",
        "decided_at",
        "reward_centimes",
        "taken_back_centimes",
        **partial(REWARDED),
    ),
)
