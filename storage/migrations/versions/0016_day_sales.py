"""The sales of days that are over are kept, and orders know when their codes had arrived"""

import sqlalchemy as sa
from alembic import op

from storage.dialects import partial

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "day_sales",
        sa.Column("day", sa.Text(), nullable=False, comment="as 2026-11-01"),
        sa.Column("part", sa.Text(), nullable=False),
        sa.Column(
            "label",
            sa.Text(),
            nullable=False,
            comment="which product, hour and so on; empty for the whole day",
        ),
        sa.Column("title", sa.Text(), comment="what people call a product"),
        sa.Column("region", sa.Text(), comment="a product's region"),
        sa.Column("count", sa.BigInteger(), nullable=False),
        sa.Column("sold_centimes", sa.BigInteger(), nullable=False),
        sa.Column("cost_centimes", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("day", "part", "label", name=op.f("pk_day_sales")),
    )
    op.add_column(
        "orders",
        sa.Column(
            "delivered_at", sa.BigInteger(), comment="when its last code had arrived in the customer's chat"
        ),
    )
    orders = sa.table("orders", *(sa.column(name) for name in ("status", "finished_at", "delivered_at")))
    # Nobody has noted it so far; the codes were sent within seconds of the order's end.
    op.execute(
        orders.update()
        .where(orders.c.status.in_(["fulfilled", "partially_filled"]))
        .values(delivered_at=orders.c.finished_at)
    )
    op.create_index(
        "ix_orders_delivered_at",
        "orders",
        ["delivered_at"],
        **partial(sa.text("delivered_at IS NOT NULL")),
    )
    op.create_index("ix_payments_received_at", "payments", ["received_at"])
    op.create_index("ix_customers_created_at", "customers", ["created_at"])
