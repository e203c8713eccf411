"""What customers keep an eye on: types that they starred, and types that they wait for."""

from sqlalchemy import BigInteger, Column, ForeignKey, Index, Table, Text, UniqueConstraint, text

from storage.columns import Timestamp
from storage.dialects import partial
from storage.tables.schema import RowId, metadata

favorites = Table(
    "favorites",
    metadata,
    Column("customer_id", BigInteger, ForeignKey("customers.id"), primary_key=True, autoincrement=False),
    Column("product_key", Text, primary_key=True),
    Column("type_key", Text, primary_key=True),
    Column("product_title", Text, nullable=False),
    Column("region", Text),
    Column("type_name", Text, nullable=False),
    Column(
        "price_centimes",
        BigInteger,
        nullable=False,
        comment="the price that its customer was shown or told last",
    ),
    Column("starred_at", Timestamp, nullable=False),
    Index("ix_favorites_product_key", "product_key", "type_key", "price_centimes"),
)

# Who wants to be told once when a type is back. Told ones stay for a while: they had their turn first.
restock_waits = Table(
    "restock_waits",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("customer_id", BigInteger, ForeignKey("customers.id"), nullable=False),
    Column("product_key", Text, nullable=False),
    Column("type_key", Text, nullable=False),
    Column("product_title", Text, nullable=False),
    Column("region", Text),
    Column("type_name", Text, nullable=False),
    Column("asked_at", Timestamp, nullable=False),
    Column("told_at", Timestamp, comment="when it was told; none: they wait"),
    Column("ends_at", Timestamp, nullable=False, comment="when it may be tidied away"),
    UniqueConstraint("customer_id", "product_key", "type_key"),
    Index(
        "ix_restock_waits_waiting",
        "product_key",
        "type_key",
        "asked_at",
        "customer_id",
        **partial(text("told_at IS NULL")),
    ),
    Index(
        "ix_restock_waits_told",
        "product_key",
        "type_key",
        "told_at",
        **partial(text("told_at IS NOT NULL")),
    ),
    Index("ix_restock_waits_ends_at", "ends_at"),
)

# The products of all these, each once: when a worker looks at it next.
watched_products = Table(
    "watched_products",
    metadata,
    Column("product_key", Text, primary_key=True),
    Column("look_at", Timestamp, nullable=False),
    Index("ix_watched_products_look_at", "look_at"),
)
