"""A limit that staff set for somebody, and their uses of promo codes, outlive that they are erased"""

import sqlalchemy as sa
from alembic import op

from storage.dialects import partial

revision = "0035"
down_revision = "0034"
branch_labels = None
depends_on = None

_ROW_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "erased_limits",
        sa.Column("mark", sa.Text(), primary_key=True),
        sa.Column("day_limit", sa.Integer(), nullable=False),
    )
    op.create_table(
        "earlier_uses",
        sa.Column("id", _ROW_ID, primary_key=True),
        sa.Column("promo_id", _ROW_ID, sa.ForeignKey("promos.id"), nullable=False),
        sa.Column("times", sa.Integer(), nullable=False),
        sa.Column("customer_id", sa.BigInteger(), sa.ForeignKey("customers.id"), nullable=True),
        sa.Column("mark", sa.Text(), nullable=True),
        sa.CheckConstraint("(customer_id IS NULL) <> (mark IS NULL)", name="whose"),
        sa.CheckConstraint("times > 0", name="times"),
    )
    op.create_index("ix_earlier_uses_customer_id", "earlier_uses", ["customer_id", "promo_id"])
    op.create_index("ix_earlier_uses_promo_id", "earlier_uses", ["promo_id"])
    op.create_index("ix_earlier_uses_mark", "earlier_uses", ["mark"], **partial(sa.text("mark IS NOT NULL")))
