"""Where customers' payments were found in the supplier's account"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "deposits",
        sa.Column(
            "payment_id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=False,
            nullable=False,
        ),
        sa.Column(
            "line_id",
            sa.Text(),
            nullable=False,
            comment="the account's line; several payments may have come in one",
        ),
        sa.Column(
            "amount_centimes",
            sa.BigInteger(),
            nullable=False,
            comment="what of that line is this payment's",
        ),
        sa.Column("arrived_at", sa.BigInteger(), nullable=False),
        sa.Column("named", sa.Integer(), nullable=False, comment="1 when the line names the payment's link"),
        sa.Column("found_at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["payment_id"], ["payments.id"], name=op.f("fk_deposits_payment_id")
        ),
        sa.PrimaryKeyConstraint("payment_id", name=op.f("pk_deposits")),
    )
    op.create_index("ix_deposits_line_id", "deposits", ["line_id"])
    op.create_index("ix_deposits_arrived_at", "deposits", ["arrived_at"])
