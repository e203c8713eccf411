"""When people were last here, who is shut out, limits of their own, and what staff note about them"""

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("customers", sa.Column("seen_at", sa.BigInteger(), comment="within the hour"))
    op.add_column("customers", sa.Column("banned_at", sa.BigInteger(), comment="since when the shop serves them no more"))
    op.add_column("customers", sa.Column("banned_by", sa.BigInteger()))
    op.add_column("customers", sa.Column("ban_reason", sa.Text(), comment="for staff"))
    op.add_column("customers", sa.Column("day_limit", sa.Integer(), comment="cards a day, instead of the shop's limits"))
    op.drop_index("ix_customers_created_at", "customers")
    op.create_index("ix_customers_created_at", "customers", ["created_at", "id"])
    op.create_table(
        "customer_notes",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("key", sa.Text(), nullable=False, comment="the update by which it was written"),
        sa.Column("customer_id", sa.BigInteger(), nullable=False),
        sa.Column("staff_id", sa.BigInteger(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["customer_id"], ["customers.id"], name="fk_customer_notes_customer_id"),
        sa.PrimaryKeyConstraint("id", name="pk_customer_notes"),
        sa.UniqueConstraint("key", name="uq_customer_notes_key"),
    )
    op.create_index("ix_customer_notes_customer_id", "customer_notes", ["customer_id", "id"])
