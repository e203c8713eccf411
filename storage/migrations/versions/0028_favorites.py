"""Favorites, and people who wait until a type is back"""

from typing import Any

import sqlalchemy as sa
from alembic import op

from storage.dialects import partial

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "favorites",
        sa.Column("customer_id", sa.BigInteger(), autoincrement=False, nullable=False),
        *_type(),
        sa.Column(
            "price_centimes",
            sa.BigInteger(),
            nullable=False,
            comment="the price that its customer was shown or told last",
        ),
        sa.Column("starred_at", sa.BigInteger(), nullable=False),
        _to_customers("favorites"),
        sa.PrimaryKeyConstraint("customer_id", "product_key", "type_key", name=op.f("pk_favorites")),
    )
    op.create_index("ix_favorites_product_key", "favorites", ["product_key", "type_key", "price_centimes"])
    op.create_table(
        "restock_waits",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("customer_id", sa.BigInteger(), nullable=False),
        *_type(),
        sa.Column("asked_at", sa.BigInteger(), nullable=False),
        sa.Column("told_at", sa.BigInteger(), comment="when it was told; none: they wait"),
        sa.Column("ends_at", sa.BigInteger(), nullable=False, comment="when it may be tidied away"),
        _to_customers("restock_waits"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_restock_waits")),
        sa.UniqueConstraint(
            "customer_id", "product_key", "type_key", name=op.f("uq_restock_waits_customer_id_product_key_type_key")
        ),
    )
    op.create_index(
        "ix_restock_waits_waiting",
        "restock_waits",
        ["product_key", "type_key", "asked_at", "customer_id"],
        **partial(sa.text("told_at IS NULL")),
    )
    op.create_index(
        "ix_restock_waits_told",
        "restock_waits",
        ["product_key", "type_key", "told_at"],
        **partial(sa.text("told_at IS NOT NULL")),
    )
    op.create_index("ix_restock_waits_ends_at", "restock_waits", ["ends_at"])
    op.create_table(
        "watched_products",
        sa.Column("product_key", sa.Text(), nullable=False),
        sa.Column("look_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("product_key", name=op.f("pk_watched_products")),
    )
    op.create_index("ix_watched_products_look_at", "watched_products", ["look_at"])


def _type() -> list[sa.Column[Any]]:
    return [
        sa.Column("product_key", sa.Text(), nullable=False),
        sa.Column("type_key", sa.Text(), nullable=False),
        sa.Column("product_title", sa.Text(), nullable=False),
        sa.Column("region", sa.Text()),
        sa.Column("type_name", sa.Text(), nullable=False),
    ]


def _to_customers(table: str) -> sa.Constraint:
    return sa.ForeignKeyConstraint(
        ["customer_id"], ["customers.id"], name=op.f(f"fk_{table}_customer_id_customers")
    )
