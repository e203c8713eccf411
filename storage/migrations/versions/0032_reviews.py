"""Reviews of products, and who was asked for one"""

import sqlalchemy as sa
from alembic import op

from storage.dialects import partial

revision = "0032"
down_revision = "0031"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "reviews",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("customer_id", sa.BigInteger(), nullable=False),
        sa.Column("product_id", sa.Text(), nullable=False),
        sa.Column(
            "order_id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            nullable=False,
            comment="the order it was last given for",
        ),
        sa.Column("rating", sa.Integer(), nullable=False, comment="1, very bad, to 5, excellent"),
        sa.Column("line", sa.Text(), comment="the customer's own words"),
        sa.Column("written_at", sa.BigInteger(), nullable=False, comment="when its customer last changed it"),
        sa.Column(
            "hidden_at",
            sa.BigInteger(),
            comment="since when staff keep its line from others; the rating counts",
        ),
        sa.Column("answer", sa.Text(), comment="the shop's, shown below the line"),
        sa.Column("answered_at", sa.BigInteger()),
        sa.CheckConstraint("rating BETWEEN 1 AND 5", name=op.f("ck_reviews_rating")),
        sa.ForeignKeyConstraint(
            ["customer_id"], ["customers.id"], name=op.f("fk_reviews_customer_id_customers")
        ),
        sa.ForeignKeyConstraint(["order_id"], ["orders.id"], name=op.f("fk_reviews_order_id_orders")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reviews")),
        sa.UniqueConstraint("customer_id", "product_id", name=op.f("uq_reviews_customer_id_product_id")),
    )
    op.create_index("ix_reviews_written_at", "reviews", ["written_at", "id"])
    op.create_index(
        "ix_reviews_shown",
        "reviews",
        ["product_id", "written_at", "id"],
        **partial(sa.text("line IS NOT NULL AND hidden_at IS NULL")),
    )
    op.create_table(
        "product_ratings",
        sa.Column("product_id", sa.Text(), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("total", sa.Integer(), nullable=False),
        sa.CheckConstraint("total BETWEEN count AND 5 * count", name=op.f("ck_product_ratings_total")),
        sa.PrimaryKeyConstraint("product_id", name=op.f("pk_product_ratings")),
    )
    op.create_table(
        "review_requests",
        sa.Column("customer_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("product_id", sa.Text(), nullable=False),
        sa.Column("asked_at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["customer_id"], ["customers.id"], name=op.f("fk_review_requests_customer_id_customers")
        ),
        sa.PrimaryKeyConstraint("customer_id", "product_id", name=op.f("pk_review_requests")),
    )
    op.create_index("ix_review_requests_asked_at", "review_requests", ["asked_at"])
    op.add_column(
        "customers",
        sa.Column("no_reviews_at", sa.BigInteger(), comment="since when they do not want to be asked for reviews"),
    )
