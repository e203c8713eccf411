"""Debits of the supplier that brought no goods, and attempts that were given up without proof"""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

_ROW_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_OPEN = sa.text("state IN ('sending', 'unknown', 'accepted')")


def upgrade() -> None:
    attempts = sa.Table(
        "attempts",
        sa.MetaData(),
        sa.Column("id", _ROW_ID, nullable=False),
        sa.Column("order_id", _ROW_ID, nullable=False),
        sa.Column("ref", sa.Text(), nullable=False),
        sa.Column("ref_sent", sa.Integer(), nullable=False, comment="1 when the supplier was given the ref"),
        sa.Column("product_id", sa.Text(), nullable=False),
        sa.Column("type_id", sa.Text(), nullable=False),
        sa.Column("quantity", sa.Integer(), nullable=False),
        sa.Column("unit_cost_centimes", sa.BigInteger(), nullable=False, comment="the cost we expected"),
        sa.Column("sent_at", sa.BigInteger(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("supplier_order_id", sa.Text(), nullable=True),
        sa.Column("settled_at", sa.BigInteger(), nullable=True),
        sa.Column("error_code", sa.Text(), nullable=True),
        sa.Column("request_id", sa.Text(), nullable=True),
        sa.CheckConstraint(
            "state IN ('sending', 'accepted', 'not_placed', 'unknown', 'absent', 'debited', 'given_up')",
            name=op.f("ck_attempts_state"),
        ),
        sa.ForeignKeyConstraint(["order_id"], ["orders.id"], name=op.f("fk_attempts_order_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attempts")),
        sa.UniqueConstraint("supplier_order_id", name=op.f("uq_attempts_supplier_order_id")),
        sa.Index("ix_attempts_order_id", "order_id", "id"),
        sa.Index("ix_attempts_state", "state", "product_id", "type_id"),
        sa.Index(
            "uq_attempts_open", "order_id", unique=True, sqlite_where=_OPEN, postgresql_where=_OPEN
        ),
    )
    # SQLite cannot change a CHECK: the table is written anew, as this says it is from now on.
    with op.batch_alter_table("attempts", copy_from=attempts, recreate="always"):
        pass
    op.create_table(
        "losses",
        sa.Column("id", _ROW_ID, nullable=False),
        sa.Column("key", sa.Text(), nullable=False, comment="one row for one debit, or for one order's"),
        sa.Column("order_id", _ROW_ID, nullable=False),
        sa.Column("attempt_id", _ROW_ID, nullable=True),
        sa.Column("line_id", sa.Text(), nullable=True, comment="the account's line that took the money"),
        sa.Column("names", sa.Text(), nullable=True, comment="what that line, or the order, says it is for"),
        sa.Column("amount_centimes", sa.BigInteger(), nullable=False),
        sa.Column("debited_at", sa.BigInteger(), nullable=False),
        sa.Column("noted_at", sa.BigInteger(), nullable=False, comment="the day whose margin it lowers"),
        sa.Column("returned_at", sa.BigInteger(), nullable=True, comment="the day whose margin it raises"),
        sa.Column("back_line_id", sa.Text(), nullable=True, comment="the line that gave the money back"),
        sa.Column("written_off_at", sa.BigInteger(), nullable=True),
        sa.Column("written_off_by", sa.BigInteger(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.CheckConstraint("amount_centimes > 0", name=op.f("ck_losses_amount")),
        sa.ForeignKeyConstraint(["order_id"], ["orders.id"], name=op.f("fk_losses_order_id")),
        sa.ForeignKeyConstraint(["attempt_id"], ["attempts.id"], name=op.f("fk_losses_attempt_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_losses")),
        sa.UniqueConstraint("key", name=op.f("uq_losses_key")),
    )
    op.create_index("ix_losses_order_id", "losses", ["order_id"])
    op.create_index("ix_losses_noted_at", "losses", ["noted_at"])
    op.create_index("ix_losses_returned_at", "losses", ["returned_at", "written_off_at"])
    op.create_index("ix_losses_line_id", "losses", ["line_id"])
