"""Invitations: the code in each customer's link, and who came by whose"""

import sqlalchemy as sa
from alembic import op

from storage.dialects import partial

revision = "0036"
down_revision = "0035"
branch_labels = None
depends_on = None


def upgrade() -> None:
    row_id = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    op.create_table(
        "invite_codes",
        sa.Column("customer_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("code", sa.Text(), nullable=False, comment="what stands in the link; nothing secret"),
        sa.Column("made_at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["customer_id"], ["customers.id"], name=op.f("fk_invite_codes_customer_id")),
        sa.PrimaryKeyConstraint("customer_id", name=op.f("pk_invite_codes")),
        sa.UniqueConstraint("code", name=op.f("uq_invite_codes_code")),
    )
    op.create_table(
        "referrals",
        sa.Column("id", row_id, nullable=False),
        sa.Column("friend_id", sa.BigInteger(), nullable=False),
        sa.Column("inviter_id", sa.BigInteger(), nullable=False),
        sa.Column("came_at", sa.BigInteger(), nullable=False),
        sa.Column("order_id", row_id, comment="the friend's first delivered paid order"),
        sa.Column("decided_at", sa.BigInteger()),
        sa.Column("outcome", sa.Text(), comment="none: no such order has been delivered yet"),
        sa.Column(
            "paid_centimes",
            sa.BigInteger(),
            nullable=False,
            server_default="0",
            comment="for the cards of that order",
        ),
        sa.Column("reward_centimes", sa.BigInteger(), nullable=False, server_default="0"),
        sa.Column("taken_back_centimes", sa.BigInteger(), nullable=False, server_default="0"),
        sa.CheckConstraint("friend_id <> inviter_id", name=op.f("ck_referrals_two_people")),
        sa.CheckConstraint(
            "taken_back_centimes BETWEEN 0 AND reward_centimes", name=op.f("ck_referrals_taken_back")
        ),
        sa.CheckConstraint("reward_centimes BETWEEN 0 AND paid_centimes", name=op.f("ck_referrals_reward")),
        sa.CheckConstraint(
            "outcome IN ('rewarded', 'limit', 'lost', 'barred', 'nothing')", name=op.f("ck_referrals_outcome")
        ),
        sa.ForeignKeyConstraint(["friend_id"], ["customers.id"], name=op.f("fk_referrals_friend_id")),
        sa.ForeignKeyConstraint(["inviter_id"], ["customers.id"], name=op.f("fk_referrals_inviter_id")),
        sa.ForeignKeyConstraint(["order_id"], ["orders.id"], name=op.f("fk_referrals_order_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_referrals")),
        sa.UniqueConstraint("friend_id", name=op.f("uq_referrals_friend_id")),
        sa.UniqueConstraint("order_id", name=op.f("uq_referrals_order_id")),
    )
    op.create_index("ix_referrals_inviter_id", "referrals", ["inviter_id", "id"])
    op.create_index(
        "ix_referrals_rewarded",
        "referrals",
        ["inviter_id", "decided_at", "reward_centimes", "taken_back_centimes"],
        **partial(sa.text("reward_centimes > 0")),
    )
    op.create_index(
        "ix_payments_lost",
        "payments",
        ["customer_id"],
        **partial(sa.text("state = 'refunded' AND refunded_centimes < amount_centimes")),
    )
