"""Orders for a friend: the link, who claimed it, what was said with it"""

import sqlalchemy as sa
from alembic import op

from storage.dialects import partial

revision = "0033"
down_revision = "0032"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "gifts",
        sa.Column(
            "order_id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=False,
            nullable=False,
        ),
        sa.Column("state", sa.Text(), server_default="open", nullable=False),
        sa.Column("greeting", sa.Text(), comment="what its buyer tells the friend; none: nothing"),
        sa.Column("token_hash", sa.Text(), comment="SHA-256 of the link's token: the link is found by it"),
        sa.Column("key_id", sa.Text()),
        sa.Column("nonce", sa.LargeBinary()),
        sa.Column(
            "sealed", sa.LargeBinary(), comment="AES-256-GCM of the link's token: the link is shown again"
        ),
        sa.Column("made_at", sa.BigInteger(), nullable=False),
        sa.Column("claimed_by", sa.BigInteger(), comment="the friend"),
        sa.Column("ended_at", sa.BigInteger(), comment="when it was claimed or taken back"),
        sa.CheckConstraint("state IN ('open', 'claimed', 'revoked')", name=op.f("ck_gifts_state")),
        sa.CheckConstraint(
            "(state = 'claimed') = (claimed_by IS NOT NULL)", name=op.f("ck_gifts_claimed_by")
        ),
        sa.CheckConstraint("(state = 'open') = (ended_at IS NULL)", name=op.f("ck_gifts_ended_at")),
        sa.ForeignKeyConstraint(["claimed_by"], ["customers.id"], name=op.f("fk_gifts_claimed_by_customers")),
        sa.ForeignKeyConstraint(["order_id"], ["orders.id"], name=op.f("fk_gifts_order_id_orders")),
        sa.PrimaryKeyConstraint("order_id", name=op.f("pk_gifts")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_gifts_token_hash")),
    )
    op.create_index(
        "ix_gifts_claimed_by", "gifts", ["claimed_by"], **partial(sa.text("claimed_by IS NOT NULL"))
    )
    op.add_column(
        "drafts",
        sa.Column(
            "greeting",
            sa.Text(),
            comment="what a friend is told with the codes, perhaps nothing; none: no gift",
        ),
    )
