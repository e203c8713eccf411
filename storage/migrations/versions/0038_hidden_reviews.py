"""A line that staff hid stays hidden when its customer takes the review back and gives it anew"""

import sqlalchemy as sa
from alembic import op

revision = "0038"
down_revision = "0037"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "hidden_reviews",
        sa.Column("customer_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("product_id", sa.Text(), nullable=False),
        sa.Column(
            "hidden_at",
            sa.BigInteger(),
            nullable=False,
            comment="since when staff keep its line from others",
        ),
        sa.ForeignKeyConstraint(
            ["customer_id"], ["customers.id"], name=op.f("fk_hidden_reviews_customer_id_customers")
        ),
        sa.PrimaryKeyConstraint("customer_id", "product_id", name=op.f("pk_hidden_reviews")),
    )
